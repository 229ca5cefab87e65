"""The job ``train reader``: data files in, a checkpoint with its scores out."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from kgqa.data.example import ReadingExample
from kgqa.data.metrics.answers import exact_match
from kgqa.data.squad import read_squad
from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError, ModelError, reason_of
from kgqa.pipelines.destinations import checkpoint_folder
from kgqa.pipelines.mending import DataReport, inspected, read_examples
from kgqa.pipelines.train_start import check_base
from kgqa.reader.calibration import Calibration, fit_logistic, fit_platt
from kgqa.reader.checkpoint import (
    Checkpoint,
    load_checkpoint,
    new_checkpoint,
    save_checkpoint,
    save_record,
)
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.network.scoring import ReadingScores, predict, score
from kgqa.reader.training.augment import augmented
from kgqa.reader.training.domain import AdaptSettings, adapt, texts_of
from kgqa.reader.training.event_log import TensorBoard
from kgqa.reader.training.loop import Outcome, Progress, TrainingSettings, train
from kgqa.reader.training.parameters import check_start
from kgqa.reader.training.pseudo import pseudo_labelled
from kgqa.reader.training.replay import replayed
from kgqa.reader.training.trained_on import FILE as QUESTIONS
from kgqa.reader.training.trained_on import TrainedOn


@dataclass(frozen=True, slots=True)
class Extras:
    """What a run may take beside its training files.

    ``repair``: mends answers that are off their place. ``pseudo``: unlabelled questions in SQuAD format, that
    the reader started from labels itself where it is at least ``pseudo_cut`` sure. ``replay``: ``FILE=0.2``, an
    earlier file of which so much is read that it makes up the share. ``augment_words``, ``augment_entities``:
    shares of the examples that get a changed copy. ``teachers``: readers to learn from. ``adapt``: a folder of
    text to read first, as ``adapting`` says. ``log``: a folder for TensorBoard. ``keep_layers``: of the reader
    started from, if not all.
    """

    repair: bool = False
    pseudo: Path | None = None
    pseudo_cut: float = 0.8
    replay: str | None = None
    augment_words: float = 0.0
    augment_entities: float = 0.0
    teachers: tuple[str, ...] = ()
    adapt: Path | None = None
    adapting: AdaptSettings = field(default_factory=AdaptSettings)
    log: Path | None = None
    keep_layers: tuple[int, ...] = ()


class Trained(NamedTuple):
    """A finished run: the checkpoint as it lies on the disk, its dev scores, what was found in the data, and how
    the run ended."""

    checkpoint: Checkpoint
    scores: ReadingScores | None
    report: DataReport
    outcome: Outcome


def train_reader(
    train_files: Sequence[str],
    out: Path,
    *,
    dev_file: Path | None = None,
    base: str | None = None,
    init: str | None = None,
    settings: TrainingSettings | None = None,
    train_words: bool = False,
    calibrate_file: Path | None = None,
    calibrate_paths_file: Path | None = None,
    extras: Extras | None = None,
    device: str = "auto",
    progress: Progress | None = None,
) -> Trained:
    """Fine-tunes a reader on SQuAD-format files and writes the checkpoint to ``out``.

    ``train_files``: paths; ``path=3`` reads a file three times an epoch, ``path=0.5`` a seeded half of it.
    ``init``: a shipped reader or a checkpoint folder to start from, instead of the bare ``base`` (DEFAULT_BASE where
    None). ``train_words``: short for the setting ``tune="full"``. ``calibrate_file``, ``calibrate_paths_file``:
    questions over passages and over paths that were not trained on, to fit the probabilities. ``device``: "auto",
    "cpu" or "cuda"; a GPU comes to other last bits than the CPU. A stopped run is gone on with by the same call.
    Raises InputError on bad files and on options that are at odds, ModelError on a reader that can't be started from, a
    loss that is no number, and a checkpoint that can't be written.
    """
    settings, extras = settings or TrainingSettings(), extras or Extras()
    if train_words:
        if settings.tune not in ("words-frozen", "full"):
            raise InputError(f"to train the words is to train in full, not by {settings.tune}: choose one of the two")
        settings = replace(settings, tune="full")
    checkpoint_folder(out)
    place = device_of(device)
    start = load_checkpoint(init) if init else new_checkpoint(base or DEFAULT_BASE, seed=settings.seed)
    if init:
        check_base(base, init, start.base)
    start.model.to(place)
    check_start(start.model, settings)
    builder = InputBuilder(start.tokenizer, start.limits)
    examples, report = _training_examples(train_files, start, builder, settings, extras, has_init=init is not None)
    if extras.keep_layers:
        start = start.with_layers(extras.keep_layers)
    dev = list(read_squad(dev_file)) if dev_file else []  # read first: a bad file should fail before the hours
    for file in (calibrate_file, calibrate_paths_file):
        if file is not None:
            _check_calibrating(file)
    teachers = [load_checkpoint(name) for name in extras.teachers]
    for teacher in teachers:
        teacher.model.for_inference(place)
    log = TensorBoard(extras.log) if extras.log else None
    if extras.adapt is not None:
        adapt(
            start.model,
            start.tokenizer,
            texts_of(extras.adapt),
            extras.adapting,
            state=out / "state" / "adapt",
            progress=progress,
        )
    outcome = train(
        start.model,
        examples,
        builder,
        settings,
        state=out / "state",
        progress=progress,
        dev=dev,
        teachers=teachers,
        log=log,
    )
    if log is not None:
        log.close()
    record = {
        "files": [Path(spec).name for spec in train_files],
        "examples": len(examples),
        "init": Path(init).name if init else "",
        "settings": asdict(settings),
        **_told(extras, report),
    }
    _write(replace(start, name=out.name, training=record), out)
    own = TrainedOn.of(example.question for example in examples)
    learned = own.with_those_of([*([init] if init else []), *extras.teachers])
    if learned is None:  # a file that lacks some would tell of too few leaks
        (out / QUESTIONS).unlink(missing_ok=True)
    else:
        learned.save(out)
    # Measured is what lies on the disk, in half precision and run as it is run later.
    trained = load_checkpoint(out)
    trained.model.for_inference(place)
    trained = calibrated(trained, calibrate_file, calibrate_paths_file)
    scores = score(dev, predict(trained.model, builder, dev)) if dev else None
    trained = replace(trained, training={**record, "dev": asdict(scores) if scores else {}})
    save_record(trained, out)
    return Trained(trained, scores, report, outcome)


def _check_calibrating(file: Path) -> None:
    """Raises InputError where no curve could be fitted on the file; all of it is read, as later it is."""
    texts = [example.context for example in read_squad(file)]
    if not any(text.strip() for text in texts):
        raise InputError(f"{file}: probabilities can't be fitted on it: none of its texts holds anything to read")


def calibrated(checkpoint: Checkpoint, passages: Path | None, paths: Path | None) -> Checkpoint:
    """The checkpoint with the curve of each file fitted: best spans' margins against being right."""
    builder = InputBuilder(checkpoint.tokenizer, checkpoint.limits)
    curves = asdict(checkpoint.calibration)
    for kind, file in (("passage", passages), ("path", paths)):
        if file is not None:
            examples = list(read_squad(file))
            found = predict(checkpoint.model, builder, examples)
            right = [exact_match(p.text, [a.text for a in e.answers]) > 0 for p, e in zip(found, examples, strict=True)]
            if kind == "passage":
                signs = [(p.margin, p.share) for p in found]
                curves["passage_slope"], curves["passage_share"], curves["passage_bias"] = fit_logistic(signs, right)
            else:
                curves["path_slope"], curves["path_bias"] = fit_platt([p.margin for p in found], right)
    return replace(checkpoint, calibration=Calibration(**curves))


