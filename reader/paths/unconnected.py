"""Paths that do not connect what is asked for with what a question names: the towns of the country that a region lies
in are not the towns of the region, nor are all towns that there are."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.kg.graph import Graph
from kgqa.kg.verbalize import chain_label, node_name
from kgqa.linker.normalise import fold
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.language.named import place
from kgqa.reader.network.found import FoundPath
from kgqa.reader.paths.asked_kind import asks_in_plural, kind_asked
from kgqa.reader.typed.measured import name_stems
from kgqa.reader.typed.sets import kept_ends
from kgqa.reader.vocabulary.kinds_of import BY_OTHER_NAMES, KindsOf, are_alike, says_kind
from kgqa.reader.vocabulary.members_of_kind import is_kind
from kgqa.types import Path

_SMALL = frozenset(("of", "the", "in", "by", "at", "a", "an", "to", "from", "with", "is", "has", "on", "for"))
_SHARED = re.compile(
    r"\b(?:same|other|others|another|else|also|share[sd]?|sharing|common|together|alongside|both|like|similar|beside"
    r"|besides|siblings?|brothers?|sisters?|twins?|cousins?|neighbou?r\w*|colleagues?|fellow\w*|peers?|rivals?|relat\w+"
    r"|\w*mates?|partners?|co-?(?:star|writ|wrot|direct|act|work|author|found|own|produc|host|edit)\w*|compatriots?)\b"
)
"""Words that ask for what has something in common with what is named."""

_IN_A_PLACE = re.compile(
    r"(?:which|what|how many|list(?: the)?|name(?: the)?) (?:[a-z]+ ){1,3}?"
    r"(?:(?:is|are|was|were) )?(?:there )?(?:lies? |located |situated |found )?"
    r"(?:in|at|on|near|within|inside) (?:the )?§0"
)
_OF_A_PLACE = re.compile(_IN_A_PLACE.pattern.replace("inside)", "inside|of|from|for)"))
_PLACE = re.compile(
    r"\b(?:countr\w+|locat\w+|states?|regions?|continents?|count(?:y|ies)|cit(?:y|ies)|towns?|villages?|municipalit\w+"
    r"|districts?|parts?|provinces?|places?|capitals?|contain\w*|borders?|cross\w*|flows?|headquarter\w*|seat|address|home"
    r"|site|venue|campus|based|areas?|islands?|parish\w*|lies|near|within|in|division|territor\w+|subdivision)\b"
)
_RIGHT_BEFORE = r"\b(?:in|at|on|of|from|near|within|inside|around|about|for|to|by|under|along) (?:the )?"


def connected(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths that connect what is asked for with what is named."""
    paths = without_siblings(question, without_whole_classes(question, paths, graph), graph)
    return without_other_kinds(question, without_detours(question, paths, graph), graph)


def without_detours(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, less those of several steps where a question asks in so many words for what is in a place, and a step
    neither is of places nor has a word in the question: where its governor studied is no university in a province."""
    long = [found for found in paths if len(found.path.steps) > 1]
    if not long:
        return list(paths)
    masked = masked_names(question, dict.fromkeys(found.path.start for found in long), graph)
    if _IN_A_PLACE.fullmatch(re.sub(r"[?.!\s]+$", "", masked.text)) is None:
        return list(paths)
    stems = name_stems((masked.text,)) - _SMALL

    def is_detour(found: FoundPath) -> bool:
        labels = [(step.relation, chain_label((step,), graph)) for step in found.path.steps]
        return any(not _PLACE.search(label.lower()) and not stems & _named(id, graph) for id, label in labels)

    out = {found.evidence for found in long if found.path.start == masked.starts[0] and is_detour(found)}
    return [found for found in paths if found.evidence not in out]


def without_other_kinds(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, less those to things of other kinds alone, where a question asks for several things of a kind that the
    graph knows and says no more of them than what they are of: a city is none of its newspapers."""
    noun = kind_asked(question)
    if not noun or not asks_in_plural(question, noun) or noun in BY_OTHER_NAMES or not is_kind(noun, graph):
        return list(paths)
    masked = masked_names(question, dict.fromkeys(found.path.start for found in paths), graph)
    if _OF_A_PLACE.fullmatch(re.sub(r"[?.!\s]+$", "", masked.text)) is None:
        return list(paths)
    kinds = KindsOf(graph)

    def is_other(found: FoundPath) -> bool:
        ends = kept_ends(found.path)
        every = [kinds(end) for end in ends]
        return bool(ends) and all(own and not any(are_alike(kind.name, noun) for kind in own) for own in every)

    return [found for found in paths if not is_other(found)]


def without_siblings(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, less those that go one step and the same one back, to what shares the thing in the middle with a name
    that the question has right after a preposition: none of it asks for what has something in common, nor are the words
    of the relation in it."""
    beside = [found for found in paths if _is_there_and_back(found.path)]
    if not beside:
        return list(paths)
    masked = masked_names(question, dict.fromkeys(found.path.start for found in beside), graph)
    if _SHARED.search(masked.text):
        return list(paths)
    stems = name_stems((masked.text,)) - _SMALL
    out = {
        found.evidence
        for found in beside
        if found.path.start in masked.starts
        and re.search(_RIGHT_BEFORE + place(masked.starts.index(found.path.start)) + r"(?!\d)", masked.text)
        and not stems & _named(found.path.steps[0].relation, graph)
    }
    return [found for found in paths if found.evidence not in out]


def without_whole_classes(question: str, paths: Sequence[FoundPath], graph: Graph) -> list[FoundPath]:
    """The paths, less those to all things of a class, where the question names something else beside the class."""
    classes = {found.path.start for found in paths if _is_to_members(found.path, graph)}
    if not classes:
        return list(paths)
    starts = dict.fromkeys(found.path.start for found in paths)
    masked = masked_names(question, starts, graph)
    if set(masked.starts) <= classes:
        known = {word for start in classes for word in fold(node_name(start, graph)).split()}
        names = (fold(word) for word in question.split()[1:] if word[:1].isupper())
        if all(name in known for name in names):
            return list(paths)
    return [found for found in paths if not _is_to_members(found.path, graph)]


def _is_to_members(path: Path, graph: Graph) -> bool:
    if len(path.steps) != 1 or not path.steps[0].inverse:
        return False
    index = graph.relation_index(path.steps[0].relation)
    return index is not None and says_kind(graph.relation(index).label)


def _is_there_and_back(path: Path) -> bool:
    if len(path.steps) != 2:
        return False
    there, back = path.steps
    return there.relation == back.relation and there.inverse != back.inverse


def _named(relation: str, graph: Graph) -> frozenset[str]:
    index = graph.relation_index(relation)
    if index is None:
        return frozenset()
    known = graph.relation(index)
    return name_stems((known.label, *known.aliases, known.inverse)) - _SMALL
