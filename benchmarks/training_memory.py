"""The most memory that training a reader takes, with full windows.

    python -m benchmarks.training_memory [--reader minilm-l6-v9] [--batch 16] [--tokens 384]

A few steps in this process, which prints its peak in MiB: it must have done nothing else. Aim: under 6,144.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
from dataclasses import replace
from pathlib import Path

from kgqa import Mention
from kgqa.data.example import ReadingExample
from kgqa.reader.checkpoint import DEFAULT_READER, load_checkpoint
from kgqa.reader.network.inputs import InputBuilder
from kgqa.reader.training.loop import TrainingSettings, train

SENTENCE = "The boat is red and lies in the harbour of the old town. "


def examples(count: int, tokens: int) -> list[ReadingExample]:
    """Questions over texts of twice as many tokens."""
    text = SENTENCE * (2 * tokens // 13)
    at = text.index("red")
    return [
        ReadingExample(str(i), f"What colour is boat {i}?", text, (Mention(at, at + 3, "red"),)) for i in range(count)
    ]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--reader", default=DEFAULT_READER)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--tokens", type=int, default=384)
    args = parser.parse_args()
    checkpoint = load_checkpoint(args.reader)
    builder = InputBuilder(checkpoint.tokenizer, replace(checkpoint.limits, total=args.tokens))
    with tempfile.TemporaryDirectory() as name:
        train(
            checkpoint.model,
            examples(args.batch, args.tokens),
            builder,
            TrainingSettings(batch_size=args.batch),
            state=Path(name),
        )
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


if __name__ == "__main__":
    main()
