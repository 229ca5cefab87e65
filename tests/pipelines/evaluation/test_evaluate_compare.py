"""Two runs question by question."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import replace
from math import inf
from pathlib import Path

import pytest

from kgqa.errors import InputError
from kgqa.pipelines.cli.compare import compare as command
from kgqa.pipelines.evaluation.benchmarks import BENCHMARKS
from kgqa.pipelines.evaluation.compare import Comparison, compare
from kgqa.pipelines.evaluation.figures import Collector
from kgqa.pipelines.evaluation.judged import Judged
from kgqa.pipelines.evaluation.runfolder import RunFolder
from kgqa.pipelines.evaluation.summary import Summary

CARD = BENCHMARKS["jsonl"].card


def asked(id: str, right: bool, **metrics: float) -> Judged:
    figures = {"exact_match": float(right), **metrics}
    return Judged(id, right=right, answered=True, score=0.5, metrics=figures, lost="" if right else "read")


def made(path: Path, rows: dict[str, Sequence[Judged]], *, questions: str = "ab", benchmark: str = "jsonl") -> Path:
    """A report folder with these rows, as an evaluation leaves it."""
    found = []
    for name, judged in rows.items():
        with RunFolder(path).writing(name) as out:
            out.add(list(judged))
        collector = Collector(0)
        for item in judged:
            collector.add(item)
        system, _, entities = name.partition(", entities ")
        found.append(collector.row(system, entities))
    n = max((len(judged) for judged in rows.values()), default=0)
    summary = Summary(replace(CARD, name=benchmark), n, tuple(found), {"questions_sha256": questions}, {})
    path.mkdir(exist_ok=True)
    (path / "summary.json").write_text(summary.to_json())
    return path


def run(rights: str, **metrics: list[float]) -> list[Judged]:
    """ "101": the first and the last question right."""
    return [
        asked(f"q{i}", right == "1", **{name: values[i] for name, values in metrics.items()})
        for i, right in enumerate(rights)
    ]


def test_a_run_with_itself_differs_in_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", {"kgqa": run("1101001", linked_recall=[0.5] * 7)})
    found = compare(folder, folder)
    assert (found.questions, found.gained, found.lost, found.only_in_one) == (7, (), (), 0)
    assert [(figure.name, figure.n) for figure in found.figures] == [
        ("exact_match", 7),
        ("linked_recall", 7),
        ("right_when_answered", 7),
    ]
    assert found.not_compared == ("expected_calibration_error",)
    for figure in found.figures:
        assert (figure.difference, figure.low, figure.high, figure.p) == (0.0, 0.0, 0.0, 1.0)
        assert figure.a == figure.b


def test_the_difference_is_b_less_a_and_the_changed_questions_are_named(tmp_path: Path) -> None:
    a = made(tmp_path / "a", {"kgqa": run("1100" * 25, f1=[0.5] * 100)})
    b = made(tmp_path / "b", {"kgqa": run("0111" * 25, f1=[0.75] * 100)})
    found = compare(a, b)
    exact, f1, answered = found.figures
    assert (exact.a, exact.b, exact.difference) == (0.5, 0.75, 0.25)
    assert exact.low < 0.25 < exact.high and exact.low > 0 and exact.p < 0.05
    assert (f1.difference, f1.low, f1.high) == (0.25, 0.25, 0.25) and f1.p < 0.001
    # All is answered: of the answers as many are right as of the questions.
    assert (answered.a, answered.b, answered.difference) == (0.5, 0.75, 0.25) and answered.p < 0.05
    assert found.gained == tuple(f"q{i}" for i in range(100) if i % 4 > 1)
    assert found.lost == tuple(f"q{i}" for i in range(100) if i % 4 == 0)
    assert (found.a, found.b) == ("a: kgqa", "b: kgqa")
    back = compare(b, a)
    assert (back.gained, back.lost) == (found.lost, found.gained)
    assert back.figures[0].difference == -0.25 and back.figures[0].p == pytest.approx(exact.p, abs=0.02)
    assert compare(a, b) == found and compare(a, b, seed=5).figures[0].low != pytest.approx(0)


def test_a_small_difference_may_be_chance(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a", {"kgqa": run("1010101010")}), made(tmp_path / "b", {"kgqa": run("1010101011")})
    figure = compare(a, b).figures[0]
    assert figure.difference == pytest.approx(0.1) and figure.low == 0.0 and figure.p > 0.3


def test_a_figure_is_over_the_questions_that_have_it_in_both(tmp_path: Path) -> None:
    first, second = run("111"), run("111")
    first[0].metrics["linked_recall"] = 1.0
    first[1].metrics["linked_recall"] = 0.0
    second[1].metrics["linked_recall"] = second[2].metrics["linked_recall"] = 1.0
    second[0].metrics["only_b"] = 1.0
    found = compare(made(tmp_path / "a", {"kgqa": first}), made(tmp_path / "b", {"kgqa": second}))
    assert [(figure.name, figure.n, figure.difference) for figure in found.figures] == [
        ("exact_match", 3, 0.0),
        ("linked_recall", 1, 1.0),
        ("right_when_answered", 3, 0.0),
    ]
    assert found.not_compared == ("expected_calibration_error", "only_b")


def counted(*counts: tuple[int, int, int]) -> list[Judged]:
    """Texts with these right, wrong and missed links."""
    return [Judged(f"t{i}", metrics={"text_right": 0.0}, counts={"strong": each}) for i, each in enumerate(counts)]


def test_micro_figures_are_made_of_the_counts_of_the_same_texts(tmp_path: Path) -> None:
    # b finds half of what a misses, in every other text, and says nothing more that is wrong.
    first = counted(*[(2, 1, 2), (4, 0, 0)] * 30)
    second = counted(*[(3, 1, 1), (4, 0, 0)] * 30)
    a, b = made(tmp_path / "a", {"kgqa": first}), made(tmp_path / "b", {"kgqa": second})
    found = {figure.name: figure for figure in compare(a, b).figures}
    assert list(found) == ["text_right", "strong_precision", "strong_recall", "strong_f1"]
    recall, f1 = found["strong_recall"], found["strong_f1"]
    assert (recall.n, recall.a, recall.b) == (60, 6 / 8, 7 / 8)
    assert recall.difference == 1 / 8 and 0 < recall.low < 1 / 8 < recall.high and recall.p < 0.01
    assert (f1.a, f1.b) == (12 / 15, 14 / 16)
    back = {figure.name: figure for figure in compare(b, a).figures}["strong_f1"]
    assert (back.difference, back.low, back.high, back.p) == (-f1.difference, -f1.high, -f1.low, f1.p)
    same = compare(a, a)
    assert all((figure.difference, figure.low, figure.p) == (0, 0, 1) for figure in same.figures)
    assert same.not_compared == ()


def test_what_is_not_compared_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = made(tmp_path / "a", {"kgqa": [replace(each, seconds=0.5) for each in run("10")]})
    command(folder, folder)
    shown = capsys.readouterr().out
    assert "| right_when_answered | 2 | 50.0 | 50.0 | 0.0 |" in shown
    assert "over questions in both: expected_calibration_error, seconds\n" in shown


def test_what_is_right_of_the_answers_is_over_those_that_each_gives(tmp_path: Path) -> None:
    first, second = run("1100"), run("1100")
    second[3] = replace(second[3], answered=False)
    a, b = made(tmp_path / "a", {"kgqa": first}), made(tmp_path / "b", {"kgqa": second})
    answered = {figure.name: figure for figure in compare(a, b).figures}["right_when_answered"]
    assert (answered.a, answered.b, answered.n) == (0.5, pytest.approx(2 / 3), 4)
    silent = made(tmp_path / "c", {"kgqa": [replace(each, answered=False, right=False) for each in first]})
    assert "right_when_answered" in compare(a, silent).not_compared


def test_a_run_with_questions_that_nothing_was_found_for(tmp_path: Path) -> None:
    judged = [*run("10"), replace(asked("q2", False), answered=False, score=-inf)]
    folder = made(tmp_path / "a", {"kgqa": judged})
    assert b'"score":null' in RunFolder(folder).rows_file("kgqa").read_bytes()
    assert compare(folder, folder).questions == 3


def test_rows_are_named_by_system_or_in_full(tmp_path: Path) -> None:
    rows = {"kgqa, entities linked": run("10"), "kgqa, entities given": run("11"), "bm25": run("00")}
    folder = made(tmp_path / "a", rows)

    def names(**options: str) -> tuple[str, str]:
        found = compare(folder, folder, **options)
        return found.a, found.b

    assert names(row_b="bm25") == ("a: kgqa, entities linked", "a: bm25")
    assert names(row_a="kgqa, entities given", row_b="kgqa") == ("a: kgqa, entities given", "a: kgqa, entities linked")
    gone: Comparison = compare(folder, folder, row_a="kgqa, entities given", row_b="bm25")
    assert gone.lost == ("q0", "q1")
    with pytest.raises(
        InputError,
        match="a: no row 'nonsense'; there are: kgqa, entities linked, kgqa, entities given, bm25",
    ):
        compare(folder, folder, row_b="nonsense")


def test_questions_of_one_run_alone_are_counted_and_left_out(tmp_path: Path) -> None:
    a, b = made(tmp_path / "a", {"kgqa": run("1111")}), made(tmp_path / "b", {"kgqa": run("01")})
    found = compare(a, b)
    assert (found.questions, found.only_in_one, found.lost) == (2, 2, ("q0",))


def test_the_first_questions_may_be_left_out(tmp_path: Path) -> None:
    a = made(tmp_path / "a", {"kgqa": run("0001")})
    b = made(tmp_path / "b", {"kgqa": run("1101")})
    assert compare(a, b).figures[0].difference == 0.5
    found = compare(a, b, skip=1)
    assert (found.questions, found.gained, found.figures[0].n) == (3, ("q1",), 3)
    assert compare(a, b, skip=2).figures[0].difference == 0.0
    for skip in (-1, 4):
        with pytest.raises(InputError, match="skip must be"):
            compare(a, b, skip=skip)


def test_what_can_not_be_compared(tmp_path: Path) -> None:
    a = made(tmp_path / "a", {"kgqa": run("11")})
    others = {
        "were asked of different files of questions": made(tmp_path / "b", {"kgqa": run("11")}, questions="cd"),
        "is an evaluation on": made(tmp_path / "c", {"kgqa": run("11")}, benchmark="webqsp"),
        "have no question in common": made(tmp_path / "d", {"kgqa": [asked("other", True)]}),
        "holds no row": made(tmp_path / "e", {}),
        "no report of an evaluation": tmp_path / "nowhere",
    }
    for rule, other in others.items():
        for pair in ((a, other), (other, a)):
            with pytest.raises(InputError, match=rule):
                compare(*pair)
    with pytest.raises(InputError, match="seed must be 0 or more, found -1"):
        compare(a, a, seed=-1)
    (tmp_path / "nowhere").mkdir()
    with pytest.raises(InputError, match=r"nowhere: no report of an evaluation: No such file or directory$"):
        compare(a, tmp_path / "nowhere")


def test_rows_that_do_not_fit_their_summary_are_refused(tmp_path: Path) -> None:
    a = made(tmp_path / "a", {"kgqa": run("11")})
    file = RunFolder(a).rows_file("kgqa")
    file.write_bytes(file.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(InputError, match="the row 'kgqa' says 2 questions, and its file holds 1"):
        compare(a, a)
    shutil.rmtree(a / "rows")
    with pytest.raises(InputError, match=r"kgqa.jsonl: can't be read"):
        compare(a, a)
