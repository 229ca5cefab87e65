"""The passages that were written for the reader of yes or no: sound, and made into rows that are what they say."""

from __future__ import annotations

import random

from benchmarks.reader_data.polar.from_passages import Question, Written, rows, split, written


def test_the_passages_are_sound() -> None:
    passages = written()
    assert len(passages) >= 300
    for passage in passages:
        assert len(passage.sentences) >= (1 if passage.file.startswith("narrow") else 3)
        for question in passage.questions:
            assert question.verdict in ("yes", "no", "open")
            assert (question.verdict == "open") == (not question.by)
            assert all(0 <= at < len(passage.sentences) for at in question.by)
            assert max(question.by, default=0) - min(question.by, default=0) <= 1


def test_a_stretch_decides_where_it_holds_all_that_does() -> None:
    passage = Written(("A.", "B.", "C.", "D."), (Question("Is it?", "no", (1, 2)), Question("Has it?", "yes", (0,))))
    made = [row for seed in range(30) for row in rows([passage], random.Random(seed))]
    assert {row.text for row in made if row.verdict == "no"} == {"B. C."}
    assert {row.text for row in made if row.verdict == "yes"} == {"A.", "A. B."}
    undecided = {(row.question, row.text) for row in made if row.verdict == "open"}
    assert undecided == {
        *(("Is it?", text) for text in ("A.", "D.")),
        *(("Has it?", text) for text in ("B.", "C.", "D.", "B. C.", "C. D.")),
    }


def test_twins_are_held_back_together() -> None:
    held, learned = split(written())
    assert len(held) + len(learned) == len(written())
    assert len(learned) > 4 * len(held)  # of sixes twice as many are held as of single passages
    asked = [{tuple(question.text for question in each.questions) for each in part} for part in (held, learned)]
    assert asked[0].isdisjoint(asked[1])
    assert len(asked[0]) < len(held)  # or there would be no twins to part
