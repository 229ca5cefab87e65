"""Questions of several hops, put together from the questions of one hop and from phrases made by rule.

The chains are walked in graphs of training data: the triples of SimpleQuestions, Re-DocRED and Text2KGBench.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from benchmarks.path_data.asked import (
    NameMasker,
    freebase_kind,
    freebase_label,
    freebase_questions,
    held_out,
    wikidata_labels,
    wikidata_questions,
)
from benchmarks.reader_data.paths import DocRed
from benchmarks.reader_data.small_graph import Chain, SmallGraph, wrong_chains
from benchmarks.sentences import WORDED, plain_relation, training_sentences
from kgqa.retriever.adaptation import ONWARD
from kgqa.retriever.path_examples import PathExample, Steps
from kgqa.retriever.paths import MASK
from kgqa.retriever.wording import X, ask, phrases, sayings

WRONG = 16
LENGTHS = (0.1, 0.4, 0.5)
"""Shares of the questions by number of hops: those of one hop are asked by people already."""

OTHER_WORDS = 0.5
"""Share of the phrases that say a common relation in other words than its label's."""

_NAMED = re.compile(rf"\b{MASK}\b")
_PHRASES = (
    (re.compile(r"(?:what|who)(?: is|'s| was| are) (the (?!name).+)"), r"\1"),
    (re.compile(r"(?:what(?: is|'s) the name of|name|what is|who is|what are) (?:a|an|the) (.+)"), r"the \1"),
    (re.compile(r"who (?!is\b|are\b|was\b|were\b|did\b|does\b)(.+)"), r"the person who \1"),
    (re.compile(r"(?:what|which) (\w+) ((?:is|was|are|were|has|have)\b.+)"), r"the \1 that \2"),
    (re.compile(r"where (was|is|did|does) it (.+)"), r"the place where it \1 \2"),
)

Bank = Mapping[tuple[str, bool], Sequence[str]]
"""Questions with "it", by the step that answers them."""


def as_phrase(question: str) -> str | None:
    """A question for one thing as a name of that thing, None where no rule fits.

    >>> as_phrase("who produced the film it"), as_phrase("what book is written by it")
    ('the person who produced the film it', 'the book that is written by it')
    """
    for rule, phrase in _PHRASES:
        found = rule.fullmatch(question)
        if found:
            return found.expand(phrase)
    return None


def compose(chain: Steps, kinds: Sequence[str], bank: Bank, rng: random.Random) -> str:
    """A question over a chain with "it" for its start: people's own wordings where the bank has them, else rules."""
    if rng.random() < 0.4:
        return ask(chain, rng, kinds).replace(X, MASK)
    inner = MASK
    for step, kind in zip(chain[:-1], kinds, strict=False):
        inner = _joined(_phrase(step, kind, bank, rng), inner)
    own = bank.get(chain[-1])
    if own and rng.random() < 0.7:
        return _joined(rng.choice(own), inner)
    return ask(chain[-1:], rng, kinds[-1:]).replace(X, inner)


def _phrase(step: tuple[str, bool], kind: str, bank: Bank, rng: random.Random) -> str:
    own = [phrase for phrase in map(as_phrase, bank.get(step, ())) if phrase]
    if own and rng.random() < 0.5:
        return rng.choice(own)
    label, inverse = step
    said = rng.choice(sayings(label)) if rng.random() < OTHER_WORDS else label
    return rng.choice(phrases(said, inverse, kind)).replace(X, MASK)


def _joined(pattern: str, inner: str) -> str:
    return _NAMED.sub(lambda _: inner, pattern, count=1)


def make_bank(
    asked: Iterable[tuple[str, tuple[str, bool]]], masker: NameMasker
) -> defaultdict[tuple[str, bool], list[str]]:
    """The questions in which a name was found, by step."""
    bank: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for question, step in asked:
        shown = masker.masked(question).lower()
        if len(_NAMED.findall(shown)) == 1 and not _NAMED.search(question.lower()):
            bank[step].append(shown)
    return bank


