"""The elements of the demo: 118 nodes, their groups, blocks and categories, who found them and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kgqa.data.demo.element_table import ElementRow, element_rows, group_names
from kgqa.data.demo.eponyms import eponyms
from kgqa.data.demo.names import aliases
from kgqa.data.demo.part import Part
from kgqa.data.demo.people import agent_id, discoverers, is_organization, other_names
from kgqa.data.demo.places import place_part, places
from kgqa.data.demo.prose import element_passage
from kgqa.types import Entity, Literal, Node, Triple

_SPELLINGS = {"Al": ("Aluminium",), "Cs": ("Caesium",), "S": ("Sulphur",), "W": ("Wolfram",)}
_SINGULAR = {"gases": "gas", "metals": "metal"}


def elements(countries: Mapping[str, str]) -> Part:
    """All elements with what belongs to them.

    ``countries`` has the ids of countries and continents by folded name.
    """
    rows = element_rows()
    triples = [fact for row in rows for fact in _facts(row, countries)]
    found = place_part([row.discovery_place for row in rows], countries)
    passages = tuple(
        element_passage(
            row.number,
            row.symbol,
            row.name,
            description=row.description,
            origin=row.origin,
            uses=row.uses,
            sources=row.sources,
            found=row.discoverers,
        )
        for row in rows
    )
    nodes = (*map(_element, rows), *_classes(rows), *_agents(rows, triples), *found.entities)
    return Part(nodes, (*triples, *found.triples), passages)


def _element(row: ElementRow) -> Entity:
    return Entity(
        f"element:{row.symbol}",
        row.name,
        aliases(row.name, (row.symbol, *_SPELLINGS.get(row.symbol, ()))),
        f"chemical element with symbol {row.symbol} and atomic number {row.number}",
        ("chemical element",),
    )


def _facts(row: ElementRow, countries: Mapping[str, str]) -> Iterator[Triple]:
    literals = {
        "symbol": row.symbol,
        "atomic_number": str(row.number),
        "period": row.period,
        "density": row.density,
        "melting_point": row.melting_point,
        "boiling_point": row.boiling_point,
        "sublimation_point": row.sublimation_point,
        "discovery_year": row.discovery_year,
    }
    tails: list[tuple[str, Node]] = [(key, Literal(value)) for key, value in literals.items() if value]
    if row.group:
        tails.append(("group", f"group:{row.group}"))
    tails.append(("block", f"block:{row.block}"))
    tails.append(("category", f"category:{_singular(row.category)}"))
    tails += [("discovered_by", agent_id(name)) for name in discoverers(row.discoverers)]
    tails += [("discovered_in", place) for place in places(row.discovery_place, countries)]
    tails += [("named_after", eponym) for eponym in eponyms(row.origin, countries)]
    for relation, tail in tails:
        yield Triple(f"element:{row.symbol}", relation, tail)


def _classes(rows: list[ElementRow]) -> Iterator[Entity]:
    """Groups, blocks and categories."""
    roman = group_names()
    for group in sorted({row.group for row in rows if row.group}):
        names = aliases("", (f"group {roman.get(group, '')}".strip(),))
        yield Entity(f"group:{group}", f"group {group}", names, "group of the periodic table", ("group",))
    for block in sorted({row.block for row in rows}):
        names = (f"{block} block",)
        yield Entity(f"block:{block}", f"{block}-block", names, "block of the periodic table", ("block",))
    for category in sorted({row.category for row in rows}):
        one = _singular(category)
        many = aliases(one, (category.lower(), *(("lanthanoid",) if one == "lanthanide" else ())))
        yield Entity(f"category:{one}", one, many, "category of chemical elements", ("category",))


def _singular(category: str) -> str:
    """ "Transition metals" as "transition metal"."""
    *front, last = category.lower().split()
    return " ".join((*front, _SINGULAR.get(last, last.removesuffix("s"))))


def _agents(rows: list[ElementRow], triples: list[Triple]) -> Iterator[Entity]:
    """Discoverers and those whom elements are named after."""
    names = {f"element:{row.symbol}": row.name.lower() for row in rows}
    found: dict[str, list[str]] = {}
    named: dict[str, list[str]] = {}
    for triple in triples:
        kind = {"discovered_by": found, "named_after": named}.get(triple.relation)
        if kind is not None and str(triple.tail).startswith(("person:", "organization:")):
            kind.setdefault(str(triple.tail), []).append(names[triple.head])
    for agent in sorted({*found, *named}):
        name = agent.partition(":")[2]
        kind_of = "organization" if is_organization(name) else "person"
        says = [f"discoverer of {_listed(found[agent])}"] if agent in found else []
        says += [f"eponym of {_listed(named[agent])}"] if agent in named else []
        yield Entity(agent, name, other_names(name), ", ".join(says), (kind_of,))


def _listed(names: list[str]) -> str:
    """ "a, b and c"."""
    *front, last = names
    return f"{', '.join(front)} and {last}" if front else last
