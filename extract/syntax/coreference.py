"""Mentions to entities: names, pronouns and descriptions of one thing together, by rules over the parse.

Names are clustered first. Pronouns and descriptions then go, in order of the text, each to the thing that stands out
most where it stands: named lately, as a subject, or what the document is about (after Lappin and Leass 1994). A
pronoun that nothing fits stays alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.syntax.kinds import FEMALE, MALE, describing, kind_of, of_qualifier, type_of
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.names import cluster_names
from kgqa.extract.syntax.titles import names_paper, opening_kind, opening_name, plain_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FARTHEST = 3
"""Sentences back in which a pronoun's name is looked for; what the document is about is always in reach."""
RECENCY, SUBJECT, TOPIC, PARALLEL, GENDER = 1.0, 1.2, 1.5, 0.4, 1.0
"""What a name loses by each sentence, and wins as a subject, as the document's topic, in the same role, by a gender
that the text has told before."""

_HE = frozenset(["he", "him", "his", "himself"])
_SHE = frozenset(["she", "her", "hers", "herself"])
_IT = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_OWN = frozenset(["his", "her", "its", "their", "hers", "theirs"])
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_THINGS = frozenset({"organization", "location", "work", "event", "product", "law", "language", ""})
_GENERAL = frozenset({"person", "location", "organization", "event", "work"})
"""Kinds that are no narrower than a type."""


@dataclass(slots=True)
class _Thing:
    """A cluster on its way. ``said`` are the nouns it is said to be, and their kinds."""

    type: str
    mentions: list[Span]
    names: list[str]
    said: set[str] = field(default_factory=set)
    gender: str = ""
    places: list[tuple[int, int, bool, str]] = field(default_factory=list)
    """Of each mention in order: its start, its sentence, whether it is a subject, the role of its head."""


def make_entities(
    document: Document, doc: Doc, names: Sequence[NameMention], sentences: Sequence[Span]
) -> tuple[FoundEntity, ...]:
    """The entities of a document, by first mention."""
    things = [_thing(names, numbers) for numbers in cluster_names(names, document.text)]
    if not things:
        return ()
    topic = _topic(document, doc, things)
    if topic is not None:
        things = _with_title(document, doc, things, topic)
    resolver = _Resolver(doc, things, topic, sentences)
    resolver.learn(document, names)
    resolver.resolve(names)
    found = sorted(things, key=lambda thing: min(thing.mentions))
    return tuple(_entity(thing, document, thing is topic) for thing in found)


def _thing(names: Sequence[NameMention], numbers: Sequence[int]) -> _Thing:
    types = Counter(names[number].type for number in numbers if names[number].type)
    forms = list(dict.fromkeys(names[number].text for number in numbers))
    spans = [Span(names[number].start, names[number].end) for number in numbers]
    return _Thing(types.most_common(1)[0][0] if types else "", spans, forms)


def _topic(document: Document, doc: Doc, things: Sequence[_Thing]) -> _Thing | None:
    """What the document's title names, by the opening or by any mention."""
    opening = opening_name(document.text, document.title)
    plain, _ = plain_title(document.title)
    if names_paper(document.text, plain):
        return None
    for thing in things:
        if opening is not None and any(span.start <= opening[0] and opening[1] <= span.end for span in thing.mentions):
            return thing
    return next((thing for thing in things if plain in thing.names), None)


def _with_title(document: Document, doc: Doc, things: Sequence[_Thing], topic: _Thing) -> list[_Thing]:
    """The things with all that the title names joined to the topic, which is of the kind that the opening says."""
    plain, _ = plain_title(document.title)
    kept = []
    for thing in things:
        if thing is not topic and plain in thing.names:
            topic.mentions.extend(thing.mentions)
            topic.names.extend(name for name in thing.names if name not in topic.names)
        else:
            kept.append(thing)
    topic.mentions.sort()
    opening = opening_name(document.text, document.title)
    kind = opening_kind(document.text, opening[1]) if opening is not None else ""
    if kind:
        topic.said.add(kind)
        topic.type = type_of(kind)
    return kept


