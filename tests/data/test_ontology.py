from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError
from kgqa.data.ontology import Concept, Ontology, OntologyRelation, read_ontology

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "text2kgbench"
RELATION = {"pid": "P1", "label": "grown in", "domain": "Q1", "range": ""}
FOUND = {"id": "ont_9_fruit", "title": "Fruit", "concepts": [{"qid": "Q1", "label": "fruit"}], "relations": [RELATION]}


def write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_an_ontology(tmp_path: Path) -> None:
    assert read_ontology(write(tmp_path / "o.json", FOUND)) == Ontology(
        "ont_9_fruit", "Fruit", (Concept("Q1", "fruit"),), (OntologyRelation("P1", "grown in", "Q1", ""),)
    )


def test_a_relation_may_have_several_ranges_and_what_is_said_twice_stands_once(tmp_path: Path) -> None:
    found = {**FOUND, "relations": [RELATION, {**RELATION, "range": "Q2"}, RELATION]}
    assert [each.range for each in read_ontology(write(tmp_path / "o.json", found)).relations] == ["", "Q2"]


@pytest.mark.parametrize(
    "change, rule",
    [
        ({"id": ""}, "an ontology: 'id' is a text that is not empty"),
        ({"title": None}, "an ontology: a text is needed under 'title', found None"),
        ({"concepts": {}}, "an ontology: a list is needed under 'concepts'"),
        ({"concepts": [{"qid": "Q1"}]}, r"concepts\[0\]: a text is needed under 'label'"),
        ({"relations": [RELATION, {**RELATION, "pid": 3}]}, r"relations\[1\]: a text is needed under 'pid', found 3"),
        ({"relations": [{"pid": "P1", "label": "x", "domain": "Q1"}]}, r"relations\[0\]: a text .* under 'range'"),
        ({"relations": []}, "an ontology has at least one relation"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, change: dict[str, Any], rule: str) -> None:
    with pytest.raises(InputError, match=rf"o\.json: {rule}"):
        read_ontology(write(tmp_path / "o.json", {**FOUND, **change}))


def test_a_list_is_no_ontology(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"o\.json: an ontology: "):
        read_ontology(write(tmp_path / "o.json", []))


def test_the_published_files() -> None:
    paths = sorted(SHARED.glob("*/ontologies/*.json"))
    if not paths:
        pytest.skip("the data set Text2KGBench is not beside this checkout")
    assert len(paths) == 29
    for path in paths:
        assert f"ont_{path.stem}" == f"{read_ontology(path).id}_ontology"
