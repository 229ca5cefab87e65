"""The linker as a spaCy component, ``nlp.add_pipe("kgqa_linker", config={"kb": "films.kb"})``.

The one module that imports spaCy. spaCy finds it by the entry point ``kgqa_linker`` of ``spacy_factories``, so that
nothing has to be imported first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans, raise_error

from kgqa.errors import InputError
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.linker.index import LinkIndex
from kgqa.linker.text import TEXT_THRESHOLD, TextLinker
from kgqa.types import Link

NAME = "kgqa_linker"
LABEL = "ENTITY"
"""Label of an entity that the component makes and whose type the graph does not tell."""
_LINKER = "linker"  # the index among a knowledge base's files
_SETTINGS = "settings.json"

ErrorHandler = Callable[[str, Any, list[Doc], Exception], Any]
"""What spaCy does with docs that a component fails on: it is told the component's name, the component, these docs and
the error."""


def make_linker(
    nlp: Language, name: str, kb: str, make_entities: bool, overwrite: bool, encoder: bool, threshold: float
) -> KGQALinker:
    """The component that ``nlp.add_pipe`` makes of its config; see :class:`KGQALinker`."""
    return KGQALinker(
        name, kb=kb, make_entities=make_entities, overwrite=overwrite, encoder=encoder, threshold=threshold
    )


Language.factory(
    NAME,
    assigns=["doc.ents", "token.ent_kb_id", "token.ent_iob", "token.ent_type"],
    default_config={
        "kb": "",
        "make_entities": False,
        "overwrite": True,
        "encoder": True,
        "threshold": TEXT_THRESHOLD,
    },
    func=make_linker,
)


class KGQALinker:
    """Links the entities of docs to a knowledge base: sets ``ent.kb_id_`` to the id of the entity in the graph.

    ``kb``: the folder of the knowledge base; an empty one has to be set by ``from_disk`` before a doc comes.
    ``make_entities``: mentions that no entity of the doc touches become entities, labelled by the first type that the
    graph knows, else "ENTITY", but for those with a token that the doc blocks; off, ``doc.ents`` keeps its spans. All
    other tokens stay blocked, missing or outside as they were. ``overwrite``: entities that have an id already are
    linked anew. ``encoder``: short and shared names are told apart by meaning too, which loads the sentence encoder.
    ``threshold``: what a link must score, from 0 to 1; an entity below it keeps the id that it has.
    Raises StoreError where the folder is no knowledge base, InputError where a setting breaks its rule.
    """

    def __init__(
        self,
        name: str = NAME,
        *,
        kb: str | Path = "",
        make_entities: bool = False,
        overwrite: bool = True,
        encoder: bool = True,
        threshold: float = TEXT_THRESHOLD,
    ) -> None:
        self.name = name
        self._settings: dict[str, Any] = {
            "kb": str(kb),
            "make_entities": make_entities,
            "overwrite": overwrite,
            "encoder": encoder,
            "threshold": threshold,
        }
        self._linker = self._open() if kb else None
        self._on_error: ErrorHandler = raise_error

    def __call__(self, doc: Doc) -> Doc:
        """The doc with its entities linked."""
        linker = self._ready()
        given = [ent for ent in doc.ents if self._settings["overwrite"] or not ent.kb_id_]
        links = linker.link_spans(doc.text, [(ent.start_char, ent.end_char) for ent in given])
        ids = {ent: link.entity.id for ent, link in zip(given, links, strict=True) if link is not None}
        ents = [_with_id(doc, ent, ids[ent]) if ent in ids else ent for ent in doc.ents]
        if self._settings["make_entities"]:
            ents += _made(doc, linker.link([doc.text])[0], ents)
        doc.set_ents(ents, default="unmodified")
        return doc

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """The docs of a stream in their order, ``batch_size`` at a time; each is linked as it would be alone.

        A doc that can't be linked goes to the error handler, which raises unless :meth:`set_error_handler` says
        otherwise, and is left out.
        """
        if batch_size < 1:
            raise InputError(f"{self.name}: batch_size must be 1 or more, found {batch_size}")
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc in batch:
                try:
                    linked = self(doc)
                except Exception as error:  # whatever it is, the handler decides
                    self._on_error(self.name, self, [doc], error)
                else:
                    yield linked

    def set_error_handler(self, error_handler: ErrorHandler) -> None:
        """What :meth:`pipe` does with a doc that it fails on; ``nlp.set_error_handler`` calls this."""
        self._on_error = error_handler

    def get_error_handler(self) -> ErrorHandler:
        """The handler that is set, else one that raises."""
        return self._on_error

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """The settings, with the path of the knowledge base and not its content."""
        return json.dumps(self._settings, sort_keys=True).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> KGQALinker:
        """Takes over the settings that :meth:`to_bytes` gave and opens their knowledge base.

        A component that has a knowledge base keeps it and its settings: spaCy makes a saved pipeline's components
        from its config, and what was put there in place of what was saved (a folder that has moved) is meant.
        """
        settings = _checked(data, self.name)
        if self._linker is None:
            self._settings = settings
            self._linker = self._open() if settings["kb"] else None
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Writes the settings into the folder ``path``; the knowledge base stays where it is."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _SETTINGS).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KGQALinker:
        """Reads what :meth:`to_disk` wrote. Raises StoreError where the knowledge base is no longer there."""
        file = Path(path) / _SETTINGS
        try:
            data = file.read_bytes()
        except OSError as error:
            raise InputError(f"{self.name}: {file} can't be read: {error.strerror or error}") from error
        return self.from_bytes(data)

    def _ready(self) -> TextLinker:
        if self._linker is None:
            raise InputError(
                f'{self.name}: needs a knowledge base: nlp.add_pipe("{NAME}", config={{"kb": "path of its folder"}})'
            )
        return self._linker

    def _open(self) -> TextLinker:
        folder = open_folder(self._settings["kb"])
        graph, index = Graph.load(folder.arrays(GRAPH)), LinkIndex.load(folder.arrays(_LINKER))
        encode = None
        if self._settings["encoder"]:
            from kgqa.encoders.sentence import SentenceEncoder

            encode = SentenceEncoder().encode_queries
        return TextLinker(graph, index, encode=encode, threshold=self._settings["threshold"])


def _with_id(doc: Doc, ent: Span, id: str) -> Span:
    return Span(doc, ent.start, ent.end, label=ent.label, kb_id=id, span_id=ent.id)


def _made(doc: Doc, links: Iterable[Link], ents: list[Span]) -> list[Span]:
    """Spans of the links that cover whole tokens none of which an entity has or the doc blocks."""
    taken = {token for ent in ents for token in range(ent.start, ent.end)}
    taken |= {token.i for token in doc if token.ent_iob_ == "B" and not token.ent_type}
    spans = []
    for link in links:
        label = link.entity.types[0] if link.entity.types else LABEL
        span = doc.char_span(
            link.mention.start, link.mention.end, label=label, kb_id=link.entity.id, alignment_mode="expand"
        )
        if span is not None and taken.isdisjoint(range(span.start, span.end)):
            spans.append(span)
    kept: list[Span] = filter_spans(spans)
    return kept


def _checked(data: bytes, name: str) -> dict[str, Any]:
    kinds: dict[str, type | tuple[type, ...]] = {
        "kb": str,
        "make_entities": bool,
        "overwrite": bool,
        "encoder": bool,
        "threshold": (int, float),
    }
    try:
        settings = json.loads(data)
    except ValueError as error:
        raise InputError(f"{name}: the settings must be JSON: {error}") from error
    if not isinstance(settings, dict) or settings.keys() != kinds.keys():
        raise InputError(f"{name}: the settings must be {', '.join(kinds)}, found {str(settings)[:80]}")
    for key, kind in kinds.items():
        if not isinstance(settings[key], kind):
            raise InputError(f"{name}: the setting {key!r} is of the wrong kind, found {settings[key]!r}")
    return settings
