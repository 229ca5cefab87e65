from __future__ import annotations

import gzip
from collections import defaultdict
from pathlib import Path

import pytest

from kgqa import InputError
from kgqa.data.example import AskExample
from kgqa.data.metaqa import CARD, read_metaqa, relations_of

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
            gold_relations=("^directed_by", "release_year"),
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


@pytest.mark.parametrize("folder", ["vanilla", "ntm"])
def test_kinds_may_stand_one_folder_up(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    path = metaqa(tmp_path / folder, "x [Heat]\tA\n")
    (tmp_path / "qa_dev_qtype.txt").write_text("movie_to_tags\n", encoding="utf-8")
    (example,) = read_metaqa(path)
    assert (example.kind, example.gold_relations) == ("movie_to_tags", ("has_tags",))


def test_gzip_reads_the_same(tmp_path: Path) -> None:
    plain = metaqa(tmp_path, "x [Heat]\tA\n", "movie_to_actor\n")
    packed = tmp_path / "qa_dev.txt.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert list(read_metaqa(packed)) == list(read_metaqa(plain))


def test_choosing_by_kind(tmp_path: Path) -> None:
    path = metaqa(tmp_path, "x [Heat]\tA\ny [Ann]\tB\n", "movie_to_actor\nactor_to_movie\n")
    assert [example.id for example in read_metaqa(path, {"kind": "actor_to_movie"})] == ["qa_dev-2"]
    with pytest.raises(InputError, match="no question has kind=x; kind is one of 'actor_to_movie', 'movie_to_actor'"):
        list(read_metaqa(path, {"kind": "x"}))
    with pytest.raises(InputError, match="can be chosen by kind, not by 'split'"):
        list(read_metaqa(path, {"split": "dev"}))


def test_relation_chains() -> None:
    assert relations_of("movie_to_actor_to_movie_to_year") == ("starred_actors", "^starred_actors", "release_year")
    assert relations_of("tag_to_movie") == ("^has_tags",)
    assert relations_of("movie_to_actor_to_planet") == relations_of("actor_to_year") == relations_of("") == ()


def test_a_file_of_another_layout_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"qa_dev\.txt:1: .*; the file looks like triples head\|relation\|tail$"):
        list(read_metaqa(metaqa(tmp_path, "Heat|directed_by|Ann\n")))
    with pytest.raises(InputError, match=r"qa_dev\.txt: holds no question; the file looks like empty$"):
        list(read_metaqa(metaqa(tmp_path, "\n")))


@pytest.mark.parametrize("line", ["who is in [Heat] A", "who is in Heat\tA", "who is in [Heat]\t", "[Heat]\t|"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    path = metaqa(tmp_path, f"who is in [Heat]\tA\n{line}\n")
    with pytest.raises(InputError, match=r"qa_dev\.txt:2: a line is a question"):
        list(read_metaqa(path))


def test_too_many_kinds_are_an_error(tmp_path: Path) -> None:
    path = metaqa(tmp_path, "x [Heat]\tA\n", "movie_to_actor\nmovie_to_actor\n")
    with pytest.raises(InputError, match=r"qa_dev\.txt: ends with line 1, and qa_dev_qtype\.txt goes on to line 2"):
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
    assert {example.hops for example in examples} == {len(example.gold_relations) for example in examples} == {hops}


def test_the_chains_lead_to_the_answers() -> None:
    if not (SHARED / "kb.txt").exists():
        pytest.skip("the data set MetaQA is not beside this checkout")
    graph: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in (SHARED / "kb.txt").read_text(encoding="utf-8").splitlines():
        head, relation, tail = line.split("|")
        graph[head, relation].add(tail)
        graph[tail, f"^{relation}"].add(head)
    for example in read_metaqa(SHARED / "2-hop" / "qa_dev.txt"):
        (topic,) = ends = set(example.entities)
        for relation in example.gold_relations:
            ends = set().union(*(graph[node, relation] for node in ends))
        # A question asks for others than its topic.
        assert ends - {topic} == set(example.answers) - {topic}


def test_the_card() -> None:
    assert (CARD.name, CARD.task, CARD.answers, CARD.verified) == ("metaqa", "asking", "all", True)
