"""DocRED's micro F1 and Ign F1."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.metrics.docred import DocREDCounts, docred_counts
from kgqa.types import Literal, Triple

NAMES = {"0": ["Linz", "the city"], "1": ["Austria"], "2": ["Graz"], "3": ["Inn"]}


def test_by_hand() -> None:
    golds = [Triple("0", "P17", "1"), Triple("2", "P17", "1"), Triple("3", "P17", "1"), Triple("3", "P403", "0")]
    said = [*golds[:3], Triple("0", "P403", "1"), Triple("0", "P17", "1")]
    facts = {("the city", "P17", "Austria"), ("Graz", "P403", "Austria"), ("Austria", "P17", "Inn")}
    counts = docred_counts(golds, said, names=NAMES, train_facts=facts)
    assert counts == DocREDCounts(right=3, said=4, gold=4, seen=1)
    assert (counts.precision, counts.recall, counts.f1) == (0.75, 0.75, 0.75)
    assert counts.ign_precision == pytest.approx(2 / 3)
    assert counts.ign_f1 == pytest.approx(2 * (2 / 3) * 0.75 / (2 / 3 + 0.75))  # recall is the plain one


def test_a_wrong_prediction_is_never_seen() -> None:
    said = [Triple("0", "P17", "1")]
    assert docred_counts([], said, names=NAMES, train_facts={("Linz", "P17", "Austria")}).seen == 0


def test_names_default_to_ids_and_literals_to_their_values() -> None:
    facts = {("a", "P1", "b"), ("a", "P2", "7")}
    golds = [Triple("a", "P1", "b"), Triple("a", "P2", Literal("7"))]
    assert docred_counts(golds, golds, train_facts=facts).seen == 2


def test_documents_add_up_and_nothing_is_zero() -> None:
    total = DocREDCounts(1, 2, 3, 1) + DocREDCounts(2, 2, 4, 0)
    assert total == DocREDCounts(3, 4, 7, 1)
    assert (DocREDCounts().f1, DocREDCounts().ign_f1, DocREDCounts(2, 2, 2, 2).ign_precision) == (0, 0, 0)


TRIPLES = st.lists(st.builds(Triple, st.sampled_from("012"), st.sampled_from(["P1", "P2"]), st.sampled_from("012")))


@settings(max_examples=40, deadline=None)
@given(TRIPLES, TRIPLES)
def test_properties(golds: list[Triple], said: list[Triple]) -> None:
    plain = docred_counts(golds, said)
    assert plain.ign_f1 == plain.f1  # nothing is seen
    assert plain.f1 == pytest.approx(docred_counts(said, golds).f1)
    everything = {(triple.head, triple.relation, str(triple.tail)) for triple in golds}
    ignoring = docred_counts(golds, said, train_facts=everything)
    assert ignoring.seen == ignoring.right
    assert ignoring.ign_f1 == 0 <= plain.f1 <= 1
