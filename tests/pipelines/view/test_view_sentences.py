"""Sentences for facts, and where they name what: the pieces always join to the sentence."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kgqa.kg.folder import GRAPH, open_folder
from kgqa.kg.graph import Graph
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.view.job import sentences_of
from kgqa.pipelines.view.marks import pieces, spoken
from kgqa.pipelines.view.picture import Sentence
from kgqa.pipelines.view.sentences import SENTENCES, SentencesByNames
from kgqa.retriever.lexical import LexicalIndex
from kgqa.retriever.words import cut
from kgqa.types import Entity, Literal, Passage, Triple


def test_names_and_the_stretch_are_marked() -> None:
    sentence = Sentence("Lind of Lind Bay met LIND.", 8, 20)
    assert pieces(sentence, ["Lind"], ["Lind Bay"]) == [
        ("Lind", "head"), (" of ", ""), ("Lind Bay", "tail said"), (" met", "said"), (" ", ""), ("LIND", "head"),
        (".", ""),
    ]  # fmt: skip
    assert pieces(Sentence("Blind Lindium"), ["Lind"], [""]) == [("Blind Lindium", "")]
    assert spoken("(so far)") == ("(so far)",)


@given(st.text(max_size=60), st.integers(-5, 70), st.integers(-5, 70), st.lists(st.text(max_size=6), max_size=4))
def test_marked_pieces_join_to_the_sentence(text: str, start: int, end: int, names: list[str]) -> None:
    cut_ = pieces(Sentence(text, start, end), names, [text[:5], *names])
    assert "".join(piece for piece, _ in cut_) == text
    assert all(piece for piece, _ in cut_)


def by_names(passages: list[Passage], *entities: Entity) -> SentencesByNames:
    graph = Graph.build([Triple("a", "r", "b")], entities)
    words = [[*cut(passage.title)[0], *cut(passage.text)[0]] for passage in passages]
    return SentencesByNames(graph, PassageTable.build(passages), LexicalIndex.build(words))


def test_sentences_that_name_both_ends_come_first() -> None:
    passages = [
        Passage("1", "d", "Orla Vint", "She was a glazier. Later she moved to Hemmer Quay.", 40),
        Passage("2", "d", "Quays", "Orla Vint left Hemmer Quay. Hemmer is no quay of Orla. Nobody did.", 0),
        Passage("3", "d", "Others", "Orla Vint sang. Hemmer Quay burnt.", 0),
    ]
    find = by_names(passages, Entity("a", "Orla Vint (glazier)"), Entity("b", "Hemmer Quay"))
    found = find(Triple("a", "left", "b"))
    assert [(each.text, each.doc, each.at) for each in found] == [
        ("Orla Vint left Hemmer Quay.", "Quays", 0),
        ("Later she moved to Hemmer Quay.", "Orla Vint", 59),
    ]
    assert all(passages[0].text[each.at - 40 :].startswith(each.text) for each in found if each.doc == "Orla Vint")
    assert find(Triple("a", "r", Literal("glazier")))[0].text == "She was a glazier."
    assert find(Triple("a", "r", "nobody at all")) == ()


def test_no_more_sentences_than_can_be_read() -> None:
    passages = [Passage(f"{at:03}", "d", "", "Orla met Bram.") for at in range(100)]
    find = by_names(passages, Entity("a", "Orla"), Entity("b", "Bram"))
    assert len(find(Triple("a", "met", "b"))) == SENTENCES
    assert by_names([], Entity("a", "Orla"))(Triple("a", "r", "b")) == ()


def test_a_knowledge_base_without_provenance_has_sentences_by_names(kb: Path) -> None:
    folder = open_folder(kb)
    find = sentences_of(folder, Graph.load(folder.arrays(GRAPH)))
    assert find is not None
    (found,) = find(Triple("lindium", "discovered by", "Ada Lind"))
    assert found.text == "Ada Lind isolated it in 1907." and found.extractor == "shared names"
