"""Answers of knowledge graph questions as sets of entities, strictly matched.

Two names are the same entity where they are equal to the letter, Unicode form and blanks aside. Much published work
counts a hit where a gold name merely occurs in a generated text, in any case: "Paris Hilton" then answers a
question for "paris". Such figures are higher and not comparable with these.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence


def entity_key(text: str) -> str:
    """What two names are compared by: Unicode NFC with runs of blanks as one; case and punctuation count.

    >>> entity_key("  Sao\\u0303  Paulo ") == entity_key("Saõ Paulo"), entity_key("us") == entity_key("US")
    (True, False)
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


def hits_at_1(ranked: Sequence[str], golds: Iterable[str]) -> float:
    """1.0 where the first answer is a gold answer; with no golds, where there is no answer either.

    >>> hits_at_1(["Graz", "Vienna"], ["Vienna"]), hits_at_1(["Vienna"], ["Vienna", "Graz"])
    (0.0, 1.0)
    """
    wanted = _keys(golds)
    return float(entity_key(ranked[0]) in wanted if ranked else not wanted)


def set_exact(prediction: Iterable[str], golds: Iterable[str]) -> float:
    """1.0 where both are the same set.

    >>> set_exact(["Graz", "Vienna", "Graz"], ["Vienna", "Graz"]), set_exact(["Graz"], ["Vienna", "Graz"])
    (1.0, 0.0)
    """
    return float(_keys(prediction) == _keys(golds))


def answer_set_f1(prediction: Iterable[str], golds: Iterable[str]) -> float:
    """Harmonic mean of precision and recall of one question's answers; mean it over questions (macro F1).

    Repeated answers count once. Two empty sets agree: 1.0; one empty set scores 0.0 (Usbeck et al. 2019,
    "Benchmarking question answering systems", the convention of QALD).

    >>> answer_set_f1(["Vienna", "Linz"], ["Vienna", "Graz", "Linz"])
    0.8
    """
    said, wanted = _keys(prediction), _keys(golds)
    if not said and not wanted:
        return 1.0
    return 2 * len(said & wanted) / (len(said) + len(wanted))


def _keys(names: Iterable[str]) -> set[str]:
    return {entity_key(name) for name in names}
