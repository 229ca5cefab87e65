"""N-Triples by its tokens: lines are cut at their blanks, and only tokens that are new go through the parser.

A dump says each name many times, and a statement costs far more as an object of the parser's than as three look-ups.
Lines are taken apart only where that can't change what they mean: ``HEAD <p> <o> .``, ``<s> RELATION <o> .`` and
``<s> <p> REST`` must each be one statement to the parser, HEAD and RELATION without delimiters inside. Where there is
any doubt the caller parses the lines as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import compress, islice
from typing import Any, NamedTuple

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.formats.rdf import Sift
from kgqa.kg.formats.terms import Terms
from kgqa.kg.literals import Key

_KEPT = 1 << 18  # tokens that are remembered; others are parsed anew, so that memory does not grow with the file
_IRI = re.compile(rb'<[^<>"\s]*>')
_HEAD = re.compile(rb'<[^<>"\s]*>|_:[A-Za-z0-9_\-]+')
_BLANK = re.compile(rb"_:([A-Za-z0-9_\-]+)(?: \.\r?\n)?")
_END = b" .\n"
_NEW = 1 << 31  # no number of a term
_S, _P, _O = b"<urn:x:s> ", b"<urn:x:p> ", b"<urn:x:o>" + _END

Parse = Callable[[bytes], Sequence[Any]]
"""The parser's statements in some lines."""


class NotPlain(ValueError):
    """Lines that must be parsed as they are."""


class _Lines(NamedTuple):
    """The tokens of some lines: heads, predicates and all that follows."""

    heads: Sequence[bytes] = ()
    kinds: Sequence[bytes] = ()
    rests: Sequence[bytes] = ()

    def where(self, keep: Array) -> _Lines:
        """Those that an (n,) boolean array marks."""
        marks = keep.tolist()
        return _Lines(*(tuple(compress(tokens, marks)) for tokens in self))