def weighted(specs: Sequence[str], seed: int) -> list[ReadingExample]:
    """Examples of all files, each file as often as its weight says."""
    return _weighted(specs, seed, repair=False)[0]


def _weighted(specs: Sequence[str], seed: int, *, repair: bool) -> tuple[list[ReadingExample], list[DataReport]]:
    examples: list[ReadingExample] = []
    reports = []
    for spec in specs:
        path, weight = _weight(spec)
        own, report = read_examples(path, repair=repair)
        reports.append(report)
        whole, part = int(weight), weight - int(weight)
        examples += own * whole
        if part:
            examples += random.Random(f"{seed} {Path(path).name}").sample(own, round(part * len(own)))
    return examples, reports


def _training_examples(
    specs: Sequence[str],
    start: Checkpoint,
    builder: InputBuilder,
    settings: TrainingSettings,
    extras: Extras,
    *,
    has_init: bool,
) -> tuple[list[ReadingExample], DataReport]:
    """The files' examples, then pseudo-labelled, changed and replayed ones."""
    examples, reports = _weighted(specs, settings.seed, repair=extras.repair)
    if extras.pseudo is not None:
        if not has_init:
            raise InputError("pseudo-labels need a trained reader to give them: name one to start from (init)")
        examples += pseudo_labelled(start, list(read_squad(extras.pseudo)), extras.pseudo_cut)
    examples += augmented(examples, words=extras.augment_words, entities=extras.augment_entities, seed=settings.seed)
    if extras.replay is not None:
        path, sign, share = extras.replay.rpartition("=")
        try:
            wanted = float(share) if sign else -1.0
        except ValueError:
            wanted = -1.0
        if not 0 < wanted < 1:
            raise InputError(f"{extras.replay!r}: replay is FILE=SHARE with a share above 0 and below 1")
        old, report = read_examples(path, repair=extras.repair)
        reports.append(report)
        examples += replayed(examples, old, wanted, settings.seed)
    return examples, inspected(reports, examples, builder)


