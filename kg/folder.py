"""The knowledge base folder: write a build, open one, verify one.

::

    versions/000001.json                 the manifest of a version
    versions/000001.note.json            when and by what that version was made, and which documents it changed
    segments/graph-<key>.safetensors     the files it lists, each named by its content and shared between versions
    CURRENT                              the version that is read; renamed last
    LOCK                                 held by the one writer
    KEEP                                 how many versions are kept, where somebody said so
    journal/                             what a job that was stopped had done
"""

from kgqa.kg.draft import Draft, create
from kgqa.kg.layout import FORMAT_VERSION, GRAPH, PASSAGES
from kgqa.kg.opened import Folder, open_folder
from kgqa.kg.verify import Check, verify

__all__ = [
    "FORMAT_VERSION",
    "GRAPH",
    "PASSAGES",
    "Check",
    "Draft",
    "Folder",
    "create",
    "open_folder",
    "verify",
]
