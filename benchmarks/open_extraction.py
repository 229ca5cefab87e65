"""Measures the open extractor on Re-DocRED with gold mentions: precision, recall and F1 of the labels that it shares.

    python -m benchmarks.open_extraction --data DATA/redocred [--first 251 --last 500] [--patterns]

Documents are put together of their tokens, parsed as any other text, and their entities replaced by the gold ones;
a pronoun or a description that coreference puts with a gold name is a mention too. A fact counts where its label is
one of the file's relations (by the names in relation_labels.json and the few in ``CALLED``) and both sides are gold
entities: a date by the time expression that it lies in. Recall is over the gold triples of those relations only that
the extractor has a label for. Documents 1-250 are for choosing, 251-500 for reporting; ``--patterns`` prints the
precision of each pattern, which its confidence is made from.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kgqa.extract.document import Document, Span
from kgqa.extract.found import FoundEntity
from kgqa.extract.parsed import Parsed
from kgqa.extract.syntax.open_relations import OpenExtractor, said_by
from kgqa.extract.syntax.parsing import Parser
from kgqa.types import Literal

TYPES = {"PER": "person", "ORG": "organization", "LOC": "location", "MISC": ""}
CALLED = {
    "nationality": ("P27",),
    "located in": ("P131", "P17", "P276", "P706", "P30"),
    "notable work": ("P800",),
    "participant in": ("P1344",),
    "located in the administrative territorial entity": ("P131",),
    "original broadcaster": ("P449",),
    "languages spoken, written or signed": ("P1412",),
    "part of the series": ("P179",),
    "lyrics by": ("P676",),
}
"""Relations by the extractor's labels where the file calls them otherwise; any of several is right."""

_NO_BLANK_BEFORE = frozenset((".", ",", ";", ":", "!", "?", ")", "'s", "%", "’s", "n't", "”"))


@dataclass(frozen=True, slots=True)
class Gold:
    """A document with its entities (of all types), the span of each mention, and its triples by entity number."""

    document: Document
    entities: tuple[FoundEntity, ...]
    triples: frozenset[tuple[int, str, int]]


def read(path: Path) -> Iterator[Gold]:
    """The documents of a file, in order."""
    for number, record in enumerate(json.loads(path.read_text(encoding="utf-8"))):
        text, spans = _joined(record["sents"])
        entities = []
        for mentions in record["vertexSet"]:
            where = sorted({_place(spans, one) for one in mentions})
            names = sorted({text[span.start : span.end] for span in where}, key=lambda name: (-len(name), name))
            kind = mentions[0]["type"]
            entities.append(FoundEntity(names[0], TYPES.get(kind, kind), tuple(names), tuple(where)))
        triples = frozenset((label["h"], label["r"], label["t"]) for label in record["labels"])
        yield Gold(Document(str(number), record["title"], text), tuple(entities), triples)


def _joined(sentences: Sequence[Sequence[str]]) -> tuple[str, list[list[tuple[int, int]]]]:
    text, spans, quoted = "", [], False
    for sentence in sentences:
        own: list[tuple[int, int]] = []
        for token in sentence:
            token = token.strip() or "_"
            closes = token == '"' and quoted
            glued = not text or token in _NO_BLANK_BEFORE or text[-1] in "([" or closes or (quoted and text[-1] == '"')
            if text.endswith("-") or (token == "–" and text[-1:].isdigit()) or text.endswith("–"):
                glued = glued or (token[0].isalnum() and len(own) > 1 and own[-1][0] == own[-2][1])
            text += token if glued else f" {token}"
            own.append((len(text) - len(token), len(text)))
            if token == '"':
                quoted = not quoted
        spans.append(own)
    return text, spans


def _place(spans: list[list[tuple[int, int]]], mention: dict[str, Any]) -> Span:
    first, last = mention["pos"]
    own = spans[mention["sent_id"]][first:last]
    return Span(own[0][0], own[-1][1])


def with_gold(parsed: Parsed, gold: Gold) -> tuple[Parsed, list[int]]:
    """The parse with the gold names as its entities, and the gold number of each."""
    numbers = [at for at, one in enumerate(gold.entities) if one.type not in ("TIME", "NUM")]
    by_span = {span: at for at in numbers for span in gold.entities[at].mentions}
    taken = sorted(span for one in gold.entities for span in one.mentions)
    added: dict[int, list[Span]] = {}
    for cluster in parsed.entities:
        held = Counter(by_span[span] for span in cluster.mentions if span in by_span)
        if held:
            owner = sorted(held, key=lambda at: (-held[at], at))[0]
            for span in cluster.mentions:
                if (
                    parsed.document.text[span.start].islower()
                    or span.end - span.start <= 4
                    or _is_described(parsed, span)
                ) and not any(one.start < span.end and span.start < one.end for one in taken):
                    added.setdefault(owner, []).append(span)
    entities = tuple(
        replace(gold.entities[at], mentions=tuple(sorted((*gold.entities[at].mentions, *added.get(at, ())))))
        for at in numbers
    )
    names = [span for at in numbers for span in gold.entities[at].mentions]
    values = tuple(
        value
        for value in parsed.values
        if not any(name.start < value.span.end and value.span.start < name.end for name in names)
    )
    return replace(parsed, entities=entities, values=values), numbers


