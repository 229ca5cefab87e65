"""The weighted mean of several path scorers' weights (model soups; Wortsman et al. 2022), as a new checkpoint.

python -m benchmarks.average_scorers runs/one=0.25 runs/two=0.25 runs/three=0.5 --out runs/mean
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from kgqa.errors import InputError
from kgqa.retriever.path_scorer import load_scorer, save_scorer


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("scorers", nargs="+", help="FOLDER=WEIGHT")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    parts = [spec.rpartition("=") for spec in args.scorers]
    weights = [float(weight) for _, _, weight in parts]
    if abs(sum(weights) - 1) > 1e-9:
        raise InputError(f"the weights must add up to 1, found {sum(weights)}")
    checkpoints = [load_scorer(name) for name, _, _ in parts]
    states = [checkpoint.model.state_dict() for checkpoint in checkpoints]
    if any(c.base.sha256 != checkpoints[0].base.sha256 for c in checkpoints):
        raise InputError("scorers on different bases have no mean")
    mean = {
        name: sum(weight * state[name].float() for weight, state in zip(weights, states, strict=True))
        for name in states[0]
    }
    first = checkpoints[0]
    first.model.load_state_dict(mean)
    training = {"mean of": [{"weight": w, **c.training} for w, c in zip(weights, checkpoints, strict=True)]}
    save_scorer(replace(first, training=training), args.out)


if __name__ == "__main__":
    main()
