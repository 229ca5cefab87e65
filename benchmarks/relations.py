"""How well the trained extractor finds relations, on texts that it was not trained on.

    python -m benchmarks.relations --data DATA --extractor runs/seen [--fold runs/a --fold runs/b] [--limit 40]

``--extractor``: trained on the train sentences of all ontologies and on the first 400 documents of Re-DocRED dev.
Text2KGBench is measured with an ontology's own train sentences in training: DBpedia-WebNLG on the ground truth given,
Wikidata-TekGen on validation. Re-DocRED on the other 100 documents, gold mentions given. Each ``--fold`` is an
extractor that leaves ontologies out of training (``kgqa train relations --leave-out``), and is measured on those alone.

Two rows each: arguments called as the ontology's graph calls them where that is known, and as the sentence writes them.
Figures are Text2KGBench's: means over sentences, then over ontologies. ``strict`` is micro F1 that counts every
prediction, those whose relation no gold fact of the sentence has too. ``--ceiling`` shows them for an extractor that
finds all that the sentences name and nothing else: what calling things as the graphs do leaves to be reached, of the
ontologies left out with ``--fold``. ``--written`` measures on the texts of ``benchmarks.relation_data`` instead, which
come with all their facts: on those ontologies that training left out.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import TypeVar, get_args

import numpy as np

from kgqa.data.example import ExtractionExample
from kgqa.data.metrics.triples import Text2KGScores, text2kg_mean
from kgqa.data.ontology import Ontology, read_ontology
from kgqa.data.redocred import Document, read_documents
from kgqa.data.text2kgbench import read_text2kgbench
from kgqa.extract.relations.align import Aligner
from kgqa.extract.relations.checkpoint import RelationModel, load_extractor
from kgqa.extract.relations.examples import schema_of
from kgqa.extract.relations.extractor import Names, RelationExtractor
from kgqa.extract.relations.fitting import spans_of
from kgqa.extract.relations.forms import HEAD, TAIL
from kgqa.extract.relations.tokens import cut
from kgqa.pipelines.evaluation.triples import judge
from kgqa.types import Triple

Row = TypeVar("Row")
FAMILIES = (("dbpedia_webnlg", "ground_truth"), ("wikidata_tekgen", "validation"))
LEARNED_DOCUMENTS = 400
_FIGURES = (
    "triple_precision",
    "triple_recall",
    "triple_f1",
    "ontology_conformance",
    "subject_hallucination",
    "relation_hallucination",
    "object_hallucination",
)


@dataclass(frozen=True, slots=True)
class Tested:
    """An ontology and its test sentences."""

    name: str
    ontology: Ontology
    examples: tuple[ExtractionExample, ...]


def tests(folder: Path, part: str, limit: int) -> Iterator[Tested]:
    """The ontologies of a family that have test sentences."""
    for file in sorted((folder / part).glob("ont_*.jsonl")):
        name = file.name.removeprefix("ont_").removesuffix(f"_{part}.jsonl")
        ontology = read_ontology(folder / "ontologies" / f"{name}_ontology.json")
        yield Tested(name, ontology, tuple(evenly(list(read_text2kgbench(file)), limit)))


def evenly(rows: Sequence[Row], limit: int) -> Sequence[Row]:
    """At most ``limit`` rows, spread over all of them; all where it is 0.

    >>> evenly("abcdefg", 3)
    'ace'
    """
    return rows[:: max(1, len(rows) // limit)][:limit] if limit else rows


def over_ontology(extractor: RelationExtractor, test: Tested, names: Names) -> tuple[Text2KGScores, tuple[int, ...]]:
    """The benchmark's figures of one ontology, and right, wrong and missed facts."""
    texts = [example.text for example in test.examples]
    found = extractor.extract_sentences(texts, test.ontology, names=names)
    judged = [judge(example, facts, test.ontology) for example, facts in zip(test.examples, found, strict=True)]
    scores = [Text2KGScores(*(each.metrics[name] for name in _FIGURES)) for each in judged]
    counts = np.array([each.counts["triples"] for each in judged]).sum(axis=0)
    return text2kg_mean(scores), tuple(counts.tolist())


def ceiling(model: RelationModel, test: Tested, names: Names) -> tuple[Text2KGScores, tuple[int, ...]]:
    """The same of an extractor that finds every gold fact whose arguments the sentence names, and nothing else."""
    ranges = {each.label: each.range for each in schema_of(test.ontology)}
    judged = []
    for example, tokens in zip(test.examples, cut(model.tokenizer, [each.text for each in test.examples]), strict=True):
        aligner, found = Aligner(tokens.text, tokens.words), []
        for triple in example.triples:
            head, tail = aligner.find(triple.head), aligner.find(str(triple.tail))
            if head is None or tail is None or triple.relation not in ranges:
                continue
            said = {HEAD: tokens.whole(head.spans[0]), TAIL: tokens.whole(tail.spans[0])}
            if names == "known":
                where = ranges[triple.relation], tokens.text
                said = {
                    place: model.forms.write(test.ontology.id, triple.relation, place, text, *where)[0]
                    for place, text in said.items()
                }
            found.append(Triple(said[HEAD], triple.relation, said[TAIL]))
        judged.append(judge(example, tuple(found), test.ontology))
    scores = [Text2KGScores(*(each.metrics[name] for name in _FIGURES)) for each in judged]
    counts = np.array([each.counts["triples"] for each in judged]).sum(axis=0)
    return text2kg_mean(scores), tuple(counts.tolist())


