from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError
from kgqa.data.elevant import evaluation_spans, read_elevant
from kgqa.data.example import GoldLink, LinkingExample
from kgqa.types import Mention

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "entity_linking_elevant"
TEXT = "Ada met Bo at the Ada Lane Fair in 1999."


def label(start: int, end: int, entity: str = "Q1", **more: Any) -> dict[str, Any]:
    return {"id": start, "span": [start, end], "entity_id": entity, "name": "Ada", "type": "Q5|Q6", **more}


def article(*labels: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": 7, "title": "t", "text": TEXT, "evaluation_span": [0, 20], "labels": list(labels), **more}


def write(path: Path, *records: Any) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_an_article(tmp_path: Path) -> None:
    path = write(tmp_path / "x.benchmark.jsonl", article(label(8, 10, "Q2", name="Bo", type="OTHER"), label(0, 3)))
    assert list(read_elevant(path)) == [
        LinkingExample(
            "7",
            TEXT,
            (
                GoldLink(Mention(0, 3, "Ada"), "Q1", "Ada", ("Q5", "Q6")),
                GoldLink(Mention(8, 10, "Bo"), "Q2", "Bo", ("OTHER",)),
            ),
            "t",
        )
    ]
    assert evaluation_spans(path) == {"7": (0, 20)}


@pytest.mark.parametrize("entity", ["Unknown", "Unknown12", "<NIL>", "<NO_MAPPING>"])
def test_nil_is_an_empty_entity_without_a_name(tmp_path: Path, entity: str) -> None:
    (example,) = read_elevant(write(tmp_path / "x.jsonl", article(label(0, 3, entity, name="Unknown"))))
    assert [(link.entity, link.name) for link in example.links] == [("", "")]


def test_of_nested_labels_the_outermost_is_kept(tmp_path: Path) -> None:
    nested = [label(18, 21, parent=1), label(18, 31, "Q9", children=[18]), label(27, 31, parent=1), label(0, 3)]
    (example,) = read_elevant(write(tmp_path / "x.jsonl", article(*nested)))
    assert [link.mention.text for link in example.links] == ["Ada", "Ada Lane Fair"]


def test_optional_labels_are_kept_apart_before_the_outermost_is_looked_for(tmp_path: Path) -> None:
    labels = [
        label(18, 31, optional=True),
        label(18, 21),
        label(35, 39, type="DATETIME"),
        label(8, 10, type="QUANTITY"),
    ]
    (example,) = read_elevant(write(tmp_path / "x.jsonl", article(*labels)))
    assert [(link.mention.start, link.mention.end) for link in example.links] == [(18, 21)]
    assert [link.mention.text for link in example.optional] == ["Ada Lane Fair", "1999", "Bo"]


@pytest.mark.parametrize(
    "bad, rule",
    [
        (label(3, 3), r"a label: a span is \[start, end\] with 0 <= start < end"),
        (label(-1, 3), r"a span is \[start, end\]"),
        (label(35, 41), r"the span \[35, 41\] of a label goes past its text of 40 characters"),
        ({"span": [0, 3]}, "the label at 0: a text is needed under 'entity_id'"),
        (label(0, 3, span=[0, True]), r"a span is \[start, end\]"),
    ],
)
def test_a_bad_label_is_named_with_its_line(tmp_path: Path, bad: dict[str, Any], rule: str) -> None:
    path = write(tmp_path / "x.jsonl", article(), article(bad, id=8))
    with pytest.raises(InputError, match=rf"x\.jsonl:2: .*{rule}"):
        list(read_elevant(path))


def test_where_chooses_articles(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", article(), article(id=8, title="u"))
    assert [example.id for example in read_elevant(path, {"title": "u"})] == ["8"]
    with pytest.raises(InputError, match="title=v"):
        list(read_elevant(path, {"title": "v"}))


def test_an_id_comes_once_and_a_file_holds_something(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"x\.jsonl:2: the id '7' is already that of .*x\.jsonl:1"):
        list(read_elevant(write(tmp_path / "x.jsonl", article(), article())))
    with pytest.raises(InputError, match=r"empty\.jsonl: "):
        list(read_elevant(write(tmp_path / "empty.jsonl")))


def test_another_layout_is_recognised(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", {"id": "ont_1_a_test_1", "sent": "s", "triples": []})
    with pytest.raises(InputError, match=r"x\.jsonl:1: a text is needed under 'text'.*the file looks like Text2KGB"):
        list(read_elevant(path))


@pytest.mark.parametrize(
    "name, articles, labels, nested",
    [
        ("kore50", 50, 144, 0),
        ("oke-2015-train", 95, 341, 1),
        ("oke-2016-train", 196, 1049, 0),
        ("spotlight", 58, 330, 6),
    ],
)
def test_the_published_files(name: str, articles: int, labels: int, nested: int) -> None:
    path = SHARED / f"{name}.benchmark.jsonl"
    if not path.exists():
        pytest.skip("the benchmarks of ELEVANT are not beside this checkout")
    examples = list(read_elevant(path))
    links = [(example.text, link) for example in examples for link in example.links]
    assert (len(examples), len(links)) == (articles, labels - nested)
    assert all(text[link.mention.start : link.mention.end] == link.mention.text for text, link in links)
    assert all(link.entity == "" or link.entity.startswith("Q") for _, link in links)
