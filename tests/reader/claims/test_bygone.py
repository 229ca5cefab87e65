"""What texts tell of the past alone is no verdict on what is."""

from __future__ import annotations

import pytest

from kgqa.reader.claims.claimed import claimed
from kgqa.reader.claims.verdict import judged
from kgqa.types import Answer, Evidence, Passage, Support


@pytest.mark.parametrize(
    ("question", "text", "span", "said"),
    [
        ("Is Osmark the capital of Veland?", "Osmark was the capital of Veland until 1900.", "Osmark", ""),
        ("Is Kelda the capital of Veland?", "Osmark was the capital of Veland until 1900.", "Osmark", ""),
        ("Is Kelda the capital of Veland?", "Osmark is the capital of Veland.", "Osmark", "no"),
        ("Is Osmark the capital of Veland?", "Osmark, the former capital of Veland, is a port.", "Osmark", ""),
        ("Is Osmark the capital of Veland?", "Osmark, which was the capital of Veland, is a port.", "Osmark", ""),
        ("Is Osmark the capital of Veland?", "The capital of Veland used to be Osmark.", "Osmark", ""),
        ("Is Osmark the capital of Veland?", "Osmark was made the capital of Veland in 1900.", "Osmark", "yes"),
        ("Is Osmark the capital of Veland?", "Osmark is the capital of Veland and was burnt.", "Osmark", "yes"),
        ("Was Osmark the capital of Veland?", "Osmark was the capital of Veland until 1900.", "Osmark", "yes"),
        ("Is Jo Lind the mayor of Osmark?", "Jo Lind was elected mayor of Osmark.", "Jo Lind", "yes"),
        ("Is Jo Lind the author of Reeds?", "The author of Reeds was Jo Lind.", "Jo Lind", "yes"),
        ("Is the weir 9 metres long?", "The weir was 9 metres long.", "9 metres", ""),
    ],
)
def test_the_past_says_nothing_of_the_present(question: str, text: str, span: str, said: str) -> None:
    claim = claimed(question)
    assert claim is not None
    at = text.index(span)
    answer = Answer(span, 0.8, "span", (Support(0, at, at + len(span)),), (), (span,))
    found = judged(claim, [answer], (Evidence(Passage("p", "p", "Veland", text), text, 0.9, "fusion"),))
    assert next((one.text for one in found), "") == said
