"""Parts taken away."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kgqa import KGQA, Evidence, InputError, Link, Passage, Question, Step
from kgqa import Path as GraphPath
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.evaluation.baselines.without import Dropping, sort_of, without
from kgqa.sources import READ
from kgqa.stages import Filters


@pytest.fixture(scope="module")
def qa(kb: Path, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(kb, encoder=encoder)


QUESTIONS = [Question("1", "Who discovered lindium?"), Question("2", "What is lindium used for?")]


@pytest.mark.parametrize("part", ["facts", "passages", "paths"])
def test_the_evidence_of_one_sort_is_gone_and_the_rest_is_there(qa: KGQA, part: str) -> None:
    first = without(qa, ["second"])
    whole = first.batch(QUESTIONS, min_score=0.0, top_k=20)
    less = without(first, [part]).batch(QUESTIONS, min_score=0.0, top_k=20)
    for one, other in zip(whole, less, strict=True):
        assert other.evidence == tuple(e for e in one.evidence if sort_of(e) != part) != one.evidence
        assert other.links == one.links


def test_the_second_look_reads_what_the_first_is_left_without(qa: KGQA) -> None:
    asked = Question("3", "When was Nordhavn founded?")
    assert any(piece.source == READ for piece in without(qa, ["facts", "paths"])(asked, min_score=0.0).evidence)
    for parts in (["second", "facts", "paths"], ["passages", "facts", "paths"]):
        assert not any(piece.source == READ for piece in without(qa, parts)(asked, min_score=0.0).evidence)


def test_without_the_linker_nothing_is_linked(qa: KGQA) -> None:
    less = without(qa, ["linker"])
    assert less.batch(QUESTIONS)[0].links == () and less.retriever is qa.retriever
    assert without(qa, []) == qa
    none = without(qa, {"facts", "paths", "passages", "linker"})(QUESTIONS[0])
    assert none.evidence == none.answers == none.links == ()


def test_the_answer_is_found_elsewhere_or_not_at_all(qa: KGQA) -> None:
    assert qa("Who discovered lindium?").answer == "Ada Lind"
    assert without(qa, ["facts", "paths"])("What is the currency of Veland?", min_score=0.9).answer is None
    assert "ship hulls" in (without(qa, ["facts", "paths"])("What is lindium used for?").answer or "")


def test_parts_that_there_are_not(qa: KGQA) -> None:
    with pytest.raises(InputError, match="unknown part 'reader'; there are: facts, passages, paths, linker, second"):
        without(qa, ["facts", "reader"])
    with pytest.raises(InputError, match="one text 'facts'"):
        without(qa, "facts")


class Ranked:
    """A retriever of one's own: passages, and facts before longer paths, as many as are asked for."""

    def retrieve(
        self,
        questions: Sequence[Question],
        links: Sequence[tuple[Link, ...]],
        *,
        top_k: int,
        filters: Filters | None = None,
    ) -> list[tuple[Evidence, ...]]:
        def path(i: int, steps: int) -> Evidence:
            return Evidence(GraphPath("s", (Step("r"),) * steps, (f"e{i}",), ()), f"{i}", 1.0, "path")

        paths = [path(i, 1 if i < 8 else 2) for i in range(2 * top_k)]
        passages = [Evidence(Passage(f"p{i}", "d", "", "x"), "x", 0.5, "dense") for i in range(top_k)]
        return [tuple(paths + passages) for _ in questions]


def test_what_is_left_is_not_starved() -> None:
    (found,) = Dropping(Ranked(), frozenset({"facts"})).retrieve(QUESTIONS[:1], [()], top_k=4)
    # At top_k 4 all eight paths are facts: the longer ones come from further down.
    assert [sort_of(e) for e in found] == ["paths"] * 8 + ["passages"] * 4
    (found,) = Dropping(Ranked(), frozenset({"passages"})).retrieve(QUESTIONS[:1], [()], top_k=4)
    assert [sort_of(e) for e in found] == ["facts"] * 8
