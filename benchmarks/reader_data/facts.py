"""Questions read with facts, made so that facts help and do not mislead.

Two sorts of example. A fact alone is read as a path of the graph, and its end is the answer where it is the asked
relation of the asked thing. Beside a passage facts are only read along: the answer is the passage's span, whether
the facts say the same (both), something else about the same (against), or nothing to the question (idle); and there
is none where the passage does not say it, though a fact does (facts) or nothing does (neither).
"""

from __future__ import annotations

import json
import random
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.reader_data.paths import METAQA_LABELS, DocRed, metaqa_chain
from benchmarks.reader_data.small_graph import SmallGraph, strange_example, wrong_chains
from benchmarks.sentences import Fact, Sentence, plain_relation, training_sentences, wordings
from benchmarks.splits import metaqa_training_part
from kgqa.data.example import ReadingExample
from kgqa.kg.verbalize import passage_text, path_text, step_label
from kgqa.types import Mention, Relation

KINDS = ("idle", "both", "against", "facts", "neither")
"""Of the examples with a passage; "right", "wrong" and "other" are those of a path alone."""

_SHARES = (0.4, 0.2, 0.2, 0.1, 0.1)
_MOST_FACTS = 10


@dataclass(frozen=True, slots=True)
class FactPool:
    """Facts to draw from: of an entity, of a relation, of anything."""

    facts: tuple[Fact, ...]
    own: dict[str, list[Fact]] = field(default_factory=lambda: defaultdict(list))
    tails: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @staticmethod
    def of(facts: Sequence[Fact]) -> FactPool:
        """The pool of ``facts``, in a fixed order."""
        pool = FactPool(tuple(sorted(set(facts))))
        for fact in pool.facts:
            pool.own[fact[0]].append(fact)
            pool.tails[fact[1]].append(fact[2])
        return pool

    def golds(self, head: str, relation: str) -> set[str]:
        """All that the relation of the entity leads to."""
        return {t for _, r, t in self.own.get(head, ()) if r == relation}

    def against(self, fact: Fact, text: str, rng: random.Random) -> Fact | None:
        """The fact with the tail of another of its relation, which ``text`` does not hold."""
        golds = {g.lower() for g in self.golds(fact[0], fact[1])} | {fact[2].lower(), fact[0].lower()}
        others = [t for t in rng.choices(self.tails[fact[1]], k=8) if t.lower() not in golds and not stands(t, text)]
        return (fact[0], fact[1], others[0]) if others else None

    def idle(self, fact: Fact, count: int, rng: random.Random, *, same: float = 0.5) -> list[Fact]:
        """Up to ``count`` facts that say nothing of the question: a share ``same`` of them, as far as there are
        such, other facts about the asked entity."""
        golds = {g.lower() for g in self.golds(fact[0], fact[1])} | {fact[2].lower()}
        own = [f for f in self.own.get(fact[0], ()) if f[1] != fact[1] and f[2].lower() not in golds]
        chosen = rng.sample(own, min(len(own), round(count * same)))
        while len(chosen) < count:
            other = rng.choice(self.facts)
            if other[0] != fact[0] and other[2].lower() not in golds:
                chosen.append(other)
        rng.shuffle(chosen)
        return chosen


def fact_examples(data: Path, docs: DocRed, rng: random.Random) -> list[ReadingExample]:
    """About 6,000 examples of all kinds, from the training parts of Text2KGBench, 2WikiMultihopQA and MetaQA and
    from Re-DocRED. An id begins with its kind and its source."""
    return [
        *_sentence_examples(training_sentences(data), rng),
        *_document_examples(docs, 800, rng),
        *_twowiki_examples(data, rng),
        *_metaqa_examples(data, 280, rng),
    ]


def words_of(fact: Fact) -> str:
    """A fact as the reader sees it.

    >>> words_of(("Heat", "director", "Michael Mann"))
    'Heat | director: Michael Mann'
    """
    return path_text(fact[0], [(fact[1], [fact[2]])]).text


