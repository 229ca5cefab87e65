"""Lists that stand in a row in a text, found around one of their items."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.lists.enumeration import enumerated, shape

BAND = "A band of three: singer Ann Holt, bassist Ben Ray and drummer Cy Dunn. Their name is old."
WON = "It was won by Edda Lorne in 1912, by Jan Tove in 1913 and by Lise Brandt in 1914."
PLAYED = "Its members are Rick Stone (guitar), Bella Crane (voice) and Omar Fell (drums), all from Tarn."
NOVELS = "Novels include Emma, Persuasion and Pride and Prejudice."


@pytest.mark.parametrize(
    ("text", "span", "items"),
    [
        ("Its languages are Dutch, French and German.", "Dutch, French and German", "Dutch|French|German"),
        ("Its languages are Dutch, French and German.", "French", "Dutch|French|German"),
        ("He wrote Stars of the South (1911) and A Life (1935).", "A Life", "Stars of the South|A Life"),
        ("It makes pumps, valves and turbines.", "pumps, valves and turbines", "pumps|valves|turbines"),
        ("It borders Tarn, Osmark and the Duchy of Lind.", "Tarn", "Tarn|Osmark|the Duchy of Lind"),
        ("It was founded by Ida Krall and Otto Wenn in Brenn in 1921.", "Ida Krall", "Ida Krall|Otto Wenn"),
        ("It borders Ulm to the north, Tarn to the east and Lind to the south.", "Tarn to the east", "Ulm|Tarn|Lind"),
        ("It borders to the north Ulm, to the east Tarn and to the south Lind.", "Ulm", "Ulm|Tarn|Lind"),
        ("It has borders with Ulm in the west, and Tarn and Lind to the south-east.", "Ulm", "Ulm|Tarn|Lind"),
        (
            "He won the Osk Prize for Red Door (1962), the Tarn Cup in 1964 and a Lind Medal.",
            "the Osk Prize",
            "the Osk Prize|the Tarn Cup|Lind Medal",
        ),
        ('He wrote "Sparrow; or, the Bird", "Red Door" and "Ash".', "Sparrow", "Sparrow; or, the Bird|Red Door|Ash"),
        ("He wrote Sparrow; or, the Bird, Red Door and Ash.", "Red Door", "Sparrow; or, the Bird|Red Door|Ash"),
        ("Its cities are Brenn, Lindau, and Osta.", "Lindau", "Brenn|Lindau|Osta"),
        ("Albums: First Light, Stone Garden & Long Way", "First Light", "First Light|Stone Garden|Long Way"),
        ('She made "Night, Ferry" and "Red Door".', '"Night, Ferry" and "Red Door"', "Night, Ferry|Red Door"),
        ("Made by Acme, Inc. and Blue Stone Ltd.", "Acme, Inc. and Blue Stone Ltd", "Acme, Inc.|Blue Stone Ltd"),
        ("Held on May 3, 1951 and June 4, 1960.", "May 3, 1951 and June 4, 1960", "May 3, 1951|June 4, 1960"),
        ("In 1994, 1998 and 2002 they won.", "1994, 1998 and 2002", "1994|1998|2002"),
        ("In May, Tarn and Lind signed it.", "Tarn and Lind", "Tarn|Lind"),
        ("They met in the Great War, Tom Reef and Ida Krall.", "Tom Reef", "Tom Reef|Ida Krall"),
        (NOVELS, "Emma, Persuasion and Pride and Prejudice", "Emma|Persuasion|Pride and Prejudice"),
        (PLAYED, "Rick Stone", "Rick Stone|Bella Crane|Omar Fell"),
        (PLAYED, "Bella Crane (voice) and Omar Fell", "Rick Stone|Bella Crane|Omar Fell"),
        (BAND, "Ben Ray and drummer Cy Dunn", "Ann Holt|Ben Ray|Cy Dunn"),
        (WON, "Edda Lorne", "Edda Lorne|Jan Tove|Lise Brandt"),
    ],
)
def test_the_items_of_a_list(text: str, span: str, items: str) -> None:
    start = text.index(span)
    found = enumerated(text, start, start + len(span))
    assert [text[low:high] for low, high in found] == items.split("|")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("It lies in Brenn, Osmark, and the mayor came.", "Brenn, Osmark"),  # a town and its country
        ("She founded Lindex and moved to Tarn.", "Lindex"),
        ("She left Lindex and later Tarn.", "Lindex"),
        ("They are Brenn, the seat of the king, and Lindau.", "Brenn"),
        ("The languages are English and, since 1994, Zulu.", "English"),
        ("Ann and Tom directed Red Door and Green Door respectively.", "Green Door"),
        ("She published Cold Bread in 1911. Later came Ash Road.", "Cold Bread in 1911. Later came Ash Road"),
        ("Jo is a director and painter from Ostrand.", "painter from Ostrand"),
        ("It fought in the Tarn and Osmark War.", "the Tarn and Osmark War"),
        ("He led the Bureau of Northern and Eastern Affairs.", "the Bureau of Northern and Eastern Affairs"),
        ("They measure time and space complexity.", "time and space complexity"),
    ],
)
def test_what_is_no_list(text: str, span: str) -> None:
    start = text.index(span)
    assert enumerated(text, start, start + len(span)) == []


def test_a_name_with_and_in_it_is_one() -> None:
    names = {"Trinidad and Tobago"}
    text = "It borders Guyana, Trinidad and Tobago and Peru."
    found = enumerated(text, 11, len(text) - 1, names.__contains__)
    assert [text[low:high] for low, high in found] == ["Guyana", "Trinidad and Tobago", "Peru"]
    assert enumerated(text, 19, 38, names.__contains__) == []
    known = {"Jan Tove", "Edda Lorne"}
    assert len(enumerated(WON, 14, 24, known.__contains__)) == 3


@pytest.mark.parametrize(
    ("text", "looks"),
    [
        ("the Duchy of Lind", "name"),
        ("turbines", "word"),
        ("1994", "number"),
        ("3 May 1951", "date"),
        ("who lives in Tarn", ""),
        ("", ""),
    ],
)
def test_shapes(text: str, looks: str) -> None:
    assert shape(text) == looks


@given(st.text(alphabet="AaBb ,.;&()'\"and1\n", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_items_are_stretches_of_the_text_apart_from_each_other(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    found = enumerated(text, start, end)
    assert len(found) != 1
    edges = [edge for place in found for edge in place]
    assert edges == sorted(edges) and all(low < high <= len(text) for low, high in found)


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("Sea-going ships such as Alka and Bris", ["Alka", "Bris"]),
        ("crops such as wheat, rye and barley", ["wheat", "rye", "barley"]),
        ("Countries including Veland, Norrin and Ost", ["Veland", "Norrin", "Ost"]),
    ],
)
def test_what_is_such_as_they_is_none_of_the_items(said: str, items: list[str]) -> None:
    text = f"It knows {said}."
    start = text.index(said)
    assert [text[slice(*place)] for place in enumerated(text, start, start + len(said))] == items
