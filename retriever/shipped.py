"""The folder of what the retriever comes with: path scorers, sentence encoders, re-rankers."""

from pathlib import Path

SHIPPED = Path(__file__).parent / "checkpoints"
