"""Measures linking in running text on KORE50 and OKE 2015/2016 (train), by gold labels among distractors.

    python benchmarks/linking_text.py --data DATA

Each file is measured over a graph of its own that holds labels only, no descriptions, types or facts: the names of
its gold entities, and for every distinct mention at least 20 distractors that share one of its words. They are
drawn, with a seed, from the labels of the other files, of MetaQA, of 2WikiMultihopQA's evidence and of WN18RR,
word after word of the mention in turn (function words only where it has no others), less those that fold to the
name of a gold entity of the file, which may be the very same thing; where there are fewer than 20, the rest are
labels of two words or more with one word replaced by the mention's. Wrong are: a link whose span or entity is not the
gold one's, so also any link on a span that the file marks as no known entity. "micro F1" is over mentions with their
entity; "pronouns" says that "he" and "her" are linked too, which OKE's gold does and KORE50's has no case of.
These files measure only: nothing that ships is fitted on them. 86 of the 95 texts of OKE 2015 train stand in OKE 2016
train, too: whoever reads errors there has read those of the other. ``--sweep`` chooses the threshold instead on
Re-DocRED's documents: every other entity by the hash of its name is in the graph, under the longest of its names, so
that the rest are names that the graph lacks.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt

from kgqa.kg.graph import Graph
from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker
from kgqa.linker.normalise import fold
from kgqa.linker.text import TextLinker
from kgqa.linker.words import FUNCTION
from kgqa.types import Entity, Link, Question

FILES = {"KORE50": "kore50", "OKE 2015 train": "oke-2015-train", "OKE 2016 train": "oke-2016-train"}
DISTRACTORS = 20
"""Labels that share a word with a mention, at least, beside the right one."""

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its gold: {(start, end): entity id, or "" where the file knows no entity}."""

    text: str
    gold: dict[tuple[int, int], str]


def documents(path: Path) -> tuple[list[Document], dict[str, str]]:
    """The texts of one file and the labels of its entities by id."""
    texts: list[Document] = []
    labels: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold: dict[tuple[int, int], str] = {}
        for label in record["labels"]:
            known = label["entity_id"].startswith("Q")
            gold[tuple(label["span"])] = label["entity_id"] if known else ""
            if known:
                labels[label["entity_id"]] = label["name"]
        texts.append(Document(record["text"], gold))
    return texts, labels


def pool(data: Path, besides: str) -> list[str]:
    """Labels to draw distractors from, sorted: every source but the file ``besides``."""
    found: set[str] = set()
    for name in FILES.values():
        if name != besides:
            found.update(documents(data / "entity_linking_elevant" / f"{name}.benchmark.jsonl")[1].values())
    for line in (data / "metaqa" / "kb.txt").read_text(encoding="utf-8").splitlines():
        head, _, tail = line.split("|")
        found.update((head, tail))
    for line in (data / "2wikimultihopqa" / "evidence_kg.tsv").read_text(encoding="utf-8").splitlines():
        head, _, tail = line.split("\t")[:3]
        found.update((head.strip(), tail.strip()))
    for line in (data / "wn18rr" / "entity2text.txt").read_text(encoding="utf-8").splitlines():
        found.add(line.split("\t")[1].split(",")[0])
    return sorted(found - {""})


def distractors(mentions: Sequence[str], gold: set[str], labels: Sequence[str], rng: random.Random) -> list[str]:
    """At least DISTRACTORS labels for each mention, by the rule above, each once, sorted."""
    banned = {fold(label) for label in gold}
    by_word: defaultdict[str, list[str]] = defaultdict(list)
    for label in labels:
        form = fold(label)
        if form not in banned:
            for word in sorted(set(form.split())):
                by_word[word].append(label)
    long = [label for label in labels if len(label.split()) > 1 and fold(label) not in banned]
    chosen: set[str] = set()
    for mention in sorted(set(mentions)):
        spelt = [word for word in mention.split() if fold(word)]
        words = [word for word in spelt if fold(word) not in FUNCTION] or spelt
        sharing = (by_word[fold(word).split()[0]] for word in words)
        lists = [rng.sample(found, len(found)) for found in sharing if found]
        taken: dict[str, None] = {}
        while any(lists) and len(taken) < DISTRACTORS:
            for some in lists:
                if some and len(taken) < DISTRACTORS:
                    taken[some.pop()] = None
        while words and len(taken) < DISTRACTORS:
            made = rng.choice(long).split()
            made[rng.randrange(len(made))] = rng.choice(words).strip(".,;:'\"")
            if fold(" ".join(made)) not in banned:
                taken[" ".join(made)] = None
        chosen.update(taken)
    return sorted(chosen)


def redocred(path: Path, count: int) -> tuple[list[Document], dict[str, str]]:
    """``count`` documents, their texts put together of tokens, with the labels of those entities that are known."""
    texts: list[Document] = []
    labels: dict[str, str] = {}
    for record in json.loads(path.read_text(encoding="utf-8"))[:count]:
        text, spans = "", []
        for sentence in record["sents"]:
            own: list[tuple[int, int]] = []
            for token in sentence:
                glued = not text or token in _NO_BLANK_BEFORE or text.endswith("(")
                text += token if glued else f" {token}"
                own.append((len(text) - len(token), len(text)))
            spans.append(own)
        gold: dict[tuple[int, int], str] = {}
        for mentions in record["vertexSet"]:
            if mentions[0]["type"] in ("TIME", "NUM"):
                continue
            where = [spans[one["sent_id"]][one["pos"][0] : one["pos"][1]] for one in mentions]
            places = [(span[0][0], span[-1][1]) for span in where]
            label = max((text[start:end] for start, end in places), key=lambda one: (len(one), one))
            known = int(hashed(fold(label)), 16) % 2 == 0
            for place in places:
                gold[place] = fold(label) if known else ""
            if known:
                labels[fold(label)] = label
        texts.append(Document(text, gold))
    return texts, labels


