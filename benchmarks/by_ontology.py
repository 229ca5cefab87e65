"""What ``kgqa build --ontology`` finds by ontologies that the extractor was not trained on.

    python -m benchmarks.relation_data --out WRITTEN
    python -m benchmarks.by_ontology --written WRITTEN [--of NAMES] [--limit 10] [--extractor NAME] [--each] [--fit]

The texts of ``benchmarks.relation_data``, each a document, by those ontologies that the extractor's training left out.
What is found goes the whole way that a build goes: entities and values of the parse, pruning by domain and range. A
fact is right where its text states it: the relation is the same, and both ends are called as the text calls them but
for case, articles and punctuation, or by a value that stands in what the text has ("52" of "52 feet", "1999-03-12" of
"12 March 1999"). Facts of 0.5 and more count, which is what stands in a graph; ``once`` is the reading of a sentence
once for all relations. ``--fit`` tells how well :class:`kgqa.extract.relations.belief.Belief` believes what was
asked for on these ontologies, before anything is pruned, each by what fits the others; ``--write`` puts what fits all
of them into the extractor's folder.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.belief import fitted
from benchmarks.relations import Tested, tests
from kgqa.data.example import ExtractionExample
from kgqa.extract.document import Document
from kgqa.extract.found import Extraction
from kgqa.extract.recipe import Recipe
from kgqa.extract.relations.asker import RelationAsker
from kgqa.extract.relations.belief import Belief
from kgqa.extract.relations.checkpoint import BELIEF, DEFAULT_EXTRACTOR, load_extractor
from kgqa.extract.syntax.values import whole_value
from kgqa.pipelines.standard import Tools

STANDS = 0.5


@dataclass(frozen=True, slots=True)
class Judged:
    """Facts that were found, each with how likely it is and whether a text states it; ``gold``: facts of the texts."""

    found: tuple[tuple[float, bool, str], ...]
    gold: int

    def line(self) -> str:
        """Precision, recall and F1 of what stands in a graph."""
        said = [right for chance, right, _ in self.found if chance >= STANDS]
        precision, recall = sum(said) / max(1, len(said)), sum(said) / max(1, self.gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return f"facts {len(said):4} of {self.gold:4}  P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"


def judged(examples: Sequence[ExtractionExample], extractions: Sequence[Extraction]) -> Judged:
    """What was found in each text against what it states; a fact that is said twice is right once."""
    rows = [row for example, found in zip(examples, extractions, strict=True) for row in _rows(example, found)]
    return Judged(tuple(rows), sum(len(set(each.triples)) for each in examples))


def _rows(example: ExtractionExample, found: Extraction) -> Iterator[tuple[float, bool, str]]:
    left = dict.fromkeys(example.triples)
    best: dict[tuple[object, ...], tuple[float, str]] = {}
    for fact in found.facts:
        key = fact.head, fact.relation, fact.tail
        best[key] = max(best.get(key, (0.0, "")), (fact.confidence, fact.extractor))
    for (head, relation, tail), (chance, extractor) in sorted(best.items(), key=lambda each: -each[1][0]):
        ends = [found.entities[end].names if isinstance(end, int) else (end.value,) for end in (head, tail)]
        right = next(
            (
                each
                for each in left
                if each.relation == relation and _same(each.head, ends[0]) and _same(str(each.tail), ends[1])
            ),
            None,
        )
        if right is not None:
            del left[right]
        yield chance, right is not None, extractor


def _same(said: str, names: Sequence[str]) -> bool:
    gold, value = _plain(said), whole_value(said)
    return any(
        plain == gold
        or (plain.replace(" ", "").isdigit() and plain in gold)
        or (value is not None and name == value.value)
        for name, plain in zip(names, map(_plain, names), strict=True)
    )


def _plain(name: str) -> str:
    words = re.sub(r"\W+", " ", name.lower()).split()
    return " ".join(words[1:] if words[:1] in (["the"], ["a"], ["an"]) and len(words) > 1 else words)


def weighed(tools: Tools, recipe: Recipe, test: Tested) -> Iterator[tuple[list[float], bool]]:
    """What :class:`Belief` weighs of all that an ontology's texts may state, and whether they do."""
    reading = tools.extractor(recipe)
    parsed = list(reading.parser.parse(documents_of(test)))
    assert isinstance(reading.asked, RelationAsker)
    for number, stated, features in reading.asked.weighed(parsed):
        text = parsed[number].document.text
        head, tail = (text[span.start : span.end] for span in (stated.head, stated.tail))
        yield (
            features.tolist(),
            any(
                each.relation == stated.relation.label and _same(each.head, (head,)) and _same(str(each.tail), (tail,))
                for each in test.examples[number].triples
            ),
        )


