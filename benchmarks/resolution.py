"""Measures the merging of names and of entities on Re-DocRED's documents; ``--fit`` fits the weights that ship.

    python -m benchmarks.resolution --data DATA [--fit]

Names in a document: each document's gold name mentions with their types, each an entity of its own at first, are
grouped by :func:`kgqa.extract.syntax.names.cluster_names`, which holds their forms against each other and reads what
the text says of them; B-cubed over every mention of all documents. The base line groups mentions of one string and
type. Entities across documents: each document is cut into two, its odd and its even sentences, whose entities have the
names and facts that stand there; the halves' entities are merged by :func:`kgqa.extract.resolve.resolve.resolve`. Two
entities of different documents that one name means are not known to be one or two by the data, so B-cubed counts for
each entity only those of its own document; what is merged between documents, and how much of it under names that
differ, is counted beside it.

The first 250 documents fit and choose, the others report. The types are the data's six, in kgqa's words; times and
numbers are left out across documents, where they are no entities.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from kgqa.data.metrics.bcubed import BCubed, bcubed
from kgqa.data.redocred import read_relation_labels
from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.resolve import score as scoring
from kgqa.extract.resolve.blocks import pairs
from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.items import found_items
from kgqa.extract.resolve.likeness import (
    AREA,
    COMMON,
    EXACT,
    FIRST_WORDS,
    FOLDED,
    GIVEN,
    INITIAL_MIDDLE,
    INITIALS,
    KIND,
    LAST_WORDS,
    MIDDLE,
    NICKNAME,
    PART,
    PRIOR,
    REORDERED,
    SURNAME,
    TYPO,
)
from kgqa.extract.resolve.pool import Pool
from kgqa.extract.resolve.resolve import ResolveSettings, resolve
from kgqa.extract.resolve.result import Resolution
from kgqa.extract.resolve.same import surnames_of
from kgqa.extract.resolve.score import Rarity
from kgqa.extract.syntax.names import NameMention, cluster_names

TYPES = {"PER": "person", "ORG": "organization", "LOC": "location", "MISC": "misc", "TIME": "time", "NUM": "number"}
FIRST = 250
"""Documents that fit; the others report."""
PULL = 0.5
"""Strength that pulls a weight to its first guess."""
PULL_KINDS = 2.0
"""That for the likenesses of names across documents, many of which are seen seldom."""

TWO = frozenset({SURNAME, GIVEN, INITIALS, INITIAL_MIDDLE, NICKNAME, TYPO, KIND, AREA, LAST_WORDS, FIRST_WORDS, PART})
"""Kinds of likeness for which entities of two documents are taken to be two."""
CONTEXT = 0.3
"""Log-odds for a shared rare name of the context, a guess."""
GUESSED = {
    SURNAME: -1.0,
    REORDERED: 0.6,
    GIVEN: -2.0,
    MIDDLE: 0.8,
    INITIALS: 0.6,
    NICKNAME: 0.3,
    INITIAL_MIDDLE: -0.4,
    LAST_WORDS: -1.0,
    FIRST_WORDS: -1.0,
    PART: -1.5,
    COMMON: -2.0,
}
"""Log-odds of likenesses that the data tells too little of. Two people whose names differ by a middle name or an
initial are one only where they share something."""
PEOPLE = frozenset({SURNAME, INITIALS, INITIAL_MIDDLE, MIDDLE, NICKNAME})
"""Kinds of likeness of people's names."""

Record = dict[str, Any]


def mentions(record: Record) -> tuple[str, list[NameMention], list[int]]:
    """The text, its name mentions in order, and the gold entity of each."""
    starts: dict[tuple[int, int], int] = {}
    words: list[str] = []
    length = 0
    for sentence, tokens in enumerate(record["sents"]):
        for place, token in enumerate(tokens):
            starts[sentence, place] = length
            words.append(token)
            length += len(token) + 1
    found: list[tuple[NameMention, int]] = []
    for number, entity in enumerate(record["vertexSet"]):
        for one in entity:
            start, last = starts[one["sent_id"], one["pos"][0]], (one["sent_id"], one["pos"][1] - 1)
            end = starts[last] + len(record["sents"][last[0]][last[1]])
            found.append((NameMention(start, end, one["name"], TYPES[one["type"]]), number))
    found.sort()
    return " ".join(words), [mention for mention, _ in found], [number for _, number in found]


