"""Merges and splits by hand, by names: of which entity, and whether they outlive what comes and goes."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kgqa.errors import InputError
from kgqa.extract.document import Span
from kgqa.extract.found import Extraction, FoundEntity, FoundFact
from kgqa.extract.resolve import deciding
from kgqa.extract.resolve.decisions import Decisions, Ref
from kgqa.extract.resolve.resolve import Resolving, resolve
from kgqa.types import Entity, Literal

HERE = Span(0, 1)
NONE = Decisions()


def doc(id: str, *entities: tuple[str, ...], born: str = "") -> Extraction:
    """A document's entities, (name, type, *other names); ``born`` is when its first one was."""
    found = tuple(FoundEntity(name, type, (name, *others), (HERE,)) for name, type, *others in entities)
    facts = (FoundFact(0, "date of birth", Literal(born, "date"), HERE, HERE, "test", 0.9),) if born else ()
    return Extraction(id, found, facts)


TARN, TARNBY = doc("a", ("Tarn", "location")), doc("b", ("Tarnby", "location"))
FIRM = doc("c", ("Tarn", "organization"))


def merge(
    made: list[Extraction], one: str, other: str, so_far: Decisions = NONE, given: Sequence[Entity] = ()
) -> Decisions:
    return deciding.merged(Resolving(made, given), so_far, one, other)


def split(
    made: list[Extraction], one: str, other: str, so_far: Decisions = NONE, given: Sequence[Entity] = ()
) -> Decisions:
    return deciding.split(Resolving(made, given), so_far, one, other)


def groups(made: list[Extraction], decisions: Decisions, given: Sequence[Entity] = ()) -> list[str]:
    """The documents whose first entities are one, as "ab c"; all decisions are obeyed."""
    found = resolve(made, given, decisions)
    assert found.unmet == ()
    by_id: dict[str, str] = {}
    for one in sorted(made, key=lambda each: each.doc_id):
        by_id[found.id_of(one.doc_id, 0)] = by_id.get(found.id_of(one.doc_id, 0), "") + one.doc_id
    return sorted(by_id.values())


def test_a_merge_takes_no_other_entity_of_the_name_along() -> None:
    decided = merge([TARN, TARNBY], "Tarn", "Tarnby")
    assert groups([TARN, TARNBY], decided) == ["ab"]
    assert groups([TARN, TARNBY, FIRM], decided) == ["ab", "c"]
    namesake = [doc("x", ("Ivo Skell", "person"), born="1801-01-02"), doc("y", ("Zeb Orrin", "person"))]
    decided = merge(namesake, "Ivo Skell", "Zeb Orrin")
    assert groups([*namesake, doc("z", ("Ivo Skell", "person"), born="1950-01-02")], decided) == ["xy", "z"]


def test_a_merge_takes_along_what_is_one_with_it_of_itself_also_later() -> None:
    made = [TARN, doc("d", ("Tarn", "location")), FIRM, doc("e", ("Tarn Works", "organization"))]
    decided = merge(made, "Tarn (location)", "Tarn Works")
    assert groups(made, decided) == ["ade", "c"]
    assert groups([*made, doc("f", ("Tarn", "location"))], decided) == ["adef", "c"]


def test_a_name_of_several_entities_is_refused_with_their_ids() -> None:
    for decide in (merge, split):
        with pytest.raises(InputError, match=r"'Tarn' is the name of 2 entities.*'Tarn \(location\)'; 'Tarn \(organ"):
            decide([TARN, TARNBY, FIRM], "Tarn", "Tarnby")
        with pytest.raises(InputError, match="nothing of the name 'Nowhere'"):
            decide([TARN, TARNBY], "Tarn", "Nowhere")
        with pytest.raises(InputError, match="'Tarn' and 'tarn' are names of one thing"):
            decide([TARN, TARNBY], "Tarn", "tarn")
    decided = merge([TARN, TARNBY, FIRM], "Tarn (organization)", "Tarnby")
    assert groups([TARN, TARNBY, FIRM], decided) == ["a", "bc"]


