from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from kgqa import Entity, InputError, Triple
from kgqa.data.example import AskExample
from kgqa.data.pathquestion import CARD, graph_of, read_pathquestion

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "pathquestion"
LINE = "where is  ann_lee 's child from ?\tnew_york(cork/new_york/)\tann_lee#child#bob#place_of_birth#new_york"


def write(path: Path, *lines: str) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("end", ["", "#<end>#new_york"])
def test_a_question(tmp_path: Path, end: str) -> None:
    (example,) = read_pathquestion(write(tmp_path / "PQ-2H.txt", LINE + end))
    assert example == AskExample(
        "PQ-2H-1",
        "where is ann lee 's child from ?",
        ("cork", "new york"),
        ("ann lee",),
        2,
        "child#place_of_birth",
        gold_triples=(Triple("ann_lee", "child", "bob"), Triple("bob", "place_of_birth", "new_york")),
        gold_relations=("child", "place_of_birth"),
    )


@pytest.mark.parametrize(
    "end, answers, found",
    [
        ("face/off", "face/off/", ("face/off",)),
        ("face/off", "heat/face/off/jaws/", ("heat", "face/off", "jaws")),
        ("heat_(film)", "heat_(film)/jaws_(1/2)/", ("heat (film)", "jaws (1", "2)")),
        ("off", "face/off/", ("face", "off")),
    ],
)
def test_answers_with_slashes_and_brackets(tmp_path: Path, end: str, answers: str, found: tuple[str, ...]) -> None:
    (example,) = read_pathquestion(write(tmp_path / "a.txt", f"what ?\t{end}({answers})\tann#likes#{end}"))
    assert example.answers == found


def test_choosing_by_the_chain(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", LINE, "who ?\tbob(bob/)\tann#child#bob")
    assert [(e.id, e.hops) for e in read_pathquestion(path, {"kind": "child"})] == [("a-2", 1)]
    with pytest.raises(InputError, match="no question has kind=x; kind is one of 'child', 'child#place_of_birth'"):
        list(read_pathquestion(path, {"kind": "x"}))
    with pytest.raises(InputError, match="can be chosen by kind, not by 'hops'"):
        list(read_pathquestion(path, {"hops": "2"}))


@pytest.mark.parametrize(
    "line",
    [
        "who ?\tbob(bob/)",
        "who ?\tbob(bob/)\tann#child",
        "who ?\tbob(bob/)\tann#child##bob",
        "\tbob(bob/)\tann#child#bob",
        "who ?\tbob(bob/)\tann\tchild\tbob",
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt:2: a line is a question, a tab, its answers"):
        list(read_pathquestion(write(tmp_path / "a.txt", LINE, line)))


@pytest.mark.parametrize("answers", ["bob", "bob(ann/)", "ann(ann/bob/)", "bob(bob/", "bob(bob/) x"])
def test_answers_that_do_not_go_with_the_path(tmp_path: Path, answers: str) -> None:
    with pytest.raises(InputError, match=r"a\.txt:2: its answers are written bob\(\.\.\./\)"):
        list(read_pathquestion(write(tmp_path / "a.txt", LINE, f"who ?\t{answers}\tann#child#bob")))


def test_a_file_of_another_layout_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a\.txt:1: .*; the file looks like TSV triples$"):
        list(read_pathquestion(write(tmp_path / "a.txt", "ann_lee\tchild\tbob")))
    with pytest.raises(InputError, match=r"a\.txt: holds no question"):
        list(read_pathquestion(write(tmp_path / "a.txt")))


def test_the_graph(tmp_path: Path) -> None:
    triples, entities = graph_of(write(tmp_path / "kb.txt", "new_york\tnear\tcork", "", "ann_lee\tis_from\tnew_york\r"))
    assert list(triples) == [Triple("new_york", "near", "cork"), Triple("ann_lee", "is_from", "new_york")]
    assert list(entities) == [Entity("ann_lee", "ann lee"), Entity("cork", "cork"), Entity("new_york", "new york")]


@pytest.mark.parametrize(
    "lines, says",
    [
        ([LINE], "a line is head, tab, relation, tab, tail, not .*; the file looks like PathQuestion$"),
        (["a\tb\tc", "a\t\tc"], r"kb\.txt:2: a line is head, tab, relation, tab, tail, not 'a\\t\\tc'$"),
        ([], r"kb\.txt: holds no triple$"),
    ],
)
def test_a_graph_of_another_layout(tmp_path: Path, lines: list[str], says: str) -> None:
    triples, entities = graph_of(write(tmp_path / "kb.txt", *lines))
    with pytest.raises(InputError, match=says):
        list(triples)
    with pytest.raises(InputError, match=says):
        list(entities)


def test_the_card() -> None:
    assert (CARD.name, CARD.task, CARD.answers, CARD.verified) == ("pathquestion", "asking", "all", True)


@pytest.mark.parametrize("hops, triples_there, entities_there", [(2, 1211, 1056), (3, 2839, 1836)])
def test_the_published_files(hops: int, triples_there: int, entities_there: int) -> None:
    path = SHARED / f"PQ-{hops}H.txt"
    if not path.exists():
        pytest.skip("the data set PathQuestion is not beside this checkout")
    triples, entities = graph_of(SHARED / f"{hops}H-kb.txt")
    labels = {entity.id: entity.label for entity in entities}
    graph = set(triples)
    assert (len(graph), len(labels)) == (triples_there, entities_there)
    tails: dict[tuple[str, str], set[str]] = defaultdict(set)
    for triple in graph:
        tails[triple.head, triple.relation].add(str(triple.tail))
    for example in read_pathquestion(path):
        assert example.hops == hops and set(example.gold_triples) <= graph
        assert example.entities[0] in example.question
        ends = {example.gold_triples[0].head}
        for relation in example.gold_relations:
            ends = set().union(*(tails[node, relation] for node in ends))
        assert {labels[end] for end in ends} == set(example.answers)
