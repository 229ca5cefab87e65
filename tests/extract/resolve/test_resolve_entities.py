import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import InputError
from kgqa.extract.document import Span
from kgqa.extract.found import NEGATED, Extraction, FoundEntity, FoundFact
from kgqa.extract.resolve.decisions import Decisions, Ref
from kgqa.extract.resolve.functional import dates_agree
from kgqa.extract.resolve.resolve import ResolveSettings, resolve
from kgqa.extract.resolve.result import Resolution
from kgqa.types import Entity, Literal

HERE = Span(0, 1)
Named = tuple[str, ...]
Said = tuple[int, str, int | str]


def doc(id: str, entities: list[Named], facts: list[Said] | None = None, qualifiers: Named = ()) -> Extraction:
    """A document's entities, (name, type, *other names), and facts; a text as tail is a date."""
    return Extraction(
        id,
        tuple(FoundEntity(one[0], one[1], (one[0], *one[2:]), (HERE,)) for one in entities),
        tuple(
            FoundFact(
                head,
                relation,
                Literal(tail, "date") if isinstance(tail, str) else tail,
                HERE,
                HERE,
                "test",
                0.9,
                tuple((name, "") for name in qualifiers),
            )
            for head, relation, tail in facts or []
        ),
    )


def person(id: str, name: str, *facts: Said) -> Extraction:
    return doc(id, [(name, "person")], list(facts))


def groups(resolution: Resolution) -> set[frozenset[tuple[str, int]]]:
    return {frozenset(entity.members) for entity in resolution.entities if entity.members}


def together(resolution: Resolution, *doc_ids: str) -> bool:
    """Whether the first entities of the documents are one."""
    return len({resolution.id_of(doc_id, 0) for doc_id in doc_ids}) == 1


def test_entities_of_one_name_and_type_are_one_and_types_stay_apart() -> None:
    found = resolve(
        [doc(id, [("Ostmark", type)]) for id, type in [("a", "location"), ("b", "location"), ("c", "work")]]
    )
    assert [entity.id for entity in found.entities] == ["Ostmark (location)", "Ostmark (work)"]
    assert found.entities[0].members == (("a", 0), ("b", 0))
    (merge,) = found.merges
    assert (merge.left.doc_id, merge.right.doc_id, merge.reason) == ("a", "b", "same name and type")


def test_an_entity_of_unknown_type_joins_the_one_that_it_fits_alone() -> None:
    place, work, unknown = (doc(id, [("Ostmark", id)]) for id in ("location", "work", ""))
    assert together(resolve([place, unknown]), "location", "")
    both = resolve([place, work, unknown])
    assert not together(both, "location", "") and not together(both, "work", "")
    assert {(one.left.type, one.right.type) for one in both.suggested} == {("", "location"), ("", "work")}


def test_people_whose_facts_conflict_stay_apart() -> None:
    old = person("old", "Quill Vandelmoor", (0, "date of birth", "1820-05-01"))
    new = person("new", "Quill Vandelmoor", (0, "date of birth", "1950"))
    same = person("same", "Quill Vandelmoor", (0, "born", "1950-03-02"))
    bare = person("bare", "Quill Vandelmoor")
    found = resolve([old, new, same, bare])
    assert groups(found) == {
        frozenset({("old", 0)}),
        frozenset({("new", 0), ("same", 0)}),
        frozenset({("bare", 0)}),
    }
    assert {"Quill Vandelmoor (person, 1820)", "Quill Vandelmoor (person, 1950)"} <= {one.id for one in found.entities}
    assert len(found.suggested) == 2
    assert together(resolve([new, bare]), "new", "bare")


def test_fathers_and_places_of_birth_conflict_unless_one_is_in_the_other() -> None:
    def born(id: str, place: str) -> Extraction:
        return doc(id, [("Quill Vandelmoor", "person"), (place, "location")], [(0, "place of birth", 1)])

    assert not together(resolve([born("a", "Brindlewick"), born("b", "Springmere")]), "a", "b")
    inside = doc("c", [("Brindlewick", "location"), ("Ostmark", "location")], [(0, "located in", 1)])
    assert together(resolve([born("a", "Brindlewick"), born("b", "Ostmark"), inside]), "a", "b")


