"""A derivation in SPARQL 1.1, over the RDF that kgqa writes: facts by the IRIs of ids, types by their labels.

All names stand as IRIs and all texts as escaped strings, so that nothing in a graph can become a part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.kg.formats.iris import ENTITY_TYPE
from kgqa.kg.formats.rdf import LABELS, TYPES
from kgqa.kg.queries.numbers import XSD, in_sparql
from kgqa.kg.stores.rdf_terms import BLANK, iri_of
from kgqa.types import Bound, Derivation, Measure, Node, Step, Walk

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")


def sparql(derivation: Derivation) -> str | None:
    """The query: columns ``member`` or ``number``, or ASK. None where it is about a blank node, which none can name."""
    if any(BLANK.fullmatch(id) for id in _ids(derivation)):
        return None
    body = _members(derivation, "member")
    pick = derivation.pick
    if pick is not None and pick.last > 1:
        function, order = ("MAX", "DESC") if pick.largest else ("MIN", "ASC")
        rows = f"LIMIT {pick.last - pick.first + 1:d} OFFSET {pick.first - 1:d}"
        opening = f"{{ SELECT ?member ({function}(?member_key) AS ?key) WHERE {{"
        body = [opening, *_indented(body), f"}} GROUP BY ?member ORDER BY {order}(?key) {rows} }}"]
    elif pick is not None:
        function = "MAX" if pick.largest else "MIN"
        inner = _indented(_members(derivation, "other"))
        body += [f"{{ SELECT ({function}(?other_key) AS ?extreme) WHERE {{", *inner, "} }"]
        body.append("FILTER(?member_key = ?extreme)")
    if derivation.total is not None:
        # A member counts once that is reached in two ways, or whose value is written in two.
        inner = _indented([*body, *_measured(derivation.total, "?member", "total")])
        body = ["{ SELECT ?member (MAX(?total_key) AS ?key) WHERE {", *inner, "} GROUP BY ?member }"]
        function = "SUM" if derivation.asks == "sum" else "AVG"
        return "\n".join([f"SELECT ({function}(?key) AS ?number) WHERE {{", *_indented(body), "}"])
    if derivation.subject:
        body.append(f"FILTER(?member = {_iri(derivation.subject)})")
    number = "(COUNT(DISTINCT ?member) AS ?number)"
    if derivation.asks == "boolean" and derivation.count is not None:
        sign, least = derivation.count
        body = [f"{{ SELECT {number} WHERE {{", *_indented(body), "} }", f"FILTER(?number {sign} {least:d})"]
    openings = {"members": "SELECT DISTINCT ?member WHERE {", "count": f"SELECT {number} WHERE {{", "boolean": "ASK {"}
    return "\n".join([openings[derivation.asks], *_indented(body), "}"])


def _ids(derivation: Derivation) -> list[str]:
    walks = [walk.start for walk in (*derivation.walks, *derivation.without)]
    return [*walks, *derivation.among, *derivation.apart, derivation.subject]


def _indented(lines: Sequence[str]) -> list[str]:
    return [f"  {line}" for line in lines]


def _members(derivation: Derivation, name: str) -> list[str]:
    """What every member, called ``?name``, fulfils; with its key where a measure picks one."""
    variable = f"?{name}"
    lines: list[str] = []
    if derivation.among:
        lines.append(f"VALUES {variable} {{ {' '.join(_iri(id) for id in derivation.among)} }}")
    for number, walk in enumerate(derivation.walks):
        lines += _walk(walk, variable, f"{name}{number}")
    if derivation.apart:
        lines.append(f"FILTER({variable} NOT IN ({', '.join(_iri(id) for id in derivation.apart)}))")
    if derivation.kinds:
        kinds = ", ".join(_text(kind) for kind in derivation.kinds)
        classes = "|".join(_iri(type_) for type_ in TYPES)
        own = (
            f"{{ {{ {variable} {_iri(ENTITY_TYPE)} ?{name}_kind }} UNION "
            f"{{ {variable} ({classes})/{_iri(LABELS[0])} ?{name}_kind }} FILTER(STR(?{name}_kind) IN ({kinds})) }}"
        )
        # Filters alone give no member.
        lines.append(f"FILTER EXISTS {own}" if derivation.walks or derivation.among else own)
    for number, walk in enumerate(derivation.without):
        inner = " ".join(_walk(walk, variable, f"{name}not{number}"))
        lines.append(f"FILTER NOT EXISTS {{ {inner} }}")
    for number, bound in enumerate(derivation.bounds):
        # A member with several values is one where all of them are within the limits.
        lines.append(f"FILTER EXISTS {{ {_bounded(bound, variable, f'{name}in{number}')} }}")
        lines.append(f"FILTER NOT EXISTS {{ {_bounded(bound, variable, f'{name}out{number}', negated=True)} }}")
    if derivation.pick is not None:
        lines += _measured(derivation.pick.measure, variable, name)
    return lines


def _walk(walk: Walk, end: str, part: str) -> list[str]:
    start = _iri(walk.start)
    lines, near = [], start
    for at, step in enumerate(walk.steps):
        far = end if at == len(walk.steps) - 1 else f"?{part}_{at}"
        lines.append(_edge(near, step, far, both=walk.both))
        if at and step == Step(walk.steps[at - 1].relation, not walk.steps[at - 1].inverse):
            lines.append(f"FILTER({far} != {start})")
        near = far
    return lines


def _edge(near: str, step: Step, far: str, *, both: bool = False) -> str:
    if both:
        return f"{near} ({_iri(step.relation)}|^{_iri(step.relation)}) {far} ."
    head, tail = (far, near) if step.inverse else (near, far)
    return f"{head} {_iri(step.relation)} {tail} ."


def _measured(measure: Measure, member: str, part: str) -> list[str]:
    """The edges to a member's values and ``?PART_key``, what they are compared by."""
    lines, near = [], member
    for at, step in enumerate(measure.steps):
        far = f"?{part}_v{at}"
        lines.append(_edge(near, step, far))
        near = far
    key = f"?{part}_key"
    if measure.form == "links":
        inner = " ".join(lines)
        return [f"{{ SELECT {member} (COUNT(DISTINCT {near}) AS {key}) WHERE {{ {inner} }} GROUP BY {member} }}"]
    if measure.form == "keys":
        rows = " ".join(f"({_term(node)} {in_sparql(number)})" for node, number in measure.keys)
        return [*lines, f"VALUES ({near} {key}) {{ {rows} }}"]
    return [*lines, f"BIND({_key(measure, near)} AS {key})"]


