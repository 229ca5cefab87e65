"""A derivation in Cypher, over what kgqa writes to Neo4j.

That is ``:Entity`` nodes by ``id``, ``:Literal`` nodes, relations as types of relationships.
The query holds its values, so that it can be pasted: names stand in backticks, texts as escaped strings, and nothing in
a graph can become a part of the query.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.kg.queries.numbers import in_cypher
from kgqa.kg.stores.neo4j_layout import RELATED, Neo4jLayout, is_plain, quoted
from kgqa.types import Bound, Derivation, Measure, Node, Step, Walk

_LAYOUT = Neo4jLayout()
_ENTITY, _ID, _TYPES, _RELATION = map(quoted, (_LAYOUT.entity, _LAYOUT.id, _LAYOUT.types, _LAYOUT.relation))


def cypher(derivation: Derivation) -> str:
    """The query: the column ``member``, ``number`` or ``truth``; the sum or the average is a ``number``, too."""
    lines: list[str] = []
    for number, walk in enumerate(derivation.without):
        kept = "".join(f"gone{before}, " for before in range(number))
        lines += _walk(walk, "gone", f"g{number}_")
        lines.append(f"WITH {kept}collect(DISTINCT gone.{_ID}) AS gone{number}")
    wheres = [f"NOT member.{_ID} IN gone{number}" for number in range(len(derivation.without))]
    if derivation.among or not derivation.walks:
        lines.append(f"MATCH (member:{_ENTITY})")
    if derivation.among:
        wheres.insert(0, f"member.{_ID} IN {_texts(derivation.among)}")
    for number, walk in enumerate(derivation.walks):
        lines += _walk(walk, "member", f"n{number}_")
    if derivation.apart:
        wheres.append(f"NOT member.{_ID} IN {_texts(derivation.apart)}")
    if derivation.kinds:
        wheres.append(f"any(kind IN coalesce(member.{_TYPES}, []) WHERE kind IN {_texts(derivation.kinds)})")
    lines.append("WITH DISTINCT member" + (f", {', '.join(_gone(derivation))}" if derivation.without else ""))
    if wheres:
        lines.append(f"WHERE {' AND '.join(wheres)}")
    for number, bound in enumerate(derivation.bounds):
        lines += _bounded(bound, f"b{number}_")
    if derivation.pick is not None:
        function = "max" if derivation.pick.largest else "min"
        lines += _measured(derivation.pick.measure, "p_")
        name = f"coalesce(member.value, member.{_ID})"
        pick = derivation.pick
        if pick.last > 1:
            rows = f"SKIP {pick.first - 1:d} LIMIT {pick.last - pick.first + 1:d}"
            lines += [
                f"WITH member.{_ID} AS id, {name} AS name, {function}(key) AS key",
                f"ORDER BY key{' DESC' if pick.largest else ''} {rows}",
            ]
            if derivation.subject:
                lines += ["WITH id, name", f"WHERE id = {text_of(derivation.subject)}"]
            return "\n".join([*lines, _returned(derivation, "id", "name")])
        lines += [
            f"WITH member.{_ID} AS id, {name} AS name, {function}(key) AS key",
            f"WITH collect({{id: id, name: name, key: key}}) AS rows, {function}(key) AS extreme",
            "UNWIND rows AS row",
            "WITH row.id AS id, row.name AS name, row.key AS key, extreme",
            "WHERE key = extreme" + (f" AND id = {text_of(derivation.subject)}" if derivation.subject else ""),
        ]
        return "\n".join([*lines, _returned(derivation, "id", "name")])
    if derivation.total is not None:
        function = "sum" if derivation.asks == "sum" else "avg"
        lines += [*_measured(derivation.total, "t_"), "WITH member, max(key) AS key"]  # it may be written in two ways
        return "\n".join([*lines, f"RETURN {function}(key) AS number"])
    if derivation.subject:
        lines += ["WITH member", f"WHERE member.{_ID} = {text_of(derivation.subject)}"]
    return "\n".join([*lines, _returned(derivation, f"member.{_ID}", f"coalesce(member.value, member.{_ID})")])


def _returned(derivation: Derivation, id: str, name: str) -> str:
    if derivation.asks == "members":
        return f"RETURN DISTINCT {name} AS member"
    if derivation.asks == "count":
        return f"RETURN count(DISTINCT {id}) AS number"
    sign, number = derivation.count or (">", 0)
    return f"RETURN count(DISTINCT {id}) {sign} {number:d} AS truth"


def _gone(derivation: Derivation) -> list[str]:
    return [f"gone{number}" for number in range(len(derivation.without))]


def _walk(walk: Walk, end: str, part: str) -> list[str]:
    """A MATCH for each step: within one, no relationship may be gone over twice."""
    lines, near = [f"MATCH ({part}s:{_ENTITY} {{{_ID}: {text_of(walk.start)}}})"], f"{part}s"
    for at, step in enumerate(walk.steps):
        far = end if at == len(walk.steps) - 1 else f"{part}{at}"
        lines.append(_edge(near, step, far, both=walk.both))
        if at and step == Step(walk.steps[at - 1].relation, not walk.steps[at - 1].inverse):
            lines.append(f"WHERE {far}.{_ID} <> {text_of(walk.start)}")
        near = far
    return lines


def _edge(near: str, step: Step, far: str, *, both: bool = False) -> str:
    relation = step.relation
    named = f":{quoted(relation)}" if is_plain(relation) else f":{RELATED} {{{_RELATION}: {text_of(relation)}}}"
    left, right = ("-", "-") if both else ("<-", "-") if step.inverse else ("-", "->")
    return f"MATCH ({near}){left}[{named}]{right}({far})"


def _measured(measure: Measure, part: str) -> list[str]:
    """The edges to a member's values, and rows of ``member`` and ``key``."""
    lines, near = [], "member"
    for at, step in enumerate(measure.steps):
        far = f"{part}{at}"
        lines.append(_edge(near, step, far))
        near = far
    if measure.form == "links":
        return [*lines, f"WITH member, count(DISTINCT {near}) AS key"]
    return [*lines, f"WITH member, {_key(measure, near)} AS key", "WHERE key IS NOT NULL"]


