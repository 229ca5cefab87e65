"""What "is" states: "X is the capital of Y", "its area is 12 km2", "X is in Y"."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.descriptions import from_description, from_phrase
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.quantities import from_measure
from kgqa.extract.syntax.statement import LOCATED, Context, Statement, of_value

_DIMENSIONS = {"long": "length", "high": "height", "tall": "height", "wide": "width", "deep": "vertical depth"}
_WITHIN = frozenset(["in", "on", "within"])


def _is_unnamed(context: Context, noun: int) -> bool:
    """Whether a common noun is no mention of anything known."""
    return noun not in context.arguments.mention_at and context.arguments.is_description(noun)


def from_copula(context: Context, verb: int) -> Iterator[Statement]:
    """What "is" says of its subjects: kinds, relations, measures, places."""
    tree, arguments = context.tree, context.arguments
    subjects, _, clause = context.frames.subjects(verb)
    pattern = "copula" if clause != "relative" else "relative"
    own = tree.of_dep(verb, "nsubj", "nsubjpass")
    said = context.sayings.of(verb)
    when = tuple(("date", value.value) for _, at in context.sayings.dates(verb)[:1] if (value := arguments.value(at)))
    for attribute in tree.of_dep(verb, "attr"):
        for noun in tree.conjuncts(attribute):
            named = [thing for thing in subjects if context.may_be_subject(thing)]
            value = arguments.value(noun)
            if arguments.is_description(noun) and named and value is None:
                yield from from_phrase(context, noun, named, pattern, (*said, *when), True)
            for subject in own:
                # "The capital of France is Paris", "Its area is 12 km2"
                if value is not None:
                    yield from from_measure(context, subject, [], said, "measure", value=of_value(value, noun))
                elif noun in arguments.mention_at and _is_unnamed(context, subject):
                    named_one = [arguments.mention_at[noun]]
                    yield from from_description(context, subject, named_one, "copula", (*said, *when), skip=True)
    for adjective in tree.of_dep(verb, "acomp"):
        if (label := _DIMENSIONS.get(tree.lemmas[adjective])) is not None:
            for kid in tree.kids[adjective]:
                if (value := arguments.value(kid)) is not None and value.datatype == "number":
                    for thing in subjects:
                        if thing.is_named:
                            yield Statement(thing, label, of_value(value, kid), "measure", said, verb)
    if not tree.of_dep(verb, "attr", "acomp"):
        yield from _being(context, verb, own, subjects, said)


def _being(
    context: Context, verb: int, own: list[int], subjects: list[Argument], said: Qualifiers
) -> Iterator[Statement]:
    """ "Oslo is in Norway", "Its headquarters are in Bergen"."""
    tree, arguments = context.tree, context.arguments
    if tree.lemmas[verb] != "be":
        return
    for preposition in tree.of_dep(verb, "prep"):
        if tree.lemmas[preposition] not in _WITHIN:
            continue
        for token in tree.of_dep(preposition, "pobj"):
            for place in arguments.things(token):
                if place.kind != "location" or not place.is_named:
                    continue
                for subject in own:
                    if tree.lemmas[subject] in ("headquarters", "headquarter"):
                        for owner in context.owners(subject):
                            yield Statement(owner, "headquarters location", place, "possessive", said, verb)
                for thing in subjects:
                    if thing.is_named and thing.kind == "location":
                        yield Statement(thing, LOCATED, place, "copula", said, verb)
