"""What a number in a sentence counts or measures: four digits that do are no year."""

from __future__ import annotations

from collections.abc import Container
from typing import TYPE_CHECKING

from kgqa.extract.syntax.lexicon import MEASURES, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

AMOUNTS = word_set("population revenue turnover budget audience membership circulation workforce readership profit")
"""What is counted in millions: "m" behind its number is no metre."""
COUNTED = word_set("""
people persons inhabitants residents citizens users customers members subscribers followers viewers listeners readers
visitors passengers tourists speakers voters votes students pupils workers employees jobs copies downloads units
vehicles homes households shares patients refugees deaths barrels euros dollars pounds yen
""")
"""Plural nouns before which "m" and "k" are a million and a thousand."""

_MEASURED = (MEASURES.keys() | AMOUNTS) - {"number"}
_MONEYED = word_set("revenue budget price turnover profit")
"""Nouns whose "of 1998" is a year's as often."""
_ABOUT = word_set("about around approximately roughly some nearly almost over exactly just only under circa c. ca.")
_NUMBERED = word_set("No. no. # about over nearly than")
_AMOUNTING = word_set("cost weigh seat total measure exceed")
"""Verbs whose object is a quantity."""
_SIZED = word_set("""
seat room page word bed man member person acre metre meter km mile foot kilometre kilometer ton tonne year
""")
_TIMED = word_set("the in since until till by during after before from its his her their")
"""Words before the number of a year: "in 1990 full professors"."""


def counts(doc: Doc, token: int, units: Container[str]) -> bool:
    """Whether the four digits at ``token`` count something ("1200 people", "a population of 1532") or number it."""
    at = doc[token]
    after = doc[token + 1] if token + 1 < len(doc) else None
    end = at.idx + len(at)
    if after is not None and after.idx == end + 1 and (after.tag_ == "NNS" or after.text in units):
        return True
    if after is not None and after.text == "-" and after.idx == end and token + 2 < len(doc):
        return doc[token + 2].lower_ in _SIZED  # "a 1500-metre race", "a 1200-seat hall"
    if token and doc[token - 1].text in _NUMBERED:
        return True
    head = at.head
    is_counted = at.dep_ == "nummod" and head.tag_ == "NNS" and head.is_lower and head.i > token
    if is_counted and (not token or doc[token - 1].lower_ not in _TIMED):
        return all(doc[between].is_lower or doc[between].text == "-" for between in range(token + 1, head.i))
    return bool(amount_of(doc, token))


def amount_of(doc: Doc, token: int) -> str:
    """The noun or verb whose amount the number at ``token`` is, "" where there is none.

    That is "population" in "a population of about 1532", "its population is 1532" and "population 1532".
    """
    at = token - 1
    while at > 0 and doc[at].lower_ in _ABOUT:
        at -= 1
    if at < 0:
        return ""
    before = doc[at]
    lemma = str(before.lemma_.lower())
    if before.pos_ == "VERB" and lemma in _AMOUNTING:
        return lemma
    if before.is_lower and lemma in _MEASURED - _MONEYED and before.pos_ == "NOUN":
        return lemma
    if lemma == "be":
        subjects = (str(kid.lemma_.lower()) for kid in before.children if kid.dep_ == "nsubj" and kid.i < before.i)
        return next((noun for noun in subjects if noun in _MEASURED), "")
    if before.lower_ != "of" or not at:
        return ""
    noun = str(doc[at - 1].lemma_.lower())
    articles = {kid.lower_ for kid in doc[at - 1].children if kid.dep_ in ("det", "poss")}
    # "The population of 1850" is that of a year.
    if noun not in _MEASURED or "the" in articles or (noun in _MONEYED and not articles):
        return ""
    return noun
