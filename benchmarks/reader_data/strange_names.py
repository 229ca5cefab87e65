"""Questions over texts with names that nobody has met: what stands around a name must tell whether it is the answer.

    python -m benchmarks.reader_data.strange_names --train runs/data/squad.json runs/data/search.json \
        --out runs/data/strange.json

The answer's name gives way to one made of syllables, wherever it stands in the text and in the facts (substitution;
Longpre et al. 2021), and so do up to three other names of the text: a strange name is no sign of an answer. The names
are none of those that ``kgqa perturb`` swaps in, which measures this.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks.reader_data.squad_layout import write_squad
from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.reader.perturb.answer import entity_swap
from kgqa.reader.perturb.edit import everywhere, replaced
from kgqa.reader.perturb.names import PEOPLE, PLACES, THINGS, Sort

_NAME = re.compile(r"(?<!^)(?<![.?!\"] )\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
_OTHERS = 3
_STARTS = [
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "fl",
    "g",
    "gr",
    "h",
    "j",
    "k",
    "kl",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "sh",
    "st",
    "t",
    "th",
    "tr",
    "v",
    "w",
    "y",
    "z",
]
_VOWELS = ["a", "e", "i", "o", "u", "a", "e", "i", "o", "u", "ai", "ea", "ei", "ia", "io", "ou"]
_ENDS = ["", "", "", "l", "m", "n", "nd", "r", "rn", "s", "sk", "t", "th", "x"]
_MEASURED = {word for name in (*PEOPLE, *PLACES, *THINGS) for word in name.split()}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="files in SQuAD's layout")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    examples = (example for file in args.train for example in read_squad(file))
    write_squad(with_strange_names(examples, random.Random(args.seed)), args.out)


def with_strange_names(examples: Iterable[ReadingExample], rng: random.Random) -> list[ReadingExample]:
    """Those of the examples whose answer is a name that the question lacks, with another in its place."""
    swapped = (entity_swap(example, rng, strange_name) for example in examples)
    return [_with_other_names(example, rng) for example in swapped if example is not None]


def _with_other_names(example: ReadingExample, rng: random.Random) -> ReadingExample:
    """The example with up to three names of its text, but for answers and what the question names, made up too."""
    answers = " ".join(answer.text for answer in example.answers)
    names = sorted(set(_NAME.findall(example.context)))
    names = [name for name in names if not any(word in f"{answers} {example.question}" for word in name.split())]
    for old in rng.sample(names, min(len(names), rng.randint(0, _OTHERS))):
        if everywhere(example.context, old):
            new = strange_name(rng.choice(("person", "place", "thing")), rng, but_not=example.context)
            example = replaced(example, old, new) or example
    return example


def strange_name(sort: Sort, generator: random.Random, *, but_not: str) -> str:
    """A name of one or two words of two or three syllables; of people two words mostly. A year for a date."""
    if sort in ("date", "number"):
        return str(generator.randint(1500, 1990))
    two = generator.random() < (0.8 if sort == "person" else 0.25)
    words: list[str] = []
    while len(words) < 1 + two:
        syllables = [_pick(generator, _STARTS, _VOWELS) for _ in range(generator.choice((2, 2, 3)))]
        word = "".join((*syllables, generator.choice(_ENDS))).capitalize()
        if word not in but_not and word not in _MEASURED:
            words.append(word)
    return " ".join(words)


def _pick(generator: random.Random, *choices: list[str]) -> str:
    return "".join(map(generator.choice, choices))


if __name__ == "__main__":
    main()
