"""Which questions a reader was trained on, by hash."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import ModelError
from kgqa.reader.checkpoint import DEFAULT_READER
from kgqa.reader.training.trained_on import FILE, WIDTH, TrainedOn, question_key

questions = st.lists(st.text())


@settings(deadline=None)
@given(questions, questions, st.text())
def test_a_set_as_sets_are(some: list[str], others: list[str], question: str) -> None:
    one, other = TrainedOn.of(some), TrainedOn.of(others)
    both = one | other
    assert all(each in both for each in (*some, *others))
    assert (question in both) == (question in one or question in other)
    assert max(len(one), len(other)) <= len(both) <= len(one) + len(other)
    assert len(both) == len(other | one) == len(both | one)
    assert len(one) == len({question_key(each) for each in some})


@pytest.mark.parametrize("same", ["who directed heat", "Who directed  [Heat]?", "WHO — DIRECTED\tHEAT!"])
def test_case_punctuation_and_blanks_do_not_matter(same: str) -> None:
    trained = TrainedOn.of(["Who directed Heat?"])
    assert same in trained
    for other in ("Who directed Heats?", "Who directed", "Heat directed who?", "", 3, None):
        assert other not in trained


def test_half_of_a_surrogate_pair_is_a_question_too() -> None:
    assert "who is \ud800?" in TrainedOn.of(["Who is \ud800?"])


@settings(deadline=None)
@given(some=questions)
def test_what_is_saved_is_loaded_and_depends_on_no_order(
    some: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.getbasetemp()
    TrainedOn.of(some).save(folder)
    raw = (folder / FILE).read_bytes()
    trained = TrainedOn.load(folder)
    assert trained is not None and len(trained) == len(raw) // WIDTH
    assert all(each in trained for each in some)
    TrainedOn.of(reversed(some)).save(folder)
    assert (folder / FILE).read_bytes() == raw
    # Nobody reads a question back from it.
    assert not any(len(each) > WIDTH and each.encode() in raw for each in some)


def test_a_truncated_file_is_an_error_and_none_is_none(tmp_path: Path) -> None:
    assert TrainedOn.load(tmp_path) is None
    assert TrainedOn.load(tmp_path / "nowhere") is None
    TrainedOn.of(["a", "b"]).save(tmp_path)
    file = tmp_path / FILE
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(ModelError, match=rf"{FILE}: holds hashes of {WIDTH} bytes each, found {2 * WIDTH - 1} bytes"):
        TrainedOn.load(tmp_path)
    file.write_bytes(b"")
    trained = TrainedOn.load(tmp_path)
    assert trained is not None and len(trained) == 0 and "a" not in trained


def test_the_shipped_reader_says_what_it_was_trained_on() -> None:
    trained = TrainedOn.load(DEFAULT_READER)
    assert trained is not None and len(trained) > 10_000
    assert "What colour is the boat that nobody has ever heard of?" not in trained


@pytest.mark.parametrize(
    "question",
    [
        "Who painted the blue gate of Veldhuis?",
        "Où est né l’évêque de Besançon ?",
        "İzmir'de kaç köprü var?",
        "谁修建了这座 1907 年的灯塔？",
        "Who sold a ❤️ for 5 Å and 1️⃣ Ω?",
        "snake_case, naïve_case: which?",
    ],
)
def test_hashes_written_before_still_tell_a_question_without_combining_marks(question: str) -> None:
    words = " ".join(re.findall(r"\w+", question.casefold()))
    assert question_key(question) == hashlib.blake2b(words.encode(), digest_size=WIDTH).digest()


def test_vowel_signs_tell_words_apart_and_accents_may_be_parted_from_their_letter() -> None:
    assert question_key("राम की माता कौन है?") != question_key("राम का मीत कैने ह?")
    assert question_key("บ้านอยู่ที่ไหน") != question_key("บานอยูทีไหน")
    for question in ("Où est né l’évêque?", "İzmir nerede?", "Nguyễn Ái là ai?"):
        assert question_key(question) == question_key(unicodedata.normalize("NFD", question))


def test_a_set_is_joined_to_others_only_where_all_of_them_say(tmp_path: Path) -> None:
    for name in ("one", "other", "silent"):
        (tmp_path / name).mkdir()
        if name != "silent":
            TrainedOn.of([f"Who is {name}?"]).save(tmp_path / name)
    own = TrainedOn.of(["Who is it?"])
    joined = own.with_those_of([tmp_path / "one", tmp_path / "other"])
    assert joined is not None and len(joined) == 3 and "who is other" in joined
    assert own.with_those_of([tmp_path / "one", tmp_path / "silent"]) is None
    alone = own.with_those_of([])
    assert alone is not None and len(alone) == 1
