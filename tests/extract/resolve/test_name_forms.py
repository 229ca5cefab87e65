import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.resolve import likeness
from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.name import take_apart

ALIKE = [
    ("Quill Vandelmoor", "QUILL VANDELMÓOR", "person", likeness.FOLDED),
    ("Vandelmoor, Quill", "Quill Vandelmoor", "person", likeness.FOLDED),
    ("Dr. Quill Vandelmoor", "Quill Vandelmoor", "person", likeness.TITLE),
    ("Q. R. Vandelmoor", "Quill Roderick Vandelmoor", "person", likeness.INITIALS),
    ("Quill R. Vandelmoor", "Quill Roderick Vandelmoor", "person", likeness.INITIALS),
    ("Q. Vandelmoor", "Quill Roderick Vandelmoor", "person", likeness.INITIAL_MIDDLE),
    ("Quill Vandelmoor", "Quill Roderick Vandelmoor", "person", likeness.MIDDLE),
    ("Bob Vandelmoor", "Robert Vandelmoor", "person", likeness.NICKNAME),
    ("Pip Vandelmoor", 'Quill "Pip" Vandelmoor', "person", likeness.NICKNAME),
    ("Vandelmoor", "Quill Vandelmoor", "person", likeness.SURNAME),
    ("van Delmoor", "Quill van Delmoor", "person", likeness.SURNAME),
    ("Ost-Moor", "Quill Ost-Moor", "person", likeness.SURNAME),
    ("Quill", "Quill Vandelmoor", "person", likeness.GIVEN),
    ("Vandelmoor", "Quill Vandelmoor Jr.", "person", likeness.SURNAME),
    ("Tamsin Brindlewick", "Tamsin Brindlevick", "person", likeness.TYPO),
    ("Zorbel Instruments", "Zorbel Instruments, Inc.", "organization", likeness.LEGAL),
    ("Zorbel Ltd", "Zorbel Limited", "organization", likeness.LEGAL),
    ("The Zorbel Trust", "Zorbel Trust", "organization", likeness.ARTICLE),
    ("Zorbel Records", "Zorbel", "organization", likeness.KIND),
    ("ZIT", "Zorbel Institute of Tides", "organization", likeness.ACRONYM),
    ("Z.I.T.", "Zorbel Institute of Tides", "organization", likeness.ACRONYM),
    ("University of Ostmark", "Ostmark University", "organization", likeness.REORDERED),
    ("Zorbel Tide-mill", "Zorbel Tidemill", "location", likeness.FOLDED),
    ("Moor-7", "Moor7", "product", likeness.FOLDED),
    ("Hall of 1,200 Steps", "Hall of 1200 Steps", "work", likeness.FOLDED),
    ("USA", "the United States", "location", likeness.OTHER_NAME),
    ("British", "United Kingdom", "location", likeness.DEMONYM),
    ("Zubrovian", "Zubrovia", "location", likeness.DEMONYM),
    ("Brindlewick", "Brindlewick County", "location", likeness.AREA),
    ("Glass Harbour", "Glass Harbour (1997 film)", "work", likeness.QUALIFIER),
    ("Springmere", "Springmere, Ostmark", "location", likeness.QUALIFIER),
]


@pytest.mark.parametrize(("one", "two", "type", "kind"), ALIKE)
def test_names_that_are_alike_are_so_in_the_kind_said(one: str, two: str, type: str, kind: str) -> None:
    match = same_name(one, two, type)
    assert match is not None and match.kind == kind
    assert match == same_name(two, one, type)


@pytest.mark.parametrize(
    ("one", "two", "type"),
    [
        ("Quill Vandelmoor Jr.", "Quill Vandelmoor", "person"),
        ("Quill Vandelmoor Jr.", "Quill Vandelmoor Sr.", "person"),
        ("Quill Vandelmoor II", "Quill Vandelmoor III", "person"),
        ("Quill Vandelmoor", "Tamsin Vandelmoor", "person"),
        ("Odo I", "Odo II", "person"),
        ("Odo, Duke of Ostmark", "Odo, Duke of Westmark", "person"),
        ("Glass Harbour (1997 film)", "Glass Harbour (1953 film)", "work"),
        ("Glass Harbour 2", "Glass Harbour 3", "work"),
        ("Glass Harbour II", "Glass Harbour", "work"),
        ("Springmere, Ostmark", "Springmere, Westmark", "location"),
        ("North Springmere", "Springmere", "location"),
        ("Zorbel Inc.", "Zorbel GmbH", "organization"),
        ("Ballburg Works", "Fallburg Works", "organization"),
        ("Halden Mills", "Halden Hills", "organization"),
        ("Tamsin Brindle", "Tamsin Grindle", "person"),
        ("Tidewright 1.10", "Tidewright 11.0", "product"),
        ("Tidewright 1.10", "Tidewright 10.1", "product"),
        ("Tidewright 4.2", "Tidewright 42", "product"),
        ("Rule 3(1)", "Rule 31", "law"),
        ("Rule 3(a)", "Rule 3a", "law"),
        ("Rule 3(1)(a)", "Rule 3(1a)", "law"),
        ("Lane 1-95", "Lane 19-5", "location"),
        ("1994", "1995", "date"),
        ("", "Quill", "person"),
        ("?!", "...", ""),
    ],
)
def test_names_of_two_things_are_never_alike(one: str, two: str, type: str) -> None:
    assert same_name(one, two, type) is None
    assert same_name(two, one, type) is None


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from(["person", "organization", "location", "", "date"]))
def test_likeness_of_any_names_is_symmetric_and_scored(one: str, two: str, type: str) -> None:
    match = same_name(one, two, type)
    assert match == same_name(two, one, type)
    assert match is None or 0.0 < match.score <= 1.0


def test_a_name_is_taken_apart() -> None:
    name = take_apart('Sir Quill "Pip" Roderick Vandelmoor III (painter)', True)
    assert name.words == ("quill", "roderick", "vandelmoor")
    assert (name.title, name.nickname, name.generation, name.qualifier) == ("sir", "pip", "3", "painter")
    company = take_apart("The Zorbel & Sons Co., Ltd.", False)
    assert (company.words, company.article, company.legal) == (("zorbel", "and", "sons"), True, "co ltd")
