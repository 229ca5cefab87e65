"""Perturbations of reading examples, by name: what each does, where it comes from, and whether the answer follows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader.perturb import answer, context, typos, wording

Apply = Callable[[ReadingExample, random.Random], ReadingExample | None]


@dataclass(frozen=True, slots=True)
class Perturbation:
    """One kind. ``follows``: the gold answers change with the text, and a reader must say the new ones; where
    it is False they stay, word by word. ``source``: the work that the kind is taken from."""

    name: str
    says: str
    source: str
    apply: Apply
    follows: bool = False


_NOISE = "Belinkov and Bisk 2018; Pruthi et al. 2019"
_CHECKS = "Ribeiro et al. 2020 (CheckList)"
_EDITS = "Gardner et al. 2020"
_ORDER = "Sugawara et al. 2020"

PERTURBATIONS: dict[str, Perturbation] = {
    kind.name: kind
    for kind in (
        Perturbation("typo-swap", "two letters change places", _NOISE, typos.typo(typos.swap)),
        Perturbation("typo-drop", "a letter is missing", _NOISE, typos.typo(typos.drop)),
        Perturbation("typo-double", "a letter comes twice", _NOISE, typos.typo(typos.double)),
        Perturbation("typo-key", "the key beside it", _NOISE, typos.typo(typos.neighbour)),
        Perturbation("lower-case", "question in small letters", _CHECKS, typos.lower_case),
        Perturbation("upper-case", "question in capitals", _CHECKS, typos.upper_case),
        Perturbation("no-punctuation", "question without marks", _CHECKS, typos.no_punctuation),
        Perturbation("no-question-mark", "without the last mark", _CHECKS, typos.no_question_mark),
        Perturbation("extra-blanks", "two or three blanks for one", _CHECKS, typos.extra_blanks),
        Perturbation("no-accents", "question without accents", _CHECKS, typos.no_accents),
        Perturbation("filler", "words of politeness before it", _CHECKS, wording.filler),
        Perturbation("paraphrase", "another question word", "Gan and Ng 2019", wording.paraphrase),
        Perturbation("word-order", "the question word last", "Gan and Ng 2019", wording.word_order),
        Perturbation("contraction", "contracted or written out", _CHECKS, wording.contraction),
        Perturbation("other-number", "another digit beside the answer", _CHECKS, context.other_number),
        Perturbation("distractor", "a misleading sentence", "Jia and Liang 2017", context.distractor),
        Perturbation("odd-facts", "facts that answer nothing", "Jia and Liang 2017", context.odd_facts),
        Perturbation("facts-shuffled", "facts in another order", _ORDER, context.facts_shuffled),
        Perturbation("sentences-shuffled", "sentences in another order", _ORDER, context.sentences_shuffled),
        Perturbation("answer-digit", "another digit in the answer", "Gardner et al. 2020", answer.answer_digit, True),
        Perturbation("entity-swap", "another name for the answer", "Longpre et al. 2021", answer.entity_swap, True),
    )
}


def perturb(kind: str, example: ReadingExample, *, seed: int = 0) -> ReadingExample | None:
    """The example with one perturbation, its id kept and every answer exact; None where the kind does not apply.

    The same kind, example and seed give the same, whatever stood before it. Raises InputError where there is no
    such kind.

    >>> asked = ReadingExample("1", "In what year was Brinn built?", "Brinn was built in 1788.")
    >>> perturb("word-order", asked).question
    'Brinn was built in what year?'
    """
    if kind not in PERTURBATIONS:
        raise InputError(f"no perturbation {kind!r}; there are: {', '.join(PERTURBATIONS)}")
    # A text is seeded through its SHA-512, so that the draw does not hang on PYTHONHASHSEED.
    generator = random.Random(f"{seed}\n{kind}\n{example.id}")
    return PERTURBATIONS[kind].apply(example, generator)
