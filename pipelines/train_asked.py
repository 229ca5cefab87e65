"""The job ``train relations --ask``: an extractor of relations gets a network that is asked for one at a time."""

from __future__ import annotations

import copy
import hashlib
import random
from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer

from kgqa.encoders.precision import device_of
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.encoders.stored import WORDS, put
from kgqa.errors import InputError
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.asked_training import AskedSettings, train_asked
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor, save_extractor
from kgqa.extract.relations.corpora import COMPLETE, DOCUMENTS, Corpus, add_documents, add_sentences
from kgqa.extract.relations.examples import RelationExample
from kgqa.extract.relations.fitting import fit_sentences
from kgqa.extract.relations.labels import LabelVectors
from kgqa.extract.relations.questions import Asker, Question
from kgqa.extract.relations.schema import spoken
from kgqa.extract.relations.stepping import Progress
from kgqa.extract.relations.swapping import Pools, name_pools, swapped
from kgqa.pipelines.destinations import checkpoint_folder

_TABLE = WORDS.removeprefix("bert.")


def train_asking(
    out: Path,
    *,
    init: str,
    reader: str = "",
    text2kgbench: Sequence[Path] = (),
    complete: Collection[str] = (COMPLETE,),
    redocred: Path | None = None,
    labels: Path | None = None,
    documents: int = 0,
    leave_out: Sequence[str] = (),
    hold: int = 0,
    swaps: int = 1,
    settings: AskedSettings | None = None,
    device: str = "auto",
    progress: Progress | None = None,
) -> RelationModel:
    """Gives the extractor ``init`` a network that is asked for relations, and writes both to ``out``.

    Nothing else of ``init`` changes but the cuts for sentences, where ``hold`` of them are held back. The network goes
    on from that of ``init`` where it has one, and begins with the layers of the base where not; or, where given, with
    those of ``reader``, the checkpoint of a span reader, on whose base it then is. See
    :func:`~kgqa.pipelines.train_relations.train_extractor` for the data; ``swaps`` are drawn anew in each epoch.
    ``device``: "auto", "cpu" or "cuda"; a GPU comes to other last bits than the CPU, and not to the same each time.
    Raises InputError on bad files, ModelError where the loss is no number or the checkpoint can't be written.
    """
    settings = settings or AskedSettings()
    checkpoint_folder(out)
    if not text2kgbench and redocred is None:
        raise InputError("an extractor of relations learns from folders of Text2KGBench, from Re-DocRED, or both")
    place = device_of(device)
    start = load_extractor(init)
    torch.manual_seed(settings.seed)
    asked = _begun(start, reader)
    net, tokenizer = asked.net, asked.tokenizer
    corpus = Corpus()
    if redocred is not None:
        names = labels or redocred.parent / "relation_labels.json"
        add_documents(corpus, redocred, names, tokenizer, first=documents)
    for folder in text2kgbench:
        add_sentences(corpus, folder, tokenizer, leave_out=leave_out, hold=hold, complete=complete, forms=False)
    corpus.examples = [each for each in corpus.examples if not each.given]
    draw = _Draw(corpus, LabelVectors(SentenceEncoder(start.base, device="cpu")), tokenizer, swaps, settings.seed)
    net.to(place)
    train_asked(net, tokenizer, draw, settings, state=out / "state", key=draw.key(), progress=progress)
    net.to("cpu")
    record = {
        "settings": asdict(settings),
        "documents": documents,
        "leave_out": sorted(leave_out),
        "hold": hold,
        "swaps": swaps,
        "reader": Path(reader).name,
        "init": Path(init).name,
    }
    model = replace(
        start,
        name=out.name,
        asked=asked,
        learned=frozenset(spoken(each.label) for relations in corpus.schemas.values() for each in relations),
        training={**start.training, "leave_out": sorted(leave_out), "asked": record},
    )
    if any(examples for _, _, examples in corpus.sentences):
        model = replace(model, cuts=fit_sentences(model, [(ontology, each) for _, ontology, each in corpus.sentences]))
    save_extractor(model, out)
    return model


class _Draw:
    """The questions of an epoch, some to sentences with other names in them."""

    def __init__(self, corpus: Corpus, labels: LabelVectors, tokenizer: Tokenizer, swaps: int, seed: int) -> None:
        self._corpus, self._tokenizer, self._swaps, self._seed = corpus, tokenizer, swaps, seed
        self._asker = Asker(labels, corpus.schemas)
        self._pools: Pools = name_pools(corpus.examples, corpus.schemas) if swaps else {}

    def __call__(self, epoch: int) -> list[Question]:
        rng = random.Random(f"{self._seed} questions {epoch}")
        made: list[Question] = []
        for example in [*self._corpus.examples, *self._swapped(rng)]:
            made += self._asker.of_example(example, rng)
        for answered in self._corpus.answered:
            made += self._asker.of_document(answered, DOCUMENTS, rng)
        return made

    def key(self) -> str:
        """What the data are known by."""
        said = hashlib.sha256(f"{self._swaps}".encode())
        for example in self._corpus.examples:
            each_said = repr((example.tokens.text, example.entities, example.facts, example.space))
            said.update(each_said.encode("utf-8", "replace"))
        for answered in self._corpus.answered:
            for at, each in sorted(answered.items()):
                said.update(repr((at, each.tokens.text, each.facts)).encode("utf-8", "replace"))
        return said.hexdigest()

    def _swapped(self, rng: random.Random) -> list[RelationExample]:
        made = []
        for example in self._corpus.examples:
            # Of sentences of which one fact is known the other names stay, and there are enough of them.
            for _ in range(self._swaps if example.complete else 0):
                relations = self._corpus.schemas[example.space]
                other = swapped(example, relations, self._pools, self._tokenizer, rng)
                if other is not None:
                    made.append(other)
        return made


def _begun(start: RelationModel, reader: str) -> AskedModel:
    """The network as training finds it."""
    if not reader:
        return copy.deepcopy(start.asked) if start.asked is not None else AskedModel.on(start.base)
    # Imported here: few trainings begin with a reader.
    from kgqa.reader.checkpoint import load_checkpoint

    found = load_checkpoint(reader)
    if found.layers:
        raise InputError(
            f"{reader} is a reader on {len(found.layers)} layers of {found.base.name}; all are needed here"
        )
    made = AskedModel.on(found.base, own_words=found.base.sha256 != start.base.sha256)
    layers = {name: each for name, each in found.model.bert.state_dict().items() if name != _TABLE}
    # The word table stays the base's own, as it is on disk.
    put(made.net.bert, layers, f"the reader {reader}", found.base, but=_TABLE)
    return made
