"""Which parent somebody is."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.lexicon import word_set
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.statement import Context, Statement

_WOMEN = word_set("wife queen princess duchess lady countess mrs. mother actress empress")
_MEN = word_set("king prince duke sir lord count mr. emperor earl baron father")
"""Words beside a name that tell whether it is a mother's or a father's."""


def from_parent(
    context: Context, noun: int, preposition: str, thing: Argument, other: Argument, pattern: str, said: Qualifiers
) -> Iterator[Statement]:
    """A parent is the mother where called "she" or "wife", the father where "he", and the first of two."""
    sex = _sex(context, other)
    if not sex and preposition == "of":
        tokens = [kid for at in context.tree.of_dep(noun, "prep") for kid in context.tree.of_dep(at, "pobj")]
        couple = [named.entity for token in tokens for named in context.arguments.names(token)]
        if len(couple) == 2:
            sex = "he" if couple[0] == other.entity else "she"
    yield Statement(thing, "mother" if sex == "she" else "father", other, f"{pattern} parent", said, noun)


def _sex(context: Context, named: Argument) -> str:
    """ "he" or "she", as the text calls somebody, "" where it does not."""
    if not named.is_named:
        return ""
    text = context.parsed.document.text
    counts = {"he": 0, "she": 0}
    for span in context.arguments.entities[named.entity].mentions:
        if span.end - span.start <= 7:
            word = text[span.start : span.end].lower()
            if word in ("he", "him", "his", "himself"):
                counts["he"] += 1
            elif word in ("she", "her", "hers", "herself"):
                counts["she"] += 1
    start = named.start
    before = context.tree.lemmas[start - 1] if start else ""
    beside = [
        context.tree.lemmas[kid] for at in range(start, named.end + 1) for kid in context.tree.of_dep(at, "appos")
    ]
    for word in (before, context.tree.lemmas[start], *beside):
        if word in _WOMEN:
            counts["she"] += 2
        elif word in _MEN:
            counts["he"] += 2
    if counts["he"] == counts["she"]:
        return ""
    return "he" if counts["he"] > counts["she"] else "she"
