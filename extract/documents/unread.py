"""What could not be read, and why."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unread:
    """A file (or a line of one, "notes.jsonl:12") that gave no document, with the reason in words.

    Where ``passed_over`` is not 0 this is no failure: ``source`` is a folder, and that many of its files were left
    alone because their endings are none that is read.
    """

    source: str
    reason: str
    passed_over: int = 0


class NotReadable(Exception):
    """Inside this package: a file gives no document, for the reason that the message says."""
