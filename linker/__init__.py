"""Mentions of a question, or of running text, to entities of the graph."""

from kgqa.linker.index import LinkIndex
from kgqa.linker.linker import EntityLinker
from kgqa.linker.text import TextLinker

__all__ = ["EntityLinker", "LinkIndex", "TextLinker"]
