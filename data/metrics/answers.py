"""Answer metrics as the SQuAD evaluation defines them (Rajpurkar et al. 2016, the v1.1 script)."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterable

_ARTICLES = re.compile(r"\b(a|an|the)\b")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


def normalize_answer(text: str) -> str:
    """Lower case, without punctuation, articles and extra blanks.

    >>> normalize_answer("The  Eiffel-Tower!")
    'eiffeltower'
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_PUNCTUATION)).split())


def exact_match(prediction: str, golds: Iterable[str]) -> float:
    """1.0 where the normalised prediction equals one of the normalised golds.

    >>> exact_match("the Danube", ["Danube"]), exact_match("Rhine", ["Danube"])
    (1.0, 0.0)
    """
    wanted = normalize_answer(prediction)
    return float(any(normalize_answer(gold) == wanted for gold in golds))


def token_f1(prediction: str, golds: Iterable[str]) -> float:
    """Best harmonic mean of token precision and recall against any gold; two empty texts agree.

    >>> round(token_f1("the river Danube", ["Danube"]), 3)
    0.667
    """
    return max((_f1(prediction, gold) for gold in golds), default=0.0)


def multihop_f1(prediction: str, golds: Iterable[str]) -> float:
    """Token F1 as the scripts of HotpotQA (Yang et al. 2018) and 2WikiMultihopQA (Ho et al. 2020) count it.

    "yes", "no" and "noanswer" are all or nothing: they share words with longer texts by chance alone.

    >>> multihop_f1("yes, it is", ["yes"]), multihop_f1("Yes.", ["yes"]), token_f1("yes, it is", ["yes"])
    (0.0, 1.0, 0.5)
    """
    return max((_multihop_f1(prediction, gold) for gold in golds), default=0.0)


def _multihop_f1(prediction: str, gold: str) -> float:
    said, wanted = normalize_answer(prediction), normalize_answer(gold)
    if said != wanted and {said, wanted} & {"yes", "no", "noanswer"}:
        return 0.0
    return _f1(prediction, gold)


def _f1(prediction: str, gold: str) -> float:
    said, wanted = normalize_answer(prediction).split(), normalize_answer(gold).split()
    if not said or not wanted:
        return float(said == wanted)
    common = sum((Counter(said) & Counter(wanted)).values())
    if not common:
        return 0.0
    precision, recall = common / len(said), common / len(wanted)
    return 2 * precision * recall / (precision + recall)


def set_f1(prediction: Iterable[str], golds: Iterable[str]) -> float:
    """F1 of two sets of normalised strings; two empty sets agree.

    >>> set_f1(["Vienna", "Graz"], ["vienna"])
    0.6666666666666666
    """
    said = {normalize_answer(text) for text in prediction}
    wanted = {normalize_answer(text) for text in golds}
    if not said or not wanted:
        return float(said == wanted)
    hit = len(said & wanted)
    return 2 * hit / (len(said) + len(wanted))
