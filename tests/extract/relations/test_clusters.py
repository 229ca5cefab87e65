import random
from itertools import combinations

import numpy as np
import pytest

from kgqa.extract.document import Span
from kgqa.extract.found import NEGATED, Extraction, FoundEntity, FoundFact
from kgqa.extract.relations.clusters import Cluster, cluster_relations, names_of, rename
from kgqa.extract.relations.uses import Use, Used, uses_of
from kgqa.types import Literal

PERSON, WORK, PLACE = {"person": 9}, {"work": 9}, {"location": 9}


def use(heads, tails, pairs=(), count=9):
    return Use(count, heads, tails, frozenset(pairs))


def together(clusters: tuple[Cluster, ...]) -> set[frozenset[str]]:
    return {frozenset(member.used.label for member in one.members) for one in clusters}


def cluster_of(clusters, label, tail="entity"):
    return next(one for one in clusters if any(member.used == Used(label, tail) for member in one.members))


@pytest.fixture(scope="module")
def encode(encoder):
    return encoder.encode


def test_forms_of_one_relation_come_together_and_are_turned():
    found = cluster_relations(
        {
            Used("wrote"): use(PERSON, WORK, count=5),
            Used("was written by"): use(WORK, PERSON, count=2),
            Used("author"): use(WORK, PERSON, count=3),
            Used("author of"): use(PERSON, WORK, count=1),
            Used("was born in"): use(PERSON, PLACE),
            Used("born in"): use(PERSON, PLACE),
            Used("place of birth"): use(PERSON, {"": 3}),
            Used("born in", "date"): use(PERSON, {"": 9}),
        }
    )
    author = cluster_of(found, "wrote")
    assert author.label == "author" and author.count == 11
    assert {(one.used.label, one.inverse) for one in author.members} == {
        ("wrote", True),
        ("author of", True),
        ("was written by", False),
        ("author", False),
    }
    assert cluster_of(found, "born in").label == "place of birth" and len(cluster_of(found, "born in").members) == 3
    assert cluster_of(found, "born in", "date").label == "date of birth"


def test_an_inverse_is_turned_only_where_both_stand():
    alone = cluster_relations({Used("child"): use(PERSON, PERSON)})
    assert [(one.label, one.members[0].inverse) for one in alone] == [("child", False)]
    both = cluster_relations(
        {Used("child"): use(PERSON, PERSON, count=9), Used("parents"): use(PERSON, PERSON, count=2)}
    )
    assert [one.label for one in both] == ["child"]
    assert [(one.used.label, one.inverse) for one in both[0].members] == [("child", False), ("parents", True)]


@pytest.mark.parametrize(
    ("one", "other", "heads", "tails"),
    [
        ("father", "mother", PERSON, PERSON),
        ("director", "producer", WORK, PERSON),
        ("was directed by", "was produced by", WORK, PERSON),
        ("born in", "died in", PERSON, PLACE),
        ("capital", "largest city", PLACE, PLACE),
        ("has capital", "largest town", PLACE, PLACE),
        ("older brother", "older sister", PERSON, PERSON),
        ("northern border", "southern border", PLACE, PLACE),
        ("predecessor", "successor", PERSON, PERSON),
    ],
)
def test_what_is_only_alike_stays_apart_even_between_the_same_pairs(one, other, heads, tails, encode):
    pairs = [(f"a{n}", f"b{n}") for n in range(20)]
    found = cluster_relations({Used(one): use(heads, tails, pairs), Used(other): use(heads, tails, pairs)}, encode)
    unturned = [{m.used.label for m in each.members if not m.inverse} for each in found]
    assert not any({one, other} <= labels for labels in unturned)
    if one != "predecessor":  # which turned round is "successor"
        assert len(found) == 2


