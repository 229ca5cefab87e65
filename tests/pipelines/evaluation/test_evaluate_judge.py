"""Results made by hand, judged: what is right, and which stage lost the answer of what is wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from math import inf
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.example import AskExample
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.evaluation.judged import Judged, read_judged, to_line
from kgqa.pipelines.evaluation.judging import PIECES, WORDS, Judge, failed, shortened
from kgqa.pipelines.evaluation.known import Known
from kgqa.types import Answer, Entity, Evidence, Link, Literal, Mention, Passage, Path, Question, Result, Step, Triple

BORDERS = tuple(Triple("V", "borders", tail) for tail in ("O", "T"))
GRAPH = Graph.build(
    [*BORDERS, Triple("lindium", "discovered by", "Ada Lind"), Triple("lindium", "year", Literal("1907", "integer"))],
    [Entity("V", "Veland"), Entity("O", "Osmark"), Entity("T", "Tarnia")],
)
PASSAGE = Passage("p1", "doc", "Lindium", "Lindium is used in the coating of ship hulls.")
PASSAGES = PassageTable.build([PASSAGE])
KNOWN = Known(GRAPH, PASSAGES)

WHO = AskExample("who", "Who discovered lindium?", ("Ada Lind",), ("lindium",))
WHICH = AskExample("which", "Which countries border Veland?", ("Osmark", "Tarnia"), ("Veland",))
NOBODY = AskExample("nobody", "Who sank Veland?", (), answerable=False)


def judge(*, as_set: bool = True, min_score: float = 0.3, linking: bool = True, trace: bool = True) -> Judge:
    return Judge(GRAPH, KNOWN, as_set=as_set, min_score=min_score, linking=linking, trace=trace)


def said(*values: str, score: float = 0.9) -> Answer:
    return Answer("; ".join(values), score, "entities" if len(values) > 1 else "entity", values=values)


def link(id: str, label: str = "") -> Link:
    return Link(Mention(0, 1, "x"), Entity(id, label or id), 0.8)


def path(start: str, relation: str, *ends: str, inverse: bool = False) -> Evidence:
    steps = (Step(relation, inverse),)
    return Evidence(Path(start, steps, ends, tuple(Triple(start, relation, end) for end in ends)), "words", 0.5, "path")


def passage(text: str = PASSAGE.text) -> Evidence:
    return Evidence(replace(PASSAGE, text=text), text, 0.4, "dense")


def result(example: AskExample, **parts: Any) -> Result:
    return Result(Question(example.id, example.question), **parts)


FOUND: dict[str, Any] = {"links": (link("lindium"),), "evidence": (path("lindium", "discovered by", "Ada Lind"),)}


@pytest.mark.parametrize(
    ("lost", "example", "parts"),
    [
        ("", WHO, {**FOUND, "answers": (said("Ada Lind"),)}),
        ("missing", replace(WHO, answers=("Eva Holm",)), {**FOUND, "answers": (said("Ada Lind"),)}),
        ("link", WHO, {"links": (link("V"),), "answers": (said("Osmark"),)}),
        ("link", WHO, {}),
        ("retrieve", WHO, {"links": (link("lindium"),), "evidence": (passage(),), "answers": (said("hulls"),)}),
        ("retrieve", WHO, {"links": (link("lindium"),)}),
        ("read", WHO, {**FOUND, "answers": (said("Osmark"), said("Ada Lind", score=0.8))}),
        ("read", WHO, FOUND),
        ("abstain", WHO, {**FOUND, "answers": (said("Ada Lind", score=0.29),)}),
        ("abstain", WHO, {"answers": (said("Ada Lind", score=0.0),)}),
        ("unanswerable", NOBODY, {"answers": (said("Osmark"),)}),
        ("", NOBODY, {"answers": (said("Osmark", score=0.29),)}),
        ("", NOBODY, {}),
    ],
)
def test_the_stage_that_lost_it(lost: str, example: AskExample, parts: dict[str, Any]) -> None:
    judged = judge()(example, result(example, **parts), 0.25)
    assert (judged.lost, judged.right, judged.seconds) == (lost, not lost, 0.25)
    assert judged.metrics["exact_match"] == float(not lost)
    assert (judged.miss is None) == (not lost)
    if judged.miss is not None:
        assert (judged.miss.id, judged.miss.golds, judged.miss.lost) == (example.id, example.answers, lost)


def test_a_set_is_missing_where_one_is_and_wordings_where_all_are() -> None:
    parts = {"links": (link("V", "Veland"),), "evidence": (path("V", "borders", "O", "T"),)}
    one_lacks = replace(WHICH, answers=("Osmark", "Atlantis"))
    all_lack = replace(WHICH, answers=("Lemuria", "Atlantis"))
    assert judge()(one_lacks, result(one_lacks, **parts), 0).lost == "missing"
    assert judge(as_set=False)(one_lacks, result(one_lacks, **parts), 0).lost == "read"
    assert judge(as_set=False)(all_lack, result(all_lack, **parts), 0).lost == "missing"
    # An answer may stand in a text alone, or be a value; yes and no stand nowhere.
    for answers in (("ship hulls",), ("1907",), ("yes",), ("No",)):
        example = replace(WHICH, answers=answers)
        assert judge()(example, result(example, links=parts["links"]), 0).lost != "missing"


def test_a_set_is_retrieved_where_a_path_ends_in_all_of_it_and_no_more() -> None:
    links = (link("V", "Veland"),)
    for ends, lost in ((("O", "T"), "read"), (("O",), "retrieve"), (("O", "T", "Ada Lind"), "retrieve")):
        found = result(WHICH, links=links, evidence=(path("V", "borders", *ends),))
        assert judge()(WHICH, found, 0).lost == lost
    # Of wordings, any end does, and any words.
    some = result(WHICH, links=links, evidence=(path("V", "borders", "O"),))
    assert judge(as_set=False)(WHICH, some, 0).lost == "read"


def test_the_letters_of_a_set_count_and_those_of_wordings_do_not() -> None:
    small = replace(WHO, answers=("ada lind",))
    for as_set, answer, exact in (
        (True, "Ada Lind", 0.0),
        (True, "ada  lind", 1.0),
        (True, "the ada lind", 0.0),
        (False, "The Ada Lind!", 1.0),
        (False, "Ada", 0.0),
    ):
        metrics = judge(as_set=as_set)(small, result(small, answers=(said(answer),)), 0).metrics
        assert (metrics["exact_match"], metrics["forced_exact_match"]) == (exact, exact)
        assert ("hits_at_1" in metrics) == as_set
    half = judge()(WHICH, result(WHICH, answers=(said("Tarnia", "Brinn"),)), 0).metrics
    assert (half["exact_match"], half["f1"], half["hits_at_1"]) == (0.0, 0.5, 1.0)
    words = judge(as_set=False)(small, result(small, answers=(said("Ada"),)), 0).metrics
    assert words["f1"] == pytest.approx(2 / 3, abs=1e-6)


def test_what_is_not_said_is_kept_as_forced() -> None:
    judged = judge()(WHICH, result(WHICH, answers=(said("Tarnia", "Osmark", score=0.1),)), 0)
    assert (judged.answered, judged.right, judged.forced, judged.answers, judged.score) == (False, False, True, (), 0.1)
    assert (judged.metrics["answered"], judged.metrics["f1"], judged.metrics["forced_f1"]) == (0.0, 0.0, 1.0)
    silent = judge()(NOBODY, result(NOBODY, answers=(said("Osmark", score=0.1),)), 0)
    assert (silent.right, silent.forced, silent.metrics["forced_exact_match"]) == (True, False, 0.0)
    assert judge(min_score=0.1)(WHICH, result(WHICH, answers=(said("Tarnia", "Osmark", score=0.1),)), 0).right


def test_retrieval_is_measured_where_the_data_set_says_what_is_to_be_found() -> None:
    example = replace(
        WHICH, gold_passages=("doc", "p9"), gold_triples=(*BORDERS, Triple("x", "y", "z")), gold_relations=("^borders",)
    )
    evidence = (
        path("O", "borders", "V"),
        path("V", "borders", "O", "T"),
        passage(),
        path("V", "borders", "O", inverse=True),
    )
    metrics = judge()(example, result(example, evidence=evidence, links=(link("V"), link("Ada Lind"))), 0).metrics
    # A gold may name the passage or its document; then pieces of other documents take one place each document.
    pieces = [Passage(f"long#{i}", "long", "Long", PASSAGE.text, i) for i in range(8)]
    cut = (*(Evidence(piece, piece.text, 0.5, "dense") for piece in pieces), passage())
    among = judge()(example, result(example, evidence=cut), 0).metrics
    assert [among[f"recall_passages_at_{k}"] for k in (1, 2)] == [0.0, 0.5]
    of_pieces = replace(example, gold_passages=("long#7",))
    among = judge()(of_pieces, result(of_pieces, evidence=cut), 0).metrics
    assert [among[f"recall_passages_at_{k}"] for k in (5, 8)] == [0.0, 1.0]
    assert [metrics[f"recall_passages_at_{k}"] for k in (1, 8)] == [0.5, 0.5] and metrics["mrr_passages"] == 1.0
    assert metrics["recall_facts"] == pytest.approx(2 / 3, abs=1e-6)
    assert metrics["mrr_paths"] == pytest.approx(1 / 2, abs=1e-6) or metrics["mrr_paths"] == pytest.approx(
        1 / 3, abs=1e-6
    )
    assert (metrics["recall_paths_at_1"], metrics["recall_paths_at_5"]) == (0.0, 1.0)
    # V's label is not given here: its id is not what the question names.
    assert (metrics["linked_recall"], metrics["linked_precision"]) == (0.0, 0.0)
    plain = judge()(WHICH, result(WHICH, evidence=evidence), 0).metrics
    assert not [name for name in plain if name.startswith(("recall", "mrr"))]
    assert not [name for name in judge(linking=False)(WHICH, result(WHICH), 0).metrics if name.startswith("linked")]
    assert not [name for name in judge(trace=False)(example, result(example), 0).metrics if "recall_" in name]


def test_without_a_trace_what_is_wrong_was_read_wrong() -> None:
    blind = judge(trace=False, linking=False)
    assert blind(WHO, result(WHO), 0).lost == "read"
    assert blind(NOBODY, result(NOBODY, answers=(said("x"),)), 0).lost == "unanswerable"


def test_a_question_that_failed_has_every_figure_that_it_would_have_had_at_zero() -> None:
    example = replace(WHO, kind="one", hops=1, gold_passages=("p1",), gold_triples=BORDERS, gold_relations=("r",))
    for example_ in (example, WHO, replace(NOBODY, entities=("V",))):
        for as_set in (True, False):
            lost = failed(example_, "ValueError: no", as_set=as_set, linking=True)
            there = judge(as_set=as_set)(example_, result(example_, answers=(said("x"),)), 0)
            assert lost.metrics == dict.fromkeys(there.metrics, 0.0)
            assert (lost.lost, lost.right, lost.answered, lost.error) == ("error", False, False, "ValueError: no")
            assert (lost.id, lost.kind, lost.hops) == (there.id, there.kind, there.hops)
            assert lost.miss is not None and (lost.miss.lost, lost.miss.error) == ("error", "ValueError: no")


def test_a_trace_says_what_each_stage_made_of_it_and_is_short() -> None:
    long = "hulls " * 100
    evidence = (path("lindium", "discovered by", "Ada Lind"), *(passage(long) for _ in range(PIECES)))
    found = result(WHO, links=(link("lindium"), link("V", "Veland")), evidence=evidence, answers=(said("Osmark"),))
    miss = judge()(WHO, found, 0).miss
    assert miss is not None
    assert [(piece.text, piece.gold) for piece in miss.linked] == [("x = lindium", True), ("x = Veland", False)]
    assert [piece.gold for piece in miss.evidence] == [True] + [False] * (PIECES - 1)
    assert max(len(piece.text) for piece in miss.evidence) == WORDS
    assert [(piece.text, piece.score, piece.gold) for piece in miss.answers] == [("Osmark", 0.9, False)]


@settings(deadline=None)
@given(st.text())
def test_a_shortened_text_begins_as_it_did(text: str) -> None:
    short = shortened(text)
    assert len(short) == min(len(text), WORDS)
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))


metrics = st.dictionaries(st.sampled_from(["exact_match", "f1"]), st.floats(0, 1))


@settings(deadline=None)
@given(
    judged=st.builds(
        Judged,
        id=st.text(min_size=1),
        hops=st.none() | st.integers(1, 3),
        answers=st.lists(st.text()).map(tuple),
        score=st.floats(0, 1) | st.just(-inf),
        metrics=metrics,
        links=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.text())).map(tuple),
        counts=st.dictionaries(st.just("strong"), st.tuples(*[st.integers(0, 9)] * 3)),
        error=st.text(),
    )
)
def test_a_line_gives_the_judgement_back(judged: Judged, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "judged.jsonl"
    line = to_line(judged)
    assert line.count(b"\n") == 1
    json.loads(line, parse_constant=pytest.fail)  # JSON knows no Infinity
    file.write_bytes(line)
    assert list(read_judged(file)) == [judged]


def test_half_of_a_surrogate_pair_does_not_stop_a_run() -> None:
    judged = failed(replace(WHO, question="Who \ud800?"), "ValueError: \udfff", as_set=True)
    assert b'"ValueError: ?"' in to_line(judged) and b'"score": null' in to_line(judged)


def test_nothing_is_less_sure_than_any_answer_and_never_right_where_there_is_one() -> None:
    # Without its articles the gold answer has no words either.
    band = replace(WHO, answers=("The The",))
    for as_set in (False, True):
        silent = judge(as_set=as_set)(band, result(band), 0)
        assert (silent.right, silent.forced, silent.metrics["f1"], silent.score) == (False, False, 0.0, -inf)
        assert failed(band, "ValueError: no", as_set=as_set).score == -inf
    unsaid = judge(as_set=False)(band, result(band, answers=(said("The The", score=0.1),)), 0)
    assert (unsaid.right, unsaid.forced, unsaid.metrics["exact_match"]) == (False, True, 0.0)
    assert judge(as_set=False)(band, result(band, answers=(said("The The"),)), 0).right
    assert judge()(NOBODY, result(NOBODY), 0).right
