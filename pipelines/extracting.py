"""What is found in documents, read a batch at a time into a journal, so that a stopped job goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.encoders.known import KnownVectors
from kgqa.extract.document import Document
from kgqa.extract.documents.split import split_passages
from kgqa.extract.extractor import batches
from kgqa.extract.sources import Source, sum_of
from kgqa.kg.draft import Place
from kgqa.kg.journal import Journal
from kgqa.kg.strings import StringTable
from kgqa.pipelines.held import Held, texts_of
from kgqa.pipelines.progress import Progress
from kgqa.pipelines.standard import Tools


def extract_documents(
    place: Place,
    held: Held,
    documents: Sequence[Document],
    known: KnownVectors,
    *,
    resume: bool,
    tools: Tools,
    progress: Progress,
) -> list[Source]:
    """What is found in the documents, with ``resume`` taken from the journal where a stopped job left it there.

    ``known`` gets the vectors of their texts.
    """
    journal = Journal(place.path, held.job_key(tools.encoder.base.sha256))
    done: dict[str, Source] = {}
    if resume:
        for batch in journal.resume():
            columns = [StringTable.load(batch, name) for name in ("sums", "found", "texts")]
            texts = list(columns[2])
            known.add(texts, batch["vectors"])
            done |= {sum: Source("", "", "", "", "", found) for sum, found in zip(*columns[:2], strict=True)}
    else:
        journal.clear()
    sums = [sum_of(document) for document in documents]
    left = [document for document, sum in zip(documents, sums, strict=True) if sum not in done]
    at = len(documents) - len(left)
    progress("documents", at, len(documents))
    extractor = tools.extractor(held.recipe, held.given)
    for pairs in batches(zip(left, extractor.extract(left), strict=True), extractor.batch):
        sources = [Source.of(document, extraction) for document, extraction in pairs]
        texts = [text for document, _ in pairs for text in texts_of(split_passages(document))]
        vectors = tools.encoder.encode(texts)
        known.add(texts, vectors)
        journal.write(
            {
                **StringTable.build(source.sum for source in sources).arrays("sums"),
                **StringTable.build(source.found for source in sources).arrays("found"),
                **StringTable.build(texts).arrays("texts"),
                "vectors": vectors,
            }
        )
        done |= {source.sum: source for source in sources}
        at += len(pairs)
        progress("documents", at, len(documents))
    return [
        replace(Source.of_document(document), found=done[sum].found)
        for document, sum in zip(documents, sums, strict=True)
    ]
