"""What stands in no one passage and is no chain of common relations, read out of two linked passages by real models."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from kgqa import KGQA, Passage, Question
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.explain import explain
from kgqa.pipelines.importing import import_files
from kgqa.reader.linked import LINKED_READER, LinkedReading, linked_reader
from kgqa.reader.stage import BertReader

PASSAGES = {
    "Lind Yard": "Lind Yard is a boatyard in Nordhavn, founded in 1874. Its largest work was the Nordlys, a sailing "
    "ship with three masts that was launched in 1911.",
    "Nordlys (ship)": "The Nordlys was a three-masted sailing ship. She was commanded by Karl Berg on all of her nine "
    "voyages and sank off Osmark in 1926.",
    "Tarn Yard": "Tarn Yard is a boatyard in Brinn. Its largest work was the Havfrue, a steamship that was launched in "
    "1903.",
    "Havfrue (ship)": "The Havfrue was a steamship of the Veland mail. She was commanded by Edda Holm until 1920.",
}
ASKED = "Who commanded the sailing ship that Lind Yard built?"


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> Path:
    """Four pages of two yards and their ships."""
    folder = tmp_path_factory.mktemp("harbour")
    rows = [{"id": str(i), "title": title, "text": text} for i, (title, text) in enumerate(PASSAGES.items())]
    (folder / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    import_files(folder / "harbour.kb", passages=[folder / "pages.jsonl"], encoder=encoder)
    return folder / "harbour.kb"


@pytest.fixture(scope="module")
def qa(harbour: Path) -> KGQA:
    return KGQA.load(harbour)


def test_two_linked_passages_answer_what_neither_does(qa: KGQA) -> None:
    result = qa(ASKED)
    assert result.answer == "Karl Berg"
    said = [(result.evidence[piece.evidence].content, piece) for piece in result.answers[0].support]
    titles = [passage.title for passage, _ in said if isinstance(passage, Passage)]
    assert titles == ["Nordlys (ship)", "Lind Yard"]
    assert [passage.text[piece.start : piece.end] for passage, piece in said if isinstance(passage, Passage)] == [
        "Karl Berg",
        "Nordlys",
    ]


def test_leaving_out_either_passage_takes_the_answer_away(qa: KGQA) -> None:
    result = qa(ASKED)
    (best,) = explain(qa, result).answers
    assert best.answer.text == "Karl Berg" and best.said
    changes = {effect.evidence: effect.change for effect in best.evidence}
    assert all(changes[piece.evidence] < -0.2 for piece in best.answer.support)


def test_each_single_passage_leaves_it_open_and_no_unfitted_reader_is_believed(harbour: Path, qa: KGQA) -> None:
    assert KGQA.load(harbour, second_look=False)(ASKED).answer is None
    assert qa.second is not None and qa.second.pairs is not None and isinstance(qa.reader, BertReader)
    checkpoint = qa.second.pairs.checkpoint
    bare = replace(checkpoint, calibration=replace(checkpoint.calibration, linked_slope=None))
    reading = LinkedReading(qa.reader, BertReader(bare, qa.graph))
    assert reading.look(Question("1", ASKED), qa(ASKED).evidence, ()) == ()


@pytest.mark.parametrize(
    "question",
    [
        "Who commanded the ship that Brinn Works built?",  # no such yard
        "Who painted the sailing ship that Lind Yard built?",  # nobody says so
    ],
)
def test_what_the_two_do_not_say_is_left_open(qa: KGQA, question: str) -> None:
    assert qa(question).answer is None


def test_what_asks_for_no_one_thing_is_not_read(qa: KGQA) -> None:
    assert qa.second is not None and qa.second.pairs is not None and isinstance(qa.reader, BertReader)
    reading = LinkedReading(qa.reader, qa.second.pairs)
    evidence = qa(ASKED).evidence
    for question in ("Did Lind Yard build the Nordlys?", "How many ships did Lind Yard build?"):
        assert reading.look(Question("1", question), evidence, ()) == ()
    assert reading.look(Question("1", ASKED), evidence, ())[0].text == "Karl Berg"


def test_a_reader_on_another_base_has_none_beside_it(qa: KGQA) -> None:
    assert isinstance(qa.reader, BertReader)
    base = qa.reader.checkpoint.base
    beside = linked_reader(base, device="cpu")
    assert beside is not None and beside.checkpoint.name == LINKED_READER
    assert linked_reader(replace(base, sha256="0" * 64)) is None


def test_what_was_done_to_another_work_by_name_is_no_answer(tmp_path: Path, encoder: SentenceEncoder) -> None:
    poet = (
        "Dora Melling (6 June 1898 – 2 March 1971) was a librarian and poet from Skarvik. In 1924 she married the "
        "doctor Isak Lie. She wrote the poems Winter Harbour (1932) and The Long Pier (1946). The Long Pier was "
        "translated by Hans Eide."
    )
    library = (
        "The Hovin Library is a public library in Skarvik. Its librarians were Dora Melling, Hans Eide and Kir Vold."
    )
    town = "Skarvik is a town on the island of Sorland."
    pages = [("Dora Melling", poet), ("Hovin Library", library), ("Skarvik", town)]
    rows = [{"id": str(i), "title": title, "text": text} for i, (title, text) in enumerate(pages)]
    (tmp_path / "pages.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    import_files(tmp_path / "poems.kb", passages=[tmp_path / "pages.jsonl"], encoder=encoder)
    poems = KGQA.load(tmp_path / "poems.kb")
    assert poems("Who translated The Long Pier?").answer == "Hans Eide"
    assert poems("Who translated Winter Harbour?").answer is None
