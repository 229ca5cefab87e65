"""The questions, each with the facts and passages it is asked over."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.reader_data.facts import FactPool, stands
from benchmarks.reader_data.paths import metaqa_chain
from benchmarks.sentences import PLAIN, Fact, Sentence, choosing_sentences, training_sentences, wordings
from benchmarks.splits import MetaQuestion, metaqa_choosing_part, metaqa_training_part

FACTS_GIVEN = 10
"""Idle facts beside a passage."""

PASSAGES_GIVEN = 3

T2K = "text2kgbench"

_ALIKE = (
    "country, location, city, region, state, is part of, part of, country of origin, address, district, residence, "
    "birth place, death place, place of birth, place of death, place of burial, nationality, country of citizenship, "
    "narrative location",
    "author, writer, screenwriter, creator, lyrics by, composer, performer, music composer, director, producer",
    "publication date, inception, established, completion date, date of birth, date of death, birth date, death date",
    "genre, type, category, industry, product, occupation, position held, office",
    "creator, developer, founded by, manufacturer, designer, builder",
    "club, youthclub, member of sports team, member of, league, association, manager",
    "followed by, successor, preceded by, predecessor",
    "leader, leader title, mayor, owner, operator, operating organisation, chancellor",
)
"""Relations that one question may mean: none of the same line is made up about the entity asked about."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question over some evidence.

    ``passages``: (title, text). ``named``: the entities of ``facts`` that the question names. ``golds``: right
    answers, a set to be found whole where ``every``. ``false``: what a contradicting fact says, else "".
    """

    id: str
    group: str
    variant: str
    source: str
    question: str
    golds: tuple[str, ...]
    every: bool
    passages: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...] = ()
    named: tuple[str, ...] = ()
    false: str = ""


def dev_set(data: Path, count: int, rng: random.Random) -> list[Case]:
    """All cases to measure on: ``count`` questions of each group, evenly from its sources, in all its variants."""
    sentences = _Sentences(choosing_sentences(data))
    return _cases(sentences, _Wiki(data, "dev500"), _Meta(data, metaqa_choosing_part(data, 1)), count, rng)


def training_set(data: Path, count: int, rng: random.Random) -> list[Case]:
    """The same of the parts that may be trained and calibrated on: no question and no entity of Text2KGBench, no
    question of 2WikiMultihopQA and no template of MetaQA stands in both."""
    sentences = _Sentences(training_sentences(data))
    return _cases(sentences, _Wiki(data, "train500"), _Meta(data, metaqa_training_part(data, 1)), count, rng)


def _cases(sentences: _Sentences, wiki: _Wiki, meta: _Meta, count: int, rng: random.Random) -> list[Case]:
    only_facts = [
        *sentences.lone(count // 3, rng),
        *wiki.lone(count // 3, rng),
        *meta.lone(count // 3, sentences, rng),
    ]
    made = [replace(case, variant="without", facts=()) for case in only_facts] + only_facts
    for case, fact, pool in (*sentences.told(count // 2, rng), *wiki.told(count // 2, rng)):
        made += _with_facts(case, fact, pool, rng)
    neither = [*sentences.neither(count // 2, rng), *wiki.neither(count // 2, rng)]
    return made + [replace(case, variant="without", facts=()) for case in neither] + neither


def _with_facts(case: Case, fact: Fact, pool: FactPool, rng: random.Random) -> list[Case]:
    """A question that its passage answers, in all the variants."""
    text = " ".join(text for _, text in case.passages)
    others = [f for f in pool.idle(fact, 3 * FACTS_GIVEN, rng, same=0) if f[0] != fact[0]][:FACTS_GIVEN]
    same = _about(fact, FACTS_GIVEN, pool, rng)
    some = same[: rng.randint(0, 4)]
    made = [
        replace(case, variant="without", facts=()),
        replace(case, variant="10 of others", facts=tuple(others)),
        replace(case, variant="10 of the same", facts=tuple(same)),
        replace(case, group="both", variant="with", facts=(fact, *some)),
    ]
    against = pool.against(fact, text, rng)
    if against is not None:
        facts = (against, *some)
        made.append(replace(case, group="contradiction", variant="with", facts=facts, false=against[2]))
    return made


def _about(fact: Fact, count: int, pool: FactPool, rng: random.Random) -> list[Fact]:
    """Facts about the asked entity that do not answer: its own, then relations of others made up about it."""
    golds = {g.lower() for g in pool.golds(fact[0], fact[1])} | {fact[2].lower()}
    own = [f for f in pool.own.get(fact[0], ()) if f[1] != fact[1] and f[2].lower() not in golds]
    chosen = rng.sample(own, min(len(own), count))
    taken = {f[1] for f in chosen}
    for _, relation, tail in rng.sample(pool.facts, min(len(pool.facts), 40 * count)):
        if len(chosen) == count:
            break
        if relation not in taken and tail.lower() not in golds and not alike(relation, fact[1]):
            chosen.append((fact[0], relation, tail))
            taken.add(relation)
    return chosen


def alike(one: str, other: str) -> bool:
    """Whether a question for the one relation may be answered by the other.

    >>> alike("birth place", "place of birth"), alike("genre", "director")
    (True, False)
    """
    small = {"of", "the", "by", "in", "or", "for", "and"}
    if (set(one.split()) - small) & (set(other.split()) - small):
        return True
    return any(one in line.split(", ") and other in line.split(", ") for line in _ALIKE)


class _Sentences:
    """Text2KGBench's sentences of one part."""

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        self.all = sentences
        self.pool = FactPool.of([f for s in self.all for f in s.facts])
        self.kinds: dict[str, list[Sentence]] = defaultdict(list)
        for s in self.all:
            self.kinds[s.ontology].append(s)

    def lone(self, count: int, rng: random.Random) -> list[Case]:
        """The answer in the facts, beside another sentence."""
        made: list[Case] = []
        for i, (sentence, fact) in enumerate(self._asked(rng)):
            golds = sorted(self.pool.golds(fact[0], fact[1]))
            texts = self.others(sentence, golds, 1, rng)
            own = self.pool.own[fact[0]]
            if len(made) < count and texts and len(golds) <= 8:
                facts = (*own, *self.pool.idle(fact, 3, rng, same=0))
                made.append(_case(f"t2k-{i}", "facts", T2K, fact, golds, len(golds) > 1, _untitled(texts), facts, rng))
        return made

    def told(self, count: int, rng: random.Random) -> list[tuple[Case, Fact, FactPool]]:
        """The answer in one of three sentences."""
        made: list[tuple[Case, Fact, FactPool]] = []
        for i, (sentence, fact) in enumerate(self._asked(rng)):
            golds = sorted(self.pool.golds(fact[0], fact[1]))
            if len(made) < count and stands(fact[0], sentence.text) and stands(fact[2], sentence.text):
                texts = self.others(sentence, golds, PASSAGES_GIVEN - 1, rng)
                texts.insert(rng.randint(0, len(texts)), sentence.text)
                case = _case(f"t2k-told-{i}", "passage", T2K, fact, golds, False, _untitled(texts), (), rng)
                made.append((case, fact, self.pool))
        return made

    def neither(self, count: int, rng: random.Random) -> list[Case]:
        """A relation that neither the sentence nor a fact tells of the entity."""
        made: list[Case] = []
        for i, (sentence, fact) in enumerate(self._asked(rng)):
            _, relation, tail = rng.choice(rng.choice(self.kinds[sentence.ontology]).facts)
            own = self.pool.own[fact[0]]
            free = not any(alike(relation, f[1]) for f in (*own, *sentence.facts))
            if len(made) < count and free and stands(fact[0], sentence.text) and not stands(tail, sentence.text):
                texts = [sentence.text, *self.others(sentence, [tail], PASSAGES_GIVEN - 1, rng)]
                asked = (fact[0], relation, tail)
                facts = [*own, *self.pool.idle(asked, FACTS_GIVEN, rng, same=0)][:FACTS_GIVEN]
                made.append(_case(f"t2k-neither-{i}", "neither", T2K, asked, (), False, _untitled(texts), facts, rng))
        return made

    def others(self, sentence: Sentence, golds: Sequence[str], count: int, rng: random.Random) -> list[str]:
        """Sentences of the same kind, about other things, without the answers."""
        near = self.kinds[sentence.ontology]
        about = {f[0] for f in sentence.facts}
        found = [s for s in rng.sample(near, min(len(near), 30)) if not about & {f[0] for f in s.facts}]
        return [s.text for s in found if not any(stands(g, s.text) for g in golds)][:count]

    def _asked(self, rng: random.Random) -> Iterable[tuple[Sentence, Fact]]:
        seen: set[tuple[str, str]] = set()
        for sentence in rng.sample(self.all, len(self.all)):
            fact = rng.choice(sentence.facts)
            if fact[:2] not in seen:
                seen.add(fact[:2])
                yield sentence, fact


