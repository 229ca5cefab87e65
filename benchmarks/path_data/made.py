"""Questions of one to three hops over made graphs, whose relations are those of ``relations_made``.

A graph has some of the relations, each under one of its labels. A chain is walked over kinds of things, put in words
by rule, and set beside chains that are nearly right: another relation that leads to the same kind of thing, hops in
another order, turned round, left out or added. No entity is needed: the scorer sees "it" and labels alone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.path_data.asked import held_out
from benchmarks.path_data.relations_made import SUBKINDS, WORDS, Made, made_relations
from kgqa.retriever.path_examples import MAX_HOPS, PathExample, Steps
from kgqa.retriever.paths import MASK
from kgqa.retriever.wording import X, phrases, plural, questions, shared

QUESTIONS = 400
"""Of a graph."""
LENGTHS = (0.25, 0.4, 0.35)
WRONG = 16
_KEPT = 0.8
"""Share of the relations that a graph has."""
_HAS = 0.15
"""Share of the graphs that call a spouse "has spouse"."""
_PEOPLE = 0.5
"""Share of the questions that start from a person, of whom most is told; and how much of what leads on to people."""
_ONWARD = 0.55
_AGAIN = 0.12
"""How often a step is followed by its own way back: "films with the same director"."""
_OPENINGS = (
    "what is", "who is", "what was", "who was", "what are", "who are", "what's", "which is", "name", "tell me",
    "give me", "find", "list", "show me", "i want to know", "can you tell me", "do you know", "please name", "count",
    "", "", "",
)  # fmt: skip  # a list of words, as many to a line as fit

Step = tuple[Made, bool]


@dataclass(frozen=True, slots=True)
class Graph:
    """The steps that lead on from each kind of thing, and what each relation is called."""

    name: str
    onward: dict[str, list[Step]]
    labels: dict[str, str]


def made_examples(count: int, rng: random.Random) -> list[PathExample]:
    """About ``count`` questions, over as many graphs as that takes."""
    relations = made_relations()
    made: list[PathExample] = []
    for number in range(-(-count // QUESTIONS)):
        graph = made_graph(f"made {number}", relations, rng)
        for _ in range(QUESTIONS):
            made.append(example(graph, rng))
    return made[:count]


def made_graph(name: str, relations: Sequence[Made], rng: random.Random) -> Graph:
    """A graph with some of the relations. Parents are told as parents, or as father and mother."""
    no = rng.choice((("parents",), ("father", "mother")))
    onward: dict[str, list[Step]] = {}
    labels: dict[str, str] = {}
    style = "has {}" if rng.random() < _HAS else "{}"
    for relation in relations:
        names = [style.format(label) if label in relation.nouns else label for label in relation.labels]
        names = [label for label in names if not held_out(label.removeprefix("has ")) and not held_out(label)]
        if not names or rng.random() > _KEPT or relation.labels[0] in no:
            continue
        labels[key(relation)] = names[0] if rng.random() < 0.3 else rng.choice(names)
        for kind in kinds_under(relation.start):
            onward.setdefault(kind, []).append((relation, False))
        for kind in kinds_under(relation.end):
            onward.setdefault(kind, []).append((relation, True))
    return Graph(name, onward, labels)


def key(relation: Made) -> str:
    """What a relation is known by: its first label and the kinds it leads from and to."""
    return f"{relation.start} {relation.labels[0]} {relation.end}"


def kinds_under(kind: str) -> list[str]:
    """A kind, those that are a special case of it, and what it may be a case of: a person may be a writer."""
    return [kind, *(own for own, whole in SUBKINDS.items() if whole == kind)] + (
        [SUBKINDS[kind]] if kind in SUBKINDS else []
    )


def example(graph: Graph, rng: random.Random) -> PathExample:
    """One question with its chain and wrong ones."""
    while True:
        people = [kind for kind in sorted(graph.onward) if SUBKINDS.get(kind, kind) == "person"]
        start = rng.choice(people if people and rng.random() < _PEOPLE else sorted(graph.onward))
        chain = walked(graph, start, rng.choices(range(1, MAX_HOPS + 1), LENGTHS)[0], rng)
        if chain:
            break
    wrong = {steps_of(graph, own) for own in nearly(graph, start, chain, rng)} - {steps_of(graph, chain)}
    picked = rng.sample(sorted(wrong), min(WRONG, len(wrong)))
    return PathExample(worded(graph, chain, rng), steps_of(graph, chain), tuple(sorted(picked)), graph.name)


def walked(graph: Graph, start: str, hops: int, rng: random.Random) -> list[Step]:
    """A chain of that many hops; none where it comes to an end before."""
    forward = rng.random() < _ONWARD
    chain: list[Step] = []
    at = start
    for hop in range(hops):
        ways = [step for step in graph.onward.get(at, ()) if not (forward and step[1])]
        if hop:
            again = (chain[-1][0], not chain[-1][1])
            ways = [again] if rng.random() < _AGAIN else [step for step in ways if step != again]
        if hop + 1 < hops and ways:
            to_people = [step for step in ways if SUBKINDS.get(led(step), led(step)) == "person"]
            ways = to_people if to_people and rng.random() < _PEOPLE else ways
            ways = [step for step in ways if led(step) in graph.onward] or ways
        if not ways:
            return []
        chain.append(rng.choice(ways))
        at = led(chain[-1])
    return chain


def led(step: Step) -> str:
    """The kind of thing that a step leads to."""
    return step[0].start if step[1] else step[0].end


def nearly(graph: Graph, start: str, chain: Sequence[Step], rng: random.Random) -> list[list[Step]]:
    """Chains that are nearly the right one, and a few of any kind."""
    found: list[list[Step]] = []
    kinds = [start, *map(led, chain)]
    for at, step in enumerate(chain):
        like = [own for own in graph.onward.get(kinds[at], ()) if own != step]
        same = [own for own in like if led(own) == led(step)]
        for own in rng.sample(same, min(3, len(same))) + rng.sample(like, min(2, len(like))):
            found.append([*chain[:at], own, *chain[at + 1 :]])
        found.append([*chain[:at], (step[0], not step[1]), *chain[at + 1 :]])
        if len(chain) > 1:
            found.append([*chain[:at], *chain[at + 1 :]])
        if len(chain) < MAX_HOPS and like:
            found.append([*chain[:at], rng.choice(like), *chain[at:]])
            found.append([*chain[: at + 1], step, *chain[at + 1 :]])
        if at:
            found.append([*chain[: at - 1], step, chain[at - 1], *chain[at + 1 :]])
    onward = graph.onward.get(kinds[-1], ())
    if len(chain) < MAX_HOPS and onward:
        found += [[*chain, rng.choice(list(onward))] for _ in range(2)]
    found += [own for _ in range(3) if (own := walked(graph, start, rng.randint(1, MAX_HOPS), rng))]
    return found


def steps_of(graph: Graph, chain: Sequence[Step]) -> Steps:
    """A chain in the labels of the graph."""
    return tuple((graph.labels[key(relation)], inverse) for relation, inverse in chain)


def worded(graph: Graph, chain: Sequence[Step], rng: random.Random) -> str:
    """The question over a chain, with "it" for its start."""
    inner, at = X, 0
    while at < len(chain) - 1:
        step, following = chain[at], chain[at + 1]
        if following == (step[0], not step[1]) and rng.random() < 0.7:
            same = rng.choice(shared(_noun(graph, step[0], rng), _called(led(following), rng)))
            inner, at = same.replace(X, inner), at + 2
            continue
        inner, at = rng.choice(_phrases(graph, step, rng)).replace(X, inner), at + 1
    if at >= len(chain):
        question = f"{rng.choice(_OPENINGS)} {inner}"
    elif rng.random() < 0.55:
        question = f"{rng.choice(_OPENINGS)} {rng.choice(_phrases(graph, chain[at], rng)).replace(X, inner)}"
    else:
        question = rng.choice(_questions(graph, chain[at], rng)).replace(X, inner)
    words = question.strip().replace(X, MASK)
    if rng.random() < 0.1:
        words = words.replace("the ", "")
    return words


def _phrases(graph: Graph, step: Step, rng: random.Random) -> list[str]:
    """Some names for where a step leads, of which one is drawn: those with a noun, with a verb, and made by rule."""
    relation, inverse = step
    noun, kind = _noun(graph, relation, rng), _called(led(step), rng)
    if not inverse:
        found = [f"the {noun} of {X}", f"{X}'s {noun}", f"the {noun} of {X}", f"{X}'s {noun}", f"{X} {noun}"]
        found.append(rng.choice((f"the {kind} that is the {noun} of {X}", f"the {noun} which {X} has")))
        if relation.phrases:
            found += [rng.choice(relation.phrases)] * 2
    else:
        many = f"the {kind}" if rng.random() < 0.4 else f"the {plural(kind)}"
        found = [f"{many} whose {noun} is {X}", f"{many} with {X} as {noun}", f"{many} that have {X} as their {noun}"]
        found = [rng.choice(found), f"the one whose {noun} is {X}", rng.choice(found)]
        if relation.back:
            found += [rng.choice(relation.back)] * 3
    if rng.random() < 0.2:
        found += rng.sample(phrases(graph.labels[key(relation)], inverse, kind), 1)
    return found


def _questions(graph: Graph, step: Step, rng: random.Random) -> list[str]:
    relation, inverse = step
    noun, kind = _noun(graph, relation, rng), _called(led(step), rng)
    many = plural(kind)
    if not inverse:
        found = [f"what {noun} does {X} have", f"which {noun} belongs to {X}", f"what is {X}'s {noun}", f"{X} {noun}"]
        found.append(
            rng.choice((f"{X} has which {noun}", f"what are the {plural(noun)} of {X}", f"which {noun} has {X}"))
        )
        found += [rng.choice(relation.questions) for _ in range(4) if relation.questions]
    else:
        found = [
            f"whose {noun} is {X}",
            f"which {kind} has {X} as {noun}",
            f"{X} is the {noun} of which {kind}",
            f"which {many} have the {noun} {X}",
            f"what are some {many} whose {noun} is {X}",
            f"how many {many} have {X} as their {noun}",
            f"which {kind}'s {noun} is {X}",
        ]
        found = rng.sample(found, 3) + [rng.choice(relation.asked_back) for _ in range(4) if relation.asked_back]
    if rng.random() < 0.2:
        found += rng.sample(questions(graph.labels[key(relation)], inverse, kind), 1)
    return found


def _noun(graph: Graph, relation: Made, rng: random.Random) -> str:
    """A noun for where a relation leads: its label in the graph, where that is one, in a third of the draws."""
    label = graph.labels[key(relation)].removeprefix("has ")
    own = label in relation.nouns or label == relation.labels[0]
    return label if own and rng.random() < 0.35 else rng.choice(relation.nouns)


def _called(kind: str, rng: random.Random) -> str:
    return rng.choice(WORDS.get(kind, (kind,)))
