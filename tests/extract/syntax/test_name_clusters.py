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
