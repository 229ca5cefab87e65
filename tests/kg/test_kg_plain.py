"""IRIs that are plain: the parser says the same of every one of them, and of all others alone they are told apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, parse

from kgqa.kg.formats.plain import iris

TOKENS = st.one_of(
    st.from_regex(r"<https?://[a-z0-9.~!$&'()*+,;=_\-]{0,6}(/[a-zA-Z0-9.~!$&'()*+,;=_?\-]{0,6}){0,3}>", fullmatch=True),
    st.from_regex(r"<https?://[a-z.@:\-]{1,4}[/?#:@%a-fé2]{0,9}>", fullmatch=True),
    st.text(st.characters(min_codepoint=0xA0, max_codepoint=0xFFFF, exclude_categories=("Cs", "Z")), max_size=4).map(
        lambda text: f"<http://x.example/{text}>"
    ),
    st.sampled_from(
        ["<a>", "<urn:x:a>", "_:b", "http://x.example/", "<http://x.example/a", "><http://x.example/a>", ""]
    ),
)


def said(token: str) -> str | None:
    """What the parser makes of a token as the subject, None where it is no IRI to it."""
    try:
        (quad,) = parse(f"{token} <urn:x:p> <urn:x:o> .\n".encode(), format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError):
        return None
    return quad.subject.value if token.startswith("<") else None


@settings(max_examples=400, deadline=None)
@given(tokens=st.lists(TOKENS, max_size=6, unique=True), start=st.sampled_from(["", ".\n"]))
def test_what_is_plain_means_the_same_to_the_parser(tokens, start):
    found = iris([start + token for token in tokens], start)
    assert len(found.tokens) == len(found.ids)
    assert sorted([*found.tokens, *found.odd]) == sorted(start + token for token in tokens)
    for token, id in zip(found.tokens, found.ids, strict=True):
        assert said(token.removeprefix(start)) == id


@pytest.mark.parametrize("tokens", [["<http://a.example/x", "><http://a.example/y>"], ["<http://a.example/x>y", "<b>"]])
def test_brackets_are_those_of_one_token(tokens):
    assert set(iris(tokens).odd) == set(tokens)


def test_one_odd_token_does_not_make_the_others_odd():
    plain = ["<http://x.example/a>", "<https://x.example/b?c#d>", "<http://x.example/%C3%A9:é>"]
    found = iris([*plain, "<urn:x:a>", "<http://x.example/%>", "<http://x.example:y/>"])
    assert list(found.tokens) == plain
    assert found.ids[0] == "http://x.example/a"
