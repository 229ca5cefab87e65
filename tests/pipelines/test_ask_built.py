"""A graph that was found in documents is asked as what it is: a part of what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import built_sample
import pytest

from kgqa import KGQA
from kgqa.pipelines.standard import Tools

TEXTS = {
    "ansa": ("Ansa Merrow", "Ansa Merrow was a daughter of Torvald Merrow. Ansa Merrow was born in Tolvik."),
    "torvald": ("Torvald Merrow", "Torvald Merrow was a sailor of Dunmoor. Torvald Merrow was born in Greyfell."),
}
FACTS = {
    "ansa": [("Ansa Merrow", "place of birth", "Tolvik")],
    "torvald": [("Torvald Merrow", "place of birth", "Greyfell")],
}


@pytest.fixture
def asked(tmp_path: Path, encoder: Any, scorer: Any, monkeypatch: pytest.MonkeyPatch) -> KGQA:
    monkeypatch.setattr(built_sample, "TEXTS", TEXTS)
    monkeypatch.setattr(built_sample, "FACTS", FACTS)
    built_sample.write(tmp_path / "built.kb", [*TEXTS], Tools(encoder=encoder, scorer=scorer))
    return KGQA.load(tmp_path / "built.kb", encoder=encoder, device="cpu")


def test_what_it_lacks_is_read_in_the_texts(asked: KGQA) -> None:
    # Who her father is was not found when it was built: where she was born herself is no answer.
    assert asked("Where was the father of Ansa Merrow born?").answer == "Greyfell"
    assert asked("Where was Ansa Merrow born?").answer == "Tolvik"
