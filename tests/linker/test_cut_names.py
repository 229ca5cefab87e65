import pytest
from test_standing import bearers, linked


@pytest.mark.parametrize(
    "text",
    [
        "She studied at the University of Brinn for years.",
        "She holds a Bachelor of arts from home.",
        "She holds a Bachelor of Arts from home.",
        "She sat in the Nordland State Senate for years.",
        "She led the Institute for Deep Study there.",
        "She left the Methodist Church there.",
    ],
)
def test_what_is_cut_out_of_a_longer_name_is_no_mention(text: str) -> None:
    kinds = bearers("the University", "The Bachelor", "art", "senate", "The Institute", "The Methodist")
    assert linked(text, *kinds) == []


def test_the_tail_of_a_body_is_no_mention_but_that_of_a_place_is() -> None:
    names = bearers("Brinn")
    assert linked("She studied at the University of Brinn for years.", *names) == []
    assert linked("She lived in the City of Brinn for years.", *names) == [("Brinn", "Q0")]


def test_the_whole_name_is_still_found() -> None:
    names = bearers("University of Brinn", "The University", "Brinn", "The Institute")
    assert linked("She studied at the University of Brinn.", *names) == [("University of Brinn", "Q0")]
    assert linked("She works for The Institute now.", *names) == [("The Institute", "Q3")]


def test_several_kind_words_are_a_name_before_for_in_lower_case() -> None:
    names = bearers("Arts Award")
    assert linked("She won an Arts Award for her songs.", *names) == [("Arts Award", "Q0")]
    assert linked("She won the Arts Award for the Best Song.", *names) == []


def test_a_hyphen_joins_names() -> None:
    assert linked("She met Anna-Lena Vik there.", *bearers("Anna")) == []


@pytest.mark.parametrize(
    ("text", "label", "mention"),
    [
        ("She wrote to Mr. Vik.", "Mr", "Mr."),
        ("She taught at N.I.T. for years.", "Nordland Institute of Technology", "N.I.T."),
        ("She lives in Brinn, N.C. with him.", "Brinn, N.C.", "Brinn, N.C."),
        ("She lives in Brinn.", "Brinn", "Brinn"),
    ],
)
def test_points_that_close_abbreviations_belong_to_them(text: str, label: str, mention: str) -> None:
    assert (mention, "Q0") in linked(text, *bearers(label))


def test_a_name_with_a_word_twice_is_not_one_with_it_once() -> None:
    assert linked("She saw Brinn and New Brinn there.", *bearers("Brinn", "New Brinn")) == [
        ("Brinn", "Q0"),
        ("New Brinn", "Q1"),
    ]
