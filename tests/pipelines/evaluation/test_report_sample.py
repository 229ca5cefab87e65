"""A made-up summary as an evaluation gives it, for the tests of the report; and that it is a sound one."""

from __future__ import annotations

import math
import random
from dataclasses import replace

from kgqa.data.card import Card
from kgqa.pipelines.evaluation.summary import Bin, Figure, Group, Leak, Miss, Piece, Row, Summary

CARD = Card(
    "harbours",
    "asking",
    "Harbours of the North: questions over one and two hops",
    "test.jsonl, 1,200 questions, beside facts.tsv",
    "CC BY 4.0",
    "A. Lind, K. Moe: Harbours of the North, a made-up set of questions, 2024.",
    "https://harbours.example/data",
)
METRICS = (
    "exact_match",
    "f1",
    "answered",
    "right_when_answered",
    "recall_passages_at_5",
    "linked_f1",
    "expected_calibration_error",
    "seconds",
)
STAGES = ("missing", "link", "retrieve", "read", "abstain", "unanswerable", "error")
SYSTEMS = (
    ("kgqa", "linked", 0.71),
    ("kgqa", "given", 0.78),
    ("kgqa without facts", "linked", 0.58),
    ("kgqa without passages", "linked", 0.44),
    ("BM25 and reader", "", 0.39),
    ("most frequent answer", "", 0.06),
)

SCRIPT = "<script>document.documentElement.dataset.broken='yes'</script>"
HOSTILE = (
    f"{SCRIPT}<img src=https://evil.example/a.png onerror=alert(1)>",
    "</details></section></main><style>body{display:none}</style>{{ 7*7 }}{% raw %}",
    "\"><svg/onload=alert(1)> ' onmouseover='alert(2)",
    "javascript:alert(1) | a | b |\n| --- |\n# heading\n```sh\n*x* _y_ [z](https://evil.example) $E=mc^2$ &amp;",
)
LONG = "An answer that will not end, about ships, tides, ropes and the people of the quay. " * 120
UNBROKEN = "Donaudampfschifffahrtsgesellschaft" * 30
ARABIC = "ما هي عاصمة البلد الذي تقع فيه مدينة نوردهافن القديمة؟"
HEBREW = "מי בנה את המגדלור (בשנת 1788)?"
CHINESE = "北港灯塔是由哪位建筑师在十八世纪末设计并主持建造的？"
CONTROL = "null \x00 bell \x07 escape \x1b[31m override \u202egnirts\u202c surrogate \ud800 end"


def interval(name: str, value: float, n: int) -> Figure:
    """A figure with the interval of a mean of ``n`` ones and zeros."""
    half = 1.96 * math.sqrt(max(0.0, value * (1 - value)) / max(1, n))
    return Figure(name, value, max(0.0, value - half), min(1.0, value + half), n)


def figures(level: float, n: int, rng: random.Random) -> tuple[Figure, ...]:
    """The figures of a system whose exact match is ``level``."""
    answered = min(1.0, 0.86 + rng.uniform(-0.1, 0.1))
    error, area = 0.02 + 0.05 * rng.random(), (1 - level) * 0.45
    seconds = 0.01 + 0.06 * rng.random()
    return (
        interval("exact_match", level, n),
        interval("f1", min(1.0, level + 0.06), n),
        interval("answered", answered, n),
        interval("right_when_answered", min(1.0, level / answered), round(n * answered)),
        interval("recall_passages_at_5", min(1.0, level + 0.13), round(0.6 * n)),
        interval("linked_f1", 0.91, round(0.97 * n)),
        Figure("expected_calibration_error", error, error, error, round(0.98 * n)),
        Figure("area_under_risk_coverage", area, area, area, n),
        Figure("seconds", seconds, 0.93 * seconds, 1.08 * seconds, n),
    )


def curve(level: float, rng: random.Random) -> tuple[tuple[float, float], ...]:
    """Risk over coverage that ends at 1 - level."""
    points, wrong = [], 0.0
    for step in range(1, 201):
        coverage = step / 200
        wrong += (1 - level) * 2.2 * coverage**1.2 / 200 * rng.uniform(0.6, 1.4)
        points.append((coverage, min(1.0, wrong / coverage)))
    return tuple(points)


