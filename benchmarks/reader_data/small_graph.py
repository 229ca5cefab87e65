"""A graph of plain strings for making training data: walks, and paths in the words the reader sees."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Sequence

from kgqa.data.example import ReadingExample
from kgqa.kg.verbalize import ENDS_SHOWN, path_text, step_label
from kgqa.types import Mention, Relation

Chain = tuple[tuple[str, bool], ...]
"""(relation, inverse) of each hop."""


class SmallGraph:
    """Labels are ids. ``labels`` offers several wordings of a relation, one of which is drawn each time."""

    def __init__(self, triples: Iterable[tuple[str, str, str]], labels: dict[str, Sequence[str]]) -> None:
        self.labels = labels
        self.edges: dict[str, dict[tuple[str, bool], list[str]]] = defaultdict(lambda: defaultdict(list))
        self._starts: dict[tuple[str, bool], list[str]] = defaultdict(list)
        for head, relation, tail in sorted(set(triples)):
            self.edges[head][relation, False].append(tail)
            self.edges[tail][relation, True].append(head)

    def walk(self, start: str, chain: Chain) -> list[list[str]]:
        """The distinct nodes after each hop; a walk does not come back to its start."""
        layers = []
        frontier = [start]
        for step in chain:
            far = {t for node in frontier for t in self.edges.get(node, {}).get(step, ())}
            frontier = sorted(far - {start})
            layers.append(frontier)
        return layers

    def chains(self, start: str, hops: int, rng: random.Random) -> list[Chain]:
        """Chains of up to ``hops`` steps that lead anywhere, read off a sample of the nodes on the way."""
        found: set[Chain] = set()
        frontier: list[tuple[Chain, list[str]]] = [((), [start])]
        for _ in range(hops):
            following: list[tuple[Chain, list[str]]] = []
            for chain, nodes in frontier:
                ways: dict[tuple[str, bool], list[str]] = defaultdict(list)
                for node in nodes if len(nodes) <= 20 else rng.sample(nodes, 20):
                    for step, far in self.edges.get(node, {}).items():
                        ways[step] += [n for n in far[:20] if n != start]
                following += [((*chain, step), far) for step, far in sorted(ways.items()) if far]
            found |= {chain for chain, _ in following}
            frontier = following
        return sorted(found)

    def stranger(self, start: str, chain: Chain, rng: random.Random) -> str | None:
        """Another entity from which the first step of ``chain`` can be walked: the right relation of the
        wrong thing."""
        relation, inverse = chain[0]
        if not self._starts:
            for node, ways in self.edges.items():
                for step in ways:
                    self._starts[step].append(node)
        others = [n for n in rng.choices(self._starts[relation, inverse], k=4) if n != start]
        return others[0] if others else None

    def example(
        self, name: str, question: str, start: str, chain: Chain, gold: set[str], rng: random.Random
    ) -> ReadingExample | None:
        """The question over one path: every shown end that is gold is an answer."""
        layers = self.walk(start, chain)
        if not layers or not layers[-1]:
            return None
        ends = layers[-1]
        shown = sorted(rng.sample(ends, ENDS_SHOWN)) if len(ends) > ENDS_SHOWN else ends
        hops = []
        for (relation, inverse), nodes in zip(chain, [*layers[:-1], shown], strict=True):
            wordings = self.labels.get(relation, (relation,))
            label = wordings[0] if rng.random() < 0.4 else rng.choice(list(wordings))
            hops.append((step_label(Relation(relation, label), inverse), nodes))
        words = path_text(start, hops)
        answers = tuple(Mention(a, b, words.text[a:b]) for a, b in words.ends if words.text[a:b] in gold)
        return ReadingExample(name, question, words.text, answers, "path")


def strange_example(
    graph: SmallGraph, name: str, question: str, start: str, chain: Chain, rng: random.Random
) -> list[ReadingExample]:
    """The question over the right chain from an entity it does not name: no answer."""
    other = graph.stranger(start, chain, rng)
    if other is None or other.lower() in question.lower():
        return []
    example = graph.example(f"{name}-other", question, other, chain, set(), rng)
    return [example] if example is not None else []


def wrong_chains(chains: Sequence[Chain], right: Chain, count: int, rng: random.Random) -> list[Chain]:
    """Other chains, half of them sharing the first or the last step with the right one."""
    others = [c for c in chains if c != right]
    close = [c for c in others if right and (c[-1] == right[-1] or c[0] == right[0])]
    picked = rng.sample(close, min(len(close), (count + 1) // 2))
    rest = [c for c in others if c not in picked]
    return picked + rng.sample(rest, min(len(rest), count - len(picked)))
