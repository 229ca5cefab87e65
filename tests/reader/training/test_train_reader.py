"""The whole job on files: mended data, extras, what is recorded, and what it refuses before it begins."""

from __future__ import annotations

import json
import os
import resource
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kgqa import InputError, ModelError
from kgqa.pipelines.mending import read_mended
from kgqa.pipelines.train import Extras, Trained, calibrated, train_reader
from kgqa.reader.calibration import Calibration
from kgqa.reader.checkpoint import (
    load_checkpoint,
    new_checkpoint,
    save_checkpoint,
    save_record,
    stored_calibration,
)
from kgqa.reader.training.domain import AdaptSettings
from kgqa.reader.training.loop import TrainingSettings
from kgqa.reader.training.trained_on import FILE as QUESTIONS
from kgqa.reader.training.trained_on import TrainedOn

SETTINGS = TrainingSettings(epochs=1, learning_rate=5e-3, batch_size=4, bf16=False)


def squad(path: Path, *paragraphs: tuple[str, list[dict[str, Any]]]) -> Path:
    made = [{"context": context, "qas": questions} for context, questions in paragraphs]
    path.write_text(json.dumps({"data": [{"title": "Boats", "paragraphs": made}]}), encoding="utf-8")
    return path


def boats(path: Path, *, prefix: str = "q", count: int = 8) -> Path:
    made = []
    for i in range(count):
        colour = ("red", "green", "blue")[i % 3]
        text = f"The boat number {i} is {colour} and old."
        answer = {"text": colour, "answer_start": text.index(colour)}
        made.append((text, [{"id": f"{prefix}{i}", "question": f"what colour is boat {i}?", "answers": [answer]}]))
    return squad(path, *made)


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    (tmp_path / "field").mkdir()
    (tmp_path / "field/a.txt").write_text("The boat is old and lies in the harbour. " * 20)
    return {
        "train": boats(tmp_path / "train.json"),
        "dev": boats(tmp_path / "dev.json", prefix="d", count=4),
        "old": boats(tmp_path / "old.json", prefix="o"),
        "field": tmp_path / "field",
    }


def trained(files: dict[str, Path], out: Path, base: Path, **more: Any) -> Trained:
    return train_reader([str(files["train"])], out, base=str(base), **{"settings": SETTINGS, **more})