def _is_described(parsed: Parsed, span: Span) -> bool:
    return parsed.document.text[span.start : span.end].split()[0] in (
        "He",
        "She",
        "His",
        "Her",
        "It",
        "Its",
        "The",
        "They",
    )


def found(parsed: Parsed, gold: Gold, numbers: list[int]) -> Iterator[tuple[int, str, int, str]]:
    """(head, label, tail, pattern) of the facts said as true between gold entities."""
    for statement, fact in said_by(parsed):
        if not fact.is_said or fact.head >= len(numbers):
            continue
        if isinstance(fact.tail, Literal):
            value = statement.second.value
            assert value is not None
            tail = next(
                (
                    at
                    for at, one in enumerate(gold.entities)
                    if one.type in ("TIME", "NUM")
                    and any(span.start < value.span.end and value.span.start < span.end for span in one.mentions)
                ),
                -1,
            )
        else:
            tail = numbers[fact.tail] if fact.tail < len(numbers) else -1
        if tail >= 0:
            yield numbers[fact.head], fact.relation, tail, statement.pattern


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--first", type=int, default=251)
    options.add_argument("--last", type=int, default=500)
    options.add_argument("--patterns", action="store_true")
    options.add_argument("--wrong", default="", help="print what is wrong with this label, or all")
    given = options.parse_args()
    labels = json.loads((given.data / "relation_labels.json").read_text(encoding="utf-8"))
    relations: dict[str, tuple[str, ...]] = {found["label"]: (id,) for id, found in labels.items()} | CALLED
    golds = list(read(given.data / "dev_revised.json"))[given.first - 1 : given.last]
    right: Counter[str] = Counter()
    made: Counter[str] = Counter()
    patterns: Counter[str] = Counter()
    right_patterns: Counter[str] = Counter()
    possible: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    opened, extractor, taken, parsing = 0, OpenExtractor(), 0.0, 0.0
    begin = time.process_time()
    parses = list(Parser().parse([gold.document for gold in golds]))
    parsing = time.process_time() - begin
    for gold, own in zip(golds, parses, strict=True):
        parsed, numbers = with_gold(own, gold)
        begin = time.process_time()
        extractor.extract(parsed)
        taken += time.process_time() - begin
        seen: set[tuple[int, str, int]] = set()
        hits: set[tuple[int, str, int]] = set()
        for head, label, tail, pattern in found(parsed, gold, numbers):
            if label not in relations:
                opened += 1
                continue
            ids = relations[label]
            true = [id for id in ids if (head, id, tail) in gold.triples]
            patterns[f"{pattern} | {label}"] += 1
            right_patterns[f"{pattern} | {label}"] += bool(true)
            if (head, label, tail) in seen:
                continue
            seen.add((head, label, tail))
            made[label] += 1
            right[label] += bool(true)
            hits.update((head, id, tail) for id in true)
            if not true and given.wrong in (label, "all"):
                names = [gold.entities[at] for at in (head, tail)]
                also = [labels[id]["label"] for h, id, t in sorted(gold.triples) if (h, t) == (head, tail)]
                print(f"  {names[0].name} | {label} | {names[1].name} [{pattern}] gold: {also}")
        possible.update(id for _, id, _ in gold.triples)
        hit.update(id for _, id, _ in hits)
    known = {id for label in made for id in relations[label]}
    total, correct = sum(made.values()), sum(right.values())
    recall = sum(hit.values()) / max(1, sum(possible[id] for id in known))
    precision = correct / max(1, total)
    print(f"documents {given.first}-{given.last}: {total} facts of {len(made)} labels, {opened} of others")
    print(
        f"precision {precision:.3f}  recall {recall:.3f}  "
        f"F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"
    )
    print(f"recall of all gold triples {sum(hit.values()) / sum(possible.values()):.3f}")
    print(f"extraction takes {taken / parsing:.3f} of parsing's time")
    for label, count in made.most_common():
        print(f"  {label:55} {right[label]:4} of {count:4}  {right[label] / count:.2f}")
    if given.patterns:
        by: Counter[str] = Counter()
        by_right: Counter[str] = Counter()
        for key, count in patterns.items():
            by[key.split(" | ")[0]] += count
            by_right[key.split(" | ")[0]] += right_patterns[key]
        for pattern, count in by.most_common():
            print(f"  {pattern:25} {by_right[pattern]:4} of {count:4}  {by_right[pattern] / count:.2f}")


if __name__ == "__main__":
    main()
