import pytest
from test_standing import bearers, linked

from kgqa.linker.demonyms import COUNTRIES
from kgqa.linker.long_names import agree


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Otto Charles Brandvik", "Otto C. Brandvik"),
        ("Otto Brandvik", "O. C. Brandvik"),
        ("O. C. Brandvik", "Otto Charles Brandvik"),
        ("Otto Karl Brandvik", "Otto Brandvik"),
    ],
)
def test_given_names_may_be_written_in_full_or_not(text: str, label: str) -> None:
    assert linked(f"She worked with {text} for years.", *bearers(label)) == [(text, "Q0")]


def test_other_given_names_are_another_person() -> None:
    assert linked("She worked with Karl Brandvik for years.", *bearers("Otto Ivar Brandvik")) == []
    assert not agree(["karl"], ["otto", "karl"]) and not agree([], ["otto"])


def test_a_companys_form_belongs_to_its_name() -> None:
    assert linked("She joined the Brandvik Corporation.", *bearers("Brandvik")) == [("Brandvik Corporation", "Q0")]
    assert linked("She joined Brandvik, Inc. soon.", *bearers("Brandvik")) == [("Brandvik, Inc.", "Q0")]


@pytest.mark.parametrize(
    ("text", "labels", "wanted"),
    [
        ("She is an Italian poet.", ("Italians", "Italy"), [("Italian", "Q0")]),
        ("She is an Irish poet.", ("Irish people", "Ireland"), [("Irish", "Q0")]),
        ("She is a Dutch poet.", ("Netherlands",), [("Dutch", "Q0")]),
        ("She is an Italian poet.", ("Italian", "Italians", "Italy"), [("Italian", "Q0")]),
        ("She taught in Italian.", ("Italy",), []),
        ("She is an Italian poet.", ("The Italian Baker",), []),
        ("She led the Chilean Workers Front.", ("Workers Front of Chile",), [("Chilean Workers Front", "Q0")]),
    ],
)
def test_adjectives_speak_of_a_people_or_its_country(
    text: str, labels: tuple[str, ...], wanted: list[tuple[str, str]]
) -> None:
    assert linked(text, *bearers(*labels)) == wanted


def test_countries_are_folded_names() -> None:
    assert COUNTRIES["cuban"] == "cuba" and COUNTRIES["american"] == "united states"
    assert all(name == name.lower() and " " not in name for name in COUNTRIES)
