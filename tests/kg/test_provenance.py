"""Claims with their statements, kept in arrays."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kgqa import Literal, Triple
from kgqa.kg.arrays import ArrayFile, write_arrays
from kgqa.kg.provenance import Claim, Provenance, State, Statement

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=6)
places = st.tuples(st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
statements = st.builds(
    Statement,
    texts,
    places,
    places,
    texts,
    st.sampled_from([0.25, 0.5, 1.0]),
    st.lists(st.tuples(texts, texts), max_size=2).map(tuple),
)
triples = st.builds(Triple, texts, texts, texts | st.builds(Literal, texts, texts, st.just("")))
claims = st.lists(
    st.builds(
        Claim,
        triples,
        st.sampled_from(State),
        st.sampled_from([0.25, 0.5]),
        st.lists(statements, min_size=1, max_size=3).map(tuple),
    ),
    max_size=6,
    unique_by=lambda claim: (claim.triple, claim.state),
)


@given(claims)
def test_claims_come_back_by_their_triple(held: list[Claim]) -> None:
    provenance = Provenance.build(held)
    assert len(provenance) == len(held)
    assert sorted(provenance, key=repr) == sorted(held, key=repr)
    for claim in held:
        assert claim in provenance.of(claim.triple)
    for state in State:
        assert {repr(claim) for claim in provenance.in_state(state)} == {
            repr(claim) for claim in held if claim.state is state
        }
    assert provenance.of(Triple("not", "there", "at all")) == ()


@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_claims_leaves_no_trace(held: list[Claim], random: object) -> None:
    shuffled = list(held)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # a random.Random of hypothesis
    one, other = Provenance.build(held).arrays(), Provenance.build(shuffled).arrays()
    assert {name: array.tolist() for name, array in one.items()} == {
        name: array.tolist() for name, array in other.items()
    }


def test_claims_are_read_from_a_file(tmp_path: Path) -> None:
    claim = Claim(
        Triple("lindium", "discovered by", "Ada Lind"),
        State.FACT,
        0.75,
        (Statement("notes.md", (0, 40), (3, 30), "open", 0.75, (("date", "1911"),)),),
    )
    write_arrays(tmp_path / "a.safetensors", Provenance.build([claim]).arrays(), {})
    assert list(Provenance.load(ArrayFile.open(tmp_path / "a.safetensors"))) == [claim]
