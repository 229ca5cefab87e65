"""What reads like another name of a thing and is the name of another thing."""

from __future__ import annotations

import pytest

from kgqa.extract.syntax.aliases import renamings
from kgqa.extract.syntax.name_mention import NameMention

PERSON, ORGANIZATION, LOCATION, WORK, GROUP = "person", "organization", "location", "work", "group"


def said(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """Pairs of names, given in order of the text, that the text equates."""
    mentions, at = [], 0
    for name, type in names:
        at = text.index(name, at)
        mentions.append(NameMention(at, at + len(name), name, type))
        at += len(name)
    return [(mentions[one].text, mentions[two].text) for one, two in renamings(mentions, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            'Her novels were filmed, such as "The Salt Road" or "Midnight in Brava".',
            (("The Salt Road", WORK), ("Midnight in Brava", WORK)),
        ),
        ('She wrote neither "Low Tide" or "High Tide".', (("Low Tide", WORK), ("High Tide", WORK))),
        (
            'Ferry Days: The Tale of a Crossing is a 1951 film by Nils Ohm. It was also known as "Hard Water".',
            (("The Tale", WORK), ("Nils Ohm", PERSON), ("Hard Water", WORK)),
        ),
        (
            'Known for "Red Barn" and "The Dike", Moretz is often referred to as "The Duke of Mud".',
            (("Red Barn", WORK), ("The Dike", WORK), ("Moretz", PERSON), ("The Duke of Mud", WORK)),
        ),
        ('He wrote for "Velm Times". He is called "Old Ink".', (("Velm Times", WORK), ("Old Ink", WORK))),
        ('In "Velm Times" she used the pen name "Heron".', (("Velm Times", WORK), ("Heron", WORK))),
        (
            'The pilot of the series "Harbour", titled "First Rope", ran late.',
            (("Harbour", WORK), ("First Rope", WORK)),
        ),
        ('A remix of "Harbour" titled "Harbour Two Step" came out.', (("Harbour", WORK), ("Harbour Two Step", WORK))),
        ("Ada Lind was a German-born American painter.", (("German", GROUP), ("American", GROUP))),
        ("Ada Lind was a German- born American painter.", (("German", GROUP), ("American", GROUP))),
        ("Ada Lind called Bo Moe a coward.", (("Ada Lind", PERSON), ("Bo Moe", PERSON))),
        ("The poet Ada Lind once called Bo Moe a coward.", (("Ada Lind", PERSON), ("Bo Moe", PERSON))),
        ("Ada Lind's first wife was named Mathilde.", (("Ada Lind", PERSON), ("Mathilde", PERSON))),
        (
            "Ada Lind married Bo Moe, who sang, and whose sister took the stage name Red Eva.",
            (("Ada Lind", PERSON), ("Bo Moe", PERSON), ("Red Eva", PERSON)),
        ),
        (
            "The film was made by Ada Lind. The film is also known as Eva Moe in Oslo.",
            (("Ada Lind", PERSON), ("Eva Moe", PERSON)),
        ),
        ("Velm Tower or Velm House may refer to:", (("Velm Tower", LOCATION), ("Velm House", LOCATION))),
        ("She sang in Brandal (Sogn).", (("Brandal", LOCATION), ("Sogn", LOCATION))),
        ("The Osa River (Lake River) is a river.", (("Osa River", LOCATION), ("Lake River", LOCATION))),
        ("He was born in Kiev, Russia (now Ukraine).", (("Russia", LOCATION), ("Ukraine", LOCATION))),
        ("A Member of the Velm Parliament (MVQ) spoke.", (("Velm Parliament", ORGANIZATION), ("MVQ", ORGANIZATION))),
        ("The prize for Best Set (Ada Lind) came late.", (("Best Set", ""), ("Ada Lind", ""))),
        (
            "He worked at Velm Works in 1950, in a hall of Ohm and Sons, later known as Blue Hall.",
            (("Velm Works", ORGANIZATION), ("Ohm and Sons", ORGANIZATION), ("Blue Hall", LOCATION)),
        ),
    ],
)
def test_no_other_name(text: str, names: tuple[tuple[str, str], ...]) -> None:
    assert said(text, *names) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('"The Salt Road" or "Midnight in Brava" is a film.', (("The Salt Road", WORK), ("Midnight in Brava", WORK))),
        (
            "Salt Road is a 1951 film by Nils Ohm. It was also known as Hard Water.",
            (("Salt Road", WORK), ("Nils Ohm", PERSON), ("Hard Water", WORK)),
        ),
        ('Salzweg ("The Salt Road") is a film.', (("Salzweg", WORK), ("The Salt Road", WORK))),
        ("Ada Lind (1850 in Velm – 1901) was a poet, known as Red Eva.", (("Ada Lind", PERSON), ("Red Eva", PERSON))),
        ("Ada Lind was a painter who used the pseudonym Red Eva.", (("Ada Lind", PERSON), ("Red Eva", PERSON))),
        ("Lindburg (now Velmgrad) is a town.", (("Lindburg", LOCATION), ("Velmgrad", LOCATION))),
        ("The Velm Works, then called Ohm Works, grew.", (("Velm Works", ORGANIZATION), ("Ohm Works", ORGANIZATION))),
        ("The Party of Old Velm (VPO) won.", (("Party of Old Velm", ORGANIZATION), ("VPO", ORGANIZATION))),
    ],
)
def test_another_name(text: str, names: tuple[tuple[str, str], ...]) -> None:
    assert said(text, *names) == [(names[0][0], names[-1][0])]


def test_a_list_of_other_names() -> None:
    text = 'Salt Road is also known as "Hard Water" or "The Ferry".'
    names = (("Salt Road", WORK), ("Hard Water", WORK), ("The Ferry", WORK))
    assert [two for _, two in said(text, *names)] == ["Hard Water", "The Ferry"]