def test_everything_at_once_then_from_it_with_pseudo_labels(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    pytest.importorskip("peft", reason="the extra tune is not installed")
    extras = Extras(
        replay=f"{files['old']}=0.2",
        augment_words=0.5,
        augment_entities=0.5,
        adapt=files["field"],
        adapting=AdaptSettings(steps=3, batch_size=2, length=16),
        log=tmp_path / "log" if _has_tensorboard() else None,
    )
    settings = replace(SETTINGS, tune="lora", check_every=2, epochs=2)
    first = trained(files, tmp_path / "first", tiny_base, dev_file=files["dev"], extras=extras, settings=settings)
    assert first.scores is not None and first.scores.answerable == 4
    assert first.outcome.f1 is not None and first.outcome.kept % 2 == 0
    record = load_checkpoint(tmp_path / "first").training
    assert record["examples"] > 8
    assert record["extras"]["replay"].endswith("old.json=0.2")
    assert record["settings"]["tune"] == "lora"
    if extras.log is not None:
        assert any("tfevents" in file.name for file in extras.log.iterdir())
    more = Extras(pseudo=files["old"], pseudo_cut=0.01, teachers=(str(tmp_path / "first"),))
    second = trained(files, tmp_path / "second", tiny_base, init=str(tmp_path / "first"), extras=more)
    assert second.checkpoint.training["examples"] == 8 + 8
    assert not list((tmp_path / "second").glob("**/writing"))


def _has_tensorboard() -> bool:
    try:
        import tensorboard  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def faulty(path: Path) -> Path:
    text = "Ada Lind met Karl Moe. Ada Lind left in 1907."

    def asked(key: str, *answers: dict[str, Any]) -> dict[str, Any]:
        return {"id": key, "question": "who?", "answers": list(answers)}

    return squad(
        path,
        (
            text,
            [
                asked("right", {"text": "Karl Moe", "answer_start": 13}),
                asked("off by one", {"text": "Karl Moe", "answer_start": 12}),
                asked("no offset", {"text": "1907"}),
                asked("twice", {"text": "Ada Lind", "answer_start": 5}),
                asked("nowhere", {"text": "Peder", "answer_start": 0}),
                asked("one of two", {"text": "Peder", "answer_start": 0}, {"text": "1907", "answer_start": 40}),
                asked("none"),
            ],
        ),
        ("  ", [asked("empty")]),
    )


def test_answers_are_moved_where_their_place_is_sure_and_left_out_elsewhere(tmp_path: Path) -> None:
    examples, report = read_mended(faulty(tmp_path / "faulty.json"))
    found = {e.id: [(a.start, a.text) for a in e.answers] for e in examples}
    assert found == {
        "right": [(13, "Karl Moe")],
        "off by one": [(13, "Karl Moe")],
        "no offset": [(40, "1907")],
        "one of two": [(40, "1907")],
        "none": [],
        "empty": [],
    }
    assert all(e.context[a.start : a.end] == a.text for e in examples for a in e.answers)
    assert report.counts() == {"read": 6, "moved": 2, "skipped": 3, "empty": 0, "long": 0, "blank": 0}
    assert [line.split("question ")[1].split("'")[1] for line in report.skipped] == ["twice", "nowhere", "one of two"]
    assert "'off by one': 'Karl Moe' from 12 to 13" in report.moved[0]


def test_what_was_mended_is_reported_and_asked_for(tiny_base: Path, tmp_path: Path) -> None:
    file = {"train": faulty(tmp_path / "faulty.json")}
    with pytest.raises(InputError, match="'off by one'"):
        trained(file, tmp_path / "out", tiny_base)
    done = trained(file, tmp_path / "out", tiny_base, extras=Extras(repair=True))
    assert done.report.counts() == {"read": 6, "moved": 2, "skipped": 3, "empty": 1, "long": 0, "blank": 0}
    assert load_checkpoint(tmp_path / "out").training["data"] == done.report.counts()


def test_blank_questions_are_told_and_kept(files: dict[str, Path], tiny_base: Path, tmp_path: Path) -> None:
    answer = {"text": "red", "answer_start": 12}
    asked = [{"id": id, "question": text, "answers": [answer]} for id, text in (("blank", " "), ("plain", "What?"))]
    done = trained({"train": squad(tmp_path / "blank.json", ("The boat is red.", asked))}, tmp_path / "out", tiny_base)
    assert done.report.blank == ("blank",)
    assert load_checkpoint(tmp_path / "out").training["examples"] == 2


def test_a_log_in_a_files_place_is_told_of(tmp_path: Path) -> None:
    pytest.importorskip("tensorboard", reason='needs pip install "kgqa[tune]"')
    from kgqa.reader.training.event_log import TensorBoard

    (tmp_path / "file").write_text("somebody's own")
    with pytest.raises(InputError, match=r"a log is a folder that can be written to, found .*/file: "):
        TensorBoard(tmp_path / "file")


def test_long_questions_are_counted(files: dict[str, Path], tiny_base: Path, tmp_path: Path) -> None:
    text = "The boat is red."
    answer = {"text": "red", "answer_start": 12}
    long = [{"id": "long", "question": "what colour " * 400, "answers": [answer]}]
    done = trained({"train": squad(tmp_path / "long.json", (text, long))}, tmp_path / "out", tiny_base)
    assert done.report.long == ("long",)


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"train_words": True, "settings": replace(SETTINGS, tune="lora")}, "to train in full, not by lora"),
        ({"extras": Extras(replay="old.json")}, "'old.json': replay is FILE=SHARE"),
        ({"extras": Extras(replay="old.json=2")}, "'old.json=2': replay is FILE=SHARE"),
        ({"extras": Extras(augment_words=2)}, "words is a share from 0 to 1, not 2"),
        ({"settings": replace(SETTINGS, check_every=2)}, "there are no dev questions"),
    ],
)
def test_what_it_refuses(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path, more: dict[str, Any], message: str
) -> None:
    with pytest.raises(InputError, match=message):
        trained(files, tmp_path / "out", tiny_base, **more)
    assert not (tmp_path / "out").exists()


