"""How well names are found and clustered, on the documents of Re-DocRED.

``python -m benchmarks.coreference --data FOLDER`` prints, for the documents that rules were chosen on (the first 250)
and for the others: B-cubed F1 (Bagga and Baldwin 1998) over all mentions when gold mentions and types are given,
against clusters of equal strings and types; and precision, recall and F1 of the mentions that the parser finds in the
raw text, by exact offsets and by overlap (gold dates and numbers left out, as the parser finds them as values).
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from kgqa.data.redocred import Document as Gold
from kgqa.data.redocred import read_documents
from kgqa.extract.document import Document
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.names import cluster_names

CHOSEN_ON = 250
"""Documents, from the first, that rules were chosen on."""
TYPES = {"PER": "person", "LOC": "location", "ORG": "organization", "MISC": "misc", "TIME": "time", "NUM": "number"}

Clusterer = Callable[[Sequence[NameMention], str], Iterable[Sequence[int]]]


def by_string(mentions: Sequence[NameMention], text: str) -> Iterable[list[int]]:
    """The baseline: equal strings of one type."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, mention in enumerate(mentions):
        found[mention.text, mention.type].append(number)
    return found.values()


def b_cubed(documents: Iterable[Gold], cluster: Clusterer) -> tuple[float, float, float]:
    """Precision, recall and F1 over the mentions of all documents."""
    precision = recall = 0.0
    count = 0
    for document in documents:
        pairs = [
            (NameMention(m.start, m.end, m.text, TYPES.get(kind, kind)), number)
            for number, (mentions, kind) in enumerate(zip(document.mentions, document.types, strict=True))
            for m in dict.fromkeys(mentions)
        ]
        gold: dict[int, set[int]] = defaultdict(set)
        for place, (_, number) in enumerate(pairs):
            gold[number].add(place)
        for found in cluster([mention for mention, _ in pairs], document.text):
            mine = set(found)
            for place in found:
                right = len(mine & gold[pairs[place][1]])
                precision += right / len(mine)
                recall += right / len(gold[pairs[place][1]])
        count += len(pairs)
    return _f1(precision / count, recall / count)


def detection(documents: Sequence[Gold]) -> Iterator[tuple[str, tuple[float, float, float]]]:
    """Precision, recall and F1 of the mentions of names in the raw text, exact and by overlap."""
    from kgqa.extract.syntax.mentions import find_names
    from kgqa.extract.syntax.parsing import Parser

    exact = loose_found = loose_gold = found_count = gold_count = 0
    parsed = Parser().parse(Document(gold.id, gold.id, gold.text) for gold in documents)
    for document, one in zip(documents, parsed, strict=True):
        found = {(name.start, name.end) for name in find_names(one.document, one.doc)}
        values = {
            (mention.start, mention.end)
            for mentions, kind in zip(document.mentions, document.types, strict=True)
            for mention in mentions
            if kind in ("TIME", "NUM")
        }
        gold = {(m.start, m.end) for mentions in document.mentions for m in mentions} - values
        found = {span for span in found if not any(a < span[1] and span[0] < b for a, b in values)}
        exact += len(found & gold)
        loose_found += sum(any(a < end and start < b for a, b in gold) for start, end in found)
        loose_gold += sum(any(a < end and start < b for a, b in found) for start, end in gold)
        found_count += len(found)
        gold_count += len(gold)
    yield "exact", _f1(exact / found_count, exact / gold_count)
    yield "overlap", _f1(loose_found / found_count, loose_gold / gold_count)


def _f1(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the folder of dev_revised.json")
    arguments = parser.parse_args()
    documents = list(read_documents(arguments.data / "dev_revised.json"))
    halves = (("chosen on", documents[:CHOSEN_ON]), ("others", documents[CHOSEN_ON:]), ("all", documents))
    for name, some in halves:
        for called, cluster in (("equal strings", by_string), ("cluster_names", cluster_names)):
            _say(f"B-cubed, {called}", name, b_cubed(some, cluster))
    for name, some in halves[:2]:
        for called, figures in detection(some):
            _say(f"mentions, {called}", name, figures)


def _say(what: str, where: str, figures: tuple[float, float, float]) -> None:
    print(
        f"{what:24} {where:10}",
        *(f"{name} {100 * value:.2f}" for name, value in zip(("P", "R", "F1"), figures, strict=True)),
    )


if __name__ == "__main__":
    main()
