"""The colours of a picture: a group for each of the commonest types, and for what has none."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal as Choice

from kgqa.pipelines.view.picture import Node, Picture

COLOURS = 7
"""Types with a colour of their own: no more can be told apart by everybody. The others share grey."""

Kind = Choice["type", "others", "untyped", "values"]
_NAMES: dict[Kind, str] = {"others": "other types", "untyped": "no type", "values": "values"}


@dataclass(frozen=True, slots=True)
class Group:
    """Nodes of one colour: a type's name, or words for several types, none, or literals."""

    name: str
    kind: Kind
    count: int


def legend(picture: Picture) -> tuple[tuple[Group, ...], dict[str, int]]:
    """The groups, types first by how many nodes they have, and the place of each node's group by the node's id."""
    types = Counter(node.type for node in picture.nodes if _kind(node) == "type")
    own = sorted(types, key=lambda name: (-types[name], name))[:COLOURS]
    keys = {node.id: _key(node, own) for node in picture.nodes}
    sizes = Counter(keys.values())
    order: list[tuple[Kind, str]] = [("type", name) for name in own]
    order += [key for kind in _NAMES if (key := (kind, "")) in sizes]
    groups = tuple(Group(name or _NAMES[kind], kind, sizes[kind, name]) for kind, name in order)
    return groups, {id: order.index(key) for id, key in keys.items()}


def _kind(node: Node) -> Kind:
    return "values" if node.literal else "type" if node.type else "untyped"


def _key(node: Node, own: list[str]) -> tuple[Kind, str]:
    kind = _kind(node)
    if kind != "type":
        return kind, ""
    return ("type", node.type) if node.type in own else ("others", "")
