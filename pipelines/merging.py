"""The jobs ``merge`` and ``split``: two names of entities to a decision about just these, obeyed at every rebuild."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from kgqa.errors import InputError
from kgqa.extract.resolve import deciding
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.resolve.resolve import Resolving
from kgqa.pipelines.assembling import conformed, given_in
from kgqa.pipelines.building import BuildReport, change
from kgqa.pipelines.encoding import Encoder
from kgqa.pipelines.held import Held
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.standard import Tools

_Decide = Callable[[Resolving, Decisions, str, str], Decisions]


def merge(
    kb: str | Path,
    one: str,
    other: str,
    *,
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Makes two entities one, by their ids or names. A split of the two is taken back.

    Raises InputError, and changes nothing, where a name is that of no entity or of several, or they can't be one.
    """
    tools = tools or Tools(device=device, encoder=encoder)
    return _decide(kb, deciding.merged, (one, other), "merge", tools, progress)


def split(
    kb: str | Path,
    one: str,
    other: str,
    *,
    device: str = "auto",
    encoder: Encoder | None = None,
    tools: Tools | None = None,
    progress: Progress = silent,
) -> BuildReport:
    """Keeps two entities, or two names of one, apart. A merge of the two is taken back. Raises InputError as
    :func:`merge` does."""
    tools = tools or Tools(device=device, encoder=encoder)
    return _decide(kb, deciding.split, (one, other), "split", tools, progress)


def _decide(
    kb: str | Path, decide: _Decide, names: tuple[str, str], command: str, tools: Tools, progress: Progress
) -> BuildReport:
    if empty := [name for name in names if not name.strip()]:
        raise InputError(f"{command} takes two names or ids, found {empty[0]!r}")

    def edit(held: Held) -> Held:
        found = Resolving(conformed(held, tools)[0], given_in(held))
        try:
            return replace(held, decisions=decide(found, held.decisions, *names))
        except InputError as error:
            raise InputError(f"{kb}: {error}") from error

    return change(kb, edit, command=command, tools=tools, progress=progress)
