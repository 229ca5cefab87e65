"""Names stand for pronouns in what is read of a sentence, and every place leads back to the document."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed
from kgqa.extract.relations.pronouns import named_for_pronouns

spacy = pytest.importorskip("spacy", reason='needs pip install "kgqa[build]"')
BLANK = spacy.blank("en")
TEXT = "Ada Lind came to Velm. She drew its bridge, and he paid her. 😀 They left."


def parsed_of(text: str, mentions: dict[str, list[Span]]) -> Parsed:
    entities = tuple(FoundEntity(name, "", (name,), tuple(spans)) for name, spans in mentions.items())
    return Parsed(Document("d", "", text), BLANK(text), (Span(0, len(text)),), entities, ())


def span(words: str, after: int = 0) -> Span:
    start = TEXT.index(words, after)
    return Span(start, start + len(words))


PARSED = parsed_of(
    TEXT,
    {
        "Ada Lind": [span("Ada Lind"), span("She"), span("her", TEXT.index("paid"))],
        "Velm": [span("Velm"), span("its")],
        "they": [span("They")],
    },
)
SENTENCE = Span(TEXT.index("She"), TEXT.index("😀"))


def test_pronouns_are_the_names_that_they_stand_for() -> None:
    named = named_for_pronouns(PARSED, SENTENCE)
    assert named.text == "Ada Lind drew Velm's bridge, and he paid Ada Lind. "
    assert named.place(0, len("Ada Lind")) == span("She")
    at = named.text.index("Velm's")
    assert named.place(at, at + len("Velm")) == span("its")
    assert named.place(at, at + len("Velm's bridge")) == span("its bridge")
    at = named.text.index("bridge")
    assert named.place(at, at + len("bridge")) == span("bridge")


def test_what_has_no_name_stays_a_pronoun() -> None:
    last = Span(TEXT.index("They"), len(TEXT))
    assert named_for_pronouns(PARSED, last).text == "They left."


@given(st.integers(0, 60), st.integers(1, 60))
def test_every_stretch_that_is_read_is_one_of_the_sentence(start: int, length: int) -> None:
    named = named_for_pronouns(PARSED, SENTENCE)
    end = min(start + length, len(named.text))
    if start < end:
        place = named.place(start, end)
        assert SENTENCE.start <= place.start < place.end <= SENTENCE.end


@given(st.text(min_size=1, max_size=40))
def test_without_pronouns_all_is_as_it_stands(text: str) -> None:
    named = named_for_pronouns(parsed_of(text, {}), Span(0, len(text)))
    assert named.text == text
    assert all(named.place(at, at + 1) == Span(at, at + 1) for at in range(len(text)))
