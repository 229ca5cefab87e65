"""The mean of several readers' weights (model soups; Wortsman et al. 2022), as a new checkpoint.

python -m benchmarks.average_readers runs/second runs/third --out runs/mean [--weights 0.7 0.3]
"""

from __future__ import annotations

import argparse
import math
from dataclasses import replace
from functools import reduce
from operator import or_
from pathlib import Path

import torch

from kgqa.errors import InputError
from kgqa.reader.checkpoint import load_checkpoint, save_checkpoint
from kgqa.reader.training.trained_on import TrainedOn


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("readers", nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--weights", type=float, nargs="+", help="one for each reader, 1 together; equal by default")
    args = parser.parse_args()
    weights = args.weights or [1 / len(args.readers)] * len(args.readers)
    if len(weights) != len(args.readers) or not math.isclose(sum(weights), 1.0, abs_tol=1e-6):
        parser.error(f"--weights needs {len(args.readers)} numbers that are 1 together, not {weights}")
    checkpoints = [load_checkpoint(name) for name in args.readers]
    states = [checkpoint.model.state_dict() for checkpoint in checkpoints]
    for name, checkpoint, state in zip(args.readers, checkpoints, states, strict=True):
        if checkpoint.base.sha256 != checkpoints[0].base.sha256 or set(state) != set(states[0]):
            raise InputError(
                f"{name} has other weights than {args.readers[0]} (base, layers, adapters): no mean of them"
            )
    mean = {}
    for name, own in states[0].items():
        # What is the same in all, as the base's word table, stays so to the bit.
        is_same = all(torch.equal(own, state[name]) for state in states)
        weighed = [weight * state[name].float() for weight, state in zip(weights, states, strict=True)]
        mean[name] = own if is_same else torch.stack(weighed).sum(dim=0)
    first = checkpoints[0]
    first.model.load_state_dict(mean)
    save_checkpoint(
        replace(first, training={"mean of": [dict(c.training) for c in checkpoints], "weights": weights}), args.out
    )
    known = [TrainedOn.load(name) for name in args.readers]
    if all(each is not None for each in known):
        reduce(or_, known).save(args.out)


if __name__ == "__main__":
    main()
