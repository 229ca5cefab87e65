"""MetaQA: questions about films over one to three hops (Zhang et al., AAAI 2018)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from kgqa.data.card import Card
from kgqa.data.example import AskExample
from kgqa.data.lines import numbered_lines, stem_of
from kgqa.data.records import Record, examples_of
from kgqa.data.where import Where
from kgqa.errors import InputError

CARD = Card(
    name="metaqa",
    task="asking",
    title="MetaQA",
    files="a qa_*.txt or ntm_qa_*.txt of one hop count; qa_*_qtype.txt beside it or one folder up gives the kinds. "
    "The graph is kb.txt",
    licence="CC BY 3.0",
    citation="Yuyu Zhang, Hanjun Dai, Zornitsa Kozareva, Alexander Smola and Le Song. Variational Reasoning for "
    "Question Answering with Knowledge Graph. AAAI 2018.",
    home="https://github.com/yuyuz/MetaQA",
    answers="all",
)

_TOPIC = re.compile(r"\[([^\[\]]+)\]")
_FROM_FILM = {
    "actor": "starred_actors",
    "director": "directed_by",
    "genre": "has_genre",
    "imdbrating": "has_imdb_rating",
    "imdbvotes": "has_imdb_votes",
    "language": "in_language",
    "tag": "has_tags",
    "tags": "has_tags",
    "writer": "written_by",
    "year": "release_year",
}


def read_metaqa(path: Path | str, where: Where | None = None) -> Iterator[AskExample]:
    """Every question of a ``qa_*.txt``: "what films did [Tom Cullen] act in", a tab, "Weekend|...".

    The brackets are taken off the question and the entity in them is in ``entities``. ``kind`` and ``hops``
    come from ``*_qtype.txt`` beside the file or one folder up, line by line, where there is one:
    "actor_to_movie_to_year" is two hops, and its ``gold_relations`` are "^starred_actors" and "release_year".
    ``where`` may name the kind. The id is the file's name and the line. Raises InputError with file and line.
    """
    path = Path(path)
    return examples_of(path, _records(path), _example, where, ("kind",))


def relations_of(kind: str) -> tuple[str, ...]:
    """The chain of relations that a kind stands for, () where it has a step that is not known.

    >>> relations_of("movie_to_director_to_movie")
    ('directed_by', '^directed_by')
    """
    nodes = kind.split("_to_")
    chain = []
    for start, end in pairwise(nodes):
        if start == "movie" and end in _FROM_FILM:
            chain.append(_FROM_FILM[end])
        elif end == "movie" and start in _FROM_FILM:
            chain.append(f"^{_FROM_FILM[start]}")
        else:
            return ()
    return tuple(chain)


def _records(path: Path) -> Iterator[Record]:
    beside = _kind_file(path)
    kinds = {number: line.strip() for number, line in numbered_lines(beside)} if beside else {}
    last = 0
    for last, line in numbered_lines(path):
        values = {"id": f"{stem_of(path)}-{last}", "line": line}
        if beside:
            if last not in kinds:
                raise InputError(f"{path}:{last}: {beside.name} has no line {last}")
            values["kind"] = kinds[last]
        yield Record(f"{path}:{last}", values)
    if beside and last and last < max(kinds):
        raise InputError(f"{path}: ends with line {last}, and {beside.name} goes on to line {max(kinds)}")


def _example(record: Record) -> AskExample:
    question, tab, answers = record.values["line"].partition("\t")
    topics = tuple(_TOPIC.findall(question))
    values = tuple(dict.fromkeys(value.strip() for value in answers.split("|") if value.strip()))
    if not (tab and topics and values):
        record.fail(
            "a line is a question with a [topic entity], a tab, and answers with | between them, "
            f"not {record.values['line']!r:.200}"
        )
    kind = record.values.get("kind", "")
    return AskExample(
        record.values["id"],
        _TOPIC.sub(r"\1", question).strip(),
        values,
        topics,
        kind.count("_to_") or None,
        kind,
        gold_relations=relations_of(kind),
    )


def _kind_file(path: Path) -> Path | None:
    # The paraphrases of ntm_qa_dev.txt have no file of their own: they stand in the order of qa_dev.txt. As
    # published, both are a folder below the kinds.
    name = f"{stem_of(path).removeprefix('ntm_')}_qtype.txt"
    places = (path.with_name(name), path.absolute().parent.parent / name)
    return next((place for place in places if place.exists()), None)
