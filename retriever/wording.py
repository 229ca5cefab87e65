"""Ways to say a relation: phrases and questions made by rule from its label, the raw material for tuning a path scorer.

A phrase is a name for where a step leads, with ``{x}`` for where it starts: "the director of {x}", "those directed by
{x}". Phrases nest, so that a chain of steps becomes one question. English.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

X = "{x}"
"""Where a phrase or a question names what the step starts from."""

_PREPOSITIONS = frozenset(
    ["by", "in", "at", "on", "to", "from", "with", "for", "as", "after", "into", "of", "near", "under"]
)
_EMPTY = frozenset(["has", "have", "had", "is", "are", "was", "were", "be", "the", "a", "an", "in", "of", "on"])
_PARTICIPLES = frozenset(
    [
        "written",
        "born",
        "sung",
        "made",
        "spoken",
        "held",
        "won",
        "built",
        "given",
        "shot",
        "found",
        "led",
        "known",
        "taken",
        "set",
        "run",
        "bought",
        "sold",
        "drawn",
    ]
)
_VERBS = {
    "writer": ("write", "wrote", "written"), "author": ("write", "wrote", "written"),
    "screenwriter": ("write", "wrote", "written"), "singer": ("sing", "sang", "sung"),
    "actor": ("act in", "acted in", "acted in"), "maker": ("make", "made", "made"),
    "builder": ("build", "built", "built"), "leader": ("lead", "led", "led"), "winner": ("win", "won", "won"),
    "creator": ("create", "created", "created"), "editor": ("edit", "edited", "edited"),
    "architect": ("design", "designed", "designed"), "father": None, "mother": None, "brother": None, "sister": None,
    "daughter": None, "number": None, "member": None, "order": None, "player": ("play", "played", "played"),
    "character": None, "chapter": None, "river": None, "center": None, "gender": None, "power": None, "officer": None,
    "minister": None, "partner": None, "super": None, "letter": None, "sector": None, "color": None, "colour": None,
    "master": None, "doctor": None, "major": None, "minor": None, "factor": None, "border": None, "career": None,
    "former": None, "other": None, "over": None, "under": None, "water": None, "carrier": None, "successor": None,
    "predecessor": None, "ancestor": None, "error": None, "layer": None, "peer": None, "chancellor": None,
}  # fmt: skip
"""Agents whose verb is irregular, and words that only look like agents."""
_AGENTS = {"written": "writer", "sung": "singer", "made": "maker", "built": "builder", "led": "leader", "won": "winner"}
_PLURALS = {"person": "people", "child": "children", "man": "men", "woman": "women", "wife": "wives"}

_SYNONYMS = {
    "spouse": "husband wife partner|better half|other half|married partner|significant other",
    "husband": "spouse|man", "wife": "spouse|woman",
    "parent": "father mother dad mom mum papa mama|old man", "father": "dad papa parent", "mother": "mom mum parent",
    "child": "son daughter kid|offspring heir", "son": "boy child", "daughter": "girl child",
    "sibling": "brother sister", "place of birth": "birthplace hometown|birth place|native town|city of birth",
    "place of death": "deathplace|death place|place where they died|city of death",
    "place of burial": "grave|burial place|resting place",
    "date of birth": "birthday birthdate|birth date|day of birth",
    "date of death": "death date|day of death", "cause of death": "death cause|reason of death|what killed them",
    "nationality": "citizenship country nation|home country|country of citizenship",
    "country of citizenship": "nationality citizenship nation country",
    "profession": "occupation job career work|line of work", "occupation": "profession job career work|line of work",
    "religion": "faith belief church|religious belief|religious faith", "gender": "sex", "sex or gender": "gender sex",
    "ethnicity": "race|ethnic group|ethnic background", "ethnic group": "ethnicity race|ethnic background",
    "institution": "school university college employer|alma mater",
    "educated at": "school university college|alma mater",
    "employer": "company firm|place of work", "location": "place|where it is", "genre": "kind type style sort",
    "language": "tongue|spoken language", "release year": "year|release date|year of release|publication year",
    "publication date": "release date|year of publication|release year", "director": "filmmaker|film director",
    "screenwriter": "writer|script writer", "author": "writer", "cast member": "actor star performer",
    "tag": "keyword topic subject word", "country": "nation state", "capital": "capital city|seat of government",
    "population": "number of people|number of inhabitants", "founder": "creator originator",
    "head of government": "leader|prime minister", "currency": "money", "performer": "singer musician artist band",
    "composer": "songwriter|music writer", "producer": "maker", "award received": "prize award honour",
    "member of sports team": "team club", "sport": "game", "instrument": "musical instrument",
}  # fmt: skip
"""What people say for common relations: single words, then phrases between bars."""


def sayings(label: str) -> list[str]:
    """The label itself and other ways to say it, if it is a common one.

    >>> sayings("spouse")[:3]
    ['spouse', 'husband', 'wife']
    """
    plain = label.replace("_", " ")
    key = plain.lower()
    for form in (key, take_apart(key).noun, singular(key), singular(take_apart(key).noun)):
        if form in _SYNONYMS:
            words, *more = _SYNONYMS[form].split("|")
            return [plain, *words.split(), *more]
    return [plain]


def singular(noun: str) -> str:
    """An English singular, by the common rules.

    >>> singular("parents"), singular("children"), singular("countries"), singular("class")
    ('parent', 'child', 'country', 'class')
    """
    head, _, last = noun.rpartition(" ")
    for one, many in _PLURALS.items():
        last = one if last == many else last
    if last.endswith("ies") and len(last) > 4:
        last = last[:-3] + "y"
    elif last.endswith("s") and not last.endswith(("ss", "us", "is")) and len(last) > 3:
        last = last[:-1]
    return f"{head} {last}".strip()


@dataclass(frozen=True, slots=True)
class Label:
    """A relation's label taken apart: the noun it gives, if any, and its verb (base, past, participle) if it has one.

    ``participle`` is the label where it begins with a participle and ends in a preposition ("born in").
    """

    noun: str
    verb: tuple[str, str, str] | None = None
    participle: str = ""
    of: str = ""


def take_apart(label: str) -> Label:
    """What can be said with a relation's label.

    >>> take_apart("directed by").noun, take_apart("has genre").noun, take_apart("born in").participle
    ('director', 'genre', 'born in')
    >>> take_apart("film director").verb
    ('direct', 'directed', 'directed')
    """
    words = label.replace("_", " ").split()
    while len(words) > 1 and words[0].lower() in _EMPTY:
        words = words[1:]
    plain = " ".join(words)
    if len(words) > 1 and words[-1] in _PREPOSITIONS:
        first = words[-2]
        if first.endswith("ed") or first in _PARTICIPLES:
            if words[-1] == "by":
                return Label(agent := _agent(first), _verb(agent) or (first, first, first), plain)
            return Label("", None, plain)
        if words[-1] == "of":
            return Label("", None, "", " ".join(words[:-1]))
        return Label("", None, plain)
    return Label(plain, _verb(words[-1]) if words else None)


def phrases(label: str, inverse: bool, kind: str = "") -> list[str]:
    """Names for where a step leads. ``kind`` says what those are ("film"), if that is known.

    >>> phrases("director", False)[:3]
    ['the director of {x}', "{x}'s director", 'the person who directed {x}']
    """
    parts = take_apart(label)
    many = f"the {plural(kind)}" if kind else "those"
    one = f"the {kind}" if kind else "the one"
    found: list[str] = []
    if not inverse:
        if parts.noun:
            found += [f"the {parts.noun} of {X}", f"{X}'s {parts.noun}"]
        if parts.verb:
            _, past, _ = parts.verb
            who = f"the {kind}" if kind else "the person"
            found += [f"{who} who {past} {X}", f"{who} that {past} {X}"]
        if parts.participle and not parts.verb:
            found += [f"{one} that {X} is {parts.participle}", f"{one} where {X} was {parts.participle}"]
        if parts.of:
            found += [f"{one} that {X} is the {parts.of} of", f"{one} with {X} as {parts.of}"]
    else:
        if parts.participle:
            found += [f"{many} {parts.participle} {X}", f"{many} that were {parts.participle} {X}"]
        if parts.verb:
            _, past, participle = parts.verb
            found += [f"{many} that {X} {past}", f"{many} {participle} by {X}"]
        if parts.noun:
            found += [
                f"{many} whose {parts.noun} is {X}",
                f"{many} with {X} as {parts.noun}",
                f"{many} with {parts.noun} {X}",
            ]
        if parts.of:
            found += [f"the {parts.of} of {X}", f"{X}'s {parts.of}"]
    return found or [f"{label} {X}"]


def shared(label: str, kind: str = "") -> list[str]:
    """Names for what has the same value of a relation as ``{x}``: the step and back again."""
    parts = take_apart(label)
    noun = parts.noun or parts.of
    many = f"the {plural(kind)}" if kind else "those"
    if not noun:
        return [f"{many} {parts.participle} the same as {X}"]
    found = [
        f"{many} that share {plural(noun)} with {X}",
        f"{many} that share a {noun} with {X}",
        f"{many} with the same {noun} as {X}",
        f"{many} that have the same {noun} as {X}",
    ]
    if parts.verb:
        _, past, _ = parts.verb
        found += [f"{many} whose {plural(noun)} also {past} {X}", f"{many} {parts.verb[2]} by the {noun} of {X}"]
    return found


def questions(label: str, inverse: bool, kind: str = "") -> list[str]:
    """Questions for where a step leads."""
    parts = take_apart(label)
    which = f"which {kind}" if kind else "what"
    which_many = f"which {plural(kind)}" if kind else "what"
    found = [f"{ask} {phrase}" for phrase in phrases(label, inverse, kind) for ask in ("what is", "who is", "name", "")]
    if not inverse:
        if parts.verb:
            base, past, participle = parts.verb
            found += [f"who {past} {X}", f"{X} was {participle} by who", f"who {past} {X}", f"which person {past} {X}"]
        if parts.noun:
            found += [f"what {parts.noun} does {X} have", f"what {parts.noun} is {X}", f"{X} {parts.noun}"]
            found += [f"what are the {plural(parts.noun)} of {X}", f"which {parts.noun} belongs to {X}"]
        if parts.participle and not parts.verb:
            found += [f"{which} is {X} {parts.participle}", f"where was {X} {parts.participle}"]
            found += [f"when was {X} {parts.participle}", f"{X} was {parts.participle} {which}"]
        if parts.of:
            found += [f"{which} is {X} the {parts.of} of", f"{which} has {X} as {parts.of}"]
    else:
        if parts.participle:
            found += [f"{which} was {parts.participle} {X}", f"{which_many} are {parts.participle} {X}"]
        if parts.verb:
            base, past, participle = parts.verb
            found += [f"{which} did {X} {base}", f"{which_many} did {X} {base}", f"{which} was {participle} by {X}"]
        if parts.noun:
            found += [f"{which} has the {parts.noun} {X}", f"{which} has {X} as {parts.noun}"]
            found += [f"whose {parts.noun} is {X}", f"{X} is the {parts.noun} of what"]
        if parts.of:
            found += [f"{which} is the {parts.of} of {X}", f"what are the {plural(parts.of)} of {X}"]
    return [question.strip() for question in found]


def ask(labels: Sequence[tuple[str, bool]], rng: random.Random, kinds: Sequence[str] = ()) -> str:
    """A question over a chain of (label, inverse) steps, with ``{x}`` for its start; ``kinds`` of the ends by step.

    >>> ask([("director", False), ("born in", False)], random.Random(1))
    'the one where the person that directed {x} was born in'
    """
    kinds = kinds or [""] * len(labels)
    said = {label: rng.choice(sayings(label)) if rng.random() < 0.5 else label for label, _ in labels}
    labels = [(said[label], inverse) for label, inverse in labels]
    inner, at = X, 0
    while at < len(labels) - 1:
        (label, inverse), kind = labels[at], kinds[at]
        following = labels[at + 1]
        if following[0] == label and following[1] != inverse and at + 2 < len(labels) and rng.random() < 0.7:
            inner, at = rng.choice(shared(label, kinds[at + 1])).replace(X, inner), at + 2
            continue
        inner, at = rng.choice(phrases(label, inverse, kind)).replace(X, inner), at + 1
    if at >= len(labels):
        return f"what are {inner}"
    label, inverse = labels[at]
    if at and labels[at - 1][0] == label and labels[at - 1][1] != inverse and at == 1 and rng.random() < 0.6:
        asked = rng.choice(("which are ", "what are ", "name ", "")) + rng.choice(shared(label, kinds[at]))
        return asked.replace(X, X)
    return rng.choice(questions(label, inverse, kinds[at])).replace(X, inner)


def reworded(question: str, rng: random.Random) -> str:
    """A question of :func:`ask` in words that it does not use itself.

    >>> reworded("who is the person who directed {x}", random.Random(2))
    'tell me whoever directed {x}'
    """
    for opening in ("what is ", "who is ", "what are ", "which are ", "name "):
        if question.startswith(opening):
            asked = ("tell me", "i want to know", "do you know", "give me", "can you find")
            question = f"{rng.choice(asked)} {question.removeprefix(opening)}"
            break
    for ours, others in _REWORDED:
        if ours in question and rng.random() < 0.7:
            question = question.replace(ours, rng.choice(others))
    return question


_REWORDED = (
    ("the person who ", ("the one who ", "whoever ", "someone who ")),
    ("the person that ", ("the one who ", "whoever ", "someone who ")),
    ("those that ", ("everything that ", "all things that ", "the ones which ")),
    ("those whose ", ("everything whose ", "the ones whose ")),
    ("those with ", ("everything with ", "the ones having ")),
    ("those ", ("everything ", "the ones ", "all things ")),
    ("that share a ", ("having in common the ", "that also have the ")),
    ("that share ", ("having in common the ", "with equal ")),
    ("with the same ", ("sharing the ", "of the same ")),
    ("which ", ("what ", "tell me which ")),
    ("what are the ", ("list the ", "list all ")),
)


def plural(noun: str) -> str:
    """An English plural, by the common rules.

    >>> plural("country"), plural("film director"), plural("genres")
    ('countries', 'film directors', 'genres')
    """
    head, _, last = noun.rpartition(" ")
    if last in _PLURALS:
        last = _PLURALS[last]
    elif last.endswith("s") and not last.endswith("ss"):
        pass
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    else:
        last += "s"
    return f"{head} {last}".strip()


def _agent(participle: str) -> str:
    if participle in _AGENTS:
        return _AGENTS[participle]
    stem = participle.removesuffix("ed")
    return stem + ("or" if stem.endswith(("ct", "at", "it")) else "er")


def _verb(agent: str) -> tuple[str, str, str] | None:
    single = agent.lower().removesuffix("s")
    if single in _VERBS:
        return _VERBS[single]
    if len(single) > 5 and single.endswith(("er", "or")):
        stem = single[:-2]
        base = stem + "e" if stem.endswith(("c", "s", "v", "z", "at", "dg", "ag", "ur")) else stem
        return base, f"{stem}ed", f"{stem}ed"
    return None
