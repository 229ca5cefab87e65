"""Loading the packages that the demo is made from."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from kgqa.errors import InputError


def load(module: str) -> Any:
    """The module of a demo package, as it is installed. Raises InputError where it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        raise InputError(
            f"the demo is built from the package {module.partition('.')[0]}, and the module {error.name} is "
            'not installed: pip install "kgqa[demo]"'
        ) from error
