"""The sentences that a built knowledge base cites for its facts, with those found by names where it cites none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kgqa.kg.provenance import State
from kgqa.pipelines.view.picture import Evidence, Sentence
from kgqa.pipelines.why import Reasons
from kgqa.types import Triple


@dataclass(frozen=True, slots=True)
class Cited:
    """An :data:`Evidence`: the statements of a fact; for an imported fact what ``otherwise`` finds."""

    reasons: Reasons
    otherwise: Evidence | None = None

    def __call__(self, triple: Triple) -> Sequence[Sentence]:
        """The sentences that say the fact."""
        said = [
            reason for why in self.reasons.of(triple) if why.state == State.FACT.name.lower() for reason in why.reasons
        ]
        if not said:
            return self.otherwise(triple) if self.otherwise else ()
        return [
            Sentence(
                reason.text,
                *reason.said,
                doc=reason.title or reason.doc_id,
                page=reason.page,
                confidence=reason.confidence,
                at=reason.start,
                extractor=reason.extractor,
            )
            for reason in said
        ]