def test_unknown_labels_need_both_likeness_and_the_same_pairs(encode):
    pairs = [(f"a{n}", f"b{n}") for n in range(6)]
    others = [(f"c{n}", f"d{n}") for n in range(6)]
    one, other = Used("drilled the well at"), Used("dug the well at")
    assert len(cluster_relations({one: use(PERSON, PLACE, pairs), other: use(PERSON, PLACE, others)}, encode)) == 2
    assert len(cluster_relations({one: use(PERSON, PLACE, pairs), other: use(PERSON, PLACE, pairs)})) == 2
    assert len(cluster_relations({one: use(PERSON, PLACE, pairs), other: use(PERSON, PLACE, pairs)}, encode)) == 1
    assert len(cluster_relations({one: use(PERSON, PLACE, pairs), other: use(WORK, PLACE, pairs)}, encode)) == 2
    unlike = Used("sings ballads about")
    assert len(cluster_relations({one: use(PERSON, PLACE, pairs), unlike: use(PERSON, PLACE, pairs)}, encode)) == 2


def test_types_that_contradict_keep_equal_words_apart():
    found = cluster_relations({Used("ruled"): use(PERSON, PLACE), Used("is ruled by"): use(WORK, WORK)})
    assert len(found) == 2
    same = cluster_relations({Used("director"): use(WORK, PERSON), Used("directed by"): use(PLACE, PERSON)})
    assert [one.label for one in same] == ["director", "director"]


def test_clusters_depend_on_the_set_alone(encode):
    labels = [
        "wrote",
        "written by",
        "author of",
        "penned",
        "born in",
        "birthplace",
        "child",
        "parent",
        "zorbs",
        "zorbed by",
    ]
    pairs = [("x", str(n)) for n in range(8)]
    uses = {Used(label): use({"": 1}, {"": 1}, pairs, count=n + 1) for n, label in enumerate(labels)}
    expected = cluster_relations(uses, encode)
    for seed in range(4):
        items = list(uses.items())
        random.Random(seed).shuffle(items)
        assert cluster_relations(dict(items), encode) == expected
    members = [member.used for one in expected for member in one.members]
    assert sorted(members) == sorted(uses) and len(set(members)) == len(members)
    assert cluster_relations({}) == ()


def test_an_extraction_is_counted_and_renamed():
    ann = FoundEntity("Ann Orr", "person", ("Ann Orr",), (Span(0, 3),))
    book = FoundEntity("Low Water", "work", ("Low Water",), (Span(4, 7),))
    place = Span(0, 9)
    facts = (
        FoundFact(0, "wrote", 1, place, place, "open", 0.9),
        FoundFact(1, "author", 0, place, place, "open", 0.9),
        FoundFact(1, "published in", Literal("1811", "date"), place, place, "open", 0.9),
        FoundFact(0, "burned", 1, place, place, "open", 0.9, ((NEGATED, "not"),)),
    )
    extraction = Extraction("d", (ann, book), facts)
    uses = uses_of([extraction])
    assert list(uses) == [Used("author"), Used("published in", "date"), Used("wrote")]
    assert uses[Used("wrote")] == Use(1, {"person": 1}, {"work": 1}, frozenset({("ann orr", "low water")}))
    renamed = rename(extraction, names_of(cluster_relations(uses)))
    assert [(one.head, one.relation, one.tail) for one in renamed.facts] == [
        (1, "author", 0),
        (1, "author", 0),
        (1, "publication date", Literal("1811", "date")),
        (0, "burned", 1),
    ]


def test_thousands_of_labels_are_each_in_one_cluster():
    rng = np.random.default_rng(0)
    words = [f"w{n}" for n in range(300)]
    uses = {
        Used(f"{one} {other} in"): use(PERSON, PLACE, [(str(n), str(n + 1)) for n in rng.integers(0, 5000, 20)])
        for one, other in list(combinations(words, 2))[:4000]
    }

    def encode(texts):
        vectors = rng.normal(size=(len(texts), 32)).astype(np.float32)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    assert sum(len(one.members) for one in cluster_relations(uses, encode)) == 4000
