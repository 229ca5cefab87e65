"""``kgqa train reader``."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kgqa.errors import InputError
from kgqa.pipelines.cli.console import bars, complain, say
from kgqa.pipelines.cli.given import count_only
from kgqa.pipelines.cli.options import Device, Quiet
from kgqa.pipelines.cli.training_options import Base, Bf16, Epochs, LearningRate, Out

FEW_LABELS, OTHER_MODELS, HOW = "Data", "Other readers and text", "How it learns"


class Tune(StrEnum):
    """What is trained."""

    WORDS_FROZEN = "words-frozen"
    FULL = "full"
    LORA = "lora"
    ADALORA = "adalora"
    ADAPTERS = "adapters"
    PREFIX = "prefix"


class CutWindows(StrEnum):
    """What a window without its question's answer is for."""

    NO_ANSWER = "no-answer"
    DROP = "drop"


def reader(
    ctx: typer.Context,
    train: Annotated[
        list[str],
        typer.Option(help="SQuAD-format file; FILE=3 reads it three times, FILE=0.5 half of it. Repeatable."),
    ],
    out: Out,
    dev: Annotated[Path | None, typer.Option(help="SQuAD-format file to score on.")] = None,
    base: Base = None,
    init: Annotated[str | None, typer.Option(help="Reader to start from: shipped name or folder.")] = None,
    epochs: Epochs = 1,
    learning_rate: LearningRate = 2e-4,
    batch_size: Annotated[int, typer.Option(min=1)] = 32,
    warmup: Annotated[float, typer.Option(help="Share of the steps.")] = 0.06,
    weight_decay: float = 0.01,
    seed: int = 0,
    bf16: Bf16 = True,
    train_words: Annotated[bool, typer.Option(help="Train the word table too (a larger checkpoint).")] = False,
    calibrate: Annotated[
        Path | None, typer.Option(help="SQuAD-format file, not trained on, to fit probabilities on.")
    ] = None,
    calibrate_paths: Annotated[Path | None, typer.Option(help="The same for questions over relation paths.")] = None,
    tune: Annotated[Tune, typer.Option(help="What is trained.", rich_help_panel=HOW)] = Tune.WORDS_FROZEN,
    rank: Annotated[int, typer.Option(min=1, help="Of LoRA and AdaLoRA.", rich_help_panel=HOW)] = 8,
    bottleneck: Annotated[int, typer.Option(min=1, help="Width of the adapters.", rich_help_panel=HOW)] = 48,
    prefix_length: Annotated[
        int, typer.Option(min=1, help="Keys and values learned in a layer.", rich_help_panel=HOW)
    ] = 16,
    accumulate: Annotated[int, typer.Option(min=1, help="Batches that make up a step.", rich_help_panel=HOW)] = 1,
    checkpointing: Annotated[
        bool, typer.Option("--checkpointing", help="Less memory, more time.", rich_help_panel=HOW)
    ] = False,
    check_every: Annotated[
        int, typer.Option(min=0, help="Steps between checks on --dev; the best is kept.", rich_help_panel=HOW)
    ] = 0,
    patience: Annotated[int, typer.Option(min=1, help="Checks without a better F1.", rich_help_panel=HOW)] = 3,
    layer_decay: Annotated[float, typer.Option(help="Learning rate, layer by layer.", rich_help_panel=HOW)] = 1.0,
    fgm: Annotated[float, typer.Option(help="Length of an adversarial step; 0: none.", rich_help_panel=HOW)] = 0.0,
    r_drop: Annotated[float, typer.Option(help="Weight of R-Drop; 0: none.", rich_help_panel=HOW)] = 0.0,
    repair: Annotated[
        bool, typer.Option("--repair", help="Mend answers that are off their place.", rich_help_panel=FEW_LABELS)
    ] = False,
    cut_windows: Annotated[
        CutWindows, typer.Option(help="Windows that cut the answer off.", rich_help_panel=FEW_LABELS)
    ] = CutWindows.NO_ANSWER,
    augment_words: Annotated[
        float, typer.Option(help="Share that gets a copy with a noisy question.", rich_help_panel=FEW_LABELS)
    ] = 0.0,
    augment_entities: Annotated[
        float, typer.Option(help="Share that gets a copy with another answer.", rich_help_panel=FEW_LABELS)
    ] = 0.0,
    pseudo: Annotated[
        Path | None, typer.Option(help="Questions for --init to label itself.", rich_help_panel=FEW_LABELS)
    ] = None,
    pseudo_cut: Annotated[float, typer.Option(help="How sure it must be.", rich_help_panel=FEW_LABELS)] = 0.8,
    replay: Annotated[
        str | None, typer.Option(help="FILE=0.2: an earlier file as that share of all.", rich_help_panel=FEW_LABELS)
    ] = None,
    teacher: Annotated[
        list[str] | None, typer.Option(help="Reader to learn from. Repeatable.", rich_help_panel=OTHER_MODELS)
    ] = None,
    keep_layers: Annotated[
        str | None, typer.Option(help="Layers of --init that stay, as 0,2,4.", rich_help_panel=OTHER_MODELS)
    ] = None,
    distil: Annotated[float, typer.Option(help="The teachers' share.", rich_help_panel=OTHER_MODELS)] = 0.5,
    temperature: Annotated[float, typer.Option(help="Of the teachers.", rich_help_panel=OTHER_MODELS)] = 2.0,
    adapt: Annotated[
        Path | None, typer.Option(help="Folder of .txt and .md to read first.", rich_help_panel=OTHER_MODELS)
    ] = None,
    adapt_steps: Annotated[int, typer.Option(min=1, rich_help_panel=OTHER_MODELS)] = 500,
    log: Annotated[Path | None, typer.Option(help="Folder for TensorBoard.")] = None,
    device: Device = "auto",
    quiet: Quiet = False,
) -> None:
    """Fine-tune a span reader on questions with answers (and without) in SQuAD format."""
    from kgqa.pipelines.train import Extras, scores_text, train_reader
    from kgqa.reader.training.domain import AdaptSettings
    from kgqa.reader.training.loop import TrainingSettings

    way = Tune.FULL if train_words else tune
    count_only(ctx, ("tune",), "without --train-words, which is --tune full", so=not train_words or tune is way)
    count_only(ctx, ("rank",), "with --tune lora or adalora", so=way in (Tune.LORA, Tune.ADALORA))
    count_only(ctx, ("bottleneck",), "with --tune adapters", so=way is Tune.ADAPTERS)
    count_only(ctx, ("prefix_length",), "with --tune prefix", so=way is Tune.PREFIX)
    count_only(ctx, ("patience",), "with --check-every", so=check_every > 0)
    count_only(ctx, ("pseudo_cut",), "with --pseudo", so=pseudo is not None)
    count_only(ctx, ("distil", "temperature"), "with --teacher", so=bool(teacher))
    count_only(ctx, ("adapt_steps",), "with --adapt", so=adapt is not None)
    settings = TrainingSettings(
        epochs=epochs,
        learning_rate=learning_rate,
        warmup=warmup,
        batch_size=batch_size,
        weight_decay=weight_decay,
        seed=seed,
        bf16=bf16,
        tune=tune.value,
        rank=rank,
        bottleneck=bottleneck,
        prefix_length=prefix_length,
        accumulate=accumulate,
        checkpointing=checkpointing,
        check_every=check_every,
        patience=patience,
        layer_decay=layer_decay,
        fgm=fgm,
        r_drop=r_drop,
        distil=distil,
        temperature=temperature,
        cut_windows=cut_windows.value,
    )
    extras = Extras(
        repair=repair,
        pseudo=pseudo,
        pseudo_cut=pseudo_cut,
        replay=replay,
        augment_words=augment_words,
        augment_entities=augment_entities,
        teachers=tuple(teacher or ()),
        keep_layers=_numbers(keep_layers),
        adapt=adapt,
        adapting=AdaptSettings(steps=adapt_steps, seed=seed, bf16=bf16),
        log=log,
    )
    with bars(quiet=quiet) as progress:
        trained = train_reader(
            train,
            out,
            dev_file=dev,
            base=base,
            init=init,
            settings=settings,
            train_words=train_words,
            calibrate_file=calibrate,
            calibrate_paths_file=calibrate_paths,
            extras=extras,
            device=device,
            progress=lambda step, total, loss: progress("steps", step, total),
        )
    report, outcome = trained.report, trained.outcome
    for what, lines in (("moved", report.moved), ("left out", report.skipped), ("blank", report.blank)):
        for line in lines[:5]:
            complain(f"{what}: {line}")
        if len(lines) > 5:
            complain(f"{what}: {len(lines) - 5} more")
    for count, what in ((len(report.empty), "with an empty context"), (len(report.long), "cut to the limit")):
        if count:
            complain(f"{count} questions {what}")
    if outcome.f1 is not None:
        complain(f"step {outcome.kept} of {outcome.steps} is kept: dev F1 {outcome.f1:.3f}")
    say(f"{out}: written" if trained.scores is None else f"{out}: {scores_text(trained.scores)}")


def _numbers(text: str | None) -> tuple[int, ...]:
    """Whole numbers parted by commas; none where nothing was said."""
    try:
        return () if text is None else tuple(map(int, text.split(",")))
    except ValueError:
        raise InputError(f"layers to keep are numbers parted by commas, as 0,2,4, found {text!r}") from None
