"""The words of RDF, RDFS, OWL, SKOS and the like that say what things are called."""

from __future__ import annotations

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
OWL = "http://www.w3.org/2002/07/owl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
SCHEMA = ("http://schema.org/", "https://schema.org/")

TYPE = RDF + "type"
WIKIDATA = "http://www.wikidata.org/"
WIKIDATA_ENTITY = WIKIDATA + "entity/"
WIKIDATA_DIRECT = WIKIDATA + "prop/direct/"
TYPES = (TYPE, WIKIDATA_DIRECT + "P31")
"""Predicates whose tails are classes."""
INVERSE = OWL + "inverseOf"
LABELS = (
    RDFS + "label",
    SKOS + "prefLabel",
    *(base + "name" for base in SCHEMA),
    "http://xmlns.com/foaf/0.1/name",
)
"""Predicates of labels, the first preferred."""
ALIAS = SKOS + "altLabel"
DESCRIPTIONS = (
    *(base + "description" for base in SCHEMA),
    "http://purl.org/dc/terms/description",
    RDFS + "comment",
    "http://dbpedia.org/ontology/abstract",
)

PROPERTY_CLASSES = frozenset(
    {
        RDF + "Property",
        *(
            OWL + name
            for name in (
                "ObjectProperty",
                "DatatypeProperty",
                "AnnotationProperty",
                "OntologyProperty",
                "FunctionalProperty",
                "InverseFunctionalProperty",
                "SymmetricProperty",
                "AsymmetricProperty",
                "TransitiveProperty",
                "ReflexiveProperty",
                "IrreflexiveProperty",
            )
        ),
    }
)
SCHEMA_OF_PROPERTIES = frozenset({RDFS + "domain", RDFS + "range", RDFS + "subPropertyOf", OWL + "equivalentProperty"})
