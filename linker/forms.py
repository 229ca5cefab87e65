"""The ways an entity's label and aliases may be written in a question, folded."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kgqa.linker.normalise import fold

LABEL, ALIAS, NO_ARTICLE, NO_QUALIFIER = 0, 1, 2, 4
"""What a form is: a label or an alias, with flags for what was left out."""

_QUALIFIER = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")
_ARTICLES = ("the ", "a ", "an ")


def forms(label: str, aliases: Sequence[str]) -> list[tuple[str, int]]:
    """Folded forms of one entity with their kinds, each form once under its lowest kind.

    >>> forms("The Matrix (film)", [])
    [('the matrix film', 0), ('the matrix', 4), ('matrix film', 2), ('matrix', 6)]
    """
    found: dict[str, int] = {}
    _add(found, label, LABEL)
    for alias in aliases:
        _add(found, alias, ALIAS)
    return list(found.items())


def _add(found: dict[str, int], name: str, kind: int) -> None:
    folded = fold(name)
    if not folded:
        return
    whole = [(folded, kind)]
    if name.endswith((")", "）")):
        shorter = fold(_QUALIFIER.sub("", name))
        if shorter and shorter != folded:
            whole.append((shorter, kind | NO_QUALIFIER))
    whole += [
        (
            form[len(article) :],
            kind | NO_ARTICLE,
        )
        for form, kind in whole
        for article in _ARTICLES
        if form.startswith(article)
    ]
    for form, its_kind in whole:
        if its_kind < found.get(form, 8):
            found[form] = its_kind


def squash(form: str) -> str:
    """A folded form without blanks: what is hashed, so that "Spider-Man" and "Spiderman" meet."""
    return form.replace(" ", "")
