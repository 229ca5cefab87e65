"""A question as it comes in: its links stand at their mentions in whatever wording, and it and its options are
checked."""

from __future__ import annotations

from typing import Any

import pytest

from kgqa import KGQA, InputError
from kgqa.kg.graph import Graph
from kgqa.pipelines.asked import as_plain, as_read, check_options, checked_questions, placed
from kgqa.types import Entity, Link, Mention, Question


def test_links_are_placed_in_another_wording() -> None:
    question = Question("1", "Osmark is the capital of Veland, isn't it?")
    plain = as_plain(question)
    assert plain == Question("1", "Is Osmark the capital of Veland?")
    links = tuple(
        Link(Mention(plain.text.index(name), plain.text.index(name) + len(name), name), Entity(name, name), 1.0)
        for name in ("Osmark", "Veland")
    )
    back = placed(links, question.text)
    assert [question.text[one.mention.start : one.mention.end] for one in back] == ["Osmark", "Veland"]
    assert placed(back, plain.text) == links
    given = (Link(Mention(0, 0, ""), Entity("x", "x"), 1.0),)
    assert placed(given, plain.text) == given
    assert as_read(question, back, Graph.build(())).text == plain.text
    assert as_plain(plain) is plain


def nothing_loaded() -> KGQA:
    none: Any = None
    return KGQA(Graph.build(()), none, none, none, none)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"filters": ["doc"]}, "filters are given by name"),
        ({"filters": {7: ["a"]}}, "filters are given by name"),
        ({"filters": {"doc": None}}, "doc takes a list of texts, found None"),
        ({"filters": {"doc": {"a": 1}}}, "doc takes a list of texts, found {'a': 1}"),
        ({"filters": {"relation": [["borders"]]}}, r"relation takes a list of texts, found \[\['borders'\]\]"),
        ({"filters": {"type": b"town"}}, "type takes a list of texts, found b'town'"),
        ({"entities": [3]}, r"entities takes a list of texts, found \[3\]"),
        ({"entities": 3}, "entities takes a list of texts, found 3"),
        ({"entities": ["Ta\ud800rn"]}, "entities takes a list of texts"),
        ({"top_k": 2.5}, "top_k must be from 1 to 1000, found 2.5"),
        ({"top_k": True}, "top_k must be from 1 to 1000, found True"),
        ({"top_k": None}, "top_k must be from 1 to 1000, found None"),
        ({"min_score": "0.5"}, "min_score must be from 0 to 1, found '0.5'"),
        ({"min_score": True}, "min_score must be from 0 to 1, found True"),
        ({"min_score": float("nan")}, "min_score must be from 0 to 1, found nan"),
    ],
)
def test_what_is_no_option_is_told_at_once(options: dict[str, Any], says: str) -> None:
    qa = nothing_loaded()
    for ask in (qa.batch, qa.stream):
        with pytest.raises(InputError, match=says):
            ask(["Who runs Tarn?"], **options)


def test_options_that_are_meant_are_taken() -> None:
    import numpy as np

    check_options(8, 0.3, None, None)
    check_options(np.int64(8), np.float32(0.5), {"doc": ("a",), "type": {"town"}, "relation": []}, ["Tarn"])
    check_options(1000, 1, {}, ())


def test_one_text_is_no_list_of_questions() -> None:
    qa = nothing_loaded()
    for given in ("Who?", Question("1", "Who?"), 3):
        with pytest.raises(InputError, match="batch takes a list of questions; for one, call the object itself"):
            qa.batch(given)  # type: ignore[arg-type]  # that is the point
        with pytest.raises(InputError, match="stream takes a list of questions; for one, call the object itself"):
            qa.stream(given)  # type: ignore[arg-type]  # that is the point
    assert qa.batch([]) == list(qa.stream([])) == []


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (Question("ferry", "x" * 1001), "question 'ferry': a question has at most 1000 characters; this one has 1001"),
        (Question("ferry", " "), "question 'ferry': a question must not be empty"),
        ("Who \udfff?", "question '1': a question must be text that UTF-8 can hold"),
        (Question(7, "Who?"), "a question's id is a text that UTF-8 can hold, found 7"),  # type: ignore[arg-type]  # as above
        (Question("a", 7), "number 1: a question is a text, found int"),  # type: ignore[arg-type]  # as above
    ],
)
def test_the_one_of_many_that_is_no_question_is_named(bad: str | Question, says: str) -> None:
    with pytest.raises(InputError) as error:
        nothing_loaded().stream(["Who?", bad, "Where?"])
    assert str(error.value).startswith(says)


def test_plain_texts_have_their_numbers() -> None:
    assert checked_questions(["Who?", Question("a", "Where?")], "batch") == [
        Question("0", "Who?"),
        Question("a", "Where?"),
    ]
