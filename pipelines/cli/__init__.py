"""The command line. The heavy modules are imported inside the commands, so that ``--help`` is instant."""

from kgqa.pipelines.cli.app import main

__all__ = ["main"]
