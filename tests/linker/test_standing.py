import pytest

from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex, TextLinker
from kgqa.linker.people import is_person, is_person_name
from kgqa.linker.standing import standing
from kgqa.types import Entity


def linked(text: str, *entities: Entity, pronouns: bool = False) -> list[tuple[str, str]]:
    graph = Graph.build([], entities)
    (links,) = TextLinker(graph, LinkIndex.build(graph), pronouns=pronouns).link([text])
    assert all(text[link.mention.start : link.mention.end] == link.mention.text for link in links)
    return [(link.mention.text, link.entity.id) for link in links]


def bearers(*names: str) -> list[Entity]:
    return [Entity(f"Q{n}", name) for n, name in enumerate(names)]


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Vera Halm", True),
        ("J. R. Halm", True),
        ("Ludwig van Halm", True),
        ("Vera Halm Jr.", True),
        ("Halm", False),
        ("Halm University", False),
        ("The Halm", False),
        ("Halm of Brinn", False),
        ("Halm & Sons", False),
        ("Halm 2000", False),
        ("vera Halm", False),
        ("Brinn, Halm", False),
        ("", False),
    ],
)
def test_names_like_a_persons(label: str, wanted: bool) -> None:
    assert is_person_name(label) == wanted


def test_types_that_can_be_read_say_who_is_a_person() -> None:
    assert is_person(Entity("Q1", "Halm", types=("human",)))
    assert not is_person(Entity("Q1", "Vera Halm", types=("film",)))
    assert is_person(Entity("Q1", "Vera Halm", types=("Q5",)))  # an identifier says nothing


def test_parts_stand_for_names_as_people_use_them() -> None:
    surname, given = standing(["halm"], "Vera Halm"), standing(["vera"], "Vera Halm")
    middle = standing(["halm"], "The Shadow of Halm Castle Returns")
    assert surname > given > middle
    assert standing(["halm"], "Carl Halm AG") == surname
    assert standing(["halm"], "Halm University") > standing(["halm"], "University of Halm") > middle
    assert standing(["brinn"], "Brinn, Halmland") > standing(["life"], "Life in Brinn") == middle
    assert standing(["communist", "party"], "Communist Party of Brinn") > standing(["nord", "party"], "Old Nord Party")
    assert standing(["halm"], "Halm State Senate") < standing(["halm"], "Halm College")


@pytest.mark.parametrize("text", ["We met Halm there.", "Halm was born in 1901."])
def test_a_surname_is_the_one_bearer_among_titles_of_works(text: str) -> None:
    others = ["The Halm Strikes Back", "Return to Halm Street", "Castle Halm of Doom", "Night of the Halm Men"]
    assert linked(text, *bearers("Vera Halm", *others)) == [("Halm", "Q0")]


def test_a_word_out_of_the_middle_is_no_short_name() -> None:
    assert linked("We saw a Shadow there.", *bearers("The Shadow of the Eagle")) == []
    assert linked("We ate Chemistry there.", *bearers("chemistry laboratory")) == []


def test_the_same_words_mean_the_same_all_through_a_text() -> None:
    text = "Vera Halm sang. In Brinn, Halm slept. Halm was ill."
    found = linked(text, *bearers("Vera Halm", "Brinn"))
    assert found == [("Vera Halm", "Q0"), ("Brinn", "Q1"), ("Halm", "Q0"), ("Halm", "Q0")]


def test_a_name_is_not_what_its_lower_case_is() -> None:
    text = "Vera Fo sang. Then Fo slept."
    assert linked(text, *bearers("Vera Fo", "fo")) == [("Vera Fo", "Q0"), ("Fo", "Q0")]
    assert linked(text, *bearers("Vera Fo", "The Fo")) == [("Vera Fo", "Q0"), ("Fo", "Q0")]


def test_places_and_things_are_no_persons() -> None:
    assert linked("She slept in Halm.", *bearers("Vera Halm")) == []
    assert linked("She joined the Halm for good.", *bearers("Vera Halm")) == []
    assert linked("She joined the Halm family for good.", *bearers("Vera Halm")) == [("Halm", "Q0")]
    assert linked("She slept in Halm.", *bearers("Vera Halm", "Halm College")) == [("Halm", "Q1")]


def test_a_whole_name_goes_before_parts_of_others() -> None:
    for others in (("Vera Brinn",), ("University of Brinn",), ("Brinn Senate", "Ada Brinn")):
        assert linked("She moved to Brinn soon.", *bearers("Brinn", *others)) == [("Brinn", "Q0")]


def test_a_title_is_no_part_of_a_name() -> None:
    assert linked("She met Professor Halm there.", *bearers("Vera Halm")) == [("Halm", "Q0")]
    found = linked("She met Judge Vera Halm there.", *bearers("Vera Halm", "judge"))
    assert found == [("Judge", "Q1"), ("Vera Halm", "Q0")]


def test_who_is_named_in_full_in_the_same_sentence_may_be_kin() -> None:
    text = "Halm was born in Brinn to Otto Halm and his wife."
    assert linked(text, *bearers("Vera Halm")) == [("Halm", "Q0")]
    assert linked("Otto Halm sang. Halm slept.", *bearers("Vera Halm")) == []
