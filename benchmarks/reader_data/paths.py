"""Questions over graph paths, right and wrong ones, from MetaQA, 2WikiMultihopQA, Re-DocRED and
SimpleQuestions."""

from __future__ import annotations

import itertools
import json
import random
import re
from collections import defaultdict
from pathlib import Path

from benchmarks.reader_data.small_graph import Chain, SmallGraph, strange_example, wrong_chains
from benchmarks.splits import metaqa_training_part
from kgqa.data.example import ReadingExample
from kgqa.kg.verbalize import path_text, step_label
from kgqa.types import Mention, Relation

METAQA_LABELS = {
    "directed_by": ("directed by", "director", "film director"),
    "written_by": ("written by", "screenwriter", "author", "writer"),
    "starred_actors": ("starred actors", "cast member", "starring", "actor"),
    "release_year": ("release year", "publication date", "released in", "year"),
    "in_language": ("in language", "original language", "language"),
    "has_genre": ("has genre", "genre"),
    "has_tags": ("has tags", "tag", "keyword", "main subject"),
    "has_imdb_rating": ("has imdb rating", "rating"),
    "has_imdb_votes": ("has imdb votes", "number of votes"),
}
_STEP = {
    "director": "directed_by",
    "writer": "written_by",
    "actor": "starred_actors",
    "year": "release_year",
    "language": "in_language",
    "genre": "has_genre",
    "tags": "has_tags",
    "tag": "has_tags",
    "imdbrating": "has_imdb_rating",
    "imdbvotes": "has_imdb_votes",
}


def metaqa_chain(kind: str) -> Chain:
    """``"movie_to_actor_to_movie"`` as steps."""
    names = kind.split("_to_")
    return tuple(
        (_STEP[far], False) if near == "movie" else (_STEP[near], True) for near, far in itertools.pairwise(names)
    )


def metaqa_paths(data: Path, counts: tuple[int, int, int], rng: random.Random) -> list[ReadingExample]:
    """Questions of MetaQA's training templates, each over its right path and up to three others."""
    triples = (line.split("|") for line in (data / "metaqa/kb.txt").read_text("utf-8").splitlines())
    graph = SmallGraph(((h, r, t) for h, r, t in triples), METAQA_LABELS)
    made: list[ReadingExample] = []
    for hops, count in zip((1, 2, 3), counts, strict=True):
        for i, q in enumerate(rng.sample(metaqa_training_part(data, hops), count)):
            start, right, name = q.entity, metaqa_chain(q.kind), f"metaqa-{hops}-{i}"
            chains = graph.chains(start, min(hops + 1, 3), rng)
            right_example = graph.example(name, q.question, start, right, set(q.answers), rng)
            if right_example is not None and right_example.answers:
                made.append(right_example)
            made += strange_example(graph, name, q.question, start, right, rng)
            for j, chain in enumerate(wrong_chains(chains, right, 3, rng)):
                wrong = graph.example(f"{name}-{j}", q.question, start, chain, set(), rng)
                if wrong is not None:
                    made.append(wrong)
    return made


def twowiki_paths(data: Path, rng: random.Random) -> list[ReadingExample]:
    """Two-hop questions of 2WikiMultihopQA's training part over their evidence, and over other paths of the
    graph that the training part's own evidences make up."""
    lines = (data / "2wikimultihopqa/questions.jsonl").read_text("utf-8").splitlines()
    questions = [q for q in map(json.loads, lines) if q["split"] == "train500"]
    graph = SmallGraph(((h.strip(), r.strip(), t.strip()) for q in questions for h, r, t in q["evidences"]), {})
    made = []
    for q in questions:
        facts = q["evidences"]
        if len(facts) != 2 or facts[0][2] != facts[1][0]:
            continue
        start, right = facts[0][0].strip(), ((facts[0][1], False), (facts[1][1], False))
        chains = graph.chains(start, 2, rng)
        for j, chain in enumerate([right, *wrong_chains(chains, right, 3, rng)]):
            gold = {q["answer"], facts[1][2]} if j == 0 else set()
            example = graph.example(f"2wiki-{q['id']}-{j}", q["question"], start, chain, gold, rng)
            if example is not None and bool(example.answers) == (j == 0):
                made.append(example)
        made += strange_example(graph, f"2wiki-{q['id']}", q["question"], start, right, rng)
    return made


