"""What a question asks to be done, by its words alone."""

from __future__ import annotations

import pytest

from kgqa.reader.language.operations import Operation, family, fits, operation

CHOICES = [
    ("who is older §0 or §1", "date", False, "birth"),
    ("which of the two castles §0 and §1 is older", "date", False, "founding"),
    ("was §0 or §1 born first", "date", False, "birth"),
    ("who was born later out of §0 and §1", "date", True, "birth"),
    ("who died more recently §0 or §1", "date", True, "death"),
    ("which album was released last §0 or §1", "date", True, "release"),
    ("which novel came out earlier §0 or the novel §1", "date", False, "release"),
    ("which company was founded first §0 §1 or §2", "date", False, "founding"),
    ("which is the younger of §0 and §1", "date", True, "birth"),
    ("who lived longer §0 or §1", "life", True, "birth"),
    ("who died younger §0 or §1", "life", False, "birth"),
    ("who died at a younger age §0 or §1", "life", False, "birth"),
    ("who was older at death §0 or §1", "life", True, "death"),
    ("who was older when they died §0 or §1", "life", True, "death"),
    ("which river is longer §0 or §1", "number", True, "length"),
    ("which is the smaller lake §0 or §1", "number", False, "area"),
    ("which town has more inhabitants §0 or §1", "number", True, "population"),
    ("which of §0 and §1 has the fewest employees", "number", False, "employee"),
    ("which mountain is lower §0 or §1", "number", False, "height"),
    ("which happened first §0 or §1", "date", False, ""),
]


@pytest.mark.parametrize(("words", "sort", "largest", "wanted"), CHOICES)
def test_one_of_those_named(words: str, sort: str, largest: bool, wanted: str) -> None:
    asked = operation(words)
    assert asked is not None
    assert (asked.verb, asked.sort, asked.largest) == ("choose", sort, largest)
    assert wanted in asked.wanted if wanted else asked.wanted == ()


@pytest.mark.parametrize(
    ("words", "verb", "wanted"),
    [
        ("are §0 and §1 from the same country", "same", ("country",)),
        ("do §0 and §1 share the same nationality", "same", ("country",)),
        ("does §0 have the same employer as §1", "same", ("employer",)),
        ("are the painters of both §0 and §1 from different countries", "differ", ("country",)),
    ],
)
def test_sameness(words: str, verb: str, wanted: tuple[str, ...]) -> None:
    assert operation(words) == Operation(verb, "any", False, wanted)


@pytest.mark.parametrize(
    ("words", "sort", "largest"),
    [
        ("is §0 older than §1", "date", False),
        ("did §0 die after §1", "date", True),
        ("was §0 founded before §1", "date", False),
        ("is §0 taller than §1", "number", True),
        ("does §0 have fewer students than §1", "number", False),
    ],
)
def test_yes_or_no_on_an_order(words: str, sort: str, largest: bool) -> None:
    asked = operation(words)
    assert asked is not None and (asked.verb, asked.sort, asked.largest) == ("order", sort, largest)


@pytest.mark.parametrize(
    "words",
    [
        "who directed §0",
        "who is older §0 or his brother",
        "who directed §0 and §1",
        "which actor played in both §0 and §1",
        "did §0 marry §1",
        "what did §0 say of §1",
        "is the first chapter of §0 about §1",
        "",
    ],
)
def test_nothing_to_compare(words: str) -> None:
    assert operation(words) is None


def test_families_tell_birth_from_death() -> None:
    assert [family(label) for label in ("birth date", "Date of death", "first published", "established", "mother")] == [
        "birth", "death", "release", "founding", "",
    ]  # fmt: skip
    assert fits("population (2020)", ("population",)) and not fits("date of death", ("birth",))


@pytest.mark.parametrize(
    "words",
    [
        "who is not older §0 or §1",
        "is §0 not taller than §1",
        "isn't §0 taller than §1",
        "was §0 born no later than §1",
        "is §0 no older than §1",
        "neither §0 nor §1 is older",
    ],
)
def test_what_is_not_more_may_be_as_much(words: str) -> None:
    assert operation(words) is None
