"""Delimited text: cells with their places, whatever stands between them; what is no table is told."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.document import Document
from kgqa.extract.documents.delimited import DELIMITERS, read_csv, read_tsv
from kgqa.extract.documents.draft import Draft
from kgqa.extract.documents.read import read_document
from kgqa.extract.documents.unread import NotReadable
from kgqa.extract.syntax.tables import table_facts
from kgqa.types import Literal


def rows(document: Document) -> list[list[str]]:
    (table,) = document.tables
    return [[document.text[cell.start : cell.end] for cell in row] for row in (table.header, *table.rows)]


def of_csv(text: str) -> Document:
    draft = Draft()
    read_csv(text, draft)
    return draft.document("d", "d", "stem")


WORD = st.text("abcäß東 ", min_size=1, max_size=8).map(lambda word: f"x{word}".strip().replace("  ", " "))


@given(st.lists(st.tuples(WORD, WORD, WORD), min_size=1, max_size=8), st.sampled_from(DELIMITERS))
def test_what_is_written_is_read(cells: list[tuple[str, str, str]], delimiter: str) -> None:
    made = io.StringIO()
    csv.writer(made, delimiter=delimiter).writerows([("Name", "Made by", "Note"), *cells])
    found = [[" ".join(cell.split()) for cell in row] for row in cells]
    assert rows(of_csv(made.getvalue())) == [["Name", "Made by", "Note"], *found]


def test_quotes_line_ends_and_the_hint_of_a_spreadsheet() -> None:
    text = 'Race;Winner;Note\r\n"Tour; men";Ada Kvist;"said ""won"",\nthen left"\r\n\r\nClassic;Jon Marr;\r\n'
    expected = [
        ["Race", "Winner", "Note"],
        ["Tour; men", "Ada Kvist", 'said "won", then left'],
        ["Classic", "Jon Marr", ""],
    ]
    assert rows(of_csv(text)) == rows(of_csv(f"sep=;\r\n{text}")) == expected


def test_commas_inside_cells_are_not_what_stands_between_them() -> None:
    assert rows(of_csv("Part;Price\nAX 1;3,50\nAX 2;12,75\n"))[1] == ["AX 1", "3,50"]


def test_a_quote_that_is_not_closed_is_told_with_its_line() -> None:
    with pytest.raises(NotReadable, match=r"no table of cells between ',': unexpected end of data in line 3"):
        of_csv('Name,Note\nA,"open\nB,c\n')


def test_tabs_keep_quotes_that_are_characters() -> None:
    draft = Draft()
    read_tsv('Part\tSize\nBolt\t3"\nNut\t"4" wide\n', draft)
    assert rows(draft.document("d", "d", "s")) == [["Part", "Size"], ["Bolt", '3"'], ["Nut", '"4" wide']]


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_a_title_above_the_header(delimiter: str) -> None:
    table = [["Ship", "Port", "Crew"], ["Alka", "Tarn", "12"], ["Brise", "Halden", "9"]]
    document = of_csv("Fleet register\n" + "\n".join(map(delimiter.join, table)))
    assert document.text.startswith("Fleet register\n\nShip | Port") and rows(document) == table


@pytest.mark.parametrize(
    "text",
    ["Name\nKvist, Ada\nMarr, Jon\n", "Note\nIt sank, they say\nIt burnt, and sank, too\n", "Price\n3,50\n12,75\n"],
)
def test_lines_with_commas_below_one_word_are_no_table(text: str) -> None:
    assert of_csv(text).tables == ()


def test_one_column_is_text_without_facts() -> None:
    document = of_csv("Name\nAda\nBen\n")
    assert document.text == "Name\nAda\nBen" and document.tables == ()


def test_files_by_their_endings(tmp_path: Path) -> None:
    (tmp_path / "ships.csv").write_bytes("Ship,Home port,Länge (m)\nAlka,Tarn,31\n".encode("cp1252"))
    document = read_document(tmp_path / "ships.csv", "ships.csv")
    assert document.title == "ships" and rows(document)[0] == ["Ship", "Home port", "Länge (m)"]
    (tmp_path / "none.tsv").write_text("\n \n", encoding="utf-8")
    with pytest.raises(NotReadable, match="holds no text"):
        read_document(tmp_path / "none.tsv", "none.tsv")


def test_rows_become_facts() -> None:
    document = of_csv("Ship,Home port,Length (m)\nAlka,Tarn,31\nBrise,Halden,28\n")
    entities, facts = table_facts(document)
    names = [one.names[0] for one in entities]
    said = {
        (names[fact.head], fact.relation, fact.tail.value if isinstance(fact.tail, Literal) else names[fact.tail])
        for fact in facts
    }
    assert ("Alka", "home port", "Tarn") in said and len([one for one in said if one[0] == "Brise"]) >= 2


def test_lines_above_the_header_are_text() -> None:
    document = of_csv("Fleet register 2026,,\n\nShip,Port,Crew\nAlka,Tarn,12\n")
    assert document.text == "Fleet register 2026\n\nShip | Port | Crew\nAlka | Tarn | 12"
    assert rows(document) == [["Ship", "Port", "Crew"], ["Alka", "Tarn", "12"]]


def test_tables_below_each_other() -> None:
    document = of_csv("Ship,Builder\nAlka,Tarn\n\nRiver,Length\nOrva,120\n\nBrenn,80\n")
    said = [[document.text[cell.start : cell.end] for cell in table.header] for table in document.tables]
    assert said == [["Ship", "Builder"], ["River", "Length"]]
    assert [len(table.rows) for table in document.tables] == [1, 2]  # an empty line alone ends no table


def test_empty_cells_too_many_and_quotes_behind_blanks() -> None:
    document = of_csv(
        'Tool, "Maker, place", Year,\nSaw, "Holm, Tarn", 1911,\nAxe, Kern, 1912,,\nAdze, Lun, 1913, x, y\n'
    )
    assert rows(document)[:3] == [
        ["Tool", "Maker, place", "Year", ""],
        ["Saw", "Holm, Tarn", "1911", ""],
        ["Axe", "Kern", "1912", ""],
    ]
    assert len(document.tables[0].rows) == 2  # the last row has more cells than there are columns
    assert "Adze" in document.text
