"""Training sentences with other names in them, so that relations are read from words and not from who is known.

The sentences of an ontology are about few things. Each name is swapped for one that stands at the same place of the
same relation elsewhere, is of the same class, or is an entity of Re-DocRED of the type that the class has; numbers and
dates get other digits.
"""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from tokenizers import Tokenizer

from kgqa.extract.relations.dates import MONTHS, dates_in
from kgqa.extract.relations.examples import RelationExample, names_in, words_of
from kgqa.extract.relations.model import TYPES
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.tokens import cut

SHARE = 0.75
"""Of the names of a sentence that are swapped."""

_OF_TYPE = {
    "person": "person artist scientist athlete politician astronaut human writer musical artist leader",
    "organization": "organisation organization company university school record label sports team club party band "
    "publisher sports club production company political party",
    "location": "place city country county state location municipality river territory",
    "other": "film written work musical work album book literary work video game written work work song award event",
}
_CLASS_TYPE = {
    word: kind for kind, words in _OF_TYPE.items() for word in (*words.split(), *words.split("  "), words) if word
}
_MONTH = re.compile("|".join(MONTHS))

_DIGIT = re.compile(r"(?<=\d)\d")

Pools = Mapping[str, Sequence[str]]


def name_pools(
    examples: Sequence[RelationExample], schemas: Mapping[str, Sequence[RelationType]]
) -> dict[str, list[str]]:
    """Names by what they are: "head of label", "tail of label", "class", and "type"."""
    found: dict[str, set[str]] = {}
    for example in examples:
        said = [_said(example, spans) for spans in example.entities]
        for entity, kind in enumerate(example.types):
            if kind >= 0:
                found.setdefault(f"type {TYPES[kind]}", set()).add(said[entity])
        for entity, keys in _keys(example, schemas[example.space]).items():
            for key in keys:
                found.setdefault(key, set()).add(said[entity])
    return {key: sorted(names) for key, names in sorted(found.items())}


def swapped(
    example: RelationExample,
    relations: Sequence[RelationType],
    pools: Pools,
    tokenizer: Tokenizer,
    rng: random.Random,
) -> RelationExample | None:
    """The example with other names; None where nothing could be swapped."""
    tokens = example.tokens
    keys = _keys(example, relations)
    places = sorted((span[0], span[1], entity) for entity, spans in enumerate(example.entities) for span in spans)
    names: dict[int, str] = {}
    for entity, own in enumerate(example.entities):
        lone = all(
            other == entity or past <= first or start >= last for first, last in own for start, past, other in places
        )
        if lone and rng.random() < SHARE:
            name = _other(_said(example, own), [pools[key] for key in keys.get(entity, ()) if key in pools], rng)
            if name and name not in tokens.text:
                names[entity] = name
    if not names:
        return None
    text, at = "", 0
    moved: list[tuple[int, int, int]] = []
    for first, past, entity in places:
        start, end = tokens.words[first].start, tokens.words[past - 1].end
        if entity in names:
            text += tokens.text[at:start]
            moved.append((entity, len(text), len(text) + len(names[entity])))
            text, at = text + names[entity], end
    text += tokens.text[at:]
    # Spans that stay move by what was put in before them.
    shifts = [
        (tokens.words[first].start, len(names[entity]) - (tokens.words[past - 1].end - tokens.words[first].start))
        for first, past, entity in places
        if entity in names
    ]
    for first, past, entity in places:
        if entity not in names:
            start, end = tokens.words[first].start, tokens.words[past - 1].end
            shift = sum(more for where, more in shifts if where < start)
            moved.append((entity, start + shift, end + shift))
    (new,) = cut(tokenizer, [text])
    spans: dict[int, list[tuple[int, int]]] = {}
    for entity, start, end in sorted(moved):
        span = words_of(new, start, end)
        if span is None:
            return None
        spans.setdefault(entity, []).append(span)
    entities = tuple(tuple(spans[entity]) for entity in range(len(example.entities)))
    taken = [span for each in entities for span in each]
    others = tuple(each for each in names_in(new) if all(each[1] <= a or each[0] >= b for a, b in taken))
    return RelationExample(new, entities, example.facts, example.space, example.complete, others=others)


def _said(example: RelationExample, spans: Sequence[tuple[int, int]]) -> str:
    return example.tokens.said(spans[0])


def _keys(example: RelationExample, relations: Sequence[RelationType]) -> dict[int, list[str]]:
    """What each entity is, the most special first."""
    keys: dict[int, list[str]] = {}
    for head, relation, tail in example.facts:
        each = relations[relation]
        for entity, place, kind in ((head, "head", each.domain), (tail, "tail", each.range)):
            own = keys.setdefault(entity, [])
            own.append(f"{place} of {spoken(each.label).strip()}")
            for name in filter(None, map(spoken, kind.split(" or "))):
                own.append(f"class {name}")
                if name in _CLASS_TYPE:
                    own.append(f"type {_CLASS_TYPE[name]}")
    return keys


def _other(said: str, pools: Sequence[Sequence[str]], rng: random.Random) -> str:
    if said[:1].isdecimal() or dates_in(said):
        months = _MONTH.sub(lambda match: rng.choice(MONTHS), said)
        return _DIGIT.sub(lambda match: str(rng.randint(0, 9)), months)
    if not pools:
        return ""
    return rng.choice(rng.choice(pools))
