"""What must not be doubted, or take long: titles that say what a text is about, forms of names, huge texts."""

from __future__ import annotations

import time

import pytest

from kgqa.reader.doubts.asked_for import asks_for
from kgqa.reader.doubts.believed import believed, trimmed
from kgqa.reader.lists.listing import as_list
from kgqa.reader.lists.said_lists import listed
from kgqa.reader.passages.lists import counted
from kgqa.reader.passages.so_many_words import said_outright
from kgqa.reader.paths.asked_value import fits_question
from kgqa.reader.slots.parents import parents
from kgqa.types import Answer, Passage, Support


@pytest.mark.parametrize(
    ("question", "text", "answer", "title"),
    [
        ("Who directed Nordlys?", "The film was directed by Ragna Oster.", "Ragna Oster", "Nordlys"),
        ("Who designed the Gravis?", "The Mark II was designed by Ilse Fromm.", "Ilse Fromm", "Gravis"),
        ("When did Ada Holt join Tarn Works?", "Ada Holt joined in 1950.", "1950", "Tarn Works"),
        ("When did Ada Holt join Tarn?", "Ada Holt joined Tarn's council in 1950.", "1950", ""),
        ("When did Veland join the Dorn League?", "Veland joined the DL in 1995.", "1995", ""),
        ("Who was the king of Veland?", "Torvald was king of the Velanders from 1331.", "Torvald", ""),
        ("Who was the son of Olaf Lind?", "His heir was Sigurd, the son of Ida Lund.", "Sigurd", ""),
        ("Who is the coach of Tarn Rovers?", "The side is trained by Lars Weber.", "Lars Weber", ""),
        ("Who is the mayor of Tarn?", "Erik Solvang has run the town since 2015 and runs it well.", "Erik Solvang", ""),
        ("Who won yesterday?", "Ada Holt was the one who won.", "Ada Holt", ""),
        ("Who finished quickly?", "Ada Holt was soon done.", "Ada Holt", ""),
        ("When did Ada Holt die?", "Ada Holt starb 1944 in Tarn.", "1944", ""),
        ("When did Ada Holt die?", "艾达·霍尔特于1944年去世。", "1944", ""),
        ("When did Ada Holt die?", "She collapsed on stage in 1944.", "1944", ""),
        ("When was the hall burnt?", "It burnt in the Great Fire.", "the Great Fire", ""),
        ("When did it begin?", "It began in the Middle Ages.", "the Middle Ages", ""),
        ("Who discovered Felt Island?", "Felt Island was found by Will Has.", "Will Has", ""),
    ],
)
def test_nothing_speaks_against_what_a_text_says_in_other_words(
    question: str, text: str, answer: str, title: str
) -> None:
    start = text.index(answer)
    assert believed(question, text, start, start + len(answer), title) == 1.0


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Who directed Nordlys?", "The film was directed by Ragna Oster.", "Ragna Oster"),
        ("When did Ada Holt join Lindby?", "Ada Holt joined Lindsey's council in 1950.", "1950"),
        ("Who was the king of Veland?", "Torvald was king of the Dornish from 1331.", "Torvald"),
        ("When did Ada Holt die?", "In 1944 she was a teacher in Tarn.", "1944"),
    ],
)
def test_what_is_said_of_another_is_doubted_as_before(question: str, text: str, answer: str) -> None:
    start = text.index(answer)
    assert believed(question, text, start, start + len(answer), "Iron") < 1.0


@pytest.mark.parametrize(
    "span", ["people from Kirnes", "everyone but Ada Holt", "men under Ada Holt", "da Corva", "bin Said"]
)
def test_words_before_a_name_that_are_no_role_stay(span: str) -> None:
    assert trimmed("Who built it?", span, 0, len(span)) == (0, len(span))


def test_names_that_look_like_numbers_are_counted() -> None:
    def number_of(*names: str) -> Answer | None:
        return counted(as_list([Answer(name, 0.9, "span", (Support(0, 0, 1),), (), (name,)) for name in names]))

    assert (found := number_of("Betty Holt", "Kitty Lund", "City Hall", "Seven Sisters")) and found.text == "4"
    assert number_of("42 dogs", "three sledges") is None


def test_values_of_other_sorts_that_answer() -> None:
    assert fits_question("What is the cost of parking?", "free")
    assert not fits_question("What is the cost of parking?", "Jo Lind")
    assert fits_question("What is the area of responsibility of Jo?", "finance")
    assert not fits_question("When was it won?", "Holm Medal")


@pytest.mark.parametrize(
    ("words", "label", "expected"),
    [
        ("where did it study?", "educated at", True),
        ("what does it do for a living?", "occupation", True),
        ("who runs it?", "head of government", True),
        ("who built it?", "manufacturer", True),
        ("how long does it last?", "duration", True),
        ("who wrote it?", "illustrator", False),
        ("who designed it?", "publisher", False),
        ("who painted it?", "owned by", False),
    ],
)
def test_questions_for_relations_in_other_words(words: str, label: str, expected: bool) -> None:
    assert asks_for(words, label) is expected


TEXTS = [
    *("\n" * 9000, " " * 9000, "Ab " * 3000, "a, " * 3000, "(" * 9000, "was the " * 1200, "# " * 4500, "Ab, " * 3000),
    *("1" * 9000, "they had two children " * 400, "1901: the mill opens\n" * 450, "A(" * 4500),
]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: repr(text[:6]))
def test_no_text_takes_long(text: str) -> None:
    page = Passage("1", "1", "Tarn: Mayors", text)
    start = time.process_time()
    for question in ("When did the railway reach Tarn?", "Who were the mayors of Tarn?", "When did Ada Holt die?"):
        said_outright(question, page)
        for at in (0, len(text) // 2, len(text) - 20):
            believed(question, text, at, at + 10)
            trimmed(question, text, at, at + 10)
    listed(page, "child", "Tarn")
    parents(text, ("Tarn",))
    assert time.process_time() - start < 6.0