def _entity(thing: _Thing, document: Document, is_topic: bool) -> FoundEntity:
    full = [name for name in thing.names if len(name.split()) > 1 or not name.isupper()] or thing.names
    name = max(full, key=lambda form: (min(len(form.split()), 5), len(form), -thing.names.index(form)))
    forms = [form for form in thing.names if form != name]
    if is_topic:
        title, qualifier = plain_title(document.title)
        forms = [form for form in thing.names if form != title]
        # "dahl.txt" is about Dahl, as its text has it.
        name = next((form for form in forms if title == form.lower()), title)
        if qualifier:
            forms.append(f"{title} ({qualifier})")
    return FoundEntity(name, thing.type, (name, *forms), tuple(sorted(set(thing.mentions))))


class _Resolver:
    def __init__(self, doc: Doc, things: Sequence[_Thing], topic: _Thing | None, sentences: Sequence[Span]) -> None:
        self._doc = doc
        self._things = things
        self._topic = topic
        self._starts = [sentence.start for sentence in sentences]
        self._taken: set[int] = set()
        self._at: dict[int, int] = {token.idx: token.i for token in doc}

    def learn(self, document: Document, names: Sequence[NameMention]) -> None:
        """Types, kinds and genders that the text says of names, and where these stand."""
        for thing in self._things:
            for span in thing.mentions:
                root = self._root(span)
                thing.places.append(self._place(span, root))
                if root is None:
                    continue
                thing.said.update(noun.lemma_.lower() for noun in describing(root))
                self._taken.update(token.i for token in root.subtree if span.start <= token.idx < span.end)
                before = self._doc[root.left_edge.i - 1] if root.left_edge.i else None
                for word in (root.left_edge.lower_.strip("."), before.lower_.strip(".") if before is not None else ""):
                    if word in ("mr", "mrs", "ms", "miss", "sir", "dame", "lady", "lord"):
                        thing.gender = "f" if word in FEMALE else "m"
            if thing.type == "person":
                thing.said = {noun for noun in thing.said if type_of(kind_of(noun)) in ("person", "")}
            if kinds := [kind for noun in sorted(thing.said) if (kind := kind_of(noun))]:
                thing.said.update(kinds)
                if not thing.type:
                    thing.type = type_of(kinds[0])
            if not thing.gender and thing.type == "person":
                thing.gender = "f" if thing.said & FEMALE else "m" if thing.said & MALE else ""
        if self._topic is not None and (kind := of_qualifier(plain_title(document.title)[1])):
            self._topic.said.add(kind)

    def resolve(self, names: Sequence[NameMention]) -> None:
        """Give pronouns and descriptions, in order, to the things that they mean."""
        quoted = False
        for token in self._doc:
            if token.text in ('"', "“", "”"):
                quoted = token.text == "“" or (token.text == '"' and not quoted)
            if token.i in self._taken:
                continue
            lower = token.lower_
            found: tuple[_Thing, Span] | None = None
            if lower in _HE or lower in _SHE or lower in _IT or lower in _THEY:
                if token.pos_ == "PRON" and token.dep_ != "expl":
                    thing = self._pronoun(token, lower)
                    found = (thing, Span(token.idx, token.idx + len(token))) if thing else None
            elif token.pos_ == "NOUN" and token.tag_ == "NN":
                found = self._description(token)
            if found is not None:
                thing, span = found
                thing.mentions.append(span)
                thing.places.append(self._place(span, token))

    def _pronoun(self, token: Token, lower: str) -> _Thing | None:
        if lower in _HE or lower in _SHE:
            gender = "m" if lower in _HE else "f"
            fits = [t for t in self._things if t.type in ("person", "") and t.gender in ("", gender)]
            people = [t for t in fits if t.type == "person"]
            thing = self._best(token, people or [t for t in fits if t is self._topic], gender)
            if thing is not None and not thing.gender:
                thing.gender = gender
            return thing
        if lower in _IT:
            if token.dep_ in _SUBJECTS and token.head.lemma_ in ("be", "seem", "appear") and _is_empty(token):
                return None
            return self._best(token, [t for t in self._things if t.type in _THINGS])
        if _is_plural_near(token):
            return None
        return self._best(
            token,
            [t for t in self._things if t.type in ("organization", "group") and (t is self._topic or "band" in t.said)],
        )

    def _best(self, token: Token, things: Sequence[_Thing], gender: str = "") -> _Thing | None:
        here = self._sentence(token.idx)
        best: tuple[float, int] | None = None
        chosen = None
        own = token.lower_ in _OWN and token.dep_ == "poss"
        for thing in things:
            top: tuple[float, int] | None = None
            for start, sentence, is_subject, role in reversed(thing.places):
                if start >= token.idx or here - sentence > FARTHEST:
                    continue
                if sentence == here and not own and self._is_beside(token, start):
                    continue
                score = -RECENCY * (here - sentence) + (SUBJECT if is_subject else 0.0)
                score += PARALLEL if role == token.dep_ else 0.0
                score += GENDER if gender and thing.gender == gender else 0.0
                if top is None or (score, start) > top:
                    top = (score, start)
            if thing is self._topic:
                top = (
                    (top[0] + TOPIC, top[1])
                    if top
                    else (TOPIC - RECENCY * FARTHEST, 0)
                    if thing.places and thing.places[0][0] < token.idx
                    else None
                )
            if top is not None and (best is None or top > best):
                best, chosen = top, thing
        return chosen

    def _is_beside(self, token: Token, start: int) -> bool:
        """Whether the mention that starts there is an argument of the verb whose argument the pronoun is."""
        place = self._at.get(start)
        if place is None or token.dep_ in _SUBJECTS:
            return False
        other = self._doc[place]
        while (
            other.head.i != other.i
            and other.head.dep_ not in ("ROOT",)
            and other.dep_ in ("compound", "det", "amod", "poss", "nmod")
        ):
            other = other.head
        verb = token.head.head if token.dep_ == "pobj" else token.head
        return bool(other.head.i == verb.i)

    def _description(self, noun: Token) -> tuple[_Thing, Span] | None:
        """The thing that "the film", "this band" or "the British actress" means."""
        children = list(noun.children)
        first = next((child for child in children if child.dep_ == "det"), None)
        if first is None or first.lower_ not in ("the", "this") or noun.dep_ in ("attr", "appos", "compound", "nmod"):
            return None
        lemma = noun.lemma_.lower()
        kind = kind_of(lemma)
        is_person = lemma in FEMALE or lemma in MALE
        if not kind and not is_person:
            return None
        for child in children:
            if child.dep_ in ("relcl", "acl", "appos", "prep", "poss", "compound", "nummod", "conj"):
                return None
            if child.dep_ == "amod" and child.lower_ not in ("whole", "entire", "young", "old", "former", "late"):
                return None
        near = [self._doc[place] for place in (noun.i - 1, noun.i + 1) if 0 <= place < len(self._doc)]
        if any(token.pos_ == "PROPN" or token.text in ('"', "“", "”") for token in near):
            return None
        type = type_of(kind) or "person"
        exact = [t for t in self._things if lemma in t.said]
        thing = self._best(noun, exact)
        if thing is None and kind and (kind != type or kind in _GENERAL):
            fits = [t for t in self._things if t.type == type and not _clashes(t, lemma, kind)]
            thing = self._best(noun, [t for t in fits if kind in t.said] or (fits if type != "person" else []))
        if thing is None:
            return None
        if noun.i - first.i > 2 or self._doc[first.i].idx > noun.idx:
            first = noun
        return thing, Span(first.idx, noun.idx + len(noun))

    def _root(self, span: Span) -> Token | None:
        found = self._doc.char_span(span.start, span.end, alignment_mode="expand")
        return found.root if found is not None and len(found) else None

    def _place(self, span: Span, root: Token | None) -> tuple[int, int, bool, str]:
        role = root.dep_ if root is not None else ""
        return span.start, self._sentence(span.start), role in _SUBJECTS, role

    def _sentence(self, place: int) -> int:
        return bisect_right(self._starts, place)


def _clashes(thing: _Thing, lemma: str, kind: str) -> bool:
    """Whether a thing is said to be of another kind: a river is no "city"."""
    if kind in _GENERAL:
        return any(kind_of(noun) == kind for noun in thing.said if noun != kind)
    return bool({"film", "series", "song", "album", "book", "game"} & thing.said)


def _is_empty(token: Token) -> bool:
    """Whether an "it" stands for a clause: "it is likely that"."""
    return any(
        child.dep_ in ("ccomp", "xcomp", "acomp", "csubj") and child.pos_ in ("VERB", "ADJ")
        for child in token.head.children
    )


def _is_plural_near(token: Token) -> bool:
    """Whether a plural or "X and Y" stands before "they" in its sentence."""
    for other in token.sent:
        if other.i >= token.i:
            return False
        if other.tag_ == "NNS" or (other.dep_ == "conj" and other.pos_ == "PROPN"):
            return True
    return False
