"""Forms of questions for yes or no, and of what texts say that decides them or does not, from the files in ``forms``.

A frame begins with ``[name] TOPICS``, the topics by their name in :mod:`benchmarks.reader_data.polar.topics`, with
``placed`` where it matters where something is so, and ``narrowed`` where it may be so at some times or for some people
alone. Its lines are questions (``?``), which what is said for yes (``+``) and no (``-``) answers, questions for the
contrary (``!``), and what speaks of the same thing and decides nothing (``~``).

``(a|b|)`` is one of these, ``{n}`` a slot of the topic; ``{at}`` a place, which may be left out with the space before
it; ``{who}`` a person, ``{t}`` a town.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.reader_data.polar import topics
from benchmarks.reader_data.polar.topics import Topic

_FORMS = Path(__file__).parent / "forms"
_SIGNS = {"?": "asks", "!": "denies", "+": "yes", "-": "no", "~": "idle"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One matter: its topics, the forms of its questions and of what is said of it."""

    name: str
    topics: Sequence[Topic]
    asks: tuple[str, ...]
    denies: tuple[str, ...]
    yes: tuple[str, ...]
    no: tuple[str, ...]
    idle: tuple[str, ...]
    placed: bool = False
    narrowed: bool = False


def frames_of(name: str) -> Iterator[Frame]:
    """The frames of a file of forms."""
    for part in (_FORMS / f"{name}.txt").read_text(encoding="utf-8").split("\n\n"):
        head, *lines = part.strip().splitlines()
        title, which, *marks = head.split()
        forms: dict[str, list[str]] = {field: [] for field in _SIGNS.values()}
        for line in lines:
            forms[_SIGNS[line[0]]].append(line[2:])
        named = {field: tuple(found) for field, found in forms.items()}
        own: Sequence[Topic] = getattr(topics, which)
        yield Frame(title.strip("[]"), own, **named, placed="placed" in marks, narrowed="narrowed" in marks)


RULES = tuple(frames_of("rules"))
"""What one may, must and can have somewhere."""
THINGS = tuple(frames_of("things"))
"""What things are, can and have been through."""
PEOPLE = tuple(frames_of("people"))
"""What somebody did and was: what is said of one in other respects decides nothing."""
FRAMES = (*RULES, *THINGS, *PEOPLE)
TOLD_TOGETHER = frozenset((("marry", "children"), ("live", "study"), ("live", "born"), ("marry", "meet")))
"""Frames of which one may decide the other."""
