"""The libraries that only some kinds of files need."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kgqa.errors import InputError

NEEDS = {
    ".md": ("markdown_it", "lxml"),
    ".markdown": ("markdown_it", "lxml"),
    ".html": ("lxml",),
    ".htm": ("lxml",),
    ".docx": ("mammoth", "lxml"),
    ".pdf": ("pypdf",),
}
"""Modules by the ending of a file's name."""


def need(module: str, purpose: str) -> Any:
    """The module. Raises InputError where it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        raise _missing(module, purpose) from error


def check_installed(ending: str) -> None:
    """Raises InputError where a library that reads files of this ending is not installed."""
    for module in NEEDS.get(ending, ()):
        if find_spec(module) is None:
            raise _missing(module, f"reading {ending}")


def _missing(module: str, purpose: str) -> InputError:
    return InputError(f"{purpose} needs {module}, an optional package: pip install 'kgqa[build]'")
