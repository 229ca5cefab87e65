"""Whether the documents, what is kept of them and their passages fit each other."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np

from kgqa.errors import KGQAError
from kgqa.extract.recipe import Recipe
from kgqa.extract.resolve.decisions import Decisions
from kgqa.extract.sources import COLUMNS
from kgqa.kg.folder import PASSAGES
from kgqa.kg.layout import BUILDING, DATES, GIVEN_PASSAGES, SOURCES
from kgqa.kg.passages import PassageTable
from kgqa.kg.strings import StringTable
from kgqa.pipelines.checking.checked import Checked, Named, most
from kgqa.pipelines.held import all_passages, text_in


def check_sources(checked: Checked) -> Named:
    """The documents are sorted by distinct ids, and all that was found in one lies in its text."""
    file = checked.folder.arrays(SOURCES)
    lengths = {name: len(StringTable.load(file, f"sources.{name}")) for name in COLUMNS}
    if len(set(lengths.values())) > 1:
        yield SOURCES, f"{file.path}: columns of the documents differ in length: {lengths}"
        return
    ids = list(checked.sources.ids)
    if any(after <= before for before, after in pairwise(ids)):
        yield SOURCES, f"{file.path}: ids of documents must be distinct and sorted"
    for source in checked.sources:
        try:
            n = len(source.document.text)
            extraction = source.extraction
        except (KGQAError, ValueError, KeyError, TypeError, IndexError) as error:
            yield SOURCES, f"{file.path}: document {source.id!r}: what was found in it can't be read: {error}"
            continue
        spans = [fact.sentence for fact in extraction.facts]
        spans += [mention for entity in extraction.entities for mention in entity.mentions]
        if any(not 0 <= start <= end <= n for start, end in spans):
            yield SOURCES, f"{file.path}: document {source.id!r}: something was found outside its {n} characters"


def check_building(checked: Checked) -> Named:
    """How it was built, the decisions and the merges can be read."""
    file = checked.folder.arrays(BUILDING)
    building = json.loads(text_in(file, "building"))
    Recipe.from_json(json.dumps(building["recipe"]))
    Decisions.from_json(json.dumps(building["decisions"]))
    for name in ("merges", "suggested", "pruned"):
        if not isinstance(json.loads(text_in(file, name)), list):
            yield BUILDING, f"{file.path}: {name} must be a list"


def check_dates(checked: Checked) -> Named:
    """Each document has its date."""
    file = checked.folder.arrays(DATES)
    ids, seconds = list(StringTable.load(file, "dates.ids")), file.typed("dates.seconds", np.int64)
    if ids != list(checked.sources.ids) or len(seconds) != len(ids):
        yield DATES, f"{file.path}: must date each document once: {len(seconds)} dates of {len(ids)} documents"


def check_passages(checked: Checked) -> Named:
    """The passages are those that the documents are cut into, and the imported ones."""
    folder = checked.folder
    given = PassageTable.load(folder.arrays(GIVEN_PASSAGES)) if folder.has(GIVEN_PASSAGES) else ()
    expected = {passage.id: passage for passage in all_passages(given, checked.sources)}
    held = {passage.id: passage for passage in checked.passages}
    place = f"{folder.path}: passages"
    wrong = []
    for id, passage in held.items():
        length = checked.lengths.get(passage.doc_id)
        if id not in expected:
            wrong.append(f"{place}: {id!r} is of no document: {passage.doc_id!r} has no such passage")
        elif passage != expected[id]:
            if length is not None and not 0 <= passage.start <= passage.start + len(passage.text) <= length:
                where = f"from {passage.start} on lies outside document {passage.doc_id!r} of {length} characters"
            else:
                where = f"is not what document {passage.doc_id!r} says there"
            wrong.append(f"{place}: {id!r} {where}")
    wrong += [f"{place}: {id!r} of document {expected[id].doc_id!r} is missing" for id in expected if id not in held]
    yield from most(PASSAGES, wrong, f"{place}: problems")
