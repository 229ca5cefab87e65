"""Writing examples in the SQuAD layout."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from kgqa.data.example import ReadingExample


def write_squad(examples: Sequence[ReadingExample], path: Path) -> None:
    """One article and paragraph an example; answers keep their offsets, facts stand beside the question."""
    data = [
        {
            "title": e.title,
            "paragraphs": [
                {
                    "context": e.context,
                    "qas": [
                        {
                            "id": e.id,
                            "question": e.question,
                            "answers": [{"text": a.text, "answer_start": a.start} for a in e.answers],
                            "is_impossible": not e.answers,
                            "facts": list(e.facts),
                        }
                    ],
                }
            ],
        }
        for e in examples
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"version": path.stem, "data": data}, ensure_ascii=False), encoding="utf-8")
    print(f"{path}: {len(examples)} questions, {sum(not e.answers for e in examples)} without an answer")
