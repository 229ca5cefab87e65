"""The jobs ``adapt`` and ``train paths``: a path scorer tuned on a graph alone, or on questions with their chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from kgqa.encoders.bases import DEFAULT_BASE
from kgqa.encoders.precision import device_of
from kgqa.errors import InputError, ModelError, StoreError
from kgqa.kg.draft import check_writable, reserve
from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.manifest import said_in
from kgqa.kg.statements import without_statements
from kgqa.pipelines.destinations import checkpoint_folder
from kgqa.pipelines.progress import Progress, silent
from kgqa.pipelines.train_start import check_base
from kgqa.pipelines.writing import RETRIEVER, build_id, scorer_record
from kgqa.retriever.path_arrays import SCORER, own_scorer, scorer_arrays, scorer_metadata
from kgqa.retriever.path_examples import PathExample, read_examples
from kgqa.retriever.path_scorer import (
    DEFAULT_SCORER,
    PathCheckpoint,
    PathScorer,
    load_scorer,
    new_scorer,
    save_scorer,
)
from kgqa.retriever.path_training import PathSettings, train_paths
from kgqa.retriever.path_tuning import tuned
from kgqa.retriever.paths import step_labels

COUNT = 4000
STATE, PARTIAL = "training.pt", "training.tmp"
"""Files that :class:`kgqa.encoders.run_state.RunState` keeps."""
ADAPTING = PathSettings(learning_rate=5e-5)
"""Gentle: what the scorer knows of people's wordings is to stay."""


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it: the folder, the number of questions and the steps made; ``share`` of the tuned weights that was
    taken, the rest being those it started from; whether what a stopped run had left was of another graph or of other
    settings, and was dropped."""

    path: Path
    questions: int
    steps: int
    share: float = 1.0
    dropped: bool = False


def adapt(
    kb: str | Path,
    out: str | Path | None = None,
    *,
    scorer: str | Path = DEFAULT_SCORER,
    count: int = COUNT,
    settings: PathSettings = ADAPTING,
    progress: Progress = silent,
) -> Tuned:
    """Tunes a path scorer on questions that the graph of ``kb`` asks about itself.

    It becomes part of the knowledge base, in a new version of it, and is what it is asked with from then on; or it goes
    to the folder ``out``. A stopped run goes on: its state is in ``out``, or beside the knowledge base, where one of
    another graph or other settings is dropped. Raises InputError where the graph holds no triples or no checkpoint can
    go to ``out``, StoreError where another writer is at work or the knowledge base can't be written.
    """
    if count < 1:
        raise InputError(f"count must be 1 or more, found {count}")
    if out is not None:
        checkpoint_folder(out)
    graph = without_statements(Graph.load(open_folder(kb).arrays(GRAPH)))  # as it is asked
    if out is None:
        check_writable(kb)  # before an hour's work, not after
        _check_place(_beside(Path(kb)))
    start = load_scorer(scorer)
    state = Path(out) / "state" if out is not None else _beside(Path(kb))
    begun = False

    def tell(done: int, total: int, loss: float) -> None:
        nonlocal begun
        begun = True
        progress("steps", done, total)

    was_there = (state / STATE).exists()
    dropped = False
    try:
        made = tuned(start, graph, count, settings, state=state, progress=tell)
    except (InputError, ModelError):
        if out is not None or begun or not was_there:
            raise
        # The user named no folder: what lies there is of no use to anybody.
        _drop(state)
        dropped = True
        made = tuned(start, graph, count, settings, state=state, progress=tell)
    record = {
        "init": Path(scorer).name,
        "adapted": True,
        "questions": made.questions,
        "settings": asdict(settings),
        "share": made.share,
        "hits": list(made.hits),
    }
    checkpoint = replace(made.checkpoint, training=record)
    if out is None:
        _put(Path(kb), own_scorer(checkpoint), "adapt")
        _drop(state)
        return Tuned(Path(kb), made.questions, made.steps, made.share, dropped)
    save_scorer(replace(checkpoint, name=Path(out).name), Path(out))
    return Tuned(Path(out), made.questions, made.steps, made.share)


def forget(kb: str | Path) -> bool:
    """Takes the scorer that :func:`adapt` put into a knowledge base out again, and what a stopped run left; whether
    there was a scorer."""
    there = open_folder(kb).has(SCORER)
    if there:
        _put(Path(kb), load_scorer(DEFAULT_SCORER), "adapt --remove")
    _drop(_beside(Path(kb)))
    return there


def _beside(kb: Path) -> Path:
    """Where the state of a run lies that ends in the knowledge base: nothing but versions lies in there."""
    return kb.resolve().parent / f"{kb.resolve().name}.adapting"


def _check_place(state: Path) -> None:
    """Raises StoreError where a run can't keep its state at ``state``."""
    try:
        state.mkdir(exist_ok=True)
        (state / PARTIAL).touch()
        (state / PARTIAL).unlink()
    except OSError as error:
        raise StoreError(
            f"{state}: a run's state can't be kept there: {error.strerror or error}; --out names another folder"
        ) from error
    with suppress(OSError):
        state.rmdir()


