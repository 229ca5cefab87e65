"""Tables whose columns are not head, relation, tail."""

from __future__ import annotations

import datetime
import json

import pyarrow
import pytest
from pyarrow import parquet

from kgqa import InputError, Literal, Triple
from kgqa.kg.formats import ColumnMapping, read_graph, read_triples
from kgqa.types import Quad


def test_a_header_may_name_more_columns_in_any_order(tmp_path):
    (tmp_path / "kb.tsv").write_text(
        "graph\tobject\tpredicate\tsubject\tkind\tlang\tdatatype\n"
        "\tb\tr\ta\t\t\t\nhttp://g\t 1\tr\ta\tliteral\t\tnumber\n\tc\tr\ta\t\ten\t\n\tb\tr\ta\tnonsense\t\t\n"
    )
    reader = read_triples(tmp_path / "kb.tsv", skip_bad=True)
    assert list(reader) == [
        Triple("a", "r", "b"),
        Quad("a", "r", Literal(" 1", "number"), "http://g"),
        Triple("a", "r", Literal("c", "", "en")),
    ]
    assert reader.skipped == 1
    with pytest.raises(InputError, match="line 5: the kind must be entity or literal, found 'nonsense'"):
        list(read_triples(tmp_path / "kb.tsv"))


def test_one_statement_a_row(tmp_path):
    (tmp_path / "kb.csv").write_text("what,who,how\nHeat,Mann,director\nHeat,,director\n")
    mapping = ColumnMapping("what", "how", "who")
    reader = read_triples(tmp_path / "kb.csv", mapping=mapping, skip_bad=True)
    assert list(reader) == [Triple("Heat", "director", "Mann")] and reader.skipped == 1
    (tmp_path / "bare.tsv").write_text("director\tHeat\tx\tMann\n")
    assert list(read_triples(tmp_path / "bare.tsv", mapping=ColumnMapping(2, 1, 4))) == [
        Triple("Heat", "director", "Mann")
    ]


def test_one_entity_a_row(tmp_path):
    (tmp_path / "films.csv").write_text(
        "id,title,directors,year,plot\nQ1,Heat,Mann | Nobody,1995,A film\nQ2,Ali,,,\n", encoding="utf-8"
    )
    (tmp_path / "map.json").write_text(
        json.dumps(
            {
                "head": "id",
                "label": "title",
                "facts": {
                    "directed by": {"column": "directors", "split": "|"},
                    "released": {"column": "year", "datatype": "number"},
                    "plot": {"column": 5, "lang": "en"},
                },
            }
        )
    )
    data = read_graph(tmp_path / "films.csv", mapping=ColumnMapping.load(tmp_path / "map.json"))
    assert set(data.triples) == {
        Triple("Q1", "directed by", "Mann"),
        Triple("Q1", "directed by", "Nobody"),
        Triple("Q1", "released", Literal("1995", "number")),
        Triple("Q1", "plot", Literal("A film", "", "en")),
    }
    assert {e.id: e.label for e in data.entities} == {"Q1": "Heat", "Q2": "Ali"}


def test_parquet_of_others(tmp_path):
    table = pyarrow.table(
        {
            "subject": ["a", "b", None],
            "predicate": ["r", "born", "r"],
            "object": ["b", "1990", "c"],
        }
    )
    parquet.write_table(table, tmp_path / "kb.parquet")
    reader = read_triples(tmp_path / "kb.parquet", skip_bad=True, datatypes={"born": "number"})
    assert list(reader) == [Triple("a", "r", "b"), Triple("b", "born", Literal("1990", "number"))]
    assert reader.skipped == 1
    wide = pyarrow.table(
        {
            "id": [1, 2],
            "when": [datetime.date(1990, 1, 2), None],
            "seen": [None, datetime.datetime(1990, 1, 2, 3, 4)],
            "ok": [True, False],
            "other": [[1], [2]],
        }
    )
    parquet.write_table(wide, tmp_path / "wide.parquet")
    mapping = ColumnMapping.of(
        {
            "head": "id",
            "facts": {
                "born": {"column": "when", "datatype": "date"},
                "seen": {"column": "seen", "datatype": "date"},
                "ok": {"column": "ok", "datatype": "x"},
            },
        }
    )
    assert list(read_triples(tmp_path / "wide.parquet", mapping=mapping)) == [
        Triple("1", "born", Literal("1990-01-02", "date")),
        Triple("1", "ok", Literal("true", "x")),
        Triple("2", "seen", Literal("1990-01-02T03:04:00", "date")),
        Triple("2", "ok", Literal("false", "x")),
    ]
    (tmp_path / "no.parquet").write_bytes(b"PAR1 nonsense PAR1")
    with pytest.raises(InputError, match=r"no.parquet, row 0: is no sound Parquet file"):
        list(read_triples(tmp_path / "no.parquet"))


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ([], "must be a JSON object"),
        ({"head": "a"}, "must have 'head', and either"),
        ({"head": "a", "relation": "b", "tail": "c", "facts": {"r": "d"}}, "must have 'head', and either"),
        ({"head": 0, "relation": 1, "tail": 2}, "a name, or a number from 1, found 0"),
        ({"head": "a", "relation": "b", "tail": "c", "tial": "d"}, "unknown key 'tial'"),
        ({"head": "a", "facts": ["r"]}, "'facts' must map"),
        ({"head": "a", "facts": {"r": {"column": "b", "type": "c"}}}, "must have texts under column"),
    ],
)
def test_mappings_that_are_none(value, message):
    with pytest.raises(InputError, match=message):
        ColumnMapping.of(value)


