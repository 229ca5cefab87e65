"""No two names that are alike are left out of those that are held against each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.extract.resolve.candidates import candidate_pairs
from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.likeness import DEMONYM, PLURAL

_WORDS = (
    "Ada Eva Otto Lind LIND Holm Robert Bob Bobby of the The Tarn Velm River Trust VRT RT Bank Inc Ltd "
    "Lindquist Lindqvist Tidemill Tide-mill Tide Mill United States USA U.S. A. B. R. 1.10 11.0 2 II Jr. North "
    "van County Republic Dr."
)
WORD = st.sampled_from(_WORDS.split())
BEHIND = st.sampled_from(["", " (film)", ", Ostmark", ' "Pip Lind" Holm', "3(a)"])
NAME = st.builds(lambda words, behind: " ".join(words) + behind, st.lists(WORD, min_size=1, max_size=4), BEHIND)
TYPE = st.sampled_from(["person", "organization", "location", ""])


@settings(deadline=None)
@given(st.lists(st.tuples(NAME, TYPE), max_size=14, unique=True))
def test_all_that_are_alike_are_among_the_candidates(names: list[tuple[str, str]]) -> None:
    found = candidate_pairs(names)
    assert found == sorted(set(found), key=lambda pair: (pair[1], pair[0]))
    for two, (name, type) in enumerate(names):
        for one, (other, kind) in enumerate(names[:two]):
            if type == kind or not type or not kind:
                match = same_name(other, name, kind or type)
                assert match is None or match.kind in (PLURAL, DEMONYM) or (one, two) in found
