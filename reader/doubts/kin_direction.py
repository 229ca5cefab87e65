"""Which way a relation of kin runs: "Wanda Pell, the daughter of Igor Pell" tells of her father, not of a child."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

TURNED = 0.35
"""What is left of a span's probability where the words before it tell of other kin than the question asks for."""

_TERMS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("father", "dad"), ("parent", "m")), **dict.fromkeys(("mother", "mum", "mom"), ("parent", "f")),
    **dict.fromkeys(("parent", "parents"), ("parent", "")),
    **dict.fromkeys(("son", "sons"), ("child", "m")), **dict.fromkeys(("daughter", "daughters"), ("child", "f")),
    **dict.fromkeys(("child", "children"), ("child", "")),
    **dict.fromkeys(("brother", "brothers"), ("sibling", "m")),
    **dict.fromkeys(("sister", "sisters"), ("sibling", "f")),
    **dict.fromkeys(("sibling", "siblings", "twin"), ("sibling", "")),
    **dict.fromkeys(("husband",), ("spouse", "m")), **dict.fromkeys(("wife", "widow"), ("spouse", "f")),
    **dict.fromkeys(("spouse", "widower"), ("spouse", "")),
    "grandfather": ("grandparent", "m"), "grandmother": ("grandparent", "f"),
    **dict.fromkeys(("grandparent", "grandparents"), ("grandparent", "")),
    **dict.fromkeys(("grandson", "grandsons"), ("grandchild", "m")),
    **dict.fromkeys(("granddaughter", "granddaughters"), ("grandchild", "f")),
    **dict.fromkeys(("grandchild", "grandchildren"), ("grandchild", "")),
    "uncle": ("uncle", "m"), "aunt": ("uncle", "f"),
    **dict.fromkeys(("nephew", "nephews"), ("nephew", "m")), **dict.fromkeys(("niece", "nieces"), ("nephew", "f")),
    **dict.fromkeys(("cousin", "cousins"), ("cousin", "")),
}  # fmt: skip
"""A kind of kin, and "m" or "f" where the word tells a man or a woman."""

_INVERSE = {
    "parent": "child", "child": "parent", "sibling": "sibling", "spouse": "spouse", "cousin": "cousin",
    "grandparent": "grandchild", "grandchild": "grandparent", "uncle": "nephew", "nephew": "uncle",
}  # fmt: skip
KIN = "|".join(sorted(_TERMS, key=len, reverse=True))
"""Words for kin, as alternatives of a pattern."""

_WORD = rf"(?<![\w-])(?:{KIN})(?![\w-])"
_WHO = r"\s*(?:who(?:['’]s| is| was| are| were)|(?:name|list|what (?:is|was|are) the names? of))"
_ASKED = (
    re.compile(rf"{_WHO} (?:the |a |an |all )?(?:[a-z]+ ){{0,2}}?(?P<term>{_WORD}) of\b(?! whom)", re.IGNORECASE),
    re.compile(rf"{_WHO} .*['’]s? (?:[a-z]+ ){{0,2}}?(?P<term>{_WORD})[\s?.!]*$", re.IGNORECASE),
)
_ASKED_TURNED = re.compile(
    rf"\b(?:whose (?P<a>{_WORD}) (?:is|was|are|were)|(?P<b>{_WORD}) of (?:whom|who)\b|(?P<c>{_WORD}) of\s*\?*$"
    rf"|of whom (?:is|was)\b.*?\b(?P<d>{_WORD}))",
    re.IGNORECASE,
)
_ROLE = r"(?:(?:the|a|an|late|his|her|their)\s+)?(?:[a-z-]+\s+){0,3}"
_OF = re.compile(
    rf"(?P<term>{_WORD})(?:,?\s+and\s+(?:[a-z-]+\s+){{0,2}}[a-z-]+)?\s+(?:of|to)\s+(?:both\s+)?{_ROLE}"
    r"(?:[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|of|de|van|von|der))*,?\s+(?:\([^)]*\)\s+)?and\s+(?:his\s+wife\s+)?)?$"
)
_PLURAL = "|".join(word for word in _TERMS if word in ("children",) or word.endswith("s"))
_NAMES = (
    r"(?:[A-Z][\w.'’-]*(?:\s+(?:[A-Z][\w.'’-]*|of|de|van|von|der))*(?:\s*\([^()]*\))?(?:,\s+(?:and\s+)?|\s+and\s+))+"
)
_LISTED = re.compile(
    rf"(?<![\w-])(?P<term>{_PLURAL})(?![\w-])(?:[,:]|\s+(?:was|is|named|called|were|are))?\s+{_ROLE}{_NAMES}$"
)
_LISTED_OF = re.compile(rf"(?P<term>{_WORD})\s+(?:of|to)\s+{_ROLE}{_NAMES}$")
"""A name further on in a list: "his sisters are Ada, Ida and", "the sister of Per, Kaj and"."""

_DID = re.compile(r"\s*(?:who\s+(?!is\b|was\b|are\b|were\b|['’])|by whom\b)", re.IGNORECASE)
_HAD_KIN = re.compile(rf"\b(?:has|had) (?:[a-z]+ )?(?:{_PLURAL})(?:[,:]| named| called)? (?=[A-Z])")
_ONLY_NAMES = re.compile(r"(?:(?:[A-Z][\w'’-]*|and|,) ?)+[.;](?:\s|$)")
_ANY_KIN = re.compile(_WORD, re.IGNORECASE)
_APPOSED = re.compile(rf"(?P<term>{_WORD})(?:,|\s+(?:was|is|named|called|were|are))?\s+{_ROLE}$")
_AFTER = re.compile(
    r"(?:\s*\([^)]*\))?,?\s+(?:(?:is|was|who (?:is|was))\s+)?(?:the\s+|a\s+)?"
    rf"(?P<term>{_WORD})\s+of\s+(?P<name>[A-Z][\w'’-]*)"
)


