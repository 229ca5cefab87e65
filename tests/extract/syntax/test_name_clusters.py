import re
import time

import pytest

from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.names import cluster_names


def clustered(text: str, *names: tuple[str, str]) -> list[list[str]]:
    """Clusters of names that are given in order of the text, as strings."""
    mentions, at = [], 0
    for name, type in names:
        at = text.index(name, at)
        mentions.append(NameMention(at, at + len(name), name, type))
        at += len(name)
    return [[mentions[number].text for number in numbers] for numbers in cluster_names(mentions, text)]


def in_order(text: str, one: str, two: str, type: str) -> list[tuple[str, str]]:
    """Each place where one of two names stands."""
    return [(found[0], type) for found in re.finditer(f"{re.escape(one)}|{re.escape(two)}", text)]


PERSON, ORGANIZATION, LOCATION = "person", "organization", "location"


@pytest.mark.parametrize(
    ("text", "one", "two", "type"),
    [
        ("Ada Lind wrote. Lind sang.", "Ada Lind", "Lind", PERSON),
        ("Ada Eva Lind wrote. Ada Lind sang.", "Ada Eva Lind", "Ada Lind", PERSON),
        ("The Velm River Trust (VRT) is old.", "Velm River Trust", "VRT", ORGANIZATION),
        ("The Velm Trust is old. Velm Trust, Inc. grew.", "Velm Trust", "Velm Trust, Inc.", ORGANIZATION),
        ("Ada Lind, born Eva Holm, sang.", "Ada Lind", "Eva Holm", PERSON),
        ("Ada Lind (born 1850) sang. She was also known as Red Eva.", "Ada Lind", "Red Eva", PERSON),
        ("Velmgrad (formerly Lindburg) is a town.", "Velmgrad", "Lindburg", LOCATION),
        ("Velm (Russian: Вельм) is a town.", "Velm", "Вельм", LOCATION),
        ("The Kingdom of Velm is old. Velm grew.", "Kingdom of Velm", "Velm", LOCATION),
    ],
)
def test_names_of_one_thing(text: str, one: str, two: str, type: str) -> None:
    assert clustered(text, (one, type), (two, type)) == [[one, two]]


@pytest.mark.parametrize(
    ("text", "one", "two", "type"),
    [
        ("Otto Brask Jr. is the son of Otto Brask Sr. here.", "Otto Brask Jr.", "Otto Brask Sr.", PERSON),
        ("Otto Brask and Ada Brask sang.", "Otto Brask", "Ada Brask", PERSON),
        ("Velm or Lindburg will win.", "Velm", "Lindburg", LOCATION),
        ("The song was written by Ada Lind.", "song", "Ada Lind", ""),
        ("Velm (Norway) is a town.", "Velm", "Norway", LOCATION),
        ("New Velm lies near Velm.", "New Velm", "Velm", LOCATION),
        ("Derek Holm (Otto Brask) dies.", "Derek Holm", "Otto Brask", PERSON),
    ],
)
def test_names_of_two_things(text: str, one: str, two: str, type: str) -> None:
    assert clustered(text, (one, type), (two, type)) == [[one], [two]]


WICK, VICK = "Tamsin Brindlewick", "Tamsin Brindlevick"
TARN, OF_TARN = "Tarn Mill School", "The School of Tarn Mill"


@pytest.mark.parametrize(
    ("text", "one", "two", "type"),
    [
        (f"{WICK} came. {WICK} sang. {WICK} wrote. {VICK} left.", WICK, VICK, PERSON),
        (f"{VICK} came. {WICK} sang. {WICK} wrote. {WICK} left.", WICK, VICK, PERSON),
        (f"{TARN} is old. {TARN} grew. {TARN} burnt. {OF_TARN} closed.", TARN, OF_TARN, ORGANIZATION),
        ("Moor Li came. Moor Li sang. Moor Li wrote. Li Moor left.", "Moor Li", "Li Moor", PERSON),
    ],
)
def test_a_slip_of_the_pen_is_no_second_name(text: str, one: str, two: str, type: str) -> None:
    assert len(clustered(text, *in_order(text, one, two, type))) == 1


@pytest.mark.parametrize(
    ("text", "one", "two", "type"),
    [
        (f"{WICK} came. {VICK} left.", WICK, VICK, PERSON),
        (f"{WICK} came. {WICK} sang. {WICK} met {VICK}.", WICK, VICK, PERSON),
        (f"{WICK}, 3\n{WICK}, 4\n{WICK}, 5\n{VICK}, 6", WICK, VICK, PERSON),
        (f"{WICK} came. {WICK} sang. {WICK} left. {VICK} wept. Then Brindlevick ate.", WICK, VICK, PERSON),
        (f"{WICK} (born 1950) came. {WICK} sang. {WICK} left. {VICK} (born 1960) wept.", WICK, VICK, PERSON),
        (
            f"Mr. {WICK} came. Mr. {WICK} sang. Mr. {WICK} left. Mrs. {VICK} wept.",
            f"Mr. {WICK}",
            f"Mrs. {VICK}",
            PERSON,
        ),
        (
            "Julia Brask came. Julia Brask sang. Julia Brask wrote. Julie Brask left.",
            "Julia Brask",
            "Julie Brask",
            PERSON,
        ),
        (
            "Ada Hallmoor came. Ada Hallmoor sang. Ada Hallmoor wept. Ada Ballmoor left.",
            "Ada Hallmoor",
            "Ada Ballmoor",
            PERSON,
        ),
        (
            "Velm Mills Ltd grew. Velm Mills Ltd burnt. Velm Mills Ltd fell. Velm Hills Ltd closed.",
            "Velm Mills Ltd",
            "Velm Hills Ltd",
            ORGANIZATION,
        ),
        (f"{TARN} is old. {OF_TARN} is new. {TARN} grew. {OF_TARN} closed.", TARN, OF_TARN, ORGANIZATION),
    ],
)
def test_names_one_letter_or_order_apart_are_of_two(text: str, one: str, two: str, type: str) -> None:
    assert len(clustered(text, *in_order(text, one, two, type))) == 2


def test_many_names_are_grouped_in_time() -> None:
    letters = "abdefghiklmnoprstuvw"
    words = [f"{one}{two}{three}".title() for one in letters for two in letters for three in letters]
    names = [f"{one} {two}" for one, two in zip(words[:3000], reversed(words), strict=False)]
    text = " came. ".join(names)
    start = time.process_time()
    assert len(clustered(text, *((name, PERSON) for name in names))) == 3000
    assert time.process_time() - start < 10


def test_types_keep_names_apart_unless_unknown() -> None:
    text = "Velm met Velm and Velm."
    assert clustered(text, ("Velm", PERSON), ("Velm", LOCATION), ("Velm", "")) == [["Velm", "Velm"], ["Velm"]]


def test_pseudonyms_in_a_list() -> None:
    text = "Ada Lind sang. She also wrote under the pseudonyms Eva Holm, Red Brask and Ina Velm."
    names = ["Ada Lind", "Eva Holm", "Red Brask", "Ina Velm"]
    assert clustered(text, *((name, PERSON) for name in names)) == [names]


def test_shared_surname_is_of_who_came_first() -> None:
    text = "Ada Lind sang. Otto Lind wrote. Lind died."
    names = ("Ada Lind", "Otto Lind", "Lind")
    assert clustered(text, *((name, PERSON) for name in names)) == [["Ada Lind", "Lind"], ["Otto Lind"]]


def test_no_names_give_no_clusters() -> None:
    assert cluster_names([], "nothing") == []