class _Wiki:
    """2WikiMultihopQA's questions of two facts that follow one another."""

    def __init__(self, data: Path, split: str) -> None:
        folder = data / "2wikimultihopqa"
        lines = (folder / "corpus.jsonl").read_text("utf-8").splitlines()
        self.passages = {p["id"]: (p["title"], p["text"]) for p in map(json.loads, lines)}
        questions = [json.loads(line) for line in (folder / "questions.jsonl").read_text("utf-8").splitlines()]
        self.all = [q for q in questions if q["split"] == split]
        self.pool = FactPool.of([f for q in self.all for f in _facts(q)])
        self.chains = [q for q in self.all if len(q["evidences"]) == 2 and _follows(q)]

    def lone(self, count: int, rng: random.Random) -> list[Case]:
        """The answer in the second fact, beside the passage that leads to it and one of the others."""
        made: list[Case] = []
        for q in rng.sample(self.chains, len(self.chains)):
            passages = self._without(q, (q["answer"],), 2, rng)
            if len(made) < count and passages:
                made.append(self._case(q, "facts", passages, _facts(q)))
        return made

    def told(self, count: int, rng: random.Random) -> list[tuple[Case, Fact, FactPool]]:
        """A single fact of a question, asked for by itself: the answer on the page of what is asked about, beside
        two other passages."""
        made: list[tuple[Case, Fact, FactPool]] = []
        seen: set[tuple[str, str]] = set()
        for q in rng.sample(self.all, len(self.all)):
            fact = rng.choice(_facts(q))
            pages = [self.passages[i] for i in q["gold_ids"] if _bare(self.passages[i][0]) == _bare(fact[0])]
            if len(made) == count or not pages or fact[:2] in seen or not stands(fact[2], pages[0][1]):
                continue
            seen.add(fact[:2])
            golds = sorted(self.pool.golds(fact[0], fact[1]))
            passages = [pages[0], *self._without(q, golds, PASSAGES_GIVEN - 1, rng)]
            rng.shuffle(passages)
            case = _case(f"2wiki-{q['id']}-told", "passage", "2wiki", fact, golds, False, passages, (), rng)
            made.append((case, fact, self.pool))
        return made

    def neither(self, count: int, rng: random.Random) -> list[Case]:
        """The passages and facts without the last fact, among others."""
        made: list[Case] = []
        for q in rng.sample(self.chains, len(self.chains)):
            passages = self._without(q, (q["answer"],), PASSAGES_GIVEN, rng)
            if len(made) < count and passages:
                first, last = _facts(q)
                idle = self.pool.idle(last, FACTS_GIVEN - 1, rng, same=0)
                made.append(replace(self._case(q, "neither", passages, (first, *idle)), golds=()))
        return made

    def _without(
        self, q: dict[str, Any], golds: Sequence[str], count: int, rng: random.Random
    ) -> tuple[tuple[str, str], ...]:
        gold = [self.passages[i] for i in q["gold_ids"]]
        rest = [self.passages[i] for i in rng.sample(q["context_ids"], len(q["context_ids"]))]
        lacking = [p for p in (*gold, *rest) if not any(stands(g, f"{p[0]}. {p[1]}") for g in golds)]
        return tuple(dict.fromkeys(lacking))[:count]

    def _case(
        self, q: dict[str, Any], group: str, passages: tuple[tuple[str, str], ...], facts: tuple[Fact, ...]
    ) -> Case:
        start = (_facts(q)[0][0],)
        return Case(
            f"2wiki-{q['id']}", group, "with", "2wiki", q["question"], (q["answer"],), False, passages, facts, start
        )


