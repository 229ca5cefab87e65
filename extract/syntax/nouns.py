"""What a noun with a preposition or a possessive states: "the director of X", "her husband Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.lexicon import KIND_OF
from kgqa.extract.syntax.parents import from_parent
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.relation_table import noun_rule
from kgqa.extract.syntax.statement import LOCATED, Context, Statement, by_rule


def _noun(context: Context, noun: int) -> Iterator[str]:
    """The lemma of a noun with the word before it, and alone."""
    tree = context.tree
    if noun and noun - 1 in tree.kids[noun] and tree.deps[noun - 1] in ("amod", "compound"):
        yield f"{tree.lemmas[noun - 1]} {tree.lemmas[noun]}"
    yield tree.lemmas[noun]


def from_noun(
    context: Context, noun: int, preposition: str, thing: Argument, other: Argument, pattern: str, said: Qualifiers
) -> Iterator[Statement]:
    """By a row of the relation table; else where a thing is, for nouns with "in" a place."""
    if not (thing.is_named or other.is_named):
        return
    lemma = context.tree.lemmas[noun]
    if noun and context.tree.lemmas[noun - 1] in ("vice", "deputy", "assistant", "honorary"):
        return
    if context.tree.words[noun + 1 : noun + 5] == ["-", "in", "-", "law"]:
        return  # a sister-in-law is no sister
    for key in _noun(context, noun):
        if rule := noun_rule(key, preposition, thing.kind, other.kind):
            yield by_rule(rule, thing, other, pattern, said, noun)
            if lemma in ("son", "daughter") and rule.label == "child":
                yield from from_parent(context, noun, preposition, thing, other, pattern, said)
            return
    kind = KIND_OF.get(lemma)
    if preposition in ("in", "on", "within") and other.kind == "location" and other.is_named:
        if thing.kind in ("location", "organization") and kind != "person":
            yield Statement(thing, LOCATED, other, pattern, said, noun)
        elif thing.kind == "event" or kind == "event":
            yield Statement(thing, "location", other, pattern, said, noun)
    elif preposition == "of" and kind == "location" and thing.kind == "location" and other.kind == "location":
        yield Statement(thing, LOCATED, other, pattern, said, noun)