def bins(level: float, n: int, rng: random.Random) -> tuple[Bin, ...]:
    """Ten bins, the outer ones fullest."""
    found = []
    for at in range(10):
        share = 0.04 + 0.5 * (at / 9) ** 3 if at else 0.12
        size = round(n * share / 1.6)
        middle = (at + 0.5) / 10
        accuracy = min(1.0, max(0.0, middle * (0.75 + 0.3 * level) + rng.uniform(-0.06, 0.06)))
        found.append(Bin(at / 10, (at + 1) / 10, size, middle + rng.uniform(-0.02, 0.02), accuracy))
    return tuple(found)


def lost(level: float, n: int, rng: random.Random) -> tuple[tuple[str, int], ...]:
    """The wrong questions shared out among the stages."""
    wrong = n - round(level * n)
    weights = [0.1, 0.2, 0.3, 0.4, 0.2, 0.05, 0.01]
    counts = [int(wrong * weight / sum(weights) * rng.uniform(0.8, 1.0)) for weight in weights]
    counts[3] += wrong - sum(counts)
    return tuple((stage, count) for stage, count in zip(STAGES, counts, strict=True) if count)


def row(system: str, entities: str, level: float, n: int, rng: random.Random, misses: tuple[Miss, ...] = ()) -> Row:
    """One system on ``n`` questions."""
    if not n:
        return Row(system, entities, 0, tuple(Figure(name, 0.0, 0.0, 0.0, 0) for name in METRICS))
    names = [
        ("kind", name, part) for name, part in (("lookup", 0.5), ("compare", 0.2), ("count", 0.2), ("yes or no", 0.1))
    ]
    names += [("hops", str(hops), part) for hops, part in ((1, 0.55), (2, 0.35), (3, 0.1))]
    groups = []
    for by, name, part in names:
        size = max(1, round(n * part))
        reached = min(1.0, max(0.0, level + rng.uniform(-0.2, 0.2)))
        groups.append(Group(by, name, size, figures(reached, size, rng)[:4]))
    counts = lost(level, n, rng)
    return Row(
        system,
        entities,
        n,
        figures(level, n, rng),
        tuple(groups),
        counts,
        bins(level, n, rng),
        curve(level, rng),
        misses,
        dict(counts).get("error", 0),
    )


def misses() -> tuple[Miss, ...]:
    """Plain ones, one for each stage, and then all that can go wrong with a text."""
    linked = (
        Piece("Nordhavn = Nordhavn", 0.97, "Q101", True),
        Piece("lighthouse = Lighthouse (film)", 0.31, "Q7", False),
    )
    evidence = (
        Piece(
            "Nordhavn is a harbour city of 210,000 people. Its old lighthouse was built in 1788.",
            0.0317,
            "dense",
            False,
        ),
        Piece("Nordhavn | lighthouse keeper: Marta Holm", 0.0312, "facts", False),
        Piece(
            "The lighthouse of Nordhavn was drawn by Peder Holm, who had never seen the sea.", 0.0161, "lexical", True
        ),
    )
    answers = (Piece("Marta Holm", 0.93, "entity", False), Piece("Peder Holm", 0.04, "span", True))
    question = "Who designed the lighthouse of Nordhavn?"
    plain = Miss("q-0007", question, ("Peder Holm", "P. Holm"), "lookup", "read", linked, evidence, answers)
    found = [
        plain,
        Miss(
            "q-0031",
            "Which countries border Veland?",
            ("Osmark", "Tarnia"),
            "lookup",
            "retrieve",
            linked[:1],
            evidence[:2],
            answers[:1],
        ),
        Miss(
            "q-0112",
            "Who sang about the tide in Brinn?",
            ("Ada Lind",),
            "lookup",
            "link",
            (),
            evidence[1:2],
            (Piece("Karl Moe", 0.71, "span", False),),
        ),
        Miss(
            "q-0240",
            "How many quays does Tarnia have?",
            ("12",),
            "count",
            "missing",
            linked[:1],
            (),
            (Piece("8", 0.66, "number", False),),
        ),
        Miss(
            "q-0518",
            "Is Brinn larger than Nordhavn?",
            ("no",),
            "yes or no",
            "abstain",
            linked[:1],
            evidence[:1],
            (Piece("no", 0.18, "boolean", True),),
        ),
        Miss("q-0600", "Who won the 2031 cup?", (), "lookup", "unanswerable", (), evidence[:1], answers[:1]),
        Miss(
            "q-0733",
            "Where does the ferry of Osmark end?",
            ("Brinn",),
            "lookup",
            "error",
            (),
            (),
            (),
            "",
            "StoreError: segments/graph-1: 12 bytes, 4,096 are due",
        ),
        Miss(
            "q-0801",
            "Who paints ships?",
            ("Ada Lind",),
            "lookup",
            "read",
            linked[:1],
            evidence[:1],
            (),
            "no answer in the evidence",
        ),
    ]
    for at, text in enumerate((ARABIC, HEBREW, CHINESE, LONG, UNBROKEN, CONTROL, "", "  ", *HOSTILE)):
        piece = Piece(text, 0.5, text[:40], at % 2 == 0)
        found.append(
            Miss(
                f"odd-{at}-{text[:50]}",
                text,
                (text, "x"),
                text[:30],
                STAGES[at % 7],
                (piece,),
                (piece, piece),
                (piece,),
                text if at % 3 == 0 else "",
            )
        )
    return tuple(found)


