"""The written texts as a family of Text2KGBench's layout, which ``kgqa train relations`` learns from.

    python -m benchmarks.relation_data --out runs/data/written [--first 90]
        [--without DATA/.../ontologies/16_city_ontology.json ...]

``--without``: relations with a label of these ontologies are left out, so that what is trained on the rest was told
nothing about them.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from benchmarks.relation_data.texts import Matter, matters
from kgqa.data.ontology import read_ontology
from kgqa.extract.relations.schema import spoken


def main(arguments: Sequence[str] | None = None) -> None:
    """Writes ``train/`` and ``ontologies/`` below ``--out``, and says how much there is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--without", type=Path, nargs="*", default=[], help="ontologies whose labels are left out")
    parser.add_argument("--first", type=int, default=0, help="only so many ontologies, in their order; 0: all")
    options = parser.parse_args(arguments)
    hidden = {key(each.label) for file in options.without for each in read_ontology(file).relations}
    for part in ("train", "ontologies"):
        (options.out / part).mkdir(parents=True, exist_ok=True)
    found = matters()[: options.first or None]
    counts = [write(options.out, number, each, hidden) for number, each in enumerate(found, 1)]
    print(f"{len(found)} ontologies, {sum(len(each.texts) for each in found)} texts, {sum(counts)} facts")


def write(out: Path, number: int, matter: Matter, hidden: Collection[str] = ()) -> int:
    """One ontology as the two files that Text2KGBench has of each; how many facts its texts state."""
    name = f"{number}_{re.sub(r'[^a-z]+', '', matter.name.lower())}"
    relations = [each for each in matter.relations if key(each[0]) not in hidden]
    kept = {label for label, _, _ in relations}
    concepts = sorted({end for _, domain, range in relations for end in (domain, range)})
    ontology = {
        "title": matter.name,
        "id": f"ont_{name}",
        "concepts": [{"qid": each, "label": each} for each in concepts],
        "relations": [
            {"pid": label, "label": label, "domain": domain, "range": range} for label, domain, range in relations
        ],
    }
    (out / "ontologies" / f"{name}_ontology.json").write_text(json.dumps(ontology), encoding="utf-8")
    facts = 0
    with (out / "train" / f"ont_{name}_train.jsonl").open("w", encoding="utf-8") as lines:
        for place, text in enumerate(matter.texts, 1):
            triples = [{"sub": head, "rel": label, "obj": tail} for head, label, tail in text.facts if label in kept]
            row = {"id": f"ont_{name}_train_{place}", "sent": text.text, "triples": triples}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")
            facts += len(triples)
    return facts


def key(label: str) -> str:
    """What two labels of one wording have in common.

    >>> key("deathPlace") == key("death place ")
    True
    """
    return spoken(label).strip()


if __name__ == "__main__":
    main()
