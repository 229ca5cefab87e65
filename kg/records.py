"""What is known of entities and relations beside the facts: labels, aliases, descriptions, types."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kgqa.errors import StoreError
from kgqa.kg.arrays import Array, ArrayFile
from kgqa.kg.names import label_of, relation_label
from kgqa.kg.strings import ListTable, StringTable
from kgqa.types import Entity, Relation


@dataclass(frozen=True, slots=True, eq=False)
class EntityTable:
    """n entities sorted by id, column by column."""

    ids: StringTable
    labels: StringTable
    aliases: ListTable
    descriptions: StringTable
    types: ListTable

    @classmethod
    def build(cls, ids: Sequence[str], known: Sequence[Entity | str | None]) -> EntityTable:
        """Hold the entities with these sorted, distinct ids, of each of which the entity, a label alone or nothing is
        known; what has no name is named by :func:`label_of`.

        Column by column, so that what is not known is never made an object of.
        """
        found = [one if isinstance(one, Entity) else None for one in known]
        return cls(
            StringTable.build(ids),
            StringTable.build([_label(id, one) for id, one in zip(ids, known, strict=True)]),
            ListTable.build([one.aliases if one else () for one in found]),
            StringTable.build([one.description if one else "" for one in found]),
            ListTable.build([one.types if one else () for one in found]),
        )

    @classmethod
    def load(cls, file: ArrayFile, prefix: str) -> EntityTable:
        """The table that :meth:`arrays` gave under ``prefix``. Raises StoreError where columns differ."""
        table = cls(
            StringTable.load(file, f"{prefix}.ids"),
            StringTable.load(file, f"{prefix}.labels"),
            ListTable.load(file, f"{prefix}.aliases"),
            StringTable.load(file, f"{prefix}.descriptions"),
            ListTable.load(file, f"{prefix}.types"),
        )
        columns = (table.labels, table.aliases, table.descriptions, table.types)
        if any(len(column) != len(table.ids) for column in columns):
            raise StoreError(f"{file.path}: {prefix}: every column must have {len(table.ids)} rows")
        return table

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {
            **self.ids.arrays(f"{prefix}.ids"),
            **self.labels.arrays(f"{prefix}.labels"),
            **self.aliases.arrays(f"{prefix}.aliases"),
            **self.descriptions.arrays(f"{prefix}.descriptions"),
            **self.types.arrays(f"{prefix}.types"),
        }

    def entity(self, row: int) -> Entity:
        """The entity in ``row``."""
        return Entity(self.ids[row], self.labels[row], self.aliases[row], self.descriptions[row], self.types[row])


@dataclass(frozen=True, slots=True, eq=False)
class RelationTable:
    """n relations sorted by id, column by column."""

    ids: StringTable
    labels: StringTable
    aliases: ListTable
    inverses: StringTable

    @classmethod
    def build(cls, relations: Sequence[Relation]) -> RelationTable:
        """Hold ``relations``, which must be sorted by id and distinct."""
        return cls(
            StringTable.build(relation.id for relation in relations),
            StringTable.build(relation.label for relation in relations),
            ListTable.build(relation.aliases for relation in relations),
            StringTable.build(relation.inverse for relation in relations),
        )

    @classmethod
    def load(cls, file: ArrayFile, prefix: str) -> RelationTable:
        """The table that :meth:`arrays` gave under ``prefix``. Raises StoreError where columns differ."""
        table = cls(
            StringTable.load(file, f"{prefix}.ids"),
            StringTable.load(file, f"{prefix}.labels"),
            ListTable.load(file, f"{prefix}.aliases"),
            StringTable.load(file, f"{prefix}.inverses"),
        )
        columns = (table.labels, table.aliases, table.inverses)
        if any(len(column) != len(table.ids) for column in columns):
            raise StoreError(f"{file.path}: {prefix}: every column must have {len(table.ids)} rows")
        return table

    def arrays(self, prefix: str) -> dict[str, Array]:
        """The arrays to write, by name."""
        return {
            **self.ids.arrays(f"{prefix}.ids"),
            **self.labels.arrays(f"{prefix}.labels"),
            **self.aliases.arrays(f"{prefix}.aliases"),
            **self.inverses.arrays(f"{prefix}.inverses"),
        }

    def relation(self, index: int) -> Relation:
        """The relation with number ``index``."""
        return Relation(self.ids[index], self.labels[index], self.aliases[index], self.inverses[index])


def merge_entities(records: Iterable[Entity]) -> dict[str, Entity]:
    """One entity an id, whatever the order of the records.

    The records of an id are sorted: first those whose label is more than the id's own default, then by
    label, description, aliases and types. The first label and the first description that are not empty
    win, other labels join the aliases, and lists are joined in that order, each string once.
    """
    records = list(records)
    merged = {record.id: record for record in records}
    groups: dict[str, list[Entity]] = {}
    if len(merged) < len(records):
        for record in records:
            groups.setdefault(record.id, []).append(record)
    for id, record in merged.items():
        group = groups.get(id, ())
        if len(group) > 1 or not _is_merged(record):
            merged[id] = _merge_entity(id, group or [record])
    return merged


def merged_alone(record: Entity) -> Entity:
    """What :func:`merge_entities` makes of the only record of an id."""
    return record if _is_merged(record) else _merge_entity(record.id, [record])


def merge_relations(records: Iterable[Relation]) -> dict[str, Relation]:
    """One relation an id, whatever the order of the records: the rule of :func:`merge_entities`."""
    groups: defaultdict[str, list[Relation]] = defaultdict(list)
    for record in records:
        groups[record.id].append(record)
    return {id: _merge_relation(id, group) for id, group in groups.items()}


def complete_relations(ids: Iterable[str], known: Mapping[str, Relation]) -> list[Relation]:
    """Relations of these ids in their order, those not known named by :func:`relation_label`."""
    return [known.get(id) or Relation(id, relation_label(id)) for id in ids]


def _label(id: str, known: Entity | str | None) -> str:
    return (known.label if isinstance(known, Entity) else known) or label_of(id)


def _is_merged(record: Entity) -> bool:
    """Whether merging would leave this record as it is; most have a label, a type and nothing else."""
    return (
        bool(record.label)
        and not record.aliases
        and (not record.types or (len(record.types) == 1 and "" not in record.types))
    )


def _merge_entity(id: str, group: Sequence[Entity]) -> Entity:
    default = label_of(id)
    group = sorted(group, key=lambda e: (e.label == default, e.label, e.description, e.aliases, e.types))
    label, aliases = _names(default, [(e.label, e.aliases) for e in group])
    description = next((e.description for e in group if e.description), "")
    return Entity(id, label, aliases, description, _distinct(t for e in group for t in e.types))


def _merge_relation(id: str, group: list[Relation]) -> Relation:
    default = relation_label(id)
    group = sorted(group, key=lambda r: (r.label == default, r.label, r.inverse, r.aliases))
    label, aliases = _names(default, [(r.label, r.aliases) for r in group])
    return Relation(id, label, aliases, next((r.inverse for r in group if r.inverse), ""))


def _names(default: str, names: Sequence[tuple[str, tuple[str, ...]]]) -> tuple[str, tuple[str, ...]]:
    labels = [label for label, _ in names if label]
    label = labels[0] if labels else default
    others = _distinct([*labels, *(alias for _, aliases in names for alias in aliases)])
    # The default says nothing that the id does not: it is no alias unless somebody gave it as one.
    given = {alias for _, aliases in names for alias in aliases}
    return label, tuple(name for name in others if name != label and (name != default or name in given))


def _distinct(strings: Iterable[str]) -> tuple[str, ...]:
    return tuple(string for string in dict.fromkeys(strings) if string)
