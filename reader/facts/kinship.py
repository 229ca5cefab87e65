"""Relatives: a mother is no father, and a grandfather is the father of a parent, where a graph holds those two steps.

Which relations lead to a relative is no matter of likeness: a path that is a chain of the right kind from the one
who is named answers by its labels, and any other path of family relations answers another question, however like
this one it sounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label
from kgqa.linker.normalise import fold
from kgqa.reader.calibration import Calibration
from kgqa.reader.network.found import FoundPath
from kgqa.types import Path

_LABELS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    step: (frozenset(sure), frozenset(loose))
    for step, sure, loose in (
        ("father", ("father",), ("parent", "parents", "child of", "son of", "daughter of")),
        ("mother", ("mother",), ("parent", "parents", "child of", "son of", "daughter of")),
        ("parent", ("father", "mother", "parent", "parents", "child of", "son of", "daughter of"), ()),
        ("brother", ("brother", "brothers"), ("sibling", "siblings", "sibling of")),
        ("sister", ("sister", "sisters"), ("sibling", "siblings", "sibling of")),
        ("sibling", ("brother", "sister", "sibling", "siblings", "sibling of", "brother of", "sister of"), ()),
        ("son", ("son", "sons"), ("child", "children", "father of", "mother of", "parent of")),
        ("daughter", ("daughter", "daughters"), ("child", "children", "father of", "mother of", "parent of")),
        ("child", ("child", "children", "son", "daughter", "father of", "mother of", "parent of"), ()),
        ("husband", ("husband", "spouse", "spouse of", "wife of"), ()),
        ("wife", ("wife", "spouse", "spouse of", "husband of"), ()),
        ("spouse", ("husband", "wife", "spouse", "spouse of", "husband of", "wife of"), ()),
    )
}
"""Labels of a step: those that say so, and those that leave open whether a man or a woman is meant, or which side."""

OPEN = 0.5
"""How sure a chain is whose labels leave a man or a woman open: one of the two."""

_FAMILY = frozenset(label for sure, loose in _LABELS.values() for label in sure | loose)

_WAYS: dict[str, tuple[str, ...]] = {
    "grandfather": ("parent father",), "grandmother": ("parent mother",), "grandparent": ("parent parent",),
    "uncle": ("parent brother",), "aunt": ("parent sister",),
    "father-in-law": ("spouse father",), "mother-in-law": ("spouse mother",), "parent-in-law": ("spouse parent",),
    "brother-in-law": ("spouse brother", "sibling husband"), "sister-in-law": ("spouse sister", "sibling wife"),
    "sibling-in-law": ("spouse sibling", "sibling spouse"),
    "son-in-law": ("child husband",), "daughter-in-law": ("child wife",), "child-in-law": ("child spouse",),
    "grandson": ("child son",), "granddaughter": ("child daughter",), "grandchild": ("child child",),
    "nephew": ("sibling son",), "niece": ("sibling daughter",),
    # No two steps lead surely to these: a mother's husband may be the father.
    "stepfather": (), "stepmother": (), "half-brother": (), "half-sister": (), "cousin": (),
}  # fmt: skip
_SIDES = {"paternal": "father", "maternal": "mother"}
_TERM = rf"(?:(?P<side{{0}}>paternal|maternal) )?(?P<term{{0}}>{'|'.join(_WAYS)})"
_ASKED = re.compile(
    r"\s*who(?:'s| is| was) (?:"
    + rf"(?:the )?{_TERM.format(0)} of (?P<name0>.+?)|(?P<name1>.+?)['’]s? {_TERM.format(1)}"
    + r")[\s?.!]*",
    re.IGNORECASE,
)
_PLURALS = {"children": "child", "wives": "wife"}
_NEAR = rf"(?:{'|'.join(_PLURALS)}|(?:{'|'.join(_LABELS)})s?)"
_NEAR_ASKED = re.compile(
    r"\s*who(?:'s| is| was| are| were) (?:"
    rf"(?:the )?(?P<term0>{_NEAR}) of (?P<name0>.+?)|(?P<name1>.+?)['’]s? (?P<term1>{_NEAR})"
    r")[\s?.!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Relative:
    """Whose relative is asked for, folded, and the two steps to such a one, one pair a way."""

    name: str
    ways: tuple[tuple[str, str], ...]


def relative(question: str) -> Relative | None:
    """The relative that a question asks for, where it is one by way of another; None for any other question.

    >>> relative("Who is Arghun's uncle?")
    Relative(name='arghun', ways=(('parent', 'brother'),))
    >>> relative("Who was the maternal grandfather of Ada Lind?")
    Relative(name='ada lind', ways=(('mother', 'father'),))
    >>> relative("Who is Ada's father?"), relative("When was Ada's uncle born?")
    (None, None)
    """
    found = _ASKED.fullmatch(question)
    if found is None:
        return None
    form = "0" if found["term0"] else "1"
    side = _SIDES.get((found[f"side{form}"] or "").lower(), "")
    ways = [tuple(way.split()) for way in _WAYS[found[f"term{form}"].lower()]]
    narrowed = [(side if side and near == "parent" else near, far) for near, far in ways]
    return Relative(fold(found[f"name{form}"]), tuple(narrowed))


def by_kinship(
    question: str, paths: Sequence[FoundPath], graph: Graph, calibration: Calibration
) -> Sequence[FoundPath]:
    """``paths`` as they are, but where ``question`` asks for a relative.

    Where it is a near one, single steps from the one who is named to another relative are left out. Where it is one by
    way of another, the chains that lead to one, from the one who is named, are as sure as a comparison (both are
    decided by labels), and other paths of family relations are left out. Where labels leave open whether a man or a
    woman is meant, a chain with one end is half as sure, and one with several is left out.
    """
    asked = relative(question)
    if asked is None:
        return _without_others(question, paths, graph)
    kept = []
    for found in paths:
        labels = [chain_label((step,), graph).lower() for step in found.path.steps]
        share = _leads(labels, asked, found.path) if _named(found.path.start, asked.name, graph) else 0.0
        if share:
            kept.append(replace(found, probability=share * calibration.compare(0.0)))
        elif not _FAMILY.issuperset(labels):
            kept.append(found)
    return kept


def _without_others(question: str, paths: Sequence[FoundPath], graph: Graph) -> Sequence[FoundPath]:
    found = _NEAR_ASKED.fullmatch(question)
    if found is None:
        return paths
    term, name = (found["term0"], found["name0"]) if found["term0"] else (found["term1"], found["name1"])
    term = _PLURALS.get(term.lower(), term.lower().removesuffix("s"))
    others = _FAMILY - frozenset().union(*_LABELS[term])

    def is_other(path: Path) -> bool:
        label = chain_label(path.steps, graph).lower()
        return len(path.steps) == 1 and label in others and _named(path.start, fold(name), graph)

    out = [is_other(found.path) for found in paths]
    return [found for found, left_out in zip(paths, out, strict=True) if not left_out] if any(out) else paths


def _leads(labels: Sequence[str], asked: Relative, path: Path) -> float:
    """1.0 where the steps lead to such a relative, :data:`OPEN` where they may, else 0.0."""
    best = 0.0
    for way in asked.ways:
        pairs = [(label, *_LABELS[step]) for label, step in zip(labels, way, strict=False)]
        if len(labels) != len(way) or not all(label in sure | loose for label, sure, loose in pairs):
            continue
        if all(label in sure for label, sure, _ in pairs):
            return 1.0
        best = OPEN if len(path.ends) == 1 else best
    return best


def _named(start: str, name: str, graph: Graph) -> bool:
    entity = graph.entity_by_id(start)
    names = () if entity is None else (entity.label, *entity.aliases)
    return name in {fold(form) for each in names for form in (each, each.partition(" (")[0])}
