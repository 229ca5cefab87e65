"""``kgqa ask``: one question, or a file of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import bars, say, say_json
from kgqa.pipelines.cli.options import KB, Device, Quiet, RecordedEncoder, Rerank, Reranker, TopK

if TYPE_CHECKING:
    from kgqa.pipelines.ask import KGQA
    from kgqa.types import Result

LANGUAGES = ("cypher", "sparql")

ABSTAINED = 3


def ask(
    kb: KB,
    question: Annotated[str | None, typer.Argument(help="The question.", show_default=False)] = None,
    questions: Annotated[
        Path | None,
        typer.Option(help='JSONL file of {"question": ..., "id": ...}, or .txt with one a line.', show_default=False),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Whole results, one JSON object a line.")] = False,
    top_k: TopK = 8,
    min_score: Annotated[
        float | None,
        typer.Option(help="Least score of an answer that is said; the reader's own if left out.", show_default=False),
    ] = None,
    entity: Annotated[list[str] | None, typer.Option(help="Id or label of what it is about; may be repeated.")] = None,
    doc: Annotated[list[str] | None, typer.Option(help="Only passages of this document.")] = None,
    since: Annotated[
        str | None,
        typer.Option(help="Only passages of documents added from this day on (2026-03-01).", show_default=False),
    ] = None,
    until: Annotated[
        str | None, typer.Option(help="Only passages of documents added up to this day.", show_default=False)
    ] = None,
    relation: Annotated[list[str] | None, typer.Option(help="Only paths of this relation.")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="Only paths that end in entities of this type.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option(help="A shipped reader, a checkpoint folder or an .onnx file.", show_default=False)
    ] = None,
    hops: Annotated[
        int, typer.Option(help="Longest relation path, 1 to 3; values that an operation compares are beyond it.")
    ] = 3,
    paths: Annotated[
        str | None,
        typer.Option(
            help="A shipped path scorer or a folder of `kgqa adapt`; else the knowledge base's own, if it has one.",
            show_default=False,
        ),
    ] = None,
    encoder: RecordedEncoder = None,
    rerank: Rerank = False,
    reranker: Reranker = None,
    device: Device = "auto",
    precision: Annotated[str, typer.Option(help="Of the reader: auto, fp32, bf16 or int8.")] = "auto",
    explain: Annotated[
        bool, typer.Option("--explain", help="What the answer rests on: evidence, facts and words left out one by one.")
    ] = False,
    query: Annotated[
        str | None,
        typer.Option(help="The best answer's path and operation as a query: sparql or cypher.", show_default=False),
    ] = None,
    second_look: Annotated[
        bool, typer.Option(help="Read what is left open out of text after text, fact by fact.")
    ] = True,
    quiet: Quiet = False,
) -> None:
    """Ask a knowledge base. Exit code 0: answered; 3: it abstained (from all of them); 2: bad input."""
    if (question is None) == (questions is None):
        raise InputError("give either one question or --questions FILE")
    if query is not None and query not in LANGUAGES:
        raise InputError(f"--query is one of {', '.join(LANGUAGES)}, found {query!r}")
    from kgqa.data.jsonl_questions import read_questions
    from kgqa.kg.opened import open_folder
    from kgqa.types import Question

    # What is wrong with these is said at once, and not when the models' libraries are there, seconds later.
    asked = [Question("1", question)] if question is not None else list(read_questions(questions or Path()))
    if not asked:
        raise InputError(f"{questions}: holds no question")
    open_folder(kb)
    from kgqa.pipelines.ask import KGQA
    from kgqa.reader.checkpoint import DEFAULT_READER

    days = {"since": [since] if since else None, "until": [until] if until else None}
    given = {"doc": doc, **days, "relation": relation, "type": type_}
    filters = {key: values for key, values in given.items() if values}
    qa = KGQA.load(
        kb,
        reader=reader or DEFAULT_READER,
        device=device,
        precision=precision,
        hops=hops,
        paths=paths,
        second_look=second_look,
        encoder=encoder,
        rerank=reranker or rerank,
    )
    answered = 0
    with bars(quiet=quiet or question is not None) as progress:
        results = qa.stream(
            asked,
            top_k=top_k,
            min_score=min_score,
            filters=filters or None,
            entities=entity or None,
        )
        for done, result in enumerate(results, start=1):
            answered += bool(result.answers)
            if as_json:
                say_json(result.to_json() if query is None else _with_query(result, query))
            else:
                say(str(result) + ("\n" if len(asked) > 1 and query is None else ""))
                if query is not None:
                    say(result.query(query) or f"no {query}: {_no_query(result)}")
            if explain:
                (say_json if as_json else say)(_explained(qa, result, as_json=as_json))
            progress("questions", done, len(asked))
    if not answered:
        raise typer.Exit(ABSTAINED)


def _explained(qa: KGQA, result: Result, *, as_json: bool) -> str:
    """What the best answer rests on, or why that can't be told: the questions after it are answered all the same."""
    from kgqa.pipelines.explain import explain

    try:
        found = explain(qa, result)
    except InputError as error:
        return json.dumps({"explanation": str(error)}, ensure_ascii=False) if as_json else str(error)
    return found.to_json() if as_json else str(found)


def _with_query(result: Result, language: str) -> str:
    """The result as JSON, with its query (null where there is none) beside it."""
    query = {"language": language, "text": result.query(language)}
    return json.dumps({**json.loads(result.to_json()), "query": query}, ensure_ascii=False)


def _no_query(result: Result) -> str:
    if not result.answers:
        return "there is no answer"
    return "the answer does not follow from facts of the graph by one query"
