"""How a statement is said: denied, as possible, by somebody, when and where; and sentences that state nothing."""

from __future__ import annotations

from kgqa.extract.found import ATTRIBUTED, MODAL, NEGATED
from kgqa.extract.syntax.arguments import Arguments, is_date
from kgqa.extract.syntax.lexicon import word_set
from kgqa.extract.syntax.prompts import is_prompt
from kgqa.extract.syntax.tree import Tree

Qualifiers = tuple[tuple[str, str], ...]

LONGEST_SENTENCE = 160
"""Tokens of a sentence, above which it is a list or no prose and nothing is taken from it."""

_NEGATIVE = word_set("not n't never no nor hardly scarcely without neither")
_MODALS = word_set("may might could should will 'll shall must ought wo")
_MAYBE = word_set("""
allegedly reportedly possibly perhaps probably supposedly presumably maybe purportedly potentially likely
apparently rumoredly alleged supposed purported possible probable proposed planned unlikely hypothetical
""")
_UNSURE = word_set("""
plan hope hop want intend expect try attempt aim propose wish seek consider say believe think rumor rumour allege
suppose report seem appear claim schedule slate agree promise offer threaten ask urge order advise suspect
assume plead refuse decline fail deny
""")
"""With "hop", which the lemmatizer makes of "hoped"."""
_DENYING = word_set("refuse decline fail deny neglect")
_SAYING = word_set("""
say claim state argue suggest believe think allege report assert maintain insist contend announce write note
declare estimate tell speculate suspect assume suppose hypothesize propose explain add describe
""")
_WHETHER = frozenset(["if", "unless", "whether", "provided"])
_VERBAL = frozenset(["VERB", "AUX"])
_PREPOSITIONS_OF_TIME = word_set("in on since from until by during around after before at of to between till")
_PLACING = frozenset(["in", "at", "on", "near"])


def states_nothing(text: str, tree: Tree, first: int, last: int) -> bool:
    """Whether a sentence (its text, its tokens first..last) is a question, an order, a prompt, or no prose."""
    if last - first > LONGEST_SENTENCE or "?" in tree.words[max(first, last - 1) : last + 1] or is_prompt(text):
        return True
    for at in range(first, last + 1):
        if tree.heads[at] == at and tree.tags[at] == "VB" and not tree.of_dep(at, "nsubj", "nsubjpass", "aux", "expl"):
            return True
    return False