def sample(rows: int = 6, n: int = 1200, seed: int = 7) -> Summary:
    """A whole evaluation; beyond the six named systems come numbered ones."""
    rng = random.Random(seed)
    systems = [*SYSTEMS, *((f"ablation {at:02d}", "linked", 0.3 + 0.02 * at) for at in range(rows))][:rows]
    made = [
        row(*system, n, rng, misses() if at == 0 else misses()[:3] if at == 1 else ())
        for at, system in enumerate(systems)
    ]
    return Summary(
        CARD,
        n,
        tuple(made),
        {
            "benchmark": "harbours",
            "questions": "harbours/test.jsonl",
            "kb": "harbours.kb",
            "limit": 0,
            "where": [],
            "entities": "both",
            "without": ["facts", "passages"],
            "baselines": ["bm25", "most-frequent"],
            "only_baselines": False,
            "reader": "minilm-l6-v9",
            "top_k": 8,
            "min_score": 0.25,
            "device": "cpu",
            "seed": 0,
            "train": None,
        },
        {
            "kgqa": "0.1.0",
            "commit": "3f2a9c01b7de",
            "date": "2025-01-31 12:00 UTC",
            "python": "3.11.9",
            "command": "kgqa evaluate harbours --questions harbours/test.jsonl --kb harbours.kb --without facts",
            "machine": "a processor, 2 cores",
            "torch": "2.13.0",
            "sha256 of test.jsonl": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        },
        (
            "The knowledge base lacks 3.1 % of the gold answers.",
            "Two questions have the same id; the second was left out.",
        ),
        Leak(
            n,
            min(n, 14),
            ("q-0003", "q-0119", "q-0500")[:n],
            f"{min(n, 14)} of {n} questions are known to minilm-l6-v9",
        ),
        METRICS,
    )


def hostile() -> Summary:
    """The sample with texts that mean harm wherever a text can stand."""
    plain = sample(3)
    bad = HOSTILE[0]
    rows = tuple(
        replace(
            row,
            system=f"{row.system} {HOSTILE[at]}",
            entities=HOSTILE[3],
            groups=(
                *row.groups,
                Group("kind", HOSTILE[2], 5, row.groups[0].figures),
                Group(bad, bad, 5, row.groups[0].figures),
            ),
            figures=(*row.figures, Figure(bad, 0.5, 0.4, 0.6, 9)),
            lost=(*row.lost, (HOSTILE[1], 3)),
        )
        for at, row in enumerate(plain.rows)
    )
    return replace(
        plain,
        card=Card(bad, "asking", HOSTILE[1], bad, bad, HOSTILE[3], "javascript:alert(1)", verified=False),
        rows=rows,
        settings={**plain.settings, bad: bad, "list": list(HOSTILE)},
        environment={**plain.environment, bad: bad, "command": HOSTILE[3]},
        warnings=HOSTILE,
        leak=Leak(9, 2, HOSTILE, bad),
        metrics=(*METRICS, bad),
    )


def without_surrogates(summary: Summary) -> Summary:
    """JSON can't hold lone surrogates: the misses that have one are left out."""
    rows = tuple(
        replace(row, misses=tuple(miss for miss in row.misses if miss.question != CONTROL)) for row in summary.rows
    )
    return replace(summary, rows=rows)


def test_the_sample_is_a_summary_that_json_keeps() -> None:
    for summary in (sample(), sample(rows=20), hostile()):
        kept = without_surrogates(summary)
        assert Summary.from_json(kept.to_json()) == kept


def test_wrong_and_lost_add_up() -> None:
    for found in sample().rows:
        assert round(found.figures[0].value * found.n) + sum(n for _, n in found.lost) == found.n
