"""The folders of Text2KGBench and Re-DocRED as what the extractor learns from."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tokenizers import Tokenizer

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology, read_ontology
from kgqa.data.redocred import Document, read_documents, read_relation_labels
from kgqa.data.text2kgbench import read_text2kgbench
from kgqa.errors import InputError
from kgqa.extract.relations.examples import RelationExample, document_examples, schema_of, sentence_examples
from kgqa.extract.relations.forms import Forms
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import Question, document_sentences
from kgqa.extract.relations.schema import RelationType, spoken
from kgqa.extract.relations.tokens import cut

COMPLETE = "dbpedia_webnlg"
"""The family of Text2KGBench whose sentences come with all facts that they state; the other has one of several."""

DOCUMENTS = "redocred"
_SAME_LABEL = 0.8
_ENOUGH = 30
"""Cosine from which on two labels are one relation in the default schema, and the facts that one of it needs."""


@dataclass(slots=True)
class Corpus:
    """``examples`` to learn from, and the sentences of documents with the questions that they answer, ``answered``;
    ``schemas`` by name, those ``complete`` whose sentences come with all their facts; what was held back:
    ``documents`` and, with their ontology, ``sentences``; ``forms`` of what is learned from."""

    schemas: dict[str, tuple[RelationType, ...]] = field(default_factory=dict)
    complete: set[str] = field(default_factory=set)
    examples: list[RelationExample] = field(default_factory=list)
    answered: list[dict[int, Question]] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    sentences: list[tuple[str, Ontology, list[ExtractionExample]]] = field(default_factory=list)
    forms: Forms = field(default_factory=Forms)


def add_documents(
    corpus: Corpus, path: Path, labels: Path, tokenizer: Tokenizer, *, first: int = 0, hold: int = 0
) -> None:
    """Re-DocRED: the first ``first`` documents (0 for all), of which every ``hold``-th is held back (0 for none)."""
    # One label is misspelt in the published file, and users are to read it.
    named = {id: label.replace("terroritorial", "territorial") for id, label in read_relation_labels(labels).items()}
    relations = tuple(RelationType(id, label) for id, label in named.items())
    documents = list(islice(read_documents(path), first or None))
    kept = [each for at, each in enumerate(documents) if not hold or at % hold != hold - 1]
    corpus.schemas[DOCUMENTS] = relations
    corpus.examples += document_examples(kept, DOCUMENTS, relations, tokenizer)
    corpus.answered += document_sentences(kept, relations, tokenizer)
    corpus.documents += [each for at, each in enumerate(documents) if hold and at % hold == hold - 1]


def add_sentences(
    corpus: Corpus,
    folder: Path,
    tokenizer: Tokenizer,
    *,
    leave_out: Collection[str] = (),
    hold: int = 0,
    share: float = 1.0,
    complete: Collection[str] = (COMPLETE,),
    forms: bool = True,
) -> None:
    """The sentences under ``train`` of a family of Text2KGBench, by the ontologies beside it.

    Ontologies named in ``leave_out`` are not learned from. Of the others the sentences about every ``hold``-th
    thing are held back. Sentences of the families ``complete`` come with all facts that they state; of others a
    ``share`` is learned from. Without ``forms`` what they call things is not counted.
    """
    for name, ontology, examples in family(folder):
        if name in leave_out:
            continue
        space = f"{folder.name}/{name}"
        learned = [each for each in examples if not held(each, hold)]
        corpus.sentences.append((space, ontology, [each for each in examples if held(each, hold)]))
        if forms:
            corpus.forms.learn(zip(learned, cut(tokenizer, [each.text for each in learned]), strict=True), ontology)
        if folder.name in complete:
            corpus.complete.add(space)
        else:
            learned = [each for each in learned if _draw(each.text, 1000) < share * 1000]
        corpus.schemas[space] = schema_of(ontology)
        corpus.examples += sentence_examples(
            learned, space, corpus.schemas[space], tokenizer, complete=space in corpus.complete
        )


def family(folder: Path) -> Iterator[tuple[str, Ontology, list[ExtractionExample]]]:
    """Each ontology of a family with its name ("16_city") and its training sentences.

    Raises InputError where there is no file.
    """
    files = sorted((folder / "train").glob("ont_*_train.jsonl"))
    if not files:
        raise InputError(f"{folder}: a family of Text2KGBench has train/ont_*_train.jsonl and ontologies/, found none")
    for file in files:
        name = file.name.removeprefix("ont_").removesuffix("_train.jsonl")
        yield name, read_ontology(folder / "ontologies" / f"{name}_ontology.json"), list(read_text2kgbench(file))


def held(example: ExtractionExample, one_in: int) -> bool:
    """Whether a sentence is of the part held back: one in so many of what first facts are about.

    Text2KGBench's test sentences are about other things than those trained on, and so are those held back: with other
    facts about the same things one would choose what remembers best.
    """
    return one_in > 0 and bool(example.triples) and _draw(example.triples[0].head, one_in) == 0


def general_schema(corpus: Corpus, labels: LabelVectors) -> tuple[RelationType, ...]:
    """A schema for texts of any kind: the relations of Re-DocRED, and of complete families those with enough facts to
    learn from, without those whose label is nearly that of one before. It names no domains and ranges.

    Relations of which only one fact a sentence is known are overrated, and left out.
    """
    facts: Counter[str] = Counter()
    for example in corpus.examples:
        schema = corpus.schemas[example.space]
        facts.update(spoken(schema[relation].label).strip() for _, relation, _ in example.facts)
    kept = [RelationType(each.id, each.label) for each in corpus.schemas.get(DOCUMENTS, ())]
    for name in sorted(corpus.schemas):
        for each in corpus.schemas[name] if name in corpus.complete else ():
            label = spoken(each.label).strip()
            if facts[label] < _ENOUGH or any(sign.isdecimal() or sign in "/()" for sign in label):
                continue
            near = labels.words([label]) @ labels.words([spoken(one.label) for one in kept]).T if kept else None
            if near is None or float(near.max()) < _SAME_LABEL:
                kept.append(RelationType(each.id, label))
    return tuple(kept)


def _draw(text: str, many: int) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8]) % many
