"""What counts as a right answer to an ordinary question."""

from __future__ import annotations

import pytest

from benchmarks.ordinary.scoring import SETS, Asked, Outcome, outcome, questions_of

SPAN = Asked("1", "When?", "span", (("1 October", "on 1 October"),))
LIST = Asked("2", "Who?", "list", (("Ada", "Ada Lund"), ("Bo",)))
NONE = Asked("3", "Why?", "none", ())


@pytest.mark.parametrize(
    ("asked", "said", "came"),
    [
        (SPAN, "1 October", "right"),
        (SPAN, "from 1 October on", "right"),
        (SPAN, "1 October and nine more words that nobody has asked for", "wrong"),
        (SPAN, "October", "right"),
        (SPAN, "2 November", "wrong"),
        (SPAN, None, "open"),
        (LIST, "Ada Lund and Bo", "right"),
        (LIST, "Ada", "part"),
        (LIST, "Eve", "wrong"),
        (LIST, "Ada, Bo, Eve, Ed", "part"),
        (NONE, "because", "said"),
        (NONE, None, "rightly open"),
    ],
)
def test_outcomes(asked: Asked, said: str | None, came: Outcome) -> None:
    assert outcome(asked, said) == came


@pytest.mark.parametrize("name", sorted(each.name for each in SETS.iterdir()))
def test_the_sets_are_sound(name: str) -> None:
    asked = questions_of(name)
    assert len({each.id for each in asked}) == len(asked) > 0
    for each in asked:
        assert each.kind in ("span", "yesno", "none", "list", "count", "two")
        assert each.kind != "yesno" or each.answers in ((("yes",),), (("no",),), ())
    assert (SETS / name / "docs").is_dir()
