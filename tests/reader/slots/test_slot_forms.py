"""What texts call things on the way of a chain: ranks, rulers, places, nations, brackets however they are spaced."""

from __future__ import annotations

import pytest

from kgqa.reader.language.called import called, whole
from kgqa.reader.language.life_dates import half_of
from kgqa.reader.language.nations import adjective
from kgqa.reader.slots.parents import parents
from kgqa.reader.slots.values import own_name


@pytest.mark.parametrize(
    ("text", "read", "form"),
    [
        ("She was a daughter of King Olaf of Veland.", "King Olaf of Veland", "Olaf, King of Veland"),
        ("A son of Torv, 4th Count de Lind-Berg and Ida.", "Torv", "Torv, 4th Count de Lind-Berg"),
        ("A son of Torv, 2nd Duke of Berg.", "Torv", "Torv, 2nd Duke of Berg"),
        ("A son of Count Torv Per of Dorn-Berg.", "Count Torv Per of Dorn-Berg", "Torv Per, Count of Dorn-Berg"),
        ("She was a daughter of Sultan Torv II.", "Sultan Torv II", "Torv II"),
        ("It was directed by Torv H. Lind.", "Torv H. Lind", "Torv Lind"),
        ("A son of Torv II the Tall, King of Dorn.", "Torv II", "Torv II the Tall"),
        ("It was directed by Torv Lind Has, starring Ida Berg.", "Torv Lind", "Torv Lind Has"),
    ],
)
def test_pages_are_looked_for_by_rank(text: str, read: str, form: str) -> None:
    start = text.index(read)
    assert form in called(text, start, start + len(read))


def test_a_particle_with_a_capital_is_of_the_name() -> None:
    text = "the son of Leo Fane De Sal and Ida"
    assert text[slice(*whole(text, 11, 19))] == "Leo Fane De Sal"


def test_a_mother_who_is_named_as_whose_daughter() -> None:
    text = "Omar was a grandson of the vizier Hakim and a son of Ali Lind and Hakim's daughter Fatima."
    assert [span and text[slice(*span)] for span in parents(text, ("Omar",))] == ["Ali Lind", "Fatima"]


def test_both_parents_who_are_called_so() -> None:
    text = "Ro Gav sings. Her parents were the teachers Lars Gav and Greta Holm, both of Osta."
    assert [span and text[slice(*span)] for span in parents(text, ("Ro Gav",))] == ["Lars Gav", "Greta Holm"]


@pytest.mark.parametrize("bracket", [" (", "( ", " ( ", "("])
def test_life_dates_however_they_are_spaced(bracket: str) -> None:
    text = f"Ro Gav{bracket}June 7, 1909 in Jim – September 4, 1986 in Osta) was a director."
    assert [half_of(text, text.index(place)) for place in ("Jim", "Osta", "director")] == ["born", "died", ""]


def test_a_place_goes_by_its_own_name() -> None:
    for place in ("Brenn, Osmark", "Brenn", "Brenn, Lower Lind, Osmark"):
        assert own_name(place) == "Brenn"
    assert own_name("Washington, D.C.") == "Washington, D.C."
    assert own_name("near Brenn, his home") == "near Brenn, his home"


def test_nationalities_are_adjectives() -> None:
    assert [adjective(name) for name in ("Norway", "Norwegian", "the Netherlands", "Veland", "United States")] == [
        "Norwegian", "Norwegian", "Dutch", "Veland", "American",
    ]  # fmt: skip
