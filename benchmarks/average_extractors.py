"""The mean of the networks that several extractors ask for one relation at a time, weight by weight.

    python -m benchmarks.average_extractors relations-l6-v3 runs/further --out runs/mean

Extractors that went on from one another with other data often read better together (model soups; Wortsman et al.
2022). All else, the record of training and the cuts included, is that of the last one.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch

from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor, save_extractor


def asked_of(model: RelationModel) -> AskedNet:
    """The extractor's network; stops where it has none."""
    if model.asked is None:
        raise SystemExit(f"{model.name}: has no network that is asked for one relation at a time")
    return model.asked


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractors", nargs="+", help="shipped names or folders")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    models = [load_extractor(name) for name in args.extractors]
    states = [asked_of(model).state_dict() for model in models]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    asked_of(models[-1]).load_state_dict(mean)
    training = {**models[-1].training, "mean_of": [model.name for model in models]}
    save_extractor(replace(models[-1], training=training), args.out)


if __name__ == "__main__":
    main()
