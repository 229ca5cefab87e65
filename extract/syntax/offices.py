"""Occupations, offices and kinds of things."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.kinds import kind_of
from kgqa.extract.syntax.lexicon import KIND_OF, POSITIONS, VAGUE
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.statement import Context, Statement

INSTANCE, OCCUPATION, POSITION = "instance of", "occupation", "position held"


def from_kind(
    context: Context, noun: int, thing: Argument, matched: bool, pattern: str, said: Qualifiers
) -> Iterator[Statement]:
    """What kind of thing something is: for a person an occupation or an office."""
    tree, arguments = context.tree, context.arguments
    lemma = tree.lemmas[noun]
    if lemma in VAGUE or tree.tags[noun] not in ("NN", "NNP", "NNS"):
        return
    if tree.tags[noun] == "NNP" and KIND_OF.get(lemma) != "person" and lemma not in POSITIONS:
        return
    if tree.tags[noun] == "NNS" and pattern == "apposition" and lemma not in KIND_OF and lemma not in POSITIONS:
        return  # "Velm Yards, sails daily": more likely a verb
    if matched and lemma not in KIND_OF and lemma not in POSITIONS:
        return
    concept = arguments.concept(noun) if noun not in arguments.mention_at else None
    if concept is None:
        return
    if thing.kind == "person" or (not thing.kind and KIND_OF.get(lemma) == "person"):
        if (kind_of(lemma) or "person") != "person":
            return
        if lemma in POSITIONS:
            yield Statement(thing, POSITION, office(context, noun, concept), f"{pattern} kind", said, noun)
        else:
            yield Statement(thing, OCCUPATION, concept, f"{pattern} kind", said, noun)
    elif tree.tags[noun] != "NNP":
        yield Statement(thing, INSTANCE, concept, f"{pattern} kind", said, noun)


def office(context: Context, noun: int, concept: Argument) -> Argument:
    """An office with its place: "mayor of Oslo"."""
    tree = context.tree
    for preposition in tree.of_dep(noun, "prep"):
        if (joint := tree.lemmas[preposition]) in ("of", "for", "to"):
            for kid in tree.of_dep(preposition, "pobj"):
                if (place := context.arguments.mention_at.get(kid)) is not None:
                    name = context.arguments.entities[place.entity].name
                    return concept._replace(concept=f"{concept.concept} {joint} {name}", end=place.end)
    return concept
