"""The jobs: ask, import, train, evaluate, and the command line over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kgqa.pipelines.evaluation.evaluate import evaluate

__all__ = ["evaluate"]


def __getattr__(name: str) -> Any:
    # Every command of the command line imports this package: what it does not use must not be loaded.
    if name == "evaluate":
        from kgqa.pipelines.evaluation.evaluate import evaluate

        return evaluate
    raise AttributeError(f"module 'kgqa.pipelines' has no attribute {name!r}")