def groups(numbers: Sequence[int], of: int) -> list[list[tuple[int, int]]]:
    """Clusters of (document, mention) by group number."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for place, number in enumerate(numbers):
        found[number].append((of, place))
    return list(found.values())


def within(records: Sequence[Record], exact: bool) -> BCubed:
    """B-cubed of the names' groups over all mentions of the documents; ``exact`` groups by string and type alone."""
    gold: list[list[tuple[int, int]]] = []
    said: list[list[tuple[int, int]]] = []
    for of, record in enumerate(records):
        text, names, entities = mentions(record)
        gold += groups(entities, of)
        if exact:
            number = {key: place for place, key in enumerate(dict.fromkeys((one.text, one.type) for one in names))}
            said += groups([number[one.text, one.type] for one in names], of)
        else:
            said += [[(of, place) for place in numbers] for numbers in cluster_names(names, text)]
    return bcubed(gold, said)


@dataclass(frozen=True, slots=True)
class Halves:
    """Extractions of half documents, and of each entity (half, number) the document and the gold entity."""

    extractions: list[Extraction]
    gold: dict[tuple[str, int], tuple[int, int]]


def halves(records: Sequence[Record], labels: dict[str, str]) -> Halves:
    """Each document's odd and even sentences as two documents."""
    made: list[Extraction] = []
    gold: dict[tuple[str, int], tuple[int, int]] = {}
    for of, record in enumerate(records):
        for half in (0, 1):
            entities: list[FoundEntity] = []
            number_of: dict[int, int] = {}
            for number, mentions_ in enumerate(record["vertexSet"]):
                there = [one for one in mentions_ if one["sent_id"] % 2 == half]
                if not there or there[0]["type"] in ("TIME", "NUM"):
                    continue
                names = list(dict.fromkeys(one["name"] for one in sorted(there, key=lambda one: one["sent_id"])))
                names.sort(key=lambda name: -len(name))
                number_of[number] = len(entities)
                gold[f"{of:04}-{half}", len(entities)] = (of, number)
                entities.append(FoundEntity(names[0], TYPES[there[0]["type"]], tuple(names), (Span(0, 1),)))
            facts = [
                FoundFact(
                    number_of[one["h"]],
                    labels.get(one["r"], one["r"]),
                    number_of[one["t"]],
                    Span(0, 1),
                    Span(0, 1),
                    "gold",
                    1,
                )
                for one in record["labels"]
                if one["h"] in number_of
                and one["t"] in number_of
                # A fact without named sentences is in the half where it can be: that of both its entities.
                and (not one["evidence"] or any(sentence % 2 == half for sentence in one["evidence"]))
            ]
            made.append(Extraction(f"{of:04}-{half}", tuple(entities), tuple(dict.fromkeys(facts))))
    return Halves(made, gold)


def across(cut: Halves, resolution: Resolution | None) -> tuple[BCubed, int, int]:
    """B-cubed of the halves' entities, each document by itself; merges of documents under other names, of any.

    Without a resolution, that of equal names and types.
    """
    gold: dict[tuple[int, int], list[tuple[str, int]]] = defaultdict(list)
    said: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    for extraction in cut.extractions:
        for number, entity in enumerate(extraction.entities):
            key = (extraction.doc_id, number)
            gold[cut.gold[key]].append(key)
            id = f"{entity.name}\t{entity.type}" if resolution is None else resolution.id_of(*key)
            said[cut.gold[key][0], id].append(key)
    crossing = [one for one in (resolution.merges if resolution else ()) if one.left.doc_id[:4] != one.right.doc_id[:4]]
    other = sum(one.reason not in (EXACT, FOLDED) and not one.reason.startswith("same name") for one in crossing)
    return bcubed(gold.values(), said.values()), other, len(crossing)


def logistic(
    x: npt.NDArray[np.float64],
    y: npt.NDArray[np.float64],
    guess: npt.NDArray[np.float64],
    pull: float,
    offset: npt.NDArray[np.float64] | float = 0.0,
) -> npt.NDArray[np.float64]:
    """Weights (n_features,) of the likeliest logistic for x (n, n_features), y (n,), pulled to a guess; by Newton.

    ``offset`` (n,) is added to the log-odds.
    """

    def loss(weights: npt.NDArray[np.float64]) -> float:
        z = x @ weights + offset
        return float(np.sum(np.logaddexp(0, z) - y * z) + pull * np.sum((weights - guess) ** 2) / 2)

    weights = guess.copy()
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(x @ weights + offset, -500, 500)))
        gradient = x.T @ (p - y) + pull * (weights - guess)
        hessian = (x * (p * (1 - p))[:, None]).T @ x + pull * np.eye(len(weights))
        step = np.linalg.solve(hessian, gradient)
        while loss(weights - step) > loss(weights) and float(np.abs(step).max()) > 1e-9:
            step /= 2
        weights -= step
        if float(np.abs(step).max()) < 1e-9:
            break
    return weights


def logit(p: float) -> float:
    return log(p / (1 - p))


