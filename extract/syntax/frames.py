"""Verbs with their subjects and objects, as clauses share them: passives, participles, relative clauses, lists."""

from __future__ import annotations

from typing import NamedTuple

from kgqa.extract.syntax.arguments import DEEPEST, Argument, Arguments
from kgqa.extract.syntax.lexicon import STATES
from kgqa.extract.syntax.tree import Tree

_HAVING = frozenset(["have", "do"])


class Frame(NamedTuple):
    """A verb's subjects, whether it is passive, and what stands with it: (role, token) pairs.

    A role is "object", "attr", "agent" or a preposition; ``clause`` says how the subject was come by.
    """

    verb: int
    lemma: str
    is_passive: bool
    subjects: list[Argument]
    slots: list[tuple[str, int]]
    clause: str


class Frames:
    """The frames of one document."""

    __slots__ = ("_arguments", "_subjects", "_tree")

    def __init__(self, arguments: Arguments) -> None:
        self._arguments = arguments
        self._tree: Tree = arguments.tree
        self._subjects: dict[int, tuple[list[Argument], bool, str]] = {}

    def of(self, verb: int) -> Frame:
        """The frame of the verb ``verb``."""
        subjects, is_passive, clause = self.subjects(verb)
        particle = self._tree.first(verb, "prt")
        lemma = self._tree.lemmas[verb]
        if particle is not None:
            lemma = f"{lemma} {self._tree.lemmas[particle]}"
        elif self._tree.deps[verb] == "acomp":
            lemma = STATES.get(self._tree.words[verb].lower(), lemma)
        elif lemma == "take" and any(
            self._tree.lemmas[kid] in ("part", "place") for kid in self._tree.of_dep(verb, "dobj")
        ):
            lemma = f"take {next(self._tree.lemmas[kid] for kid in self._tree.of_dep(verb, 'dobj'))}"
        return Frame(verb, lemma, is_passive, subjects, self.slots(verb), clause)

    def subjects(self, verb: int, depth: int = 0) -> tuple[list[Argument], bool, str]:
        """Who does it (or to whom it is done), whether passive, and by which clause."""
        if (known := self._subjects.get(verb)) is None:
            if depth > DEEPEST:
                return [], False, ""
            known = self._subjects[verb] = self._find(verb, depth)
        return known

    def _find(self, verb: int, depth: int) -> tuple[list[Argument], bool, str]:
        tree, arguments = self._tree, self._arguments
        tag, dep, head = tree.tags[verb], tree.deps[verb], tree.heads[verb]
        if own := tree.of_dep(verb, "nsubj", "nsubjpass"):
            is_passive = tree.deps[own[0]] == "nsubjpass"
            kind = "relative" if dep == "relcl" else "verb"
            found = [found for subject in own for found in arguments.things(subject)]
            if tree.depths[own[0]] > tree.depths[verb]:
                # "Ana Roy (German: ...; born 1950) is": the parse has a subject in the bracket.
                outside = arguments.before_bracket(own[0])
                return [outside] if outside is not None else [], is_passive, kind
            return found, is_passive, kind
        is_bare = not tree.of_dep(verb, "aux", "auxpass")
        has_be = bool(tree.of_dep(verb, "auxpass"))
        is_participle = tag == "VBN" and is_bare
        to = any(tree.tags[kid] == "TO" for kid in tree.of_dep(verb, "aux"))
        if dep == "acomp":
            return self.subjects(head, depth + 1)[0], True, "verb"
        if dep == "conj" and tree.pos[head] in ("VERB", "AUX"):
            subjects, above, clause = self.subjects(head, depth + 1)
            return subjects, has_be or (tag == "VBN" and above and not self._has_have(verb)), clause
        if dep == "conj" and (is_participle or (tag == "VBG" and is_bare)):
            # "a film by Ana Roy and starring Bo Lind"
            return self._shared(head, depth), is_participle, "participle"
        if dep == "acl" or (dep == "relcl" and (is_participle or tag == "VBG")):
            return arguments.antecedents(verb), is_participle or has_be, "participle"
        if dep in ("advcl", "ROOT", "dep", "ccomp", "amod", "prep", "pcomp", "nmod", "appos") and head != verb:
            if to:
                return [], False, ""
            if tag not in ("VBN", "VBG"):
                return [], False, ""
            up = head
            if tree.deps[up] == "prep" or (dep == "pcomp" and tree.pos[up] == "ADP"):
                up = tree.heads[up]
            if tree.pos[up] in ("VERB", "AUX"):
                subjects, _, _ = self.subjects(up, depth + 1)
            else:
                subjects = arguments.referents(up)
            return subjects, is_participle or has_be, "participle"
        if dep == "xcomp" and tree.pos[head] in ("VERB", "AUX"):
            objects = tree.of_dep(head, "dobj")
            if objects and tree.lemmas[head] not in ("help", "promise"):
                return [found for one in objects for found in arguments.things(one)], has_be or is_participle, "verb"
            subjects, _, clause = self.subjects(head, depth + 1)
            return subjects, has_be or is_participle, clause
        return [], False, ""

    def _shared(self, noun: int, depth: int) -> list[Argument]:
        """Whose a participle is that is joined to a noun: of "directed by Ana Roy and starring" the film's."""
        tree, at = self._tree, noun
        for _ in range(3):
            if tree.deps[at] not in ("pobj", "agent", "prep", "conj"):
                break
            at = tree.heads[at]
            if tree.tags[at] in ("VBN", "VBG") and tree.deps[at] in ("acl", "relcl", "conj", "advcl"):
                return self.subjects(at, depth + 1)[0]
        return self._arguments.referents(noun)

    def _has_have(self, verb: int) -> bool:
        return any(self._tree.lemmas[kid] in _HAVING for kid in self._tree.of_dep(verb, "aux"))

    def slots(self, verb: int, depth: int = 0) -> list[tuple[str, int]]:
        """What stands with the verb, or else with a verb joined to it ("written and directed by")."""
        tree = self._tree
        found: list[tuple[str, int]] = []
        for kid in tree.kids[verb]:
            dep = tree.deps[kid]
            if dep == "dobj" or (dep == "pobj" and tree.tags[verb] == "VBG"):
                found.append(("object", kid))
            elif dep in ("attr", "oprd", "acomp"):
                found.append(("attr", kid))
            elif dep in ("prep", "agent", "dative"):
                self._prepositional(kid, found)
            elif (
                dep == "advmod"
                and tree.tags[kid] == "WRB"
                and tree.lemmas[kid] == "where"
                and tree.deps[verb] == "relcl"
            ):
                found.append(("in", tree.heads[verb]))
        if tree.deps[verb] == "relcl" and not any(role == "object" for role, _ in found):
            own = tree.of_dep(verb, "nsubj")
            if (
                own
                and tree.tags[own[0]] not in ("WDT", "WP")
                and tree.lemmas[own[0]] != "that"
                and not _has_pronoun(tree, verb)
            ):
                found.append(("object", tree.heads[verb]))
        if not found and tree.tags[verb].startswith("VB") and depth < 4:
            # "directed and produced Velmoor"
            for joined in tree.of_dep(verb, "conj"):
                if tree.tags[joined] == tree.tags[verb] and not tree.of_dep(joined, "nsubj", "nsubjpass", "auxpass"):
                    found.extend(pair for pair in self.slots(joined, depth + 1) if pair[0] == "object")
                    break
        if tree.tags[verb] == "VBN" and depth < 4 and not any(role in ("agent", "object") for role, _ in found):
            for joined in tree.of_dep(verb, "conj"):
                if tree.tags[joined] == "VBN" and not tree.of_dep(joined, "nsubj", "nsubjpass", "auxpass", "aux"):
                    found.extend(pair for pair in self.slots(joined, depth + 1) if pair[0] == "agent")
                    break
        return found

    def _prepositional(self, preposition: int, found: list[tuple[str, int]]) -> None:
        tree = self._tree
        if tree.lemmas[preposition] in ("accord", "according"):
            return
        is_agent = tree.deps[preposition] == "agent"
        role = "agent" if is_agent else tree.lemmas[preposition]
        objects = tree.of_dep(preposition, "pobj")
        found.extend((role, one) for one in objects)
        # "born on 12 May 1950 in Oslo": the parse may have the place beside the date.
        # So may "born at Luster in Sogn", where Luster is no known name.
        dated = [
            kid
            for one in objects
            if self._arguments.value(one) is not None
            or (role in ("in", "at", "near") and tree.tags[one] == "NNP" and one not in self._arguments.mention_at)
            for kid in tree.of_dep(one, "prep")
        ]
        for kid in dated:
            self._prepositional(kid, found)
        for kid in tree.kids[preposition]:
            if tree.deps[kid] in ("prep", "conj") and tree.pos[kid] in ("ADP", "SCONJ"):
                self._prepositional(kid, found)


def _has_pronoun(tree: Tree, verb: int) -> bool:
    return any(tree.tags[kid] in ("WDT", "WP", "WRB", "WP$") for kid in tree.kids[verb]) or any(
        tree.tags[under] in ("WDT", "WP", "WP$") for kid in tree.of_dep(verb, "prep") for under in tree.kids[kid]
    )
