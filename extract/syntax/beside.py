"""What stands beside a name: appositions, titles, places in a list."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.aliases import COUNTRIES
from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.descriptions import from_description, from_phrase
from kgqa.extract.syntax.kinds import kind_of
from kgqa.extract.syntax.lexicon import KIND_OF
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.relation_table import fits, noun_rule
from kgqa.extract.syntax.statement import BEING, LOCATED, Context, Statement, by_rule

_ONLY = frozenset(["capital", "only", "main", "chief", "first", "second", "third", "most"])
"""Words before "city" that tell which one it is."""


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


def _noun_above(context: Context, token: int) -> int | None:
    """The noun that another name is the name of in "the capital of Norway, Oslo" and "the largest city in Kent, Velm".

    None of "a town in Kent, England" and "Lewes, the capital of Kent, England".
    """
    tree = context.tree
    preposition = tree.heads[token]
    noun = tree.heads[preposition]
    if tree.deps[token] != "pobj" or tree.lemmas[preposition] not in ("of", "in") or tree.tags[noun] != "NN":
        return None
    is_one = tree.lemmas[noun] == "capital" or any(
        tree.tags[kid] == "JJS" or tree.lemmas[kid] in _ONLY for kid in tree.of_dep(noun, "amod", "compound")
    )
    is_place = kind_of(tree.lemmas[noun]) == "location" and noun not in context.arguments.mention_at
    return noun if is_one and is_place and not context.arguments.referents(noun) else None


def _from_places(
    context: Context, token: int, named: Argument, other: Argument, said: Qualifiers
) -> Iterator[Statement]:
    """What "Oslo, Norway" says: nothing in "the capital of Styria, Austria", where either may be the capital."""
    noun = _noun_above(context, token)
    entities = context.arguments.entities
    known = [entities[one.entity].name.casefold().replace(" ", "") in COUNTRIES for one in (named, other)]
    if noun is None or known == [False, True]:
        yield Statement(named, LOCATED, other, "place list", said, token)
    elif known == [True, False]:
        yield from from_description(context, noun, [other], "apposition", said, skip=True)


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
                    yield from _from_places(context, token, named, other, said)
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