def _key(measure: Measure, value: str) -> str:
    text = f"STR({value})"
    if measure.form == "number":
        return f'<{XSD}decimal>(REPLACE({text}, ",", ""))'
    return f"SUBSTR({text}, 1, {4 if measure.form == 'year' else 10})"


def _bounded(bound: Bound, member: str, part: str, *, negated: bool = False) -> str:
    edges = " ".join(_measured(bound.measure, member, part))
    limit = bound.value if bound.measure.form == "number" else _text(bound.value)
    if bound.measure.form == "keys":
        limit = in_sparql(float(bound.value))
    test = f"?{part}_key {bound.sign} {limit}"
    return f"{edges} FILTER({f'!({test})' if negated else test})"


def _iri(id: str) -> str:
    return f"<{iri_of(id)}>"


def _term(node: Node) -> str:
    if isinstance(node, str):
        return _iri(node)
    if _LANGUAGE.fullmatch(node.lang):
        return f"{_text(node.value)}@{node.lang}"
    return _text(node.value) + (f"^^{_iri(node.datatype)}" if node.datatype else "")


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def _text(text: str) -> str:
    """A string in quotes.

    >>> print(_text('a "b" } # c'))
    "a \\"b\\" } # c"
    """
    return '"' + "".join(_ESCAPES.get(char, char) for char in text) + '"'