def fit(rows: Mapping[str, Sequence[tuple[list[float], bool]]], gold: int) -> Belief:
    """The belief that fits all rows of features, each right or not, of some ontologies that state ``gold`` facts;
    prints how each ontology is believed by what fits the others. A fact that is said twice counts twice."""
    names = np.array([name for name in rows for _ in rows[name]])
    numbers = np.array([each for name in rows for each, _ in rows[name]])
    right = np.array([is_right for name in rows for _, is_right in rows[name]])
    if len(set(names)) < 2:
        raise SystemExit("a belief is fitted on two ontologies or more in which something was found")
    chances = np.zeros(len(right))
    for name in sorted(set(names)):
        own = names == name
        chances[own] = fitted(numbers[~own], right[~own].tolist()).chances(numbers[own])
    judged = Judged(tuple(zip(chances.tolist(), right.tolist(), names.tolist(), strict=True)), gold)
    print(f"{len(names)} claims, {right.sum()} right, by what fits the other ontologies: {judged.line()}")
    print(
        f"average precision {_average_precision(chances, right):.3f}, "
        f"by the network's chance alone {_average_precision(numbers[:, 0], right):.3f}"
    )
    return fitted(numbers, right.tolist())


def _average_precision(scores: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    ordered = right[np.argsort(-scores, kind="stable")]
    return float((np.cumsum(ordered) / np.arange(1, len(ordered) + 1))[ordered].mean())


def documents_of(test: Tested) -> list[Document]:
    """Each text of an ontology as a document."""
    return [Document(each.id, "", each.text) for each in test.examples]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--written", type=Path, required=True, help="a folder of benchmarks.relation_data")
    parser.add_argument("--of", nargs="+", default=[], help="the ontologies, of those that training left out")
    parser.add_argument("--limit", type=int, default=0, help="texts of an ontology, evenly drawn; 0: all")
    parser.add_argument("--extractor", default=DEFAULT_EXTRACTOR)
    parser.add_argument("--each", action="store_true", help="a row for each ontology")
    parser.add_argument("--fit", action="store_true", help="fit how likely what was asked for is (needs scikit-learn)")
    parser.add_argument("--write", action="store_true", help="with --fit: into the extractor's folder")
    args = parser.parse_args()
    if args.write and not Path(args.extractor).is_dir():
        raise SystemExit(f"--write writes into a folder, found {args.extractor}")
    model = load_extractor(args.extractor)
    tools = Tools(device="cpu", extractor=model)
    chosen = args.of or model.training.get("leave_out", ())
    own = [test for test in tests(args.written, "train", args.limit) if test.name in chosen]
    recipes = {
        (test.name, once): Recipe.of(
            args.written / "ontologies" / f"{test.name}_ontology.json", None, tools.made_by, asked=not once
        )
        for test, once in product(own, (True, False))
    }
    if args.fit:
        gold = sum(len(set(each.triples)) for test in own for each in test.examples)
        belief = fit({test.name: list(weighed(tools, recipes[test.name, False], test)) for test in own}, gold)
        if args.write:
            record = Path(args.extractor) / BELIEF
            record.write_text(json.dumps(belief.dump(), sort_keys=True) + "\n", encoding="utf-8")
        return
    judgements: dict[bool, list[Judged]] = {True: [], False: []}
    for test, once in product(own, (True, False)):
        start = time.perf_counter()
        recipe = recipes[test.name, once]
        kept, _ = tools.conform(list(tools.extractor(recipe).extract(documents_of(test))), recipe)
        judgements[once].append(judged(test.examples, kept))
        if args.each:
            took = (time.perf_counter() - start) / len(test.examples)
            print(f"{test.name:32} {_name(once):5} {judgements[once][-1].line()}  {took:.2f} s a text", flush=True)
    for once, each in judgements.items():
        whole = Judged(tuple(row for one in each for row in one.found), sum(one.gold for one in each))
        print(f"{len(each)} ontologies, {_name(once)}: {whole.line()}")


def _name(once: bool) -> str:
    return "once" if once else "asked"


if __name__ == "__main__":
    main()
