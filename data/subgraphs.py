"""WebQSP and ComplexWebQuestions in the layout in which each question brings its part of Freebase along.

That of Luo et al., ICLR 2024 (Reasoning on Graphs), and the work that compares with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kgqa.data.card import Card
from kgqa.data.example import AskExample
from kgqa.data.lines import open_bytes
from kgqa.data.records import Record, examples_of, json_records
from kgqa.data.where import Where
from kgqa.errors import InputError, reason_of
from kgqa.types import Triple

_FILES = (
    "JSONL or parquet of id, question, answer, q_entity, a_entity and graph, a list of [head, relation, tail], as "
    "published for Reasoning on Graphs"
)

CARD_WEBQSP = Card(
    name="webqsp",
    task="asking",
    title="WebQSP with subgraphs",
    files=_FILES,
    licence="as stated at its home",
    citation="Wen-tau Yih, Matthew Richardson, Chris Meek, Ming-Wei Chang and Jina Suh. The Value of Semantic Parse "
    "Labeling for Knowledge Base Question Answering. ACL 2016.",
    home="https://www.microsoft.com/en-us/download/details.aspx?id=52763",
    answers="all",
    verified=False,
)

CARD_CWQ = Card(
    name="cwq",
    task="asking",
    title="ComplexWebQuestions with subgraphs",
    files=_FILES,
    licence="as stated at its home",
    citation="Alon Talmor and Jonathan Berant. The Web as a Knowledge-Base for Answering Complex Questions. "
    "NAACL 2018.",
    home="https://www.tau-nlp.sites.tau.ac.il/compwebq",
    answers="all",
    verified=False,
)

COLUMNS = ("id", "question", "answer", "q_entity", "a_entity", "graph")
_BATCH = 16  # questions; each may bring tens of thousands of triples


def read_subgraphs(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question of a file, or those that have the values of ``where``, each with its own ``graph``.

    ``answers`` are ``a_entity``, the names in the graph, or ``answer`` where that is empty; a question that has
    neither is not answerable. One question, or a few of a parquet file, are held at a time. Raises InputError
    with file and line or record.
    """
    path = Path(path)
    return examples_of(path, _records(path), _example, where)


def _records(path: Path) -> Iterator[Record]:
    with open_bytes(path) as stream:
        packed = stream.read(4) == b"PAR1"
    yield from _parquet(path) if packed else json_records(path)


def _parquet(path: Path) -> Iterator[Record]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise InputError(f'{path}: a parquet file needs pyarrow: pip install "kgqa[evaluate]"') from None
    try:
        file = parquet.ParquetFile(path)
        missing = [name for name in ("id", "question", "graph") if name not in file.schema_arrow.names]
        if missing:
            found = ", ".join(file.schema_arrow.names)
            raise InputError(f"{path}: its columns are {', '.join(COLUMNS)}; {missing[0]!r} is not among {found}")
        number = 0
        for batch in file.iter_batches(batch_size=_BATCH):
            for values in batch.to_pylist():
                number += 1
                yield _numbered(path, number, values)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: can't be read as parquet: {reason_of(error)}") from error


def _numbered(path: Path, number: int, values: Mapping[str, Any]) -> Record:
    key = values.get("id")
    return Record(f"{path}: record {number}" + (f" ({key})" if isinstance(key, str) else ""), values)


def _example(record: Record) -> AskExample:
    if "graph" not in record.values:
        record.fail("a question needs its triples under 'graph'")
    answers = record.texts("a_entity") or record.texts("answer")
    return AskExample(
        record.text("id"),
        record.text("question"),
        answers,
        record.texts("q_entity"),
        answerable=bool(answers),
        graph=_graph(record),
    )


def _graph(record: Record) -> tuple[Triple, ...]:
    triples: dict[Triple, None] = {}
    for parts in record.lists("graph"):
        if len(parts) != 3 or not all(isinstance(part, str) and part.strip() for part in parts):
            record.fail(f"'graph' is a list of [head, relation, tail], not {parts!r:.200}")
        triples[Triple(*(record.sound("graph", part.strip()) for part in parts))] = None
    return tuple(triples)
