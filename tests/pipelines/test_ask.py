"""The whole pipeline with real models on the small world."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from kgqa import KGQA, Answer, Evidence, InputError, Link, ModelError, Passage, Question, Result
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.reader.checkpoint import DEFAULT_READER, SHIPPED, load_checkpoint, save_record, stored_calibration
from kgqa.reader.stage import BertReader


@pytest.fixture(scope="module")
def qa(kb: Path, encoder: SentenceEncoder) -> KGQA:
    return KGQA.load(kb, encoder=encoder)


def check_trace(result: Result) -> None:
    """Every offset is what it claims to be, and every score a probability."""
    for link in result.links:
        mention = link.mention
        assert result.question.text[mention.start : mention.end] == mention.text
    for answer in result.answers:
        assert 0 <= answer.score <= 1
        assert answer.support
        for support in answer.support:
            content = result.evidence[support.evidence].content
            assert isinstance(content, Passage) == (support.start is not None)
            if isinstance(content, Passage):
                assert content.text[support.start : support.end]
                if answer.kind == "span":
                    first = answer.support[0]
                    assert result.evidence[first.evidence].content.text[first.start : first.end] == answer.text
    assert bool(result.answers) != bool(result.abstained)


def test_an_answer_from_a_fact(qa: KGQA) -> None:
    result = qa("Who discovered lindium?")
    check_trace(result)
    assert result.answer == "Ada Lind"
    assert result.answers[0].entity is not None and result.answers[0].entity.id == "Ada Lind"


def test_an_answer_from_a_passage(qa: KGQA) -> None:
    result = qa("What is lindium used for?")
    check_trace(result)
    assert "ship hulls" in (result.answer or "")
    content = result.evidence[result.answers[0].support[0].evidence].content
    assert isinstance(content, Passage) and content.id == "lindium"


def test_an_answer_over_two_hops(qa: KGQA) -> None:
    result = qa("What is the currency of the country where lindium was discovered?")
    check_trace(result)
    assert result.answer == "Velandic krone"


def test_an_answer_of_several(qa: KGQA) -> None:
    result = qa("Which countries border Veland?")
    check_trace(result)
    assert result.answers[0].kind == "entities"
    assert set(result.answers[0].values) == {"Osmark", "Tarnia"}


def test_a_count(qa: KGQA) -> None:
    result = qa("How many countries border Veland?")
    assert (result.answer, result.answers[0].kind) == ("2", "number")


def test_yes(qa: KGQA) -> None:
    result = qa("Does Veland border Osmark?")
    assert (result.answer, result.answers[0].kind) == ("yes", "boolean")


@pytest.mark.parametrize("text", ["Who won the 2031 world cup?", "What is the phone number of the moon?", "🙂?"])
def test_it_abstains_and_says_why(qa: KGQA, text: str) -> None:
    result = qa(text)
    check_trace(result)
    assert result.answers == ()
    assert "no entity of the graph is named" in result.abstained


QUESTIONS = [
    "Who discovered lindium?",
    "Which countries border Veland?",
    "What is lindium used for?",
    "who built the old lighthouse of nordhavn",
    "北京在哪里？",
    "أين تقع لينديوم؟",
    "lindium \x00\x1f lindium 🙂",
    "Does Veland border Osmark?",
    "x",
]


def test_a_batch_gives_the_same_results_as_one_by_one(qa: KGQA) -> None:
    together = qa.batch([Question("0", text) for text in QUESTIONS])
    alone = [qa(Question("0", text)) for text in QUESTIONS]
    assert together == alone
    for result in together:
        check_trace(result)
        assert Result.from_json(result.to_json()) == result


def test_two_equal_mentions_keep_their_places(qa: KGQA) -> None:
    result = qa("Is lindium older than lindium?")
    assert [(k.mention.start, k.mention.text) for k in result.links] == [(3, "lindium"), (22, "lindium")]


@pytest.mark.parametrize("bad", ["", "  \n", "x" * 10_000])
def test_no_question(qa: KGQA, bad: str) -> None:
    with pytest.raises(InputError, match=r"must not be empty|at most 1000 characters; this one has 10000"):
        qa(bad)


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"top_k": 0}, "top_k"),
        ({"min_score": 1.5}, "min_score"),
        ({"filters": {"colour": ["red"]}}, "unknown filter"),
        ({"entities": ["Atlantis"]}, "no entity 'Atlantis'"),
    ],
)
def test_options_that_break_their_rule(qa: KGQA, options: dict, rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        qa("Who discovered lindium?", **options)
    with pytest.raises(InputError, match="list of questions"):
        qa.batch("Who?")
    with pytest.raises(InputError, match="is a text, found int"):
        qa(3)


def test_entities_given_at_ask_time(qa: KGQA) -> None:
    result = qa("Who discovered it?", entities=["lindium"])
    assert [k.entity.id for k in result.links] == ["lindium"]
    assert result.answer == "Ada Lind"
    assert qa("Who discovered Lindium?", entities=["lindium"]).links[0].mention.text == "Lindium"


def test_filters_and_min_score(qa: KGQA) -> None:
    result = qa("What is lindium used for?", filters={"doc": ["nordhavn"], "relation": ["born in"]})
    assert all(e.content.id == "nordhavn" for e in result.evidence if isinstance(e.content, Passage))
    everything = qa("Who won the 2031 world cup?", min_score=0.0)
    assert everything.answers and not everything.abstained


def test_the_checkpoint_says_how_sure_an_answer_must_be(qa: KGQA, tmp_path: Path) -> None:
    checkpoint = load_checkpoint()
    old = json.loads((SHIPPED / DEFAULT_READER / "reader.json").read_text("utf-8"))
    for name in ("min_score", "given_min_score", "given_slope", "given_bias", "path_near"):
        old["calibration"].pop(name, None)
    folder = tmp_path / "reader"
    folder.mkdir()
    shutil.copy(SHIPPED / DEFAULT_READER / "reader.safetensors", folder)
    (folder / "reader.json").write_text(json.dumps(old), encoding="utf-8")
    assert load_checkpoint(folder).calibration.min_score == 0.3  # a record of before there was one
    save_record(replace(checkpoint, calibration=replace(checkpoint.calibration, min_score=1.0)), folder)
    assert stored_calibration(folder).min_score == 1.0
    strict = qa.with_stages(reader=BertReader(load_checkpoint(folder), qa.graph))
    assert "below 1.00" in strict("Who discovered lindium?").abstained
    assert strict("Who discovered lindium?", min_score=0.5).answer == "Ada Lind"
    own = qa.with_stages(reader=FirstWords())
    assert own("Who discovered lindium?").answer  # a reader that says nothing of it: MIN_SCORE


class FirstWords:
    """A reader of one's own: the first three words of the first passage."""

    def read(self, questions: Sequence[Question], evidence: Sequence[tuple[Evidence, ...]]) -> list[tuple[Answer, ...]]:
        return [(Answer(" ".join(own[0].text.split()[:3]), 1.0, "span"),) for own in evidence]


