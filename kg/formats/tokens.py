"""N-Triples and N-Quads by their tokens: lines are cut at their blanks, and only what is not plain is parsed.

A dump says each name many times, and a statement costs far more as an object of the parser's than as three look-ups.
A block is taken apart only where that can't change what it means (``kgqa.kg.formats.lines``), and a new term that is
not plain must be that of one statement to the parser. Where there is any doubt the caller parses the lines as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, islice, repeat
from typing import Any, NamedTuple

import numpy as np

from kgqa.kg.arrays import Array
from kgqa.kg.formats.dumps import BOOKKEEPING, Dump, Use
from kgqa.kg.formats.lines import BREAK, Column, Lines, NotPlain, is_escaped, unhidden
from kgqa.kg.formats.plain import Iris, iris
from kgqa.kg.formats.rdf import ALIAS, Sift
from kgqa.kg.formats.terms import Terms
from kgqa.kg.literals import Key
from kgqa.kg.names import label_of
from kgqa.types import Triple

_KEPT = 1 << 14  # datatypes and languages that are remembered, so that memory does not grow with the file
_IRI = re.compile(r'<[^<>"\s]*>')
_END = re.compile(r'"(?:@[A-Za-z0-9\-]+|\^\^<[^<>"\s]*>)?')
_S, _P, _O = "<urn:x:s> ", "<urn:x:p> ", "<urn:x:o>"
_FACT, _NAME, _REDIRECT, _OTHER, _OF_PAGES, _REPEATED = range(6)
"""What the statements with a predicate are: see ``Sift`` and ``Use``. Other ones are parsed, the last two not taken."""
_NOT_TAKEN = {Use.OF_PAGES: _OF_PAGES, Use.REPEATED: _REPEATED, Use.REDIRECT: _REDIRECT}

Parse = Callable[[bytes], Sequence[Any]]
"""The parser's statements in some lines."""


class _Terms(NamedTuple):
    """The distinct terms of some lines: plain IRIs; heads, and tails and graphs, that are IRIs for the parser; new ends
    of literals; texts with escapes; blank nodes by their tokens, with their labels."""

    subjects: Iris
    objects: Iris
    graphs: Iris
    heads: Sequence[str]
    others: Sequence[str]
    ends: Sequence[str]
    texts: Sequence[str]
    blanks: Mapping[str, str]


class _Said(NamedTuple):
    """What is meant by those that are not plain: ids by their tokens, literals by their ends, texts; and further
    statements."""

    ids: Mapping[str, str]
    ends: Sequence[Key]
    texts: Sequence[str]
    others: Sequence[Triple]