def test_a_denied_fact_keeps_nobody_apart() -> None:
    old = doc("old", [("Quill Vandelmoor", "person")], [(0, "date of birth", "1820")], (NEGATED,))
    assert together(resolve([old, person("new", "Quill Vandelmoor", (0, "date of birth", "1950"))]), "old", "new")


def test_juniors_and_seniors_stay_apart_whatever_they_share() -> None:
    made = [
        doc(
            name,
            [(name, "person"), ("Zorbel", "organization"), ("Brindlewick", "location")],
            [(0, "employer", 1), (0, "home", 2)],
        )
        for name in ("Quill Vandelmoor", "Quill Vandelmoor Jr.", "Quill Vandelmoor Sr.", "Quill Vandelmoor II")
    ]
    assert len([one for one in resolve(made).entities if one.type == "person"]) == 4


def test_initials_are_one_with_a_name_that_shares_something_and_open_between_two() -> None:
    def employee(id: str, name: str, at: str = "Zorbel Instruments") -> Extraction:
        return doc(id, [(name, "person"), (at, "organization")], [(0, "employer", 1)])

    short, long = employee("short", "Q. R. Vandelmoor"), employee("long", "Quill Roderick Vandelmoor")
    found = resolve([short, long])
    assert together(found, "short", "long")
    assert "given name shortened to an initial" in {merge.reason for merge in found.merges}
    assert found.entities[0].aliases in (("Q. R. Vandelmoor",), ("Quill Roderick Vandelmoor",))
    other = employee("other", "Quentin Rufus Vandelmoor")
    found = resolve([short, long, other])
    assert not together(found, "short", "long") and not together(found, "short", "other")
    assert sum("Q. R. Vandelmoor" in (one.left.name, one.right.name) for one in found.suggested) == 2


def test_a_surname_alone_is_one_with_a_name_only_where_much_is_shared() -> None:
    full = doc(
        "full",
        [("Quill Vandelmoor", "person"), ("Zorbel", "organization"), ("Brindlewick", "location")],
        [(0, "employer", 1), (0, "home", 2)],
    )
    near = doc(
        "near",
        [("Vandelmoor", "person"), ("Zorbel", "organization"), ("Brindlewick", "location")],
        [(0, "employer", 1), (0, "home", 2)],
    )
    far = person("far", "Vandelmoor")
    found = resolve([full, near, far])
    assert together(found, "full", "near") and not together(found, "full", "far")


def test_organizations_are_one_by_acronym_legal_form_and_article() -> None:
    names = ["The Zorbel Institute of Tides", "Zorbel Institute of Tides", "ZIT", "Zorbel Institute of Tides, Inc."]
    found = resolve([doc(name, [(name, "organization")]) for name in names])
    assert together(found, *names)
    assert [entity.label for entity in found.entities] == ["Zorbel Institute of Tides, Inc."]


def test_a_typing_error_in_a_long_name_needs_something_shared() -> None:
    def home(id: str, name: str, place: str) -> Extraction:
        made = [(name, "person"), (place, "location"), (f"{place} Gallery", "organization")]
        return doc(id, made, [(0, "home", 1), (0, "employer", 2)])

    right, wrong = home("right", "Tamsin Brindlewick", "Ostmark"), home("wrong", "Tamsin Brindlevick", "Ostmark")
    assert together(resolve([right, wrong]), "right", "wrong")
    elsewhere = resolve([right, home("wrong", "Tamsin Brindlevick", "Westmark")])
    assert not together(elsewhere, "right", "wrong")
    (near,) = elsewhere.suggested
    assert near.reason == "one letter apart" and near.score < 0.7


