"""Linking: a knowledge base of gold names, every text of a file, and predictions of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from test_evaluate_world import judged_of, rows_of, sound, write_jsonl

from kgqa import KGQA
from kgqa.data.example import GoldLink, LinkingExample
from kgqa.errors import InputError
from kgqa.pipelines import evaluate
from kgqa.pipelines.evaluation.prepare import prepare
from kgqa.pipelines.evaluation.score import score
from kgqa.pipelines.evaluation.summary import Row, Summary
from kgqa.pipelines.evaluation.tasks.linking import inside, judge
from kgqa.types import Mention

COUNTS = [
    f"{kind}_{part}" for kind in ("strong", "weak", "mentions", "strong_with_nil") for part in ("precision", "f1")
]


def article(id: int, text: str, labels: dict[str, str], **more: Any) -> dict[str, Any]:
    found = []
    for name, entity in labels.items():
        start = text.index(name)
        found.append({"span": [start, start + len(name)], "entity_id": entity, "name": name, "type": "THING"})
    return {"id": id, "title": f"t{id}", "text": text, "labels": found, **more}


ARTICLES = [
    article(1, "Ada Lind met Karl Moe in Nordhavn.", {"Ada Lind": "Q1", "Karl Moe": "Q2", "Nordhavn": "Q3"}),
    # The knowledge base is said to lack one of them.
    article(2, "Ada Lind wrote to Jon Vik of Brinn.", {"Ada Lind": "Q1", "Jon Vik": "<NIL>", "Brinn": "Q4"}),
    # What stands after the labelled part counts neither way.
    article(3, "Nordhavn is old. Karl Moe left Brinn.", {"Nordhavn": "Q3"}, evaluation_span=[0, 16]),
    article(4, "Nothing is named here.", {}),
]


def value(row: Row, name: str) -> float:
    figure = row.figure(name)
    assert figure is not None, name
    return figure.value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("linking")
    write_jsonl(folder / "made.benchmark.jsonl", ARTICLES)
    return folder


@pytest.fixture(scope="module")
def names(folder: Path) -> Path:
    """The knowledge base of the gold names."""
    counts = prepare("elevant", folder, folder / "names.kb", device="cpu")
    assert (counts["entities"], counts["triples"], counts["passages"]) == (4, 0, 0)
    return folder / "names.kb"


@pytest.fixture(scope="module")
def report(folder: Path, names: Path) -> Path:
    report = folder / "report"
    pytest.importorskip("jinja2", reason='needs pip install "kgqa[evaluate]"')
    pytest.importorskip("matplotlib", reason='needs pip install "kgqa[evaluate]"')
    sound(evaluate("elevant", questions=folder / "made.benchmark.jsonl", kb=names, report=report, device="cpu"))
    return report


@pytest.mark.slow
def test_links_are_counted_over_all_texts(report: Path, names: Path) -> None:
    qa = KGQA.load(names, device="cpu")
    assert {qa.graph.entity_by_id(id).label for id in ("Q1", "Q4")} == {"Ada Lind", "Brinn"}
    summary = Summary.load(report)
    row, with_pronouns = summary.rows
    assert (row.name, row.n, summary.leak) == ("kgqa", 4, None)
    assert (with_pronouns.name, with_pronouns.n) == ("kgqa with pronouns", 4)
    assert [item.links for item in judged_of(report, "kgqa").values()] == [
        ((0, 8, "Q1"), (13, 21, "Q2"), (25, 33, "Q3")),
        ((0, 8, "Q1"), (29, 34, "Q4")),
        ((0, 8, "Q3"),),
        (),
    ]
    assert value(row, "strong_f1") == value(row, "known_recall") == value(row, "text_right") == 1.0
    # One of seven is NIL: with it required, and by place alone, it is missed.
    for name in ("strong_with_nil", "mentions"):
        assert value(row, f"{name}_recall") == 6 / 7 and value(row, f"{name}_precision") == 1.0
    figure = row.figure("known_recall")
    assert figure is not None and figure.n == 3


@pytest.mark.slow
def test_the_predictions_that_were_written_score_the_same(report: Path, folder: Path) -> None:
    again = score("elevant", questions=folder / "made.benchmark.jsonl", predictions=report / "predictions/kgqa.jsonl")
    sound(again)
    row = Summary.load(report).rows[0]
    for name in COUNTS:
        assert again.rows[0].figure(name) == row.figure(name)
    assert again.rows[0].lost == row.lost == () and again.warnings == ()


@pytest.mark.slow
def test_what_the_knowledge_base_lacks_is_missing(kb: Path, folder: Path, tmp_path: Path) -> None:
    questions = [folder / "made.benchmark.jsonl", tmp_path / "other.benchmark.jsonl"]
    labels = {"Ada Lind": "Ada Lind", "Brinn": "Brinn"}
    write_jsonl(questions[1], [article(1, "Ada Lind lives in Brinn.", labels, evaluation_span=[0, 9])])
    summary = evaluate("elevant", questions=questions, kb=kb, device="cpu")
    sound(summary)
    row = summary.rows[0]
    # The world's ids are names: of the first file's ids it has none, and nobody says so of a text without any.
    assert dict(row.lost)["missing"] == 3
    assert rows_of(summary)[0].n == 5
    assert {miss.id.rpartition("/")[2] for miss in row.misses if miss.lost == "missing"} == {
        f"made.benchmark.jsonl:{id}" for id in (1, 2, 3)
    }


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({}, "elevant needs a knowledge base whose entities bear the gold ids .kb."),
        ({"kb": "kb", "without": ("facts",)}, "no ablations and no baselines"),
        ({"kb": "kb", "baselines": ("bm25",)}, "no ablations and no baselines"),
    ],
)
def test_what_can_not_be_asked(kb: Path, folder: Path, options: dict[str, Any], rule: str) -> None:
    options = {**options, **({"kb": kb} if "kb" in options else {})}
    with pytest.raises(InputError, match=rule):
        evaluate("elevant", questions=folder / "made.benchmark.jsonl", device="cpu", **options)


TEXT = "Ada Lind and Jon Vik"
EXAMPLE = LinkingExample(
    "1", TEXT, (GoldLink(Mention(0, 8, "Ada Lind"), "Q1", "A. Lind"), GoldLink(Mention(13, 20, "Jon Vik"), ""))
)


@pytest.mark.parametrize(
    ("found", "known", "lost", "strong", "recall"),
    [
        (((0, 8, "Q1"),), True, "", (1, 0, 0), 1.0),
        (((0, 8, "Q1"), (13, 20, "")), True, "", (1, 0, 0), 1.0),
        (((0, 8, "Q2"),), True, "link", (0, 1, 1), 0.0),
        (((0, 3, "Q1"),), True, "link", (0, 1, 1), 0.0),
        (((0, 8, "Q1"), (13, 20, "Q5")), True, "link", (1, 1, 0), 1.0),
        ((), True, "link", (0, 0, 1), 0.0),
        ((), False, "missing", (0, 0, 1), None),
    ],
)
def test_what_was_found_in_one_text(
    found: tuple[tuple[int, int, str], ...], known: bool, lost: str, strong: tuple[int, int, int], recall: float | None
) -> None:
    judged = judge(EXAMPLE, found, 0.5, "", lambda entity: known)
    assert (judged.lost, judged.right, judged.counts["strong"]) == (lost, not lost, strong)
    assert judged.metrics.get("known_recall") == recall
    if judged.miss is not None:
        assert judged.miss.golds == ("Ada Lind = A. Lind",)


def test_a_text_whose_linking_raised_is_wrong_though_there_was_nothing_to_find() -> None:
    nothing = LinkingExample("1", TEXT, ())
    assert judge(nothing, (), 0.5, "", lambda entity: True).right
    judged = judge(nothing, (), 0.5, "ValueError: no", lambda entity: True)
    assert (judged.right, judged.lost, judged.metrics["text_right"]) == (False, "error", 0.0)
    assert judged.miss is not None and judged.miss.error == "ValueError: no"


def test_only_whole_links_of_the_labelled_part_count() -> None:
    found = [(0, 3, "a"), (2, 6, "b"), (4, 9, "c"), (9, 12, "d")]
    assert inside(found, None) == tuple(found)
    assert inside(found, (2, 9)) == ((2, 6, "b"), (4, 9, "c"))


def test_linked_articles_are_scored_and_one_that_is_missing_is_wrong(folder: Path, tmp_path: Path) -> None:
    gold = folder / "made.benchmark.jsonl"

    def linked(id: int, *mentions: tuple[int, int, str]) -> dict[str, Any]:
        found = [{"span": [start, end], "id": entity} for start, end, entity in mentions]
        return {"id": id, "text": ARTICLES[id - 1]["text"], **({"entity_mentions": found} if found else {})}

    said = [
        linked(1, (0, 8, "Q1"), (13, 21, "Q9")),
        linked(3, (0, 8, "Q3"), (17, 25, "Q2")),
        {**linked(1), "id": 7},
    ]
    summary = score("elevant", questions=gold, predictions=write_jsonl(tmp_path / "theirs.linked_articles.jsonl", said))
    sound(summary)
    (row,) = summary.rows
    # Right: Q1 and Q3. Wrong: Q9. Missed: two of the first, both of the second.
    assert (value(row, "strong_precision"), value(row, "strong_recall")) == (2 / 3, 2 / 6)
    # The third is right. The fourth has nothing to find, and nobody said so.
    assert value(row, "text_right") == 1 / 4 and dict(row.lost) == {"link": 1, "error": 2}
    assert summary.warnings == (
        "2 of 4 questions have no prediction, and count as wrong: 2, 4",
        "1 predictions are for ids that the questions lack, and are left aside: 7",
    )
    twice = write_jsonl(tmp_path / "twice.jsonl", [{"id": 1, "links": []}, {"id": 1, "links": []}])
    with pytest.raises(InputError, match=r"twice.jsonl:2: the id '1' is already that of"):
        score("elevant", questions=gold, predictions=twice)
    assert json.loads(summary.to_json())["settings"]["predictions"].endswith("theirs.linked_articles.jsonl")


FREE = LinkingExample(
    "1",
    "Ada met Bo in Graz in 1990.",
    (GoldLink(Mention(0, 3, "Ada"), "Q1"),),
    optional=(
        GoldLink(Mention(14, 18, "Graz"), "Q2"),
        GoldLink(Mention(22, 26, "1990"), "Q3", types=("DATETIME",)),
        GoldLink(Mention(8, 10, "Bo"), ""),
        GoldLink(Mention(0, 7, "Ada met"), "Q1"),
    ),
)
ADA = (0, 3, "Q1")


@pytest.mark.parametrize(
    ("found", "counts"),
    [
        # Strong, weak, mentions, strong with NIL.
        ((), [(0, 0, 1)] * 4),
        ((ADA,), [(1, 0, 0)] * 4),
        ((ADA, (14, 18, "Q2"), (22, 26, "Q3")), [(1, 0, 0)] * 4),
        ((ADA, (14, 18, "Q9")), [(1, 1, 0), (1, 1, 0), (1, 0, 0), (1, 1, 0)]),
        ((ADA, (12, 18, "Q2")), [(1, 1, 0), (1, 0, 0), (1, 1, 0), (1, 1, 0)]),
        ((ADA, (8, 10, "")), [(1, 0, 0)] * 4),
        ((ADA, (14, 18, "")), [(1, 0, 0), (1, 0, 0), (1, 0, 0), (1, 1, 0)]),
        # What is to be found stays found where an optional label overlaps it.
        (((0, 7, "Q1"),), [(0, 0, 1), (1, 0, 0), (0, 0, 1), (0, 0, 1)]),
    ],
)
def test_a_right_link_on_an_optional_label_counts_neither_way(
    found: tuple[tuple[int, int, str], ...], counts: list[tuple[int, int, int]]
) -> None:
    judged = judge(FREE, found, 0.5, "", lambda entity: True)
    assert [judged.counts[name] for name in ("strong", "weak", "mentions", "strong_with_nil")] == counts
    assert judged.right == (counts[0] == (1, 0, 0))
