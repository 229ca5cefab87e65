"""A BERT's weights into memory, without the reports that transformers writes to the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from transformers import AutoConfig, AutoModel, BertConfig
from transformers.utils import logging

from kgqa.encoders.bases import Base
from kgqa.errors import ModelError


def load_bert(base: Base, *, dtype: torch.dtype = torch.float32, **overrides: Any) -> Any:
    """The base as a BertModel without pooling layer; ``overrides`` change its config (dropout, ...).

    Raises ModelError where the folder holds no such model.
    """
    try:
        with _quiet():
            config = AutoConfig.from_pretrained(base.folder, local_files_only=True)
            for name, value in overrides.items():
                setattr(config, name, value)
            return AutoModel.from_pretrained(
                base.folder, config=config, add_pooling_layer=False, dtype=dtype, local_files_only=True
            )
    except (OSError, ValueError, TypeError) as error:
        raise ModelError(f"{base.name}: no BERT could be loaded from {base.folder}: {error}") from error


_SHAPE = (
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "layer_norm_eps",
    "max_position_embeddings",
    "type_vocab_size",
    "pad_token_id",
    "hidden_dropout_prob",
    "attention_probs_dropout_prob",
)


def shape_of(bert: Any) -> dict[str, Any]:
    """What of a BertModel's config decides how its weights are used, to be JSON; :func:`empty_bert` takes it."""
    return {name: getattr(bert.config, name) for name in _SHAPE}


def empty_bert(shape: Mapping[str, Any]) -> Any:
    """A BertModel of that shape without pooling layer, its weights drawn from torch's generator.

    Raises ModelError where there can be none.
    """
    if set(shape) != set(_SHAPE):
        raise ModelError(f"the shape of a BERT has {', '.join(_SHAPE)}; found {', '.join(sorted(shape)) or 'nothing'}")
    try:
        return AutoModel.from_config(BertConfig(**shape), add_pooling_layer=False)
    except Exception as error:  # what a wrong number gives rise to depends on where it is used first
        raise ModelError(f"no BERT has the shape {dict(shape)}: {error}") from error


@contextmanager
def _quiet() -> Iterator[None]:
    level = logging.get_verbosity()
    bars = logging.is_progress_bar_enabled()
    logging.set_verbosity_error()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        logging.set_verbosity(level)
        if bars:
            logging.enable_progress_bar()