def _key(measure: Measure, value: str) -> str:
    if measure.form == "number":
        return f"toFloat(replace({value}.value, ',', ''))"
    if measure.form == "keys":
        cases = " ".join(f"WHEN {text_of(_name(node))} THEN {in_cypher(number)}" for node, number in measure.keys)
        return f"CASE coalesce({value}.value, {value}.{_ID}) {cases} ELSE null END"
    return f"substring({value}.value, 0, {4 if measure.form == 'year' else 10})"


def _bounded(bound: Bound, part: str) -> list[str]:
    # A member with several values is one where all of them are within the limits.
    function = "min" if bound.sign.startswith(">") else "max"
    is_number = bound.measure.form in ("number", "keys")
    limit = in_cypher(float(bound.value)) if is_number else text_of(bound.value)
    return [
        *_measured(bound.measure, part),
        f"WITH member, {function}(key) AS key",
        f"WHERE key {bound.sign} {limit}",
        "WITH member",
    ]


def _name(node: Node) -> str:
    return node if isinstance(node, str) else node.value


def _texts(texts: Sequence[str]) -> str:
    return f"[{', '.join(map(text_of, texts))}]"


def text_of(text: str) -> str:
    """A string in quotes. A backslash stands apart: before a "u" some versions read an escape in it.

    >>> print(text_of("it's"), text_of("a" + chr(92) + "u0027"))
    'it\\'s' ('a' + '\\\\' + 'u0027')
    """
    parts = [part for part in re.split(r"(\\)", text) if part] or [""]
    said = " + ".join("'" + part.translate(_ESCAPES) + "'" for part in parts)
    return said if len(parts) == 1 else f"({said})"


_ESCAPES = str.maketrans({"'": "\\'", "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"})
