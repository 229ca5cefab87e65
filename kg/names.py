"""What to call a thing that has only an id: readable labels from IRIs and relation names."""

from __future__ import annotations

import re
from urllib.parse import unquote

_IRI = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*://|urn:[A-Za-z0-9\-]+:)[^\x00-\x20<>\"{}|\\^`]+")
_DOTTED = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+")
_GAPS = re.compile(r"[\s_\-]+")

CALLED = "kgqa_label"
"""The property of Neo4j's relationships with what their relation is called, in the files that ``neo4j-admin`` reads."""


def is_iri(text: str) -> bool:
    """Whether ``text`` is an absolute IRI with an authority, or a URN.

    ``scheme:rest`` alone is not enough: "Terminator:Genisys" is a title.

    >>> is_iri("http://example.org/Heat"), is_iri("urn:isbn:1"), is_iri("Terminator:Genisys")
    (True, True, False)
    """
    return _IRI.fullmatch(text) is not None


def local_name(iri: str) -> str:
    """The last part of an IRI, after ``#``, ``/`` or (in a URN) ``:``, percent-decoded; may be empty."""
    if "#" in iri and not iri.endswith("#"):
        name = iri.rpartition("#")[2]
    elif iri.lower().startswith("urn:"):
        name = iri.rpartition(":")[2]
    else:
        name = iri.rstrip("#/").rpartition("/")[2]
    try:
        return unquote(name, errors="strict")
    except UnicodeDecodeError:
        return name


def label_of(id: str) -> str:
    """The label of an entity of which nothing but the id is known.

    An IRI gives its decoded local name with underscores as blanks; any other id is its own label.

    >>> label_of("http://dbpedia.org/resource/Heat_(1995_film)"), label_of("Heat_1995")
    ('Heat (1995 film)', 'Heat_1995')
    """
    if not is_iri(id):
        return id
    return local_name(id).replace("_", " ").strip() or id


def relation_label(id: str) -> str:
    """The label of a relation of which nothing but the id is known, in lower case words.

    The local name of an IRI, or the last part of a path such as ``/people/person/place_of_birth`` or
    ``people.person.place_of_birth``, with ``_``, ``-`` and camel case split to blanks.

    >>> relation_label("starred_actors"), relation_label("http://dbpedia.org/ontology/birthPlace")
    ('starred actors', 'birth place')
    """
    if is_iri(id):
        name = local_name(id)
    elif id.startswith("/"):
        name = id.rstrip("/").rpartition("/")[2]
    elif _DOTTED.fullmatch(id):
        name = id.rpartition(".")[2]
    else:
        name = id
    words = _GAPS.sub(" ", _split_camel_case(name)).strip().lower()
    return words or id


def in_words(name: str) -> str:
    """A relation's name as people say it: camel case and underscores are blanks. What is no single word in lower case
    before such a mark stays as it is.

    >>> [in_words(name) for name in ("maintainedBy", "home_port", "written in", "IMDb", "rating on IMDb")]
    ['maintained by', 'home port', 'written in', 'IMDb', 'rating on IMDb']
    """
    return relation_label(name) if name[:1].islower() and not any(map(str.isspace, name)) else name


def _split_camel_case(name: str) -> str:
    parts: list[str] = []
    for at, char in enumerate(name):
        if at and char.isupper():
            before, after = name[at - 1], name[at + 1 : at + 2]
            # "birthPlace" breaks before P, "ISBNNumber" before the N that starts a word.
            if before.islower() or before.isdigit() or (before.isupper() and after.islower()):
                parts.append(" ")
        parts.append(char)
    return "".join(parts)