class NoLinks:
    """A linker of one's own that finds nothing."""

    def link(self, questions: Sequence[Question]) -> list[tuple[Link, ...]]:
        return [() for _ in questions]


def test_stages_of_ones_own(qa: KGQA) -> None:
    other = qa.with_stages(reader=FirstWords(), linker=NoLinks())
    result = other("What is lindium used for?")
    assert result.links == ()
    assert len((result.answer or "").split()) == 3
    assert qa("Who discovered lindium?").answer == "Ada Lind"


def test_another_encoder_than_it_was_built_with(kb: Path, tiny_base: Path) -> None:
    from kgqa.encoders.bases import find_base

    other = SentenceEncoder(find_base(str(tiny_base)), device="cpu")
    with pytest.raises(ModelError, match=r"all-MiniLM-L6-v2 \(384 dimensions.*tiny-bert.* \(32 dimensions"):
        KGQA.load(kb, encoder=other)


def test_hops_out_of_range(kb: Path, encoder: SentenceEncoder) -> None:
    with pytest.raises(InputError, match="hops must be"):
        KGQA.load(kb, encoder=encoder, hops=4)


def test_given_entities_stand_at_whole_words_and_once(qa: KGQA) -> None:
    result = qa("Is unlindiumlike stuff old?", entities=["lindium", "lindium"])
    assert [(k.mention.text, k.entity.id) for k in result.links] == [("", "lindium")]


def test_one_text_where_a_list_is_meant_and_text_that_is_none(qa: KGQA) -> None:
    with pytest.raises(InputError, match="list of texts"):
        qa("Who?", filters={"relation": "currency"})
    with pytest.raises(InputError, match="list of texts"):
        qa("Who?", entities="lindium")
    with pytest.raises(InputError, match="UTF-8 can hold"):
        qa("Who \ud800?")


def test_a_stream_numbers_questions_as_a_batch_does(qa: KGQA) -> None:
    texts = ["x"] * 18
    assert [r.question.id for r in qa.stream(texts)] == [r.question.id for r in qa.batch(texts)]