class Sayings:
    """The qualifiers of the statements of one document, by the verb that governs them."""

    __slots__ = ("_arguments", "_known", "_tree")

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._tree = arguments.tree
        self._known: dict[int, Qualifiers] = {}

    def of(self, token: int) -> Qualifiers:
        """Negation, modality and attribution of what is said with ``token`` (a verb, or a noun below one)."""
        if (known := self._known.get(token)) is None:
            known = self._known[token] = tuple(sorted(self._find(token)))
        return known

    def _find(self, token: int) -> set[tuple[str, str]]:
        tree, found = self._tree, set[tuple[str, str]]()
        at, asserted = token, True
        """A noun beside another is asserted whatever is said of that: what stands above counts for attribution only."""
        while True:
            if asserted:
                self._own(at, found)
            self._attributed(at, found)
            head, dep = tree.heads[at], tree.deps[at]
            if head == at:
                return found
            if dep in ("xcomp", "ccomp", "advcl") and tree.pos[head] in _VERBAL:
                self._above(at, head, dep, found)
                asserted = asserted and dep == "xcomp"
            elif dep == "conj":
                # "did not write or direct": the first's negation holds for the second unless it has its own subject.
                asserted = asserted and not tree.of_dep(at, "nsubj", "nsubjpass") and not self._is_but(at)
            elif dep == "acl" and any(tree.lemmas[kid] == "to" for kid in tree.of_dep(at, "aux")):
                found.add((MODAL, "may")) if tree.lemmas[head] in ("plan", "proposal", "attempt", "intention") else None
                asserted = False
            elif dep in ("appos", "relcl", "acl", "pobj", "prep", "compound", "nsubj", "nsubjpass", "dobj", "poss"):
                asserted = asserted and dep == "prep" and tree.lemmas[at] != "without"
            at = head

    def _is_but(self, token: int) -> bool:
        head = self._tree.heads[token]
        return any(self._tree.lemmas[kid] == "but" for kid in self._tree.of_dep(head, "cc"))

    def _own(self, token: int, found: set[tuple[str, str]]) -> None:
        tree = self._tree
        would = conditional = False
        for kid in tree.kids[token]:
            dep, lemma, word = tree.deps[kid], tree.lemmas[kid], tree.words[kid].lower()
            if (
                dep == "neg"
                or (dep == "advmod" and word in _NEGATIVE)
                or (dep == "det" and word == "no")
                or (dep == "preconj" and word == "neither")
            ):
                found.add((NEGATED, "yes"))
            elif dep == "aux":
                if word in _MODALS:
                    found.add((MODAL, "may"))
                would = would or word in ("would", "'d")
                conditional = conditional or (lemma == "have")
            elif dep in ("advmod", "amod") and (lemma in _MAYBE or word in _MAYBE):
                found.add((MODAL, "may"))
            elif dep in ("nsubj", "nsubjpass", "dobj"):
                if any(
                    tree.deps[under] == "det" and tree.lemmas[under] in ("no", "neither") for under in tree.kids[kid]
                ):
                    found.add((NEGATED, "yes"))
            elif dep == "advcl" and self._is_if(kid):
                found.add((MODAL, "may"))
            elif dep == "advmod" and word == "longer":
                found.add((NEGATED, "yes"))
        if (would and conditional) or self._is_if(token):
            found.add((MODAL, "may"))
        before = tree.words[token - 1].lower() if token else ""
        if before == "without" or (
            tree.deps[token] in ("pcomp", "prep") and tree.lemmas[tree.heads[token]] == "without"
        ):
            found.add((NEGATED, "yes"))

    def _is_if(self, token: int) -> bool:
        return any(self._tree.lemmas[kid] in _WHETHER for kid in self._tree.of_dep(token, "mark"))

    def _above(self, at: int, head: int, dep: str, found: set[tuple[str, str]]) -> None:
        tree = self._tree
        lemma = tree.lemmas[head]
        if dep == "xcomp":
            if lemma in _DENYING:
                found.add((NEGATED, "yes"))
            elif lemma in _UNSURE and any(tree.lemmas[kid] == "to" for kid in tree.of_dep(at, "aux")):
                found.add((MODAL, "may"))
        elif dep == "ccomp" and lemma in _SAYING:
            if lemma == "deny":
                found.add((NEGATED, "yes"))
            said = False
            for subject in tree.of_dep(head, "nsubj"):
                for speaker in self._arguments.things(subject):
                    if speaker.is_named or speaker.concept:
                        found.add((ATTRIBUTED, self._name(speaker.entity, speaker.concept)))
                        said = True
            if not said:
                found.add((MODAL, "may"))
        elif dep == "ccomp" and lemma in _UNSURE:
            found.add((MODAL, "may"))

    def _attributed(self, token: int, found: set[tuple[str, str]]) -> None:
        tree = self._tree
        for kid in tree.of_dep(token, "prep", "advmod", "advcl"):
            if tree.lemmas[kid] not in ("accord", "according"):
                continue
            for to in tree.of_dep(kid, "prep"):
                for source in tree.of_dep(to, "pobj"):
                    for speaker in self._arguments.things(source):
                        if name := self._name(speaker.entity, speaker.concept):
                            found.add((ATTRIBUTED, name))

    def _name(self, entity: int, concept: str) -> str:
        return self._arguments.entities[entity].name if entity >= 0 else concept

    def dates(self, verb: int) -> list[tuple[str, int]]:
        """(preposition or "", token) of the dates that stand beside a verb, by order in the text."""
        found: list[tuple[str, int]] = []
        self._dates(verb, "", found, 0)
        return sorted(found, key=lambda pair: pair[1])

    def _dates(self, token: int, preposition: str, found: list[tuple[str, int]], depth: int) -> None:
        tree = self._tree
        for kid in tree.kids[token]:
            dep = tree.deps[kid]
            if tree.depths[kid] > tree.depths[token]:
                continue
            value = self._arguments.value(kid)
            if value is not None and is_date(value):
                if not preposition and kid + 1 < len(tree.tags) and tree.tags[kid + 1] == "NNP":
                    continue
                if dep in ("pobj", "npadvmod", "appos", "dobj", "attr", "dep", "tmod", "conj") or (
                    dep == "nummod" and depth and tree.tags[token] != "NN" and kid > token
                ):
                    found.append((preposition, kid))
                    self._dates(kid, preposition, found, depth + 1)
            elif depth < 5:
                if dep == "prep" and tree.lemmas[kid] in _PREPOSITIONS_OF_TIME:
                    self._dates(kid, tree.lemmas[kid], found, depth + 1)
                elif dep in ("pobj", "npadvmod", "appos", "agent", "dobj", "attr", "oprd") and kid > token:
                    self._dates(kid, preposition, found, depth + 1)

    def places(self, verb: int) -> list[int]:
        """Tokens of the places that stand beside a verb ("in Oslo")."""
        tree = self._tree
        return [
            place
            for preposition in tree.of_dep(verb, "prep")
            if tree.lemmas[preposition] in _PLACING
            for place in tree.of_dep(preposition, "pobj")
            if (named := self._arguments.mention_at.get(place)) is not None and named.kind == "location"
        ]
