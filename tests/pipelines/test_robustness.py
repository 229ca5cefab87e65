"""Robustness: the counting is right, with a network too small to know anything, and once with the shipped one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match, token_f1
from kgqa.errors import InputError
from kgqa.pipelines.cli.perturb import perturb as command
from kgqa.pipelines.cli.perturb import table
from kgqa.pipelines.robustness import Robustness, robustness
from kgqa.pipelines.robustness import _followed as counted
from kgqa.pipelines.robustness_result import Change, Followed, KindResult
from kgqa.reader.checkpoint import Checkpoint, new_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import predict
from kgqa.reader.perturb.kinds import PERTURBATIONS, perturb
from kgqa.types import Mention

TEXT = "Ada Lind built the old lighthouse of Nordhavn in 1788. Karl Moe, a chemist of Brinn, painted it red."
ASKED = [("Who built the lighthouse of Nordhavn?", "Ada Lind"), ("When was the lighthouse built?", "1788"),
         ("Who painted the lighthouse?", "Karl Moe"), ("What colour did Karl Moe paint it", "red")]  # fmt: skip


def questions() -> list[ReadingExample]:
    made = []
    for i, (question, gold) in enumerate(ASKED):
        start = TEXT.index(gold)
        made.append(ReadingExample(str(i), question, TEXT, (Mention(start, start + len(gold), gold),)))
    return [ReadingExample("none", "Who sank it?", TEXT), *made]


@pytest.fixture(scope="module")
def tiny(tiny_base: Path) -> Checkpoint:
    return new_checkpoint(str(tiny_base))


def test_scores_are_those_of_the_perturbed_questions(tiny: Checkpoint) -> None:
    heard: list[tuple[str, int, int]] = []
    found = robustness(tiny, questions(), seed=3, progress=lambda *told: heard.append(told))
    assert (found.questions, found.seed) == (4, 3)
    assert [result.kind for result in found.kinds] == list(PERTURBATIONS)
    assert heard[0] == ("as asked", 4, 4)
    builder = InputBuilder(tiny.tokenizer, tiny.limits)
    for result in found.kinds:
        pairs = [(q, perturb(result.kind, q, seed=3)) for q in questions() if q.answers]
        changed = [after for _, after in pairs if after is not None]
        assert result.n == len(changed)
        if not changed:
            assert result == KindResult(result.kind, 0, None, None, None, None)
            continue
        assert result.f1 is not None and result.em is not None
        said = [p.text for p in predict(tiny.model, builder, changed)]
        golds = [[answer.text for answer in e.answers] for e in changed]
        assert result.f1.after == pytest.approx(sum(map(token_f1, said, golds)) / result.n)
        assert result.em.after == pytest.approx(sum(map(exact_match, said, golds)) / result.n)
        assert result.f1.low <= result.f1.difference <= result.f1.high
        assert (result.followed is not None) == PERTURBATIONS[result.kind].follows == (result.same is None)
    assert found == robustness(tiny, questions(), seed=3)
    assert Robustness.from_json(found.to_json()) == found


def test_what_an_uncased_reader_cannot_see_changes_nothing(tiny: Checkpoint) -> None:
    found = robustness(tiny, questions(), kinds=["lower-case", "extra-blanks"], limit=2)
    assert found.questions == 2 and [result.same for result in found.kinds] == [1.0, 1.0]
    assert all(result.f1 is not None and result.f1.difference == 0 for result in found.kinds)


def test_an_answer_that_follows_is_counted() -> None:
    own = [q for q in questions() if q.answers]
    golds = [q.answers[0].text for q in own]
    changed = [perturb("entity-swap", q) or q for q in own]
    new = [q.answers[0].text for q in changed]
    assert [a == b for a, b in zip(golds, new, strict=True)] == [False, True, False, True]
    rows = [0, 2]
    before, after = [golds[0], golds[2]], [new[0], golds[2]]
    found = counted([own[i] for i in rows], before, [changed[i] for i in rows], after)
    assert (found.n, found.swapped, found.kept, found.share) == (2, 1, 1, 0.5)
    assert 0 < found.low < 0.5 < found.high < 1
    # What was wrong before is not counted.
    assert counted([own[0]], ["Nordhavn"], [changed[0]], [new[0]]).n == 0


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        ({"kinds": ["shout"]}, "no perturbation 'shout'.*typo-swap"),
        ({"kinds": []}, "one or more"),
        ({"kinds": ["filler", "filler"]}, "each once"),
        ({"limit": -1}, "0 or more"),
        ({"seed": -1}, "0 or more"),
    ],
)
def test_options_that_break_their_rule(tiny: Checkpoint, options: dict, rule: str) -> None:
    with pytest.raises(InputError, match=rule):
        robustness(tiny, questions(), **options)


def test_nothing_answerable_and_bad_json(tiny: Checkpoint) -> None:
    with pytest.raises(InputError, match="found none"):
        robustness(tiny, questions()[:1])
    with pytest.raises(InputError, match="no Robustness in this JSON"):
        Robustness.from_json("{}")
    with pytest.raises(InputError, match="there are: filler"):
        robustness(tiny, questions(), kinds=["filler"]).kind("typo-key")


def test_the_table() -> None:
    change = Change(0.5, 0.25, -0.25, -0.5, 0.0, 0.1)
    followed = Followed(4, 3, 1, 0.75, 0.3, 0.95)
    kinds = (
        KindResult("filler", 8, change, change, 0.625, None),
        KindResult("no-accents", 0, None, None, None, None),
        KindResult("entity-swap", 8, change, change, None, followed),
    )
    text = table(Robustness("mine", 9, 0.8, 0.7, 0, kinds))
    assert "mine, 9 answerable questions, span forced: F1 80.0, EM 70.0" in text
    assert "| filler | 8 | 50.0 | 25.0 | -25.0 [-50.0, +0.0] | 50.0 | 25.0 | -25.0 [-50.0, +0.0] | 62.5 |" in text
    assert "| no-accents | 0 | - |" in text
    assert "entity-swap: answer swapped in 75.0 % [30.0, 95.0] of the 4 answered exactly before" in text


def test_the_command(tiny_base: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from kgqa.reader.checkpoint import save_checkpoint

    qas = [
        {"id": q.id, "question": q.question, "answers": [{"text": a.text, "answer_start": a.start} for a in q.answers]}
        for q in questions()
    ]
    file = tmp_path / "squad.json"
    file.write_text(json.dumps({"data": [{"title": "t", "paragraphs": [{"context": TEXT, "qas": qas}]}]}))
    save_checkpoint(new_checkpoint(str(tiny_base)), tmp_path / "reader")
    out = tmp_path / "out.json"
    command(file, str(tmp_path / "reader"), ["filler", "facts-shuffled"], 3, 0, "cpu", out, False, True)
    shown = capsys.readouterr()
    assert shown.err == "" and "| filler | 3 |" in shown.out and "| facts-shuffled | 0 |" in shown.out
    assert Robustness.from_json(out.read_text()).kind("filler").n == 3
    command(list_=True)
    listed = capsys.readouterr().out
    assert all(f"| {name} |" in listed for name in PERTURBATIONS)
    with pytest.raises(InputError, match="--questions"):
        command()
    with pytest.raises(InputError, match=r"out\.json: no folder"):
        command(file, json_out=tmp_path / "no" / "out.json")
    with pytest.raises(InputError, match="is a folder"):
        command(file, json_out=tmp_path)


@pytest.mark.slow
def test_the_shipped_reader_reads_rather_than_remembers() -> None:
    found = robustness("minilm-l6-v9", questions(), kinds=["entity-swap", "lower-case", "answer-digit"])
    assert found.em >= 0.75
    swap = found.kind("entity-swap").followed
    assert swap is not None and swap.n >= 1 and swap.swapped == swap.n and swap.kept == 0
    assert found.kind("lower-case").same == 1.0