class TokenReader:
    """Reads lines into a :class:`kgqa.kg.formats.rdf.Sift`."""

    def __init__(self, terms: Terms, parse: Parse, sift: Sift) -> None:
        self._terms = terms
        self._parse = parse
        self._sift = sift
        self._nodes: dict[bytes, int] = {}
        # Predicates are few: those of facts with their numbers, those of names, and all others.
        self._facts: dict[bytes, int] = {}
        self._names: dict[bytes, str] = {}
        self._others: set[bytes] = set()

    def read(self, lines: Sequence[bytes]) -> None:
        """Add the statements in ``lines``, which all but the last end in LF.

        Raises NotPlain, or what the parser does, where the lines must be parsed as they are; nothing has been added
        then, and no blank node has another name than it will have.
        """
        if not lines[-1].endswith(b"\n"):
            lines = [*lines[:-1], lines[-1] + b"\n"]
        try:
            heads, kinds, rests = zip(*[line.split(b" ", 2) for line in lines], strict=True)
        except ValueError:
            raise NotPlain from None
        every = facts = _Lines(heads, kinds, rests)
        places = {kind: at for at, kind in enumerate(dict.fromkeys(kinds))}
        relations = self._new_kinds(places)
        place = np.fromiter(map(places.__getitem__, kinds), np.int32, len(lines))
        is_named = np.array([kind in self._names for kind in places])[place]
        is_other = np.array([kind in self._others for kind in places])[place]
        is_fact = ~(is_named | is_other)
        named, other_lines = _Lines(), list[bytes]()
        if not is_fact.all():
            named, facts = every.where(is_named), every.where(is_fact)
            other_lines = list(compress(lines, is_other.tolist()))
        if len(self._nodes) > _KEPT:
            self._nodes.clear()
        head_numbers = self._known((*facts.heads, *named.heads) if other_lines else heads)
        rest_numbers = self._known(facts.rests)
        new_heads, new_rests = self._new_heads(head_numbers), self._new_rests(rest_numbers)
        to_parse = [head + b" " + _P + _O for head in new_heads]
        to_parse += [_S + _P + rest for rest in (*new_rests, *named.rests)]
        to_parse += other_lines
        data = b"".join(to_parse)
        quads = self._whole(data, len(to_parse))
        if b"_:" in data:
            self._name_blanks(every, quads)

        key, parts = self._terms.key, iter(quads)
        subjects = [key(quad.subject) for quad in islice(parts, len(new_heads))]
        objects = [key(quad.object) for quad in islice(parts, len(new_rests))]
        texts = [key(quad.object) for quad in islice(parts, len(named.rests))]
        others = list(self._terms.triples(parts))
        literals = [text for text in texts if not isinstance(text, str)]
        if len(literals) < len(texts):
            raise NotPlain
        self._keep(new_heads, subjects, head_numbers)
        self._keep(new_rests, objects, rest_numbers)
        numbers = self._sift.facts.relations
        for kind, relation in relations.items():
            self._facts[kind] = numbers.setdefault(relation, len(numbers))
        rows = np.empty((len(facts.heads), 3), np.int32)
        rows[:, 0] = np.fromiter(map(head_numbers.__getitem__, facts.heads), np.int32, len(rows))
        rows[:, 1] = np.array([self._facts.get(kind, -1) for kind in places], np.int32)[place[is_fact]]
        rows[:, 2] = np.fromiter(map(rest_numbers.__getitem__, facts.rests), np.int32, len(rows))
        self._sift.add_rows(rows)
        entities, naming = map(head_numbers.__getitem__, named.heads), map(self._names.__getitem__, named.kinds)
        self._sift.add_names(entities, naming, literals)
        self._sift.add(others)

    def _whole(self, data: bytes, count: int) -> Sequence[Any]:
        """The statements in ``data``, which must be as many as its lines: the parser gives one or more for each."""
        if b"<<" in data:
            raise NotPlain
        quads = self._parse(data) if data else []
        if len(quads) != count:
            raise NotPlain
        return quads

    def _new_kinds(self, kinds: Iterable[bytes]) -> dict[bytes, str]:
        """Predicates of facts that are met for the first time; those of names and others are noted on the way."""
        known = (self._facts, self._names, self._others)
        new = [kind for kind in kinds if not any(kind in tokens for tokens in known)]
        if not all(map(_IRI.fullmatch, new)):
            raise NotPlain
        quads = self._whole(b"".join(_S + kind + b" " + _O for kind in new), len(new))
        of_facts = {}
        for kind, quad in zip(new, quads, strict=True):
            relation = str(self._terms.key(quad.predicate))
            if self._sift.is_fact(relation):
                of_facts[kind] = relation
            elif self._sift.is_name(relation):
                self._names[kind] = relation
            else:
                self._others.add(kind)
        return of_facts

    def _known(self, tokens: Iterable[bytes]) -> dict[bytes, int]:
        """The numbers of distinct tokens, _NEW where there is none yet."""
        distinct = dict.fromkeys(tokens, _NEW)
        if self._nodes:
            distinct.update(zip(distinct, [self._nodes.get(token, _NEW) for token in distinct], strict=True))
        return distinct

    def _new_heads(self, numbers: dict[bytes, int]) -> list[bytes]:
        """Heads without a number, also as the end of a line."""
        new = []
        for head in [head for head, number in numbers.items() if number == _NEW]:
            number = self._nodes.get(head + _END, _NEW)
            if number != _NEW:
                numbers[head] = number
            elif _HEAD.fullmatch(head):
                new.append(head)
            else:
                raise NotPlain
        return new

    def _new_rests(self, numbers: dict[bytes, int]) -> list[bytes]:
        """Ends of lines without a number, also as a head."""
        new = []
        for rest in [rest for rest, number in numbers.items() if number == _NEW]:
            number = self._nodes.get(rest[: -len(_END)], _NEW) if rest.endswith(_END) else _NEW
            if number == _NEW:
                new.append(rest)
            else:
                numbers[rest] = number
        return new

    def _name_blanks(self, lines: _Lines, quads: Iterable[Any]) -> None:
        """Blank nodes are named in the order of the lines."""
        if any(getattr(quad.object, "direction", None) is not None for quad in quads):
            raise NotPlain  # will be refused, and what stands behind it not be read
        pairs = zip(lines.heads, lines.rests, strict=True)
        found = [_BLANK.fullmatch(token) for pair in pairs for token in pair if token.startswith(b"_:")]
        if not all(found):
            raise NotPlain
        for match in found:
            if match:
                self._terms.blank(match[1].decode())

    def _keep(self, tokens: Sequence[bytes], terms: Sequence[str | Key], found: dict[bytes, int]) -> None:
        nodes, entities, literals = self._nodes, self._sift.facts.entities, self._sift.facts.literals
        for token, term in zip(tokens, terms, strict=True):
            if isinstance(term, str):
                found[token] = nodes[token] = entities.setdefault(term, len(entities))
            else:
                found[token] = nodes[token] = ~literals.setdefault(term, len(literals))
