"""Whether the evaluated questions stand in what the reader was trained on."""

from __future__ import annotations

from kgqa.pipelines.evaluation.summary import Leak
from kgqa.reader.checkpoint import training_record
from kgqa.reader.training.trained_on import TrainedOn

IDS_KEPT = 50


class LeakCheck:
    """Counts questions that a reader's training data hold too, ``beside``: or those of a reader beside it.

    ``benchmark``: what the reader's record says that it saw of this data set ("training", "seen") is told too: a
    graph can be known though none of the questions is.
    """

    def __init__(self, reader: str, benchmark: str, *, beside: str | None = None) -> None:
        self._reader = reader if beside is None else f"{reader} or {beside}"
        self._benchmark = benchmark
        self._seen = str(training_record(reader).get("seen", {}).get(benchmark, ""))
        self._trained = TrainedOn.load(reader)
        other = None if beside is None else TrainedOn.load(beside)
        if self._trained is not None and other is not None:
            self._trained |= other
        self._n = 0
        self._found = 0
        self._ids: list[str] = []

    def see(self, id: str, question: str) -> None:
        """One question of the evaluated file."""
        self._n += 1
        if self._trained is not None and question in self._trained:
            self._found += 1
            if len(self._ids) < IDS_KEPT:
                self._ids.append(id)

    def result(self) -> Leak:
        """What was found, with a sentence on what it means."""
        if self._trained is None:
            note = f"the reader {self._reader} does not say which questions it was trained on: not checked"
        else:
            note = (
                f"{self._found} of {self._n} questions stand, word for word, among the {len(self._trained)} questions "
                f"that {self._reader} was trained on"
            )
        if self._seen:
            note += f". Of {self._benchmark} it was trained on this: {self._seen}"
        return Leak(self._n, self._found, tuple(self._ids), note)