def over_documents(extractor: RelationExtractor, data: Path, limit: int) -> tuple[float, float, float]:
    """Precision, recall and micro F1 of facts between given entities, on documents that were not trained on."""
    documents: Sequence[Document] = list(
        islice(read_documents(data / "redocred/dev_revised.json"), LEARNED_DOCUMENTS, None)
    )
    documents = evenly(documents, limit)
    found = extractor.given([each.text for each in documents], [spans_of(each) for each in documents])
    right = said = gold = 0
    for document, facts in zip(documents, found, strict=True):
        truth, told = set(document.triples), {fact[:3] for fact in facts}
        right, said, gold = right + len(truth & told), said + len(told), gold + len(truth)
    return right / max(1, said), right / max(1, gold), 2 * right / max(1, said + gold)


def show(title: str, chosen: Sequence[tuple[RelationExtractor, Tested]], *, each: bool) -> None:
    """Prints the mean row of some ontologies, and with ``each`` a row for every one before it."""
    for names in get_args(Names):
        rows = [(test.name, *over_ontology(extractor, test, names)) for extractor, test in chosen]
        if each:
            for name, scores, counts in rows:
                _line(f"  {name}, {names}", scores, counts)
        total = tuple(np.array([counts for *_, counts in rows]).sum(axis=0).tolist())
        _line(f"{title}, names as {names}", text2kg_mean([scores for _, scores, _ in rows]), total)


def _line(title: str, scores: Text2KGScores, counts: tuple[int, ...]) -> None:
    right, wrong, missed = counts
    strict = 2 * right / max(1, 2 * right + wrong + missed)
    print(
        f"{title:58} P {scores.precision:.3f} R {scores.recall:.3f} F1 {scores.f1:.3f} "
        f"conformance {scores.conformance:.3f} made up: subject {scores.subject_hallucination:.3f} "
        f"relation {scores.relation_hallucination:.3f} object {scores.object_hallucination:.3f} strict {strict:.3f}",
        flush=True,
    )


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, help="where text2kgbench and redocred lie")
    parser.add_argument("--extractor", default="", help="a shipped extractor or a folder")
    parser.add_argument(
        "--fold", action="append", default=[], help="an extractor that leaves ontologies out; repeatable"
    )
    parser.add_argument(
        "--limit", type=int, default=0, help="sentences of an ontology, and documents, evenly drawn; 0: all"
    )
    parser.add_argument("--ceiling", action="store_true", help="what naming leaves to be reached, alone")
    parser.add_argument("--each", action="store_true", help="a row for each ontology")
    parser.add_argument("--written", type=Path, help="a folder of benchmarks.relation_data, alone")
    parser.add_argument(
        "--of", nargs="+", default=[], help="with --written: the ontologies, of those that training left out"
    )
    args = parser.parse_args()
    if args.data is None and args.written is None:
        parser.error("--data or --written is needed")
    if args.written:
        for name in filter(None, (args.extractor, *args.fold)):
            extractor = RelationExtractor(load_extractor(name))
            left_out = args.of or extractor.model.training["leave_out"]
            chosen = [(extractor, test) for test in tests(args.written, "train", args.limit) if test.name in left_out]
            show(f"{name}, {len(chosen)} written", chosen, each=args.each)
        return
    families = args.data / "text2kgbench"
    if args.ceiling:
        for name in filter(None, (args.extractor, *args.fold)):
            model = load_extractor(name)
            for (family, part), names in product(FAMILIES, get_args(Names)):
                own = [
                    test
                    for test in tests(families / family, part, args.limit)
                    if name == args.extractor or test.name in model.training["leave_out"]
                ]
                rows = [ceiling(model, test, names) for test in own]
                total = tuple(np.array([counts for _, counts in rows]).sum(axis=0).tolist())
                title = f"{family}, {len(own)}, all found, names as {names}"
                _line(title, text2kg_mean([scores for scores, _ in rows]), total)
        return
    if args.extractor:
        model = load_extractor(args.extractor)
        wikidata = [each for each in model.schema if re.fullmatch(r"P\d+", each.id)]
        extractor = RelationExtractor(model, wikidata)
        precision, recall, f1 = over_documents(extractor, args.data, args.limit)
        print(f"Re-DocRED, gold mentions: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}", flush=True)
        for family, part in FAMILIES:
            seen = [(extractor, test) for test in tests(families / family, part, args.limit)]
            show(f"{family}, seen", seen, each=args.each)
    left: dict[str, list[tuple[RelationExtractor, Tested]]] = {}
    for fold in args.fold:
        model = load_extractor(fold)
        extractor = RelationExtractor(model)
        for family, part in FAMILIES:
            for test in tests(families / family, part, args.limit):
                if test.name in model.training["leave_out"]:
                    left.setdefault(family, []).append((extractor, test))
    for family, without in left.items():
        show(f"{family}, {len(without)} left out", without, each=args.each)


if __name__ == "__main__":
    main()
