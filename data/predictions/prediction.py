"""What a system said, read from a file of predictions or about to be written to one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from kgqa.data.records import HasId
from kgqa.errors import InputError
from kgqa.types import Triple


@dataclass(frozen=True, slots=True)
class Prediction:
    """The answers to one question, the best first; none is an abstention.

    ``score``: how sure the system is of them, more is surer. ``passages``: what they were read from, by the ids
    (or titles, or indexes as text) that the data set gives its passages.
    """

    id: str
    answers: tuple[str, ...]
    score: float | None = None
    passages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictedLink:
    """An entity at half-open character offsets of the text. ``entity`` is "" for NIL: named, but not in the graph."""

    start: int
    end: int
    entity: str
    score: float | None = None


@dataclass(frozen=True, slots=True)
class LinkPrediction:
    """The entities named in one text."""

    id: str
    links: tuple[PredictedLink, ...]


@dataclass(frozen=True, slots=True)
class TriplePrediction:
    """The facts that one text states, by names."""

    id: str
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class IndexPrediction:
    """The facts that one document states as (head, relation, tail), entities by their index in the document."""

    id: str
    triples: tuple[tuple[int, str, int], ...]


Said = TypeVar("Said", bound=HasId)


@dataclass(frozen=True, slots=True)
class Matched(Generic[Said]):
    """Predictions beside the ids that were asked for.

    ``found`` by id, ``missing`` the ids that nothing is predicted for, both in the order of the gold ids;
    ``unknown`` the ids of predictions that no gold has, in the order of the predictions.
    """

    found: dict[str, Said]
    missing: tuple[str, ...]
    unknown: tuple[str, ...]


def matched(gold_ids: Iterable[str], predictions: Iterable[Said]) -> Matched[Said]:
    """Which prediction is for which gold id. Raises InputError where two predictions have one id.

    >>> matched(["a", "b"], [Prediction("c", ("x",)), Prediction("a", ("y",))]).missing
    ('b',)
    """
    said: dict[str, Said] = {}
    for prediction in predictions:
        if prediction.id in said:
            raise InputError(f"two predictions have the id {prediction.id!r}")
        said[prediction.id] = prediction
    golds = dict.fromkeys(gold_ids)
    return Matched(
        {key: said[key] for key in golds if key in said},
        tuple(key for key in golds if key not in said),
        tuple(key for key in said if key not in golds),
    )
