"""A question with the names of entities taken out of it, all else as it is written: numbers keep their commas."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import Token, fold, tokenise
from kgqa.reader.language.named import place
from kgqa.reader.language.quantities import date, number


@dataclass(frozen=True, slots=True)
class Masked:
    """``text``: the question in lower case, each name replaced by :func:`kgqa.reader.language.named.place` of its
    number in ``starts``; ``starts``: ids of the entities named, in order of their first mention."""

    text: str
    starts: tuple[str, ...]


def masked_names(question: str, starts: Iterable[str], graph: Graph) -> Masked:
    """Those of ``starts`` that the question names, by label or alias, with or without what is in brackets.

    What is called by a number or a date is no name here: "after 1917" means the year.
    """
    tokens = tokenise(question)
    forms = sorted(
        {(tuple(fold(name).split()), start) for start in starts for name in _names(start, graph)},
        key=lambda form: (-len(form[0]), form),
    )
    taken: list[tuple[int, int, str]] = []
    free = [True] * len(tokens)
    for form, start in forms:
        for at in range(len(tokens) - len(form) + 1):
            stretch = tokens[at : at + len(form)]
            if form and all(free[at : at + len(form)]) and (end := _end(stretch, form)):
                taken.append((stretch[0].start, end, start))
                free[at : at + len(form)] = [False] * len(form)
    return replaced(question, sorted(taken))


def replaced(question: str, mentions: Sequence[tuple[int, int, str]]) -> Masked:
    """``mentions``: half-open offsets and ids, in order and apart."""
    order = tuple(dict.fromkeys(start for _, _, start in mentions))
    parts, at = [], 0
    for first, last, start in mentions:
        parts += [question[at:first].lower(), f" {place(order.index(start))} "]
        at = last
    text = " ".join("".join([*parts, question[at:].lower()]).split())
    return Masked(text.replace("’", "'"), order)


def _end(stretch: Sequence[Token], form: Sequence[str]) -> int:
    """The offset where a name ends that is written in these tokens, less a possessive "'s"; 0 where it is not."""
    words = [token.text for token in stretch]
    if tuple(words) == tuple(form):
        return stretch[-1].end
    last = stretch[-1]
    if last.possessive and [*words[:-1], last.text[:-1]] == list(form):
        return last.possessive
    return 0


def _names(start: str, graph: Graph) -> Iterable[str]:
    entity = graph.entity_by_id(start)
    if entity is None:
        return ()
    names = (form for name in (entity.label, *entity.aliases) for form in (name, name.partition(" (")[0]))
    return dict.fromkeys(name for name in names if date(name) is None and number(name) is None)