def composed_examples(data: Path, count: int, rng: random.Random) -> list[PathExample]:
    """Some ``count`` questions of one to three hops over each of the four graphs."""
    wikidata, freebase = wikidata_questions(data), freebase_questions(data)
    masker = NameMasker([q for q, *_ in wikidata] + [q for q, _ in freebase])
    banks = {
        "wikidata": make_bank(((q, steps[0]) for q, steps in wikidata), masker),
        "freebase": make_bank(((q, (freebase_label(r), False)) for q, r in freebase), masker),
    }
    for label, worded in WORDED.items():
        banks["wikidata"][label, False] += [question.format(h=MASK).rstrip("?") for question in worded]
    docs = DocRed(data)
    labels = wikidata_labels(data)
    graphs: list[tuple[str, SmallGraph, dict[str, str], dict[str, str]]] = []
    rows = [line.split("\t") for line in _lines(data, "annotated_wd_data_train.txt")]
    triples = [(h, f"P{r[1:]}", t) if r[0] == "P" else (t, f"P{r[1:]}", h) for h, r, t, _ in rows]
    graphs.append(("wikidata", SmallGraph((t for t in triples if t[1] in labels), {}), labels, {}))
    rows = [line.split("\t") for line in _lines(data, "annotated_fb_data_valid.txt")]
    named = [(h, r.removeprefix("www.freebase.com"), t) for h, r, t, _ in rows]
    said = {r: freebase_label(r) for _, r, _ in named}
    graphs.append(("freebase", SmallGraph(named, {}), said, {r: freebase_kind(r) for r in said}))
    graphs.append(("wikidata", SmallGraph((t for _, own in docs.documents for t in own), {}), docs.labels, {}))
    facts = sorted({fact for sentence in training_sentences(data) for fact in sentence.facts})
    graphs.append(("wikidata", SmallGraph(facts, {}), {r: plain_relation(r) for _, r, _ in facts}, {}))
    made = []
    for name, graph, words, kinds in graphs:
        _drop_held_out(graph, words)
        made += _over(name, graph, words, kinds, banks[name], count, rng)
    return made


def _drop_held_out(graph: SmallGraph, words: Mapping[str, str]) -> None:
    for node in sorted(graph.edges):
        graph.edges[node] = {way: ends for way, ends in graph.edges[node].items() if not held_out(words[way[0]])}  # type: ignore[assignment]  # read only from here on


def _over(
    name: str,
    graph: SmallGraph,
    words: Mapping[str, str],
    kinds: Mapping[str, str],
    bank: Bank,
    count: int,
    rng: random.Random,
) -> list[PathExample]:
    starts = sorted(graph.edges)
    made: list[PathExample] = []
    while len(made) < count:
        start = rng.choice(starts)
        chains = graph.chains(start, 3, rng)
        wanted = rng.choices((1, 2, 3), LENGTHS)[0]
        of_length = [chain for chain in chains if len(chain) == wanted]
        if not of_length:
            continue
        onward = [chain for chain in of_length if not any(inverse for _, inverse in chain)]
        right = _spread(onward if onward and rng.random() < ONWARD else of_length, rng)
        steps = _steps(right, words)
        led = [kinds.get(r, "") if inverse else "" for r, inverse in right]
        question = compose(steps, led, bank, rng)
        wrong = {_steps(chain, words) for chain in wrong_chains(chains, right, WRONG, rng)} - {steps}
        made.append(PathExample(question, steps, tuple(sorted(wrong)), name))
    return made


def _spread(chains: Sequence[Chain], rng: random.Random) -> Chain:
    """One of the chains, so that relations that lead to many others are not drawn all the time."""
    first = rng.choice(sorted({chain[-1] for chain in chains}))
    return rng.choice([chain for chain in chains if chain[-1] == first])


def _steps(chain: Chain, words: Mapping[str, str]) -> Steps:
    return tuple((words[relation], inverse) for relation, inverse in chain)


def _lines(data: Path, name: str) -> list[str]:
    return (data / "simplequestions" / name).read_text("utf-8").splitlines()
