"""Importing FAISS, after a look at which of its distributions are installed."""

from __future__ import annotations

import re
from importlib import import_module
from importlib.metadata import Distribution, distributions
from pathlib import PurePosixPath
from typing import Any

from kgqa.errors import ModelError

_INSTALL = "pip install faiss-cpu"


def import_faiss() -> Any:
    """The module ``faiss``.

    Raises ModelError where no distribution gives it, and where two do: faiss-cpu and each faiss-gpu-* put
    files into one folder, so that the one installed last overwrites half of the other, and pip says nothing.
    """
    names = faiss_distributions()
    if len(names) > 1:
        raise ModelError(
            f"{len(names)} distributions of FAISS are installed, {' and '.join(names)}, and they overwrite "
            "each other's files. Both must go before one is installed again:\n"
            f"  pip uninstall -y {' '.join(names)}\n"
            f"  pip install {_preferred(names)}"
        )
    try:
        return import_module("faiss")
    except ModuleNotFoundError as error:
        if error.name != "faiss":
            raise
        raise ModelError(f"FAISS is not installed: {_INSTALL} (or, for a GPU, faiss-gpu)") from error


def faiss_distributions() -> tuple[str, ...]:
    """The names of the installed distributions ``faiss-*`` that put a module ``faiss`` in place, sorted."""
    return tuple(sorted({_name(found) for found in distributions() if _gives_faiss(found)}))


def _gives_faiss(found: Distribution) -> bool:
    name = _name(found)
    if name != "faiss" and not name.startswith("faiss-"):
        return False
    listed = (found.read_text("top_level.txt") or "").split()
    files = found.files
    if files is not None:
        return any(PurePosixPath(file).parts[0] in ("faiss", "faiss.py") for file in files)
    return "faiss" in listed


def _name(found: Distribution) -> str:
    # A broken install may leave metadata without a name.
    return re.sub(r"[-_.]+", "-", found.metadata["Name"] or "").lower()


def _preferred(names: tuple[str, ...]) -> str:
    """The GPU build where one of the two is: nobody installs it by accident."""
    return next((name for name in names if "gpu" in name), names[0])
