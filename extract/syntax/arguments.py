"""What the words of a parse stand for: entities, values, and short noun phrases that are no names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kgqa.extract.document import Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.syntax.lexicon import KIND_OF, PARENTS, PLAIN_ADJECTIVES
from kgqa.extract.syntax.tree import Tree

LONGEST_CONCEPT = 6
"""Words of a noun phrase that is an argument."""

DEEPEST = 8
"""Steps from a description to the thing described, at most."""

_AWARD = re.compile(r"\b(?:Awards?|Prize|Medal|Order of|Fellowship|Oscars?|Emmy|Grammy|Trophy|Honou?rs?)\b")
_LABEL = re.compile(r"\b(?:Records|Recordings|Music Group|Entertainment)\b")
_MILITARY = re.compile(r"\b(?:Army|Navy|Air Force|Marines?|Marine Corps|Luftwaffe|Wehrmacht|Guards?|Regiment)\b")
_PEOPLE = frozenset(["who", "whom", "whose"])


class Argument(NamedTuple):
    """One side of a statement: an entity (by number), a value, or the words of a concept.

    ``kind`` is the entity's type, made finer by what the text calls it, or "concept", "date", "number"; ``start``
    and ``end`` are the tokens (inclusive) that it stands on here.
    """

    kind: str
    entity: int
    value: Value | None
    concept: str
    start: int
    end: int

    @property
    def is_named(self) -> bool:
        """Whether this is an entity of the text and neither a value nor a concept."""
        return self.entity >= 0


class Arguments:
    """The arguments of one parsed document."""

    __slots__ = ("_inside", "_kinds", "_values", "entities", "mention_at", "topic", "tree")

    def __init__(self, parsed: Parsed, tree: Tree) -> None:
        self.tree = tree
        self.entities = parsed.entities
        self.mention_at: dict[int, Argument] = {}
        self._values: dict[int, Value] = {}
        self._inside: set[int] = set()
        title = parsed.document.title.strip()
        self.topic = re.sub(r"\s*\(.*\)$", "", title)
        self._kinds = [_kind(entity) for entity in parsed.entities]
        mentions = sorted(
            (span.start - span.end, span.start, number)
            for number, entity in enumerate(parsed.entities)
            for span in entity.mentions
        )
        for negative, start, number in mentions:
            if (range_ := self._tokens(start, start - negative)) is None:
                continue
            first, last = range_
            root = tree.root(first, last)
            if root not in self.mention_at:
                self.mention_at[root] = Argument(self._kinds[number], number, None, "", first, last)
            self._inside.update(range(first, last + 1))
        for value in parsed.values:
            if (range_ := self._tokens(value.span.start, value.span.end)) is None:
                continue
            root = tree.root(*range_)
            if root not in self.mention_at:
                self._values[root] = value
                self._inside.update(range(range_[0], range_[1] + 1))
        self._learn_kinds()

    def _tokens(self, start: int, end: int) -> tuple[int, int] | None:
        """First and last token of the characters; None where they are none."""
        first = bisect_left(self.tree.ends, start + 1)
        last = bisect_left(self.tree.starts, end) - 1
        return (first, last) if first <= last else None

    def _learn_kinds(self) -> None:
        """Take the finer kinds of things from what they are called: "Velmoor is a film" makes it one."""
        learnt: dict[int, str] = {}
        for token, lemma in enumerate(self.tree.lemmas):
            kind = KIND_OF.get(lemma)
            if kind is not None and self.tree.tags[token] in ("NN", "NNS", "NNP"):
                is_said = self.tree.deps[token] == "attr"
                for found in self.referents(token):
                    if is_said or _may_become(self._kinds[found.entity], kind):
                        learnt.setdefault(found.entity, kind)
        for number, kind in learnt.items():
            if PARENTS.get(self._kinds[number]) != kind:
                self._kinds[number] = kind
        for token, found in self.mention_at.items():
            self.mention_at[token] = found._replace(kind=self._kinds[found.entity])

    def kind(self, entity: int) -> str:
        """The type of an entity, finer where the text says more."""
        return self._kinds[entity]

    def value(self, token: int) -> Value | None:
        """The value whose word of highest rank this is."""
        return self._values.get(token)

    def is_description(self, token: int) -> bool:
        """Whether the token is a common noun: no name, or a mention such as "the film"."""
        return self.tree.tags[token] in ("NN", "NNS") and (token not in self._inside or token in self.mention_at)

    def names(self, token: int, depth: int = 0) -> list[Argument]:
        """The entities that the phrase of ``token`` is, those joined to it by "and" too."""
        return [found for at in self.tree.conjuncts(token) for found in self.referents(at, depth)]

    def things(self, token: int, *, shared: bool = True) -> list[Argument]:
        """All arguments that the phrase of ``token`` is: entities, values, or concepts, with those joined to it."""
        found: list[Argument] = []
        for at in self.tree.conjuncts(token) if shared else (token,):
            named = self.referents(at)
            if named:
                found.extend(named)
            elif value := self._values.get(at):
                kind = "date" if is_date(value) else "number"
                found.append(Argument(kind, -1, value, "", at, at))
            elif (concept := self.concept(at)) is not None:
                found.append(concept)
        return found

    def referents(self, token: int, depth: int = 0) -> list[Argument]:
        """The entities that a noun or a relative pronoun stands for.

        A name is its own; a description is what it is said of: the subject of "is", the name beside it or that it
        stands before as a title, the antecedent of "which". None where there is no name to find.
        """
        tree = self.tree
        if own := self.mention_at.get(token):
            return [own]
        if depth > DEEPEST or token in self._inside:
            return []
        if tree.tags[token] in ("WDT", "WP") or (tree.lemmas[token] == "that" and tree.deps[token].startswith("nsubj")):
            clause = self._clause(token)
            return [] if clause is None else self.antecedents(clause, depth + 1)
        if tree.tags[token] not in ("NN", "NNS", "NNP", "CD"):
            return []
        head, dep = tree.heads[token], tree.deps[token]
        beside = tree.first(token, "appos")
        if beside is not None and beside > token and (named := self.names(beside, depth + 1)):
            return named
        for clause in tree.of_dep(token, "acl"):
            if tree.lemmas[clause] in ("call", "name", "title", "entitle", "know"):
                for kid in tree.of_dep(clause, "oprd", "dobj", "attr"):
                    if (called := self.mention_at.get(kid)) is not None:
                        return [called]
        if (strayed := self._strayed(token)) is not None:
            return [strayed]
        if dep == "attr" and tree.lemmas[head] in ("be", "become", "remain"):
            return [found for subject in self.subjects_of(head) for found in self.names(subject, depth + 1)]
        if dep == "appos":
            return self.referents(head, depth + 1)
        if dep in ("compound", "nmod") and head in self.mention_at and not self._is_inside_name(token):
            return [self.mention_at[head]]
        if dep == "conj" and (before := self._described(head, depth)):
            return before
        return []

    def _strayed(self, token: int) -> Argument | None:
        """The person of "the mayor of Oslo, Ana Roy", where the parse has the name beside the place."""
        tree = self.tree
        for preposition in tree.of_dep(token, "prep"):
            for place in tree.of_dep(preposition, "pobj"):
                held = self.mention_at.get(place)
                if held is None or held.kind not in ("location", "organization"):
                    continue
                for beside in tree.of_dep(place, "appos"):
                    named = self.mention_at.get(beside)
                    if named is not None and named.kind == "person":
                        return named
        return None

    def _described(self, token: int, depth: int) -> list[Argument]:
        if token in self.mention_at:
            return []
        if self.tree.deps[token] in ("attr", "appos", "compound", "conj"):
            return self.referents(token, depth + 1)
        return []

    def _is_inside_name(self, token: int) -> bool:
        return token in self._inside

    def _clause(self, token: int) -> int | None:
        """The relative clause's verb, upwards from its pronoun."""
        at = token
        for _ in range(DEEPEST):
            if self.tree.deps[at] in ("relcl", "acl"):
                return at
            if self.tree.heads[at] == at:
                return None
            at = self.tree.heads[at]
        return None

    def antecedents(self, clause: int, depth: int = 0) -> list[Argument]:
        """What a relative or participial clause is about: the noun that it hangs on, by the name it stands for."""
        head = self.tree.heads[clause]
        if named := self.referents(head, depth):
            return named
        if (concept := self.concept(head)) is not None:
            return [concept]
        return []

    def subjects_of(self, verb: int) -> list[int]:
        """The tokens of a verb's own subjects."""
        return self.tree.of_dep(verb, "nsubj", "nsubjpass")

    def concept(self, token: int) -> Argument | None:
        """A short noun phrase that is no name; None for pronouns, phrases with names or numbers in, and long ones."""
        tree = self.tree
        if token in self._inside or tree.tags[token] not in ("NN", "NNS", "NNP", "NNPS"):
            return None
        first = token
        for kid in reversed(tree.kids[token]):
            if kid > token:
                continue
            if kid != first - 1 or not self._belongs(kid):
                break
            first = self._leftmost(kid)
        while first >= 2 and tree.tags[first - 1] == "HYPH" and tree.starts[first] == tree.ends[first - 1]:
            # "middle-distance runner"
            if first - 2 in self._inside or first - 2 in tree.norps:
                break
            first -= 2
        if first and tree.tags[first - 1] == "HYPH" and tree.starts[first] == tree.ends[first - 1] and first == token:
            return None
        if token - first + 1 > LONGEST_CONCEPT:
            return None
        words = [*tree.words[first:token], tree.words[token] if tree.tags[token] != "NNS" else tree.lemmas[token]]
        joined = "".join(
            word + (" " if at < len(words) - 1 and tree.ends[first + at] < tree.starts[first + at + 1] else "")
            for at, word in enumerate(words)
        )
        if not re.search(r"[^\W\d_]{2}", joined) or re.search(r"[<>{}\[\]|=\\\n]", joined):
            return None
        return Argument("concept", -1, None, joined, first, token)

    def _belongs(self, kid: int) -> bool:
        """Whether a word before a noun is part of the kind's name."""
        tree = self.tree
        if kid in self._inside or kid in tree.norps:
            return False
        if tree.deps[kid] == "amod":
            return (
                tree.tags[kid] == "JJ"
                and tree.words[kid].islower()
                and tree.lemmas[kid] not in PLAIN_ADJECTIVES
                and not tree.of_dep(kid, "conj")
            )
        return tree.deps[kid] in ("compound", "nmod") and tree.tags[kid] in ("NN", "NNS", "NNP", "JJ")

    def _leftmost(self, token: int) -> int:
        first = token
        for kid in self.tree.kids[token]:
            if kid == first - 1 and self._belongs(kid):
                first = self._leftmost(kid)
        return first

    def is_definite(self, argument: Argument) -> bool:
        """Whether a concept is a thing already spoken of ("the film", "her film") whose name is not known."""
        tree = self.tree
        return any(
            tree.deps[kid] == "poss"
            or (tree.deps[kid] == "det" and tree.lemmas[kid] in ("the", "this", "that", "these", "those"))
            for kid in tree.kids[argument.end]
        )

    def before_bracket(self, token: int) -> Argument | None:
        """The name before the bracket that ``token`` is in."""
        tree, at = self.tree, token
        while at and tree.depths[at] > 0:
            at -= 1
        for root in range(at, max(-1, at - 8), -1):
            if (named := self.mention_at.get(root)) is not None and named.end == at:
                return named
        return None

    def under(self, token: int) -> Iterator[int]:
        """All tokens below ``token``, itself first."""
        yield token
        for kid in self.tree.kids[token]:
            yield from self.under(kid)


def is_date(value: Value) -> bool:
    """Whether a value says when: a date or a decade."""
    return value.datatype == "date" or (value.datatype == "" and value.value.endswith("s"))


def span_of(tree: Tree, tokens: list[int]) -> Span:
    """The characters from the first to the last of these tokens."""
    return Span(tree.starts[min(tokens)], tree.ends[max(tokens)])


def _may_become(known: str, kind: str) -> bool:
    """Whether a description beside a name may change its type: a parse puts some beside a wrong name."""
    general = PARENTS.get(kind, kind)
    return known in ("", general) or (known in ("organization", "group") and general == "work")


def _kind(entity: FoundEntity) -> str:
    if entity.type in ("person", "location"):
        return entity.type
    if _AWARD.search(entity.name):
        return "award"
    if _MILITARY.search(entity.name) and entity.type in ("", "organization"):
        return "military"
    if _LABEL.search(entity.name) and entity.type in ("", "organization"):
        return "label"
    return entity.type