def test_a_mapping_must_fit_its_table(tmp_path):
    (tmp_path / "kb.csv").write_text("a,b,a\n1,2,3\n")
    for column in ("a", "c"):
        with pytest.raises(InputError, match=f"line 1: the header must name column '{column}' once"):
            list(read_triples(tmp_path / "kb.csv", mapping=ColumnMapping(column, "b", "b")))
    with pytest.raises(InputError, match="for tsv, csv, pipe, parquet, not for ntriples"):
        read_triples(tmp_path / "kb.nt", mapping=ColumnMapping(1, 2, 3))
    with pytest.raises(InputError, match="line 1: expected 9 comma-separated fields, found 3"):
        list(read_triples(tmp_path / "kb.csv", mapping=ColumnMapping(1, 2, 9)))


def test_parquet_of_bytes(tmp_path):
    columns = {"head": [b"Glow", b"Dusk"], "relation": [b"by", b"by"], "tail": ["J\xf8rn".encode(), b"\xff"]}
    parquet.write_table(pyarrow.table(columns), tmp_path / "kb.parquet")
    reader = read_triples(tmp_path / "kb.parquet", skip_bad=True)
    assert list(reader) == [Triple("Glow", "by", "J\xf8rn")] and reader.skipped == 1
    with pytest.raises(InputError, match=r"kb.parquet, row 2: column 'tail' must be UTF-8, found byte 0xff"):
        list(read_triples(tmp_path / "kb.parquet"))


def test_no_number_in_parquet_is_no_fact(tmp_path):
    nan = float("nan")
    columns = {"id": ["Hild", "Rime"], "length": [52.5, nan], "trips": [[nan, 3.0], [nan]]}
    parquet.write_table(pyarrow.table(columns), tmp_path / "kb.parquet")
    mapping = ColumnMapping.of({"head": "id", "facts": {"length": "length", "trips": "trips"}})
    assert list(read_triples(tmp_path / "kb.parquet", mapping=mapping)) == [
        Triple("Hild", "length", "52.5"),
        Triple("Hild", "trips", "3.0"),
    ]
    with pytest.raises(InputError, match="line 2: the tail must not be empty"):
        list(read_triples(tmp_path / "kb.parquet", mapping=ColumnMapping("id", "id", "length")))


def test_lists_in_parquet_are_tails(tmp_path):
    path = tmp_path / "kb.parquet"
    table = {"id": ["Glow", "Dusk", "Rime"], "by": [["Lund", None, "Berg"], [], None], "year": [[1990], [1], None]}
    parquet.write_table(pyarrow.table({**table, "who": ["x", "y", "z"], "odd": [{"a": 1}] * 3}), path)
    facts = {"made by": "by", "year": {"column": "year", "datatype": "number"}, "seen by": "who"}
    assert list(read_triples(path, mapping=ColumnMapping.of({"head": "id", "facts": facts}))) == [
        Triple("Glow", "made by", "Lund"),
        Triple("Glow", "year", Literal("1990", "number")),
        Triple("Glow", "seen by", "x"),
        Triple("Glow", "made by", "Berg"),
        Triple("Dusk", "year", Literal("1", "number")),
        Triple("Dusk", "seen by", "y"),
        Triple("Rime", "seen by", "z"),
    ]
    reader = read_triples(path, mapping=ColumnMapping(1, 4, 2), skip_bad=True)
    assert list(reader) == [Triple("Glow", "x", "Lund"), Triple("Glow", "x", "Berg")] and reader.skipped == 1
    with pytest.raises(InputError, match="column 'by' holds lists, which only tails can be"):
        list(read_triples(path, mapping=ColumnMapping("by", "id", "who")))
    with pytest.raises(InputError, match="column 'odd' must hold texts or lists of texts, found struct"):
        list(read_triples(path, mapping=ColumnMapping("id", "who", "odd")))
