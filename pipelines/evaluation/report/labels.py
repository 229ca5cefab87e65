"""What figures, groups and stages are called in front of people, in one place."""

from __future__ import annotations

from typing import NamedTuple

NAMES = {
    "exact_match": "Exact match",
    "f1": "F1",
    "hits": "Hits",
    "answered": "Answered",
    "right_when_answered": "Right when answered",
    "linked": "Linking",
    "mrr_passages": "Passage MRR",
    "mrr_facts": "Fact MRR",
    "mrr_paths": "Path MRR",
    "recall_passages": "Passage recall",
    "recall_facts": "Fact recall",
    "recall_paths": "Path recall",
    "path_recall": "Path recall",
    "expected_calibration_error": "Calibration error",
    "area_under_risk_coverage": "Area under risk-coverage",
    "seconds": "Time a question",
}
_PREFIXES = {
    "forced_": "{}, never abstaining",
    "has_answer_": "{}, answerable",
    "no_answer_": "{}, unanswerable",
}
_SUFFIXES = {"_precision": "{} P", "_recall": "{} R", "_f1": "{} F1"}

BY = {"kind": "By kind of question", "hops": "By number of hops"}


class Stage(NamedTuple):
    """Where a right answer gets lost: the name in tables, and one sentence on what it means."""

    label: str
    meaning: str


STAGES = {
    "missing": Stage(
        "Missing", "The knowledge base does not hold the gold answer at all, so that no stage could have found it."
    ),
    "link": Stage("Link", "None of the entities that the question is about was linked."),
    "retrieve": Stage(
        "Retrieve",
        "Nothing that was retrieved holds the gold answer, or all of the gold answers where a set is asked for.",
    ),
    "read": Stage(
        "Read",
        "The evidence held the gold answer, or a yes or no was asked for, and another answer, or none, was read.",
    ),
    "abstain": Stage("Abstain", "The best answer was right, but it was held for too unsure and not given."),
    "unanswerable": Stage("Unanswerable", "The question has no answer, and one was given all the same."),
    "error": Stage("Error", "Asking the question failed with an error; it counts as wrong."),
}


def label(name: str) -> str:
    """A figure's name in words.

    >>> label("forced_exact_match"), label("recall_passages_at_5"), label("linked_f1"), label("my_own")
    ('Exact match, never abstaining', 'Passage recall@5', 'Linking F1', 'My own')
    """
    if name in NAMES:
        return NAMES[name]
    base, _, depth = name.rpartition("_at_")
    if base and depth.isdecimal():
        return f"{label(base)}@{depth}"
    for prefix, words in _PREFIXES.items():
        if name.startswith(prefix) and name != prefix:
            return words.format(label(name.removeprefix(prefix)))
    for suffix, words in _SUFFIXES.items():
        if name.endswith(suffix) and name != suffix:
            return words.format(label(name.removesuffix(suffix)))
    return sentence(name)


def sentence(name: str) -> str:
    """A name with blanks and a capital; what is empty stays empty."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def stage(name: str) -> Stage:
    """A stage's label and meaning; one that is not known here has its own name and no meaning."""
    return STAGES.get(name) or Stage(sentence(name) or "Not said", "")


def by_title(by: str) -> str:
    """The heading of a sort of groups."""
    return BY.get(by) or f"By {by.replace('_', ' ')}"


def group_label(by: str, name: str) -> str:
    """A group's name: numbers of hops get their noun.

    >>> group_label("hops", "1"), group_label("hops", "3"), group_label("kind", "bridge")
    ('1 hop', '3 hops', 'bridge')
    """
    if by == "hops" and name.isdecimal():
        return f"{name} hop" if name == "1" else f"{name} hops"
    return name or "not said"
