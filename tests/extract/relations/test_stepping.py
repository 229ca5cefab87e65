"""The steps that the trainings of the extractor share."""

from __future__ import annotations

import random
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor, nn

from kgqa import ModelError
from kgqa.encoders.run_state import RunState
from kgqa.encoders.schedule import Schedule
from kgqa.extract.relations.stepping import train_steps

SETTINGS = Schedule(save_every=2, bf16=False, learning_rate=0.1, warmup=0.2, weight_decay=0.0)
HEAD_RATE = 0.2


class Net(nn.Module):
    """The least that has a part of the name of a BERT and one above it; it keeps what it is given in each step."""

    def __init__(self) -> None:
        super().__init__()
        torch.manual_seed(0)
        self.bert, self.says = nn.Linear(2, 2), nn.Linear(2, 1)
        self.bert.config = SimpleNamespace(_attn_implementation="sdpa")  # type: ignore[assignment]
        self.given: list[tuple[float, float]] = []

    def loss(self, batch: float, rng: random.Random) -> Tensor:
        """Of a batch and of what the step draws."""
        assert self.training and self.bert.config._attn_implementation == "eager"
        self.given.append((batch, rng.random()))
        seen: Tensor = self.says(self.bert(torch.tensor(self.given[-1])))
        return seen.square().sum()


def trained(folder: Path, steps: int, *, batches: int = 9) -> Net:
    net = Net()
    train_steps(
        net, steps, map(float, range(batches)), net.loss, SETTINGS, RunState(folder, {}), head_rate=HEAD_RATE, salt="x "
    )
    return net


def test_no_batch_is_drawn_beyond_the_last_step_which_is_kept(tmp_path: Path) -> None:
    batches, net, run = iter(range(9)), Net(), RunState(tmp_path, {})
    told: list[tuple[int, int]] = []
    train_steps(
        net,
        3,
        map(float, batches),
        net.loss,
        SETTINGS,
        run,
        head_rate=HEAD_RATE,
        progress=lambda step, total, loss: told.append((step, total)),
    )
    assert next(batches) == 3 and told == [(3, 3)] and run.step == 3
    assert not net.training and net.bert.config._attn_implementation == "sdpa"


def test_a_run_goes_on_to_the_same_end(tmp_path: Path) -> None:
    whole = trained(tmp_path / "whole", 5)
    trained(tmp_path / "cut", 5, batches=3)  # the batches end; the state is of step 2
    again = trained(tmp_path / "cut", 5)
    assert whole.given == [(float(at), random.Random(f"0 x {at + 1}").random()) for at in range(5)]
    assert again.given == whole.given[2:]
    for one, other in zip(whole.parameters(), again.parameters(), strict=True):
        assert torch.equal(one, other)


def test_a_bert_and_what_is_above_it_learn_at_their_own_warmed_rates(tmp_path: Path) -> None:
    before, net = Net(), trained(tmp_path, 10, batches=1)
    for name, rate in (("bert", 0.1), ("says", HEAD_RATE)):
        moved = (getattr(net, name).bias - getattr(before, name).bias).abs().tolist()
        # AdamW's first step is its rate, the first of two warming steps half of it.
        assert moved == pytest.approx([rate / 2] * len(moved), rel=1e-3)


def test_a_loss_that_is_no_number_names_the_step_and_the_state_that_is_kept(tmp_path: Path) -> None:
    for bad, kept in ((2, "of step 3 is nan; the state of step 2 is kept in"), (0, "of step 1 is nan; no step was")):
        net, run = Net(), RunState(tmp_path / str(bad), {})

        def lost(batch: float, rng: random.Random, net: Net = net, bad: int = bad) -> Tensor:
            return net.loss(batch, rng) * (float("nan") if batch == bad else 1.0)

        with pytest.raises(ModelError, match=kept):
            train_steps(net, 5, map(float, range(9)), lost, SETTINGS, run, head_rate=HEAD_RATE)
        assert run.step == bad
