"""All that a noun phrase says of what it describes."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.lexicon import KIND_OF, PARENTS
from kgqa.extract.syntax.nationalities import from_nation
from kgqa.extract.syntax.nouns import from_noun
from kgqa.extract.syntax.offices import from_kind
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.quantities import from_with
from kgqa.extract.syntax.statement import Context, Statement, of_value


def from_phrase(
    context: Context, noun: int, described: list[Argument], pattern: str, said: Qualifiers, has_kind: bool
) -> Iterator[Statement]:
    """What a noun says of what it describes, or in "one of the founders" the noun behind it."""
    tree = context.tree
    if (
        tree.lemmas[noun] in ("one", "some", "type", "kind", "form", "sort", "variety")
        and (preposition := tree.first(noun, "prep"))
        and tree.lemmas[preposition] == "of"
    ):
        for kid in tree.of_dep(preposition, "pobj"):
            if context.arguments.is_description(kid):
                yield from from_description(context, kid, described, pattern, said, skip=False)
        return
    yield from from_description(context, noun, described, pattern, said, skip=not has_kind)


def from_description(
    context: Context, noun: int, described: list[Argument], pattern: str, said: Qualifiers, *, skip: bool
) -> Iterator[Statement]:
    """All that the phrase of ``noun`` says of ``described``; ``skip`` leaves out what kind of thing it is."""
    tree, arguments = context.tree, context.arguments
    matched = False
    has_owner = tree.first(noun, "poss") is not None
    holders = [noun]
    if tree.deps[noun] in ("compound", "nmod") and tree.heads[noun] in arguments.mention_at:
        holders.append(tree.heads[noun])
    for holder in holders:
        for kid in tree.kids[holder]:
            dep = tree.deps[kid]
            if dep == "poss":
                pairs = [("'s", other) for other in arguments.names(kid)]
            elif dep in ("prep", "agent"):
                lemma = tree.lemmas[kid]
                pairs = [(lemma, other) for one in tree.of_dep(kid, "pobj") for other in _others(context, one)]
                if lemma in ("with", "of") and holder == noun:
                    for one in tree.of_dep(kid, "pobj"):
                        yield from from_with(context, one, described, said)
            elif dep in ("compound", "nmod") and kid in arguments.mention_at and holder == noun:
                pairs = [("compound", arguments.mention_at[kid])]
            else:
                continue
            for preposition, other in pairs:
                if preposition == "of" and has_owner and KIND_OF.get(tree.lemmas[noun]) == "person":
                    continue
                for thing in described:
                    if other.is_named and other.entity == thing.entity:
                        continue
                    for made in from_noun(context, noun, preposition, thing, other, pattern, said):
                        matched = True
                        yield made
    lemma = tree.lemmas[noun]
    for thing in described:
        yield from from_nation(context, holders, thing, pattern, said)
        if not skip or thing.kind == "person":
            yield from from_kind(context, noun, thing, matched, pattern, said)
        if thing.is_named and PARENTS.get(thing.kind) == "work" and lemma in KIND_OF and KIND_OF[lemma] != "person":
            for kid in tree.of_dep(noun, "nummod", "compound", "nmod"):
                if (value := arguments.value(kid)) and value.datatype == "date" and len(value.value) == 4:
                    yield Statement(thing, "publication date", of_value(value, kid), pattern, said, noun)


def _others(context: Context, token: int) -> list[Argument]:
    return [thing for thing in context.arguments.things(token) if thing.kind not in ("date", "number")]
