"""Questions for the best, the number and those within limits of a set of hundreds of thousands of members.

    python -m benchmarks.graph.hub_sets [--members 300000]

A made country with so many cities, each with a population and a day of founding. Given the path to the set, as it is
retrieved, what the typed operations take is measured, in seconds of processor time: no network has a part in it.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator

from kgqa.kg.graph import Graph
from kgqa.reader.network.found import FoundPath
from kgqa.reader.typed.decide import decided
from kgqa.reader.typed.sets import walked
from kgqa.types import Answer, Entity, Evidence, Literal, Step, Triple

QUESTIONS = (
    "Which is the largest city in Norvia?",
    "What are the three largest cities in Norvia?",
    "Which city in Norvia was founded first?",
    "Which cities in Norvia have more than 999,000 inhabitants?",
    "How many cities in Norvia have more than 500,000 inhabitants?",
)


def population(number: int) -> int:
    """That of a city, another one for each of the first 999,983."""
    return 1000 + number * 7919 % 999_983


def made(members: int) -> Graph:
    """The country and its cities."""
    return Graph.build(_facts(members), [Entity("City", "city")])


def _facts(members: int) -> Iterator[Triple]:
    for number in range(members):
        name = f"City {number:06}"
        yield Triple(name, "located in", "Norvia")
        yield Triple(name, "instance of", "City")
        yield Triple(name, "population", Literal(str(population(number)), "integer"))
        day = f"{1000 + number % 900}-{1 + number % 12:02}-{1 + number % 28:02}"
        yield Triple(name, "founded", Literal(day, "date"))


def ask(graph: Graph, question: str) -> tuple[Answer | None, float]:
    """The answer over the set of all cities, and the seconds it took."""
    path = walked("Norvia", (Step("located in", True),), graph)
    evidence = [Evidence(path, "Norvia | those located in", 0.9, "path")]
    begin = time.process_time()
    found = decided(question, evidence, [FoundPath(0, path, 0.0, 0.9)], graph)
    return (None if found is None else found.answer), time.process_time() - begin


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--members", type=int, default=300_000, help="cities")
    graph = made(parser.parse_args().members)
    for question in QUESTIONS:
        answer, seconds = ask(graph, question)
        print(f"{seconds:6.2f} s  {question}  {'none' if answer is None else answer.text[:60]}")


if __name__ == "__main__":
    main()
