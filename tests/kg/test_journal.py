"""Batches of a job that was stopped are found again; broken and foreign ones are not."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from kgqa.kg.journal import Journal, has_journal


def values(folder: Path, key: str) -> list[int]:
    return [int(batch["n"][0]) for batch in Journal(folder, key).resume()]


def test_batches_come_back_in_order_and_go_on(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "k1")
    for n in range(3):
        journal.write({"n": np.array([n])})
    assert has_journal(tmp_path)
    again = Journal(tmp_path, "k1")
    assert [int(batch["n"][0]) for batch in again.resume()] == [0, 1, 2]
    again.write({"n": np.array([3])})
    assert values(tmp_path, "k1") == [0, 1, 2, 3]
    again.clear()
    assert not has_journal(tmp_path)
    assert values(tmp_path, "k1") == []


def test_broken_and_foreign_batches_are_dropped(tmp_path: Path) -> None:
    journal = Journal(tmp_path, "k1")
    for n in range(3):
        journal.write({"n": np.array([n])})
    broken = tmp_path / "journal" / "000002.safetensors"
    broken.write_bytes(broken.read_bytes()[:-3])
    (tmp_path / "journal" / "000009.safetensors.tmp").write_bytes(b"half")
    assert values(tmp_path, "k1") == [0, 2]
    assert values(tmp_path, "k2") == []
    assert not has_journal(tmp_path)
