from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError
from kgqa.data.example import LinkingExample
from kgqa.data.predictions import kgqa_sets, linking, multihop, musique, redocred, squad, text2kgbench
from kgqa.data.predictions.prediction import (
    IndexPrediction,
    LinkPrediction,
    PredictedLink,
    Prediction,
    TriplePrediction,
    matched,
)
from kgqa.types import Triple

# Each example writes a file and waits until the disk has it.
FEW = settings(max_examples=20, deadline=None)
TEXT = st.text(st.characters(codec="utf-8"), max_size=8)
SOME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
# Between 0 and 1 in steps that 1 - x keeps.
SCORES = st.integers(0, 1024).map(lambda step: step / 1024)
ONE = st.lists(SOME, max_size=1).map(tuple)
SPANS = st.tuples(st.integers(0, 90), st.integers(1, 9)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def several(kind: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.lists(kind, max_size=4, unique_by=lambda prediction: prediction.id)


def put(path: Path, value: Any) -> Path:
    path.write_text(value if isinstance(value, str) else json.dumps(value), encoding="utf-8")
    return path


def lines(*records: Any) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("predictions") / "p"


# What is written is read again, in every layout that holds it


@FEW
@given(said=several(st.builds(Prediction, SOME, ONE, st.none())))
def test_squad_comes_back(path: Path, said: list[Prediction]) -> None:
    squad.write(path, said)
    assert list(squad.read(path)) == said


@FEW
@given(said=several(st.builds(Prediction, SOME, ONE, SCORES)))
def test_squad_comes_back_with_scores(path: Path, said: list[Prediction]) -> None:
    beside = path.with_name("na_prob")
    squad.write(path, said, beside)
    assert list(squad.read(path, beside)) == said


@FEW
@given(said=several(st.builds(Prediction, SOME, ONE, st.none(), st.lists(TEXT, max_size=3, unique=True).map(tuple))))
def test_multihop_comes_back(path: Path, said: list[Prediction]) -> None:
    multihop.write(path, said)
    assert list(multihop.read(path)) == said


INDEXES = st.lists(st.integers(0, 20).map(str), max_size=3).map(tuple)


@FEW
@given(said=several(st.builds(Prediction, SOME, ONE, st.none(), INDEXES)))
def test_musique_comes_back(path: Path, said: list[Prediction]) -> None:
    musique.write(path, said)
    assert list(musique.read(path, [each.id for each in said])) == said


@FEW
@given(
    said=several(
        st.builds(
            Prediction,
            SOME,
            st.lists(TEXT, max_size=3).map(tuple),
            st.none() | st.floats(allow_nan=False, allow_infinity=False),
            st.lists(TEXT, max_size=3).map(tuple),
        )
    )
)
def test_sets_come_back_whole(path: Path, said: list[Prediction]) -> None:
    kgqa_sets.write_jsonl(path, said)
    assert list(kgqa_sets.read_jsonl(path)) == said


STRIPPED = SOME.map(str.strip).filter(bool)
SETS = st.lists(STRIPPED, max_size=3, unique=True).map(tuple)


@FEW
@given(said=several(st.builds(Prediction, SOME, SETS)))
def test_reasoning_on_graphs_comes_back(path: Path, said: list[Prediction]) -> None:
    kgqa_sets.write_rog(path, said, {each.id: ["gold"] for each in said})
    assert list(kgqa_sets.read_rog(path)) == said


@FEW
@given(said=several(st.builds(Prediction, SOME, SETS)))
def test_lines_come_back_or_are_refused(path: Path, said: list[Prediction]) -> None:
    held = all(not {"|", "\n"} & set(answer) for each in said for answer in each.answers)
    try:
        kgqa_sets.write_lines(path, said)
    except InputError:
        assert not held or any(answer.startswith("\ufeff") for each in said for answer in each.answers)
    else:
        assert held
        assert list(kgqa_sets.read_lines(path, [each.id for each in said])) == said


@st.composite
def links(draw: st.DrawFn, key: st.SearchStrategy[str], entity: st.SearchStrategy[str], score: Any) -> LinkPrediction:
    spans = draw(st.lists(SPANS, max_size=3, unique=True))
    return LinkPrediction(draw(key), tuple(PredictedLink(*span, draw(entity), draw(score)) for span in spans))


@FEW
@given(said=several(links(SOME, TEXT, st.none() | SCORES)))
def test_links_come_back(path: Path, said: list[LinkPrediction]) -> None:
    linking.write_jsonl(path, said)
    assert list(linking.read_jsonl(path)) == said


@FEW
@given(said=several(links(st.integers(0, 99).map(str), TEXT, st.none())))
def test_linked_articles_come_back(path: Path, said: list[LinkPrediction]) -> None:
    linking.write_elevant(path, said, [LinkingExample(each.id, "x" * 100, ()) for each in said])
    assert list(linking.read_elevant(path)) == said


TRIPLES = st.lists(st.builds(Triple, TEXT, TEXT, TEXT), max_size=3).map(tuple)


@FEW
@given(said=several(st.builds(TriplePrediction, SOME, TRIPLES)))
def test_triples_come_back(path: Path, said: list[TriplePrediction]) -> None:
    text2kgbench.write(path, said)
    assert list(text2kgbench.read(path)) == said


FACTS = st.lists(st.tuples(st.integers(0, 9), TEXT, st.integers(0, 9)), min_size=1, max_size=3, unique=True).map(tuple)


@FEW
@given(said=several(st.builds(IndexPrediction, SOME, FACTS)))
def test_facts_between_indexes_come_back(path: Path, said: list[IndexPrediction]) -> None:
    redocred.write(path, said)
    assert list(redocred.read(path)) == said


# The layouts, as the official scripts have them


def test_squad_as_published(tmp_path: Path) -> None:
    answers = put(tmp_path / "p.json", {"q1": "the Oda", "q2": ""})
    unsure = put(tmp_path / "na.json", {"q1": 0.25, "q3": 1})
    assert squad.read(answers, unsure) == (Prediction("q1", ("the Oda",), 0.75), Prediction("q2", ()))


def test_squad_scores_are_written_for_all_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'q2' has no score, and every question needs one"):
        squad.write(tmp_path / "p", [Prediction("q1", (), 0.5), Prediction("q2", ())], tmp_path / "na")
    assert not list(tmp_path.iterdir())


def test_multihop_as_published(tmp_path: Path) -> None:
    found = {"answer": {"a": "Bern", "b": ""}, "sp": {"a": [["Oda", 0], ["Lek", 2], ["Oda", 1]], "z": []}}
    assert multihop.read(put(tmp_path / "p", found)) == (
        Prediction("a", ("Bern",), None, ("Oda", "Lek")),
        Prediction("b", ()),
    )
    multihop.write(tmp_path / "p", [Prediction("a", ("Bern",), 0.5, ("Oda",)), Prediction("b", ("no",))])
    assert json.loads((tmp_path / "p").read_text()) == {
        "answer": {"a": "Bern", "b": "no"},
        "sp": {"a": [["Oda", 0]]},
        "evidence": {},
    }


def test_musique_as_published(tmp_path: Path) -> None:
    record = {"id": "2hop__1_2", "predicted_answer": "Bern", "predicted_support_idxs": [3, 7]}
    path = put(tmp_path / "p", lines({**record, "predicted_answerable": True}))
    assert musique.read(path) == (Prediction("2hop__1_2", ("Bern",), None, ("3", "7")),)
    put(path, lines({**record, "predicted_answerable": False}))
    assert musique.read(path) == (Prediction("2hop__1_2", (), None, ("3", "7")),)


def test_musique_has_each_id_twice_where_twins_can_not_be_answered(tmp_path: Path) -> None:
    ids = ["2hop__1", "2hop__1#unanswerable"]
    said = [Prediction(ids[0], ("Bern",)), Prediction(ids[1], ())]
    musique.write(tmp_path / "p", said)
    assert [json.loads(line)["id"] for line in (tmp_path / "p").read_text().splitlines()] == ["2hop__1", "2hop__1"]
    assert list(musique.read(tmp_path / "p", ids)) == said
    with pytest.raises(InputError, match="p:2: the id '2hop__1' is already that of"):
        musique.read(tmp_path / "p")
    for wrong, rule in (
        (["2hop__2", ids[1]], "p:1: the question at this place is '2hop__2', not '2hop__1'"),
        (ids[:1], "there are more predictions than questions"),
        ([*ids, "3hop__1"], "there are fewer predictions than questions"),
    ):
        with pytest.raises(InputError, match=rule):
            musique.read(tmp_path / "p", wrong)


def test_reasoning_on_graphs_as_published(tmp_path: Path) -> None:
    asked = {"question": "q", "ground_truth": ["Bern"], "input": "..."}
    text, listed = (
        {"id": "W-0", "prediction": " Bern\n\nLek\nBern", **asked},
        {"id": "W-1", "prediction": ["Oda"], **asked},
    )
    path = put(tmp_path / "p", lines(text, listed))
    assert kgqa_sets.read_rog(path) == (Prediction("W-0", ("Bern", "Lek")), Prediction("W-1", ("Oda",)))
    with pytest.raises(InputError, match="there are no gold answers for 'W-2'"):
        kgqa_sets.write_rog(path, [Prediction("W-2", ())], {})


def test_a_line_is_for_the_question_at_its_place(tmp_path: Path) -> None:
    path = put(tmp_path / "p", "Bern|Lek | Bern\r\n\r\nOda\r\n")
    assert kgqa_sets.read_lines(path, ["a", "b", "c"]) == (
        Prediction("a", ("Bern", "Lek")),
        Prediction("b", ()),
        Prediction("c", ("Oda",)),
    )
    with pytest.raises(InputError, match="2 ids, 3 lines"):
        kgqa_sets.read_lines(path, ["a", "b"])


def test_linked_articles_as_described(tmp_path: Path) -> None:
    mentions = [
        {"span": [0, 3], "recognized_by": "x", "id": "Q1", "linked_by": "y", "candidates": ["Q1", "Q2"]},
        {"span": [4, 8], "recognized_by": "x"},
        {"span": [9, 12], "id": None},
    ]
    found = {"id": 3, "title": "t", "text": "Oda runs far", "entity_mentions": mentions, "labels": []}
    path = put(tmp_path / "p", lines(found, {"id": 4, "title": "t", "text": "Nothing."}))
    assert linking.read_elevant(path) == (
        LinkPrediction("3", (PredictedLink(0, 3, "Q1"), PredictedLink(4, 8, ""), PredictedLink(9, 12, ""))),
        LinkPrediction("4", ()),
    )


def test_a_link_to_be_written_is_in_its_text(tmp_path: Path) -> None:
    said = [LinkPrediction("3", (PredictedLink(0, 9, "Q1"),))]
    for example, rule in (
        (LinkingExample("3", "Oda", ()), "goes past the text of 3 characters"),
        (LinkingExample("4", "Oda", ()), "'3' is not the whole number"),
    ):
        with pytest.raises(InputError, match=rule):
            linking.write_elevant(tmp_path / "p", said, [example])


def test_triples_as_the_published_script_reads_them(tmp_path: Path) -> None:
    said = [TriplePrediction("t_1", (Triple("Ann Lee", "notable work", "Dawn Song"),))]
    text2kgbench.write(tmp_path / "p", said, for_script=True)
    (record,) = map(json.loads, (tmp_path / "p").read_text().splitlines())
    assert record == {"id": "t_1", "triples": [["Ann Lee", "notable_work", "Dawn Song"]]}
    assert text2kgbench.read(tmp_path / "p")[0].triples == (Triple("Ann Lee", "notable_work", "Dawn Song"),)


def test_facts_between_indexes_as_published(tmp_path: Path) -> None:
    fact = {"title": "Oakham", "h_idx": 0, "t_idx": 1, "r": "P131"}
    path = put(tmp_path / "p", [fact, {**fact, "title": "Bern"}, {**fact, "r": "P17", "evidence": [0, 2]}])
    assert redocred.read(path) == (
        IndexPrediction("Oakham", ((0, "P131", 1), (0, "P17", 1))),
        IndexPrediction("Bern", ((0, "P131", 1),)),
    )


# What is wrong is named

MUSIQUE = {"id": "a", "predicted_answer": "x", "predicted_support_idxs": [], "predicted_answerable": True}
FACT = {"title": "T", "h_idx": 0, "t_idx": 1, "r": "P1"}
LINK = {"start": 0, "end": 3, "entity": "Q1"}


@pytest.mark.parametrize(
    "read, content, rule",
    [
        (squad.read, '{"a": "x", "b": 3}', "p: a text is needed under 'b', found 3"),
        (squad.read, '{"a": "x", "a": "y"}', "p: the key 'a' comes twice in one object"),
        (squad.read, '["x"]', "p: the file is one JSON object, not list; the file looks like a JSON array"),
        (multihop.read, '{"answer": {"a": null}}', "p: a text is needed under 'a', found None"),
        (multihop.read, '{"answers": {"a": "x"}}', "p: an object is needed under 'answer', found None"),
        (multihop.read, '{"answer": {"a": "x"}, "sp": {"a": [["T"]]}}', r"p: 'a': a supporting fact is \[title, sent"),
        (multihop.read, '{"answer": {"a": "x", "a": "y"}}', "p: the key 'a' comes twice"),
        (musique.read, lines(MUSIQUE, MUSIQUE), "p:2: the id 'a' is already that of .*p:1"),
        (musique.read, lines({**MUSIQUE, "predicted_answerable": 1}), "p:1: true or false is needed"),
        (musique.read, lines({**MUSIQUE, "predicted_support_idxs": ["3"]}), "p:1: a supporting paragraph is an index"),
        (kgqa_sets.read_jsonl, lines({"id": "a", "answers": [3]}), "p:1: a text is needed under 'answers', found 3"),
        (kgqa_sets.read_jsonl, lines({"id": "a", "answers": "x"}), "p:1: a list is needed under 'answers'"),
        (
            kgqa_sets.read_jsonl,
            lines({"id": "a", "answers": []}, {"id": "", "answers": []}),
            "p:2: the text under 'id'",
        ),
        (kgqa_sets.read_jsonl, '{"id": "a", "answers": [], "score": NaN}\n', "p:1: a finite number is needed"),
        (kgqa_sets.read_jsonl, lines({"id": "a", "answers": [], "score": True}), "p:1: a finite number is needed"),
        (kgqa_sets.read_jsonl, lines({"id": "a", "answers": [], "score": 10**400}), "p:1: a finite number is needed"),
        (kgqa_sets.read_jsonl, '{"id": "a", "answers": ["\\ud800"]}\n', "p:1: .*half of a surrogate pair"),
        (kgqa_sets.read_rog, lines({"id": "a", "prediction": None}), "p:1: a list is needed under 'prediction'"),
        (linking.read_jsonl, lines({"id": "a", "links": [LINK, LINK]}), r"p:1: two links stand at \[0, 3\]"),
        (linking.read_jsonl, lines({"id": "a", "links": [{**LINK, "end": 0}]}), "p:1: a link: a span is"),
        (linking.read_jsonl, lines({"id": "a", "links": [{**LINK, "entity": 1}]}), "p:1: the link at 0: a text is"),
        (linking.read_elevant, lines({"id": 1, "links": []}), "p:1: a list is needed under 'entity_mentions'"),
        (linking.read_elevant, lines({"id": 1, "entity_mentions": [{"id": "Q1"}]}), "p:1: a mention: a span is"),
        (linking.read_elevant, lines({"id": 1, "entity_mentions": [[0, 4]]}), "p:1: a mention: an object is needed"),
        (linking.read_jsonl, lines({"id": "a", "links": [[0, 4]]}), "p:1: a link: an object is needed"),
        (text2kgbench.read, lines({"id": "a", "triples": [["x", "y"]]}), "p:1: a triple is "),
        (
            text2kgbench.read,
            lines({"id": "a", "triples": [{"sub": "x"}]}),
            "p:1: a triple: a text is needed under 'rel'",
        ),
        (redocred.read, json.dumps([{**FACT, "h_idx": -1}]), "p: fact 1: an entity is an index from 0, not -1"),
        (redocred.read, json.dumps({"T": []}), "p: a file of predicted facts is a JSON array, not dict"),
    ],
)
def test_what_is_no_prediction(tmp_path: Path, read: Callable[[Path], Any], content: str, rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        read(put(tmp_path / "p", content))


@pytest.mark.parametrize("read", [squad.read, multihop.read, musique.read, kgqa_sets.read_jsonl, linking.read_jsonl])
def test_another_layout_is_recognised(tmp_path: Path, read: Callable[[Path], Any]) -> None:
    path = put(tmp_path / "p", json.dumps({"version": "1", "data": [{"paragraphs": []}]}))
    with pytest.raises(InputError, match=r"; the file looks like a SQuAD file$"):
        read(path)


def test_a_score_that_is_not_finite_is_not_written_and_the_file_stays(tmp_path: Path) -> None:
    path = put(tmp_path / "p", "before")
    with pytest.raises(InputError, match="p: a number that is not finite"):
        kgqa_sets.write_jsonl(path, [Prediction("a", (), math.nan)])
    with pytest.raises(InputError, match="p: half of a surrogate pair"):
        kgqa_sets.write_jsonl(path, [Prediction("a", ("\ud800",))])
    with pytest.raises(InputError, match="p: two predictions have the id 'a'"):
        kgqa_sets.write_jsonl(path, [Prediction("a", ()), Prediction("a", ())])
    assert path.read_text() == "before"
    assert [each.name for each in tmp_path.iterdir()] == ["p"]
    with pytest.raises(InputError, match=r"p: can't be written: No such file or directory$"):
        kgqa_sets.write_jsonl(tmp_path / "no" / "p", [])


@pytest.mark.parametrize("write", [squad.write, multihop.write, musique.write])
def test_more_than_one_answer_is_not_written(tmp_path: Path, write: Callable[..., None]) -> None:
    with pytest.raises(InputError, match="'a': the layout holds one answer, not"):
        write(tmp_path / "p", [Prediction("a", ("x", "y"))])


@pytest.mark.parametrize("layout", [squad, multihop, musique])
def test_an_empty_answer_is_an_abstention(tmp_path: Path, layout: Any) -> None:
    layout.write(tmp_path / "p", [Prediction("a", ("",))])
    assert [each.answers for each in layout.read(tmp_path / "p")] == [()]


def test_files_are_utf_8_as_people_read_it(tmp_path: Path) -> None:
    squad.write(tmp_path / "p", [Prediction("ä", ("Łódź",))])
    assert "Łódź" in (tmp_path / "p").read_text(encoding="utf-8")


# Beside the gold


def test_missing_and_unknown_ids_are_told_and_no_error() -> None:
    said = [Prediction("z", ()), Prediction("b", ("x",)), Prediction("a", ())]
    found = matched(["a", "b", "c"], said)
    assert list(found.found.items()) == [("a", said[2]), ("b", said[1])]
    assert (found.missing, found.unknown) == (("c",), ("z",))


def test_of_two_predictions_for_one_id_none_is_chosen() -> None:
    with pytest.raises(InputError, match="two predictions have the id 'a'"):
        matched(["a"], [Prediction("a", ()), Prediction("a", ("x",))])


def test_a_fact_that_comes_twice_counts_once(tmp_path: Path) -> None:
    (tmp_path / "p").write_text(json.dumps([FACT, FACT]), encoding="utf-8")
    (document,) = redocred.read(tmp_path / "p")
    assert len(document.triples) == 1
