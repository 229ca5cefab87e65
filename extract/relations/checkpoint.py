"""A trained extractor of relations on disk.

A checkpoint is a folder: ``relations.json`` (base and its hash, default schema, cuts, how it was trained),
``forms.json`` (how the graphs it learned from call things) and ``relations.safetensors`` with the weights in bytes
(:mod:`kgqa.encoders.weight_bytes`), without the word table, which is the base's own. Where it has a network that is
asked for one relation at a time, that one's weights are there under "asked.".
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.stored import WORDS, Sort, fill, load_stored, reading, save_stored, tokenizer_of
from kgqa.errors import ModelError
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.belief import BY_ITSELF, Belief
from kgqa.extract.relations.forms import Forms
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.schema import RelationType

DEFAULT_EXTRACTOR = "relations-l6-v6"
EXTRACTOR = Sort("relations", "kgqa relations 2", "extractor", Path(__file__).parents[1] / "checkpoints", in_bytes=True)
_ASKED = "asked."


@dataclass(frozen=True, slots=True)
class Cuts:
    """From which probability on a relation is said to hold, and how a logit becomes one.

    ``documents``: between given entities, where a logit is made ``sigmoid(scale * logit + shift)``, fitted on documents
    that were not trained on; ``others`` for relations of which no document was trained on, which are overrated.
    ``sentences``: by an ontology, for relations whose label was trained on, and ``unseen`` for others; ``rival``: the
    least share of the probability of the same relation's likeliest pair in the sentence. ``asked``: what the network
    that is asked for one relation at a time counts of 1 beside the other. ``belief``: how likely what it finds in a
    document is.
    """

    documents: float = 0.5
    scale: float = 1.0
    shift: float = 0.0
    others: float = 0.5
    sentences: float = 0.15
    unseen: float = 0.05
    rival: float = 0.5
    asked: float = 0.3
    belief: Belief = BY_ITSELF


@dataclass(frozen=True, slots=True)
class RelationModel:
    """An extractor's network, its base and tokenizer, the schema it uses unless told otherwise, the labels of relations
    that it ``learned``, and of those it learned from documents, as :func:`~kgqa.extract.relations.schema.spoken`, and
    the record of its training. ``sha256`` is of weights and cuts, which decide what is found. ``asked`` is the network
    that is asked for one relation of a sentence at a time; without it ``net`` reads sentences too."""

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
    asked: AskedNet | None = None


def new_extractor(base_name: str = DEFAULT_BASE, *, seed: int = 0) -> RelationModel:
    """An untrained extractor on a base."""
    base = find_base(base_name)
    torch.manual_seed(seed)
    return RelationModel("new", base, RelationNet.from_base(base), tokenizer_of(base))


def save_extractor(model: RelationModel, folder: Path) -> None:
    """Writes the three files. Raises ModelError where they can't be written."""
    weights = dict(model.net.state_dict())
    if model.asked is not None:
        asked = {name: each for name, each in model.asked.state_dict().items() if name != WORDS}
        weights |= {_ASKED + name: tensor for name, tensor in asked.items()}
    record = {
        "cuts": {**asdict(model.cuts), "belief": model.cuts.belief._asdict()},
        "learned": sorted(model.learned),
        "of_documents": sorted(model.of_documents),
        "schema": [asdict(each) for each in model.schema],
    }
    beside = {"forms.json": model.forms.dump()}
    save_stored(EXTRACTOR, model.base, weights, model.training, folder, record=record, beside=beside)


def load_extractor(name_or_path: str | Path = DEFAULT_EXTRACTOR) -> RelationModel:
    """A shipped extractor by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    stored = load_stored(EXTRACTOR, name_or_path)
    with reading(EXTRACTOR, stored.folder):
        forms = Forms.load(json.loads((stored.folder / "forms.json").read_text(encoding="utf-8")))
        schema = tuple(RelationType(**each) for each in stored.record["schema"])
        own = stored.record["cuts"]
        weights = own.get("belief", {})
        if not isinstance(weights, Mapping):
            raise ModelError(f"{stored.folder}: belief must be weights by name, found {weights!r}; train it anew")
        cuts = Cuts(**{**own, "belief": Belief(**weights)})
        learned, of_documents = frozenset(stored.record["learned"]), frozenset(stored.record["of_documents"])
    net = RelationNet.from_base(stored.base)
    fill(EXTRACTOR, net, stored, but=_ASKED)
    asked = None
    if any(name.startswith(_ASKED) for name in stored.tensors):
        # The word table, which neither trains, is in memory once.
        table = net.bert.embeddings.word_embeddings
        asked = AskedNet(copy.deepcopy(net.bert, {id(table): table})).eval()
        fill(EXTRACTOR, asked, stored, _ASKED)
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
        hashlib.sha256(f"{stored.sha256} {json.dumps(stored.record['cuts'], sort_keys=True)}".encode()).hexdigest(),
        asked,
    )
