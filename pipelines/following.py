"""Asking a knowledge base that others go on writing to: always its newest version, never half of one."""

from __future__ import annotations

from pathlib import Path
from threading import Lock
from typing import Any

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.kg.folder import open_folder
from kgqa.kg.opened import pointer
from kgqa.pipelines.ask import KGQA
from kgqa.pipelines.encoding import Encoder, encoder_of
from kgqa.pipelines.writing import encoder_record, is_same_encoder
from kgqa.types import Question, Result


class Following:
    """Answers as :class:`kgqa.KGQA` does, over the newest version of a knowledge base; for any number of threads.

    A version that comes is opened by one thread, and the others go on with the one before until it is there. Each
    question is answered from one version alone. Options are those of :meth:`kgqa.KGQA.load`.

    >>> qa = Following("notes.kb")                                      # doctest: +SKIP
    >>> qa("who directed Heat?").answer                                 # doctest: +SKIP
    'Michael Mann'
    """

    def __init__(self, path: str | Path, *, encoder: Encoder | None = None, **options: Any) -> None:
        self._path = Path(path)
        self._given = encoder
        self._encoder: SentenceEncoder | None = None
        self._options = options
        self._opening = Lock()
        self._seen = pointer(self._path)
        self._newest = self._open()

    @property
    def newest(self) -> KGQA:
        """What answers over the newest version that is open; opens a newer one where no other thread does."""
        if pointer(self._path) != self._seen and self._opening.acquire(blocking=False):
            try:
                seen = pointer(self._path)  # before it is opened: what comes meanwhile is seen the next time
                if seen is not None and seen != self._seen:
                    self._newest = self._open()
                    self._seen = seen
            finally:
                self._opening.release()
        return self._newest

    def __call__(self, question: str | Question, **options: Any) -> Result:
        """The result of one question; see :meth:`kgqa.KGQA.__call__`."""
        return self.newest(question, **options)

    def _open(self) -> KGQA:
        """The newest version; its encoder is loaded once, and again only where a version was built with another."""
        device = str(self._options.get("device", "auto"))
        built = open_folder(self._path).manifest["encoder"]
        if self._encoder is None or not is_same_encoder(built, encoder_record(self._encoder)):
            self._encoder = encoder_of(open_folder(self._path), self._given, device)
        return KGQA.load(self._path, encoder=self._encoder, **self._options)
