"""Perturbations of reading examples, by name: what each does, where it comes from, and whether the answer follows."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from kgqa.data.example import ReadingExample
from kgqa.errors import InputError
from kgqa.reader import perturb_answer, perturb_context, perturb_typing, perturb_wording

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
        Perturbation("typo-swap", "two letters change places", _NOISE, perturb_typing.typo(perturb_typing.swap)),
        Perturbation("typo-drop", "a letter is missing", _NOISE, perturb_typing.typo(perturb_typing.drop)),
        Perturbation("typo-double", "a letter comes twice", _NOISE, perturb_typing.typo(perturb_typing.double)),
        Perturbation("typo-key", "the key beside it", _NOISE, perturb_typing.typo(perturb_typing.neighbour)),
        Perturbation("lower-case", "question in small letters", _CHECKS, perturb_typing.lower_case),
        Perturbation("upper-case", "question in capitals", _CHECKS, perturb_typing.upper_case),
        Perturbation("no-punctuation", "question without marks", _CHECKS, perturb_typing.no_punctuation),
        Perturbation("no-question-mark", "without the last mark", _CHECKS, perturb_typing.no_question_mark),
        Perturbation("extra-blanks", "two or three blanks for one", _CHECKS, perturb_typing.extra_blanks),
        Perturbation("no-accents", "question without accents", _CHECKS, perturb_typing.no_accents),
        Perturbation("filler", "words of politeness before it", _CHECKS, perturb_wording.filler),
        Perturbation("paraphrase", "another question word", "Gan and Ng 2019", perturb_wording.paraphrase),
        Perturbation("word-order", "the question word last", "Gan and Ng 2019", perturb_wording.word_order),
        Perturbation("contraction", "contracted or written out", _CHECKS, perturb_wording.contraction),
        Perturbation("other-number", "another digit beside the answer", _CHECKS, perturb_context.other_number),
        Perturbation("distractor", "a misleading sentence", "Jia and Liang 2017", perturb_context.distractor),
        Perturbation("odd-facts", "facts that answer nothing", "Jia and Liang 2017", perturb_context.odd_facts),
        Perturbation("facts-shuffled", "facts in another order", _ORDER, perturb_context.facts_shuffled),
        Perturbation("sentences-shuffled", "sentences in another order", _ORDER, perturb_context.sentences_shuffled),
        Perturbation(
            "answer-digit", "another digit in the answer", "Gardner et al. 2020", perturb_answer.answer_digit, True
        ),
        Perturbation(
            "entity-swap", "another name for the answer", "Longpre et al. 2021", perturb_answer.entity_swap, True
        ),
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