def test_points_inside_numbers_are_no_signs_to_leave_out() -> None:
    for one, two, type in [("Tide 1.10", "Tide 11.0", "product"), ("Rule 3(1)", "Rule 31", "law")]:
        assert not together(resolve([doc("a", [(one, type)]), doc("b", [(two, type)])]), "a", "b")
    assert together(resolve([doc("a", [("Moor-7", "product")]), doc("b", [("Moor 7", "product")])]), "a", "b")


def test_works_of_one_title_are_told_apart_by_their_brackets() -> None:
    titles = ["Glass Harbour (1997 film)", "Glass Harbour (1953 film)", "Glass Harbour"]
    found = resolve([doc(title, [(title, "work")]) for title in titles])
    assert len(found.entities) == 3 and len(found.suggested) == 2
    about = [
        doc(title, [(title, "work"), (name, "person")], [(0, "director", 1)])
        for title, name in zip(titles, ["Quill Vandelmoor", "Tamsin Oster", "Quill Vandelmoor"], strict=True)
    ]
    found = resolve(about)
    assert found.id_of("Glass Harbour", 0) == found.id_of("Glass Harbour (1997 film)", 0)


def test_what_one_document_keeps_apart_stays_apart() -> None:
    one = doc("one", [("Luis Vandelmoor", "person"), ("Luis Ostin Vandelmoor", "person")])
    two = doc("two", [("Luis Ostin Vandelmoor", "person")])
    found = resolve([one, two])
    assert groups(found) == {frozenset({("one", 0)}), frozenset({("one", 1), ("two", 0)})}


def test_found_entities_join_given_ones_that_are_never_merged() -> None:
    given_ones = [
        Entity("Q1", "Quill Vandelmoor", ("Q. Vandelmoor",), "painter from Brindlewick", ("human",)),
        Entity("Q2", "Zorbel", (), "", ("company",)),
        Entity("Q3", "Zorbel", (), "", ("film",)),
        Entity("Q4", "Ostmark", (), "a town by the river Imber", ("town",)),
        Entity("Q5", "Ostmark", (), "a ship", ("town",)),
    ]
    made = [
        doc("d", [("Quill Vandelmoor", "person"), ("Zorbel", "organization"), ("Ostmark", "location")]),
        doc("e", [("Ostmark", "location"), ("river Imber", "location"), ("town hall by Imber", "location")]),
    ]
    found = resolve(made, given_ones)
    assert (found.id_of("d", 0), found.id_of("d", 1)) == ("Q1", "Q2")
    assert {entity.id for entity in found.entities if entity.given} == {"Q1", "Q2", "Q3", "Q4", "Q5"}
    assert found.id_of("d", 2) not in ("Q4", "Q5")
    assert found == resolve(made[::-1], given_ones[::-1])


def test_decisions_merge_across_types_and_split() -> None:
    made = [
        doc("a", [("Imber", "location")]),
        doc("b", [("Imberland", "organization")]),
        doc("c", [("Imber", "location")]),
    ]
    merged = Decisions().with_merge(Ref("Imber", "location"), Ref("Imberland"))
    assert together(resolve(made, decisions=merged), "a", "b", "c")
    assert "decided" in {merge.reason for merge in resolve(made, decisions=merged).merges}
    split = Decisions().with_split(Ref("Imber", "location", "a"), Ref("Imber", "location", "c"))
    assert not together(resolve(made, decisions=split), "a", "c")
    by_id = Decisions().with_split(Ref("Imber"), Ref("Imber", doc_id="c"))
    assert not together(resolve(made, decisions=by_id), "a", "c")
    both = resolve(made, decisions=Decisions(merged.merge, split.split))
    assert not together(both, "a", "c")
    lost = Decisions().with_merge(Ref("Imber"), Ref("Nowhere"))
    assert resolve(made, decisions=lost).unmet == lost.merge
    given_ones = [Entity("Q1", "Imber"), Entity("Q2", "Imberland")]
    two = Decisions().with_merge(Ref("Q1"), Ref("Q2"))
    assert resolve([], given_ones, two).unmet == two.merge