class TokenReader:
    """Reads lines into a :class:`kgqa.kg.formats.rdf.Sift`; of a ``dump`` what is taken, the others counted."""

    def __init__(
        self,
        terms: Terms,
        parse: Parse,
        sift: Sift,
        *,
        has_graphs: bool = False,
        dump: Dump | None = None,
        unsaid: Counter[str] | None = None,
    ) -> None:
        self._terms = terms
        self._parse = parse
        self._sift = sift
        self._has_graphs = has_graphs
        self._dump = dump
        self._unsaid: Counter[str] = Counter() if unsaid is None else unsaid
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
        lines = Lines.of(text, has_graphs=self._has_graphs)
        kinds = self._kinds_of(lines.kinds)
        roles = self._roles[kinds]
        heads, tails, graphs = Column.of(lines.heads), Column.of(lines.tails), Column.of(lines.graphs)
        is_end = np.array([tail[:1] == '"' for tail in tails.tokens])
        is_text = is_end[tails.places]
        if not is_text[roles == _NAME].all():
            raise NotPlain
        terms = self._terms_of(lines, heads, tails, graphs, has_escapes="\\" in text)
        is_other = roles == _OTHER
        said = self._said(terms, list(compress(text.split("\n"), is_other.tolist())) if is_other.any() else [])

        self._ends.update(zip(terms.ends, said.ends, strict=True))
        head_ids = _ids(heads.tokens, terms.subjects, said.ids)
        if self._dump:
            roles = self._taken(self._dump, roles, head_ids, heads.places, is_text)
        is_fact, is_name, is_redirect = (roles == role for role in (_FACT, _NAME, _REDIRECT))
        rows = np.empty((len(kinds), 3), np.int32)
        rows[:, 0] = self._entities(head_ids, heads.places, is_fact | is_name)
        tail_ids = _ids([tail for tail in tails.tokens if tail[:1] != '"'], terms.objects, said.ids)
        places = np.cumsum(~is_end, dtype=np.int32) - 1  # of tokens among those that are no literals
        rows[:, 2] = self._entities(tail_ids, places[tails.places], (is_fact | is_redirect) & ~is_text)
        meant = dict(zip(terms.texts, said.texts, strict=True))
        texts = [meant.get(text, text) for text in lines.texts] if meant else lines.texts
        ends = map(self._ends.__getitem__, compress(lines.tails, is_text.tolist()))
        keys = [(text, datatype, lang) for text, (_, datatype, lang) in zip(texts, ends, strict=True)]
        of_facts = keys if is_fact.all() else list(compress(keys, is_fact[is_text].tolist()))
        rows[is_text & is_fact, 2] = self._literals(of_facts)
        graph_ids = _ids(graphs.tokens, terms.graphs, said.ids)
        self._add_facts(kinds, rows, is_fact, self._graphs(graph_ids, graphs.places, is_fact))
        self._sift.add_names(
            rows[is_name, 0].tolist(),
            [self._ids[kind] for kind in kinds[is_name].tolist()],
            list(compress(keys, is_name[is_text].tolist())),
        )
        if is_redirect.any():
            called = [(label_of(head_ids[at]), "", "") for at in heads.places[is_redirect].tolist()]
            self._sift.add_names(rows[is_redirect, 2].tolist(), repeat(ALIAS, len(called)), called)
        self._sift.add(self._dump.taken(said.others, self._unsaid) if self._dump else said.others)

    def _terms_of(self, lines: Lines, heads: Column, tails: Column, graphs: Column, has_escapes: bool) -> _Terms:
        """Distinct terms by what they are. Raises NotPlain where one may be no term at all."""
        subjects = iris(heads.tokens, BREAK)
        objects = iris([tail for tail in tails.tokens if tail[:1] != '"'])
        contexts = iris([graph for graph in graphs.tokens if graph])
        odd = dict.fromkeys((*objects.odd, *contexts.odd))
        has_blanks = any(token.removeprefix(BREAK).startswith("_:") for token in (*subjects.odd, *odd))
        blanks = lines.blanks() if has_blanks else {}
        odd_heads = [head for head in subjects.odd if head not in blanks]
        others = [token for token in odd if token not in blanks]
        if len(self._ends) > _KEPT:
            self._ends.clear()
        ends = [tail for tail in tails.tokens if tail[:1] == '"' and tail not in self._ends]
        is_known = all(map(_IRI.fullmatch, (*(head.removeprefix(BREAK) for head in odd_heads), *others)))
        is_known = is_known and all(map(_END.fullmatch, ends))
        if not is_known or not all(head.startswith(BREAK) for head in subjects.odd):
            raise NotPlain
        escaped = [text for text in dict.fromkeys(lines.texts) if is_escaped(text)] if has_escapes else []
        return _Terms(subjects, objects, contexts, odd_heads, others, ends, escaped, blanks)

    def _said(self, terms: _Terms, others: Sequence[str]) -> _Said:
        """What the parser makes of terms that are not plain, and of the lines ``others``; raises as :meth:`read`."""
        quads = self._whole(
            [
                *(f"{head.removeprefix(BREAK)} {_P}{_O} ." for head in terms.heads),
                *(f"{_S}{_P}{token} ." for token in terms.others),
                *(f'{_S}{_P}"x{end} .' for end in terms.ends),
                *(f'{_S}{_P}"{text}" .' for text in terms.texts),
                *others,
            ]
        )
        if terms.blanks and any(getattr(quad.object, "direction", None) is not None for quad in quads):
            raise NotPlain  # will be refused, and what stands behind it not be read
        key, parts = self._terms.key, iter(quads)
        ids = [_id(key(quad.subject)) for quad in islice(parts, len(terms.heads))]
        ids += [_id(key(quad.object)) for quad in islice(parts, len(terms.others))]
        ends = [_literal(key(quad.object)) for quad in islice(parts, len(terms.ends))]
        texts = [_literal(key(quad.object))[0] for quad in islice(parts, len(terms.texts))]
        # Blank nodes are named in the order of the lines.
        blanks = {token: self._terms.blank(label) for token, label in terms.blanks.items()}
        odd = {**dict(zip((*terms.heads, *terms.others), ids, strict=True)), **blanks}
        return _Said(odd, ends, texts, list(self._terms.triples(parts)))

    def _taken(self, dump: Dump, roles: Array, ids: Sequence[str], places: Array, is_text: Array) -> Array:
        """(n_lines,) roles of statements whose heads are ``ids`` at ``places``; those not taken are counted."""
        is_thing = np.fromiter((id.startswith(dump.heads) for id in ids), bool, len(ids))[places]
        of_pages = ~is_thing | ((roles == _REDIRECT) & is_text)
        # What is parsed is told apart as a statement.
        roles = np.where(of_pages & (roles != _OTHER), _OF_PAGES, roles)
        self._unsaid.update({BOOKKEEPING: n} if (n := int((roles == _OF_PAGES).sum())) else {})
        return roles

    def _graphs(self, ids: Sequence[str], places: Array, is_fact: Array) -> Array | None:
        """(n_facts,) numbers of the facts' graphs; None where no line names one."""
        if not ids:
            return None
        graphs, places = self._sift.facts.graphs, places[is_fact]
        number = np.zeros(len(ids), np.int32)
        for at in np.unique(places).tolist():
            number[at] = graphs.setdefault(ids[at], len(graphs))
        return number[places]

    def _add_facts(self, kinds: Array, rows: Array, is_fact: Array, graphs: Array | None) -> None:
        if not is_fact.all():
            kinds, rows = kinds[is_fact], rows[is_fact]
        relations = self._sift.facts.relations
        for kind in np.unique(kinds[self._relations[kinds] < 0]).tolist():
            self._relations[kind] = relations.setdefault(self._ids[kind], len(relations))
        rows[:, 1] = self._relations[kinds]
        self._sift.add_rows(rows, graphs)

    def _whole(self, lines: Sequence[str]) -> Sequence[Any]:
        """The statements in ``lines``, which must be as many: the parser gives one or more for each."""
        text = unhidden("".join([line + "\n" for line in lines]))
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
        self._kinds.update(zip(new, range(len(self._ids), len(self._ids) + len(new)), strict=True))
        self._ids += ids
        self._roles = np.append(self._roles, np.array([self._role(id) for id in ids], np.int8))
        self._relations = np.append(self._relations, np.full(len(new), -1, np.int32))
        return self._kinds_of(tokens)

    def _role(self, relation: str) -> int:
        use = self._dump.use(relation) if self._dump else Use.TAKEN
        if use is not Use.TAKEN:
            return _NOT_TAKEN[use]
        return _FACT if self._sift.is_fact(relation) else _NAME if self._sift.is_name(relation) else _OTHER

    def _entities(self, ids: Sequence[str], places: Array, is_used: Array) -> Array:
        """(n_lines,) numbers of ``ids`` at ``places`` where ``is_used``; what is used nowhere gets none."""
        used = np.zeros(len(ids), bool)
        used[places[is_used]] = True
        number = np.zeros(len(ids) + 1, np.int32)
        number[:-1][used] = self._numbers(ids if used.all() else list(compress(ids, used.tolist())))
        return number[places]

    def _numbers(self, ids: Sequence[str]) -> list[int]:
        entities = self._sift.facts.entities
        found = list(map(entities.get, ids))
        known = [at for at in found if at is not None]
        if len(known) == len(found):
            return known
        return [entities.setdefault(id, len(entities)) if at is None else at for id, at in zip(ids, found, strict=True)]

    def _literals(self, keys: Iterable[Key]) -> list[int]:
        literals = self._sift.facts.literals
        return [~literals.setdefault(key, len(literals)) for key in keys]


def _ids(tokens: Sequence[str], plain: Iris, odd: Mapping[str, str]) -> Sequence[str]:
    """What ``tokens`` mean, of which all but the ``odd`` ones are plain, in the same order; "" means itself."""
    if len(plain.tokens) == len(tokens):
        return plain.ids
    known = {**dict(zip(plain.tokens, plain.ids, strict=True)), **odd, "": ""}
    return [known[token] for token in tokens]


def _id(key: str | Key) -> str:
    if not isinstance(key, str):
        raise NotPlain
    return key


def _literal(key: str | Key) -> Key:
    if isinstance(key, str):
        raise NotPlain
    return key
