"""SQuAD scores as the official scripts give them: ``evaluate-v2.0.py`` (Rajpurkar, Jia and Liang 2018).

On SQuAD 1.1 (Rajpurkar et al. 2016) the same figures come out as from ``evaluate-v1.1.py``, but for gold answers
of which normalisation leaves nothing ("the"): v1.1 gives them F1 0, v2.0 takes them for no answer.

Two things differ on purpose. Scores are fractions, where the scripts print per cent. And a question without a
prediction counts as wrong, as in v1.1, where v2.0 leaves it out of the mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.answers import exact_match, normalize_answer, token_f1
from kgqa.data.metrics.arrays import Floats
from kgqa.errors import InputError


@dataclass(frozen=True, slots=True)
class SquadScores:
    """The official script's figures under its own names, as fractions in [0, 1]; totals are questions.

    ``HasAns_*`` and ``NoAns_*`` are over the questions with and without gold answers, None where there are none;
    ``best_*`` None without probabilities of "no answer".
    """

    exact: float
    f1: float
    total: int
    HasAns_exact: float | None = None
    HasAns_f1: float | None = None
    HasAns_total: int = 0
    NoAns_exact: float | None = None
    NoAns_f1: float | None = None
    NoAns_total: int = 0
    best_exact: float | None = None
    best_exact_thresh: float | None = None
    best_f1: float | None = None
    best_f1_thresh: float | None = None


def squad_question(golds: Iterable[str], prediction: str) -> tuple[float, float]:
    """Exact match and F1 of one question (``get_raw_scores``); an unanswerable one has no golds and wants "".

    >>> squad_question(["10th century"], "in the 10th century")
    (0.0, 0.8)
    >>> squad_question([], ""), squad_question([], "Danube")
    ((1.0, 1.0), (0.0, 0.0))
    """
    wanted = [gold for gold in golds if normalize_answer(gold)] or [""]
    return exact_match(prediction, wanted), token_f1(prediction, wanted)


def squad_scores(
    golds: Mapping[str, Sequence[str]],
    predictions: Mapping[str, str],
    no_answer: Mapping[str, float] | None = None,
    threshold: float = 1.0,
) -> SquadScores:
    """Scores of a whole set. ``golds``: gold answers by question id, none for an unanswerable question.

    ``no_answer``: the probability (or any score) by id that there is no answer; above ``threshold`` the prediction
    is taken for "" (``apply_no_ans_threshold``). Raises InputError where there are no questions, or where a
    prediction has no such probability. Ids that ``golds`` lacks are left aside.

    >>> scores = squad_scores({"a": ["Danube"], "b": []}, {"a": "the Danube", "b": "Rhine"}, {"a": 0.2, "b": 0.7})
    >>> scores.exact, scores.HasAns_f1, scores.NoAns_f1, scores.best_exact, scores.best_exact_thresh
    (0.5, 1.0, 0.0, 1.0, 0.2)
    """
    if not golds:
        raise InputError("no questions: a score is over one question or more")
    said = [id_ for id_ in golds if id_ in predictions]
    for id_ in said:
        if no_answer is not None and id_ not in no_answer:
            raise InputError(f"question {id_!r}: a prediction, but no probability of no answer")
    raw = {id_: squad_question(golds[id_], predictions[id_]) for id_ in said}
    chances = dict.fromkeys(said, 0.0) if no_answer is None else no_answer
    above = {id_ for id_ in said if chances[id_] > threshold}
    held = {id_: (float(not golds[id_]),) * 2 if id_ in above else raw[id_] for id_ in said}
    with_answer = [id_ for id_ in golds if golds[id_]]
    without = [id_ for id_ in golds if not golds[id_]]
    exact, f1 = _means(held, list(golds))
    has_exact, has_f1 = _means(held, with_answer) if with_answer else (None, None)
    no_exact, no_f1 = _means(held, without) if without else (None, None)
    scores = (exact, f1, len(golds), has_exact, has_f1, len(with_answer), no_exact, no_f1, len(without))
    if no_answer is None:
        return SquadScores(*scores)
    best_exact = _best(golds, predictions, {id_: pair[0] for id_, pair in raw.items()}, no_answer)
    best_f1 = _best(golds, predictions, {id_: pair[1] for id_, pair in raw.items()}, no_answer)
    return SquadScores(*scores, *best_exact, *best_f1)


def best_by_threshold(
    scores: Floats, answerable: Floats, no_answer: Floats, spoken: npt.NDArray[np.bool_] | None = None
) -> float:
    """The best mean of ``scores`` (exact or F1, shape (n,)) that a threshold on ``no_answer`` reaches.

    As the script's sweep, but equal probabilities fall on one side together, so that a threshold really reaches
    it; every question is to have a prediction. ``answerable`` is 1 where there are gold answers. ``spoken``: where
    the prediction is not "", everywhere if not told.

    >>> import numpy as np
    >>> float(best_by_threshold(np.array([1.0, 0.0]), np.array([1.0, 0.0]), np.array([0.2, 0.7])))
    1.0
    >>> right_and_unanswerable = (np.array([1.0, 1.0]), np.array([1.0, 0.0]), np.array([0.7, 0.1]))
    >>> float(best_by_threshold(*right_and_unanswerable))
    0.5
    >>> float(best_by_threshold(*right_and_unanswerable, np.array([True, False])))
    1.0
    """
    order = np.argsort(no_answer, kind="stable")
    # Saying one more answer wins its score, and loses the point that silence had on an unanswerable question.
    lost = 1.0 if spoken is None else spoken[order].astype(np.float64)
    gains = np.where(answerable[order] > 0, scores[order], -lost)
    totals = float((answerable == 0).sum()) + np.concatenate([[0.0], np.cumsum(gains)])
    sure = no_answer[order]
    ends = np.append(np.insert(sure[1:] != sure[:-1], 0, True), True) if len(sure) else np.array([True])
    return float(totals[ends].max()) / max(1, len(scores))


def _means(scores: Mapping[str, tuple[float, float]], ids: Sequence[str]) -> tuple[float, float]:
    there = [scores[id_] for id_ in ids if id_ in scores]
    return fsum(pair[0] for pair in there) / len(ids), fsum(pair[1] for pair in there) / len(ids)


def _best(
    golds: Mapping[str, Sequence[str]],
    predictions: Mapping[str, str],
    scores: Mapping[str, float],
    no_answer: Mapping[str, float],
) -> tuple[float, float]:
    """``find_best_thresh``: from abstaining on everything, answer one question after another, the surest first.

    Equal probabilities are stepped through one at a time, in the mapping's order, as the script does; so a best
    score within a tie is one that no threshold reaches. Any prediction to an unanswerable question costs 1 here,
    though one that normalises to nothing ("the") was scored as right.
    """
    current = best = float(sum(1 for id_ in scores if not golds[id_]))
    at = 0.0
    for id_ in sorted(no_answer, key=no_answer.__getitem__):
        if id_ not in scores:
            continue
        current += scores[id_] if golds[id_] else -float(bool(predictions[id_]))
        if current > best:
            best, at = current, no_answer[id_]
    return best / len(golds), at