NAMES = [
    "Quill Vandelmoor", "Quill R. Vandelmoor", "Quill Roderick Vandelmoor", "Q. Vandelmoor", "Vandelmoor",
    "Quill Vandelmoor Jr.", "Tamsin Brindlewick", "Tamsin Brindlevick", "ZIT", "Zorbel Institute of Tides",
    "Glass Harbour", "Glass Harbour (1997 film)", "Glass Harbour (1953 film)", "Ostmark",
]  # fmt: skip
ENTITY = st.tuples(st.sampled_from(NAMES), st.sampled_from(["person", "organization", "work", ""]))
RELATIONS = st.sampled_from(["date of birth", "place of birth", "employer", "director", "father"])


@st.composite
def collections(draw: st.DrawFn) -> list[Extraction]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        entities = draw(st.lists(ENTITY, min_size=1, max_size=4, unique=True))
        facts: list[Said] = []
        for head in range(len(entities)):
            if draw(st.booleans()):
                relation = draw(RELATIONS)
                year = draw(st.sampled_from(["1950", "1950-03-02", "1950-04-01", "1820"]))
                facts.append((head, relation, year if "date" in relation else draw(st.integers(0, len(entities) - 1))))
        made.append(doc(f"d{number}", list(entities), facts))
    return made


@settings(max_examples=120, deadline=None)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(made: list[Extraction], shuffle: random.Random) -> None:
    first = resolve(made)
    other = list(made)
    shuffle.shuffle(other)
    assert resolve([*other, other[0]]) == first
    members = [member for entity in first.entities for member in entity.members]
    assert sorted(members) == [(one.doc_id, n) for one in made for n in range(len(one.entities))]
    ids = [entity.id for entity in first.entities]
    assert ids == sorted(set(ids))


@settings(max_examples=60, deadline=None)
@given(collections())
def test_merged_entities_break_no_rule(made: list[Extraction]) -> None:
    found = resolve(made)
    by_id = {one.doc_id: one for one in made}
    for entity in found.entities:
        some = [by_id[doc_id].entities[number] for doc_id, number in entity.members]
        assert len({one.type for one in some} - {""}) <= 1
        dates = {
            fact.tail.value
            for doc_id, number in entity.members
            for fact in by_id[doc_id].facts
            if fact.head == number
            and isinstance(fact.tail, Literal)
            and by_id[doc_id].entities[number].type == "person"
        }
        assert all(dates_agree(one, two) for one in dates for two in dates) or len(entity.members) == 1


def test_ids_outlive_other_documents() -> None:
    made = [doc("a", [("Imber", "location"), ("Quill Vandelmoor", "person")]), doc("b", [("Zorbel", "organization")])]
    before, after = resolve(made[:1]), resolve(made)
    assert before.id_of("a", 0) == after.id_of("a", 0) == "Imber"


def test_a_name_of_thousands_of_documents_is_merged_in_time() -> None:
    rng = random.Random(3)
    made = [
        doc(
            f"{number:05}",
            [("Ostmark", "location"), (f"Quill Vandelmoor{rng.randrange(900)}", "person"), ("Vandelmoor", "person")],
            [(1, "home", 0), (1, "date of birth", str(1800 + rng.randrange(150)))],
        )
        for number in range(1700)
    ]
    found = resolve(made)
    assert len({found.id_of(one.doc_id, 0) for one in made}) == 1


def test_bad_input_of_a_resolution_is_told() -> None:
    with pytest.raises(InputError, match="two different extractions have the doc_id 'a'"):
        resolve([doc("a", [("Imber", "location")]), doc("a", [("Imber", "person")])])
    with pytest.raises(InputError, match="must have an id each, found 'Q1' twice"):
        resolve([], [Entity("Q1", "a"), Entity("Q1", "b")])
    with pytest.raises(InputError, match="suggest and threshold must be in order"):
        ResolveSettings(threshold=0.2)
    with pytest.raises(InputError, match="margin must be from 0 to 1"):
        ResolveSettings(margin=2)
    with pytest.raises(InputError, match="has no entity number 7"):
        resolve([doc("a", [("Imber", "location")])]).id_of("a", 7)
    assert resolve([]) == Resolution((), (), ())