_NO_BLANK_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "'s", "%"))


def sweep(data: Path, count: int, encode: Encode | None) -> None:
    """What the threshold trades, on texts half of whose names the graph lacks."""
    texts, labels = redocred(data / "redocred" / "dev_revised.json", count)
    graph = Graph.build([], [Entity(hashed(id), label) for id, label in labels.items()])
    index = LinkIndex.build(graph)
    for threshold in (0.35, 0.45, 0.5, 0.52, 0.55, 0.6, 0.65, 0.7, 0.8):
        linker = TextLinker(graph, index, encode=encode, threshold=threshold)
        report(f"  Re-DocRED, {threshold:.2f}", linker.link, texts, labels)


def graph_of(texts: Sequence[Document], labels: dict[str, str], others: Sequence[str], seed: int) -> Graph:
    """The gold entities of one file among their distractors.

    Ids are hashes, so that among equal ranks, which fall to the lower id, the gold one is not favoured.
    """
    mentions = [text.text[start:end] for text in texts for (start, end), id in text.gold.items() if id]
    wrong = distractors(mentions, set(labels.values()), others, random.Random(seed))
    entities = [Entity(hashed(id), label) for id, label in labels.items()]
    return Graph.build([], [*entities, *(Entity(hashed(f"other {label}"), label) for label in wrong)])


def hashed(id: str) -> str:
    """The id that an entity has in the graph."""
    return hashlib.blake2b(id.encode(), digest_size=8).hexdigest()


def report(
    name: str,
    link: Callable[[Sequence[str]], list[tuple[Link, ...]]],
    texts: Sequence[Document],
    labels: dict[str, str],
    *,
    show: bool = False,
) -> None:
    """Micro precision, recall and F1 of mentions with their entity, and how misses divide."""
    names = {hashed(id): label for id, label in labels.items()}
    begin = time.process_time()
    found = link([text.text for text in texts])
    spent = (time.process_time() - begin) / len(texts)
    count: Counter[str] = Counter()
    for text, links in zip(texts, found, strict=True):
        gold = {span: hashed(id) for span, id in text.gold.items() if id}
        ours = {(link.mention.start, link.mention.end): link.entity for link in links}
        count["gold"] += len(gold)
        count["found"] += len(ours)
        for span, entity in ours.items():
            kind = "right" if gold.get(span) == entity.id else "other entity" if span in gold else "no such mention"
            kind = "entity that is not known" if text.gold.get(span) == "" else kind
            count[kind] += 1
            if show and kind != "right":
                right = names.get(gold.get(span, ""))
                print(f"   {kind}: {text.text[slice(*span)]!r} as {entity.label!r}, not {right!r}")
        for span in gold.keys() - ours.keys():
            count["not found"] += 1
            if show:
                print(f"   not found: {text.text[slice(*span)]!r} ({names[gold[span]]!r})")
    precision, recall = count["right"] / max(count["found"], 1), count["right"] / count["gold"]
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    kinds = ("other entity", "no such mention", "entity that is not known")
    rest = ", ".join(f"{kind} {count[kind]}" for kind in kinds)
    print(
        f"{name:26} n {count['gold']:5}  precision {precision:.4f}  recall {recall:.4f}  F1 {f1:.4f}  "
        f"({rest}, not found {count['not found']})  {spent * 1000:.0f} ms/text"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with all sources")
    parser.add_argument("--seed", type=int, default=13, help="of the distractors")
    parser.add_argument("--no-encoder", action="store_true", help="names and words alone, without a sentence encoder")
    parser.add_argument("--sweep", action="store_true", help="try thresholds on Re-DocRED instead")
    parser.add_argument("--count", type=int, default=200, help="documents for --sweep")
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    arguments = parser.parse_args()
    encode = None if arguments.no_encoder else _encoder()
    if arguments.sweep:
        sweep(arguments.data, arguments.count, encode)
        return
    for name, file in FILES.items():
        texts, labels = documents(arguments.data / "entity_linking_elevant" / f"{file}.benchmark.jsonl")
        graph = graph_of(texts, labels, pool(arguments.data, file), arguments.seed)
        index = LinkIndex.build(graph)
        print(f"{name}: {len(texts)} texts, {len(labels)} gold entities in a graph of {graph.n_entities}")
        asking = EntityLinker(graph, index, encode=encode)
        report("  as if a question", partial(ask, asking), texts, labels)
        plain, fuller = (TextLinker(graph, index, encode=encode, pronouns=pronouns) for pronouns in (False, True))
        report("  as a text", plain.link, texts, labels)
        report("  as a text, pronouns too", fuller.link, texts, labels, show=arguments.show)


def ask(linker: EntityLinker, texts: Sequence[str]) -> list[tuple[Link, ...]]:
    """Links by the linker that is made for questions."""
    return linker.link([Question("", text) for text in texts])


def _encoder() -> Encode:
    from kgqa.encoders.sentence import SentenceEncoder

    return SentenceEncoder().encode_queries


if __name__ == "__main__":
    main()
