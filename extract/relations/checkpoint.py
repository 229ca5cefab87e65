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
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer
from torch import Tensor, nn

from kgqa.encoders.bases import DEFAULT_BASE, Base, find_base
from kgqa.encoders.weight_bytes import from_bytes, to_bytes
from kgqa.errors import ModelError
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.forms import Forms
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.schema import RelationType
from kgqa.kg.durable import replace_file

SHIPPED = Path(__file__).parents[1] / "checkpoints"
DEFAULT_EXTRACTOR = "relations-l6-v3"
FORMAT = "kgqa relations 2"
_WORDS = "bert.embeddings.word_embeddings.weight"
_ASKED = "asked."


@dataclass(frozen=True, slots=True)
class Cuts:
    """From which probability on a relation is said to hold, and how a logit becomes one.

    ``documents``: between given entities, where a logit is made ``sigmoid(scale * logit + shift)``, fitted on documents
    that were not trained on; ``others`` for relations of which no document was trained on, which are overrated.
    ``sentences``: by an ontology, for relations whose label was trained on, and ``unseen`` for others; ``rival``: the
    least share of the probability of the same relation's likeliest pair in the sentence.
    """

    documents: float = 0.5
    scale: float = 1.0
    shift: float = 0.0
    others: float = 0.5
    sentences: float = 0.15
    unseen: float = 0.05
    rival: float = 0.5


@dataclass(frozen=True, slots=True)
class RelationModel:
    """An extractor's network, its base and tokenizer, the schema it uses unless told otherwise, the labels of relations
    that it ``learned``, and of those it learned from documents, as :func:`~kgqa.extract.relations.schema.spoken`, and
    the record of its training. ``asked`` is the network that is asked for one relation of a sentence at a time; without
    it ``net`` reads sentences too."""

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
    return RelationModel("new", base, RelationNet.from_base(base), _tokenizer(base))


def save_extractor(model: RelationModel, folder: Path) -> None:
    """Writes the three files. Raises ModelError where they can't be written."""
    weights = {name: tensor for name, tensor in model.net.state_dict().items() if name != _WORDS}
    if model.asked is not None:
        asked = model.asked.state_dict().items()
        weights |= {_ASKED + name: tensor for name, tensor in asked if name != _WORDS}
    tensors = to_bytes(weights)
    record = {
        "format": FORMAT,
        "base": model.base.name,
        "base_sha256": model.base.sha256,
        "cuts": asdict(model.cuts),
        "learned": sorted(model.learned),
        "of_documents": sorted(model.of_documents),
        "schema": [asdict(each) for each in model.schema],
        "training": dict(model.training),
    }
    # Beside its place first, so that an extractor that stands there stays whole on a full disk.
    aside = folder / "relations.safetensors.tmp"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        save_file(tensors, aside, metadata={"format": FORMAT})
        aside.replace(folder / "relations.safetensors")
        for name, value in (("forms.json", model.forms.dump()), ("relations.json", record)):
            indent = 1 if name == "relations.json" else None
            with replace_file(folder / name) as file:
                file.write(f"{json.dumps(value, indent=indent, sort_keys=True, ensure_ascii=False)}\n".encode())
    except (OSError, SafetensorError) as error:
        aside.unlink(missing_ok=True)
        raise ModelError(f"{folder}: the extractor can't be written: {error}") from error


def load_extractor(name_or_path: str | Path = DEFAULT_EXTRACTOR) -> RelationModel:
    """A shipped extractor by name, or one in a folder.

    Raises ModelError where there is none, where a file is broken, or where its base is not the one at hand.
    """
    name = str(name_or_path)
    folder = SHIPPED / name if (SHIPPED / name / "relations.json").exists() else Path(name)
    if not (folder / "relations.json").exists():
        shipped = ", ".join(sorted(p.parent.name for p in SHIPPED.glob("*/relations.json"))) or "none"
        raise ModelError(f"no extractor {name!r}: neither shipped (there is: {shipped}) nor a checkpoint folder")
    try:
        record = json.loads((folder / "relations.json").read_text(encoding="utf-8"))
        forms = Forms.load(json.loads((folder / "forms.json").read_text(encoding="utf-8")))
        raw = (folder / "relations.safetensors").read_bytes()
        tensors = from_bytes(load_file(folder / "relations.safetensors"))
        base = find_base(record["base"])
        expected, training = record["base_sha256"], record["training"]
        schema = tuple(RelationType(**each) for each in record["schema"])
        cuts = Cuts(**record["cuts"])
        learned, of_documents = frozenset(record["learned"]), frozenset(record["of_documents"])
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise ModelError(f"the extractor {folder} is broken: {error!r}") from error
    if base.sha256 != expected:
        raise ModelError(f"{folder} was trained on {base.name} with sha256 {expected}; here it is {base.sha256}")
    net = RelationNet.from_base(base)
    _fill(net, {name: each for name, each in tensors.items() if not name.startswith(_ASKED)}, folder, base)
    asked = None
    own = {name.removeprefix(_ASKED): each for name, each in tensors.items() if name.startswith(_ASKED)}
    if own:
        # The word table, which neither trains, is in memory once.
        table = net.bert.embeddings.word_embeddings
        asked = AskedNet(copy.deepcopy(net.bert, {id(table): table})).eval()
        _fill(asked, own, folder, base)
    digest = hashlib.sha256(raw).hexdigest()
    return RelationModel(
        folder.name,
        base,
        net.eval(),
        _tokenizer(base),
        schema,
        forms,
        cuts,
        learned,
        of_documents,
        training,
        digest,
        asked,
    )


def _fill(net: nn.Module, tensors: Mapping[str, Tensor], folder: Path, base: Base) -> None:
    try:
        missing, unexpected = net.load_state_dict(tensors, strict=False)
    except RuntimeError as error:
        raise ModelError(f"the extractor {folder} does not fit {base.name}: {error}") from error
    if set(missing) - {_WORDS} or unexpected:
        raise ModelError(f"the extractor {folder} does not fit {base.name}: {missing} missing, {unexpected} extra")


def _tokenizer(base: Base) -> Tokenizer:
    try:
        tokenizer = Tokenizer.from_file(str(base.folder / "tokenizer.json"))
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{base.folder / 'tokenizer.json'} is no tokenizer: {error}") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer
