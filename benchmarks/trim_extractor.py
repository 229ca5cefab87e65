"""An extractor whose asked network keeps the words of English alone, of a base of many languages.

    python -m benchmarks.trim_extractor runs/further --text2kgbench DATA/text2kgbench/dbpedia_webnlg
        --text2kgbench runs/written --out runs/trimmed

Kept are the pieces of the texts and labels given, and of the words of all-MiniLM-L6-v2 in small letters, with a capital
and in capitals; what other words are made of stays, too (:mod:`kgqa.encoders.trimming`).
"""

from __future__ import annotations

import argparse
import copy
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import torch

from kgqa.encoders.bases import find_base
from kgqa.encoders.stored import tokenizer_of
from kgqa.encoders.trimming import with_pieces
from kgqa.extract.relations.asked_checkpoint import AskedModel
from kgqa.extract.relations.checkpoint import load_extractor, save_extractor
from kgqa.extract.relations.corpora import family
from kgqa.extract.relations.examples import schema_of
from kgqa.extract.relations.questions import wording
from kgqa.extract.relations.tokens import encoded

MANY = 4096


def words() -> Iterator[str]:
    """English words as they stand in texts."""
    for word in sorted(tokenizer_of(find_base()).get_vocab()):
        if word.isalpha() and word.isascii():
            yield from (word, word.capitalize(), word.upper())


def texts(folders: Iterable[Path]) -> Iterator[str]:
    """The sentences of families of Text2KGBench, and what is asked of them."""
    for folder in folders:
        for _, ontology, examples in family(folder):
            yield from (wording(each) for each in schema_of(ontology))
            yield from (each.text for each in examples)


def trimmed(asked: AskedModel, said: Iterable[str]) -> AskedModel:
    """The network with the pieces of what is ``said`` alone."""
    net = copy.deepcopy(asked.net)
    kept: set[int] = {net.bert.config.pad_token_id}
    every = list(said)
    for start in range(0, len(every), MANY):
        for made in encoded(asked.tokenizer, every[start : start + MANY]):
            kept.update(made.ids)
    tokenizer, old = with_pieces(asked.tokenizer, kept)
    table = net.bert.get_input_embeddings()
    net.bert.set_input_embeddings(torch.nn.Embedding.from_pretrained(table.weight.detach()[old].clone(), freeze=True))
    net.bert.config.vocab_size, net.bert.config.pad_token_id = len(old), old.index(net.bert.config.pad_token_id)
    return AskedModel(net, tokenizer, own_words=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extractor", help="a folder of kgqa train relations --ask --reader")
    parser.add_argument("--text2kgbench", action="append", type=Path, default=[], help="a family; repeatable")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    model = load_extractor(args.extractor)
    if model.asked is None or not model.asked.own_words:
        raise SystemExit(f"{model.name}: has no network with words of its own")
    asked = trimmed(model.asked, [*words(), *texts(args.text2kgbench)])
    save_extractor(replace(model, asked=asked), args.out)


if __name__ == "__main__":
    main()
