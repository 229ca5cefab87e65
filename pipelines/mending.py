"""Reading question files with small faults: answers off their place are put right or left out, and all is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from kgqa.data.example import ReadingExample
from kgqa.data.squad import _answers, _example, _records, read_squad
from kgqa.errors import InputError
from kgqa.reader.network.inputs import InputBuilder


@dataclass(frozen=True, slots=True)
class DataReport:
    """What was found in the training files, each a tuple of "file: question id" lines.

    ``moved``: answers that stood elsewhere in their context, at one place alone; ``skipped``: answers that
    stand nowhere or at several places, left out, and their question with the last of them; ``empty``: questions
    whose context holds nothing to read, left out in effect; ``long``: questions cut to the reader's limit; ``blank``:
    questions without a word, which public files have, too, and which are learned from as they stand.
    """

    read: int = 0
    moved: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    long: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """Each of the fields as a number."""
        return {name: value if isinstance(value, int) else len(value) for name, value in asdict(self).items()}


def read_mended(path: Path | str) -> tuple[list[ReadingExample], DataReport]:
    """A SQuAD-format file, its answers' offsets mended: see :class:`DataReport`.

    An offset that is wrong or missing is looked for: where the answer's text stands once in the context, that
    is taken. Raises InputError where anything else is wrong with the file: a question without a list of answers, too,
    unless it is marked as impossible.
    """
    path = Path(path)
    examples: dict[str, ReadingExample] = {}
    moved: list[str] = []
    skipped: list[str] = []
    for record in _records(path):
        title, context, question = (record.values[name] for name in ("title", "context", "question"))
        if not isinstance(question, dict):
            raise InputError(f"{record.place}: a question is a JSON object, not {question!r:.80}")
        where = f"{path}: question {question.get('id')!r}"
        # A question without a list of answers has none by mistake: it would teach the reader to abstain.
        given = _answers(path, f"question {question.get('id')!r}", question)
        kept = []
        for answer in given:
            start = _place(context, answer)
            if start is None:
                skipped.append(f"{where}: {_text(answer)!r:.80}")
                continue
            if start != answer.get("answer_start"):
                moved.append(f"{where}: {_text(answer)!r:.80} from {answer.get('answer_start')!r} to {start}")
            kept.append({**answer, "answer_start": start})
        if given and not kept:
            continue
        example = _example(path, title, context, {**question, "answers": kept})
        if example.id in examples:
            raise InputError(f"{record.place}: the id {example.id!r} comes twice")
        examples[example.id] = example
    return list(examples.values()), DataReport(len(examples), tuple(moved), tuple(skipped))


def read_examples(path: Path | str, *, repair: bool) -> tuple[list[ReadingExample], DataReport]:
    """A SQuAD-format file as it is, or mended. Raises InputError."""
    if repair:
        return read_mended(path)
    examples = list(read_squad(path))
    return examples, DataReport(len(examples))


def inspected(reports: Iterable[DataReport], examples: Sequence[ReadingExample], builder: InputBuilder) -> DataReport:
    """The reports as one, with the empty contexts, long and blank questions among ``examples``."""
    limit = builder.limits.question
    texts = [e.question[: limit * 40].encode("utf-8", "replace").decode() for e in examples]
    lengths = builder.tokenizer.encode_batch(texts, add_special_tokens=False)
    reports = list(reports)
    return DataReport(
        sum(report.read for report in reports),
        tuple(line for report in reports for line in report.moved),
        tuple(line for report in reports for line in report.skipped),
        tuple(dict.fromkeys(e.id for e in examples if not e.context.strip())),
        tuple(dict.fromkeys(e.id for e, n in zip(examples, lengths, strict=True) if len(n.ids) > limit)),
        tuple(dict.fromkeys(e.id for e in examples if not e.question.strip())),
    )


def _place(context: str, answer: Any) -> int | None:
    """Where the answer stands: where it says, else the one place that its text has in the context."""
    text = _text(answer)
    if not text:
        return None
    start = answer.get("answer_start")
    if isinstance(start, int) and start >= 0 and context[start : start + len(text)] == text:
        return start
    first = context.find(text)
    return first if first >= 0 and context.find(text, first + 1) < 0 else None


def _text(answer: Any) -> str:
    text = answer.get("text") if isinstance(answer, dict) else None
    return text if isinstance(text, str) else ""
