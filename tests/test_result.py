"""Results: JSON both ways, text, notebook table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import (
    Answer,
    Entity,
    Evidence,
    InputError,
    Link,
    Literal,
    Mention,
    Passage,
    Path,
    Question,
    Result,
    Step,
    Support,
    Triple,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
score = st.floats(0, 1)
entity = st.builds(Entity, text, text, st.tuples(text), text, st.tuples(text))
node = text | st.builds(Literal, text, text, text)
triple = st.builds(Triple, text, text, node)
content = st.builds(Passage, text, text, text, text, st.integers(0, 99)) | st.builds(
    Path,
    text,
    st.lists(st.builds(Step, text, st.booleans()), max_size=2).map(tuple),
    st.lists(node, max_size=2).map(tuple),
    st.lists(triple, max_size=2).map(tuple),
)
answer = st.builds(
    Answer,
    text,
    score,
    st.sampled_from(["span", "entity", "entities", "boolean", "number", "date"]),
    st.lists(st.builds(Support, st.just(0), st.none() | st.just(0), st.none() | st.just(1)), max_size=2).map(tuple),
    st.lists(entity, max_size=2).map(tuple),
    st.lists(text, max_size=2).map(tuple),
)
result = st.builds(
    Result,
    st.builds(Question, text, text),
    st.lists(st.builds(Link, st.builds(Mention, st.just(0), st.just(0), text), entity, score), max_size=2).map(tuple),
    st.lists(st.builds(Evidence, content, text, score, text), min_size=1, max_size=2).map(tuple),
    st.lists(answer, max_size=2).map(tuple),
    text,
    st.lists(text, max_size=2).map(tuple),
)


@given(result)
def test_json_gives_the_same_result_back(value: Result) -> None:
    assert Result.from_json(value.to_json()) == value


@given(result)
def test_every_result_can_be_shown(value: Result) -> None:
    assert str(value).startswith("Q: ")
    assert value._repr_html_().endswith("</table>")


def test_a_notebook_shows_no_markup_of_the_texts() -> None:
    bad = "<script>alert(1)</script>"
    shown = Result(Question("1", bad), answers=(Answer(bad, 0.5, "span"),))._repr_html_()
    assert "<script>" not in shown and "&lt;script&gt;" in shown


@pytest.mark.parametrize("bad", ["", "[]", "{}", '{"question": 3}', "\x00"])
def test_json_that_is_no_result_is_an_error(bad: str) -> None:
    with pytest.raises(InputError, match="no Result"):
        Result.from_json(bad)
