"""What stands beside a name: appositions, titles, places in a list."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.descriptions import from_phrase
from kgqa.extract.syntax.lexicon import KIND_OF
from kgqa.extract.syntax.relation_table import fits, noun_rule
from kgqa.extract.syntax.statement import BEING, LOCATED, Context, Statement, by_rule


def from_noun_beside(context: Context, noun: int) -> Iterator[Statement]:
    """Appositions ("Paris, the capital of France"), titles ("director Ana Roy") and "her husband Bo"."""
    tree, arguments = context.tree, context.arguments
    if tree.deps[noun] == "attr" and tree.lemmas[tree.heads[noun]] in BEING:
        return
    at = noun
    while tree.deps[at] == "conj" and at not in arguments.mention_at:
        at = tree.heads[at]
    if tree.deps[at] == "attr" and tree.lemmas[tree.heads[at]] in BEING and at != noun:
        return
    if noun in arguments.mention_at or _is_field(context, noun):
        return
    described = arguments.referents(noun)
    if not described:
        return
    if KIND_OF.get(tree.lemmas[noun]) == "person" and not any(fits(thing.kind, "person") for thing in described):
        # "born in Oslo, Norway, the son of": the parse has the son beside Norway.
        described = [thing for thing in context.actors(noun) if fits(thing.kind, "person")]
    if tree.tags[noun] == "NN" and len(described) > 1:
        # "The ferryman Joss and his wife Adela": one is one.
        described = [min(described, key=lambda thing: abs(thing.start - noun))]
    is_title = tree.deps[noun] in ("compound", "nmod")
    pattern = "title" if is_title else "apposition"
    yield from from_phrase(context, noun, described, pattern, context.sayings.of(noun), not is_title)


def _is_field(context: Context, noun: int) -> bool:
    """Whether a noun is the name of a field: "Present: Ada Lind"."""
    words = context.tree.words
    return words[noun][:1].isupper() and noun + 1 < len(words) and words[noun + 1] == ":"


def from_name(context: Context, token: int, named: Argument) -> Iterator[Statement]:
    """What stands beside a name without a noun: "Oslo, Norway", "Velmoor by Ana Roy"."""
    tree, arguments = context.tree, context.arguments
    said = context.sayings.of(token)
    if named.kind == "location":
        for kid in tree.of_dep(token, "appos", "npadvmod", "nmod"):
            other = arguments.mention_at.get(kid)
            if other is not None and other.kind == "location" and other.entity != named.entity:
                is_beside = other.start == named.end + 2 and tree.words[named.end + 1] == ","
                if is_beside:
                    yield Statement(named, LOCATED, other, "place list", said, token)
    for preposition in tree.of_dep(token, "prep"):
        lemma = tree.lemmas[preposition]
        for kid in tree.of_dep(preposition, "pobj"):
            for other in arguments.names(kid):
                if other.entity == named.entity:
                    continue
                if lemma == "in" and other.kind == "location" and named.kind in ("location", "organization"):
                    yield Statement(named, LOCATED, other, "place list", said, token)
                elif lemma == "by" and (rule := noun_rule(named.kind, "by", named.kind, other.kind)):
                    yield by_rule(rule, named, other, "noun", said, token)
