"""Several who did something together, and what is listed beside the thing that a question is about."""

from __future__ import annotations

import pytest

from kgqa.reader.aggregation.answers import from_spans, merged
from kgqa.reader.asked.several import Several
from kgqa.reader.doubts.believed import believed
from kgqa.reader.doubts.kin_direction import asked_kin, is_turned
from kgqa.reader.lists.jointly import jointly
from kgqa.reader.lists.told import is_other_kind
from kgqa.reader.network.found import FoundSpan
from kgqa.types import Answer, Passage

SIGNED = "The treaty was signed in 1648 by Karl Holm, Anders Vane and Ivo Strand. It ended the war."


def answer(question: str, text: str, words: str) -> Answer:
    start = text.index(words)
    span = FoundSpan(0, Passage("1", "1", "", text), start, start + len(words), 3.0, 0.8, 0.9)
    (single,) = from_spans([span], lambda name: None)
    return jointly(question, single, span, lambda name: None)


@pytest.mark.parametrize("words", ["Karl Holm, Anders Vane and Ivo Strand", "Anders Vane and Ivo Strand"])
def test_those_who_did_it_together_are_members(words: str) -> None:
    found = answer("Who signed the treaty?", SIGNED, words)
    assert found.text == "Karl Holm, Anders Vane and Ivo Strand"
    assert found.values == tuple(member.text for member in found.members) == ("Karl Holm", "Anders Vane", "Ivo Strand")
    assert [SIGNED[place.start : place.end] for place in found.support] == list(found.values)


def test_another_source_leaves_the_members() -> None:
    whole = answer("Who signed the treaty?", SIGNED, "Karl Holm, Anders Vane and Ivo Strand")
    one = answer("Who signed the treaty?", "Ivo Strand signed it.", "Ivo Strand")
    (both,) = merged([whole, one])
    assert both.members == whole.members


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        ("Who signed the treaty?", SIGNED, "Karl Holm"),
        ("What was signed?", SIGNED, "Karl Holm, Anders Vane and Ivo Strand"),
        ("Who is Jo?", "Jo is a writer and painter.", "a writer and painter"),
        (
            "Who wrote it?",
            "It was written by the Bureau of Land and Water Affairs.",
            "the Bureau of Land and Water Affairs",
        ),
    ],
)
def test_one_is_one(question: str, text: str, words: str) -> None:
    found = answer(question, text, words)
    assert found.members == () and found.values == (words,)


def test_what_stands_beside_the_asked_thing_is_doubted() -> None:
    text = "It borders Varland, Dorrin and the Republic of Ulm."
    at = text.index("Dorrin")
    assert believed("Which countries border Varland?", text, at, at + 6) < 0.5
    assert believed("Which countries does Kestria border?", text, at, at + 6) == 1
    kin = "She has three children, Erik, Mona and Siv."
    assert believed("Who are the siblings of Erik?", kin, kin.index("Mona"), kin.index("Mona") + 4) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tomas has siblings: his sisters are Anna, Pia and Mona.", "Pia"),
        ("Tomas has siblings: his sisters are Anna, Pia and Mona.", "Mona"),
        ("Hedda was a weaver and the sister of Per, Kaj and Lena Moss.", "Kaj"),
        ("Hedda was a weaver and the sister of Per, Kaj and Lena Moss.", "Lena Moss"),
        ("Her children are Erik, Mona and Siv.", "Mona"),
    ],
)
def test_further_names_of_other_kin_are_no_parents(text: str, name: str) -> None:
    question = "Who are the parents of Tomas?"
    at = text.index(name)
    assert is_turned(asked_kin(question), question, text, at, at + len(name))


def test_the_kind_that_is_asked_for_is_no_answer() -> None:
    text = "Varland is a landlocked country. It borders Ulm."
    assert believed("Which countries border Varland?", text, 13, 31) < 0.5
    assert believed("What is Varland?", text, 13, 31) == 1


def test_a_sea_is_no_country() -> None:
    text = "To the north it borders Ostia and the Grey Sea."
    sea = text.index("the Grey Sea")
    assert is_other_kind(text, sea, sea + 12, Several("country", 0))
    assert not is_other_kind(text, sea, sea + 12, Several("sea", 0))
    assert not is_other_kind(text, sea, sea + 12, Several("film", 0))
