"""Bare names with many bearers, told apart by an encoder."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from kgqa.kg.graph import Graph
from kgqa.linker import LinkIndex, TextLinker
from kgqa.linker.context import BARE_AROUND, cohesion, without
from kgqa.linker.disambiguate import Encode
from kgqa.linker.together import MANY
from kgqa.types import Entity

TEXT = "We met Vera in the harbour."
GIVEN = ("Aberg", "Dahl", "Lund", "Vik", "Moe", "Berg", "Sund", "Holm")
NAMES = [f"Vera {first}{last.lower()}" for first in GIVEN for last in ("gren", "qvist")]


def encode(meanings: dict[str, tuple[float, ...]], asked: list[str] | None = None) -> Encode:
    """Texts to vectors: (1, 0, 0, 0) where nothing else is said of them."""

    def encoded(texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if asked is not None:
            asked.extend(texts)
        rows = np.array([meanings.get(text, (1.0, 0.0, 0.0, 0.0)) for text in texts], dtype=np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    return encoded


def linked(text: str, labels: Sequence[str], encoded: Encode | None) -> list[tuple[str, str]]:
    graph = Graph.build([], [Entity(f"Q{n}", label) for n, label in enumerate(labels)])
    linker = TextLinker(graph, LinkIndex.build(graph), encode=encoded)
    return [(link.mention.text, link.entity.label) for link in linker.link([text])[0]]


def test_there_are_many() -> None:
    assert len(NAMES) == MANY
    assert linked(TEXT, NAMES, None) == linked(TEXT, NAMES, encode({})) == []


def test_the_text_without_the_mention_tells() -> None:
    around = "We met  in the harbour."
    meanings = {around: (0.0, 1.0, 0.0, 0.0), NAMES[3]: (0.0, 1.0, 0.0, 0.0), TEXT: (0.0, 0.0, 1.0, 0.0)}
    assert linked(TEXT, NAMES, encode(meanings)) == [("Vera", NAMES[3])]


def test_words_that_go_together_are_a_name() -> None:
    words = {word: (0.0, *np.eye(3)[n % 3]) for n, name in enumerate(NAMES) for word in name.split()[1:]}
    assert linked(TEXT, NAMES, encode(words)) == []
    assert linked(TEXT, NAMES, encode(words | {NAMES[5].split()[1]: (1.0, 0.0, 0.0, 0.0)})) == [("Vera", NAMES[5])]


def test_two_bare_names_are_found_together() -> None:
    # No family has both a Vera and an Otto.
    others = [f"{name.replace('Vera', 'Otto')}sen" for name in NAMES]
    text = "We met Vera and Otto there."
    meanings = dict.fromkeys(NAMES, (0.0, 1.0, 0.0, 0.0)) | dict.fromkeys(others, (0.0, 0.0, 1.0, 0.0))
    meanings |= {NAMES[2]: (0.0, 0.0, 0.0, 1.0), others[7]: (0.0, 0.0, 0.0, 1.0)}
    assert linked(text, [*NAMES, *others], encode(meanings)) == [("Vera", NAMES[2]), ("Otto", others[7])]
    assert linked(text, NAMES, encode(meanings)) == []


def test_words_are_encoded_for_bare_names_only() -> None:
    asked: list[str] = []
    linked(TEXT, NAMES[: MANY - 1], encode({}, asked))
    assert "Vera" not in asked
    linked(TEXT, NAMES, encode({}, asked))
    assert "Vera" in asked


def test_cohesion_is_the_mean_of_pairs() -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    assert cohesion(vectors) == pytest.approx((0 + 0.6 + 0.8) / 3)
    assert cohesion(vectors[:1]) == 1.0


def test_what_is_around_a_mention_is_of_whole_words() -> None:
    assert without("Vera sang.", 0, 4) == "sang."
    text = f"{'word ' * 100}Vera{' word' * 100}"
    around = without(text, 500, 504)
    assert set(around.split()) == {"word"} and len(around) <= 2 * BARE_AROUND
