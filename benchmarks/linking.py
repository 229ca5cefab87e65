"""Measures the entity linker on MetaQA and 2WikiMultihopQA questions.

    python benchmarks/linking.py --data DATA

MetaQA: the graph is all of kb.txt; a question's gold is its bracketed topic entity, brackets stripped
before linking. The dev half, the only one looked at while tuning, holds the questions whose topic entity
hashes to an even number; ``--half test`` measures the other. Three spellings: as given, in lower case, and
with one typo in a name of five letters or more. "found": the right entity is among the links; "only": it is
the single link; "first": it has the highest score; "links": links a question. "unknown": the topic replaced
by a made-up name, where any link is one too many; "topics not in graph": the same with real names, whose
nodes, tags of the same letters too, are left out of the graph. 2Wiki: the graph is evidence_kg.tsv; gold
are the heads of a question's evidence triples whose label the question holds, case aside.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import string
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.types import Question, Triple

TOPIC = re.compile(r"\[(.+)\]")


def metaqa_triples(folder: Path) -> Iterator[Triple]:
    for line in (folder / "kb.txt").read_text(encoding="utf-8").splitlines():
        head, relation, tail = line.split("|")
        yield Triple(head, relation, tail)


def in_half(topic: str, half: str) -> bool:
    even = hashlib.blake2b(topic.encode(), digest_size=8).digest()[0] % 2 == 0
    return even == (half == "dev")


def metaqa_questions(path: Path, half: str, count: int, seed: int) -> list[tuple[str, int, str]]:
    """(question without brackets, start of the topic, topic) of a seeded sample of one half."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = []
    for line in lines:
        text = line.split("\t")[0]
        match = TOPIC.search(text)
        if match and in_half(match[1], half):
            kept.append((text[: match.start()] + match[1] + text[match.end() :], match.start(), match[1]))
    return random.Random(seed).sample(kept, min(count, len(kept)))


def misspelt(name: str, rng: random.Random) -> str:
    """The name with one letter swapped with the next, left out, doubled by another or replaced."""
    places = [place for place, sign in enumerate(name) if sign.isalpha()]
    place = rng.choice(places)
    letter = rng.choice(string.ascii_lowercase.replace(name[place].lower(), ""))
    options = [name[:place] + name[place + 1 :], name[:place] + letter + name[place + 1 :]]
    options.append(name[: place + 1] + letter + name[place + 1 :])
    if place + 1 in places and name[place] != name[place + 1]:
        options.append(name[:place] + name[place + 1] + name[place] + name[place + 2 :])
    return rng.choice(options)


def made_up(rng: random.Random) -> str:
    """A name of two words that no graph holds."""
    return " ".join(
        "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(3)).capitalize() + rng.choice("kxq")
        for _ in range(2)
    )


def report_unknown(name: str, linker: EntityLinker, texts: list[str]) -> None:
    links = linker.link([Question("", text) for text in texts])
    linked = sum(map(bool, links)) / len(texts)
    print(f"{name:31} n {len(texts):5}  linked to something all the same {linked:.4f}")


def sweep(graph: Graph, index: LinkIndex, asked: list[tuple[str, str]], unknown: list[str]) -> None:
    """What the NIL threshold trades: topics found, links a question, questions of unknown names linked."""
    for threshold in (0.35, 0.45, 0.5, 0.55, 0.6, 0.7, 0.8, 0.9):
        linker = EntityLinker(graph, index, nil_threshold=threshold)
        links = linker.link([Question("", text) for text, _ in asked])
        found = sum(topic in [link.entity.id for link in some] for (_, topic), some in zip(asked, links, strict=True))
        wrong = sum(map(bool, linker.link([Question("", text) for text in unknown])))
        print(
            f"threshold {threshold:.2f}  found {found / len(asked):.4f}  "
            f"links {sum(map(len, links)) / len(asked):.3f}  unknown linked {wrong / len(unknown):.4f}"
        )


def report(name: str, linker: EntityLinker, cases: list[tuple[str, str]], show: int) -> None:
    questions = [Question(str(place), text) for place, (text, _) in enumerate(cases)]
    begin = time.perf_counter()
    links = linker.link(questions)
    spent = (time.perf_counter() - begin) / max(len(cases), 1)
    found = only = first = number = 0
    missed = []
    for (text, topic), its_links in zip(cases, links, strict=True):
        ids = [link.entity.id for link in its_links]
        number += len(ids)
        found += topic in ids
        only += ids == [topic]
        first += bool(its_links) and max(its_links, key=lambda link: link.score).entity.id == topic
        if topic not in ids:
            missed.append((text, topic, [(link.entity.id, round(link.score, 2)) for link in its_links]))
    size = max(len(cases), 1)
    print(
        f"{name:31} n {size:5}  found {found / size:.4f}  first {first / size:.4f}  only {only / size:.4f}  "
        f"links {number / size:.3f}  {spent * 1000:.2f} ms/question"
    )
    for case in missed[:show]:
        print("   missed", case)


