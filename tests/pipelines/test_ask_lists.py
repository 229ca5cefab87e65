"""Questions for several things over documents alone, with the packaged encoder and reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa import KGQA, Result
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.pipelines.importing import import_files
from kgqa.types import Passage

TEXTS = {
    "Velmora": "Velmora is a small republic in the Lower Sea. Its official languages are Dutch, French and German. The "
    "capital is Ostrand. The country has borders with Tarn, Osmark and the Duchy of Lind.",
    "Ada Brock": "Ada Brock (born 3 May 1951) is a film director and painter from Ostrand. She studied law in Tarn "
    "before she turned to film.",
    "Grey Harbour": "Grey Harbour is a 1987 drama film directed by Ada Brock. It stars Jon Reef, Mila Osk and Pietro "
    "Vance.",
    "The Salt Ladder": "The Salt Ladder is a 1992 comedy film directed by Ada Brock. The film was written by Pell "
    "Hansen.",
    "Night Ferry": "Night Ferry is a thriller from 2001. It was directed by Ada Brock and produced by Lena Storm.",
    "Blue Quarry": "Blue Quarry is a 1999 western directed by Karl Dorn. It stars Mila Osk.",
    "Karl Dorn": "Karl Dorn is a director. He is married to the singer Vera Lund and has three children: Tom, Anna and "
    "Gustav Dorn.",
    "Pell Hansen": "Pell Hansen was a writer. He wrote the novels The Iron Tide, Winter Bees and A Cup of Rain, and he "
    "died in Ostrand in 1999.",
    "The Hollow Band": "The Hollow Band is a rock group from Tarn. Its members are Rick Stone (guitar), Bella Crane "
    "(voice) and Omar Fell (drums). It was formed in 1994.",
    "Lindex": "Lindex is a company that makes pumps, valves and turbines. It was founded by Ida Krall and Otto Wenn in "
    "Brenn in 1921.",
    "Osk Prize": "The Osk Prize is a prize for novels. It was won by Pell Hansen in 1962, by Jan Tove in 1963 and by "
    "Lise Brandt in 1964.",
    "Osmark": "Osmark is a kingdom. It was founded in 1410 by King Harald. Its largest cities are Brenn, Lindau, "
    "Marrow and Osta.",
}


@pytest.fixture(scope="module")
def qa(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> KGQA:
    folder = tmp_path_factory.mktemp("lists")
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(folder / "texts.kb", passages=[folder / "texts.jsonl"], encoder=encoder)
    return KGQA.load(folder / "texts.kb", encoder=encoder, device="cpu")


def check_members(result: Result) -> None:
    """Each member of the best answer stands, with a score, where it says."""
    best = result.answers[0]
    assert [member.text for member in best.members] == list(best.values)
    for member in best.members:
        assert 0 < member.score <= 1 and member.support
        for place in member.support:
            content = result.evidence[place.evidence].content
            assert isinstance(content, Passage) and place in best.support
            assert content.text[place.start : place.end] == member.text
    assert Result.from_json(result.to_json()) == result
    assert all(f"{member.text} {member.score:.2f}" in str(result) for member in best.members)


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("What are the official languages of Velmora?", "Dutch|French|German"),
        ("Name the official languages of Velmora.", "Dutch|French|German"),
        ("Which novels did Pell Hansen write?", "The Iron Tide|Winter Bees|A Cup of Rain"),
        ("Who are the members of The Hollow Band?", "Rick Stone|Bella Crane|Omar Fell"),
        ("Who are the children of Karl Dorn?", "Tom|Anna|Gustav Dorn"),
        ("What products does Lindex make?", "pumps|valves|turbines"),
        ("What are the largest cities of Osmark?", "Brenn|Lindau|Marrow|Osta"),
        ("Who were the winners of the Osk Prize?", "Pell Hansen|Jan Tove|Lise Brandt"),
    ],
)
def test_what_one_sentence_lists(qa: KGQA, question: str, members: str) -> None:
    result = qa(question)
    assert result.answers and result.answers[0].values == tuple(members.split("|")), result.answers
    check_members(result)


@pytest.mark.parametrize(
    ("question", "members"),
    [
        ("Which films did Ada Brock direct?", {"Grey Harbour", "The Salt Ladder", "Night Ferry"}),
        ("List the films directed by Ada Brock.", {"Grey Harbour", "The Salt Ladder", "Night Ferry"}),
        ("Which films star Mila Osk?", {"Grey Harbour", "Blue Quarry"}),
    ],
)
def test_what_several_passages_say_one_by_one(qa: KGQA, question: str, members: set[str]) -> None:
    result = qa(question)
    assert result.answers and set(result.answers[0].values) == members, result.answers
    assert len({place.evidence for place in result.answers[0].support}) == len(members)
    check_members(result)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("What is the capital of Velmora?", "Ostrand"),
        ("Who directed Grey Harbour?", "Ada Brock"),
        ("Who directed Night Ferry?", "Ada Brock"),
        ("When was Ada Brock born?", "3 May 1951"),
        ("Who founded Osmark?", "King Harald"),
    ],
)
def test_a_question_for_one_thing_has_one_answer(qa: KGQA, question: str, answer: str) -> None:
    result = qa(question)
    assert result.answer == answer
    assert result.answers[0].values == (answer,) and result.answers[0].members == ()


def test_those_who_did_it_together_are_members(qa: KGQA) -> None:
    result = qa("Who founded Lindex?")
    assert result.answer == "Ida Krall and Otto Wenn"
    assert result.answers[0].values == ("Ida Krall", "Otto Wenn")
    check_members(result)


@pytest.mark.parametrize(
    "question",
    [
        "Which albums did Ada Brock record?",
        "Who are the children of Ada Brock?",
        "Which films did Pell Hansen direct?",
        "What are the official languages of Osmark?",
    ],
)
def test_nothing_is_made_up(qa: KGQA, question: str) -> None:
    result = qa(question)
    assert result.answers == (), result.answers


def test_alone_and_in_a_batch(qa: KGQA) -> None:
    questions = ["Which films did Ada Brock direct?", "Who directed Grey Harbour?", "Which films star Mila Osk?"]
    for question, result in zip(questions, qa.batch(questions), strict=True):
        assert [answer.values for answer in qa(question).answers] == [answer.values for answer in result.answers]


def test_a_list_is_of_its_own_clause_and_thing(qa: KGQA, tmp_path: Path, encoder: SentenceEncoder) -> None:
    texts = {
        "Varland": "Varland is a republic. Its only official language is Varlic; Kestan, Dorric and Polish are "
        "recognised minority languages.",
        "The Tin Sparrows": "The Tin Sparrows were a rock band formed in 1971 by Dag Marr, Lena Hove and Pim Oster. "
        "They toured with The Iron Larks, whose members were Abe Lind, Cora Finch and Max Doon.",
        "The Iron Larks": "The Iron Larks were a folk group. They were influenced by Karl Emmet, Bo Dahl and Joan Bax.",
        "Ulla Frantzen": "Ulla Frantzen was a writer. Her children are Erik, Mona and Siv.",
    }
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in texts.items()]
    (tmp_path / "own.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(tmp_path / "own.kb", passages=[tmp_path / "own.jsonl"], encoder=encoder)
    own = KGQA.load(tmp_path / "own.kb", encoder=encoder, device="cpu")

    def said(question: str) -> str:
        return own(question).answer or ""

    assert "Kestan" not in said("What are the official languages of Varland?")
    # Found in a text about another group, it is not sure enough to be said by default, but before whom they only met.
    members = own("Who were the members of The Iron Larks?", min_score=0.3).answer or ""
    assert "Bo Dahl" not in members and "Abe Lind" in members
    assert "Abe Lind" not in said("Who were the members of The Tin Sparrows?")
    counted = own("How many children does Ulla Frantzen have?").answers[0]
    assert (counted.text, counted.kind, len(counted.members)) == ("3", "number", 3)
    assert own("How many members did The Iron Larks have?").answer in (None, "3")
    assert own("How many children does Varland have?").answer is None
