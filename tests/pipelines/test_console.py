"""What the command line prints where its output can't hold every character."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

import pytest

from kgqa.pipelines.cli.console import say, say_json

FOUND = {"name": "Amélie 😀 北京", "signs": 'a "b" \\ \n\ud800'}


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8", "utf-16-le"])
def test_json_stays_json_in_every_encoding(monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding=encoding))
    say_json(json.dumps(FOUND, ensure_ascii=False))
    said = raw.getvalue().decode(encoding)
    found: Any = json.loads(said)
    assert found == FOUND and said.count("\n") == 1
    assert ("é" in said) == (encoding != "ascii")


def test_a_line_for_people_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    say("Amélie")
    assert raw.getvalue() == b"Am\\xe9lie\n"
