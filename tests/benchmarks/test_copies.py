"""A copy without a question's evidence answers as a knowledge base that was made without it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.copies import Copies
from kgqa import KGQA, InputError, Question, Result, Triple
from kgqa import Path as GraphPath
from kgqa.data.example import AskExample
from kgqa.pipelines.importing import import_files

TRIPLES = [
    ("Nordhavn", "capital of", "Veland"),
    ("Veland", "currency", "Velandic krone"),
    ("Veland", "borders", "Osmark"),
    ("Osmark", "capital", "Brinn"),
    ("Osmark", "currency", "mark"),
    ("Ada Lind", "born in", "Nordhavn"),
    ("Karl Moe", "born in", "Brinn"),
    ("lindium", "discovered by", "Ada Lind"),
]
PASSAGES = [
    {"id": "lindium", "title": "Lindium", "text": "Lindium is a soft metal. Ada Lind isolated it in 1907."},
    {"id": "nordhavn", "title": "Nordhavn", "text": "Nordhavn is a harbour city of 210,000 people."},
    {"id": "brinn", "title": "Brinn", "text": "Brinn is a small city. Its lighthouse was built in 1788."},
]
EXAMPLES = [
    AskExample(
        "1",
        "Where was the discoverer of lindium born?",
        ("Nordhavn",),
        gold_passages=("lindium",),
        gold_triples=(Triple("lindium", "discovered by", "Ada Lind"), Triple("Ada Lind", "born in", "Nordhavn")),
    ),
    AskExample("2", "Which currency does Osmark use?", ("mark",), gold_triples=(Triple("Osmark", "currency", "mark"),)),
    AskExample("3", "When was the lighthouse of Brinn built?", ("1788",), gold_passages=("brinn", "nordhavn")),
]


def made(
    folder: Path, encoder: object, *, triples: frozenset[Triple] = frozenset(), passages: tuple[str, ...] = ()
) -> KGQA:
    folder.mkdir()
    lines = ["\t".join(parts) + "\n" for parts in TRIPLES if Triple(*parts) not in triples]
    (folder / "triples.tsv").write_text("".join(lines), encoding="utf-8")
    texts = [json.dumps(passage) for passage in PASSAGES if passage["id"] not in passages]
    (folder / "passages.jsonl").write_text("\n".join(texts), encoding="utf-8")
    import_files(folder / "kb", triples=[folder / "triples.tsv"], passages=[folder / "passages.jsonl"], encoder=encoder)
    return KGQA.load(folder / "kb", encoder=encoder, device="cpu")


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory, encoder: object) -> Copies:
    return Copies(made(tmp_path_factory.mktemp("copies") / "whole", encoder))


def unscored(result: Result) -> Result:
    """A result without the passages' own scores, and those of answers out of them: what a word weighs is still counted
    over all passages in a copy."""
    rest = [e if isinstance(e.content, GraphPath) else replace(e, score=0.0) for e in result.evidence]
    answers = tuple(replace(answer, score=0.0) for answer in result.answers)
    return replace(result, evidence=tuple(sorted(rest, key=lambda e: (e.source, e.text))), answers=answers)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.id)
def test_a_copy_is_what_a_new_import_would_be(
    copies: Copies, example: AskExample, tmp_path: Path, encoder: object
) -> None:
    anew = made(tmp_path / "less", encoder, triples=frozenset(example.gold_triples), passages=example.gold_passages)
    question = Question(example.id, example.question)
    found = copies.without(example)(question, min_score=0.0, top_k=2)
    wanted = anew(question, min_score=0.0, top_k=2)
    assert unscored(found) == unscored(wanted)
    assert [a.score for a in found.answers] == pytest.approx([a.score for a in wanted.answers], abs=0.05)
    assert not set(example.gold_passages) & {getattr(e.content, "id", "") for e in found.evidence}
    assert found != copies.qa(question, min_score=0.0, top_k=2)


def test_entities_known_otherwise_are_refused(kb: Path, encoder: object) -> None:
    qa = KGQA.load(kb, encoder=encoder, device="cpu")
    with pytest.raises(InputError, match="triples alone"):
        Copies(qa)  # an entity has an alias and a type
    with pytest.raises(InputError, match="own retriever and reader"):
        Copies(qa.with_stages(retriever=object()))  # type: ignore[arg-type]  # what is refused
