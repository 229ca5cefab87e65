"""A trained extractor of relations on disk.

A checkpoint is a folder: ``relations.json`` (base and its hash, default schema, cuts, how it was trained),
``forms.json`` (how the graphs it learned from call things), ``belief.json`` (how likely what is asked for is;
:mod:`.belief`) and ``relations.safetensors`` with the weights in bytes
(:mod:`kgqa.encoders.weight_bytes`), without the word table, which is the base's own. Where it has a network that is
asked for one relation at a time, that one's weights are there too (:mod:`.asked_checkpoint`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.stored import Sort, fill, load_stored, reading, save_stored, tokenizer_of
from kgqa.errors import ModelError, reason_of
from kgqa.extract.relations.asked_checkpoint import ASKED, AskedModel, Parts, asked_of, known_by, parts_of
from kgqa.extract.relations.belief import BY_ITSELF, Belief
from kgqa.extract.relations.forms import Forms
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.schema import RelationType

DEFAULT_EXTRACTOR = "relations-l12-v2"
BELIEF = "belief.json"
EXTRACTOR = Sort("relations", "kgqa relations 2", "extractor", Path(__file__).parents[1] / "checkpoints", in_bytes=True)


@dataclass(frozen=True, slots=True)
class Cuts:
    """From which probability on a relation is said to hold, and how a logit becomes one.

    ``documents``: between given entities, where a logit is made ``sigmoid(scale * logit + shift)``, fitted on documents
    that were not trained on; ``others`` for relations of which no document was trained on, which are overrated.
    ``sentences``: by an ontology, for relations whose label was trained on, and ``unseen`` for others; ``rival``: the
    least share of the probability of the same relation's likeliest pair in the sentence. ``asked``: what the network
    that is asked for one relation at a time counts of 1 beside the other.
    """

    documents: float = 0.5
    scale: float = 1.0
    shift: float = 0.0
    others: float = 0.5
    sentences: float = 0.15
    unseen: float = 0.05
    rival: float = 0.5
    asked: float = 0.3


@dataclass(frozen=True, slots=True)
class RelationModel:
    """An extractor's network, its base and tokenizer, the schema it uses unless told otherwise, the labels of relations
    that it ``learned``, and of those it learned from documents, as :func:`~kgqa.extract.relations.schema.spoken`, and
    the record of its training. ``sha256`` is of weights, cuts and belief, which decide what is found. Without the
    network that is ``asked`` for one relation at a time ``net`` reads sentences too; ``belief``: how likely what that
    one finds in a document is."""

    name: str
    base: Base
    net: RelationNet
    tokenizer: Tokenizer
    schema: tuple[RelationType, ...] = ()
    forms: Forms = field(default_factory=Forms)
    cuts: Cuts = Cuts()
    learned: frozenset[str] = frozenset()
    of_documents: frozenset[str] = frozenset()
    training: Mapping[str, Any] = field(default_factory=dict)
    sha256: str = ""
    asked: AskedModel | None = None
    belief: Belief = BY_ITSELF


def new_extractor(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> RelationModel:
    """An untrained extractor on a base."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return RelationModel("new", base, RelationNet.from_base(base), tokenizer_of(base))


def save_extractor(model: RelationModel, folder: Path) -> None:
    """Writes the four files, six where the network that is asked has words of its own.

    Raises ModelError where they can't be written.
    """
    asked = parts_of(model.asked) if model.asked is not None else Parts({}, {}, {})
    weights = {**model.net.state_dict(), **asked.weights}
    record = {
        "cuts": asdict(model.cuts),
        "learned": sorted(model.learned),
        "of_documents": sorted(model.of_documents),
        "schema": [asdict(each) for each in model.schema],
        **asked.record,
    }
    beside = {"forms.json": model.forms.dump(), BELIEF: model.belief.dump(), **asked.beside}
    save_stored(EXTRACTOR, model.base, weights, model.training, folder, record=record, beside=beside)


def load_extractor(name_or_path: str | Path = DEFAULT_EXTRACTOR) -> RelationModel:
    """A shipped extractor by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    stored = load_stored(EXTRACTOR, name_or_path)
    with reading(EXTRACTOR, stored.folder):
        forms = Forms.load(json.loads((stored.folder / "forms.json").read_text(encoding="utf-8")))
        schema = tuple(RelationType(**each) for each in stored.record["schema"])
        cuts = Cuts(**{name: each for name, each in stored.record["cuts"].items() if name != "belief"})
        belief = _belief_in(stored.folder, stored.record["cuts"].get("belief"))
        learned, of_documents = frozenset(stored.record["learned"]), frozenset(stored.record["of_documents"])
        decided = json.dumps([asdict(cuts), belief.dump()], sort_keys=True)
    net = RelationNet.from_base(stored.base)
    fill(EXTRACTOR, net, stored, but=ASKED)
    return RelationModel(
        stored.name,
        stored.base,
        net.eval(),
        tokenizer_of(stored.base),
        schema,
        forms,
        cuts,
        learned,
        of_documents,
        stored.training,
        hashlib.sha256(f"{stored.sha256} {decided}{known_by(stored)}".encode()).hexdigest(),
        asked_of(EXTRACTOR, stored, net),
        belief,
    )


def _belief_in(folder: Path, before: object) -> Belief:
    """What is stored in a folder; where it has no file of it, the weights that its record had ``before`` there was
    one, or what the network says by itself."""
    path = folder / BELIEF
    try:
        if path.exists():
            return Belief.load(json.loads(path.read_text(encoding="utf-8")))
        if isinstance(before, dict) and "bias" in before:
            weights = {name: each for name, each in before.items() if name != "bias"}
            return Belief.load({"bias": before["bias"], "weights": weights, "trees": []})
        return BY_ITSELF
    except (OSError, ValueError, RecursionError) as error:
        raise ModelError(f"{path}: {reason_of(error)}; train it anew") from error
