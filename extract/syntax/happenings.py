"""What nouns say that happened to a thing, and degrees."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.lexicon import HAPPENINGS
from kgqa.extract.syntax.relation_table import fits
from kgqa.extract.syntax.statement import Context, Statement, of_value


def from_happening(context: Context, noun: int) -> Iterator[Statement]:
    """ "since its founding in 1903", "the release of Velmoor on 2 May 1994"."""
    label = HAPPENINGS[context.tree.lemmas[noun]]
    dates = [
        (value, kid)
        for preposition in context.tree.of_dep(noun, "prep")
        if context.tree.lemmas[preposition] in ("in", "on")
        for kid in context.tree.of_dep(preposition, "pobj")
        if (value := context.arguments.value(kid)) is not None and value.datatype == "date"
    ]
    for value, kid in dates[:1]:
        for owner in context.owners(noun):
            wanted = {"publication date": "work", "inception": "organization/location/event"}.get(label, "name")
            if label.endswith(("birth", "death")):
                wanted = "person"
            if label and owner.is_named and fits(owner.kind, wanted):
                yield Statement(owner, label, of_value(value, kid), "happening", context.sayings.of(noun), noun)


def from_degree(context: Context, noun: int) -> Iterator[Statement]:
    """ "received a degree in law from Velm University"."""
    tree = context.tree
    held = list(context.arguments.under(noun))
    if tree.pos[tree.heads[noun]] == "VERB":
        held += tree.kids[tree.heads[noun]]
    for preposition in [at for at in held if tree.deps[at] == "prep"]:
        if tree.lemmas[preposition] not in ("from", "at"):
            continue
        for kid in tree.of_dep(preposition, "pobj"):
            for school in context.arguments.names(kid):
                if fits(school.kind, "organization"):
                    for thing in context.actors(noun):
                        if thing.is_named and fits(thing.kind, "person"):
                            yield Statement(thing, "educated at", school, "degree", context.sayings.of(noun), noun)
