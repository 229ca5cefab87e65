"""Where in a Neo4j database entities, names and facts stand, and Cypher names that are safe whatever they hold."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, fields
from pathlib import Path

from kgqa.errors import InputError
from kgqa.kg.names import CALLED

RELATED = "RELATED"
"""The type of relationships whose relation can't be a type: it then stands in a property."""

RELATION = "kgqa_relation"
"""That property, where the layout names no other."""

STATEMENT = "kgqa_statement"
"""The property with what tells a relationship that kgqa wrote from others of its type, where it has qualifiers."""

QUALIFIERS = ("statements", "count")
"""What is made of the other properties of relationships: statements of their own, or a number of what is left out."""

_UNSAFE = re.compile(r"[\\~\x00-\x1f\x7f-\x9f]")
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Neo4jLayout:
    """How to read a database, and how kgqa writes to one.

    The defaults read any database whose nodes have a property ``id``, and are what kgqa writes. ``id``: the
    property with an entity's id; a node without it (all, where it is "") is ``neo4j:`` and the database's own
    element id, which a restored backup does not keep. ``labels``: labels of the nodes to read, () being all; name
    the one that has an index on ``id`` where single entities are looked up in a large database. ``names``: the
    first of these properties that a node has is its label. ``aliases`` and ``description`` name it as well; all
    other properties but those in ``skip`` are literal facts (none where ``properties`` is False). ``types``: a
    list beside the node's labels, which are types. ``relation``: a relationship's property in place of its type.
    ``relation_label``: the one with what its relation is called. ``graphs``: the list of a relationship's named graphs.
    ``qualifiers``: "statements" makes the other properties of relationships but those in ``skip`` qualifiers
    (``kgqa.kg.statements``), "count" leaves them out and counts them.
    ``statement``: the property that tells a relationship with qualifiers from all others; one without it is told by
    what it says. ``entity``, ``literal`` and ``described``: labels of the
    nodes that kgqa writes for entities, literals and what is known of relations.
    """

    id: str = "id"
    labels: tuple[str, ...] = ()
    names: tuple[str, ...] = ("label", "name", "title")
    aliases: str = "aliases"
    description: str = "description"
    types: str = "types"
    properties: bool = True
    skip: tuple[str, ...] = ()
    relation: str = RELATION
    relation_label: str = CALLED
    graphs: str = "graphs"
    qualifiers: str = "statements"
    statement: str = STATEMENT
    entity: str = "Entity"
    literal: str = "Literal"
    described: str = "KgqaRelation"

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or (field.name == "id" and not value):
                continue
            for name in value if isinstance(value, tuple) else (value,):
                quoted(name)
        if self.qualifiers not in QUALIFIERS:
            raise InputError(f"qualifiers must be {' or '.join(QUALIFIERS)}, found {self.qualifiers!r}")
        if not self.names:
            raise InputError("names must hold at least one property")

    @classmethod
    def load(cls, path: str | Path) -> Neo4jLayout:
        """A layout from a JSON object with some of these fields. Raises InputError where it is none."""
        try:
            found = json.loads(Path(path).read_bytes())
        except OSError as error:
            raise InputError(f"{path}: can't be read: {error.strerror or error}") from error
        except (ValueError, RecursionError) as error:
            raise InputError(f"{path}: a layout must be JSON: {error}") from error
        if not isinstance(found, dict):
            raise InputError(f"{path}: a layout must be a JSON object, found {type(found).__name__}")
        kinds = {field.name: type(field.default) for field in fields(cls)}
        given: dict[str, object] = {}
        for name, value in found.items():
            if name not in kinds:
                raise InputError(f"{path}: the fields of a layout are {', '.join(kinds)}; found {name!r}")
            is_list = isinstance(value, list) and all(isinstance(item, str) for item in value)
            if not (is_list if kinds[name] is tuple else isinstance(value, kinds[name])):
                raise InputError(f"{path}: {name!r} must be a {_SAID[kinds[name]]}, found {value!r}")
            given[name] = tuple(value) if kinds[name] is tuple else value
        return cls(**given)  # type: ignore[arg-type]  # checked field by field above

    @property
    def own(self) -> tuple[str, ...]:
        """Properties of a node that are no facts, whichever of ``names`` is its label."""
        return (*((self.id,) if self.id else ()), self.aliases, self.description, self.types, *self.skip)

    @property
    def not_qualifiers(self) -> tuple[str, ...]:
        """Properties of a relationship that are no qualifiers."""
        return (self.relation, self.relation_label, self.graphs, self.statement, *self.skip)


_SAID = {str: "text", tuple: "list of texts", bool: "true or false"}


def quoted(name: str) -> str:
    """A label, type or property key between backticks, as Cypher has it for names that can't be parameters.

    A backtick in it is doubled. Raises InputError for an empty name and for a backslash or a control character,
    with which some versions of Cypher write a backtick.

    >>> quoted("directed by"), quoted("a`}) DETACH DELETE n")
    ('`directed by`', '`a``}) DETACH DELETE n`')
    """
    if not isinstance(name, str) or not name or "\\" in name or re.search(r"[\x00-\x1f\x7f]", name):
        raise InputError(
            "a label, relationship type or property in Neo4j must be a text that is not empty, without backslashes "
            f"and control characters, found {name!r}"
        )
    return "`" + name.replace("`", "``") + "`"


def is_plain(name: str) -> bool:
    """Whether a relation or a type of kgqa's can be a relationship type or a label, in every server.

    >>> is_plain("directed by"), is_plain("a\\\\b"), is_plain("*")
    (True, False, False)
    """
    is_short = len(name) <= _LONGEST
    return is_short and name != RELATED and not _UNSAFE.search(name) and any(char.isalnum() for char in name)
