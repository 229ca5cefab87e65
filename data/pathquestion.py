"""PathQuestion (Zhou et al., COLING 2018): questions over two and three hops with their paths, and their graphs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kgqa.data.card import Card
from kgqa.data.example import AskExample
from kgqa.data.layouts import hint_first
from kgqa.data.lines import numbered_lines, stem_of
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError
from kgqa.types import Entity, Triple

CARD = Card(
    name="pathquestion",
    task="asking",
    title="PathQuestion",
    files="PQ-2H.txt or PQ-3H.txt; beside it stands the graph, 2H-kb.txt or 3H-kb.txt",
    licence="none stated",
    citation="Mantong Zhou, Minlie Huang and Xiaoyan Zhu. An Interpretable Reasoning Network for Multi-Relation "
    "Question Answering. COLING 2018.",
    home="https://github.com/zmtkeke/IRN",
    answers="all",
)

_END = "<end>"


def read_pathquestion(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question of a file of ``question TAB end(answer/answer/) TAB topic#relation#...#end``.

    Question, answers and topic have blanks for underscores; ``gold_triples`` and ``gold_relations`` are in the
    ids of the graph. ``kind`` is the chain of relations with # between them, and all that ``where`` may name.
    The id is the file's name and the line. Raises InputError with file and line.
    """
    path = Path(path)
    return examples_of(path, _records(path), _example, where, ("kind",))


def graph_of(path: Path | str) -> tuple[Iterator[Triple], Iterator[Entity]]:
    """The triples of a ``*-kb.txt`` (``head TAB relation TAB tail``) in order, and its entities by id.

    Ids are as in the file; labels have blanks for underscores, as a relation's label has by default. Raises
    InputError, when iterated, with file and line.
    """
    path = Path(path)
    return _triples(path), _entities(path)


def named(id: str) -> str:
    """The name that an id is written from: "heat_wave" is "heat wave"."""
    return " ".join(id.replace("_", " ").split())


def _records(path: Path) -> Iterator[Record]:
    for number, line in numbered_lines(path):
        place, parts = f"{path}:{number}", line.split("\t")
        steps = parts[-1].strip().split("#")
        if _END in steps:
            steps = steps[: steps.index(_END)]
        if len(parts) != 3 or len(steps) < 3 or len(steps) % 2 == 0 or not all((*steps, named(parts[0]))):
            raise InputError(
                f"{place}: a line is a question, a tab, its answers as in a(a/b/), a tab, and a path as in "
                f"topic#relation#a, not {line!r:.200}"
            )
        kind = "#".join(steps[1::2])
        id = f"{stem_of(path)}-{number}"
        yield Record(place, {"id": id, "question": parts[0], "answers": parts[1], "path": steps, "kind": kind})


def _example(record: Record) -> AskExample:
    steps, relations = record.values["path"], tuple(record.values["path"][1::2])
    triples = zip(steps[::2], relations, steps[2::2], strict=False)
    return AskExample(
        record.values["id"],
        named(record.values["question"]),
        tuple(named(answer) for answer in _answers(record, steps[-1])),
        (named(steps[0]),),
        len(relations),
        record.values["kind"],
        gold_triples=tuple(Triple(*triple) for triple in triples),
        gold_relations=relations,
    )


def _answers(record: Record, end: str) -> tuple[str, ...]:
    """Those of ``end(answer/answer/)``; the end of the path is one of them and may hold a slash itself."""
    field = record.values["answers"].strip()
    listed = field.removeprefix(f"{end}(").removesuffix(")")
    before, found, after = f"/{listed}".partition(f"/{end}/")
    if field != f"{end}({listed})" or not found:
        record.fail(f"its answers are written {end}(.../), with the end of its path among them, not {field!r:.200}")
    return tuple(dict.fromkeys(one for one in (*before.split("/"), end, *after.split("/")) if one.strip()))


def _triples(path: Path) -> Iterator[Triple]:
    found = False
    for triple in hint_first(path, _rows(path)):
        found = True
        yield triple
    if not found:
        raise InputError(f"{path}: holds no triple")


def _rows(path: Path) -> Iterator[Triple]:
    for number, line in numbered_lines(path):
        parts = [part.strip() for part in line.split("\t")]
        # The questions have three columns, too.
        if len(parts) != 3 or not all(parts) or (parts[1].endswith("/)") and "#" in parts[2]):
            raise InputError(f"{path}:{number}: a line is head, tab, relation, tab, tail, not {line!r:.200}")
        yield Triple(*parts)


def _entities(path: Path) -> Iterator[Entity]:
    ids = {id for triple in _triples(path) for id in (triple.head, str(triple.tail))}
    for id in sorted(ids):
        yield Entity(id, named(id) or id)
