"""The mean of the networks that several extractors ask for one relation at a time, weight by weight.

    python -m benchmarks.average_extractors relations-l12-v2 runs/further --out runs/mean

Extractors that went on from one another with other data, and what one run had learned half-way, often read better
together (model soups; Wortsman et al. 2022): a run's state, ``training.pt`` as it was kept aside, may stand before the
extractor that the run ended in. All else, the record of training and the cuts included, is that of the last one.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor, save_extractor


def asked_of(model: RelationModel) -> AskedNet:
    """The extractor's network; stops where it has none."""
    if model.asked is None:
        raise SystemExit(f"{model.name}: has no network that is asked for one relation at a time")
    return model.asked.net


def words_of(model: RelationModel) -> tuple[str, int]:
    """What a network's numbers of words and layers stand for: its tokenizer, and how many layers it has."""
    net = asked_of(model)
    assert model.asked is not None
    return model.asked.tokenizer.to_str(), len(net.bert.encoder.layer)


def weights_of(name: str, last: AskedNet) -> dict[str, Tensor]:
    """The network's weights, of a run's state with those of ``last`` that the run did not train."""
    if not name.endswith(".pt"):
        return asked_of(load_extractor(name)).state_dict()
    learned = torch.load(name, map_location="cpu", weights_only=True)["model"]
    if other := [key for key, own in last.state_dict().items() if learned.get(key, own).shape != own.shape]:
        raise SystemExit(f"{name}: is a state of a network of another shape, by {other[0]}")
    return {key: learned.get(key, own).to(own.dtype) for key, own in last.state_dict().items()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "extractors", nargs="+", help="shipped names, folders, or states of runs (.pt); a last one of the first two"
    )
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    last = load_extractor(args.extractors[-1])
    for name in args.extractors:
        if not name.endswith(".pt") and words_of(load_extractor(name)) != words_of(last):
            raise SystemExit(f"{name}: its asked network has other words than that of {args.extractors[-1]}")
    states = [weights_of(name, asked_of(last)) for name in args.extractors]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    asked_of(last).load_state_dict(mean)
    training = {**last.training, "mean_of": [Path(name).name for name in args.extractors]}
    save_extractor(replace(last, training=training), args.out)


if __name__ == "__main__":
    main()
