"""Facts of tables with a header."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.document import Document, Heading, Span, Table
from kgqa.extract.found import FoundEntity
from kgqa.extract.syntax.tables import table_facts
from kgqa.types import Literal


def _document(*rows: str) -> Document:
    """A document of one table, its cells between bars."""
    text, tables = "", []
    for row in rows:
        cells = []
        for cell in row.split("|"):
            start = len(text)
            text += cell.strip()
            cells.append(Span(start, len(text)))
            text += "\t"
        tables.append(tuple(cells))
        text = text[:-1] + "\n"
    return Document("d", "", text, tables=(Table(tables[0], tuple(tables[1:])),))


def _said(document: Document, entities: tuple[FoundEntity, ...] = ()) -> list[tuple[object, ...]]:
    found, facts = table_facts(document, entities)
    return [
        (
            found[fact.head].name,
            fact.relation,
            found[fact.tail].name if isinstance(fact.tail, int) else fact.tail,
            fact.qualifiers,
        )
        for fact in facts
        if fact.relation != "instance of"
    ]


def test_the_naming_header_says_what_the_rows_are() -> None:
    def kinds(header: str) -> list[object]:
        _, facts = table_facts(_document(f"{header} | Weight", "Delta | 2 kg", "Mira | 3 kg"))
        return [fact.tail for fact in facts if fact.relation == "instance of"]

    assert kinds("Product") == kinds("Products") == [Literal("product")] * 2
    assert kinds("Ferry Lines") == [Literal("ferry line")] * 2
    for header in ("Name", "Director", "IMO", "Name of the boat", "Painter"):
        assert kinds(header) == [], header


def test_when_it_was_built_is_not_who_built_it() -> None:
    document = _document("Boat | Built | Builder", "Alke | 1958 | Nord Yard", "Lomvi | 1989 | Lars Bjelke")
    assert [fact[1:3] for fact in _said(document)][:2] == [
        ("date built", Literal("1958", "date")),
        ("builder", "Nord Yard"),
    ]


def test_headers_are_relations_and_cells_entities_or_values() -> None:
    document = _document(
        "City | Population | Length (km) | Mayor | Founded", "Velm | 12,000 | 4.5 | Ana Roy | 12 May 1903"
    )
    assert _said(document) == [
        ("Velm", "population", Literal("12000", "number"), ()),
        ("Velm", "length", Literal("4.5", "number"), (("unit", "kilometre"),)),
        ("Velm", "head of government", "Ana Roy", ()),
        ("Velm", "inception", Literal("1903-05-12", "date"), ()),
    ]


def test_empty_cells_and_notes_say_nothing() -> None:
    assert _said(_document("City | Mayor | Notes", "Velm | – | Big", "Brill |  | x")) == []


def test_a_column_of_numbers_names_nothing() -> None:
    assert _said(_document("Rank | Name | Club", "1 | Ana Roy | Velm United", "2 | Bo Lind | Brill Rovers")) == [
        ("Ana Roy", "member of sports team", "Velm United", ()),
        ("Bo Lind", "member of sports team", "Brill Rovers", ()),
    ]
    assert _said(_document("Year | Count", "1990 | 12", "1991 | 14")) == []


def test_cells_with_several_parts() -> None:
    assert [fact[2] for fact in _said(_document("Film | Cast", "Velmoor | Ana Roy; Bo Lind"))] == ["Ana Roy", "Bo Lind"]


def test_born_is_a_date_or_a_place() -> None:
    document = _document("Name | Born | Birthplace", "Ana Roy | 1950 | Velm", "Bo Lind | Brill | ")
    assert [fact[1:3] for fact in _said(document)] == [
        ("date of birth", Literal("1950", "date")),
        ("place of birth", "Velm"),
        ("place of birth", "Brill"),
    ]


def test_known_entities_are_used_and_kept_in_order() -> None:
    document = _document("Film | Director", "Velmoor | Ana Roy")
    known = FoundEntity("Ana Roy", "person", ("Ana Roy",), (Span(0, 1),))
    entities, facts = table_facts(document, (known,))
    assert entities[0] == known and facts[0].tail == 0
    assert document.text[facts[0].span.start : facts[0].span.end] == "Velmoor\tAna Roy"
    assert document.text[facts[0].sentence.start : facts[0].sentence.end] == "Velmoor\tAna Roy"
    assert facts[0].extractor == "table"


@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=3), min_size=1, max_size=4))
def test_any_table_gives_spans_in_range(rows: list[list[str]]) -> None:
    document = _document(*("|".join(cell.replace("|", "") for cell in row) for row in rows))
    entities, facts = table_facts(document)
    for fact in facts:
        assert 0 <= fact.span.start < fact.span.end <= len(document.text)
        assert fact.sentence.start <= fact.span.start and fact.span.end <= fact.sentence.end
    assert all(document.text[span.start : span.end] for entity in entities for span in entity.mentions)


def test_the_year_of_a_work_is_that_of_its_publication() -> None:
    document = _document("Year | Film | Director", "1974 | Velmoor | Ana Roy", "1988 | Salt | Bo Lind")
    assert [fact[:3] for fact in _said(document) if fact[1] != "director"] == [
        ("Velmoor", "publication date", Literal("1974", "date")),
        ("Salt", "publication date", Literal("1988", "date")),
    ]
    assert {entity.name: entity.type for entity in table_facts(document)[0]}["Salt"] == "work"
    assert _said(_document("Club | Year", "Velm United | 1903"))[0][1] == "year"


def test_a_naming_header_tells_the_type() -> None:
    for header, type in (
        ("Cities", "location"),
        ("Company", "organization"),
        ("Title", "work"),
        ("Name", ""),
        ("Model", ""),
    ):
        entities, _ = table_facts(_document(f"{header} | Founded", "Velm | 1903"))
        assert entities[0].type == type, header


def test_rows_of_short_terms_are_about_these() -> None:
    document = _document(
        "ending | read by | limit", ".pdf | pagero | 200 MB", ".docx | mammo | 200 MB", "tar ball | tarn | 1 MB"
    )
    facts = _said(document)
    assert [(head, relation) for head, relation, *_ in facts][:2] == [(".pdf", "read by"), (".pdf", "limit")]
    assert {head for head, *_ in facts} == {".pdf", ".docx", "tar ball"}


def test_rows_of_numbers_prose_or_one_thing_are_not() -> None:
    for rows in (
        ("property | value", "founded | 1902", "owner | Nord Yard"),
        ("height | boats", "3 m | Alke", "4 m | Alke"),
        ("what to do | how", "first open the lid slowly | by hand", "then close it once more | by hand"),
        ("colour | boats", "red | two", "red | three"),
    ):
        assert not [fact for fact in _said(_document(*rows)) if fact[0] not in ("Alke",)], rows


def _under(heading: str, *rows: str) -> Document:
    """The table under a heading of its own."""
    table = _document(*rows)
    shift = len(heading) + 2

    def moved(cells: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(Span(cell.start + shift, cell.end + shift) for cell in cells)

    tables = tuple(Table(moved(one.header), tuple(map(moved, one.rows))) for one in table.tables)
    return Document("d", heading, f"{heading}\n\n{table.text}", "", (Heading(0, len(heading), 1),), tables)


_CUP = FoundEntity("Halden Cup", "event", ("Halden Cup",), (Span(0, 10),))


def test_rows_of_years_are_about_what_the_table_stands_under() -> None:
    rows = ("Year | Winner | Boats", "2018 | Ana Roy | 31", "2019 | Bo Lind | 28")
    assert _said(_under("Halden Cup", *rows), (_CUP,)) == [
        ("Halden Cup", "winner", "Ana Roy", (("date", "2018"),)),
        ("Halden Cup", "winner", "Bo Lind", (("date", "2019"),)),
    ]
    assert _said(_document(*rows)) == []  # nothing tells of what, and Ana Roy has no boats


def test_rows_of_terms_are_about_who_held_the_office_too() -> None:
    town = FoundEntity("Tarn", "location", ("Tarn",), (Span(0, 4),))
    rows = ("Term | Mayor | Party", "1990-94 | Ana Roy | Green List", "1994-present | Bo Lind | Civic Union")
    assert _said(_under("Tarn", *rows), (town,)) == [
        ("Tarn", "head of government", "Ana Roy", (("end date", "1994"), ("start date", "1990"))),
        ("Ana Roy", "member of political party", "Green List", ()),
        ("Tarn", "head of government", "Bo Lind", (("start date", "1994"),)),
        ("Bo Lind", "member of political party", "Civic Union", ()),
    ]
    assert [fact[0] for fact in _said(_document(*rows))] == ["Ana Roy", "Bo Lind"]


def test_works_of_a_year_are_rows_of_their_own() -> None:
    document = _under("Halden Cup", "Year | Film | Director", "1974 | Velmoor | Ana Roy", "1988 | Salt | Bo Lind")
    assert {fact[0] for fact in _said(document, (_CUP,))} == {"Velmoor", "Salt"}


def test_numbers_of_several_units_keep_them() -> None:
    document = _document("Product | Weight | Length", "Oat Bar | 900 g | 12 cm", "Fig Roll | 2 kg | 9 cm")
    assert [fact[1:] for fact in _said(document)] == [
        ("weight", Literal("900 g"), ()),
        ("length", Literal("12", "number"), (("unit", "centimetre"),)),
        ("weight", Literal("2 kg"), ()),
        ("length", Literal("9", "number"), (("unit", "centimetre"),)),
    ]


def test_what_sums_up_names_nothing_and_what_is_unknown_says_nothing() -> None:
    rows = ("Ship | Crew | Owner", "Alka | 45 | NULL", "Brise | 61 | TBC", "Total | 106 | ", "Total Eclipse | 3 | n.a.")
    assert [fact[0] for fact in _said(_document(*rows))] == ["Alka", "Brise", "Total Eclipse"]


def test_rows_of_one_name_are_not_mixed() -> None:
    names = [
        "Ana Roy",
        "Bo Lind",
        "Cy Falk",
        "Di Mohn",
        "Ed Nyb",
        "Flo Ost",
        "Gil Per",
        "Hal Que",
        "Ida Rot",
        "Jo Sund",
    ]
    rows = [f"{name} | {at}" for at, name in enumerate([*names, "Ana Roy"])]
    assert {fact[0] for fact in _said(_document("Name | Goals", *rows))} == {*names[1:]}


def test_numbers_with_a_zero_before_them_are_codes() -> None:
    assert [fact[2] for fact in _said(_document("Product | Code", "Oat Bar | 0012", "Fig Roll | 13"))] == [
        Literal("0012"),
        Literal("13", "number"),
    ]


def test_names_of_columns() -> None:
    document = _document("SHIP | HOME_PORT | YEAR | YEAR | ", "Alka | Tarn | 1911 | 12 | x")
    assert [fact[1] for fact in _said(document)] == ["home port"]
    assert [fact[1] for fact in _said(_document("Ship | homePort", "Alka | Tarn"))] == ["home port"]


def test_languages_are_those_of_what_the_rows_are() -> None:
    staff = _document(
        "Name | Department | Languages", "Ada Lind | Ward 3 | Polish; English", "Ben Ray | Ward 1 | Dutch"
    )
    assert {fact[1] for fact in _said(staff)} == {"department", "languages spoken, written or signed"}
    assert _said(_document("Country | Languages", "Tarvia | Tarvic", "Ostria | Ostric"))[0][1] == "official language"
    assert _said(_document("Tool | Languages", "Alka | Python", "Bris | Ada"))[0][1] == "languages"


def test_numbers_with_a_comma_before_the_decimals() -> None:
    rows = _document(
        "River | Length (km) | Depth", "Ashel | 212,5 | 1.250", "Brune | 1.098,4 | 900", "Kell | 98 | 1.100"
    )
    assert [fact[2] for fact in _said(rows)][::2] == [Literal(one, "number") for one in ("212.5", "1098.4", "98")]
    thousands = _document("Town | Population", "Tarn | 1,250", "Delby | 23,400", "Kell | 980")
    assert [fact[2] for fact in _said(thousands)] == [Literal(one, "number") for one in ("1250", "23400", "980")]


def test_who_is_a_manager_of_an_earlier_row_is_a_person_all_the_same() -> None:
    found, _ = table_facts(
        _document("Name | Salary | Boss", "Anka Tol | 2100 | Bero Sund", "Bero Sund | 3900 |", "Cato Minn | 9 |")
    )
    assert {entity.name: entity.type for entity in found} == dict.fromkeys(
        ("Anka Tol", "Bero Sund", "Cato Minn"), "person"
    )


def test_who_teaches_a_course_is_not_whom_it_is_a_student_of() -> None:
    courses = _document("Course | Room | Teacher", "Pottery | B12 | Ines Marlow", "Drawing | A3 | Otto Reeve")
    assert {fact[1] for fact in _said(courses)} == {"room", "instructor"}
    pupils = _document("Name | Born | Teacher", "Ada Lind | 1901 | Ines Marlow", "Ben Ray | 1902 | Otto Reeve")
    assert "teacher" in {fact[1] for fact in _said(pupils)}


def _tails(document: Document, label: str) -> list[object]:
    return [(fact[2], *fact[3]) for fact in _said(document) if fact[1] == label]


def test_four_digits_are_a_year_where_the_column_has_years() -> None:
    document = _document(
        "Peak | Height (m) | Visitors | Climbed | Sold | Hut",
        "Galdor | 2469 | 1200 | 1850 | 1500 | 1901",
        "Kvitor | 1890 | 950 | 980 | 900 | 1932",
    )
    metre = ("unit", "metre")
    assert _tails(document, "height") == [(Literal("2469", "number"), metre), (Literal("1890", "number"), metre)]
    assert _tails(document, "visitors") == [(Literal("1200", "number"),), (Literal("950", "number"),)]
    assert _tails(document, "sold") == [(Literal("1500", "number"),), (Literal("900", "number"),)]
    assert _tails(document, "date climbed") == [(Literal("1850", "date"),)]
    assert _tails(document, "hut") == [(Literal("1901", "date"),), (Literal("1932", "date"),)]


def test_headers_that_count_or_number_have_no_years() -> None:
    for header in ("Population", "Phone", "Passengers", "Visitors per year"):
        document = _document(f"Port | {header}", "Tarnby | 1450", "Delby | 1800")
        assert [fact[2] for fact in _said(document)] == [Literal("1450", "number"), Literal("1800", "number")], header
    for header in ("Year founded", "Members since", "Completed (year)", "Titles"):
        document = _document(f"Club | {header}", "Tarnby Rovers | 1950", "Delby City | 1980")
        assert [fact[2] for fact in _said(document)] == [Literal("1950", "date"), Literal("1980", "date")], header


def test_millions_and_thousands_are_read_where_something_is_counted() -> None:
    document = _document("State | Population | GDP | Width", "Tarn | 3.2m | $5bn | 3.2m", "Delb | 12 000 | $700k | 5m")
    assert _tails(document, "population") == [(Literal("3200000", "number"),), (Literal("12000", "number"),)]
    dollar, metre = ("unit", "dollar"), ("unit", "metre")
    assert _tails(document, "GDP") == [(Literal("5000000000", "number"), dollar), (Literal("700000", "number"), dollar)]
    assert _tails(document, "width") == [(Literal("3.2", "number"), metre), (Literal("5", "number"), metre)]


def test_times_and_measures_name_nothing() -> None:
    document = _document(
        "Hired | Name | Pay | Seen | Way | Shift | Mark | Load | Firm",
        "12-Jan-2020 | Ana Roy | 52 000 EUR | 2021-05-04T10:30:00Z | 5–7 days | 8:30 am | 4 out of 5 | 5M | 3M",
        "03-Feb-2021 | Bo Lind | 49 000 EUR | 2021-05-05 08:00 | 2–3 days | 9 am | 3 out of 5 | 12M | Nord Yard",
    )
    found, facts = table_facts(document)
    assert {entity.name for entity in found} == {"Ana Roy", "Bo Lind", "3M", "Nord Yard"}
    assert [fact.tail for fact in facts[:4]] == [
        Literal("2020-01-12", "date"),
        Literal("52000", "number"),
        Literal("2021-05-04", "date"),
        Literal("5–7 days"),
    ]
    films = _document("Film | Year", "9 to 5 | 1980", "12 Oaks | 1957", "21 Grams | 2003")
    assert {fact[0] for fact in _said(films)} == {"9 to 5", "12 Oaks", "21 Grams"}


def test_months_are_told_from_terms_by_their_column() -> None:
    months = _document("Boat | Launched", "Alke | 2003-04", "Lomvi | 2009-01")
    assert [fact[2] for fact in _said(months)] == [Literal("2003-04", "date"), Literal("2009-01", "date")]
    terms = _document("Boat | Launched", "Alke | 2003-04", "Lomvi | 2009-10")
    assert [fact[2] for fact in _said(terms)] == [Literal("2003-04"), Literal("2009-10")]


def test_a_season_may_end_in_the_next_century() -> None:
    rows = ("Season | Winner", "1998-99 | Ana Roy", "1999-00 | Bo Lind", "2000–02 | Cy Falk")
    assert [dict(fact[3])["end date"] for fact in _said(_under("Halden Cup", *rows), (_CUP,))] == [  # type: ignore[call-overload]
        "1999",
        "2000",
        "2002",
    ]
