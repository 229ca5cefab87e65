"""The entities a question names, found again in its words through the starts of the paths that were found for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.linker.normalise import fold
from kgqa.types import Evidence, Path


@dataclass(frozen=True, slots=True)
class Named:
    """``words``: the question folded, each name replaced by :func:`place` of its number in ``starts``.
    ``starts``: ids of the entities named, in order of their first mention."""

    words: str
    starts: tuple[str, ...]


def place(number: int) -> str:
    """What stands for a name: no word of a folded text.

    >>> place(0)
    '§0'
    """
    return f"§{number}"


def named(question: str, evidence: Sequence[Evidence], graph: Graph) -> Named:
    """The starts of all paths that the question names, by label or alias, with or without what is in brackets."""
    tokens = fold(question).split()
    taken = _taken(tokens, evidence, graph)
    free = [True] * len(tokens)
    for at, (length, _) in taken.items():
        free[at : at + length] = [False] * length
    order = tuple(dict.fromkeys(taken[at][1] for at in sorted(taken)))
    words = []
    for at, token in enumerate(tokens):
        if at in taken:
            words.append(place(order.index(taken[at][1])))
        elif free[at]:
            words.append(token)
    return Named(" ".join(words), order)


def without_names(question: str, evidence: Sequence[Evidence], graph: Graph) -> str:
    """The question with "it" for each name that the paths found for it start from: what a word of a name says ("White
    Men Can't Jump") the question does not."""
    pieces = question.split()
    tokens: list[str] = []
    owners: list[int] = []
    for number, piece in enumerate(pieces):
        own = fold(piece).split()
        tokens += own
        owners += [number] * len(own)
    said: dict[int, str] = dict(enumerate(pieces))
    for at, (length, _) in _taken(tokens, evidence, graph).items():
        inside = owners[at : at + length]
        said |= dict.fromkeys(inside, "") | {inside[0]: "it"}
    return " ".join(word for word in said.values() if word)


def _taken(tokens: Sequence[str], evidence: Sequence[Evidence], graph: Graph) -> dict[int, tuple[int, str]]:
    """The names among the tokens of a question: first token to (how many, id)."""
    starts = dict.fromkeys(piece.content.start for piece in evidence if isinstance(piece.content, Path))
    forms = sorted(
        ((tuple(fold(name).split()), start) for start in starts for name in _names(start, graph)),
        key=lambda form: (-len(form[0]), form),
    )
    taken: dict[int, tuple[int, str]] = {}
    free = [True] * len(tokens)
    for form, start in forms:
        for at in range(len(tokens) - len(form) + 1):
            # Longest first: "Nils Moe" is not named by "Nils Moe Jr".
            if form and tuple(tokens[at : at + len(form)]) == form and all(free[at : at + len(form)]):
                taken[at] = (len(form), start)
                free[at : at + len(form)] = [False] * len(form)
    return taken


def _names(start: str, graph: Graph) -> Iterable[str]:
    entity = graph.entity_by_id(start)
    if entity is None:
        return ()
    return dict.fromkeys(form for name in (entity.label, *entity.aliases) for form in (name, name.partition(" (")[0]))
