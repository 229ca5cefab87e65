"""Whether a fact is a claim the other way round: that Port Tarn is Veland's capital is none that Veland is its."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION
from kgqa.types import Answer, Evidence, Path

_ROLE_OF = re.compile(r"(?:who|what) (?:is|are|was|were) the (?P<role>.+?) of .+", re.IGNORECASE)
_OWN_ROLE = re.compile(r"(?:who|what) (?:is|are|was|were) .+?(?:['’]s|(?<=s)['’]) (?P<role>[^'’]+)", re.IGNORECASE)
_EITHER_WAY = re.compile(
    r".*\b(?:spouse|partner|sibling|cousin|relative|friend|colleague|neighbou?r|rival|ally|enemy|opponent|twin"
    r"|twin town|sister city|namesake|counterpart|equivalent|synonym|antonym|opposite)"
)
"""Roles that two have to each other."""


def is_turned(question: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether all that an answer to an open question for somebody's or something's role rests on are facts in which
    this has that role itself: to "What is the capital of Port Tarn?" the fact "Port Tarn | capital of: Veland"."""
    text = question.rstrip("?!. ")
    asked = _ROLE_OF.fullmatch(text) or _OWN_ROLE.fullmatch(text)
    pieces = [evidence[one.evidence] for one in answer.support if one.evidence < len(evidence)]
    if asked is None or not pieces or not all(isinstance(piece.content, Path) for piece in pieces):
        return False
    facts = [piece.text for piece in pieces if isinstance(piece.content, Path) and len(piece.content.steps) == 1]
    return bool(facts) and all(_has_role(text, asked["role"]) for text in facts)


def _has_role(fact: str, role: str) -> bool:
    """Whether a fact says what its subject is the ``role`` of."""
    label = fold(fact.rpartition("|")[2].partition(":")[0])
    has = re.fullmatch(r"(?:is |was )?(?:the )?(?P<role>.+) of", label)
    if has is None or label.startswith("those ") or _EITHER_WAY.fullmatch(has["role"]):
        return False
    own, asked = _words(has["role"]), _words(role)
    return bool(own) and (own <= asked or asked <= own)


def _words(text: str) -> set[str]:
    return {stem(word) for word in fold(text).split() if word not in FUNCTION}
