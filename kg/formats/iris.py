"""Ids that are no IRIs, as IRIs and back; and the words of kgqa's own that RDF has none for.

``Heat`` is ``urn:kgqa:Heat`` in RDF. What is read under that prefix becomes the plain id again, so that a graph
from tables goes through RDF and back unchanged.
"""

from __future__ import annotations

import re
from urllib.parse import quote, unquote

ID_PREFIX = "urn:kgqa:"
_TERMS = "urn:kgqa-terms:"

ENTITY = _TERMS + "entity"
"""Marks an entity that nothing else is said of."""
ENTITY_TYPE = _TERMS + "type"
"""The label of a type that is no rdf:type."""
INVERSE_LABEL = _TERMS + "inverse"
"""What a relation is called from tail to head."""
RELATION_LABEL = _TERMS + "relationLabel"
"""The label of a relation whose id is an entity's too."""
RELATION_ALIAS = _TERMS + "relationAlias"

# XML names of properties must end so; "~" itself is escaped in what comes before.
_XML_END = "~_"
_XML_NAME_AT_END = re.compile(r"[A-Za-z_][A-Za-z0-9._\-]*\Z")

OWN_BLANK = re.compile(r"_:(b[0-9a-f]{12}n\d+)")
"""Blank nodes as kgqa names them: by a hash of the file they came from, so that the names can be kept."""


def id_to_iri(id: str, base: str = "") -> str:
    """An IRI for an id that is none: under ``base``, or under kgqa's own prefix, which :func:`iri_to_id` undoes.

    >>> id_to_iri("Heat (1995)"), iri_to_id(id_to_iri("Heat (1995)"))
    ('urn:kgqa:Heat%20%281995%29~_', 'Heat (1995)')
    """
    quoted = quote(id, safe="")
    if base:
        return base + quoted
    quoted = quoted.replace("~", "%7E")
    return ID_PREFIX + (quoted if _XML_NAME_AT_END.search(quoted) else quoted + _XML_END)


def iri_to_id(iri: str) -> str:
    """The plain id that an IRI under kgqa's prefix stands for; any other IRI itself."""
    if not iri.startswith(ID_PREFIX):
        return iri
    try:
        return unquote(iri[len(ID_PREFIX) :].removesuffix(_XML_END), errors="strict") or iri
    except UnicodeDecodeError:
        return iri
