"""Every example in a docstring runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
import tomllib
from pathlib import Path

import pytest

# The packages are folders of their own names (see pyproject.toml), which walking kgqa's own path misses.
PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())
PACKAGES = PROJECT["tool"]["setuptools"]["packages"]
MODULES = sorted(
    f"{package}.{found.name}"
    for package in PACKAGES
    for found in pkgutil.iter_modules(importlib.import_module(package).__path__)
    if not found.ispkg and found.name != "__main__"
)


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_that_there_are_modules() -> None:
    assert len(MODULES) > 40
