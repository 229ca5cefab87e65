"""Names of hubs: codes, and words joined to another name."""

import pytest

from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.coordination import joined
from kgqa.types import Mention, Question, Triple

PARTS = 150
LINKER = EntityLinker(
    graph := Graph.build(
        [
            *(Triple(f"part {n}", "needs", hub) for n in range(PARTS) for hub in ("libx6", "drama", "1995")),
            Triple("part 3", "needs", "zink1g"),
            Triple("zink1g", "made_by", "Veland Works"),
        ],
        [],
        [],
    ),
    LinkIndex.build(graph),
)


def links(text: str) -> dict[str, float]:
    return {link.entity.id: link.score for link in LINKER.link([Question("", text)])[0]}


def test_a_code_is_a_name_however_many_point_to_it() -> None:
    assert links("What needs libx6?")["libx6"] > 0.9
    assert links("What needs drama?")["drama"] == 0.5


@pytest.mark.parametrize("text", ["What needs libx6 and zink1g?", "What needs both zink1g and libx6?"])
def test_both_codes_are_linked(text: str) -> None:
    assert set(links(text)) == {"libx6", "zink1g"}


@pytest.mark.parametrize(
    "text",
    [
        "Which parts need drama and zink1g?",
        "Which parts need zink1g or drama?",
        "Which parts need zink1g, drama and libx6?",
        "Which parts need both the drama and the zink1g?",
    ],
)
def test_a_hub_joined_to_a_name_is_one(text: str) -> None:
    assert {"drama", "zink1g"} <= set(links(text))


@pytest.mark.parametrize(
    "text",
    [
        "Which drama needs zink1g?",
        "Which 1995 part with zink1g is a drama?",
        "Which is more of a drama, zink1g or Bris?",
    ],
)
def test_a_hub_beside_a_name_is_none(text: str) -> None:
    assert set(links(text)) == {"zink1g"}


def test_joined_goes_both_ways_and_on() -> None:
    text = "one or two and three but four"
    mentions = [Mention(text.index(word), text.index(word) + len(word), word) for word in ["one"]]
    mentions += [Mention(text.index(word), text.index(word) + len(word), word) for word in ("two", "three", "four")]
    assert joined(text, mentions, [0.5] * 4, [False, False, True, False]) == [True, True, True, False]
    assert joined(text, mentions, [0.1] * 4, [False, False, True, False]) == [False, False, True, False]
    assert joined("", [], [], []) == []
