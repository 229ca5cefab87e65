"""Relations that say the opposite of what is asked: a date of birth is no day of death, what a thing follows did not
come after it, and a prize that it was nominated for it need not have won."""

from __future__ import annotations

import re

OPPOSITE = 0.1
"""What is left of the probability of a path whose last relation is such a one."""

_LIFE = {
    "birth": re.compile(r"\b(?:born|birth\w*)\b"),
    "death": re.compile(r"\b(?:die[sd]?|death\w*)\b"),
    "burial": re.compile(r"\b(?:buried|burial\w*)\b"),
}
_PRIZE = {
    "won": re.compile(r"\b(?:w[io]n|wins|receive[sd]?|gets?|got|gotten|awarded)\b"),
    "nominated": re.compile(r"\bnominat\w+"),
}
_ASKED = {
    "after": re.compile(
        r"\b(?:com(?:es?|ing)|came) (?:right |next )?after\b|\b(?:follow(?:s|ed)?|succe(?:eds?|eded)) it\b"
        r"|\b(?:is|was) it (?:followed|succeeded) by\b|\bit (?:is|was) (?:followed|succeeded) by\b"
        r"|\b(?:successor|sequel)\b"
    ),
    "before": re.compile(
        r"\b(?:com(?:es?|ing)|came) (?:right |just )?before\b|\bprecede[sd]? it\b|\b(?:followed|succeeded) by it\b"
        r"|\b(?:is|was) it preceded by\b|\bit (?:is|was) preceded by\b|\b(?:predecessor|prequel)\b"
    ),
}
_TOLD = {
    "after": re.compile(r"\b(?:followed by|succeeded by|successor|sequel|next)\b"),
    "before": re.compile(r"\b(?:follows|preceded by|predecessor|prequel|previous)\b"),
}
_BACK = re.compile(r"^those | of$")
_TURNED = {"after": "before", "before": "after"}


def is_same_end(words: str, label: str) -> bool:
    """Whether a relation leads to the end of an order that a question asks for, in whatever words.

    >>> is_same_end("what came after it?", "successor"), is_same_end("what came after it?", "successor of")
    (True, False)
    """
    return _asked_end(words) == _told_end(label) != ""


def is_opposite(words: str, label: str) -> bool:
    """Whether a relation, as it is walked (:func:`kgqa.kg.verbalize.step_label`), leads to the opposite of what a
    question asks for. ``words``: the question with "it" for each name.

    >>> is_opposite("what came after it?", "preceded by"), is_opposite("what came after it?", "those preceded by")
    (True, False)
    >>> is_opposite("when did it die?", "date of birth"), is_opposite("when did it die?", "date of death")
    (True, False)
    >>> is_opposite("which award did it get?", "nominated for")
    True
    """
    life = _one(_LIFE, words), _one(_LIFE, label)
    prize = _one(_PRIZE, words), _one(_PRIZE, label)
    order = _asked_end(words), _told_end(label)
    return any(one and other and one != other for one, other in (life, prize, order))


def _asked_end(words: str) -> str:
    return _one(_ASKED, words)


def _told_end(label: str) -> str:
    told = _one(_TOLD, label)
    return _TURNED[told] if told and _BACK.search(label) else told


def _one(sides: dict[str, re.Pattern[str]], text: str) -> str:
    """The only side that a text names; "" where it names none or several."""
    found = [side for side, words in sides.items() if words.search(text.lower())]
    return found[0] if len(found) == 1 else ""
