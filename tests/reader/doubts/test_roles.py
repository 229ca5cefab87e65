"""What somebody is, is neither a place nor an employer."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.roles import is_of_itself

EMPLOYER = "Who is the employer of Rufus Tarrow?"


def of_itself(question: str, text: str, value: str) -> bool:
    start = text.index(value)
    return is_of_itself(question, text, start, start + len(value))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Rufus Tarrow is an American director and screenwriter.", "American director and screenwriter"),
        ("Rufus Tarrow is an American director and screenwriter.", "director and screenwriter"),
        ("Rufus Tarrow, a Danish composer, taught in York.", "Danish composer"),
        ("Tarrow was a physician. He lived in York.", "physician. He lived in York"),
        ("Tarrow became an engineer of bridges.", "an engineer of bridges"),
    ],
)
def test_a_role_is_no_employer_and_no_place(text: str, value: str) -> None:
    for question in (EMPLOYER, "Who employed Rufus Tarrow?", "Where did Rufus Tarrow work?"):
        assert of_itself(question, text, value)
    for question in ("What is the occupation of Rufus Tarrow?", "Who was Rufus Tarrow?", "Who was employed?"):
        assert not of_itself(question, text, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Tarrow worked for a baker.", "a baker"),
        ("Tarrow is employed by the Royal Academy.", "the Royal Academy"),
        ("Tarrow was an editor at Holm Press.", "Holm Press"),
        ("The employer was Danish Radio.", "Danish Radio"),
        ("Tarrow lived by the river.", "the river"),
        ("It was a German town.", "German town"),
    ],
)
def test_other_spans_are_none(text: str, value: str) -> None:
    assert not of_itself(EMPLOYER, text, value)
    assert not of_itself("Where did Rufus Tarrow work?", text, value)
