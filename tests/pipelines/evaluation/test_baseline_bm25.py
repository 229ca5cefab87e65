"""BM25 against its formula."""

from __future__ import annotations

import sys
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa import InputError, Passage, Question
from kgqa.kg.passages import PassageTable
from kgqa.pipelines.evaluation.baselines.bm25 import BM25Retriever, words

texts = st.lists(
    st.lists(st.sampled_from(["metal", "soft", "grey", "ship", "city"]), max_size=5), min_size=1, max_size=6
)


def table(contents: list[str]) -> PassageTable:
    return PassageTable.build(Passage(f"p{i}", f"p{i}", f"Title{i}", text) for i, text in enumerate(contents))


def plain(passages: PassageTable, query: str, k1: float = 1.5, b: float = 0.75) -> dict[int, float]:
    """Kamphuis et al. 2020, "Which BM25 do you mean?", the row "Lucene (accurate)"."""
    documents = [words(f"{passage.title} {passage.text}") for passage in passages]
    average = sum(map(len, documents)) / len(documents)
    scores = dict.fromkeys(range(len(documents)), 0.0)
    for word in words(query):
        held = sum(word in document for document in documents)
        for row, document in enumerate(documents):
            count = document.count(word)
            idf = log(1 + (len(documents) - held + 0.5) / (held + 0.5))
            scores[row] += idf * count / (count + k1 * (1 - b + b * len(document) / average))
    return {row: score for row, score in scores.items() if score > 0}


@settings(deadline=None)
@given(texts, st.lists(st.sampled_from(["metal", "grey", "title0", "elsewhere"]), max_size=4).map(" ".join))
def test_scores_are_those_of_the_formula(contents: list[list[str]], query: str) -> None:
    pytest.importorskip("bm25s", reason='needs pip install "kgqa[evaluate]"')
    passages = table([" ".join(part) for part in contents])
    ranked = BM25Retriever(passages).rank(query, 100)
    assert dict(ranked) == pytest.approx(plain(passages, query), rel=1e-5)
    assert [row for row, _ in ranked] == [row for row, _ in sorted(ranked, key=lambda pair: (-pair[1], pair[0]))]


def test_evidence_is_the_best_passages_ties_by_row() -> None:
    pytest.importorskip("bm25s", reason='needs pip install "kgqa[evaluate]"')
    retriever = BM25Retriever(table(["soft metal", "city", "soft metal", "grey ship"]))
    found, none = retriever.retrieve([Question("1", "Which metal?"), Question("2", "?")], [(), ()], top_k=2)
    assert [(e.content.id, e.source) for e in found] == [("p0", "bm25"), ("p2", "bm25")]
    assert found[0].score == found[1].score > 0
    assert none == ()
    with pytest.raises(InputError, match="takes no filters, found doc"):
        retriever.retrieve([Question("1", "metal")], [()], top_k=2, filters={"doc": ["p0"]})


def test_without_the_package_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bm25s", None)
    with pytest.raises(InputError, match=r'pip install "kgqa\[evaluate\]"'):
        BM25Retriever(table(["soft metal"]))
