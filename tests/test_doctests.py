"""Every example in a docstring runs."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import kgqa
import pytest

MODULES = sorted(m.name for m in pkgutil.walk_packages(kgqa.__path__, "kgqa.") if not m.name.endswith("__main__"))


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_that_there_are_modules() -> None:
    assert len(MODULES) > 40
