"""The mean of several readers' weights (model soups; Wortsman et al. 2022), as a new checkpoint.

python -m benchmarks.average_readers runs/second runs/third --out runs/mean
"""

from __future__ import annotations

import argparse
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
    args = parser.parse_args()
    checkpoints = [load_checkpoint(name) for name in args.readers]
    states = [checkpoint.model.state_dict() for checkpoint in checkpoints]
    for name, checkpoint, state in zip(args.readers, checkpoints, states, strict=True):
        if checkpoint.base.sha256 != checkpoints[0].base.sha256 or set(state) != set(states[0]):
            raise InputError(
                f"{name} has other weights than {args.readers[0]} (base, layers, adapters): no mean of them"
            )
    mean = {name: torch.stack([state[name].float() for state in states]).mean(dim=0) for name in states[0]}
    first = checkpoints[0]
    first.model.load_state_dict(mean)
    save_checkpoint(replace(first, training={"mean of": [dict(c.training) for c in checkpoints]}), args.out)
    known = [TrainedOn.load(name) for name in args.readers]
    if all(each is not None for each in known):
        reduce(or_, known).save(args.out)


if __name__ == "__main__":
    main()
