from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import InputError, Question
from kgqa.data.jsonl_questions import read_questions


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_ids_are_given_or_line_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", '{"question": " Who? ", "id": "a", "more": 1}\n\n{"question": "Wo\u2028?"}\n')
    assert list(read_questions(path)) == [Question("a", "Who?"), Question("3", "Wo\u2028?")]


@pytest.mark.parametrize(
    "line, says",
    [
        ("{", "not JSON"),
        ("[1]", "a record is a JSON object, not list"),
        ('{"id": "b"}', 'needs a text under "question", and has None'),
        ('{"question": " "}', 'needs a text under "question"'),
        (f'{{"question": "{"Who? " * 201}"}}', "at most 1000 characters; this one has 1004"),
        (r'{"question": "Who built \ud83d?"}', r"text that UTF-8 can hold, found 'Who built \ud83d?'"),
        (r'{"question": "Who?", "id": "\udc00"}', r"an id must be text that UTF-8 can hold, found '\udc00'"),
        ('{"question": "Who?", "id": 3}', "an id is a text that is not empty, not 3"),
        ('{"question": "Who?", "id": "a"}', "the id 'a' is already that of line 1"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, says: str) -> None:
    path = write(tmp_path / "q.jsonl", f'{{"question": "Who?", "id": "a"}}\n{line}\n')
    with pytest.raises(InputError) as error:
        list(read_questions(path))
    assert str(error.value).startswith(f"{path}:2: ")
    assert says in str(error.value)


def test_a_file_of_bytes_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="can't be read"):
        list(read_questions(path))


def test_a_text_file_has_one_question_a_line(tmp_path: Path) -> None:
    file = tmp_path / "q.TXT"
    file.write_bytes("\ufeffWho built Alka?\r\n\n  Wo liegt Tårn?  \n".encode())
    assert list(read_questions(file)) == [Question("1", "Who built Alka?"), Question("3", "Wo liegt Tårn?")]
    file.write_bytes(b"Who built \xff?\n")
    with pytest.raises(InputError, match=r"q\.TXT:1"):
        list(read_questions(file))


def test_plain_questions_under_another_ending_are_told_theirs(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"q\.md:1: not JSON.*a line each in a \.txt file"):
        list(read_questions(write(tmp_path / "q.md", "Who built Alka?")))


def test_json_lines_are_no_plain_questions(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"q\.txt:2: .*\.jsonl"):
        list(read_questions(write(tmp_path / "q.txt", 'Who built Alka?\n{"question": "Who?"}')))


def test_a_question_of_a_text_file_that_is_too_long_is_told_with_its_line(tmp_path: Path) -> None:
    file = write(tmp_path / "q.txt", "Who built Alka?\n\n" + "x" * 1001 + "\n")
    with pytest.raises(InputError, match=r"q\.txt:3: a question has at most 1000 characters; this one has 1001"):
        list(read_questions(file))
    assert list(read_questions(write(file, "x" * 1000))) == [Question("1", "x" * 1000)]


def test_both_halves_of_a_pair_are_one_character(tmp_path: Path) -> None:
    path = write(tmp_path / "q.jsonl", r'{"question": "Who is \ud83d\ude42?"}')
    assert list(read_questions(path)) == [Question("1", "Who is \U0001f642?")]
