"""What type the names of a text have: votes of the words around each, of its own words, and of the model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kgqa.extract.document import Document
from kgqa.extract.resolve.wordlists import KIND_WORDS
from kgqa.extract.syntax.kinds import (
    NEVER_NAMES,
    describing,
    is_agent,
    is_birthplace,
    is_kin,
    kind_of,
    of_qualifier,
    type_of,
)
from kgqa.extract.syntax.lexicon import LEGAL_FORMS
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.titles import opening_name, plain_title

if TYPE_CHECKING:
    from spacy.tokens import Doc

TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "EVENT": "event",
    "PRODUCT": "product",
    "LAW": "law",
    "LANGUAGE": "language",
}
"""Labels of spaCy's English models to ours; the others are of values."""

SAID, AGENT, CALLED, TAGGED = 4, 5, 2, 1
"""Weights of what a noun, a verb, the name's last word and the model say of its type."""

_LIVED = re.compile(
    r"[\"”']?\s*\([^()]*?(?:\b(?:born|b\.)\s|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b[^()]{0,20}\d{4}[^()]{0,12}[-–—])"
)
"""The days of a life in brackets."""
_BORN = re.compile(r"[\"”']?\s*\((?:born|b\.)\s|\s*\(\d{4}\s?[-–—]\s?\d{4}\),?((?: [\w-]+){1,3})")
"""Who was born, in brackets; or years with a noun behind them, which may be a trade."""

_IT = re.compile(r"[a-z0-9)][.]\s+Its?\b(?! (?:was|is) (?:in|at|on|not|here|there|then)\b)")
_HE_OR_SHE = re.compile(r"\b(?:he|she|his|her|hers|him|himself|herself)\b", re.IGNORECASE)


def with_types(document: Document, doc: Doc, mentions: Sequence[tuple[NameMention, int]]) -> list[NameMention]:
    """The mentions with the type that the words around all of one wording say, else most of the model's labels."""
    votes: dict[str, Counter[str]] = {}
    fixed: dict[str, str] = {}
    plain, qualifier = plain_title(document.title)
    text = document.text
    topic = opening_name(text, document.title)
    for mention, rank in mentions:
        counted = votes.setdefault(mention.text, Counter())
        if rank == 0:
            fixed.setdefault(mention.text, mention.type)
            continue
        if mention.type:
            counted[mention.type] += CALLED if rank == 2 else TAGGED
        else:
            for token in doc.char_span(mention.start, mention.end, alignment_mode="expand") or ():
                if token.ent_type_ in TYPES:
                    counted[TYPES[token.ent_type_]] += TAGGED
                    break
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        types = [type for noun in describing(root) if (type := type_of(kind_of(noun.lemma_.lower())))]
        if types:
            # "A film and television composer" is no film.
            counted["person" if "person" in types else types[0]] += SAID
        if is_agent(root) or is_kin(root):
            counted["person"] += AGENT
        elif is_birthplace(root):
            counted["location"] += AGENT
        if (lived := _BORN.match(text, mention.end)) and (
            lived[1] is None or any(kind_of(word) == "person" for word in lived[1].split())
        ):
            counted["person"] += SAID
        if rank == 2 or mention.type == "work":
            continue
        last = mention.text.rsplit(" ", 1)[-1].lower()
        if " " in mention.text and _is_legal(last):
            counted["organization"] += SAID
        words = mention.text.count(" ") + 1
        # "Adam Bridge" may be somebody, "Calmar Mill" is not.
        least = 3 if mention.type == "person" and last not in NEVER_NAMES else 2
        if words >= least and last in KIND_WORDS | NEVER_NAMES and (kind := type_of(kind_of(last))):
            counted[kind] += CALLED
    if kind := type_of(of_qualifier(qualifier)):
        votes.setdefault(plain, Counter())[kind] += 2 * SAID
    if topic is not None and _LIVED.match(text, topic[1]):
        votes.setdefault(text[topic[0] : topic[1]], Counter())["person"] += SAID
    if topic is not None and _goes_on_with_it(text, topic[1]):
        votes.setdefault(text[topic[0] : topic[1]], Counter())[""] += CALLED
    found = {name: fixed.get(name) or _most(counted) for name, counted in votes.items()}
    _give_forms(found)
    _give_surnames(found)
    return [mention._replace(type=found[mention.text]) for mention, _ in mentions]


def _goes_on_with_it(text: str, start: int) -> bool:
    """Whether a text that opens with a name goes on with "it", and with no "he" or "she" anywhere: nobody is meant."""
    return _IT.search(text, start) is not None and _HE_OR_SHE.search(text) is None


def _most(counted: Counter[str]) -> str:
    return max(counted, key=lambda type: (counted[type], -list(counted).index(type))) if counted else ""


def _give_forms(types: dict[str, str]) -> None:
    """A name is an organization's where the text has it with a legal form too: "Velm Tools", "Velm Tools GmbH"."""
    for name, type in list(types.items()):
        short, _, last = name.rpartition(" ")
        if (
            type == "organization"
            and short in types
            and (last.lower() in LEGAL_FORMS or last.lower().strip(".") in LEGAL_FORMS)
        ):
            types[short] = "organization"


def _give_surnames(types: dict[str, str]) -> None:
    """A single word that is the last of a person's fuller name, or the first, is a person too."""
    full = [name.split() for name, type in types.items() if type == "person" and " " in name]
    firsts, lasts = {words[0] for words in full}, {words[-1] for words in full}
    for name, type in types.items():
        if " " in name or type not in ("", "organization", "location", "product", "work", "group"):
            continue
        if name in lasts or (name in firsts and type != "location"):
            types[name] = "person"


def _is_legal(word: str) -> bool:
    return word in LEGAL_FORMS or word.strip(".") in LEGAL_FORMS
