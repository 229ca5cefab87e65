import pytest
from test_standing import bearers, linked

NAMES = bearers("Vera Halm", "Otto Brandvik", "San Brinn", "École Halm")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Vera Halm sang. Otto Brandvik met her, and he stayed.", [("her", "Q0"), ("he", "Q1")]),
        ("After her death, Vera Halm was forgotten.", [("her", "Q0")]),
        ("Vera Halm moved in. In San Brinn she sang.", [("she", "Q0")]),
        ("Vera Halm sang. Karla Dahl came and she stayed.", []),  # one that the graph lacks
        ("Mr. Brandvik met Vera Halm, and she stayed.", [("she", "Q0")]),
        ("She sang.", []),
        ("Halm went to school. She liked it.", [("She", "Q0")]),
    ],
)
def test_whom_pronouns_mean(text: str, wanted: list[tuple[str, str]]) -> None:
    found = linked(text, *NAMES, pronouns=True)
    assert [link for link in found if link[0].lower() in ("he", "she", "her", "his", "him")] == wanted


def test_a_short_name_of_several_persons_leaves_its_pronoun_open() -> None:
    names = bearers("Vera Halm", *(f"{given} Brandvik" for given in ("Ada", "Bo", "Carl", "Dag", "Eva", "Finn")))
    text = "Vera Halm sang. Brandvik left when she came."
    assert linked(text, *names, pronouns=True) == [("Vera Halm", "Q0")]
