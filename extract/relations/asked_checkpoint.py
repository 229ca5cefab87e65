"""The network that is asked for relations, as a checkpoint of an extractor has it.

Its layers lie among the extractor's weights under "asked.". Its words are those of the extractor's base; or its own,
and then table and tokenizer have a file each, which stay the same bytes from one training to the next.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from safetensors.torch import load, save
from tokenizers import Tokenizer
from torch import Tensor

from kgqa.encoders.bases import Base
from kgqa.encoders.loading import empty_bert, shape_of
from kgqa.encoders.stored import WORDS, Sort, Stored, put, reading, tokenizer_of
from kgqa.encoders.weight_bytes import from_bytes, to_bytes
from kgqa.errors import ModelError
from kgqa.extract.relations.asked_model import AskedNet
from kgqa.extract.relations.model import RelationNet
from kgqa.extract.relations.tokens import word_tokenizer

ASKED = "asked."
TABLE, TOKENIZER = "asked_words.safetensors", "asked_tokenizer.json"


@dataclass(frozen=True, slots=True)
class AskedModel:
    """The network that is asked for one relation of a sentence at a time, and its tokenizer: that of the extractor's
    base; or one with ``own_words``, each mark of which is one."""

    net: AskedNet
    tokenizer: Tokenizer
    own_words: bool = False

    @classmethod
    def on(cls, base: Base, *, own_words: bool = False) -> AskedModel:
        """An untrained one on a base, its heads from torch's generator."""
        return cls(AskedNet.from_base(base), word_tokenizer(base) if own_words else tokenizer_of(base), own_words)


@dataclass(frozen=True, slots=True)
class Parts:
    """What of it is stored: ``weights`` beside the extractor's, its ``record``, and what is ``beside``, by file."""

    weights: Mapping[str, Tensor]
    record: Mapping[str, Any]
    beside: Mapping[str, bytes]


def parts_of(asked: AskedModel) -> Parts:
    """What is stored of a network."""
    tensors = {name: each.detach() for name, each in asked.net.state_dict().items()}
    table = tensors.pop(WORDS)
    weights = {ASKED + name: each for name, each in tensors.items()}
    if not asked.own_words:
        return Parts(weights, {}, {})
    beside = {TABLE: save(to_bytes({WORDS: table})), TOKENIZER: asked.tokenizer.to_str().encode()}
    sums = {name: hashlib.sha256(each).hexdigest() for name, each in beside.items()}
    return Parts(weights, {"asked": {"shape": shape_of(asked.net.bert), "sha256": sums}}, beside)


def asked_of(sort: Sort, stored: Stored, first: RelationNet) -> AskedModel | None:
    """The network that a checkpoint holds, None where there is none.

    Raises ModelError where its parts do not fit each other or are no longer what they were.
    """
    own = {name.removeprefix(ASKED): each for name, each in stored.tensors.items() if name.startswith(ASKED)}
    if not own:
        return None
    record = stored.record.get("asked")
    if record is None:
        # The word table, which neither trains, is in memory once.
        table = first.bert.embeddings.word_embeddings
        net = AskedNet.over(copy.deepcopy(first.bert, {id(table): table}))
        tokenizer = tokenizer_of(stored.base)
    else:
        with reading(sort, stored.folder):
            raw = {name: (stored.folder / name).read_bytes() for name in (TABLE, TOKENIZER)}
            for name, each in raw.items():
                if (found := hashlib.sha256(each).hexdigest()) != record["sha256"][name]:
                    raise ModelError(
                        f"{stored.folder / name}: sha256 is {found}, the weights are for {record['sha256'][name]}"
                    )
            words = from_bytes(load(raw[TABLE]))
            if set(words) != {WORDS}:
                raise ModelError(f"{stored.folder / TABLE} holds the words alone, found {sorted(words)}")
            own |= words
            net = AskedNet.over(empty_bert(record["shape"]))
        try:
            tokenizer = Tokenizer.from_str(raw[TOKENIZER].decode())
        except Exception as error:  # tokenizers raises bare Exception
            raise ModelError(f"{stored.folder / TOKENIZER} is no tokenizer: {error}") from error
    put(net, own, f"the {sort.what} {stored.folder}", stored.base)
    return AskedModel(net.eval(), tokenizer, record is not None)


def known_by(stored: Stored) -> str:
    """What decides what the network says beside its layers: "" where its words are the base's."""
    return json.dumps(stored.record["asked"], sort_keys=True) if "asked" in stored.record else ""
