"""Questions over texts with facts beside them: facts that answer, facts that lead on, facts of no use."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.reader_data.paths import PLAIN, DocRed
from kgqa.data.example import ReadingExample
from kgqa.kg.verbalize import passage_text, path_text
from kgqa.types import Mention


def docred_passages(docs: DocRed, count: int, rng: random.Random) -> list[ReadingExample]:
    """Plainly worded questions over whole documents, with facts of the document beside them: often none,
    sometimes others only, sometimes the fact that answers."""
    made = []
    for i in range(count):
        text, triples = rng.choice(docs.documents)
        if not triples:
            continue
        head, relation, tail = rng.choice(triples)
        golds = {t for h, r, t in triples if (h, r) == (head, relation)}
        question = rng.choice(PLAIN).format(r=docs.labels[relation], h=head, t=tail)
        if rng.random() < 0.25:
            missing = sorted(set(docs.labels) - {r for h, r, _ in triples if h == head})
            question, golds = (
                rng.choice(PLAIN).format(r=docs.labels[rng.choice(missing)], h=head, t=tail),
                set(),
            )
        facts = [t for t in rng.sample(triples, min(4, len(triples))) if t[:2] != (head, relation)]
        draw = rng.random()
        if draw < 0.4:
            facts = []
        elif draw > 0.7 and golds:
            facts.insert(rng.randrange(len(facts) + 1), (head, relation, tail))
        words = tuple(path_text(h, [(docs.labels[r], [t])]).text for h, r, t in facts)
        spans = [m for gold in sorted(golds) for m in re.finditer(re.escape(gold), text)]
        if golds and not spans:
            continue
        answers = tuple(Mention(m.start(), m.end(), m.group()) for m in spans[:4])
        made.append(ReadingExample(f"docred-text-{i}", question, text, answers, "redocred", words))
    return made


def twowiki_passages(data: Path, rng: random.Random) -> list[ReadingExample]:
    """Multi-hop questions of 2WikiMultihopQA's training part over each of their gold passages, with the
    facts that lead to the passage beside it, and sometimes the fact that answers."""
    folder = data / "2wikimultihopqa"
    passages = {p["id"]: p for p in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines())}
    made = []
    for q in map(json.loads, (folder / "questions.jsonl").read_text("utf-8").splitlines()):
        if q["split"] != "train500" or q["answer"].lower() in ("yes", "no"):
            continue
        leading = [f for f in q["evidences"] if f[2] != q["answer"]]
        facts = q["evidences"] if rng.random() < 0.3 else leading
        words = tuple(path_text(h.strip(), [(r, [t.strip()])]).text for h, r, t in facts)
        for i in q["gold_ids"]:
            text = passage_text(passages[i]["title"], passages[i]["text"])
            answers = tuple(_found(q["answer"], text))
            made.append(ReadingExample(f"2wiki-{q['id']}-{i}", q["question"], text, answers, "2wiki", words))
    return made


def with_titles(examples: Sequence[ReadingExample]) -> list[ReadingExample]:
    """The title before each text, as passages are read."""
    titled = []
    for e in examples:
        text = passage_text(e.title, e.context)
        shift = len(text) - len(e.context)
        answers = tuple(Mention(a.start + shift, a.end + shift, a.text) for a in e.answers)
        titled.append(replace(e, context=text, answers=answers))
    return titled


def with_idle_facts(
    examples: Sequence[ReadingExample], docs: DocRed, share: float, rng: random.Random
) -> list[ReadingExample]:
    """Facts of no use beside a ``share`` of the examples: the reader must not need or believe them."""
    return [replace(e, facts=_idle(docs, rng)) if rng.random() < share else e for e in examples]


def _idle(docs: DocRed, rng: random.Random) -> tuple[str, ...]:
    _, triples = rng.choice(docs.documents)
    chosen = rng.sample(triples, min(rng.randint(1, 4), len(triples)))
    return tuple(path_text(h, [(docs.labels[r], [t])]).text for h, r, t in chosen)


def _found(answer: str, text: str) -> list[Mention]:
    matches = list(re.finditer(rf"\b{re.escape(answer)}(?!\w)", text))[:4]
    return [Mention(m.start(), m.end(), m.group()) for m in matches]