_MARRIED = re.compile(r"\b(?:re)?marr(?:y|ies|ied|iage)\b|\bwed(?:ded|ding)?\b", re.IGNORECASE)


def names_kin(question: str) -> bool:
    """Whether a question is about somebody's kin.

    >>> names_kin("Where was the father of Jo Lind born?"), names_kin("Where was Jo Lind born?")
    (True, False)
    """
    return _ANY_KIN.search(question) is not None


def lacks_kin(question: str, texts: Sequence[str]) -> bool:
    """Whether a question is about kin of a kind that no text tells of, either way round.

    >>> told = ("Heat was directed by Jo Lind.", "Jo Lind, born in 1931, was married to Ada Moe.")
    >>> lacks_kin("When was the wife of the director of Heat born?", told)
    False
    >>> lacks_kin("When was the mother of the director of Heat born?", told)
    True
    """
    kinds = {_TERMS[found[0].lower()][0] for found in _ANY_KIN.finditer(question)}
    told = {_TERMS[found[0].lower()][0] for text in texts for found in _ANY_KIN.finditer(text)}
    told |= {_INVERSE[kind] for kind in told}
    if any(_MARRIED.search(text) for text in texts):
        told.add("spouse")
    return not kinds <= told


@dataclass(frozen=True, slots=True)
class Kin:
    """A kind of kin, and "m", "f" or "" where that is open."""

    kind: str
    sex: str

    def may_be(self, other: Kin) -> bool:
        """Whether both may be said of one person."""
        return self.kind == other.kind and (not self.sex or not other.sex or self.sex == other.sex)

    @property
    def inverse(self) -> Kin:
        """What one is to such kin."""
        return Kin(_INVERSE[self.kind], "")


def kin_of(term: str) -> Kin:
    """The kin that a word of :data:`KIN` tells of.

    >>> kin_of("Wife")
    Kin(kind='spouse', sex='f')
    """
    return Kin(*_TERMS[term.lower()])


@lru_cache(maxsize=64)
def asked_kin(question: str) -> Kin | None:
    """The kin that a question asks for; None where it asks for no kin.

    >>> asked_kin("Who is the child of Wanda Pell?"), asked_kin("Who is Wanda Pell's father?")
    (Kin(kind='child', sex=''), Kin(kind='parent', sex='m'))
    >>> asked_kin("Whose daughter is Wanda Pell?"), asked_kin("Where was the father of Wanda Pell born?")
    (Kin(kind='parent', sex=''), None)
    """
    if turned := _ASKED_TURNED.search(question):
        return Kin(*_TERMS[next(filter(None, turned.groups())).lower()]).inverse
    for form in _ASKED:
        if found := form.search(question):
            return Kin(*_TERMS[found["term"].lower()])
    return None


def is_turned(asked: Kin | None, question: str, text: str, start: int, end: int) -> bool:
    """Whether the words around ``text[start:end]`` tell of other kin than ``asked``: of the other end of the
    relation, or of another one.

    >>> text = "Wanda Pell, the daughter of Igor Pell, taught in Turin with her brother Max."
    >>> question = "Who is the child of Wanda Pell?"
    >>> asked = asked_kin(question)
    >>> is_turned(asked, question, text, 28, 37), is_turned(asked, question, text, 72, 75)
    (True, True)
    """
    if asked is None:
        return False
    before = text[max(0, start - 120) : start]
    if of := _OF.search(before) or _LISTED_OF.search(before):
        told = Kin(*_TERMS[of["term"].lower()]).inverse
        # "The daughter of Igor Pell": the man or woman is the one before "of", not the one after.
        return not told.may_be(asked)
    if apposed := _APPOSED.search(before) or _LISTED.search(before):
        if asked.kind == "sibling" and apposed["term"].endswith(("sons", "daughters", "children")):
            return False  # of "two daughters, Ada and Ida" each is the other's sister
        return not Kin(*_TERMS[apposed["term"].lower()]).may_be(asked)
    after = _AFTER.match(text, end)
    if after is not None and re.search(rf"\b{re.escape(after['name'])}\b", question):
        return not Kin(*_TERMS[after["term"].lower()]).may_be(asked)
    return False


def is_only_kin(question: str, text: str, start: int) -> bool:
    """Whether the span that begins at ``start`` is named as whose child or kin somebody is, where a question asks who
    did something, and of no kin.

    >>> text = "Jo Lind, the daughter of the baker Abe Lind, founded the mill."
    >>> [is_only_kin(question, text, 35) for question in ("Who founded the mill?", "Who had a daughter called Jo?")]
    [True, False]
    """
    if _DID.match(question) is None or _ANY_KIN.search(question):
        return False
    if _OF.search(text[:start]) is not None:
        return True
    # "She had two brothers, Konrad and Felix." says nothing else of them.
    named = _HAD_KIN.search(text, 0, start + 1)
    return named is not None and "." not in text[named.end() : start] and _ONLY_NAMES.match(text, start) is not None