def stands(name: str, text: str) -> bool:
    """Whether a text holds a name as a word or words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def passage_example(
    kind: str,
    name: str,
    question: str,
    text: str,
    fact: Fact,
    pool: FactPool,
    rng: random.Random,
) -> ReadingExample | None:
    """The question over ``text`` beside facts of one of ``KINDS``; none where the text does not fit the kind.

    ``fact`` is the one that answers. For "facts" and "neither" the text holds no answer, for the others it does.
    """
    golds = sorted({*pool.golds(fact[0], fact[1]), fact[2]})
    spans = [m for gold in golds for m in re.finditer(rf"(?<!\w){re.escape(gold)}(?!\w)", text)][:4]
    if kind in ("facts", "neither"):
        if any(stands(gold, text) for gold in golds):
            return None
        spans = []
    elif not spans:
        return None
    facts = pool.idle(fact, rng.randint(0, _MOST_FACTS if kind in ("idle", "neither") else 5), rng, same=rng.random())
    if kind in ("both", "facts"):
        facts.insert(rng.randint(0, len(facts)), fact)
    elif kind == "against":
        false = pool.against(fact, text, rng)
        if false is None:
            return None
        facts.insert(rng.randint(0, len(facts)), false)
    answers = tuple(Mention(m.start(), m.end(), m.group()) for m in spans)
    return ReadingExample(f"{kind}-{name}", question, text, answers, "facts", tuple(_worded(f, rng) for f in facts))


def path_examples(
    graph: SmallGraph, name: str, question: str, fact: Fact, rng: random.Random, *, wrong: int = 2
) -> list[ReadingExample]:
    """The question over the path that answers, over others from the same entity, and over the right relation of
    another entity."""
    start, right = fact[0], ((fact[1], False),)
    golds = set(graph.walk(start, right)[0]) | {fact[2]}
    example = graph.example(f"right-{name}", question, start, right, golds, rng)
    made = [example] if example is not None and example.answers else []
    for j, chain in enumerate(wrong_chains(graph.chains(start, 2, rng), right, wrong, rng)):
        if not golds & set(graph.walk(start, chain)[-1]):
            example = graph.example(f"wrong-{name}-{j}", question, start, chain, set(), rng)
            made += [example] if example is not None else []
    return made + strange_example(graph, f"other-{name}", question, start, right, rng)


def _sentence_examples(sentences: Sequence[Sentence], rng: random.Random) -> list[ReadingExample]:
    facts = [f for s in sentences for f in s.facts]
    pool, graph = FactPool.of(facts), SmallGraph(facts, {})
    alike: dict[str, list[Sentence]] = defaultdict(list)
    for s in sentences:
        alike[s.ontology].append(s)
    made: list[ReadingExample] = []
    for i, s in enumerate(rng.sample(list(sentences), min(2800, len(sentences)))):
        fact = rng.choice(s.facts)
        question = _question(fact, rng)
        if i < 450:
            made += path_examples(graph, f"t2k-{i}", question, fact, rng)
            continue
        kind = rng.choices(KINDS, _SHARES)[0]
        others = [o for o in rng.sample(alike[s.ontology], min(12, len(alike[s.ontology]))) if o.text != s.text]
        golds = pool.golds(fact[0], fact[1])
        others = [o for o in others if not any(stands(name, o.text) for name in golds)]
        texts = [o.text for o in others[: rng.randint(0, 3)]]
        if kind in ("facts", "neither"):
            texts = texts or [o.text for o in others[:1]]
            if rng.random() < 0.5:
                # Its own sentence, asked for what it does not say.
                fact = _unsaid(fact, s, pool, rng) or fact
                question = _question(fact, rng)
                texts = [*texts, s.text] if fact not in s.facts else texts
        elif _names(s.text, fact[0]):
            texts.insert(rng.randint(0, len(texts)), s.text)
        else:
            continue
        if texts:
            example = passage_example(kind, f"t2k-{i}", question, " ".join(texts), fact, pool, rng)
            made += [example] if example is not None else []
    return made


def _document_examples(docs: DocRed, count: int, rng: random.Random) -> list[ReadingExample]:
    named = [(text, [(h, docs.labels[r], t) for h, r, t in triples]) for text, triples in docs.documents if triples]
    pool = FactPool.of([f for _, facts in named for f in facts])
    made = []
    for i in range(count):
        text, facts = rng.choice(named)
        fact = rng.choice(facts)
        kind = rng.choices(KINDS, _SHARES)[0]
        if kind in ("facts", "neither"):
            text = rng.choice(named)[0]
        example = passage_example(kind, f"docred-{i}", _question(fact, rng), text, fact, pool, rng)
        made += [example] if example is not None else []
    return made


def _twowiki_examples(data: Path, rng: random.Random) -> list[ReadingExample]:
    folder = data / "2wikimultihopqa"
    passages = {p["id"]: p for p in map(json.loads, (folder / "corpus.jsonl").read_text("utf-8").splitlines())}
    lines = (folder / "questions.jsonl").read_text("utf-8").splitlines()
    questions = [q for q in map(json.loads, lines) if q["split"] == "train500"]
    facts = [_fact(f) for q in questions for f in q["evidences"]]
    pool, graph = FactPool.of(facts), SmallGraph(facts, {})
    made: list[ReadingExample] = []
    for q in questions:
        own = [_fact(f) for f in q["evidences"]]
        texts = [passage_text(passages[i]["title"], passages[i]["text"]) for i in q["gold_ids"]]
        for j, fact in enumerate(own):
            # Each fact asked for by itself, over the gold passages and the others that the question came with.
            name = f"2wiki-{q['id']}-{j}"
            question = _question(fact, rng)
            text = rng.choice(texts)
            kind = rng.choices(KINDS, _SHARES)[0]
            if stands(fact[2], text) and stands(fact[0], text) and kind not in ("facts", "neither"):
                example = passage_example(kind, name, question, text, fact, pool, rng)
                made += [example] if example is not None else []
            elif kind in ("facts", "neither"):
                far = passages[rng.choice(q["context_ids"])]
                text = passage_text(far["title"], far["text"])
                example = passage_example(kind, name, question, text, fact, pool, rng)
                made += [example] if example is not None else []
            if rng.random() < 0.2:
                made += path_examples(graph, name, question, fact, rng)
        if len(own) == 2 and own[0][2] == own[1][0] and q["answer"] == own[1][2]:
            made += _bridged(q["id"], q["question"], own[0], own[1], texts, pool, rng)
    return made


def _fact(parts: Sequence[str]) -> Fact:
    head, relation, tail = (part.strip() for part in parts)
    return head, relation, tail


def _bridged(
    name: str, question: str, first: Fact, last: Fact, texts: Sequence[str], pool: FactPool, rng: random.Random
) -> list[ReadingExample]:
    """A question of two hops over each gold passage: the fact that leads there stays, the last one is asked."""
    made = []
    for i, text in enumerate(texts):
        for kind in rng.sample(KINDS, 2):
            example = passage_example(kind, f"2wiki-{name}-text{i}", question, text, last, pool, rng)
            if example is not None:
                at = rng.randint(0, len(example.facts))
                facts = (*example.facts[:at], words_of(first), *example.facts[at:])
                made.append(
                    ReadingExample(example.id, question, text, example.answers, "facts", facts[: _MOST_FACTS + 1])
                )
    return made


def _metaqa_examples(data: Path, count: int, rng: random.Random) -> list[ReadingExample]:
    """MetaQA has no texts: its facts stand beside sentences about other films, which do not answer."""
    triples = [line.split("|") for line in (data / "metaqa/kb.txt").read_text("utf-8").splitlines()]
    graph = SmallGraph(((h, r, t) for h, r, t in triples), METAQA_LABELS)
    films = [s.text for s in training_sentences(data) if s.ontology.endswith(("movie", "film"))]
    made: list[ReadingExample] = []
    for i, q in enumerate(rng.sample(metaqa_training_part(data, 1), count)):
        right, golds = metaqa_chain(q.kind), set(q.answers)
        example = graph.example(f"right-metaqa-{i}", q.question, q.entity, right, golds, rng)
        if example is None or not example.answers:
            continue
        made.append(example)
        others = []
        for j, chain in enumerate(wrong_chains(graph.chains(q.entity, 1, rng), right, 3, rng)):
            wrong = graph.example(f"wrong-metaqa-{i}-{j}", q.question, q.entity, chain, set(), rng)
            others += [wrong] if wrong is not None else []
        made += others[:1] + strange_example(graph, f"other-metaqa-{i}", q.question, q.entity, right, rng)
        text = " ".join(t for t in rng.sample(films, rng.randint(1, 4)) if not any(stands(g, t) for g in golds))
        facts = [o.context for o in others] + ([example.context] if rng.random() < 0.7 else [])
        rng.shuffle(facts)
        if text:
            kind = "facts" if example.context in facts else "neither"
            made.append(ReadingExample(f"{kind}-metaqa-{i}", q.question, text, (), "facts", tuple(facts)))
    return made


def _question(fact: Fact, rng: random.Random) -> str:
    """As it is asked where there is such a wording, half of the time."""
    relation = plain_relation(fact[1]) if fact[1] != fact[1].lower() else fact[1]
    every = wordings(relation)
    asked = every[:-5]
    return rng.choice(asked if asked and rng.random() < 0.6 else every).format(h=fact[0])


def _names(text: str, name: str) -> bool:
    """Whether a text speaks of a thing by its name or by a longer word of it."""
    return any(stands(word, text) for word in (name, *(w for w in name.split() if len(w) > 3)))


def _unsaid(fact: Fact, sentence: Sentence, pool: FactPool, rng: random.Random) -> Fact | None:
    """A fact of the same entity that the sentence does not state, or one of a relation that the entity lacks."""
    said = {f[1] for f in sentence.facts}
    own = [f for f in pool.own[fact[0]] if f[1] not in said and not stands(f[2], sentence.text)]
    if own:
        return rng.choice(own)
    tried = rng.choice(pool.facts)
    if tried[1] in said or stands(tried[2], sentence.text):
        return None
    return (fact[0], tried[1], tried[2])


def _worded(fact: Fact, rng: random.Random) -> str:
    """The fact in words, now and then read from its tail."""
    if rng.random() < 0.15:
        return path_text(fact[2], [(step_label(Relation(fact[1], fact[1]), True), [fact[0]])]).text
    return words_of(fact)