def _told(extras: Extras, report: DataReport) -> dict[str, object]:
    """What the checkpoint's record says of extras and data; nothing where there were none."""
    plain = asdict(Extras())
    used = {name: value for name, value in asdict(extras).items() if value != plain[name]}
    told: dict[str, object] = {}
    if extras.adapt is None:
        used.pop("adapting", None)
    if extras.replay is not None:
        used["replay"] = Path(extras.replay).name
    if extras.teachers:
        used["teachers"] = [Path(name).name for name in extras.teachers]
    if used:
        told["extras"] = json.loads(json.dumps(used, default=lambda path: Path(path).name))
    if any(report.counts()[name] for name in ("moved", "skipped", "empty", "long", "blank")):
        told["data"] = report.counts()
    return told


def _write(checkpoint: Checkpoint, out: Path) -> None:
    """Writes the checkpoint beside its place first, so that one that stands there stays whole on a full disk."""
    aside = out / "state" / "writing"
    try:
        shutil.rmtree(aside, ignore_errors=True)
        save_checkpoint(checkpoint, aside)
        # The record last: it is what makes a folder a checkpoint.
        for file in sorted(aside.iterdir(), key=lambda file: file.suffix == ".json"):
            file.replace(out / file.name)
    except Exception as error:  # safetensors has an error of its own for a full disk
        raise ModelError(
            f"{out}: the checkpoint can't be written: {reason_of(error)}; the run's state is kept in it"
        ) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _weight(spec: str) -> tuple[str, float]:
    path, sign, number = spec.rpartition("=")
    if not sign or Path(spec).exists():
        return spec, 1.0
    try:
        weight = float(number)
    except ValueError:
        weight = -1.0
    if not 0 < weight <= 100:
        raise InputError(f"{spec!r}: a weight is a number above 0 and at most 100, as in train.json=3")
    return path, weight


def scores_text(scores: ReadingScores) -> str:
    """The scores as one line of JSON."""
    return json.dumps({key: round(value, 3) for key, value in asdict(scores).items()})
