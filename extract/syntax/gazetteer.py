"""Names that the user lists, with types of their own, found in texts word by word."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from kgqa.errors import InputError, reason_of
from kgqa.extract.document import Span

_WORD = re.compile(r"\w+|[^\w\s]")


class Listed(NamedTuple):
    """A name of a thing and its type, in lower-case words. ``id`` is what the user calls the thing, where it is."""

    name: str
    type: str
    id: str = ""


class Found(NamedTuple):
    """A stretch of a text that a gazetteer lists."""

    span: Span
    listed: Listed


class Gazetteer:
    """A list of names. A name with a capital matches in its own case; others, and all with ``ignore_case``, in any.

    Where two names match at one place the longer one is taken; a name listed twice has its first type.
    """

    def __init__(self, names: Iterable[Listed], *, ignore_case: bool = False) -> None:
        self._exact: dict[tuple[str, ...], Listed] = {}
        self._folded: dict[tuple[str, ...], Listed] = {}
        self._longest: dict[str, int] = {}
        self.names = tuple(names)
        for listed in self.names:
            words = tuple(_WORD.findall(listed.name))
            if not words:
                raise InputError(f"a name of the gazetteer must have a word, found {listed.name!r}")
            if ignore_case or listed.name == listed.name.lower():
                words = tuple(word.lower() for word in words)
                self._folded.setdefault(words, listed)
            else:
                self._exact.setdefault(words, listed)
            first = words[0].lower()
            self._longest[first] = max(self._longest.get(first, 0), len(words))

    @classmethod
    def load(cls, path: Path | str, *, ignore_case: bool = False) -> Gazetteer:
        """The list in a file: JSON lines with "name", "type" and "id" where there is one, or the same by tabs.

        Raises InputError where a line is neither, with its number.
        """
        path = Path(path)
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"a gazetteer must be a text file in UTF-8, {path}: {reason_of(error)}") from error
        return cls(
            [_listed(line, f"{path}, line {at}") for at, line in enumerate(lines, start=1) if line.strip()],
            ignore_case=ignore_case,
        )

    def find(self, text: str) -> list[Found]:
        """Where the names stand in a text, in order, none inside another."""
        words = list(_WORD.finditer(text))
        found: list[Found] = []
        at = 0
        while at < len(words):
            most = self._longest.get(words[at][0].lower(), 0)
            length = 1
            for count in range(min(most, len(words) - at), 0, -1):
                exact = tuple(word[0] for word in words[at : at + count])
                listed = self._exact.get(exact) or self._folded.get(tuple(word.lower() for word in exact))
                if listed:
                    found.append(Found(Span(words[at].start(), words[at + count - 1].end()), listed))
                    length = count
                    break
            at += length
        return found


def _listed(line: str, place: str) -> Listed:
    if line.lstrip().startswith("{"):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"{place}: not JSON: {error}") from error
        parts = [row.get(key, "") for key in ("name", "type", "id")]
    else:
        parts = line.split("\t")
        parts += [""] * (3 - len(parts))
    if (
        len(parts) != 3
        or not all(isinstance(part, str) for part in parts)
        or not parts[0].strip()
        or not parts[1].strip()
    ):
        raise InputError(f"{place}: a line must hold a name, its type and perhaps an id, found {line!r}")
    return Listed(parts[0].strip(), parts[1].strip().lower(), parts[2].strip())
