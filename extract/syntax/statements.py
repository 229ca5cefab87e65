"""What the patterns over the parse state, before it becomes facts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed, Value
from kgqa.extract.syntax.arguments import Argument, Arguments
from kgqa.extract.syntax.brackets import bracketed
from kgqa.extract.syntax.frames import Frame, Frames
from kgqa.extract.syntax.kinds import kind_of
from kgqa.extract.syntax.qualifiers import Qualifiers, Sayings
from kgqa.extract.syntax.relation_table import (
    DEGREES,
    HAPPENINGS,
    KIND_OF,
    LIGHT,
    MEASURES,
    PARENTS,
    POSITIONS,
    STATES,
    VAGUE,
    VERB_RULES,
    Rule,
    fits,
    noun_rule,
    verb_rule,
    word_set,
)
from kgqa.extract.syntax.tree import Tree

NATIONALITY, ORIGIN, COUNTRY = "nationality", "country of origin", "country"
LOCATED, INSTANCE, OCCUPATION, POSITION = "located in", "instance of", "occupation", "position held"

_BEING = frozenset(["be", "become", "remain"])
_NO_NATION = word_set("""
christian christians catholic catholics muslim muslims islamic jewish jews jew protestant protestants buddhist
hindu sikh orthodox lutheran methodist baptist anglican presbyterian mormon democrat democrats democratic
republican republicans conservative liberal labour communist socialist nazi african-american
""")
_DIMENSIONS = {"long": "length", "high": "height", "tall": "height", "wide": "width", "deep": "vertical depth"}
_ADJUNCTS = word_set("""
than like because despite include including except until till during after before since accord according due per
unlike besides given regard concern follow among amongst as of by without
""")
_WITHIN = frozenset(["in", "on", "within"])
_SYMBOLS = frozenset(["symbol", "abbreviation", "acronym"])


class Statement(NamedTuple):
    """``first`` stands in the relation ``label`` to ``second``; ``pattern`` found it; ``token`` is its word."""

    first: Argument
    label: str
    second: Argument
    pattern: str
    qualifiers: Qualifiers
    token: int


def statements(parsed: Parsed, tree: Tree, arguments: Arguments) -> Iterator[Statement]:
    """All that the patterns find, in the order of the text's words, sentences that state nothing included."""
    yield from _Reader(parsed, tree, arguments).all()


