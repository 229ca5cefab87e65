"""Asks 2WikiMultihopQA and MetaQA end to end and prints a table.

    python -m benchmarks.ask --data DATA --work runs/bench [--limit 100] [--json OUT]

Knowledge bases are made by the public import where they are not there yet. 2WikiMultihopQA: the questions of
dev500 over 12,003 passages and 2,826 triples. MetaQA: questions of each hop count with the brackets taken off,
from the fifth of the templates that no model was trained on, over 133,582 triples. Every question counts: one
that is not answered is wrong.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.splits import metaqa_choosing_part
from kgqa import KGQA, Answer, Question, Result
from kgqa.data.metrics.answers import exact_match, normalize_answer, set_f1, token_f1
from kgqa.data.twowiki import read_2wiki
from kgqa.pipelines.importing import import_files


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what is right: answers, and entities of which one must be linked (none: not counted)."""

    text: str
    golds: tuple[str, ...]
    entities: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: percents over all questions, and seconds a question in a batch."""

    name: str
    questions: int
    exact_match: float
    f1: float
    hits_at_1: float
    linked: float
    in_evidence: float
    answered: float
    right_when_answered: float
    seconds: float


def two_wiki(data: Path, limit: int) -> list[Asked]:
    """The questions of dev500."""
    asked = [
        Asked(e.question, e.answers, e.entities, e.kind)
        for e in read_2wiki(data / "2wikimultihopqa/questions.jsonl", {"split": "dev500"})
    ]
    return asked[:limit] if limit else asked


def metaqa(data: Path, hops: int, count: int) -> list[Asked]:
    """``count`` seeded questions of the choosing part."""
    questions = metaqa_choosing_part(data, hops)
    chosen = random.Random(hops).sample(questions, min(count, len(questions)))
    return [Asked(q.question, q.answers, (q.entity,), q.kind) for q in chosen]


def ask_all(qa: KGQA, asked: Sequence[Asked]) -> tuple[list[Result], float]:
    """The results of all questions in batches, and seconds a question."""
    start = time.perf_counter()
    results = qa.batch([Question(str(i), a.text) for i, a in enumerate(asked)])
    return results, (time.perf_counter() - start) / len(asked)


def measure(name: str, asked: Sequence[Asked], results: Sequence[Result], seconds: float, *, as_set: bool) -> Row:
    """One row; ``as_set`` compares answer sets, else the one answer's words."""
    best = [r.answers[0] if r.answers else Answer("", 0.0, "span", values=()) for r in results]
    pairs = list(zip(asked, best, strict=True))
    hits = [any(exact_match(v, a.golds) for v in _first(b)) for a, b in pairs]
    if as_set:
        f1 = [set_f1(b.values, a.golds) for a, b in pairs]
        em = [float(score == 1.0) for score in f1]
    else:
        f1 = [token_f1(b.text, a.golds) for a, b in pairs]
        em = [exact_match(b.text, a.golds) for a, b in pairs]
    named = [(r, a) for r, a in zip(results, asked, strict=True) if a.entities]
    linked = [bool(set(a.entities) & {link.entity.id for link in r.links}) for r, a in named]
    held = [_holds(r, a.golds) for r, a in zip(results, asked, strict=True)]
    said = [bool(r.answers) for r in results]
    return Row(
        name,
        len(asked),
        _percent(em),
        _percent(f1),
        _percent(hits),
        _percent(linked),
        _percent(held),
        _percent(said),
        _percent([e for e, s in zip(em, said, strict=True) if s]),
        round(seconds, 3),
    )


def _first(answer: Answer) -> tuple[str, ...]:
    """Hits@1 looks at one answer: of a set the first by name."""
    return answer.values[:1]


def _holds(result: Result, golds: Sequence[str]) -> bool:
    """Whether some gold answer stands in the words or ends of the evidence."""
    wanted = [normalize_answer(gold) for gold in golds]
    texts = [normalize_answer(e.text) for e in result.evidence]
    return any(gold and f" {gold} " in f" {text} " for gold in wanted for text in texts)


def _percent(values: Sequence[float]) -> float:
    return round(100 * sum(map(float, values)) / max(1, len(values)), 1)


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    names = list(asdict(rows[0]))
    lines = ["| " + " | ".join(n.replace("_", " ") for n in names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(str(v) for v in asdict(row).values()) + " |" for row in rows]
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="where the knowledge bases are made")
    parser.add_argument("--limit", type=int, default=0, help="questions of each set, 0 for all (MetaQA: 1,000)")
    parser.add_argument("--reader", default="")
    parser.add_argument("--only", default="", help="2wiki or metaqa")
    parser.add_argument("--json", type=Path, help="rows and all results")
    args = parser.parse_args()
    rows: list[Row] = []
    kept: dict[str, list[str]] = {}
    options = {"reader": args.reader} if args.reader else {}
    if args.only != "metaqa":
        folder = args.data / "2wikimultihopqa"
        kb = args.work / "2wiki.kb"
        if not kb.exists():
            import_files(kb, triples=[folder / "evidence_kg.tsv"], passages=[folder / "corpus.jsonl"])
        qa = KGQA.load(kb, **options)
        asked = two_wiki(args.data, args.limit)
        results, seconds = ask_all(qa, asked)
        rows.append(measure("2wiki dev500", asked, results, seconds, as_set=False))
        kept["2wiki"] = [r.to_json() for r in results]
        for kind in sorted({a.kind for a in asked}):
            part = [(a, r) for a, r in zip(asked, results, strict=True) if a.kind == kind]
            rows.append(measure(f"… {kind}", *map(list, zip(*part, strict=True)), seconds, as_set=False))  # type: ignore[arg-type]
    if args.only != "2wiki":
        kb = args.work / "metaqa.kb"
        if not kb.exists():
            import_files(kb, triples=[args.data / "metaqa/kb.txt"])
        for hops in (1, 2, 3):
            qa = KGQA.load(kb, hops=max(2, hops), **options)
            asked = metaqa(args.data, hops, args.limit or 1000)
            results, seconds = ask_all(qa, asked)
            rows.append(measure(f"MetaQA {hops}-hop", asked, results, seconds, as_set=True))
            kept[f"metaqa-{hops}"] = [r.to_json() for r in results]
    print(table(rows))
    if args.json:
        args.json.write_text(json.dumps({"rows": [asdict(r) for r in rows], "results": kept}), encoding="utf-8")


if __name__ == "__main__":
    main()