def candidates(cut: Halves) -> Iterator[tuple[str, float, float, bool]]:
    """Kind, shared neighbours, shared context, and whether they are one, of each pair that the merging scores.

    Of two documents' entities with one name nothing is known, so they are left out; with names alike as in TWO, they
    are taken to be two.
    """
    items, inside = found_items(cut.extractions)
    rarity = Rarity(items)
    pool = Pool(items, inside, [[] for _ in items])
    surnames = surnames_of(items)
    seen: set[tuple[int, int]] = set()
    # Clusters hold one document's entities only, so that a pair is of known ones.
    for pair in pairs(pool, rarity, surnames):
        a, b = items[pair.a], items[pair.b]
        gold_a, gold_b = cut.gold[a.side.doc_id, a.side.number], cut.gold[b.side.doc_id, b.side.number]
        if a.side.doc_id == b.side.doc_id or pool.why_not(pair.a, pair.b):
            continue
        if gold_a[0] != gold_b[0] and pair.kind not in TWO:
            continue
        shared = rarity.shared(pool.clusters[pair.a], pool.clusters[pair.b])
        seen.add((pair.a, pair.b))
        yield pair.kind, *shared, gold_a == gold_b
    # The merging does not even look at a surname and a name of it that share nothing.
    bare = [row for row, item in enumerate(items) if item.is_short]
    full = [row for row, item in enumerate(items) if item.type == "person" and not item.is_short]
    for a in bare:
        for b in full:
            match = same_name(items[a].side.name, items[b].side.name, "person")
            if match is None or match.kind != SURNAME or (min(a, b), max(a, b)) in seen:
                continue
            if items[a].side.doc_id != items[b].side.doc_id and not pool.why_not(a, b):
                gold_a, gold_b = (cut.gold[items[row].side.doc_id, items[row].side.number] for row in (a, b))
                yield SURNAME, *rarity.shared(pool.clusters[a], pool.clusters[b]), gold_a == gold_b


def fit_across(cut: Halves) -> dict[str, Any]:
    """Weights of the merging across documents: of the likeness of names, and of shared neighbours.

    What stays as guessed: the context, for the halves of a document share nearly all names; and the likenesses of
    GUESSED, for how many people of one surname there are, halves of documents don't tell.
    """
    found = list(candidates(cut))
    kinds = list(PRIOR)
    x = np.zeros((len(found), len(kinds) + 2))
    for row, (kind, neighbours, context, _) in enumerate(found):
        x[row, kinds.index(kind)] = 1
        x[row, -2:] = neighbours, context
    y = np.array([float(one) for *_, one in found])
    counts = Counter((kind, one) for kind, _, _, one in found)
    for kind in kinds:
        print(f"  {kind}: one {counts[kind, True]}, two {counts[kind, False]}")
    guess = np.array([GUESSED.get(kind, logit(min(0.95, PRIOR[kind]))) for kind in kinds])
    people = np.array([kind in PEOPLE for kind, *_ in found])
    some = x[people]
    neighbours = logistic(some[:, :-1], y[people], np.append(guess, 1.0), PULL, CONTEXT * some[:, -1])[-1]
    weights = logistic(x[:, :-2], y, guess, PULL_KINDS, neighbours * x[:, -2] + CONTEXT * x[:, -1])
    return {
        "kinds": {kind: GUESSED.get(kind, round(float(w), 3)) for kind, w in zip(kinds, weights, strict=True)},
        "neighbours": round(float(neighbours), 3),
        "context": CONTEXT,
    }


def row(name: str, found: BCubed) -> str:
    return f"{name}: B-cubed P {found.precision:.4f} R {found.recall:.4f} F1 {found.f1:.4f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    args = parser.parse_args()
    folder = args.data / "redocred"
    records = json.loads((folder / "dev_revised.json").read_text(encoding="utf-8"))
    labels = read_relation_labels(folder / "relation_labels.json")
    parts = {"all documents": records, "fitting": records[:FIRST], "reporting": records[FIRST:]}
    if args.fit:
        record = fit_across(halves(parts["fitting"], labels))
        path = Path(scoring.__file__).parent / "weights.json"
        path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
        scoring.fitted_weights.cache_clear()
    for part, some in parts.items():
        print(row(f"names in a document, {part} ({len(some)}), one string and type", within(some, exact=True)))
        print(row(f"names in a document, {part} ({len(some)}), forms and text", within(some, exact=False)))
    for part, some in list(parts.items())[1:]:
        cut = halves(some, labels)
        print(row(f"entities of half documents, {part}, one name and type", across(cut, None)[0]))
        for threshold in (0.5, 0.6, 0.7, 0.8, 0.9):
            settings = ResolveSettings(threshold=threshold, suggest=min(0.4, threshold))
            found, other, crossing = across(cut, resolve(cut.extractions, settings=settings))
            print(
                row(f"entities of half documents, {part}, merged from {threshold}", found)
                + f"; between documents {crossing} merges, {other} under other names"
            )


if __name__ == "__main__":
    main()
