"""What texts do not say, however much they seem to; and networks that judge together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from kgqa.errors import ModelError
from kgqa.reader.polar.checkpoint import load_polar, new_polar, save_polar
from kgqa.reader.polar.silenced import silenced


@pytest.mark.parametrize(
    ("question", "text", "no_yes", "no_no"),
    [
        ("Do I have to wear a helmet?", "A helmet and a lock come with every bicycle at no charge.", True, False),
        ("Do I have to wear a helmet?", "A helmet comes with it and must be worn.", False, False),
        ("Must I bring a towel?", "Bring a towel.", False, False),
        ("Was Ada Holt a member?", "Ada Holt is no longer a member.", False, True),
        ("Is Ada Holt a member?", "Ada Holt is no longer a member.", False, False),
        ("Did they approve it?", "They did not approve it unanimously.", False, True),
        ("Did they approve it unanimously?", "They did not approve it unanimously.", False, False),
        ("Is it heated?", "It is partly heated.", True, False),
        ("Is it open on Sundays?", "It is open every day save Sundays.", True, False),
        ("Is it open on Mondays?", "It is open every day save Sundays.", False, False),
        ("Can I book online?", "There is no online booking this year.", False, False),
        ("Is the weir 300 feet long?", "The weir is 300 m long.", True, True),
        ("Is the weir 300 feet long?", "The weir is 300 feet long and 9 m high.", False, False),
        ("Does the pass cost $90?", "The pass costs €80.", True, True),
        ("Does the walk take 3 weeks?", "The walk takes 5 days.", True, False),
        ("Does the walk take 3 weeks?", "The walk takes three weeks, or 5 days by cart.", False, False),
        ("Does the hall have 1,200 seats?", "The hall has 900 seats.", True, False),
        ("Does the hall have 1,200 seats?", "The hall was built in 1900.", False, False),
        ("Is parking free for 2 hours?", "Parking is free for up to 3 hours.", False, False),
        ("I'm 15. May I hire a boat?", "You may from 12 on.", False, False),
        ("Is the ford closed?", "The ford was closed until May.", True, False),
        ("Is the ford closed?", "The ford is closed until May.", False, False),
    ],
)
def test_a_narrower_text_is_silent(question: str, text: str, no_yes: bool, no_no: bool) -> None:
    assert silenced(question, text, 0.9) == (no_yes, no_no)


def test_networks_that_judge_together_judge_by_their_mean(tiny_base: Path) -> None:
    one, other = new_polar(str(tiny_base), seed=1), new_polar(str(tiny_base), seed=2)
    replace(one, beside=(other,)).for_inference(torch.device("cpu"), "fp32")
    pairs = [("Is it open?", "It is closed."), ("Is it free?", "Entry costs 5 euros.")]
    both = replace(one, beside=(other,)).log_odds(pairs)
    assert np.allclose(both, (one.log_odds(pairs) + other.log_odds(pairs)) / 2)
    assert not np.allclose(one.log_odds(pairs), other.log_odds(pairs))


def test_one_beside_must_be_found_again(tiny_base: Path, tmp_path: Path) -> None:
    model = new_polar(str(tiny_base))
    with pytest.raises(ModelError, match="must come with kgqa, found \\['new'\\]"):
        save_polar(replace(model, beside=(model,)), tmp_path / "polar")
    assert [each.name for each in load_polar().beside] == ["polar-l6-v1"]
