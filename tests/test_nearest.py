"""What is shown where a question stays open: the sentences that come nearest to it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa import Result
from kgqa.nearest import nearest
from kgqa.types import Evidence, Passage, Question

FERRY = (
    "Access\n\nBoarding is step-free on both sides. Dogs travel free on the ferry and must be on a lead.",
    "Is there parking?\n\nUse Car Park B. The machines take cards only.",
    "The museum is open on Sundays.",
)


def open_(question: str, *texts: str, lang: str = "en") -> Result:
    evidence = tuple(Evidence(Passage(f"p{i}", f"d{i}", "", text), text, 0.5, "dense") for i, text in enumerate(texts))
    return Result(Question("1", question, lang), (), evidence, (), "no text and no fact decides it")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Are dogs allowed on the ferry?", "Dogs travel free on the ferry and must be on a lead."),
        ("Does the ferry travel with a dog?", "Dogs travel free on the ferry and must be on a lead."),
        ("Is there parking?", "Is there parking? Use Car Park B."),
        ("Do the machines take coins?", "The machines take cards only."),
    ],
)
def test_the_sentence_with_most_of_the_rare_words_comes_first(question: str, sentence: str) -> None:
    assert nearest(open_(question, *FERRY))[0][1] == sentence


def test_one_of_a_passage_and_none_that_shares_next_to_nothing() -> None:
    found = nearest(open_("Is the museum ferry open?", *FERRY), count=3)
    assert [evidence.content.id for evidence, _ in found] == ["p2", "p0"]
    assert nearest(open_("Who translated Winter Harbour?", *FERRY)) == []


def test_a_title_speaks_for_its_sentences_and_is_none_of_them() -> None:
    texts = {
        "Jo Lind": "Jo Lind\n\nShe never married, and kept bees.",
        "Jo Lind: Work": "Her work on tides was known by everyone who had ever sailed.",
        "The mill": "Nobody at the mill had ever sailed.",
    }
    evidence = tuple(
        Evidence(Passage(f"p{i}", f"d{i}", title, text), text, 0.5, "dense")
        for i, (title, text) in enumerate(texts.items())
    )
    result = Result(Question("1", "Did Jo Lind ever marry?"), (), evidence, (), "no text and no fact decides it")
    assert result.nearest(1)[0][1] == "She never married, and kept bees."


def test_words_are_characters_where_nothing_parts_them() -> None:
    found = nearest(open_("狗可以上船吗？", "船上有厕所。狗必须拴绳。", "图书馆星期日开门。", lang="zh"))
    assert found[0][1] in {"狗必须拴绳。", "船上有厕所。"}


def test_it_is_shown_below_an_abstention_alone() -> None:
    text = str(open_("Are dogs allowed on the ferry?", *FERRY))
    assert text.splitlines() == [
        "Q: Are dogs allowed on the ferry?",
        "A: none (no text and no fact decides it)",
        "   nearest, passage p0: Dogs travel free on the ferry and must be on a lead.",
    ]
    html = open_("Are <dogs> allowed?", "<b>Dogs</b> are allowed.")._repr_html_()
    assert "nearest, passage p0: &lt;b&gt;Dogs&lt;/b&gt; are allowed." in html


@given(st.text(max_size=60).filter(str.strip), st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_borne(question: str, texts: list[str]) -> None:
    result = open_(question, *texts)
    for evidence, sentence in nearest(result):
        assert sentence and evidence in result.evidence
    assert str(result).startswith("Q: ")
