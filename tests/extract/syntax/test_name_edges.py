"""Where a name is cut: between two people, and where a sentence ends in it."""

from __future__ import annotations

import pytest

pytest.importorskip("spacy", reason="the extra 'build' is not installed")

from kgqa.extract.syntax.name_edges import Stretch, pieces


def cut(name: str, text: str, type: str = "person") -> list[str]:
    start = text.index(name)
    stretch = Stretch(start, start + len(name), type, 3)
    return [text[piece.start : piece.end] for piece in pieces(stretch, text, frozenset())]


@pytest.mark.parametrize(
    ("name", "text", "type", "expected"),
    [
        ("Otto and Emil", "He had Otto and Emil. Emil left, Otto stayed.", "person", ["Otto", "Emil"]),
        ("Otto and Emil", "He had Otto and Emil. Emil left.", "person", ["Otto and Emil"]),
        ("Lind and Moe", "Lind and Moe is a firm. Lind left, Moe stayed.", "organization", ["Lind and Moe"]),
        ("Felix. Konrad", "Konrad and Felix. Konrad left.", "person", ["Felix", "Konrad"]),
        ("Gen. Konrad", "It was Gen. Konrad who left.", "person", ["Gen. Konrad"]),
        ("Assoc. Press", "It was Assoc. Press that said so.", "organization", ["Assoc. Press"]),
        ("J. Konrad", "It was J. Konrad who left.", "person", ["J. Konrad"]),
    ],
)
def test_names_are_cut(name: str, text: str, type: str, expected: list[str]) -> None:
    assert cut(name, text, type) == expected
