"""Ids as RDF terms and back, exactly, for stores that hold RDF."""

from __future__ import annotations

import re
from functools import lru_cache

from kgqa.errors import InputError
from kgqa.kg.formats.iris import ID_PREFIX, id_to_iri, iri_to_id
from kgqa.types import Literal

BLANK = re.compile(r"_:([A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?)")
"""Ids of blank nodes; any other id is an IRI."""

XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
LANG_STRING = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"


@lru_cache(1 << 16)
def iri_of(id: str) -> str:
    """The IRI that an id is: itself where it is one, else one under ``urn:kgqa:``, as in files of RDF.

    >>> iri_of("http://example.org/Heat"), iri_of("Heat"), id_of(iri_of("a}) DETACH DELETE n"))
    ('http://example.org/Heat', 'urn:kgqa:Heat', 'a}) DETACH DELETE n')
    """
    return id if is_valid_iri(id) and id_of(id) == id else id_to_iri(id)


def id_of(iri: str, *, is_relation: bool = False) -> str:
    """The id that :func:`iri_of` gives this IRI for; any other IRI is its own id.

    A node's id that names a blank node is never an IRI; a relation's may be.
    """
    if not iri.startswith(ID_PREFIX):
        return iri
    plain = iri_to_id(iri)
    if plain == iri or (BLANK.fullmatch(plain) and not is_relation):
        return iri
    return plain if iri_of(plain) == iri else iri


@lru_cache(1 << 16)
def is_valid_iri(text: str) -> bool:
    """Whether RDF allows ``text`` as an absolute IRI (RFC 3987)."""
    from pyoxigraph import NamedNode

    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def literal_parts(literal: Literal) -> tuple[str, str, str]:
    """(value, datatype IRI or "", language tag) for RDF. Raises InputError for a datatype beside a language."""
    if literal.lang and literal.datatype not in ("", LANG_STRING):
        raise InputError(f"RDF has literals with a datatype or a language, not both, found {literal!r}")
    datatype = "" if literal.lang or literal.datatype == XSD_STRING else literal.datatype
    return literal.value, iri_of(datatype) if datatype else "", literal.lang


def literal_of(value: str, datatype: str, lang: str) -> Literal:
    """A literal of RDF as kgqa's: xsd:string is no datatype, and a language is none beside one."""
    if lang:
        return Literal(value, "", lang)
    return Literal(value, "" if datatype in ("", XSD_STRING) else id_of(datatype))
