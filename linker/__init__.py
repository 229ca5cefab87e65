"""Mentions of a question to entities of the graph."""

from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker

__all__ = ["EntityLinker", "LinkIndex"]
