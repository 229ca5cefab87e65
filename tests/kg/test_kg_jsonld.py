"""JSON-LD, for which there is no suite at hand: what rdflib reads of a document is what kgqa reads of it."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
import rdflib

from kgqa.kg.formats import read_triples
from kgqa.types import Literal, Quad, Triple

DOCUMENTS = {
    "expanded": [{"@id": "http://x/a", "http://x/p": [{"@id": "http://x/b"}, {"@value": "v"}]}],
    "vocab and types": {"@context": {"@vocab": "http://v/"}, "@id": "http://x/a", "@type": "Film", "name": "Heat"},
    "prefixes and terms": {
        "@context": {"ex": "http://x/", "knows": {"@id": "ex:knows", "@type": "@id"}, "age": "ex:age"},
        "@id": "ex:ann",
        "knows": ["ex:bob", {"@id": "ex:cid", "age": 7}],
        "age": [30, True],
    },
    "typed values": {
        "@context": {
            "xsd": "http://www.w3.org/2001/XMLSchema#",
            "born": {"@id": "http://x/born", "@type": "xsd:date"},
        },
        "@id": "http://x/a",
        "born": "1990-01-02",
        "http://x/n": {"@value": "5", "@type": "xsd:int"},
    },
    "languages": {
        "@context": {
            "@language": "en",
            "label": "http://x/label",
            "by": {"@id": "http://x/by", "@container": "@language"},
        },
        "@id": "http://x/a",
        "label": ["Heat", {"@value": "Hitze", "@language": "de"}, {"@value": "none"}],
        "by": {"en": "one", "fr": ["un", "une"]},
    },
    "lists": {
        "@context": {"all": {"@id": "http://x/all", "@container": "@list"}},
        "@id": "http://x/a",
        "all": ["one", "two"],
        "http://x/none": {"@list": []},
        "http://x/set": {"@set": ["a", "b"]},
    },
    "named graphs": {
        "@context": {"p": "http://x/p"},
        "@id": "http://x/g",
        "@graph": [{"@id": "http://x/a", "p": "1"}, {"@id": "_:b", "p": {"@id": "_:c"}}],
        "p": "about the graph",
    },
    "reverse": {"@id": "http://x/a", "@reverse": {"http://x/of": [{"@id": "http://x/b"}, {"@id": "http://x/c"}]}},
    "base": {"@context": {"@base": "http://x/dir/"}, "@id": "a", "http://x/p": [{"@id": "../b"}, {"@id": "#c"}]},
    "blank nodes": {"http://x/p": {"http://x/q": {"@id": "_:z", "http://x/r": {"@id": "_:z"}}}},
    "nested contexts": {
        "@context": {"a": "http://x/a", "in": "http://x/in"},
        "@id": "http://x/s",
        "in": {"@context": {"a": "http://y/a"}, "@id": "http://x/t", "a": "x"},
        "a": "y",
    },
    "index maps": {
        "@context": {"p": {"@id": "http://x/p", "@container": "@index"}},
        "@id": "http://x/a",
        "p": {"one": "1", "two": ["2", "3"]},
    },
    "id maps": {
        "@context": {"@version": 1.1, "p": {"@id": "http://x/p", "@container": "@id"}, "q": "http://x/q"},
        "@id": "http://x/a",
        "p": {"http://x/b": {"q": "1"}, "http://x/c": {"q": "2"}},
    },
    "nests": {
        "@context": {"@version": 1.1, "more": "@nest", "q": "http://x/q"},
        "@id": "http://x/a",
        "more": {"q": "1"},
    },
    "included": {
        "@context": {"@version": 1.1},
        "@id": "http://x/a",
        "@included": [{"@id": "http://x/b", "http://x/q": "1"}],
        "http://x/q": "0",
    },
    "json": {
        "@context": {"@version": 1.1, "j": {"@id": "http://x/j", "@type": "@json"}},
        "@id": "http://x/a",
        "j": {"b": [1, "x"]},
    },
    "scoped contexts": {
        "@context": {
            "@version": 1.1,
            "p": {"@id": "http://x/p", "@context": {"q": "http://x/q"}},
            "T": {"@id": "http://x/T", "@context": {"r": "http://x/r"}},
        },
        "@id": "http://x/a",
        "p": {"@id": "http://x/b", "q": "1"},
        "http://x/s": {"@type": "T", "r": "2"},
    },
    "included text": {"@id": "http://x/a", "http://x/p": 'quo"te\\ \n\t\u2028 é 𝄞'},
}


def canonical(statements: list[Triple]) -> ox.Dataset:
    def term(node: str | Literal) -> ox.NamedNode | ox.BlankNode | ox.Literal:
        if isinstance(node, str):
            return ox.BlankNode(node[2:]) if node.startswith("_:") else ox.NamedNode(node)
        if node.lang:
            return ox.Literal(node.value, language=node.lang)
        return ox.Literal(node.value, datatype=ox.NamedNode(node.datatype) if node.datatype else None)

    found = ox.Dataset()
    for s in statements:
        graph = term(s.graph) if isinstance(s, Quad) else ox.DefaultGraph()
        found.add(ox.Quad(term(s.head), ox.NamedNode(s.relation), term(s.tail), graph))
    found.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")  # of rdflib's own calls of itself
@pytest.mark.parametrize("name", DOCUMENTS)
def test_json_ld_as_rdflib_reads_it(tmp_path, name):
    text = json.dumps(DOCUMENTS[name])
    (tmp_path / "kb.jsonld").write_text(text)
    ours = list(read_triples(tmp_path / "kb.jsonld"))
    theirs = rdflib.Dataset()
    theirs.parse(data=text, format="json-ld")
    (tmp_path / "kb.nq").write_text(theirs.serialize(format="nquads"))
    assert ours
    assert canonical(ours) == canonical(list(read_triples(tmp_path / "kb.nq")))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[{"@id": "http://a", "http://p": 1},\n{"@id": "http://a", "http://p":}]', "kb.jsonld, line 2, column"),
        ('{"@id": "http://a"', "kb.jsonld, line 1"),
        ('{"@id": 5}', r"kb\.jsonld"),
        (
            '{"@context": {"p": {"@id": "http://x/p", "@container": "@type"}}, "@id": "http://x/a", '
            '"p": {"http://x/T": {"@id": "http://x/b"}}}',
            "@type must be the first key",  # a map of types, the one kind of map that the parser can't read
        ),
    ],
)
def test_json_ld_that_is_none(tmp_path, text, message):
    from kgqa import InputError

    (tmp_path / "kb.jsonld").write_text(text)
    with pytest.raises(InputError, match=message):
        list(read_triples(tmp_path / "kb.jsonld"))
