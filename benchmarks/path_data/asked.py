"""Questions people asked, with relations: SimpleQuestions over Wikidata and Freebase, and WebQuestions.

The entity of a question is not given; what looks like its name becomes "it" in most copies.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from benchmarks.path_data.masking import NameMasker
from kgqa.retriever.path_examples import PathExample, Steps

MASKED = 0.8
"""Share of the questions whose name is masked; the others teach that a name may be left in the question."""

MOST_WIKIDATA, MOST_FREEBASE = 350, 100
"""Questions kept of one relation."""

MORE_LABELS = {
    "P21": "sex or gender", "P364": "original language of film or TV show", "P413": "position played on team",
    "P175": "performer", "P421": "located in time zone", "P86": "composer", "P58": "screenwriter",
    "P31": "instance of", "P710": "participant", "P404": "game mode", "P162": "producer",
    "P397": "parent astronomical body", "P607": "conflict", "P276": "location", "P738": "influence of",
    "P272": "production company", "P178": "developer", "P676": "lyrics by", "P196": "minor planet group",
    "P398": "child astronomical body", "P65": "site of astronomical discovery", "P179": "part of the series",
    "P344": "director of photography", "P1408": "licensed to broadcast to", "P1431": "executive producer",
    "P53": "family", "P1040": "film editor", "P1142": "political ideology", "P171": "parent taxon",
    "P105": "taxon rank", "P144": "based on", "P156": "followed by", "P59": "constellation",
    "P61": "discoverer or inventor", "P403": "mouth of the watercourse", "P287": "designed by",
    "P150": "contains the administrative territorial entity", "P115": "home venue", "P155": "follows",
}  # fmt: skip
"""Wikidata's labels (CC0) of properties that the file at hand does not name."""

HELD_OUT = 10
"""One relation in so many, by hash of its label, is left out of all training data: see benchmarks/paths.py."""

_KEPT = frozenset({"written by", "cast member", "actor", "publication date", "cause of death"})
"""Those of them that MetaQA's or 2WikiMultihopQA's training questions are about: never left out."""

_VAGUE = ("common/topic", "type/object", "base/")
_MEDIATED = "_s"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, masked or not, and its chain; ``kind`` is what the chain leads to, where known."""

    question: str
    steps: Steps
    graph: str


def held_out(label: str) -> bool:
    """Whether no training question is about this relation.

    >>> held_out("director")
    False
    """
    return label not in _KEPT and hashlib.sha256(label.encode()).digest()[0] % HELD_OUT == 0


def wikidata_labels(data: Path) -> dict[str, str]:
    """Property labels by id."""
    rows = json.loads((data / "simplequestions/wikidata_relations_en.json").read_text("utf-8"))
    return MORE_LABELS | {code: row["label"] for code, row in rows.items()}


def wikidata_questions(data: Path) -> list[tuple[str, Steps]]:
    """All of SimpleQuestions over Wikidata whose relation has a label."""
    labels = wikidata_labels(data)
    found = []
    for line in (data / "simplequestions/annotated_wd_data_train.txt").read_text("utf-8").splitlines():
        _, code, _, question = line.split("\t")
        label = labels.get(f"P{code[1:]}")
        if label is not None:
            found.append((_tidy(question), ((label, code[0] == "R"),)))
    return found


def freebase_label(relation: str) -> str:
    """A Freebase relation in words.

    >>> freebase_label("/people/person/place_of_birth"), freebase_label("/location/country/currency_used")
    ('place of birth', 'currency used')
    """
    return relation.rsplit("/", 1)[-1].removesuffix(_MEDIATED).replace("_", " ")


def freebase_kind(relation: str) -> str:
    """The type of what a Freebase relation starts from: "person" of "/people/person/place_of_birth"."""
    parts = relation.strip("/").split("/")
    return parts[-2].replace("_", " ") if len(parts) > 1 else ""


def freebase_questions(data: Path) -> list[tuple[str, str]]:
    """All of SimpleQuestions over Freebase at hand, as (question, relation)."""
    found = []
    for line in (data / "simplequestions/annotated_fb_data_valid.txt").read_text("utf-8").splitlines():
        _, relation, _, question = line.split("\t")
        if not any(vague in relation for vague in _VAGUE):
            found.append((_tidy(question), relation.removeprefix("www.freebase.com")))
    return found


def web_questions(data: Path, part: str = "trainmodel") -> list[tuple[str, list[tuple[str, ...]]]]:
    """WebQuestions with the chains that lead to an answer most often, best first (at most two)."""
    folder = data / "webquestions"
    texts = {row["qId"]: row["qText"] for row in json.loads((folder / f"main_{part}.json").read_text("utf-8"))}
    found = []
    for row in json.loads((folder / f"brp_{part}.json").read_text("utf-8")):
        chains = [
            (count, tuple(chain))
            for chain, count in row["relPaths"]
            if len(chain) <= 2 and not any(vague in relation for relation in chain for vague in _VAGUE)
        ]
        if row["qId"] in texts and chains:
            most = max(count for count, _ in chains)
            best = [chain for count, chain in chains if count == most]
            found.append((_tidy(texts[row["qId"]]), best[:2]))
    return found


def asked_examples(data: Path, rng: random.Random) -> list[PathExample]:
    """The three sets as training examples; a frequent relation is cut down so that rare ones are heard."""
    wikidata, freebase, web = wikidata_questions(data), freebase_questions(data), web_questions(data)
    masker = NameMasker([q for q, *_ in wikidata] + [q for q, _ in freebase] + [q for q, _ in web])

    wikidata = [row for row in wikidata if not any(held_out(label) for label, _ in row[1])]
    freebase = [row for row in freebase if not held_out(freebase_label(row[1]))]
    web = [row for row in web if not any(held_out(freebase_label(r)) for chain in row[1] for r in chain)]

    def shown(question: str) -> str:
        return masker.masked(question) if rng.random() < MASKED else question

    made = [PathExample(shown(q), steps, graph="wikidata") for q, steps in _capped(wikidata, MOST_WIKIDATA, rng)]
    made += [
        PathExample(shown(q), ((_said(r, rng), False),), graph="freebase")
        for q, r in _capped(freebase, MOST_FREEBASE, rng)
    ]
    for question, chains in web:
        # The mediator node of an event is no stop of its own in most graphs: its two steps are one or two here.
        chain = rng.choice(chains)
        steps = tuple((freebase_label(relation), False) for relation in chain)
        if len(chain) == 2 and rng.random() < 0.5:
            steps = (steps[-1],)
        made.append(PathExample(shown(question), steps, graph="freebase"))
    return made


def _said(relation: str, rng: random.Random) -> str:
    label = freebase_label(relation)
    return f"{freebase_kind(relation)} {label}" if rng.random() < 0.2 else label


def _capped(rows: list[tuple[str, object]], most: int, rng: random.Random) -> list:
    by_relation: dict[object, list] = defaultdict(list)
    for row in rows:
        by_relation[row[1]].append(row)
    kept = []
    for relation in sorted(by_relation, key=repr):
        own = by_relation[relation]
        kept += rng.sample(own, most) if len(own) > most else own
    return kept


def _tidy(question: str) -> str:
    return " ".join(question.split()).rstrip("?. ")
