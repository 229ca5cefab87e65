"""Links to entities that are named beside the question, where linking is not wanted or not what is measured."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker.called import rows_called
from kgqa.linker.forms import forms, squash
from kgqa.linker.index import LinkIndex
from kgqa.linker.normalise import fold
from kgqa.stages import Linker
from kgqa.types import Entity, Link, Mention, Question


def given_links(question: Question, names: Sequence[str], graph: Graph, linker: Linker) -> tuple[Link, ...]:
    """A link to each of ``names`` (ids, labels or aliases), with its mention where the question holds its label.

    Case, accents and punctuation of a name do not matter, its letters do, and any word may be one ("It"). A mention
    that the question does not hold is empty, at 0. Raises InputError for a name the graph lacks.
    """
    links: list[Link] = []
    for name in names:
        entity = graph.entity_by_id(name) or _called(name, graph, linker) or _by_label(name, linker)
        if entity is None:
            raise InputError(f"entities: the graph has no entity {name!r}")
        found = re.search(rf"(?<!\w){re.escape(entity.label)}(?!\w)", question.text, re.IGNORECASE)
        mention = Mention(*found.span(), found[0]) if found else Mention(0, 0, "")
        if all(link.entity.id != entity.id for link in links):
            links.append(Link(mention, entity, 1.0))
    return tuple(links)


def _called(name: str, graph: Graph, linker: Linker) -> Entity | None:
    """As a name alone, which no question is read for."""
    index = getattr(linker, "index", None)
    if not isinstance(index, LinkIndex):
        return None
    rows = rows_called(graph, index, name)
    return graph.entity(rows[0]) if rows else None


def _by_label(name: str, linker: Linker) -> Entity | None:
    (found,) = linker.link([Question("", name)])
    # A linker forgives misspellings, as a question may hold them; what is given is to be meant to the letter.
    form = squash(fold(name))
    whole = (link.entity for link in found if squash(fold(link.mention.text)) == form)
    return next((entity for entity in whole if form in _squashed(entity)), None)


def _squashed(entity: Entity) -> set[str]:
    return {squash(form) for form, _ in forms(entity.label, entity.aliases)}