def metaqa(folder: Path, half: str, count: int, show: int, thresholds: bool) -> None:
    graph = Graph.build(list(metaqa_triples(folder)), [], [])
    begin = time.perf_counter()
    index = LinkIndex.build(graph)
    print(f"MetaQA: {graph.n_entities} entities, index built in {time.perf_counter() - begin:.2f} s")
    linker = EntityLinker(graph, index)
    files = {f"{hops}-hop": folder / f"{hops}-hop" / "qa_dev.txt" for hops in (1, 2, 3)}
    files["1-hop paraphrased"] = folder / "1-hop" / "ntm_qa_dev.txt"
    asked: list[tuple[str, str]] = []
    nowhere: list[str] = []
    for name, path in files.items():
        questions = metaqa_questions(path, half, count, seed=13)
        rng = random.Random(29)
        typos = [
            (text[:start] + misspelt(topic, rng) + text[start + len(topic) :], topic)
            for text, start, topic in questions
            if sum(sign.isalpha() for sign in topic) >= 5
        ]
        report(name, linker, [(text, topic) for text, _, topic in questions], show)
        report(f"{name} lower", linker, [(text.lower(), topic) for text, _, topic in questions], show)
        report(f"{name} typo", linker, typos, show)
        unknown = [text[:start] + made_up(rng) + text[start + len(topic) :] for text, start, topic in questions]
        report_unknown(f"{name} unknown", linker, unknown)
        report_unknown(f"{name} unknown lower", linker, [text.lower() for text in unknown])
        asked += [(text, topic) for text, _, topic in questions] + typos
        nowhere += unknown + [text.lower() for text in unknown]
    name, path = "2-hop", files["2-hop"]
    questions = metaqa_questions(path, half, count, seed=13)
    gone = {topic.casefold() for _, _, topic in questions}
    rest = [
        triple
        for triple in metaqa_triples(folder)
        if triple.head.casefold() not in gone and str(triple.tail).casefold() not in gone
    ]
    without = Graph.build(rest, [], [])
    texts = [text for text, _, _ in questions]
    report_unknown(f"{name} topics not in graph", EntityLinker(without, LinkIndex.build(without)), texts)
    if thresholds:
        sweep(graph, index, asked, nowhere)


def two_wiki(folder: Path, show: int) -> None:
    rows = [line.split("\t") for line in (folder / "evidence_kg.tsv").read_text(encoding="utf-8").splitlines()]
    triples = [Triple(row[0], row[1], row[2]) for row in rows if len(row) == 3]
    graph = Graph.build(triples, [], [])
    linker = EntityLinker(graph, LinkIndex.build(graph))
    with (folder / "questions.jsonl").open(encoding="utf-8") as lines:
        records = [record for record in map(json.loads, lines) if record["split"] == "dev500"]
    total: Counter[str] = Counter()
    for lower in (False, True):
        total.clear()
        for record in records:
            text = record["question"].lower() if lower else record["question"]
            heads = {head for head, _, _ in record["evidences"] if head.strip() and head.lower() in text.lower()}
            ids = {link.entity.id for link in linker.link([Question("", text)])[0]}
            total["gold"] += len(heads)
            total["hit"] += len(heads & ids)
            total["links"] += len(ids)
            total["all"] += heads <= ids
            if show and heads - ids:
                print("   missed", text, sorted(heads - ids), sorted(ids))
        recall, whole = total["hit"] / total["gold"], total["all"] / len(records)
        print(
            f"2wiki dev500{' lower' if lower else ''}: recall {recall:.4f} of {total['gold']} heads, "
            f"all found {whole:.4f}, links {total['links'] / len(records):.3f} a question"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder with metaqa and 2wiki...")
    parser.add_argument("--count", type=int, default=1000, help="MetaQA questions of each kind")
    parser.add_argument("--half", choices=("dev", "test"), default="dev", help="half of the MetaQA topics")
    parser.add_argument("--show", type=int, default=0, help="missed questions to print of each kind")
    parser.add_argument("--sweep", action="store_true", help="also try other NIL thresholds")
    arguments = parser.parse_args()
    metaqa(arguments.data / "metaqa", arguments.half, arguments.count, arguments.show, arguments.sweep)
    two_wiki(arguments.data / "2wikimultihopqa", arguments.show)


if __name__ == "__main__":
    main()
