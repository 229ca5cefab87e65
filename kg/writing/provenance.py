"""Where facts stand, in RDF: each as an rdf:Statement that is derived from sentences of documents, in PROV-O."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from kgqa.kg.formats.said import SAID
from kgqa.kg.formats.vocabulary import RDF, RDFS, TYPE
from kgqa.kg.writing.evidence import Evidence, EvidenceOf, written
from kgqa.types import Literal, Triple

PROV = "http://www.w3.org/ns/prov#"
DCTERMS = "http://purl.org/dc/terms/"
NIF = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
KGQA = "urn:kgqa-terms:"
PREFIXES = {"prov": PROV, "dcterms": DCTERMS, "nif": NIF, "kgqa": KGQA}
GRAPH = SAID + "provenance"
"""The named graph that these statements are in, where the format has named graphs."""

_XSD = "http://www.w3.org/2001/XMLSchema#"


def provenance_statements(facts: Iterable[Triple], evidence: EvidenceOf) -> Iterator[Triple]:
    """What is known of where ``facts`` stand; nothing of those that were imported. Each node is described once."""
    described: set[str] = set()
    for fact in facts:
        found = evidence(fact)
        if found is not None:
            yield from _of_fact(Triple(fact.head, fact.relation, fact.tail), found, described)


def _of_fact(fact: Triple, evidence: Evidence, described: set[str]) -> Iterator[Triple]:
    tail = fact.tail
    key = [fact.head, fact.relation, tail if isinstance(tail, str) else [tail.value, tail.datatype, tail.lang]]
    node = f"{SAID}fact:{_hash(key)}"
    if node in described:
        return  # the same fact in another graph
    described.add(node)
    yield Triple(node, TYPE, RDF + "Statement")
    yield Triple(node, RDF + "subject", fact.head)
    yield Triple(node, RDF + "predicate", fact.relation)
    yield Triple(node, RDF + "object", tail)
    yield Triple(node, KGQA + "confidence", _double(evidence.confidence))
    sentences: set[str] = set()
    for place in evidence.places:
        document = f"{SAID}document:{quote(place['document'], safe='')}"
        start = int(place["start"])
        sentence = f"{document}#char={start},{start + len(place['sentence'])}"
        extraction = f"{SAID}extraction:{quote(place['extractor'], safe='')}"
        yield from _of_document(document, place, described)
        yield from _of_sentence(sentence, document, start, place, described)
        yield from _of_extraction(extraction, place["extractor"], described)
        if sentence not in sentences:
            sentences.add(sentence)
            yield Triple(node, PROV + "wasDerivedFrom", sentence)
        told = [place.get(name) for name in ("document", "start", "said", "extractor", "qualifiers")]
        reading = f"{SAID}reading:{_hash([key, told])}"
        yield Triple(node, PROV + "qualifiedDerivation", reading)
        yield from _of_reading(reading, sentence, extraction, start, place)


def _of_reading(reading: str, sentence: str, extraction: str, start: int, place: Mapping[str, Any]) -> Iterator[Triple]:
    """That one extractor reads a fact out of one sentence: how sure it is, by which words, and on what terms."""
    first, last = place["said"]
    yield Triple(reading, TYPE, PROV + "Derivation")
    yield Triple(reading, PROV + "entity", sentence)
    yield Triple(reading, PROV + "hadActivity", extraction)
    yield Triple(reading, KGQA + "confidence", _double(place["confidence"]))
    yield Triple(reading, NIF + "beginIndex", _index(start + first))
    yield Triple(reading, NIF + "endIndex", _index(start + last))
    for name, value in place.get("qualifiers", {}).items():
        yield Triple(reading, f"{KGQA}qualifier-{quote('-'.join(name.split()), safe='')}", Literal(value))


def _of_document(document: str, place: Mapping[str, Any], described: set[str]) -> Iterator[Triple]:
    if document in described:
        return
    described.add(document)
    yield Triple(document, TYPE, PROV + "Entity")
    yield Triple(document, DCTERMS + "identifier", Literal(place["document"]))
    if place.get("title"):
        yield Triple(document, DCTERMS + "title", Literal(place["title"]))
    if place.get("added"):
        yield Triple(document, KGQA + "added", Literal(place["added"], _XSD + "date"))


def _of_sentence(
    sentence: str, document: str, start: int, place: Mapping[str, Any], described: set[str]
) -> Iterator[Triple]:
    if sentence in described:
        return
    described.add(sentence)
    yield Triple(sentence, TYPE, PROV + "Entity")
    yield Triple(sentence, PROV + "wasQuotedFrom", document)
    yield Triple(sentence, PROV + "value", Literal(place["sentence"]))
    yield Triple(sentence, NIF + "beginIndex", _index(start))
    yield Triple(sentence, NIF + "endIndex", _index(start + len(place["sentence"])))
    if place.get("heading"):
        yield Triple(sentence, KGQA + "heading", Literal(place["heading"]))
    if place.get("page"):
        yield Triple(sentence, KGQA + "page", Literal(str(place["page"]), _XSD + "integer"))


def _of_extraction(extraction: str, extractor: str, described: set[str]) -> Iterator[Triple]:
    if extraction in described:
        return
    described.add(extraction)
    agent = f"{SAID}extractor:{quote(extractor, safe='')}"
    yield Triple(extraction, TYPE, PROV + "Activity")
    yield Triple(extraction, PROV + "wasAssociatedWith", agent)
    yield Triple(agent, TYPE, PROV + "SoftwareAgent")
    yield Triple(agent, RDFS + "label", Literal(extractor))


def _double(number: float) -> Literal:
    return Literal(written(number), _XSD + "double")


def _index(number: int) -> Literal:
    return Literal(str(number), _XSD + "nonNegativeInteger")


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