def test_pseudo_labels_without_a_reader(files: dict[str, Path], tiny_base: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="pseudo-labels need a trained reader"):
        trained(files, tmp_path / "out", tiny_base, extras=Extras(pseudo=files["old"]))


def test_a_start_of_another_architecture(files: dict[str, Path], tiny_base: Path, tmp_path: Path) -> None:
    trained(files, tmp_path / "first", tiny_base)
    record = tmp_path / "first/reader.json"
    changed = json.loads(record.read_text())
    from kgqa.encoders.bases import find_base

    changed.update(base="all-MiniLM-L6-v2", base_sha256=find_base().sha256)
    record.write_text(json.dumps(changed))
    with pytest.raises(ModelError, match="does not fit all-MiniLM-L6-v2"):
        trained(files, tmp_path / "second", tiny_base, init=str(tmp_path / "first"))


def test_a_full_disk_leaves_the_checkpoint_that_was_there(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    trained(files, tmp_path / "out", tiny_base)
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before["reader.safetensors"]) // 2, hard))
    try:
        with pytest.raises(ModelError, match="can't be written"):  # the ended run is only loaded and written again
            trained(files, tmp_path / "out", tiny_base)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir() if p.is_file()} == before
    assert os.listdir(tmp_path / "out/state") == ["training.pt"]  # noqa: PTH208 - names alone, as a user lists them


def test_the_missing_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_base: Path) -> None:
    import sys

    from kgqa.reader.training.event_log import TensorBoard
    from kgqa.reader.training.parameters import Tuned

    monkeypatch.setitem(sys.modules, "peft", None)
    with pytest.raises(InputError, match=r"peft: pip install \"kgqa\[tune\]\""):
        Tuned(new_checkpoint(str(tiny_base)).model, replace(SETTINGS, tune="lora"), 10)
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    with pytest.raises(InputError, match=r"tensorboard: pip install \"kgqa\[tune\]\""):
        TensorBoard(tmp_path)


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ({"answer": "red"}, "needs a list under 'answers', and has None"),
        ({"answers": None}, "needs a list under 'answers', and has None"),
        ({"answers": 5}, "needs a list under 'answers', and has 5"),
        ({"answers": {"text": "red"}}, "needs a list under 'answers'"),
        ({"answers": [], "is_impossible": "no"}, "'is_impossible' is true or false"),
    ],
)
def test_answers_that_are_missing_are_no_abstention(tmp_path: Path, question: dict[str, Any], message: str) -> None:
    text = "The old ferry is red."
    asked = {"id": "ferry", "question": "what colour?", **question}
    with pytest.raises(InputError, match=rf"ferry.json: question 'ferry'.*{message}"):
        read_mended(squad(tmp_path / "ferry.json", (text, [asked])))
    examples, _ = read_mended(squad(tmp_path / "ferry.json", (text, [{**asked, "answers": 5, "is_impossible": True}])))
    assert [(e.id, e.answers) for e in examples] == [("ferry", ())]


def blank(path: Path, count: int = 1) -> Path:
    return squad(path, *((" ", [{"id": f"b{n}", "question": "who?", "is_impossible": True}]) for n in range(count)))


