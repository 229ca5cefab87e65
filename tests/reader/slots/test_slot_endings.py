"""Where names end, and what of them an answer gives."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Answer, Passage
from kgqa.kg.passages import PassageTable
from kgqa.reader.language.called import shown, untitled, whole
from kgqa.reader.slots.bodies import body_end
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.deeds_told import maker
from kgqa.reader.slots.filled import Filled, named
from kgqa.reader.slots.halved import ONE_TEXT, leads_nowhere, not_half_way
from kgqa.reader.slots.lands import country_of
from kgqa.reader.slots.parents import parents, with_surname
from kgqa.reader.slots.spelled import sound
from kgqa.reader.slots.subjects import Pages, Subject
from kgqa.reader.slots.told import is_another
from kgqa.reader.slots.values import value
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.names import NameGraph
from kgqa.retriever.words import cut
from kgqa.types import Evidence, Support

DIRECTOR = Slot("director", "person")


def pages(texts: dict[str, str]) -> Pages:
    table = PassageTable.build(Passage(title, title, title, text) for title, text in texts.items())
    cuts = [cut(text) for text in table.texts]
    names = NameGraph.build([[title.partition(" (")[0], title] for title in table.titles], cuts)
    return Pages(table, names, LexicalIndex.build([words for words, _ in cuts]))


@pytest.mark.parametrize(
    ("text", "read", "name"),
    [
        ("the Academy of Fine Arts in Oda.", "Academy of Fine Arts", "Academy of Fine Arts in Oda"),
        ("He left the Royal Military College, Oda.", "Royal Military College", "Royal Military College, Oda"),
        ("He left the Military College, Oda, Veland.", "Military College", "Military College"),
        ("at the Film School, Dorn University and others", "Film School", "Film School"),
        ("She studied at Lind College in Veland.", "Lind College", "Lind College"),
        ("the Dorn Film Award for Best Actor in 1990", "Dorn Film Award", "Dorn Film Award for Best Actor"),
        ("She won the Lind Prize for her songs.", "Lind Prize", "Lind Prize"),
    ],
)  # fmt: skip
def test_the_name_of_a_school_or_a_prize(text: str, read: str, name: str) -> None:
    start = text.index(read)
    assert text[start : body_end(text, start, start + len(read))] == name


@given(st.lists(st.sampled_from(["Film", "School", "in", "of", "Oda,", "and", "for", "Best", "x"]), max_size=9))
def test_a_name_ends_with_a_word(words: list[str]) -> None:
    text = " ".join(["School", *words, "end"])
    end = body_end(text, 0, 6)
    assert end >= 6 and not (text[end - 1].isalnum() and text[end].isalnum())


def test_an_answer_has_no_rank_where_the_name_is_enough() -> None:
    assert [shown(name) for name in ("Danish King Olaf II", "Countess Princess Elin", "Governor Ida Berg")] == [
        "Olaf II",
        "Princess Elin",
        "Ida Berg",
    ]
    kept = (
        "King Olaf",
        "Earl Lind Berg",
        "Duke Sven Lind",
        "King Olaf of Dorn",
        "Princess Ida Lind",
        "Sir Sven Lind",
        "Duke",
        "Ida",
        "",
    )
    assert tuple(map(shown, kept)) == kept


def test_where_somebody_is_from_is_no_part_of_a_name() -> None:
    text = "It was directed by the Danish- American John H. Lind in 1943."
    start = text.index("John")
    assert text[slice(*whole(text, start, start + 4))] == "John H. Lind"
    read = text.index("American"), text.index(" in 1943")
    found = value(DIRECTOR, text, *read)
    assert found is not None and text[slice(*found)] == "John H. Lind"
    # A surname that is a country's name is one.
    text = "It was directed by Jordan Lind Berg."
    found = value(DIRECTOR, text, 19, 35)
    assert found is not None and text[slice(*found)] == "Jordan Lind Berg"


def test_never_in_a_title_denies_nothing() -> None:
    country = Slot("country", "country")
    text = "She Never Promised Rain is a 1977 Danish film. It was never shown in Norway."
    start = text.index("Danish")
    assert value(country, text, start, start + 6) == (start, start + 6)
    start = text.index("Norway")
    assert value(country, text, start, start + 6) is None


def test_the_second_land_of_a_house_is_known_from_a_title() -> None:
    made = pages({"Ida of Dorn and Veland": "Ida of Dorn and Veland was a duchess.", "Oda": "Oda is a town."})
    text = "a daughter of Princess Elin of Dorn and Veland. He met Sven of Dorn and Olaf."
    start = text.index("Elin")
    assert text[slice(*made.with_lands(text, start, text.index(" and Veland")))] == "Elin of Dorn and Veland"
    start = text.index("Sven")
    assert text[slice(*made.with_lands(text, start, text.index(" and Olaf")))] == "Sven of Dorn"


def test_a_namesake_has_a_bracket_where_the_thing_has_none() -> None:
    made = pages({"Salt": "Salt is a 1951 film.", "Salt (1934 film)": "Salt is a 1934 film.", "Oda": "Oda is a town."})
    subject = made.subject("Salt", made.about("Salt"))
    assert [made.passages.titles[row] for row in subject.pages if made.is_namesake(subject, row)] == [
        "Salt (1934 film)"
    ]
    other = pages({"Salt (1951 film)": "Salt is a 1951 film.", "Salt (1934 film)": "Salt is a 1934 film."})
    subject = other.subject("Salt", other.about("Salt"))
    assert len(subject.pages) == 2 and not any(other.is_namesake(subject, row) for row in subject.pages)


def test_plain_words_stand_before_what_is_read_elsewhere_in_their_text() -> None:
    text = "Salt is a film from Oda Pictures directed by and starring Ida Lind and Sven Berg."
    made = pages({"Salt": text})
    subject = made.subject("Salt", [0])

    def filled(name: str) -> Filled:
        start = text.index(name)
        return Filled(subject, DIRECTOR, name, None, 0, start, start + len(name), 5.0)

    span = maker(text, "director", ("Salt",))
    assert span is not None and text[slice(*span)] == "Ida Lind"
    assert is_another(filled("Ida Lind"), filled("Oda Pictures"), made)
    assert not is_another(filled("Ida Lind"), filled("Sven Berg"), made)
    assert not is_another(None, filled("Sven Berg"), made)


def test_a_prize_before_a_maker_is_none() -> None:
    text = "Salt is a film directed by Lind Prize-winning director Ida Berg."
    span = maker(text, "director", ("Salt",))
    assert span is not None and text[slice(*span)] == "Ida Berg"


def test_a_father_shares_the_surname_of_both() -> None:
    text = "Sven Lind was born to Olaf and Ida Lind in Oda."
    father, mother = parents(text, ("Sven Lind",))
    assert father is not None and with_surname(text, father, mother) == "Olaf Lind"
    text = "Ida was the daughter of King Olaf and Queen Elin of Dorn."
    father, mother = parents(text, ("Ida",))
    assert father is not None and "of Dorn" not in with_surname(text, father, mother)


def test_an_office_before_a_father_is_none() -> None:
    text = "Ida Lind was the daughter of Governor and U.S. Senator Olaf Lind and his wife Elin."
    father, _ = parents(text, ("Ida Lind",))
    assert father is not None and text[slice(*father)].endswith("Olaf Lind") and "U.S" not in text[slice(*father)]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Oda is a settlement in the north of Dorn, Cape Verde. It is near Spain.", "Cape Verde"),
        ("Oda (also Odda) is a village in Dorn District, Iran.", "Iran"),
        ("Oda is a painter from Norway.", None),
        ("Oda is a village in Dorn.", None),
    ],
)
def test_the_country_of_a_place(text: str, country: str | None) -> None:
    span = country_of(text, "country")
    assert (None if span is None else text[slice(*span)]) == country
    assert country_of(text, "capital") is None


def test_who_stands_in_the_middle_is_no_answer_about_the_end() -> None:
    father = Slot("father", "person")
    read = Filled(
        Subject("Ida", "Ida", (), ()), father, "King Olaf Lind", Subject("Olaf", "Olaf Lind", (), ()), 0, 0, 4, 4.0
    )
    answers = [Answer("Olaf Lind", 0.6, "span"), Answer("Oda", 0.5, "span")]
    doubted = not_half_way(answers, (father,), [read])
    assert [answer.score for answer in doubted] == [round(0.6 * ONE_TEXT, 4), 0.5]
    assert not_half_way(answers, (), [read]) == tuple(answers)


def test_which_of_a_name_is_meant_is_said_before_it() -> None:
    made = pages(
        {
            "Jo Lind": "Jo Lind is a film director.",
            "Jo Lind (singer)": "Jo Lind was a blues singer.",
            "Jo Lind (painter)": "Jo Lind was a painter.",
            "Salt": "Salt is a song by the Danish singer Jo Lind. Her hat is by the painter Jo Lind. It was Jo Lind.",
        }
    )
    text = made.passages.texts[3]
    subject = made.subject("Salt", made.about("Salt"))
    met = []
    start = text.find("Jo Lind")
    while start >= 0:
        what = named(text, start, start + 7, subject, Slot("performer", "person"), made)
        met.append(None if what is None else what.id)
        start = text.find("Jo Lind", start + 1)
    assert met == ["Jo Lind (singer)", "Jo Lind (painter)", "Jo Lind"]


def test_the_kind_that_a_question_says_before_a_name() -> None:
    texts = {"Salt": "Salt is a film.", "Salt (song)": "Salt is a song.", "Salt (1951 film)": "Salt is a film."}
    made = pages(texts)

    def asked_of(words: str) -> list[str]:
        (subject,) = made.read_off(f"Who wrote {words}?", []).subjects
        return [made.passages.titles[row] for row in subject.pages]

    assert asked_of("the song Salt") == ["Salt (song)"]
    # The page that has the name alone may be of that kind, and is then the one that is meant.
    for words in ("the film Salt", "the book Salt"):
        first, *others = asked_of(words)
        assert first == "Salt" and sorted([first, *others]) == sorted(texts)


def test_who_is_named_only_to_be_denied_leads_nowhere() -> None:
    film = Passage("1", "1", "Salt", "Salt is a film. It was not directed by Jo Lind, but by Ida Berg.")
    jo, ida = Passage("2", "2", "Jo Lind", "Born in Oda."), Passage("3", "3", "Ida Berg", "Born in Dorn.")
    evidence = [Evidence(each, each.text, 1.0, "passages") for each in (film, jo, ida)]

    asked = "Where was the director of Salt born?"

    def told(number: int, name: str) -> Answer:
        at = film.text.index(name)
        return Answer("x", 0.7, "span", (Support(number, 8, 11), Support(0, at, at + len(name))))

    assert leads_nowhere(asked, told(1, "Jo Lind"), evidence)
    assert not leads_nowhere(asked, told(2, "Ida Berg"), evidence)
    assert leads_nowhere("Where was the composer of Salt born?", told(2, "Ida Berg"), evidence)
    assert not leads_nowhere(asked, Answer("x", 0.7, "span"), evidence)


@pytest.mark.parametrize(
    "piece", [" ", ", ", "and ", "King ", "Danish ", "U.S. ", "directed, ", "\u6771", "A", "(", "\n"]
)
def test_endless_texts_take_no_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    began = time.process_time()
    untitled(text)
    shown(text)
    sound(text)
    body_end(text, 0, len(text))
    country_of("Oda is a village" + text, "country")
    maker("Oda was directed" + text, "director", ("Oda",))
    value(Slot("place of birth", "place"), "Oda" + text + "Oda", 0, len(text) + 6)
    assert time.process_time() - began < 2.5
