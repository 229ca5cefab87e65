from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.errors import InputError, StoreError
from kgqa.kg.graph import Graph
from kgqa.linker import EntityLinker, LinkIndex
from kgqa.linker.text import TextLinker
from kgqa.types import Entity, Question, Triple

ENTITIES = [
    Entity("Q1", "Heat", types=("film",)),
    Entity("Q2", "Michael Mann"),
    Entity("Q3", "Al Pacino"),
    Entity("Q4", "Thomas Mann", description="writer of novels"),
    Entity("Q5", "Los Angeles"),
    Entity("Q6", "University of Oxford"),
    Entity("Q7", "Louisiana State University"),
    Entity("Q8", "It", types=("film",)),
    Entity("Q9", "Marie Curie", types=("human",)),
    Entity("Q10", "polonium"),
    Entity("Q11", "The Institute"),
    Entity("Q12", "John F. Kennedy"),
]
GRAPH = Graph.build([Triple("Q1", "director", "Q2"), Triple("Q4", "wrote", "Q11")], ENTITIES)
INDEX = LinkIndex.build(GRAPH)


def linked(text: str, linker: TextLinker | None = None) -> list[tuple[str, str]]:
    (links,) = (linker or TextLinker(GRAPH, INDEX)).link([text])
    for link in links:
        assert text[link.mention.start : link.mention.end] == link.mention.text
        assert 0.0 <= link.score <= 1.0
    starts = [link.mention.start for link in links]
    assert starts == sorted(set(starts))
    return [(link.mention.text, link.entity.id) for link in links]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "In Heat, Al Pacino drives through Los Angeles.",
            [("Heat", "Q1"), ("Al Pacino", "Q3"), ("Los Angeles", "Q5")],
        ),
        ("Thomas Mann left. Later Mann came back.", [("Thomas Mann", "Q4"), ("Mann", "Q4")]),
        ("Later Mann left. Michael Mann came back.", [("Mann", "Q2"), ("Michael Mann", "Q2")]),
        ("She went to Oxford University.", [("Oxford University", "Q6")]),
        ("She taught at LSU.", [("LSU", "Q7")]),
        ("She taught at L.S.U. for years.", [("L.S.U.", "Q7")]),
        ("Pacino rests.", [("Pacino", "Q3")]),
        ("It rained. Nobody saw it.", []),
        ("The heat in the institute was great, and the university closed.", []),
        ("Anna Pacino sang. Then Pacino left.", []),  # one that the graph lacks, and her short name
        ("the Curie family and Marie Curie's polonium", [("Curie", "Q9"), ("Marie Curie", "Q9"), ("polonium", "Q10")]),
        ("President Kennedy's speech", [("Kennedy", "Q12")]),
        ("He's late, and Who's here?", []),
        ("", []),
        ("\x00 \ud800"[:2], []),
    ],
)
def test_running_text(text: str, wanted: list[tuple[str, str]]) -> None:
    assert linked(text) == wanted


def test_short_name_that_could_be_many_is_nil() -> None:
    many = Graph.build(
        [], [Entity(f"P{n}", f"{name} Mann") for n, name in enumerate(["Ann", "Ben", "Cy", "Dee", "Eve"])]
    )
    assert linked("We met Mann there.", TextLinker(many, LinkIndex.build(many))) == []


def test_meaning_decides_between_short_names() -> None:
    def encode(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.array([[float("novel" in text), float("novel" not in text)] for text in texts], dtype=np.float32)

    linker = TextLinker(GRAPH, INDEX, encode=encode)
    assert linked("A novel by Mann came out.", linker) == [("Mann", "Q4")]


def test_pronouns_are_linked_where_asked() -> None:
    text = "Marie Curie found polonium. She named it, and her prize came later."
    linker = TextLinker(GRAPH, INDEX, pronouns=True)
    assert linked(text, linker) == [("Marie Curie", "Q9"), ("polonium", "Q10"), ("She", "Q9"), ("her", "Q9")]
    assert linked("In Los Angeles she slept.", linker) != linked(text, linker)
    assert linked("He slept.", linker) == []


def test_given_spans_are_linked_in_their_order() -> None:
    text = "Mann met Al Pacino's friend Zorvik."
    linker = TextLinker(GRAPH, INDEX)
    links = linker.link_spans(text, [(9, 20), (28, 34), (9, 18)])
    assert [link and (link.mention.text, link.entity.id) for link in links] == [
        ("Al Pacino's", "Q3"),
        None,
        ("Al Pacino", "Q3"),
    ]
    assert linker.link_spans(text, []) == []
    for span in ((-1, 3), (3, 3), (3, len(text) + 1)):
        with pytest.raises(InputError, match="a span must lie in the text of 35 characters"):
            linker.link_spans(text, [span])


PARTS = st.lists(
    st.sampled_from(
        [
            "Heat",
            "mann",
            "Mann",
            "Thomas Mann",
            "Anna Mann",
            "Al Pacno",
            "It",
            "he",
            "LSU",
            ". ",
            ", ",
            "'s",
            "He's",
            "Italian",
            "Jean-Mann",
            "Prof. Mann",
            "北京",
            "ß",
            "\x00",
        ]
    ),
    max_size=8,
)


@settings(deadline=None, max_examples=60)
@given(st.lists(PARTS, max_size=4))
def test_batch_of_texts_is_each_alone(texts: list[list[str]]) -> None:
    joined = [" ".join(parts) for parts in texts]
    linker = TextLinker(GRAPH, INDEX, pronouns=True)
    together = linker.link(joined)
    assert together == [TextLinker(GRAPH, INDEX, pronouns=True).link([text])[0] for text in joined]
    assert together[::-1] == linker.link(joined[::-1])


@settings(deadline=None, max_examples=60)
@given(st.lists(PARTS, max_size=4))
def test_batch_of_questions_is_each_alone(texts: list[list[str]]) -> None:
    questions = [Question(str(n), " ".join(parts)) for n, parts in enumerate(texts)]
    linker = EntityLinker(GRAPH, INDEX)
    together = linker.link(questions)
    assert together == [EntityLinker(GRAPH, INDEX).link([question])[0] for question in questions]
    assert together[::-1] == linker.link(questions[::-1])


def test_batch_is_each_alone_with_the_encoder(encoder: object) -> None:
    encode = encoder.encode_queries  # type: ignore[attr-defined]  # a fixture typed as any object
    texts = ["A novel by Mann came out.", "Mann made the film Heat in Los Angeles.", "Mann"]
    together = TextLinker(GRAPH, INDEX, encode=encode).link(texts)
    assert together == [TextLinker(GRAPH, INDEX, encode=encode).link([text])[0] for text in texts]


def test_text_linker_refuses_what_does_not_fit() -> None:
    with pytest.raises(InputError, match="from 0 to 1, found -1"):
        TextLinker(GRAPH, INDEX, threshold=-1.0)
    with pytest.raises(StoreError, match="found one of 12"):
        TextLinker(Graph.build([]), INDEX)
