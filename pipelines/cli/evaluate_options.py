"""What of ``kgqa evaluate``'s options a benchmark is measured by: others would be left aside in silence."""

from __future__ import annotations

import typer

from kgqa.pipelines.cli.given import count_only

_PREPARING = ("from_", "out", "evidence")
_ALSO_PREPARING = ("benchmark", "prepare", "encoder", "device", "replace", "quiet")
_BY_TASK = (
    (("kb", "encoder"), ("asking", "linking"), "for benchmarks over a knowledge base or passages"),
    (
        ("entities", "paths", "rerank", "reranker", "hops", "top_k"),
        ("asking",),
        "for questions to a knowledge base or passages",
    ),
    (("reader", "min_score"), ("asking", "reading"), "for questions"),
    (("ontology",), ("extraction",), "for facts of texts"),
)
_OF_OWN_ROWS = {"asking": ("entities", "without", "rerank", "reranker"), "reading": ("reader", "without", "min_score")}
"""What no baseline looks at: in reading there is only one that answers nothing."""


def check_options(
    ctx: typer.Context, task: str, *, baselines: tuple[str, ...], only_baselines: bool, keeps: bool
) -> None:
    """Raises InputError where an option was typed that changes nothing in an evaluation of this ``task``; ``keeps``:
    whether in a report folder."""
    count_only(ctx, _PREPARING, "with --prepare", so=False)
    count_only(ctx, ("replace",), "with --report or --prepare", so=keeps)
    for names, tasks, where in _BY_TASK:
        count_only(ctx, names, where, so=task in tasks)
    count_only(ctx, _OF_OWN_ROWS.get(task, ()), "without --only-baselines", so=not only_baselines)
    count_only(ctx, ("train",), "with a baseline that learns: templates or memorised", so=_learns(baselines))


def check_preparing(ctx: typer.Context) -> None:
    """Raises InputError where an option of an evaluation was typed beside ``--prepare``."""
    names = (str(parameter.name) for parameter in ctx.command.params)
    evaluating = tuple(name for name in names if name not in (*_PREPARING, *_ALSO_PREPARING))
    count_only(ctx, evaluating, "without --prepare", so=False)


def _learns(baselines: tuple[str, ...]) -> bool:
    from kgqa.pipelines.evaluation.baselines.registry import BASELINES

    needs = {"abstain": "", **{name: baseline.needs for name, baseline in BASELINES.items()}}
    # One that there is not is told of as such.
    return any("training" in needs.get(name, "training") for name in baselines)