class _Meta:
    """MetaQA's questions of one hop over all facts of the entity."""

    def __init__(self, data: Path, questions: Sequence[MetaQuestion]) -> None:
        self.questions = questions
        self.facts: dict[str, list[Fact]] = defaultdict(list)
        for line in (data / "metaqa/kb.txt").read_text("utf-8").splitlines():
            head, relation, tail = line.split("|")
            for node in {head, tail}:
                self.facts[node].append((head, relation.replace("_", " "), tail))

    def lone(self, count: int, sentences: _Sentences, rng: random.Random) -> list[Case]:
        """The answers in the facts, beside a sentence about another film."""
        films = [s.text for s in sentences.all if s.ontology.endswith(("movie", "film"))]
        made: list[Case] = []
        for i, q in enumerate(rng.sample(self.questions, min(len(self.questions), 4 * count))):
            facts = self.facts[q.entity]
            texts = [t for t in rng.sample(films, 8) if not any(stands(name, t) for name in (*q.answers, q.entity))]
            steps = metaqa_chain(q.kind)
            if len(made) < count and texts and len(steps) == 1 and len(facts) <= 100:
                passages = (("", texts[0]),)
                made.append(
                    Case(
                        f"metaqa-{i}",
                        "facts",
                        "with",
                        "metaqa",
                        q.question,
                        q.answers,
                        len(q.answers) > 1,
                        passages,
                        tuple(facts),
                        (q.entity,),
                    )
                )
        return made


def _case(
    name: str,
    group: str,
    source: str,
    fact: Fact,
    golds: Sequence[str],
    every: bool,
    passages: Sequence[tuple[str, str]],
    facts: Sequence[Fact],
    rng: random.Random,
) -> Case:
    """A plainly worded question for the tail of ``fact``."""
    templates = wordings(fact[1])
    asked = templates[: -len(PLAIN)]
    question = rng.choice(asked or templates).format(h=fact[0])
    return Case(name, group, "with", source, question, tuple(golds), every, tuple(passages), tuple(facts), (fact[0],))


def _untitled(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [("", text) for text in texts]


def _bare(title: str) -> str:
    """A title or name without what is in brackets."""
    return title.partition(" (")[0].lower()


def _facts(q: dict[str, Any]) -> tuple[Fact, ...]:
    return tuple((h.strip(), r.strip(), t.strip()) for h, r, t in q["evidences"])


def _follows(q: dict[str, Any]) -> bool:
    first, last = _facts(q)
    return first[2] == last[0] and last[2] == q["answer"].strip()
