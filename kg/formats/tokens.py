"""N-Triples by its tokens: a block of lines is cut at its blanks, and only what is not plain goes through the parser.

A dump says each name many times, and a statement costs far more as an object of the parser's than as three look-ups.
A block is taken apart only where that can't change what it means: every line is HEAD, RELATION, TAIL and a dot with
one blank between them, and all other blanks are in the texts of literals. A new term that is not plain must be that of
one statement to the parser. Where there is any doubt the caller parses the lines as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, islice
from typing import Any, NamedTuple

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.formats.plain import Iris, iris
from kgqa.kg.formats.rdf import Sift
from kgqa.kg.formats.terms import Terms
from kgqa.kg.literals import Key
from kgqa.types import Triple

_KEPT = 1 << 14  # datatypes and languages that are remembered, so that memory does not grow with the file
_IRI = re.compile(r'<[^<>"\s]*>')
_BLANK = re.compile(r"_:([A-Za-z0-9_][A-Za-z0-9_\-]*)")
_END = re.compile(r'"(?:@[A-Za-z0-9\-]+|\^\^<[^<>"\s]*>)?')
_BREAK = ".\n"
_ESCAPES = (("\\\\", "\0"), ('\\"', "\1"))
"""What may stand before a quote that ends no text, and what stands for it meanwhile."""
_S, _P, _O = "<urn:x:s> ", "<urn:x:p> ", "<urn:x:o>"
_FACT, _NAME, _OTHER = range(3)

Parse = Callable[[bytes], Sequence[Any]]
"""The parser's statements in some lines."""


class NotPlain(ValueError):
    """Lines that must be parsed as they are."""


class _Lines(NamedTuple):
    """The tokens of some lines. A head begins with the end of the line before; a tail that is a literal has only what
    is around the text, as one quote and what follows it, and ``texts`` are those of such tails in their order."""

    heads: Sequence[str]
    kinds: Sequence[str]
    tails: Sequence[str]
    texts: Sequence[str]

    @classmethod
    def of(cls, text: str) -> _Lines:
        """Raises NotPlain where lines are of another shape."""
        if "\r" in text or any(mark in text for _, mark in _ESCAPES):
            raise NotPlain
        hidden = _BREAK + text
        for escape, mark in _ESCAPES if "\\" in text else ():
            hidden = hidden.replace(escape, mark)
        parts = hidden.split('"')
        tokens = '"'.join(parts[::2]).split(" ")
        count = text.count("\n")
        if len(tokens) != 3 * count + 1 or tokens.pop() != _BREAK or len(parts) % 2 == 0:
            raise NotPlain
        return cls(tokens[::3], tokens[1::3], tokens[2::3], parts[1::2])

    def blanks(self) -> dict[str, str]:
        """The tokens that are blank nodes and their labels, in the order of the lines."""
        starts = ("_:", f"{_BREAK}_:")
        pairs = zip(self.heads, self.tails, strict=True)
        tokens = dict.fromkeys(token for pair in pairs for token in pair if token.startswith(starts))
        found = {token: _BLANK.fullmatch(token.removeprefix(_BREAK)) for token in tokens}
        if not all(found.values()):
            raise NotPlain
        return {token: match[1] for token, match in found.items() if match}


class _Terms(NamedTuple):
    """The distinct terms of some lines: plain IRIs; heads and tails that are IRIs for the parser; new ends of literals;
    texts with escapes; blank nodes by their tokens, with their labels."""

    subjects: Iris
    objects: Iris
    heads: Sequence[str]
    tails: Sequence[str]
    ends: Sequence[str]
    texts: Sequence[str]
    blanks: Mapping[str, str]


class _Said(NamedTuple):
    """What is meant by those that are not plain: ids, literals by their ends, texts, names; and further statements."""

    subjects: Sequence[str]
    objects: Sequence[str]
    ends: Sequence[Key]
    texts: Sequence[str]
    blanks: Sequence[str]
    others: Sequence[Triple]