def joined(path: Path, *files: Path) -> Path:
    data = [article for file in files for article in json.loads(file.read_text())["data"]]
    path.write_text(json.dumps({"data": data}), encoding="utf-8")
    return path


def test_a_blank_text_leaves_the_curves_as_they_are_without_it(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    start = new_checkpoint(str(tiny_base), seed=3)
    start.model.eval()
    with_blank = joined(tmp_path / "both.json", files["dev"], blank(tmp_path / "blank.json"))
    curves = [calibrated(start, file, file).calibration for file in (files["dev"], with_blank)]
    assert curves[0] == curves[1] != Calibration()
    save_record(calibrated(start, with_blank, with_blank), tmp_path)
    assert "NaN" not in (tmp_path / "reader.json").read_text()


def test_a_record_is_json_or_is_not_written(tiny_base: Path, tmp_path: Path) -> None:
    start = new_checkpoint(str(tiny_base))
    with pytest.raises(ModelError, match="the reader's record can't be written"):
        save_record(replace(start, training={"loss": float("nan")}), tmp_path)
    assert not list(tmp_path.iterdir())
    save_checkpoint(start, tmp_path)
    record = json.loads((tmp_path / "reader.json").read_text())
    record["calibration"]["passage_slope"] = float("nan")  # as one that was written before may hold
    (tmp_path / "reader.json").write_text(json.dumps(record))
    for load in (load_checkpoint, stored_calibration):
        with pytest.raises(ModelError, match=r"is broken: .*passage_slope must be a finite number"):
            load(tmp_path)


def test_a_file_that_no_curve_fits_is_refused_before_the_hours(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    late = joined(tmp_path / "late.json", files["dev"], faulty(tmp_path / "faulty.json"))
    for name in ("calibrate_file", "calibrate_paths_file"):
        with pytest.raises(InputError, match="none of its texts holds anything to read"):
            trained(files, tmp_path / "out", tiny_base, **{name: blank(tmp_path / "blank.json", 2)})
        with pytest.raises(InputError, match="'off by one'"):
            trained(files, tmp_path / "out", tiny_base, **{name: late})
    assert not (tmp_path / "out").exists()


def test_the_questions_of_all_that_it_learned_from_are_known_or_none_are(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    def asked(name: str, question: str) -> dict[str, Path]:
        answer = {"text": "red", "answer_start": 12}
        one = {"id": name, "question": question, "answers": [answer]}
        return {"train": squad(tmp_path / f"{name}.json", ("The boat is red.", [one]))}

    first, second = tmp_path / "first", tmp_path / "second"
    trained(asked("a", "what colour has the boat?"), first, tiny_base)
    trained(asked("b", "how is it painted?"), second, tiny_base)
    third = asked("c", "which colour was chosen?")
    more = {"init": str(first), "extras": Extras(teachers=(str(second),))}
    trained(third, tmp_path / "third", tiny_base, **more)
    known = TrainedOn.load(tmp_path / "third")
    assert known is not None and len(known) == 3 and "How is it painted" in known
    (second / QUESTIONS).unlink()
    trained(third, tmp_path / "third", tiny_base, **more)  # what stood there goes, too
    assert TrainedOn.load(tmp_path / "third") is None
    (first / QUESTIONS).unlink()
    trained(third, tmp_path / "fourth", tiny_base, init=str(first))
    assert TrainedOn.load(tmp_path / "fourth") is None


def test_another_base_than_that_of_the_reader_begun_with_is_refused(
    files: dict[str, Path], tiny_base: Path, tmp_path: Path
) -> None:
    trained(files, tmp_path / "first", tiny_base)
    with pytest.raises(InputError, match=r"first sits on the base .*, not on all-MiniLM-L6-v2"):
        train_reader(
            [str(files["train"])],
            tmp_path / "second",
            base="all-MiniLM-L6-v2",
            init=str(tmp_path / "first"),
            settings=SETTINGS,
        )
    assert not (tmp_path / "second").exists()
