from __future__ import annotations

from pathlib import Path

import pytest

from kgqa import InputError
from kgqa.data.example import AskExample
from kgqa.data.metaqa import read_metaqa

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "metaqa"


def metaqa(folder: Path, lines: str, kinds: str | None = None) -> Path:
    path = folder / "qa_dev.txt"
    path.write_text(lines, encoding="utf-8")
    if kinds is not None:
        (folder / "qa_dev_qtype.txt").write_text(kinds, encoding="utf-8")
    return path


def test_topic_answers_and_kind(tmp_path: Path) -> None:
    path = metaqa(tmp_path, "films by [Jane Doe] when\t1949|1947|1949\r\n", "director_to_movie_to_year\n")
    assert list(read_metaqa(path)) == [
        AskExample(
            "qa_dev-1",
            "films by Jane Doe when",
            ("1949", "1947"),
            ("Jane Doe",),
            2,
            "director_to_movie_to_year",
        )
    ]


def test_without_a_file_of_kinds_hops_are_not_known(tmp_path: Path) -> None:
    (example,) = read_metaqa(metaqa(tmp_path, "who is in [Heat]\tA\n"))
    assert (example.hops, example.kind) == (None, "")


def test_paraphrases_take_the_kinds_of_the_file_they_paraphrase(tmp_path: Path) -> None:
    metaqa(tmp_path, "x [Heat]\tA\n", "movie_to_actor\n")
    path = tmp_path / "ntm_qa_dev.txt"
    path.write_text("cast of [Heat]\tA\n", encoding="utf-8")
    (example,) = read_metaqa(path)
    assert (example.id, example.hops) == ("ntm_qa_dev-1", 1)


@pytest.mark.parametrize("line", ["who is in [Heat] A", "who is in Heat\tA", "who is in [Heat]\t", "[Heat]\t|"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = metaqa(tmp_path, f"who is in [Heat]\tA\n{line}\n")
    with pytest.raises(InputError, match=r"qa_dev\.txt:2: a line is a question"):
        list(read_metaqa(path))


def test_too_few_kinds_are_an_error(tmp_path: Path) -> None:
    path = metaqa(tmp_path, "x [Heat]\tA\ny [Heat]\tB\n", "movie_to_actor\n")
    with pytest.raises(InputError, match=r"qa_dev\.txt:2: qa_dev_qtype\.txt has no line 2"):
        list(read_metaqa(path))


@pytest.mark.parametrize("hops, questions", [(1, 9992), (2, 14872), (3, 14274)])
def test_the_published_files(hops: int, questions: int) -> None:
    path = SHARED / f"{hops}-hop" / "qa_dev.txt"
    if not path.exists():
        pytest.skip("the data set MetaQA is not beside this checkout")
    examples = list(read_metaqa(path))
    assert len(examples) == questions
    assert {example.hops for example in examples} == {hops}
