"""What a pattern over the parse states, and what all the patterns look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.syntax.arguments import Argument, Arguments
from kgqa.extract.syntax.frames import Frames
from kgqa.extract.syntax.qualifiers import Qualifiers, Sayings
from kgqa.extract.syntax.relation_table import Rule
from kgqa.extract.syntax.tree import Tree

LOCATED = "located in"

BEING = frozenset(["be", "become", "remain"])
"""Verbs that say what something is."""


class Statement(NamedTuple):
    """``first`` stands in the relation ``label`` to ``second``; ``pattern`` found it; ``token`` is its word."""

    first: Argument
    label: str
    second: Argument
    pattern: str
    qualifiers: Qualifiers
    token: int


@dataclass(frozen=True, slots=True)
class Context:
    """One parsed document with its arguments, the frames of its verbs and how things are said."""

    parsed: Parsed
    tree: Tree
    arguments: Arguments
    frames: Frames
    sayings: Sayings

    @classmethod
    def of(cls, parsed: Parsed, tree: Tree, arguments: Arguments) -> Context:
        """Of a document's parts."""
        return cls(parsed, tree, arguments, Frames(arguments), Sayings(arguments))

    def may_be_subject(self, subject: Argument) -> bool:
        """Whether something is named, or is the topic of the document."""
        return subject.is_named or (
            bool(self.arguments.topic) and subject.concept.lower() == self.arguments.topic.lower()
        )

    def owners(self, noun: int) -> list[Argument]:
        """Whose a noun is: "Oslo's area", "the area of Oslo"."""
        tree = self.tree
        found = [owner for kid in tree.of_dep(noun, "poss") for owner in self.arguments.names(kid)]
        for preposition in tree.of_dep(noun, "prep"):
            if tree.lemmas[preposition] == "of":
                found.extend(owner for kid in tree.of_dep(preposition, "pobj") for owner in self.arguments.names(kid))
        return found

    def actors(self, noun: int) -> list[Argument]:
        """Who the sentence around a noun is about: the subjects of the verb above it."""
        at = noun
        while self.tree.heads[at] != at:
            at = self.tree.heads[at]
            if self.tree.pos[at] in ("VERB", "AUX"):
                return self.frames.subjects(at)[0]
        return []


def by_rule(rule: Rule, first: Argument, second: Argument, pattern: str, said: Qualifiers, token: int) -> Statement:
    """What a row of the relation table makes of two arguments."""
    if rule.is_inverse:
        first, second = second, first
    return Statement(first, rule.label, second, pattern, said, token)


def of_value(value: Value, token: int) -> Argument:
    """A value as an argument."""
    kind = "number" if value.datatype == "number" else "date"
    return Argument(kind, -1, value, "", token, token)
