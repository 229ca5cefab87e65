"""Spans that a text gives for what was not so."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.believed import believed
from kgqa.reader.doubts.denied import is_denied


def at(text: str, value: str) -> tuple[int, int]:
    start = text.index(value)
    return start, start + len(value)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Which countries did she travel to?", "She never travelled to Veland.", "Veland"),
        ("Which countries did she visit?", "She never travelled to Veland, Norrin or Ost.", "Norrin"),
        ("Where did Eva Falk teach?", "Eva Falk did not teach at Brenn School.", "Brenn School"),
        ("Where did Eva Falk teach?", "Eva Falk didn’t ever teach at Brenn School.", "Brenn School"),
        ("What does the mill depend on?", "The mill is not dependent on the river.", "the river"),
        ("Who taught Eva Falk?", "Konrad Olin never taught Eva Falk.", "Konrad Olin"),
        ("Who taught Eva Falk?", "Eva Falk was not taught by Konrad Olin but by Otto Wall.", "Konrad Olin"),
        ("Which prize did she win?", "She never won the Osk Prize.", "the Osk Prize"),
        ("Which treaty did the king sign?", "The king refused to sign the Treaty of Brenn.", "Treaty of Brenn"),
        ("Where does she live?", "She no longer lives in Veland.", "Veland"),
        ("Who was the teacher of Eva?", "Konrad Olin was not the teacher of Eva.", "Konrad Olin"),
        ("Where was the mill built?", "The mill was built in Brenn, not in Tarn.", "Tarn"),
    ],
)
def test_what_a_text_denies_is_doubted(question: str, text: str, value: str) -> None:
    assert is_denied(question, text, *at(text, value))
    assert believed(question, text, *at(text, value)) <= 0.2


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Which countries did she travel to?", "She never travelled to Veland, but she travelled to Ost.", "Ost"),
        ("Which countries did she travel to?", "She never travelled further than Veland.", "Veland"),
        ("Which countries did she travel to?", "She never travelled to Veland again.", "Veland"),
        ("Which countries did she travel to?", "She did not travel to Veland until 1950.", "Veland"),
        ("Which countries did she travel to?", "She did not only travel to Veland.", "Veland"),
        ("Which countries did she travel to?", "She never failed to travel to Veland.", "Veland"),
        ("Which countries did she never travel to?", "She never travelled to Veland.", "Veland"),
        ("Which treaty did the king refuse to sign?", "The king refused to sign the Brenn Treaty.", "Brenn Treaty"),
        ("Where did she live?", "She no longer lives in Veland.", "Veland"),
        ("Where did she live?", "She did not teach in Veland.", "Veland"),
        ("Who taught Eva Falk?", "Eva Falk was not taught by Konrad Olin but by Otto Wall.", "Otto Wall"),
        ("Which school did Eva teach at?", "Eva taught at Brenn School, which never taught Latin.", "Brenn School"),
        ("Who taught Eva?", "Konrad Olin did not teach Eva until 1950.", "Konrad Olin"),
        ("Did she travel to Veland?", "She never travelled to Veland.", "Veland"),
        ("Where was the mill built?", "The mill was built in Brenn, not in Tarn.", "Brenn"),
        ("Where did he live?", "He did not live in Veland, living in Tarn instead.", "Tarn"),
        ("What did she win?", "She did not win the Tarn Cup and won the Osk Prize.", "Osk Prize"),
    ],
)
def test_what_it_does_not_deny_is_not(question: str, text: str, value: str) -> None:
    assert not is_denied(question, text, *at(text, value))
