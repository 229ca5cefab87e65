"""A parse as plain lists: read from spaCy once, then walked often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Tree:
    """Lists by token: words, lemmas in lower case, parts of speech, tags, labels and heads of the parse, children in
    order, and character offsets."""

    words: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    kids: list[list[int]]
    starts: list[int]
    ends: list[int]
    depths: list[int]
    """How many brackets are open at each token."""
    norps: frozenset[int]
    """Tokens of the names of peoples ("Norwegian")."""

    @classmethod
    def of(cls, doc: Doc) -> Tree:
        """The tree of a parsed ``doc``."""
        words, lemmas, pos, tags, deps, heads, starts = [], [], [], [], [], [], []
        for token in doc:
            words.append(token.text)
            lemmas.append(token.lemma_.lower())
            pos.append(token.pos_)
            tags.append(token.tag_)
            deps.append(token.dep_)
            heads.append(token.head.i)
            starts.append(token.idx)
        kids: list[list[int]] = [[] for _ in words]
        for at, head in enumerate(heads):
            if head != at:
                kids[head].append(at)
        depths, depth = [], 0
        for at, word in enumerate(words):
            if doc[at].is_sent_start:
                depth = 0
            depth += word in ("(", "[")
            depths.append(depth)
            depth = max(0, depth - (word in (")", "]")))
        ends = [start + len(word) for start, word in zip(starts, words, strict=True)]
        norps = frozenset(
            at
            for entity in doc.ents
            if entity.label_ in ("NORP", "LANGUAGE")
            for at in range(entity.start, entity.end)
            if tags[at] in ("JJ", "NNP", "NN", "NNPS", "NNS")
        )
        return cls(words, lemmas, pos, tags, deps, heads, kids, starts, ends, depths, norps)

    def of_dep(self, token: int, *deps: str) -> list[int]:
        """Children of ``token`` with one of these labels."""
        return [kid for kid in self.kids[token] if self.deps[kid] in deps]

    def first(self, token: int, *deps: str) -> int | None:
        """The first such child."""
        return next((kid for kid in self.kids[token] if self.deps[kid] in deps), None)

    def conjuncts(self, token: int) -> Iterator[int]:
        """``token`` and what is joined to it by "and", along the chain."""
        yield token
        for kid in self.kids[token]:
            if self.deps[kid] == "conj":
                yield from self.conjuncts(kid)

    def root(self, first: int, last: int) -> int:
        """The token of ``first..last`` (inclusive) whose head lies outside: the last but for punctuation and articles
        whose head is before it, else the first."""
        found = first
        for at in range(first, last + 1):
            head = self.heads[at]
            if self.deps[at] in ("punct", "case", "det") or (head != at and first <= head <= last):
                continue
            if found == first or self.deps[found] in ("punct", "case", "det") or at < head:
                found = at
        return found
