"""Question answering over a knowledge graph and the text around it.

>>> from kgqa import KGQA                     # doctest: +SKIP
>>> KGQA.load("movies.kb")("who directed Heat?").answer  # doctest: +SKIP
'Michael Mann'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kgqa.errors import InputError, KGQAError, ModelError, StoreError
from kgqa.types import (
    Answer,
    Entity,
    Evidence,
    Link,
    Literal,
    Mention,
    Passage,
    Path,
    Question,
    Relation,
    Result,
    Step,
    Support,
    Triple,
)

if TYPE_CHECKING:
    from kgqa.pipelines.ask import KGQA
    from kgqa.pipelines.knowledge_base import KnowledgeBase

__version__ = "0.1.0"

__all__ = [
    "KGQA",
    "Answer",
    "Entity",
    "Evidence",
    "InputError",
    "KGQAError",
    "KnowledgeBase",
    "Link",
    "Literal",
    "Mention",
    "ModelError",
    "Passage",
    "Path",
    "Question",
    "Relation",
    "Result",
    "Step",
    "StoreError",
    "Support",
    "Triple",
    "__version__",
]


def __getattr__(name: str) -> Any:
    # torch, transformers and faiss take seconds to import: only the pipeline needs them.
    if name == "KGQA":
        from kgqa.pipelines.ask import KGQA

        return KGQA
    if name == "KnowledgeBase":
        from kgqa.pipelines.knowledge_base import KnowledgeBase

        return KnowledgeBase
    raise AttributeError(f"module 'kgqa' has no attribute {name!r}")
