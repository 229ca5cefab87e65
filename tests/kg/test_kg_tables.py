"""Files of entities and relations."""

import gzip
import json

import pytest

from kgqa import Entity, InputError, Relation
from kgqa.kg.formats import RelationRecord, read_entities, read_relations

HEAT = Entity("q1", "Heat", ("L.A. Heat", "Hitze"), "a film", ("film",))


def test_entities_in_every_format(tmp_path):
    record = {"id": "q1", "label": "Heat", "aliases": ["L.A. Heat", "Hitze"], "types": ["film"]}
    (tmp_path / "e.jsonl").write_text(json.dumps({**record, "description": "a film"}) + "\n\n")
    (tmp_path / "e.tsv").write_text(
        "id\tLabel\taliases\ttypes\tdescription\nq1\tHeat\tL.A. Heat | Hitze|\tfilm\ta film\n"
    )
    (tmp_path / "e.csv.gz").write_bytes(
        gzip.compress(
            b'\xef\xbb\xbflabel,id,description,aliases,types\nHeat,q1,"a film",L.A. Heat|Hitze,film\n', mtime=0
        )
    )
    for name in ("e.jsonl", "e.tsv", "e.csv.gz"):
        assert list(read_entities(tmp_path / name)) == [HEAT]


def test_an_id_or_a_label_is_enough(tmp_path):
    (tmp_path / "e.jsonl").write_text('{"label": "Heat"}\n{"id": "http://x/Heat_2", "aliases": null}\n')
    assert list(read_entities(tmp_path / "e.jsonl")) == [
        Entity("Heat", "Heat"),
        Entity("http://x/Heat_2", "Heat 2"),
    ]


def test_relations(tmp_path):
    (tmp_path / "r.jsonl").write_text(
        '{"id": "director", "label": "directed by", "aliases": ["maker"], "inverse": "director of"}\n'
        '{"id": "releaseYear", "datatype": "number"}\n'
    )
    assert list(read_relations(tmp_path / "r.jsonl")) == [
        RelationRecord(Relation("director", "directed by", ("maker",), "director of")),
        RelationRecord(Relation("releaseYear", "release year"), "number"),
    ]
    (tmp_path / "r.csv").write_text("id,datatype\nyear,date\n")
    assert list(read_relations(tmp_path / "r.csv")) == [RelationRecord(Relation("year", "year"), "date")]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "e.jsonl",
            '{"id": "a"}\n{"id": "a", "alias": []}',
            "e.jsonl, line 2: unknown key 'alias'; allowed are id,",
        ),
        ("e.jsonl", '{"id": 3}', "line 1: 'id' must be a string, found 3"),
        ("e.jsonl", '{"id": "a", "aliases": "b"}', "'aliases' must be a list of strings, found \"b\""),
        ("e.jsonl", '{"id": "a", "types": [1]}', "'types' must be a list of strings"),
        ("e.jsonl", '{"aliases": []}', "line 1: an entity must have an id or a label"),
        ("e.jsonl", '["a"]', "line 1: must be a JSON object"),
        ("e.jsonl", '{"id": ', "line 1: must be a JSON object"),
        ("e.jsonl", "[" * 200_000, "line 1: must be a JSON object"),
        ("e.jsonl", '{"id": "a\\ud800"}', "line 1: text must not hold lone surrogates"),
        ("e.jsonl", '{"id": "a", "aliases": ["\\udfff"]}', "line 1: text must not hold lone surrogates"),
        ("e.tsv", "id\tname\n", "line 1: the header must name columns.*out of id, label.*found 'name'"),
        ("e.tsv", "id\tid\n", "found 'id'"),
        ("e.tsv", "id\tlabel\na\n", "line 2: expected 2 fields as in the header, found 1"),
        ("e.csv", 'id\n"a\n', "line 2: a quote opened here is never closed"),
        ("e.txt", "", "must end in .jsonl, .tsv or .csv"),
    ],
)
def test_broken_entities_are_named(tmp_path, name, content, message):
    (tmp_path / name).write_text(content)
    with pytest.raises(InputError, match=message):
        list(read_entities(tmp_path / name))


def test_broken_relations_are_named(tmp_path):
    for content, message in (
        ('{"label": "x"}', "a relation must have an id"),
        ('{"id": "x", "datatype": "int"}', "must be one of number, date, string or empty, found 'int'"),
        (
            '{"id": "x", "types": []}',
            "unknown key 'types'; allowed are id, label, aliases, inverse, datatype",
        ),
    ):
        (tmp_path / "r.jsonl").write_text(content)
        with pytest.raises(InputError, match=message):
            list(read_relations(tmp_path / "r.jsonl"))
