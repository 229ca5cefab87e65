"""Documents and extractions survive being kept as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Literal
from kgqa.errors import StoreError
from kgqa.extract.codec import document_of, extraction_of, extraction_text, layout_text
from kgqa.extract.document import Document, Heading, Span, Table
from kgqa.extract.found import Extraction, FoundEntity, FoundFact

texts = st.text(st.characters(codec="utf-8"), max_size=12)
spans = st.builds(Span, st.integers(0, 99), st.integers(0, 99))
tuples = st.lists(spans, max_size=3).map(tuple)
documents = st.builds(
    Document,
    texts,
    texts,
    texts,
    texts,
    st.lists(st.builds(Heading, st.integers(0, 9), st.integers(0, 9), st.integers(1, 6)), max_size=3).map(tuple),
    st.lists(st.builds(Table, tuples, st.lists(tuples, max_size=2).map(tuple)), max_size=2).map(tuple),
    st.lists(st.integers(0, 99), max_size=3).map(tuple),
    tuples,
)
entities = st.builds(FoundEntity, texts, texts, st.lists(texts, max_size=3).map(tuple), tuples)
facts = st.builds(
    FoundFact,
    st.integers(0, 5),
    texts,
    st.integers(0, 5) | st.builds(Literal, texts, texts, st.sampled_from(["", "en"])),
    spans,
    spans,
    texts,
    st.integers(1, 1000).map(lambda n: n / 1000),
    st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)


@given(documents)
def test_a_document_comes_back_from_its_layout(document: Document) -> None:
    kept = (document.id, document.title, document.source, document.text, layout_text(document))
    assert document_of(*kept) == document


@given(st.lists(entities, max_size=3).map(tuple), st.lists(facts, max_size=3).map(tuple))
def test_an_extraction_comes_back(found: tuple[FoundEntity, ...], said: tuple[FoundFact, ...]) -> None:
    extraction = Extraction("a", found, said)
    assert extraction_of("a", extraction_text(extraction)) == extraction


@pytest.mark.parametrize("text", ["", "{}", "[[], [[1]]]", "null"])
def test_a_broken_extraction_names_its_document(text: str) -> None:
    with pytest.raises(StoreError, match=r"'notes\.md'"):
        extraction_of("notes.md", text)