class _Reader:
    __slots__ = ("_arguments", "_frames", "_parsed", "_sayings", "_tree")

    def __init__(self, parsed: Parsed, tree: Tree, arguments: Arguments) -> None:
        self._parsed = parsed
        self._tree = tree
        self._arguments = arguments
        self._frames = Frames(arguments)
        self._sayings = Sayings(arguments)

    def all(self) -> Iterator[Statement]:
        tree, arguments = self._tree, self._arguments
        places = [
            Span(tree.starts[found.start], tree.ends[found.end])
            for _, found in sorted(arguments.mention_at.items())
            if found.kind == "location"
        ]
        by_place = {(place.start, place.end): place for place in places}
        at_place = {(tree.starts[found.start], tree.ends[found.end]): found for found in arguments.mention_at.values()}
        for token, tag in enumerate(tree.tags):
            if tag.startswith("VB") and tree.deps[token] not in ("aux", "auxpass"):
                if tree.lemmas[token] == "be":
                    yield from self._copula(token)
                else:
                    if tree.lemmas[token] in _BEING:
                        yield from self._copula(token)
                    yield from self._verb(token)
            elif tree.deps[token] == "acomp" and tree.words[token].lower() in STATES:
                yield from self._verb(token)
            elif token in arguments.mention_at:
                named = arguments.mention_at[token]
                for said in bracketed(
                    self._parsed.document.text, tree.ends[named.end], named.kind, self._parsed.values, places
                ):
                    second = (
                        _of_value(said.value, named.end)
                        if said.value is not None
                        else at_place[by_place[said.place].start, by_place[said.place].end]
                        if said.place is not None
                        else None
                    )
                    if second is not None:
                        yield Statement(named, said.label, second, "bracket", (), token)
                yield from self._named(token, named)
            if tree.lemmas[token] in HAPPENINGS and tag == "NN":
                yield from self._happening(token)
            if tree.lemmas[token] in DEGREES:
                yield from self._degree(token)
            if tag in ("NN", "NNS", "NNP") and arguments.is_description(token) | (
                tag == "NNP" and self._is_title(token)
            ):
                yield from self._beside(token)

    def _is_unnamed(self, noun: int) -> bool:
        """Whether a common noun is no mention of anything known."""
        return noun not in self._arguments.mention_at and self._arguments.is_description(noun)

    def _is_title(self, token: int) -> bool:
        return self._arguments.mention_at.get(token) is None and self._tree.deps[token] in ("compound", "appos")

    # Verbs

    def _verb(self, verb: int) -> Iterator[Statement]:
        frame = self._frames.of(verb)
        if self._tree.deps[verb] == "prep" and frame.lemma not in ("star", "feature"):
            return  # "according to", "including"
        if not frame.subjects and not any(role == "agent" for role, _ in frame.slots):
            return
        if self._tree.words[verb].lower() == "born":
            if self._tree.depths[verb]:
                return  # of the name before the bracket: see brackets
            frame = frame._replace(lemma="bear", is_passive=True)
        said = self._sayings.of(verb)
        dates = self._sayings.dates(verb)
        when = tuple(("date", value.value) for _, at in dates[:1] if (value := self._arguments.value(at)))
        objects = [(found, at) for role, at in frame.slots if role == "object" for found in self._arguments.things(at)]
        has_object = any(role in ("object", "agent") for role, _ in frame.slots)
        ruled: set[int] = set()
        for role, token in frame.slots:
            if role == "agent" and frame.is_passive:
                for agent in self._arguments.things(token):
                    for subject in frame.subjects:
                        yield from self._act(frame, "object", agent, subject, said, when, token)
                continue
            key = f"be {role}" if frame.is_passive else role
            for other in self._arguments.things(token):
                if other.kind == "date" and role not in ("object",):
                    continue
                for subject in frame.subjects:
                    for made in self._act(frame, key, subject, other, said, when, token, has_object=has_object):
                        if not made.pattern.endswith("open"):
                            ruled.add(token)
                        yield made
                if role not in ("object", "attr") and not frame.is_passive:
                    # "founded Brightwater in Oslo" says where Brightwater was founded.
                    for thing, _ in objects:
                        if rule := verb_rule(frame.lemma, f"be {role}", thing.kind, other.kind):
                            yield _by(rule, thing, other, frame.clause, said, verb)
        yield from self._dated(frame, [thing for thing, _ in objects], dates, said)
        if frame.lemma == "have":
            yield from self._having(frame, said)
        if frame.is_passive and not frame.slots and frame.subjects:
            return

    def _act(
        self,
        frame: Frame,
        key: str,
        subject: Argument,
        other: Argument,
        said: Qualifiers,
        when: Qualifiers,
        token: int,
        *,
        has_object: bool = False,
    ) -> Iterator[Statement]:
        rule = verb_rule(frame.lemma, key, subject.kind, other.kind)
        role = key.removeprefix("be ")
        where: Qualifiers = ()
        if role == "object":
            where = tuple(
                ("place", self._arguments.entities[self._arguments.mention_at[at].entity].name)
                for at in self._sayings.places(frame.verb)[:1]
            )
        qualifiers = (*said, *when, *where)
        if rule is not None and other.concept and rule.label == POSITION:
            other = self._office(other.end, other)
        if rule is not None and other.concept and rule.label != POSITION and self._arguments.is_definite(other):
            return
        if rule is not None:
            yield _by(rule, subject, other, frame.clause, qualifiers, frame.verb)
            return
        if not self._may_be_subject(subject) or other.kind == "date" or role == "attr":
            return
        if other.concept and self._arguments.is_definite(other):
            return
        if other.kind == "number" and role != "object":
            return
        if frame.lemma.split()[0] in LIGHT and not other.is_named:
            return
        if role != "object" and (has_object or role in _ADJUNCTS):
            return
        label = self._label(frame, key)
        if label:
            known = (frame.lemma, key) in VERB_RULES
            pattern = (
                "clash"
                if known and (other.is_named or other.kind == "number")
                else "open concept"
                if other.concept
                else "open number"
            )
            if other.is_named and not known:
                pattern = f"{frame.clause} open"
            yield Statement(subject, label, other, pattern, qualifiers, frame.verb)

    def _may_be_subject(self, subject: Argument) -> bool:
        return subject.is_named or (
            bool(self._arguments.topic) and subject.concept.lower() == self._arguments.topic.lower()
        )

    def _label(self, frame: Frame, key: str) -> str:
        role = key.removeprefix("be ")
        if not frame.lemma.replace(" ", "").replace("-", "").isalpha() or frame.lemma == "be":
            return ""
        if role == "object":
            return frame.lemma if key == "object" else f"{self._tree.words[frame.verb].lower()}"
        if key.startswith("be "):
            return f"{self._tree.words[frame.verb].lower()} {role}"
        return f"{frame.lemma} {role}"

    def _dated(
        self, frame: Frame, objects: list[Argument], dates: list[tuple[str, int]], said: Qualifiers
    ) -> Iterator[Statement]:
        has_object = not frame.is_passive and any(role == "object" for role, _ in frame.slots)
        for preposition, at in dates:
            value = self._arguments.value(at)
            if value is None or preposition not in ("in", "on", "", "since", "around", "of", "from"):
                continue
            date = _of_value(value, at)
            if date.kind != "date" or value.datatype != "date":
                continue
            done = False
            for thing in [] if has_object else frame.subjects:
                if rule := verb_rule(frame.lemma, "be date" if frame.is_passive else "date", thing.kind, "date"):
                    yield _by(rule, thing, date, frame.clause, said, frame.verb)
                    done = True
            if not frame.is_passive:
                for thing in objects:
                    if rule := verb_rule(frame.lemma, "be date", thing.kind, "date"):
                        yield _by(rule, thing, date, frame.clause, said, frame.verb)
                        done = True
            if done:
                return

    def _having(self, frame: Frame, said: Qualifiers) -> Iterator[Statement]:
        for role, token in frame.slots:
            if role != "object":
                continue
            for noun in self._tree.conjuncts(token):
                yield from self._measured(noun, frame.subjects, said, "measure")
                for named in self._arguments.referents(noun):
                    for owner in frame.subjects:
                        if owner.entity != named.entity:
                            yield from self._ruled(noun, "of", named, owner, "possessive", said)

    # "is"

    def _copula(self, verb: int) -> Iterator[Statement]:
        tree, arguments = self._tree, self._arguments
        subjects, _, clause = self._frames.subjects(verb)
        pattern = "copula" if clause != "relative" else "relative"
        own = tree.of_dep(verb, "nsubj", "nsubjpass")
        said = self._sayings.of(verb)
        when = tuple(("date", value.value) for _, at in self._sayings.dates(verb)[:1] if (value := arguments.value(at)))
        for attribute in tree.of_dep(verb, "attr"):
            for noun in tree.conjuncts(attribute):
                named = [thing for thing in subjects if self._may_be_subject(thing)]
                value = arguments.value(noun)
                if arguments.is_description(noun) and named and value is None:
                    yield from self._describe(noun, named, pattern, (*said, *when), True)
                for subject in own:
                    # "The capital of France is Paris", "Its area is 12 km2"
                    if value is not None:
                        yield from self._measured(subject, [], said, "measure", value=_of_value(value, noun))
                    elif noun in arguments.mention_at and self._is_unnamed(subject):
                        named_one = [arguments.mention_at[noun]]
                        yield from self._described(subject, named_one, "copula", (*said, *when), skip=True)
        for adjective in tree.of_dep(verb, "acomp"):
            if (label := _DIMENSIONS.get(tree.lemmas[adjective])) is not None:
                for kid in tree.kids[adjective]:
                    if (value := arguments.value(kid)) is not None and value.datatype == "number":
                        for thing in subjects:
                            if thing.is_named:
                                yield Statement(thing, label, _of_value(value, kid), "measure", said, verb)
        if not tree.of_dep(verb, "attr", "acomp"):
            yield from self._being(verb, own, subjects, said)

    def _being(self, verb: int, own: list[int], subjects: list[Argument], said: Qualifiers) -> Iterator[Statement]:
        """ "Oslo is in Norway", "Its headquarters are in Bergen"."""
        tree, arguments = self._tree, self._arguments
        if tree.lemmas[verb] != "be":
            return
        for preposition in tree.of_dep(verb, "prep"):
            if tree.lemmas[preposition] not in _WITHIN:
                continue
            for token in tree.of_dep(preposition, "pobj"):
                for place in arguments.things(token):
                    if place.kind != "location" or not place.is_named:
                        continue
                    for subject in own:
                        if tree.lemmas[subject] in ("headquarters", "headquarter"):
                            for owner in self._owners(subject):
                                yield Statement(owner, "headquarters location", place, "possessive", said, verb)
                    for thing in subjects:
                        if thing.is_named and thing.kind == "location":
                            yield Statement(thing, LOCATED, place, "copula", said, verb)

    def _owners(self, noun: int) -> list[Argument]:
        tree = self._tree
        found = [owner for kid in tree.of_dep(noun, "poss") for owner in self._arguments.names(kid)]
        for preposition in tree.of_dep(noun, "prep"):
            if tree.lemmas[preposition] == "of":
                found.extend(owner for kid in tree.of_dep(preposition, "pobj") for owner in self._arguments.names(kid))
        return found

    # Nouns beside names

    def _beside(self, noun: int) -> Iterator[Statement]:
        """Appositions ("Paris, the capital of France"), titles ("director Ana Roy") and "her husband Bo"."""
        tree, arguments = self._tree, self._arguments
        if tree.deps[noun] == "attr" and tree.lemmas[tree.heads[noun]] in _BEING:
            return
        at = noun
        while tree.deps[at] == "conj" and at not in arguments.mention_at:
            at = tree.heads[at]
        if tree.deps[at] == "attr" and tree.lemmas[tree.heads[at]] in _BEING and at != noun:
            return
        if noun in arguments.mention_at or self._is_field(noun):
            return
        described = arguments.referents(noun)
        if not described:
            return
        if KIND_OF.get(tree.lemmas[noun]) == "person" and not any(fits(thing.kind, "person") for thing in described):
            # "born in Oslo, Norway, the son of": the parse has the son beside Norway.
            described = [thing for thing in self._actors(noun) if fits(thing.kind, "person")]
        is_title = tree.deps[noun] in ("compound", "nmod")
        pattern = "title" if is_title else "apposition"
        yield from self._describe(noun, described, pattern, self._sayings.of(noun), not is_title)

    def _is_field(self, noun: int) -> bool:
        """Whether a noun is the name of a field: "Present: Ada Lind"."""
        words = self._tree.words
        return words[noun][:1].isupper() and noun + 1 < len(words) and words[noun + 1] == ":"

    def _actors(self, noun: int) -> list[Argument]:
        """Who the sentence around a noun is about: the subjects of the verb above it."""
        at = noun
        while self._tree.heads[at] != at:
            at = self._tree.heads[at]
            if self._tree.pos[at] in ("VERB", "AUX"):
                return self._frames.subjects(at)[0]
        return []

    def _happening(self, noun: int) -> Iterator[Statement]:
        """ "since its founding in 1903", "the release of Velmoor on 2 May 1994"."""
        label = HAPPENINGS[self._tree.lemmas[noun]]
        dates = [
            (value, kid)
            for preposition in self._tree.of_dep(noun, "prep")
            if self._tree.lemmas[preposition] in ("in", "on")
            for kid in self._tree.of_dep(preposition, "pobj")
            if (value := self._arguments.value(kid)) is not None and value.datatype == "date"
        ]
        for value, kid in dates[:1]:
            for owner in self._owners(noun):
                wanted = {"publication date": "work", "inception": "organization/location/event"}.get(label, "name")
                if label.endswith(("birth", "death")):
                    wanted = "person"
                if label and owner.is_named and fits(owner.kind, wanted):
                    yield Statement(owner, label, _of_value(value, kid), "happening", self._sayings.of(noun), noun)

    def _degree(self, noun: int) -> Iterator[Statement]:
        """ "received a degree in law from Velm University"."""
        tree = self._tree
        held = list(self._arguments.under(noun))
        if tree.pos[tree.heads[noun]] == "VERB":
            held += tree.kids[tree.heads[noun]]
        for preposition in [at for at in held if tree.deps[at] == "prep"]:
            if tree.lemmas[preposition] not in ("from", "at"):
                continue
            for kid in tree.of_dep(preposition, "pobj"):
                for school in self._arguments.names(kid):
                    if fits(school.kind, "organization"):
                        for thing in self._actors(noun):
                            if thing.is_named and fits(thing.kind, "person"):
                                yield Statement(thing, "educated at", school, "degree", self._sayings.of(noun), noun)

    def _named(self, token: int, named: Argument) -> Iterator[Statement]:
        """What stands beside a name without a noun: "Oslo, Norway", "Velmoor by Ana Roy"."""
        tree, arguments = self._tree, self._arguments
        said = self._sayings.of(token)
        if named.kind == "location":
            for kid in tree.of_dep(token, "appos", "npadvmod", "nmod"):
                other = arguments.mention_at.get(kid)
                if other is not None and other.kind == "location" and other.entity != named.entity:
                    is_beside = other.start == named.end + 2 and tree.words[named.end + 1] == ","
                    if is_beside:
                        yield Statement(named, LOCATED, other, "place list", said, token)
        for preposition in tree.of_dep(token, "prep"):
            lemma = tree.lemmas[preposition]
            for kid in tree.of_dep(preposition, "pobj"):
                for other in arguments.names(kid):
                    if other.entity == named.entity:
                        continue
                    if lemma == "in" and other.kind == "location" and named.kind in ("location", "organization"):
                        yield Statement(named, LOCATED, other, "place list", said, token)
                    elif lemma == "by" and (rule := noun_rule(named.kind, "by", named.kind, other.kind)):
                        yield _by(rule, named, other, "noun", said, token)

    def _describe(
        self, noun: int, described: list[Argument], pattern: str, said: Qualifiers, has_kind: bool
    ) -> Iterator[Statement]:
        tree = self._tree
        if (
            tree.lemmas[noun] in ("one", "some", "type", "kind", "form", "sort", "variety")
            and (preposition := tree.first(noun, "prep"))
            and tree.lemmas[preposition] == "of"
        ):
            for kid in tree.of_dep(preposition, "pobj"):
                if self._arguments.is_description(kid):
                    yield from self._described(kid, described, pattern, said, skip=False)
            return
        yield from self._described(noun, described, pattern, said, skip=not has_kind)

    def _described(
        self, noun: int, described: list[Argument], pattern: str, said: Qualifiers, *, skip: bool
    ) -> Iterator[Statement]:
        """All that the phrase of ``noun`` says of ``described``; ``skip`` leaves out what kind of thing it is."""
        tree, arguments = self._tree, self._arguments
        matched = False
        has_owner = tree.first(noun, "poss") is not None
        holders = [noun]
        if tree.deps[noun] in ("compound", "nmod") and tree.heads[noun] in arguments.mention_at:
            holders.append(tree.heads[noun])
        for holder in holders:
            for kid in tree.kids[holder]:
                dep = tree.deps[kid]
                if dep == "poss":
                    pairs = [("'s", other) for other in arguments.names(kid)]
                elif dep in ("prep", "agent"):
                    lemma = tree.lemmas[kid]
                    pairs = [(lemma, other) for one in tree.of_dep(kid, "pobj") for other in self._others(one)]
                    if lemma in ("with", "of") and holder == noun:
                        for one in tree.of_dep(kid, "pobj"):
                            yield from self._with(one, described, said)
                elif dep in ("compound", "nmod") and kid in arguments.mention_at and holder == noun:
                    pairs = [("compound", arguments.mention_at[kid])]
                else:
                    continue
                for preposition, other in pairs:
                    if preposition == "of" and has_owner and KIND_OF.get(tree.lemmas[noun]) == "person":
                        continue
                    for thing in described:
                        if other.is_named and other.entity == thing.entity:
                            continue
                        for made in self._ruled(noun, preposition, thing, other, pattern, said):
                            matched = True
                            yield made
        lemma = tree.lemmas[noun]
        for thing in described:
            yield from self._nation(holders, thing, pattern, said)
            if not skip or thing.kind == "person":
                yield from self._kind(noun, thing, matched, pattern, said)
            if thing.is_named and PARENTS.get(thing.kind) == "work" and lemma in KIND_OF and KIND_OF[lemma] != "person":
                for kid in tree.of_dep(noun, "nummod", "compound", "nmod"):
                    if (value := arguments.value(kid)) and value.datatype == "date" and len(value.value) == 4:
                        yield Statement(thing, "publication date", _of_value(value, kid), pattern, said, noun)

    def _others(self, token: int) -> Iterable[Argument]:
        return [thing for thing in self._arguments.things(token) if thing.kind not in ("date", "number")]

    def _noun(self, noun: int) -> Iterator[str]:
        """The lemma of a noun with the word before it, and alone."""
        tree = self._tree
        if noun and noun - 1 in tree.kids[noun] and tree.deps[noun - 1] in ("amod", "compound"):
            yield f"{tree.lemmas[noun - 1]} {tree.lemmas[noun]}"
        yield tree.lemmas[noun]

    def _ruled(
        self, noun: int, preposition: str, thing: Argument, other: Argument, pattern: str, said: Qualifiers
    ) -> Iterator[Statement]:
        if not (thing.is_named or other.is_named):
            return
        lemma = self._tree.lemmas[noun]
        if noun and self._tree.lemmas[noun - 1] in ("vice", "deputy", "assistant", "honorary"):
            return
        for key in self._noun(noun):
            if rule := noun_rule(key, preposition, thing.kind, other.kind):
                yield _by(rule, thing, other, pattern, said, noun)
                if lemma in ("son", "daughter") and rule.label == "child":
                    yield from self._parent(noun, preposition, thing, other, pattern, said)
                return
        kind = KIND_OF.get(lemma)
        if preposition in ("in", "on", "within") and other.kind == "location" and other.is_named:
            if thing.kind in ("location", "organization") and kind != "person":
                yield Statement(thing, LOCATED, other, pattern, said, noun)
            elif thing.kind == "event" or kind == "event":
                yield Statement(thing, "location", other, pattern, said, noun)
        elif preposition == "of" and kind == "location" and thing.kind == "location" and other.kind == "location":
            yield Statement(thing, LOCATED, other, pattern, said, noun)

    def _parent(
        self, noun: int, preposition: str, thing: Argument, other: Argument, pattern: str, said: Qualifiers
    ) -> Iterator[Statement]:
        """A parent is the mother where called "she" or "wife", the father where "he", and the first of two."""
        sex = self._sex(other)
        if not sex and preposition == "of":
            tokens = [kid for at in self._tree.of_dep(noun, "prep") for kid in self._tree.of_dep(at, "pobj")]
            couple = [named.entity for token in tokens for named in self._arguments.names(token)]
            if len(couple) == 2:
                sex = "he" if couple[0] == other.entity else "she"
        yield Statement(thing, "mother" if sex == "she" else "father", other, f"{pattern} parent", said, noun)

    def _sex(self, named: Argument) -> str:
        if not named.is_named:
            return ""
        text = self._parsed.document.text
        counts = {"he": 0, "she": 0}
        for span in self._arguments.entities[named.entity].mentions:
            if span.end - span.start <= 7:
                word = text[span.start : span.end].lower()
                if word in ("he", "him", "his", "himself"):
                    counts["he"] += 1
                elif word in ("she", "her", "hers", "herself"):
                    counts["she"] += 1
        start = named.start
        before = self._tree.lemmas[start - 1] if start else ""
        beside = [
            self._tree.lemmas[kid] for at in range(start, named.end + 1) for kid in self._tree.of_dep(at, "appos")
        ]
        for word in (before, self._tree.lemmas[start], *beside):
            if word in (
                "wife",
                "queen",
                "princess",
                "duchess",
                "lady",
                "countess",
                "mrs.",
                "mother",
                "actress",
                "empress",
            ):
                counts["she"] += 2
            elif word in (
                "king",
                "prince",
                "duke",
                "sir",
                "lord",
                "count",
                "mr.",
                "emperor",
                "earl",
                "baron",
                "father",
            ):
                counts["he"] += 2
        if counts["he"] == counts["she"]:
            return ""
        return "he" if counts["he"] > counts["she"] else "she"

    def _nation(self, holders: list[int], thing: Argument, pattern: str, said: Qualifiers) -> Iterator[Statement]:
        tree, arguments = self._tree, self._arguments
        if not thing.is_named:
            return
        if pattern == "title" and not fits(thing.kind, "person/work"):
            return
        label = NATIONALITY if thing.kind == "person" else ORIGIN if PARENTS.get(thing.kind) == "work" else COUNTRY
        for holder in holders:
            stack = [kid for kid in tree.kids[holder] if kid < holder]
            while stack:
                kid = stack.pop(0)
                if tree.deps[kid] not in ("amod", "compound", "nmod", "conj", "punct", "hmod"):
                    continue
                if self._is_nation(kid) and tree.lemmas[kid] not in _NO_NATION and tree.deps[kid] != "punct":
                    nation = arguments.mention_at.get(kid) or Argument("concept", -1, None, tree.words[kid], kid, kid)
                    if nation.entity != thing.entity or nation.entity < 0:
                        yield Statement(thing, label, nation, f"{pattern} nation", said, holder)
                stack.extend(one for one in tree.kids[kid] if one not in arguments.mention_at or one in tree.norps)

    def _is_nation(self, token: int) -> bool:
        """Whether a word is a people's: known as one, or joined to one by a hyphen ("Austrian-American")."""
        tree = self._tree
        if token in tree.norps:
            return True
        return (
            token >= 2 and tree.tags[token - 1] == "HYPH" and token - 2 in tree.norps and tree.words[token][0].isupper()
        )

    def _kind(self, noun: int, thing: Argument, matched: bool, pattern: str, said: Qualifiers) -> Iterator[Statement]:
        tree, arguments = self._tree, self._arguments
        lemma = tree.lemmas[noun]
        if lemma in VAGUE or tree.tags[noun] not in ("NN", "NNP", "NNS"):
            return
        if tree.tags[noun] == "NNP" and KIND_OF.get(lemma) != "person" and lemma not in POSITIONS:
            return
        if matched and lemma not in KIND_OF and lemma not in POSITIONS:
            return
        concept = arguments.concept(noun) if noun not in arguments.mention_at else None
        if concept is None:
            return
        if thing.kind == "person" or (not thing.kind and KIND_OF.get(lemma) == "person"):
            if (kind_of(lemma) or "person") != "person":
                return
            if lemma in POSITIONS:
                yield Statement(thing, POSITION, self._office(noun, concept), f"{pattern} kind", said, noun)
            else:
                yield Statement(thing, OCCUPATION, concept, f"{pattern} kind", said, noun)
        elif tree.tags[noun] != "NNP":
            yield Statement(thing, INSTANCE, concept, f"{pattern} kind", said, noun)

    def _office(self, noun: int, concept: Argument) -> Argument:
        """An office with its place: "mayor of Oslo"."""
        tree = self._tree
        for preposition in tree.of_dep(noun, "prep"):
            if (joint := tree.lemmas[preposition]) in ("of", "for", "to"):
                for kid in tree.of_dep(preposition, "pobj"):
                    if (place := self._arguments.mention_at.get(kid)) is not None:
                        name = self._arguments.entities[place.entity].name
                        return concept._replace(concept=f"{concept.concept} {joint} {name}", end=place.end)
        return concept

    # Quantities

    def _with(self, noun: int, described: list[Argument], said: Qualifiers) -> Iterator[Statement]:
        """ "with a population of 12,000 and an area of 12 km2", "with the symbol Hg"."""
        for at in self._tree.conjuncts(noun):
            yield from self._measured(at, described, said, "measure")

    def _measured(
        self, noun: int, owners: list[Argument], said: Qualifiers, pattern: str, value: Argument | None = None
    ) -> Iterator[Statement]:
        tree, arguments = self._tree, self._arguments
        lemma = tree.lemmas[noun]
        if lemma in _SYMBOLS and owners:
            after = noun + 1
            beside = tree.of_dep(noun, "appos")
            if (
                not beside
                and after < len(tree.words)
                and tree.words[after][0].isupper()
                and len(tree.words[after]) <= 3
            ):
                beside = [after]
            for kid in beside:
                if len(tree.words[kid]) <= 12 and tree.starts[kid] == tree.ends[noun] + 1:
                    span = Span(tree.starts[kid], tree.ends[kid])
                    literal = Argument("", -1, Value(span, tree.words[kid], ""), "", kid, kid)
                    for owner in owners:
                        yield Statement(owner, lemma, literal, pattern, said, noun)
                for joined in tree.conjuncts(kid):
                    if joined != kid:
                        yield from self._measured(joined, owners, said, pattern)
            return
        if lemma not in MEASURES:
            return
        label = MEASURES[lemma]
        if not label:
            if not noun or tree.deps[noun - 1] not in ("amod", "compound") or tree.heads[noun - 1] != noun:
                return
            label = f"{tree.lemmas[noun - 1]} {lemma}"
        holders = [*owners, *self._owners(noun)]
        if value is not None:
            for owner in holders:
                if owner.is_named and value.kind == "number":
                    yield Statement(owner, label, value, pattern, said, noun)
            return
        for kid in tree.kids[noun]:
            if tree.deps[kid] == "prep" and tree.lemmas[kid] == "of":
                for one in tree.of_dep(kid, "pobj"):
                    for at in tree.conjuncts(one):
                        if (amount := arguments.value(at)) and amount.datatype == "number" and at == one:
                            for owner in holders:
                                if self._may_be_subject(owner):
                                    yield Statement(owner, label, _of_value(amount, at), pattern, said, noun)
                        elif at != one:
                            yield from self._measured(at, owners, said, pattern)
            elif tree.deps[kid] in ("appos", "nummod") and kid > noun:
                amount = arguments.value(kid)
                if amount is not None and amount.datatype == "number":
                    for owner in holders:
                        if self._may_be_subject(owner):
                            yield Statement(owner, label, _of_value(amount, kid), pattern, said, noun)


def _by(rule: Rule, first: Argument, second: Argument, pattern: str, said: Qualifiers, token: int) -> Statement:
    if rule.is_inverse:
        first, second = second, first
    return Statement(first, rule.label, second, pattern, said, token)


def _of_value(value: Value, token: int) -> Argument:
    kind = "number" if value.datatype == "number" else "date"
    return Argument(kind, -1, value, "", token, token)
