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
assume plead refuse decline fail deny dream imagine pretend fantasize
""")
"""With "hop", which the lemmatizer makes of "hoped"."""
_DENYING = word_set("refuse decline fail deny neglect forget omit")
"""Verbs whose "to" is of what was not done."""
_MISSING = word_set("miss avoid escape evade deny")
"""Verbs whose "-ing" is of what was not done."""
_PREVENTING = word_set("prevent stop keep bar ban prohibit dissuade discourage refrain abstain instead")
"""Words whose "from", or "of", is of what was not done."""
_NEARLY = word_set("nearly almost")
_UNTRUE = word_set("""
untrue false wrong incorrect inaccurate impossible unfounded baseless groundless fictitious myth lie falsehood
misconception fallacy hoax fabrication
""")
_TRUE = word_set("true correct right certain accurate case fact")
_OPEN = word_set(
    "doubtful unclear uncertain unknown disputed questionable possible likely unlikely improbable conceivable"
)
_CLAIMS = _UNTRUE | word_set("""
claim rumour rumor allegation assertion legend belief idea suggestion suspicion theory hypothesis assumption notion
possibility accusation speculation story evidence proof doubt
""")
"""Nouns of what may be so or not: "the claim that"."""
_SAYING = word_set("""
say claim state argue suggest believe think allege report assert maintain insist contend announce write note
declare estimate tell speculate suspect assume suppose hypothesize propose explain add describe
""")
_INVERTED = frozenset(["had", "were", "should"])
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
                if at == token and self._is_nearly(at):
                    found.add((NEGATED, "yes"))
            self._attributed(at, found)
            head, dep = tree.heads[at], tree.deps[at]
            if head == at:
                return found
            if dep in ("xcomp", "ccomp", "advcl") and tree.pos[head] in _VERBAL:
                self._above(at, head, dep, found)
                self._judged(head, at, found)
                asserted = asserted and dep == "xcomp"
            elif dep == "conj":
                # "did not write or direct": the first's negation holds for the second unless it has its own subject.
                asserted = asserted and not tree.of_dep(at, "nsubj", "nsubjpass") and not self._is_but(at)
            elif dep in ("acl", "relcl") and self._is_claim(at, head):
                self._claimed(head, found)
                asserted = False
            elif dep == "relcl" and tree.deps[head] == "attr" and self._is_cleft(tree.heads[head]):
                if tree.of_dep(tree.heads[head], "neg"):
                    found.add((NEGATED, "yes"))  # "It was not Ana who"
                asserted = False
            elif dep == "pcomp" and tree.lemmas[head] in ("from", "of"):
                if tree.lemmas[tree.heads[head]] in _PREVENTING or tree.words[head - 1].lower() == "instead":
                    found.add((NEGATED, "yes"))
            elif dep == "acl" and any(tree.lemmas[kid] == "to" for kid in tree.of_dep(at, "aux")):
                found.add((MODAL, "may")) if tree.lemmas[head] in ("plan", "proposal", "attempt", "intention") else None
                asserted = False
            elif dep in ("appos", "relcl", "acl", "pobj", "prep", "compound", "nsubj", "nsubjpass", "dobj", "poss"):
                asserted = asserted and dep == "prep" and tree.lemmas[at] != "without"
            at = head

    def _is_nearly(self, verb: int) -> bool:
        """Whether "nearly" stands right before a verb: what follows did not happen."""
        return verb > 0 and self._tree.words[verb - 1].lower() in _NEARLY and verb - 1 in self._tree.kids[verb]

    def _is_claim(self, verb: int, noun: int) -> bool:
        """Whether a clause is what a noun claims: "the rumour that he left", not "the rumour that she heard"."""
        tree = self._tree
        if tree.lemmas[noun] not in _CLAIMS or not tree.of_dep(verb, "nsubj", "nsubjpass"):
            return False
        that = next((kid for kid in tree.kids[verb] if tree.lemmas[kid] == "that"), None)
        return that is not None and (tree.deps[that] == "mark" or bool(tree.of_dep(verb, "dobj", "attr", "prep")))

    def _claimed(self, noun: int, found: set[tuple[str, str]]) -> None:
        """What is claimed may be so; it is not where it is a lie, or said to be wrong, or there is no evidence."""
        tree = self._tree
        above = tree.heads[noun]
        is_none = any(tree.lemmas[kid] == "no" for kid in tree.of_dep(noun, "det"))
        is_said_to_be = tree.deps[noun] == "nsubj" and self._judgement(above) & _UNTRUE
        found.add((NEGATED, "yes") if is_none or tree.lemmas[noun] in _UNTRUE or is_said_to_be else (MODAL, "may"))

    def _is_cleft(self, verb: int) -> bool:
        return self._tree.lemmas[verb] == "be" and any(
            self._tree.lemmas[kid] == "it" for kid in self._tree.of_dep(verb, "nsubj")
        )

    def _judgement(self, verb: int) -> set[str]:
        """What "is" says of what its clause says: "it is untrue that"."""
        tree = self._tree
        return {tree.lemmas[kid] for kid in tree.of_dep(verb, "acomp", "attr")} if tree.lemmas[verb] == "be" else set()

    def _judged(self, verb: int, clause: int, found: set[tuple[str, str]]) -> None:
        """Whether a clause is said to be untrue, or to be open."""
        if self._tree.deps[clause] not in ("ccomp", "csubj"):
            return
        words, is_denied = self._judgement(verb), bool(self._tree.of_dep(verb, "neg"))
        if (words & _UNTRUE and not is_denied) or (words & _TRUE and is_denied):
            found.add((NEGATED, "yes"))
        elif words & _OPEN or words & _UNTRUE:
            found.add((MODAL, "may"))

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
                    tree.deps[under] in ("det", "preconj") and tree.lemmas[under] in ("no", "neither")
                    for under in tree.kids[kid]
                ):
                    found.add((NEGATED, "yes"))
            elif dep == "advcl" and self._is_if(kid):
                found.add((MODAL, "may"))
            elif dep == "advmod" and (word == "longer" or self._is_hardly_ever(kid)):
                found.add((NEGATED, "yes"))
        if (would and conditional) or self._is_if(token) or self._is_had(token):
            found.add((MODAL, "may"))
        before = tree.words[token - 1].lower() if token else ""
        if before == "without" or (
            tree.deps[token] in ("pcomp", "prep") and tree.lemmas[tree.heads[token]] == "without"
        ):
            found.add((NEGATED, "yes"))

    def _is_hardly_ever(self, adverb: int) -> bool:
        tree = self._tree
        return tree.lemmas[adverb] == "ever" and any(tree.lemmas[kid] in _NEGATIVE for kid in tree.kids[adverb])

    def _is_had(self, verb: int) -> bool:
        """Whether a clause is a condition by its order: "Had he married her, ...", "Were he to marry her, ..."."""
        tree = self._tree
        for at in (verb, tree.heads[verb]):
            subjects = tree.of_dep(at, "nsubj", "nsubjpass")
            first = next((kid for kid in (*tree.of_dep(at, "aux"), at) if tree.words[kid].lower() in _INVERTED), None)
            if tree.deps[at] == "advcl" and subjects and first is not None and first < subjects[0]:
                return min(tree.kids[at][0], at) == first
        return False

    def _is_if(self, token: int) -> bool:
        return any(self._tree.lemmas[kid] in _WHETHER for kid in self._tree.of_dep(token, "mark"))

    def _above(self, at: int, head: int, dep: str, found: set[tuple[str, str]]) -> None:
        tree = self._tree
        lemma = tree.lemmas[head]
        if dep == "xcomp":
            is_to = any(tree.lemmas[kid] == "to" for kid in tree.of_dep(at, "aux"))
            if (lemma in _DENYING and (is_to or lemma != "forget")) or (lemma in _MISSING and not is_to):
                found.add((NEGATED, "yes"))
            elif lemma in _UNSURE and is_to:
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
