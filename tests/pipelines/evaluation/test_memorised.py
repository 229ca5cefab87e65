from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.data.example import ExtractionExample
from kgqa.pipelines.evaluation.baselines.memorised import LONGEST, MemorisedExtractor, words
from kgqa.types import Literal, Triple


def example(*triples: Triple) -> ExtractionExample:
    return ExtractionExample("e", "text", triples)


CITY = Triple("Port_Oda", "country", "New_Mere")
FOUNDED = Triple("Port_Oda", "founded", Literal("1204", "integer"))
RIVER = Triple("Lek", "flows through", "New_Mere")


def test_a_fact_is_found_where_both_names_stand() -> None:
    extractor = MemorisedExtractor([example(CITY, FOUNDED), example(RIVER)])
    texts = ["In 1204 PORT ODA was built in New-Mere.", "Port Oda is old.", "New Mere has port Odas.", ""]
    assert extractor.extract(texts) == [(FOUNDED, CITY), (), (), ()]


def test_every_relation_of_two_names_is_found_once() -> None:
    capital = Triple("Port Oda", "capital of", "New Mere")
    extractor = MemorisedExtractor([example(CITY), example(capital, CITY)])
    assert extractor.extract(["Port Oda, Port Oda and New Mere"]) == [(CITY, capital)]


@pytest.mark.parametrize("text", ["Oda", "Port Odas", "aPort Oda", "port of Oda", "Port-Oda2"])
def test_a_name_stands_as_whole_words_in_a_row(text: str) -> None:
    assert MemorisedExtractor([example(Triple("Port Oda", "near", "Lek"))]).extract([f"{text}, Lek"]) == [()]


def test_names_without_words_or_with_too_many_are_not_looked_for() -> None:
    long = " ".join(f"w{at}" for at in range(LONGEST + 1))
    extractor = MemorisedExtractor([example(Triple("!", "r", "Lek"), Triple(long, "r", "Lek"))])
    assert extractor.extract([f"! {long} Lek"]) == [()]
    fits = long.removesuffix(f" w{LONGEST}")
    assert MemorisedExtractor([example(Triple(fits, "r", "Lek"))]).extract([f"{fits} Lek"]) == [
        (Triple(fits, "r", "Lek"),)
    ]


def test_pairs_join_a_head_and_a_tail_by_the_relation_both_have_most_often() -> None:
    seen = [
        example(Triple("Ann", "born in", "Bern"), Triple("Ann", "lives in", "Lek")),
        example(Triple("Bo", "born in", "Lek"), Triple("Bo", "lives in", "Bern"), Triple("Cy", "lives in", "Bern")),
    ]
    # Ann has each relation once; of those in which Bern is a tail, "lives in" stands twice.
    assert MemorisedExtractor(seen, pairs=True).extract(["Ann saw Bern"]) == [
        (Triple("Ann", "born in", "Bern"), Triple("Ann", "lives in", "Bern"))
    ]
    assert MemorisedExtractor(seen).extract(["Ann saw Bern"]) == [(Triple("Ann", "born in", "Bern"),)]
    assert MemorisedExtractor(seen, pairs=True).extract(["Cy saw Lek"]) == [(Triple("Cy", "lives in", "Lek"),)]
    assert MemorisedExtractor(seen, pairs=True).extract(["Lek and Bern, Bern and Bern"]) == [()]


def test_pairs_break_ties_by_relation_and_name_what_is_named_most_often() -> None:
    seen = [example(Triple("ann", "b", "X")), example(Triple("Ann", "a", "X"), Triple("Ann", "a", "Y"))]
    seen.append(example(Triple("Bo", "b", "Y")))
    # With Y, "a" has 2 + 1 and "b" 1 + 1.
    assert MemorisedExtractor(seen, pairs=True).extract(["ann Y"]) == [(Triple("Ann", "a", "Y"),)]
    tied = [
        example(Triple("H", "b", "X"), Triple("H", "a", "Z")),
        example(Triple("K", "b", "T"), Triple("L", "a", "T")),
    ]
    assert MemorisedExtractor(tied, pairs=True).extract(["H T"]) == [(Triple("H", "a", "T"),)]


NAMES = st.lists(st.text("ab", min_size=1, max_size=2), min_size=1, max_size=3).map("_".join)
SEEN = st.lists(st.builds(Triple, NAMES, st.sampled_from("rs"), NAMES), max_size=5)


@settings(deadline=None)
@given(seen=SEEN, said=st.lists(st.text("ab", min_size=1, max_size=2), max_size=8), pairs=st.booleans())
def test_it_agrees_with_looking_for_every_fact(seen: list[Triple], said: list[str], pairs: bool) -> None:
    text = " ".join(said)
    padded = f" {text} "
    there = {
        triple
        for triple in seen
        if all(f" {' '.join(words(str(name)))} " in padded for name in (triple.head, triple.tail))
    }
    (found,) = MemorisedExtractor([example(*seen)], pairs).extract([text])
    assert len(set(found)) == len(found)
    assert there <= set(found) if pairs else there == set(found)
