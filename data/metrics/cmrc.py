"""Chinese reading comprehension as the CMRC 2018 script scores it (Cui et al. 2019, ``cmrc2018_evaluate.py``).

A text is cut into Chinese characters and, between them, into whole words; F1 is taken from the longest run of
pieces that prediction and gold share, not from a bag of tokens. DRCD is commonly scored the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from kgqa.data.metrics.words import treebank_words
from kgqa.errors import InputError

# The script's own marks. Other punctuation stays: ASCII's full stop and comma, brackets, and the ellipsis, which
# the script lists as two characters in one and so never meets.
_MARKS = frozenset("-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』")
_DROP_MARKS = str.maketrans("", "", "".join(_MARKS))


@dataclass(frozen=True, slots=True)
class CmrcScores:
    """Fractions in [0, 1] (the script prints per cent); ``average`` is the mean of both, ``missing`` the questions
    without a prediction, which count as wrong."""

    exact: float
    f1: float
    average: float
    total: int
    missing: int


def is_chinese(text: str) -> bool:
    """Whether a text holds a Chinese character as :func:`mixed_segments` knows them.

    >>> is_chinese("1988年"), is_chinese("1988")
    (True, False)
    """
    return any("\u4e00" <= character <= "\u9fa5" for character in text)


def mixed_segments(text: str) -> list[str]:
    """Chinese characters one by one (U+4E00 to U+9FA5), other words whole, in lower case and without marks.

    Words are cut as in :mod:`kgqa.data.metrics.words`, where the script calls NLTK.

    >>> mixed_segments("《Deep Learning》出版于2016年。")
    ['deep', 'learning', '出', '版', '于', '2016', '年']
    """
    segments: list[str] = []
    other = ""
    for character in text.lower().strip().translate(_DROP_MARKS):
        if "\u4e00" <= character <= "\u9fa5":
            segments += [*treebank_words(other), character]
            other = ""
        else:
            other += character
    return segments + treebank_words(other)


def character_f1(prediction: str, golds: Iterable[str]) -> float:
    """Best F1 against any gold, from the longest common run of segments (``calc_f1_score``); 0.0 without golds.

    Two texts without segments share nothing: 0.0, as in the script.

    >>> character_f1("中国北京", ["北京", "北京市"])
    0.6666666666666666
    """
    said = mixed_segments(prediction)
    return max((_f1(said, mixed_segments(gold)) for gold in golds), default=0.0)


def character_exact(prediction: str, golds: Iterable[str]) -> float:
    """1.0 where the prediction equals a gold in lower case and without marks (``calc_em_score``).

    >>> character_exact("北京。", ["北京"]), character_exact("北京市", ["北京"])
    (1.0, 0.0)
    """
    said = prediction.lower().strip().translate(_DROP_MARKS)
    return float(any(gold.lower().strip().translate(_DROP_MARKS) == said for gold in golds))


def cmrc_scores(golds: Mapping[str, Sequence[str]], predictions: Mapping[str, str]) -> CmrcScores:
    """Scores of a whole set (``evaluate``). Raises InputError where there are no questions.

    >>> cmrc_scores({"a": ["北京"], "b": ["上海"]}, {"a": "北京。"})
    CmrcScores(exact=0.5, f1=0.5, average=0.5, total=2, missing=1)
    """
    if not golds:
        raise InputError("no questions: a score is over one question or more")
    said = [id_ for id_ in golds if id_ in predictions]
    exact = fsum(character_exact(predictions[id_], golds[id_]) for id_ in said) / len(golds)
    f1 = fsum(character_f1(predictions[id_], golds[id_]) for id_ in said) / len(golds)
    return CmrcScores(exact, f1, (exact + f1) / 2, len(golds), len(golds) - len(said))


def _f1(said: Sequence[str], wanted: Sequence[str]) -> float:
    common = _longest_run(said, wanted)
    return 2 * common / (len(said) + len(wanted)) if common else 0.0


def _longest_run(left: Sequence[str], right: Sequence[str]) -> int:
    """Length of the longest contiguous run that both have."""
    best = 0
    before = [0] * (len(right) + 1)
    for piece in left:
        row = [0] * (len(right) + 1)
        for at, other in enumerate(right, 1):
            if piece == other:
                row[at] = before[at - 1] + 1
                best = max(best, row[at])
        before = row
    return best
