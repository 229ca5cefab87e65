"""The knowledge base folder: write a build, open one, verify one.

::

    versions/000001.json                 the manifest of a version
    segments/graph-<build>.safetensors   the files it lists, each carrying the build id
    CURRENT                              the version that is read; renamed last
    LOCK                                 held by the one writer
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