class TokenReader:
    """Reads lines into a :class:`kgqa.kg.formats.rdf.Sift`."""

    def __init__(self, terms: Terms, parse: Parse, sift: Sift) -> None:
        self._terms = terms
        self._parse = parse
        self._sift = sift
        # Predicates by their tokens, numbered as they are met: ids, what they are for, numbers among the facts'.
        self._kinds: dict[str, int] = {}
        self._ids: list[str] = []
        self._roles = np.empty(0, np.int8)
        self._relations = np.empty(0, np.int32)
        self._ends: dict[str, Key] = {}

    def read(self, data: bytes) -> None:
        """Add the statements in ``data``: whole lines, of which the last may lack its LF.

        Raises NotPlain, or what the parser does, where the lines must be parsed as they are; nothing has been added
        then, and no blank node has another name than it will have.
        """
        text = (data.replace(b"\r\n", b"\n") if b"\r" in data else data).decode()
        text += "" if text.endswith("\n") else "\n"
        lines = _Lines.of(text)
        kinds = self._kinds_of(lines.kinds)
        roles = self._roles[kinds]
        # The numbers of distinct tokens, none known yet.
        heads, tails = dict.fromkeys(lines.heads, 0), dict.fromkeys(lines.tails, 0)
        places = dict(zip(tails, range(len(tails)), strict=True))
        place = np.fromiter(map(places.__getitem__, lines.tails), np.int32, len(kinds))
        is_text = np.array([tail[:1] == '"' for tail in tails])[place]
        if not is_text[roles == _NAME].all():
            raise NotPlain
        terms = self._terms_of(lines, list(heads), list(tails), has_escapes="\\" in text)
        is_other = roles == _OTHER
        said = self._said(terms, list(compress(text.split("\n"), is_other.tolist())) if is_other.any() else [])

        self._ends.update(zip(terms.ends, said.ends, strict=True))
        heads.update(zip(terms.subjects.tokens, self._entities(terms.subjects.ids), strict=True))
        heads.update(zip(terms.heads, self._entities(said.subjects), strict=True))
        tails.update(zip(terms.objects.tokens, self._entities(terms.objects.ids), strict=True))
        tails.update(zip(terms.tails, self._entities(said.objects), strict=True))
        for token, number in zip(terms.blanks, self._entities(said.blanks), strict=True):
            (heads if token.startswith(_BREAK) else tails)[token] = number
        rows = np.empty((len(kinds), 3), np.int32)
        rows[:, 0] = np.fromiter(map(heads.__getitem__, lines.heads), np.int32, len(rows))
        rows[:, 2] = np.fromiter(tails.values(), np.int32, len(tails))[place]
        meant = dict(zip(terms.texts, said.texts, strict=True))
        texts = [meant.get(text, text) for text in lines.texts] if meant else lines.texts
        ends = map(self._ends.__getitem__, compress(lines.tails, is_text.tolist()))
        keys = [(text, datatype, lang) for text, (_, datatype, lang) in zip(texts, ends, strict=True)]
        is_fact = roles == _FACT
        of_facts = keys if is_fact.all() else list(compress(keys, is_fact[is_text].tolist()))
        rows[is_text & is_fact, 2] = self._literals(of_facts)
        self._add_facts(kinds, rows, is_fact)
        is_name = roles == _NAME
        self._sift.add_names(
            rows[is_name, 0].tolist(),
            [self._ids[kind] for kind in kinds[is_name].tolist()],
            list(compress(keys, is_name[is_text].tolist())),
        )
        self._sift.add(said.others)

    def _terms_of(self, lines: _Lines, heads: list[str], tails: list[str], has_escapes: bool) -> _Terms:
        """Distinct heads and tails by what they are. Raises NotPlain where one may be no term at all."""
        subjects, objects = iris(heads, _BREAK), iris([tail for tail in tails if tail[:1] != '"'])
        has_blanks = any(token.removeprefix(_BREAK).startswith("_:") for token in (*subjects.odd, *objects.odd))
        blanks = lines.blanks() if has_blanks else {}
        odd_heads = [head for head in subjects.odd if head not in blanks]
        odd_tails = [tail for tail in objects.odd if tail not in blanks]
        if len(self._ends) > _KEPT:
            self._ends.clear()
        ends = [tail for tail in tails if tail[:1] == '"' and tail not in self._ends]
        is_known = all(map(_IRI.fullmatch, (*(head.removeprefix(_BREAK) for head in odd_heads), *odd_tails)))
        is_known = is_known and all(map(_END.fullmatch, ends))
        if not is_known or not all(head.startswith(_BREAK) for head in subjects.odd):
            raise NotPlain
        escaped = [text for text in dict.fromkeys(lines.texts) if _is_escaped(text)] if has_escapes else []
        return _Terms(subjects, objects, odd_heads, odd_tails, ends, escaped, blanks)

    def _said(self, terms: _Terms, others: Sequence[str]) -> _Said:
        """What the parser makes of terms that are not plain, and of the lines ``others``; raises as :meth:`read`."""
        quads = self._whole(
            [
                *(f"{head.removeprefix(_BREAK)} {_P}{_O} ." for head in terms.heads),
                *(f"{_S}{_P}{tail} ." for tail in terms.tails),
                *(f'{_S}{_P}"x{end} .' for end in terms.ends),
                *(f'{_S}{_P}"{text}" .' for text in terms.texts),
                *others,
            ]
        )
        if terms.blanks and any(getattr(quad.object, "direction", None) is not None for quad in quads):
            raise NotPlain  # will be refused, and what stands behind it not be read
        key, parts = self._terms.key, iter(quads)
        return _Said(
            [_id(key(quad.subject)) for quad in islice(parts, len(terms.heads))],
            [_id(key(quad.object)) for quad in islice(parts, len(terms.tails))],
            [_literal(key(quad.object)) for quad in islice(parts, len(terms.ends))],
            [_literal(key(quad.object))[0] for quad in islice(parts, len(terms.texts))],
            # Blank nodes are named in the order of the lines.
            [self._terms.blank(label) for label in terms.blanks.values()],
            list(self._terms.triples(parts)),
        )

    def _add_facts(self, kinds: Array, rows: Array, is_fact: Array) -> None:
        if not is_fact.all():
            kinds, rows = kinds[is_fact], rows[is_fact]
        relations = self._sift.facts.relations
        for kind in np.unique(kinds[self._relations[kinds] < 0]).tolist():
            self._relations[kind] = relations.setdefault(self._ids[kind], len(relations))
        rows[:, 1] = self._relations[kinds]
        self._sift.add_rows(rows)

    def _whole(self, lines: Sequence[str]) -> Sequence[Any]:
        """The statements in ``lines``, which must be as many: the parser gives one or more for each."""
        text = "".join([line + "\n" for line in lines])
        for escape, mark in _ESCAPES:
            text = text.replace(mark, escape)
        if "<<" in text:
            raise NotPlain
        quads = self._parse(text.encode()) if text else []
        if len(quads) != len(lines):
            raise NotPlain
        return quads

    def _kinds_of(self, tokens: Sequence[str]) -> Array:
        """(len(tokens),) numbers of predicates, new ones among them."""
        try:
            return np.fromiter(map(self._kinds.__getitem__, tokens), np.int32, len(tokens))
        except KeyError:
            new = [token for token in dict.fromkeys(tokens) if token not in self._kinds]
        if not all(map(_IRI.fullmatch, new)):
            raise NotPlain
        quads = self._whole([f"{_S}{token} {_O} ." for token in new])
        ids = [str(self._terms.key(quad.predicate)) for quad in quads]
        roles = [_FACT if self._sift.is_fact(id) else _NAME if self._sift.is_name(id) else _OTHER for id in ids]
        self._kinds.update(zip(new, range(len(self._ids), len(self._ids) + len(new)), strict=True))
        self._ids += ids
        self._roles = np.append(self._roles, np.array(roles, np.int8))
        self._relations = np.append(self._relations, np.full(len(new), -1, np.int32))
        return self._kinds_of(tokens)

    def _entities(self, ids: Sequence[str]) -> list[int]:
        entities = self._sift.facts.entities
        found = list(map(entities.get, ids))
        known = [at for at in found if at is not None]
        if len(known) == len(found):
            return known
        return [entities.setdefault(id, len(entities)) if at is None else at for id, at in zip(ids, found, strict=True)]

    def _literals(self, keys: Iterable[Key]) -> list[int]:
        literals = self._sift.facts.literals
        return [~literals.setdefault(key, len(literals)) for key in keys]


def _is_escaped(text: str) -> bool:
    return "\\" in text or any(mark in text for _, mark in _ESCAPES)


def _id(key: str | Key) -> str:
    if not isinstance(key, str):
        raise NotPlain
    return key


def _literal(key: str | Key) -> Key:
    if isinstance(key, str):
        raise NotPlain
    return key
