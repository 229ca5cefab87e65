"""The entity that a name on the command line means: an id, a label or an alias; never a guess."""

from __future__ import annotations

from kgqa.errors import InputError
from kgqa.kg.graph import Graph
from kgqa.linker.called import rows_called
from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker
from kgqa.types import Entity, Question

LISTED = 10
"""Choices that a message names."""


def entity_named(graph: Graph, index: LinkIndex, name: str) -> str:
    """The id of the entity called ``name``; case, accents and punctuation do not matter, its letters do.

    An id comes before a label, a label as it is written before others, a label before an alias. Raises InputError
    for a name that the graph lacks, with what it might be meant for, and for one of several entities, with their ids.
    """
    if graph.row(name) is not None:
        return name
    held = rows_called(graph, index, name)
    if not held:
        raise InputError(f"the graph has no entity {name!r}{_meant(graph, index, name)}")
    if len(held) > 1:
        choices = "; ".join(_shown(graph.entity(row)) for row in held[:LISTED])
        more = f"; and {len(held) - LISTED} more" if len(held) > LISTED else ""
        raise InputError(f"{name!r} is the name of {len(held)} entities, give one by its id: {choices}{more}")
    return graph.ids[held[0]]


def _meant(graph: Graph, index: LinkIndex, name: str) -> str:
    (links,) = EntityLinker(graph, index).link([Question("", name[:200])]) if name.strip() else ((),)
    near = list(dict.fromkeys(_shown(link.entity) for link in links))[:LISTED]
    return f"; is one of these meant? {'; '.join(near)}" if near else ""


def _shown(entity: Entity) -> str:
    """An entity in one line: its id, and what tells it from others."""
    told = [entity.label if entity.label != entity.id else "", ", ".join(entity.types), entity.description[:80]]
    about = ", ".join(each for each in told if each)
    return f"{entity.id!r} ({about})" if about else repr(entity.id)
