"""Options that count only beside others: where they would be left aside in silence, that is said instead."""

from __future__ import annotations

import typer

from kgqa.errors import InputError


def given(ctx: typer.Context, name: str) -> bool:
    """Whether the option of this parameter was typed, though it may be as it would have been anyway."""
    source = ctx.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def count_only(ctx: typer.Context, names: tuple[str, ...], where: str, *, so: bool) -> None:
    """Raises InputError where one of these was typed and it is not ``so`` as ``where`` says: "with --teacher"."""
    idle = [] if so else [_written(ctx, name) for name in names if given(ctx, name)]
    if idle:
        raise InputError(f"{' and '.join(idle)} {'counts' if len(idle) == 1 else 'count'} only {where}")


def _written(ctx: typer.Context, name: str) -> str:
    """A parameter as it is typed: "--lr" for ``learning_rate``."""
    return next(parameter.opts[0] for parameter in ctx.command.params if parameter.name == name)
