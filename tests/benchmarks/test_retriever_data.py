"""Training data of the encoder and the re-ranker: nothing right among the wrong, nothing from what is for reporting."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

pytest.importorskip("benchmarks", reason="run as `python -m pytest` from the root")
from benchmarks.retrieval import examples as asked_over
from benchmarks.retriever_data.asked import Asked, Source, _hops, _several_hops
from benchmarks.retriever_data.mining import FIRST, MORE, Miner
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.types import Passage

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"
needs_data = pytest.mark.skipif(not (DATA / "hotpotqa").is_dir(), reason="the public data are not there")
PASSAGES = [
    Passage("0", "0", "Grey Harbour (film)", "Grey Harbour is a film that Ada Lind directed."),
    Passage("1", "1", "Ada Lind", "She was born in Nordhavn."),
    Passage("2", "2", "Green Harbour", "Green Harbour is a film that Karl Moe directed."),
    Passage("3", "3", "Karl Moe", "He was born in Brinn."),
    Passage("4", "4", "Nordhavn", "A harbour city. Green Harbour was shot there."),
]


def test_hops_lead_to_what_a_passage_names() -> None:
    assert _hops((0, 1), PASSAGES) == ((0, 1),)
    assert _hops((1, 2, 3), PASSAGES) == ((2, 3),)


def test_questions_of_two_hops_come_with_titles_and_without(encoder: SentenceEncoder) -> None:
    asked = Asked("Where was the director of Grey Harbour born?", (0, 1), (), ((0, 1),))
    made = Miner(Source("invented", PASSAGES, [asked]), encoder).examples(random.Random(1))
    assert [(e.positive, bool(e.lead)) for e in made] == [
        ("Grey Harbour is a film that Ada Lind directed.", False),
        ("Ada Lind. She was born in Nordhavn.", False),
        ("Grey Harbour is a film that Ada Lind directed.", False),
        ("She was born in Nordhavn.", False),
        ("Ada Lind. She was born in Nordhavn.", True),
        ("She was born in Nordhavn.", True),
    ]
    right = {text for p in PASSAGES[:2] for text in (p.text, f"{p.title}. {p.text}")}
    for example in made:
        assert 1 <= len(example.negatives) <= FIRST + MORE and not right & set(example.negatives)


def test_a_passage_that_holds_the_answer_is_not_wrong(encoder: SentenceEncoder) -> None:
    asked = Asked("Where was Green Harbour shot?", (4,), ("Green Harbour",))
    (made,) = Miner(Source("invented", PASSAGES, [asked]), encoder).examples(random.Random(1))
    assert made.negatives and not any("Green Harbour" in text for text in made.negatives)


@needs_data
@pytest.mark.parametrize(
    ("name", "part", "others"), [("hotpotqa", "even", ("odd",)), ("2wikimultihopqa", "train500", ("dev500",))]
)
def test_no_question_that_is_reported_on_is_learned(name: str, part: str, others: tuple[str, ...]) -> None:
    learned = {each.question for each in _several_hops(name, DATA, part).asked}
    for other in others:
        assert learned and not learned & {example.question for example in asked_over(name, DATA, other)}
