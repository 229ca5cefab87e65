"""The texts in ``written``, ``further`` and ``wider``: made up by small ontologies of matters of all kinds, each with
all facts that it states.

A file is plain text. ``= Name`` begins an ontology. Its relations follow, one a line (``label | domain | range``), then
an empty line and the texts, one a line, each with its facts in lines that begin with a tab (``head | label | tail``,
both ends as the text writes them).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kgqa.errors import InputError

FOLDERS = tuple(Path(__file__).parent / name for name in ("written", "further", "wider"))
"""In the order in which their ontologies are numbered: what was held back before stays of the same name."""
_FACT = "\t"
_PARTS = " | "


@dataclass(slots=True)
class Text:
    """A text with its facts (head, label, tail)."""

    text: str
    facts: list[tuple[str, str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Matter:
    """An ontology: its relations (label, domain, range) and the texts that were written by it."""

    name: str
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)


def matters(folders: Sequence[Path] = FOLDERS) -> list[Matter]:
    """All ontologies of folders, file by file. Raises InputError, with file and line, where one breaks the layout."""
    return [matter for folder in folders for file in sorted(folder.glob("*.txt")) for matter in read(file)]


def read(file: Path) -> Iterator[Matter]:
    """The ontologies of a file."""
    matter: Matter | None = None
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        place = f"{file.name}:{number}"
        if line.startswith("= "):
            if matter is not None:
                yield matter
            matter = Matter(line[2:].strip())
        elif not line.strip():
            continue
        elif matter is None:
            raise InputError(f"{place}: a file begins with an ontology (= Name), found {line[:40]!r}")
        elif line.startswith(_FACT):
            _add_fact(matter, line, place)
        elif not matter.texts and line.count(_PARTS) == 2:
            label, domain, range = line.split(_PARTS)
            matter.relations.append((label.strip(), domain.strip(), range.strip()))
        else:
            matter.texts.append(Text(line.strip()))
    if matter is not None:
        yield matter


def _add_fact(matter: Matter, line: str, place: str) -> None:
    parts = [part.strip() for part in line.split(_PARTS)]
    if len(parts) != 3 or not matter.texts:
        raise InputError(f"{place}: a fact is head | label | tail below its text, found {line.strip()[:80]!r}")
    head, label, tail = parts
    if label not in {each[0] for each in matter.relations}:
        raise InputError(f"{place}: {matter.name} has no relation {label!r}")
    for end in (head, tail):
        if end not in matter.texts[-1].text:
            raise InputError(f"{place}: {end!r} is not in the text")
    matter.texts[-1].facts.append((head, label, tail))
