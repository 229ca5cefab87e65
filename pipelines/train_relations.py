"""The job ``train relations``: folders of data in, a checkpoint of the extractor of relations out."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from tokenizers import Tokenizer

from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.errors import InputError
from kgqa.extract.relations.checkpoint import (
    RelationModel,
    load_extractor,
    new_extractor,
    save_extractor,
)
from kgqa.extract.relations.corpora import COMPLETE, DOCUMENTS, Corpus, add_documents, add_sentences, general_schema
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.fitting import fit_documents, fit_sentences
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.schema import spoken
from kgqa.extract.relations.settings import RelationSettings
from kgqa.extract.relations.stepping import Progress
from kgqa.extract.relations.swapping import name_pools, swapped
from kgqa.extract.relations.training import train_relations
from kgqa.pipelines.destinations import checkpoint_folder
from kgqa.pipelines.train_start import check_base


def train_extractor(
    out: Path,
    *,
    text2kgbench: Sequence[Path] = (),
    complete: Collection[str] = (COMPLETE,),
    redocred: Path | None = None,
    labels: Path | None = None,
    documents: int = 0,
    leave_out: Sequence[str] = (),
    hold: int = 0,
    share: float = 1.0,
    cuts_of: str = "",
    swaps: int = 0,
    init: str = "",
    base: str | None = None,
    settings: RelationSettings | None = None,
    device: str = "auto",
    progress: Progress | None = None,
) -> RelationModel:
    """Trains an extractor of relations and writes its checkpoint to ``out``; a stopped run goes on there.

    ``text2kgbench``: folders of families, with ``train`` and ``ontologies``; ``complete`` names those whose sentences
    come with all facts that they state, of others one of several is known. ``redocred``: its file of documents, of
    which the first ``documents`` are learned from (0 for all); ``labels`` is what its relations are called, the file
    ``relation_labels.json`` beside it where None. ``leave_out``: ontologies ("16_city") that are not learned from.
    ``hold``: one in so many texts is held back to fit the cuts on; with 0 they are those of the extractor ``cuts_of``.
    ``share``: of sentences of which only one fact is known. ``swaps``: copies of each sentence with other names in it,
    half as many where only one fact is known. ``init``: an extractor to go on from, instead of the bare ``base``
    (DEFAULT_BASE where None).
    ``device``: "auto", "cpu" or "cuda"; a GPU comes to other last bits than the CPU, and not to the same each time.
    Raises InputError on bad files, ModelError where the loss is no number or the checkpoint can't be written.
    """
    settings = settings or RelationSettings()
    checkpoint_folder(out)
    if not text2kgbench and redocred is None:
        raise InputError("an extractor of relations learns from folders of Text2KGBench, from Re-DocRED, or both")
    place = device_of(device)
    start = load_extractor(init) if init else new_extractor(base or DEFAULT_BASE, seed=settings.seed)
    if init:
        check_base(base, init, start.base)
    said_of = load_extractor(cuts_of) if cuts_of else start
    corpus = Corpus()
    if redocred is not None:
        names = labels or redocred.parent / "relation_labels.json"
        add_documents(corpus, redocred, names, start.tokenizer, first=documents, hold=hold)
    for folder in text2kgbench:
        add_sentences(corpus, folder, start.tokenizer, leave_out=leave_out, hold=hold, share=share, complete=complete)
    vectors = LabelVectors(SentenceEncoder(start.base, device="cpu"))
    if swaps:
        corpus.examples += _swapped(corpus, swaps, start.tokenizer, settings.seed)
    start.net.to(place)
    steps = train_relations(
        start.net, vectors, corpus.schemas, corpus.examples, settings, state=out / "state", progress=progress
    )
    start.net.to("cpu")
    record = {
        "settings": asdict(settings),
        "examples": len(corpus.examples),
        "steps": steps,
        "documents": documents,
        "leave_out": sorted(leave_out),
        "hold": hold,
        "share": share,
        "swaps": swaps,
        "cuts_of": Path(cuts_of).name,
        "init": Path(init).name,
    }
    model = replace(
        start,
        name=out.name,
        schema=general_schema(corpus, vectors),
        forms=corpus.forms,
        cuts=said_of.cuts,
        belief=said_of.belief,
        of_documents=frozenset(spoken(each.label) for each in corpus.schemas.get(DOCUMENTS, ())),
        learned=frozenset(spoken(each.label) for relations in corpus.schemas.values() for each in relations),
        training=record,
    )
    if corpus.documents:
        model = replace(model, cuts=fit_documents(model, corpus.documents, corpus.schemas[DOCUMENTS]))
    if any(examples for _, _, examples in corpus.sentences):
        held = [(ontology, examples) for _, ontology, examples in corpus.sentences]
        model = replace(model, cuts=fit_sentences(model, held))
    save_extractor(model, out)
    return model


def _swapped(corpus: Corpus, swaps: int, tokenizer: Tokenizer, seed: int) -> list[RelationExample]:
    pools = name_pools(corpus.examples, corpus.schemas)
    made = []
    for number, example in enumerate(corpus.examples):
        if example.given:
            continue
        for copy in range(swaps if example.complete else swaps // 2):
            rng = random.Random(f"{seed} {number} {copy}")
            other = swapped(example, corpus.schemas[example.space], pools, tokenizer, rng)
            if other is not None:
                made.append(other)
    return made
