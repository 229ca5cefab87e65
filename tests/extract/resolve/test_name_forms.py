import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.resolve import forms
from kgqa.extract.resolve.forms import is_acronym, is_typo, same_name
from kgqa.extract.resolve.name import take_apart

ALIKE = [
    ("Quill Vandelmoor", "QUILL VANDELMÓOR", "person", forms.FOLDED),
    ("Vandelmoor, Quill", "Quill Vandelmoor", "person", forms.FOLDED),
    ("Dr. Quill Vandelmoor", "Quill Vandelmoor", "person", forms.TITLE),
    ("Q. R. Vandelmoor", "Quill Roderick Vandelmoor", "person", forms.INITIALS),
    ("Quill R. Vandelmoor", "Quill Roderick Vandelmoor", "person", forms.INITIALS),
    ("Q. Vandelmoor", "Quill Roderick Vandelmoor", "person", forms.INITIAL_MIDDLE),
    ("Quill Vandelmoor", "Quill Roderick Vandelmoor", "person", forms.MIDDLE),
    ("Bob Vandelmoor", "Robert Vandelmoor", "person", forms.NICKNAME),
    ("Pip Vandelmoor", 'Quill "Pip" Vandelmoor', "person", forms.NICKNAME),
    ("Vandelmoor", "Quill Vandelmoor", "person", forms.SURNAME),
    ("van Delmoor", "Quill van Delmoor", "person", forms.SURNAME),
    ("Ost-Moor", "Quill Ost-Moor", "person", forms.SURNAME),
    ("Quill", "Quill Vandelmoor", "person", forms.GIVEN),
    ("Vandelmoor", "Quill Vandelmoor Jr.", "person", forms.SURNAME),
    ("Tamsin Brindlewick", "Tamsin Brindlevick", "person", forms.TYPO),
    ("Zorbel Instruments", "Zorbel Instruments, Inc.", "organization", forms.LEGAL),
    ("Zorbel Ltd", "Zorbel Limited", "organization", forms.LEGAL),
    ("The Zorbel Trust", "Zorbel Trust", "organization", forms.ARTICLE),
    ("Zorbel Records", "Zorbel", "organization", forms.KIND),
    ("ZIT", "Zorbel Institute of Tides", "organization", forms.ACRONYM),
    ("Z.I.T.", "Zorbel Institute of Tides", "organization", forms.ACRONYM),
    ("University of Ostmark", "Ostmark University", "organization", forms.REORDERED),
    ("Zorbel Tide-mill", "Zorbel Tidemill", "location", forms.FOLDED),
    ("USA", "the United States", "location", forms.OTHER_NAME),
    ("British", "United Kingdom", "location", forms.DEMONYM),
    ("Zubrovian", "Zubrovia", "location", forms.DEMONYM),
    ("Brindlewick", "Brindlewick County", "location", forms.AREA),
    ("Glass Harbour", "Glass Harbour (1997 film)", "work", forms.QUALIFIER),
    ("Springmere", "Springmere, Ostmark", "location", forms.QUALIFIER),
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


def test_acronyms_may_leave_out_small_words_and_take_further_letters() -> None:
    assert is_acronym("zit", take_apart("Zorbel Institute of Tides", False))
    assert is_acronym("ziot", take_apart("Zorbel Institute of Tides", False))
    assert is_acronym("zoin", take_apart("Zorbel Instruments", False))
    assert not is_acronym("zix", take_apart("Zorbel Institute of Tides", False))


def test_short_names_have_no_typing_errors() -> None:
    assert is_typo("brindlewick", "brindlevick")
    assert not is_typo("mara", "maro")
    assert not is_typo("brindlewick", "brindlewicks")
