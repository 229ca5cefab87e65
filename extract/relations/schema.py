"""The relations that an extractor looks for: each by its own words, so that one never seen in training works too."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


@dataclass(frozen=True, slots=True)
class RelationType:
    """A relation as an ontology or a schema names it.

    ``id`` tells it from the others ("P19", an IRI, or the label again); ``label`` is what facts call it. ``domain``
    and ``range`` are words for what it holds between ("person", "place"), "" where anything goes; "number", "date"
    and "string" for literals. ``description`` may say more of it.
    """

    id: str
    label: str
    domain: str = ""
    range: str = ""
    description: str = ""


def spoken(name: str) -> str:
    """A name of a relation or class as lower-case words.

    >>> spoken("elevationAboveTheSeaLevel"), spoken("country_of_origin"), spoken("numberOfISBNCodes")
    ('elevation above the sea level', 'country of origin', 'number of isbn codes')
    """
    return " ".join(_CAMEL.sub(" ", name.replace("_", " ")).split()).lower()