def _drop(state: Path) -> None:
    """Removes the state of a run, and its folder where nothing else lies in it."""
    with suppress(OSError):
        for name in (STATE, PARTIAL):
            (state / name).unlink(missing_ok=True)
        state.rmdir()


def _put(kb: Path, checkpoint: PathCheckpoint, command: str) -> None:
    """A new version of the knowledge base whose paths are ranked by this scorer; all else is taken over."""
    scorer = PathScorer(checkpoint, device="cpu")
    with reserve(kb, replace=True, command=command) as place:
        folder = open_folder(kb)
        steps = scorer.steps(step_labels(Graph.load(folder.arrays(GRAPH))))
        encoder = str(folder.manifest["encoder"]["sha256"])
        with place.draft(build_id(str(folder.manifest["digest"]), encoder, scorer.key)) as draft:
            for name in folder.names:
                if name not in (RETRIEVER, SCORER):
                    draft.take(name, folder)
            arrays = folder.arrays(RETRIEVER)
            draft.write(RETRIEVER, {key: arrays[key] for key in arrays.names} | {"steps": steps})
            if checkpoint.own:
                draft.write(SCORER, scorer_arrays(checkpoint), scorer_metadata(checkpoint))
            draft.commit({**said_in(folder.manifest), "paths": scorer_record(scorer)})


def train_scorer(
    files: Sequence[str | Path],
    out: str | Path,
    *,
    base: str | None = None,
    init: str | Path | None = None,
    settings: PathSettings = PathSettings(),  # noqa: B008  # frozen
    device: str = "auto",
    progress: Progress = silent,
) -> Tuned:
    """Trains a path scorer on files of questions with their chains (``kgqa.retriever.path_examples``).

    ``init``: the scorer to start from, else a fresh one on ``base`` (DEFAULT_BASE where None). ``device``: "auto",
    "cpu" or "cuda"; a GPU comes to other last bits than the CPU, and not to the same each time. A stopped run goes on
    in ``out``. Raises InputError on bad files and where no checkpoint can go to ``out``.
    """
    folder = checkpoint_folder(out)
    place = device_of(device)
    examples = [example for file in files for example in read_examples(Path(file))]
    start = load_scorer(init) if init else new_scorer(base or DEFAULT_BASE, seed=settings.seed)
    if init:
        check_base(base, init, start.base)
    training = {"init": Path(init).name if init else base or DEFAULT_BASE, "files": [Path(file).name for file in files]}
    start.model.to(place)
    return _tune(start, examples, folder, settings, training, progress)


def _tune(
    start: PathCheckpoint,
    examples: Sequence[PathExample],
    out: Path,
    settings: PathSettings,
    training: Mapping[str, object],
    progress: Progress,
) -> Tuned:
    steps = train_paths(
        start.model,
        start.tokenizer,
        examples,
        settings,
        state=out / "state",
        progress=lambda done, total, loss: progress("steps", done, total),
    )
    start.model.to("cpu")
    record = {**training, "questions": len(examples), "settings": asdict(settings)}
    save_scorer(PathCheckpoint(out.name, start.base, start.model, start.tokenizer, record), out)
    return Tuned(out, len(examples), steps)