def test_a_decision_outlives_a_document_of_several() -> None:
    made = [TARN, doc("d", ("Tarn", "location")), TARNBY, doc("e", ("Tarnby", "location"))]
    decided = merge(made, "Tarn", "Tarnby")
    for gone in made:
        assert len(groups([one for one in made if one != gone], decided)) == 1
    assert resolve([TARN, made[1]], decisions=decided).unmet  # nothing of the other side is left
    assert groups(made, decided) == ["abde"]  # and it holds again when that comes back


def test_split_takes_a_merge_back_and_merge_a_split() -> None:
    made = [TARN, TARNBY, FIRM]
    decided = merge(made, "Tarn (location)", "Tarnby")
    apart = split(made, "Tarn", "Tarnby", decided)  # the one that is called both now
    assert groups(made, apart) == ["a", "b", "c"] and not apart.merge
    assert groups(made, merge(made, "Tarn (location)", "Tarnby", apart)) == ["ab", "c"]
    old = NONE.with_merge(Ref("Tarn", "location"), Ref("Tarnby"))  # as earlier versions stored it
    assert not split(made, "Tarn", "Tarnby", old).merge


def test_a_merge_of_namesakes_is_taken_back_by_the_ids_they_had() -> None:
    ids = ("Tarn (location)", "Tarn (organization)")
    decided = merge([TARN, FIRM], *ids)
    assert [entity.id for entity in resolve([TARN, FIRM], decisions=decided).entities] == ["Tarn"]
    apart = split([TARN, FIRM], *ids, decided)
    assert groups([TARN, FIRM], apart) == ["a", "c"] and not apart.merge


def test_a_split_of_two_names_of_one_entity_holds_for_all_documents() -> None:
    made = [doc(id, (name, "person")) for id, name in [("a", "Orla Fenn"), ("b", "Orla Fenn"), ("c", "Dr. Orla Fenn")]]
    assert groups(made, NONE) == ["abc"]
    decided = split(made, "Dr. Orla Fenn", "Orla Fenn")
    assert groups(made, decided) == ["ab", "c"]
    more = [*made, doc("d", ("Dr. Orla Fenn", "person")), doc("e", ("Orla Fenn", "person"))]
    assert groups(more, decided) == ["abe", "cd"]
    assert groups(made, merge(made, "Dr. Orla Fenn", "Orla Fenn", decided)) == ["abc"]


def test_two_names_of_one_item_are_not_split() -> None:
    with pytest.raises(InputError, match="are names of one thing in every document"):
        split([doc("a", ("Orla Fenn", "person", "Fenny"))], "Orla Fenn", "Fenny")


def test_a_contradiction_through_a_third_one_is_unmet() -> None:
    made = [doc(id, (name, "person")) for id, name in [("a", "Bera Holt"), ("b", "Hauk Ness"), ("c", "Jori Vang")]]
    decided = merge(made, "Bera Holt", "Jori Vang", split(made, "Bera Holt", "Hauk Ness"))
    assert groups(made, decided) == ["ac", "b"]
    against = merge(made, "Hauk Ness", "Jori Vang", decided)
    assert set(resolve(made, decisions=against).unmet) == set(against.merge) - set(decided.merge)
    with pytest.raises(InputError, match="other decisions stand against it"):
        merge(made, "Hauk Ness", "Jori Vang", against)  # once more, though stored by an earlier version


def test_given_entities_keep_their_ids_in_decisions() -> None:
    given = [Entity("Q1", "Tarn", (), "", ("location",)), Entity("Q2", "Tarnby", (), "", ("location",))]
    other = [doc("x", ("Tjern", "location"))]
    decided = merge(other, "Q1", "Tjern", given=given)
    assert resolve(other, given, decided).id_of("x", 0) == "Q1"
    assert decided.merge == ((Ref("Q1"), Ref("Tjern", "location", "x")),)
    both = merge([], "Q1", "Q2", given=given)
    assert resolve([], given, both).unmet == both.merge
    joined = [TARN]
    assert resolve(joined, given).id_of("a", 0) == "Q1"
    apart = split(joined, "Q1", "Tarn", given=[Entity("Q1", "The Tarn", ("Tarn",), "", ("location",))])
    assert apart.split