PLAIN = (
    "what is the {r} of {h}?",
    "{h} {r}",
    "name the {r} of {h}",
    "who or what is the {r} of {h}?",
    "{r} of {h}",
)
_BACK = (
    "what has the {r} {t}?",
    "which one has {t} as its {r}?",
    "whose {r} is {t}?",
    "{t} is the {r} of what?",
)


class DocRed:
    """The documents of Re-DocRED (Tan et al. 2022) as text and triples of names."""

    def __init__(self, data: Path) -> None:
        folder = data / "redocred"
        self.labels = {k: v["label"] for k, v in json.loads((folder / "relation_labels.json").read_text()).items()}
        self.documents: list[tuple[str, list[tuple[str, str, str]]]] = []
        for doc in json.loads((folder / "dev_revised.json").read_text()):
            text = detokenize([token for sentence in doc["sents"] for token in sentence])
            names = [detokenize(max((m["name"] for m in v), key=len).split()) for v in doc["vertexSet"]]
            triples = [(names[x["h"]], x["r"], names[x["t"]]) for x in doc["labels"] if x["r"] in self.labels]
            self.documents.append((text, triples))


def docred_paths(docs: DocRed, count: int, rng: random.Random) -> list[ReadingExample]:
    """Plainly worded questions over single facts of many relations, and over other facts of the entity."""
    graph = SmallGraph((t for _, triples in docs.documents for t in triples), {k: (v,) for k, v in docs.labels.items()})
    triples = sorted({t for _, own in docs.documents for t in own})
    made = []
    for i, (head, relation, tail) in enumerate(rng.sample(triples, count)):
        back = rng.random() < 0.3
        template = rng.choice(_BACK if back else PLAIN)
        question = template.format(r=docs.labels[relation], h=head, t=tail)
        start, right = (tail if back else head), ((relation, back),)
        gold = set(graph.walk(start, right)[0])
        made += strange_example(graph, f"docred-{i}", question, start, right, rng)
        for j, chain in enumerate([right, *wrong_chains(graph.chains(start, 1, rng), right, 2, rng)]):
            example = graph.example(f"docred-{i}-{j}", question, start, chain, gold if j == 0 else set(), rng)
            if example is not None:
                made.append(example)
    return made


def simple_questions(data: Path, docs: DocRed, count: int, rng: random.Random) -> list[ReadingExample]:
    """SimpleQuestions over Wikidata names no entity, so its paths start at "it" and end in a name that
    stands in the same place of the same relation elsewhere."""
    labels = {
        k: v["label"] for k, v in json.loads((data / "simplequestions/wikidata_relations_en.json").read_text()).items()
    }
    tails: dict[tuple[str, bool], list[str]] = defaultdict(list)
    for _, triples in docs.documents:
        for head, relation, tail in triples:
            tails[relation, False].append(tail)
            tails[relation, True].append(head)
    anything = sorted({name for names in tails.values() for name in names})
    rows = []
    for line in (data / "simplequestions/annotated_wd_data_train.txt").read_text("utf-8").splitlines():
        _, code, _, question = line.split("\t")
        relation, back = "P" + code[1:], code[0] == "R"
        if relation in labels:
            rows.append((question, relation, back))
    kinds = sorted({(relation, back) for _, relation, back in rows})
    made = []
    for i, (question, relation, back) in enumerate(rng.sample(rows, count)):
        wrong = rng.sample([k for k in kinds if k != (relation, back)], 2)
        if rng.random() < 0.5 and (relation, not back) in kinds:
            wrong[0] = (relation, not back)
        for j, (r, inverse) in enumerate([(relation, back), *wrong]):
            names = tails.get((r, inverse)) or anything
            shown = sorted(set(rng.choices(names, k=rng.choice((1, 1, 1, 2, 3)))))
            words = path_text("it", [(step_label(Relation(r, labels[r]), inverse), shown)])
            answers = tuple(Mention(a, b, words.text[a:b]) for a, b in words.ends) if j == 0 else ()
            made.append(ReadingExample(f"sq-{i}-{j}", question, words.text, answers, "path"))
    return made


def detokenize(tokens: list[str]) -> str:
    """Tokens as running text.

    >>> detokenize(["Born", "in", "Mediaş", ",", "he", "won", "(", "twice", ")", "."])
    'Born in Mediaş, he won (twice).'
    """
    text = re.sub(r" ([,.;:!?%)\]]|'s\b|n't\b)", r"\1", " ".join(tokens))
    return re.sub(r"([(\[]) ", r"\1", text).replace(" - ", "-")
