"""Questions over texts where a sentence answers the same question asked of something else.

    python -m benchmarks.reader_data.distractors --train runs/data/squad.json runs/data/pseudo.json \
        --out runs/data/distractors.json

Two sorts of such sentences, put in at the border of two sentences, at the begin or at the end, each sort for a half:

- said: the question as a statement about other things (AddSent; Jia and Liang 2017), at any place where they put theirs
  last, which a reader could learn by that alone (Wang and Bansal 2018);
- copied: the sentence that answers, of another name and with another answer.

The other names and answers are those of other questions of the files, or made of syllables; none are those of ``kgqa
perturb``, which measures this. Of a part the sentence that answers is taken out, so that there is no answer left.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.reader_data.squad_layout import write_squad
from benchmarks.reader_data.strange_names import strange_name
from kgqa.data.example import ReadingExample
from kgqa.data.squad import read_squad
from kgqa.reader.perturb.context import misleading_sentence, sentence_gaps
from kgqa.reader.perturb.edit import edited, everywhere
from kgqa.reader.perturb.names import Inventor, Sort, names_in, sort_asked

_STRANGE = 0.4
"""The share of other names that are made up."""
_GONE = 0.2
"""The share of examples whose own sentence is taken out."""
_LONGEST_ANSWER = 6
"""Words of an answer that may stand in for another."""


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--train", type=Path, nargs="+", required=True, help="files in SQuAD's layout")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    examples = [example for file in args.train for example in read_squad(file)]
    write_squad(with_distractors(examples, random.Random(args.seed)), args.out)


@dataclass(frozen=True, slots=True)
class Pool:
    """Answers of a set of questions by the sort that is asked for, and the names that these questions have."""

    answers: dict[Sort, list[str]]
    names: list[str]

    @staticmethod
    def of(examples: Iterable[ReadingExample]) -> Pool:
        """The pool of ``examples``, in a fixed order."""
        answers: dict[Sort, set[str]] = defaultdict(set)
        names: set[str] = set()
        for example in examples:
            names.update(example.question[start:end] for start, end in names_in(example.question))
            for answer in example.answers:
                if len(answer.text.split()) <= _LONGEST_ANSWER:
                    answers[sort_asked(example.question)].add(answer.text)
        return Pool({sort: sorted(own) for sort, own in answers.items()}, sorted(names))

    def name(self, sort: Sort, generator: random.Random, *, but_not: str) -> str:
        """A name for a thing that a question names, or an answer of the sort that it asks for."""
        if generator.random() < _STRANGE:
            return strange_name(sort, generator, but_not=but_not)
        known = self.names if sort == "thing" else self.answers.get(sort, [])
        words = set(re.findall(r"\w+", but_not.lower()))
        for name in generator.choices(known, k=8) if known else ():
            if not words & set(re.findall(r"\w{3,}", name.lower())):
                return name
        return strange_name(sort, generator, but_not=but_not)


def with_distractors(examples: Sequence[ReadingExample], rng: random.Random) -> list[ReadingExample]:
    """Those of the answered examples for which a misleading sentence can be made, each with one."""
    pool = Pool.of(examples)
    made = []
    for example in examples:
        if not example.answers:
            continue
        makers = rng.sample([misleading_sentence, copied_sentence], 2)
        sentence = next((s for make in makers if (s := make(example, rng, pool.name)) is not None), None)
        if sentence is None:
            continue
        changed = _without_answer(example) if rng.random() < _GONE else example
        if changed is not None:
            made.append(_with_sentence(changed, sentence, rng))
    return made


def copied_sentence(example: ReadingExample, rng: random.Random, invent: Inventor) -> str | None:
    """The sentence that answers with other names in place of those that the question shares with it, and another
    answer; None where it shares none, or another gold answer would be left in it."""
    start, end = _own_sentence(example)
    sentence = example.context[start:end].strip()
    answer = min(example.answers, key=lambda a: (a.start, len(a.text)))
    asked = {example.question[s:e] for s, e in names_in(example.question)}
    shared = sorted((n for n in asked if everywhere(sentence, n) and n not in answer.text), key=len, reverse=True)
    if not shared:
        return None
    taken = f"{example.context} {example.question}"
    for name in shared:
        new = invent("thing", rng, but_not=taken)
        sentence = _replaced(sentence, name, new)
        taken += f" {new}"
    sentence = _replaced(sentence, answer.text, invent(sort_asked(example.question), rng, but_not=taken))
    left = any(everywhere(sentence.lower(), gold.text.lower()) for gold in example.answers)
    return None if left or any(everywhere(sentence, name) for name in shared) else sentence


def _own_sentence(example: ReadingExample) -> tuple[int, int]:
    """Half-open characters of the sentence of the first answer."""
    at = min(answer.start for answer in example.answers)
    gaps = sentence_gaps(example)
    start = max((end for _, end in gaps if end <= at), default=0)
    return start, min((begin for begin, _ in gaps if begin > at), default=len(example.context))


def _replaced(text: str, old: str, new: str) -> str:
    for start, end in reversed(everywhere(text, old)):
        text = text[:start] + new + text[end:]
    return text


def _without_answer(example: ReadingExample) -> ReadingExample | None:
    """The example without the sentence that answers; None where an answer stands in another one too, or the text
    is that sentence alone."""
    start, end = _own_sentence(example)
    context = f"{example.context[:start].rstrip()} {example.context[end:].lstrip()}".strip()
    if not context or any(everywhere(context.lower(), answer.text.lower()) for answer in example.answers):
        return None
    facts = tuple(f for f in example.facts if not any(everywhere(f, a.text) for a in example.answers))
    return replace(example, context=context, answers=(), facts=facts)


def _with_sentence(example: ReadingExample, sentence: str, rng: random.Random) -> ReadingExample:
    places = [0, *(end for _, end in sentence_gaps(example)), len(example.context)]
    at = rng.choice(places)
    joint = f" {sentence}" if at == len(example.context) else f"{sentence} "
    changed = edited(example, [(at, at, joint)])
    assert changed is not None, example.id  # an insertion between sentences crosses no answer
    return replace(changed, id=f"{example.id}-distractor")


if __name__ == "__main__":
    main()
