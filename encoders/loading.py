"""A BERT's weights into memory, without the reports that transformers writes to the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
from transformers import AutoConfig, AutoModel
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
