"""What must be quick: importing the package, asking for help."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("torch", "transformers", "faiss", "spacy", "networkx", "rdflib", "neo4j", "numpy", "pydantic")


def test_importing_kgqa_and_help_load_nothing_heavy() -> None:
    for code in ("import kgqa, sys", "import sys; from kgqa.pipelines.cli.app import app"):
        script = f"{code}; print([m for m in {HEAVY} if m in sys.modules])"
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        assert done.stdout.strip() == "[]"
