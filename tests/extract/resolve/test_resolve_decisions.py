import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.extract.resolve.decisions import Decisions, FactRef, Ref

A, B, C = Ref("Quill Vandelmoor", "person"), Ref("Q. Vandelmoor", "person"), Ref("Zorbel", "organization", "d1")
FACT = FactRef("Quill Vandelmoor", "place of birth", "Brindlewick")

TEXT = st.text(min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
REF = st.builds(Ref, TEXT, st.text(max_size=4), st.text(max_size=4))


def test_merge_and_split_of_one_pair_replace_each_other() -> None:
    merged = Decisions().with_merge(A, B)
    assert merged == Decisions().with_merge(B, A).with_merge(A, B)
    assert merged.merge == ((B, A),) and not merged.split
    split = merged.with_split(A, B)
    assert split.split == ((B, A),) and not split.merge
    assert split.with_merge(B, A) == merged
    assert merged.without((A, B)) == Decisions()


def test_accepting_and_rejecting_one_fact_replace_each_other() -> None:
    rejected = Decisions().with_accepted(FACT).with_rejected(FACT)
    assert rejected.rejected == (FACT,) and not rejected.accepted
    assert rejected.without(FACT) == Decisions()


def test_decisions_undone_must_be_there() -> None:
    with pytest.raises(InputError, match=r"nothing was decided about 'Q\. Vandelmoor"):
        Decisions().without((A, B))
    with pytest.raises(InputError, match="nothing was decided about the fact"):
        Decisions().without(FACT)


@given(st.lists(st.tuples(REF, REF, st.booleans()).filter(lambda one: one[0] != one[1]), max_size=6))
def test_decisions_come_back_from_their_json(pairs: list[tuple[Ref, Ref, bool]]) -> None:
    made = Decisions().with_accepted(FACT)
    for a, b, merge in pairs:
        made = made.with_merge(a, b) if merge else made.with_split(a, b)
    assert Decisions.from_json(made.to_json()) == made
    assert Decisions.from_json(made.to_json(2).encode()) == made


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("{", "decisions must be JSON"),
        ("[]", "must be a JSON object, found list"),
        ('{"joined": []}', "found 'joined'"),
        ('{"merge": {}}', "merge must be a list, found dict"),
        ('{"merge": [[["a"]]]}', r"merge\[0\] must be a pair, found 1 items"),
        ('{"merge": [[["a"], [1]]]}', r"merge\[0\] must hold 1 to 3 texts"),
        ('{"merge": [[["a"], ["a"]]]}', "found 'a' twice"),
        ('{"split": [[["a"], [" "]]]}', "found an empty name"),
        ('{"accepted": [["a", "b"]]}', r"accepted\[0\] must hold 3 to 3 texts"),
        ('{"rejected": [["a", "", "c"]]}', "must give its relation"),
    ],
)
def test_bad_json_of_decisions_is_told(text: str, error: str) -> None:
    with pytest.raises(InputError, match=error):
        Decisions.from_json(text)


def test_json_of_decisions_is_plain() -> None:
    assert json.loads(Decisions().with_split(A, C).to_json())["split"] == [
        [["Quill Vandelmoor", "person", ""], ["Zorbel", "organization", "d1"]]
    ]
