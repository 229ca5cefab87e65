"""Which questions are for yes or no, as people ask them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.yes_or_no import asks_yes_or_no, clause_for_yes_or_no

FOR_YES_OR_NO = (
    "Must I wear a life jacket as a grown-up?",
    "may employees bid at the auction",
    "May the cat go out this evening?",
    "Can you hear its call during the day?",
    "Can someone who uses a wheelchair get up to the surgery?",
    "Will you pay for my hotel?",
    "I'm 17 but my father would vouch for me, can I get a loan?",
    "My aunt is blind and has a guide dog: may it come into the waiting room?",
    "Nothing got broken. Will we see our deposit again within seven days?",
    "I've got time logs from version 1.8. Can version 2 read them unchanged?",
    "There are three cars at our house; may each of them have a permit?",
    "When time is up, does the card I'm holding still count?",
    "According to the court, did the plaintiff cut the hedge himself?",
    "ok to reheat cold leftovers",
    "Did she have any brothers or sisters?",
    "Is it open to children of six or older?",
    "Could you tell me whether dogs are allowed?",
)

FOR_SOMETHING_ELSE = (
    "",
    "May Wirth rode for which circus?",
    "May 1945 brought what?",
    "Will Smith starred in which film?",
    "Is it Graz or Linz?",
    "I'm 17, what does it cost?",
    "Who was it, was it the miller?",
    "Can you give me the name of the mayor?",
    "Could someone please list the members?",
    "Do you know who wrote it?",
    "In which year was it built, is it known?",
    "The mill, which was sold, had how many wheels?",
    "How may I pay?",
)


@pytest.mark.parametrize("question", FOR_YES_OR_NO)
def test_it_is_for_yes_or_no(question: str) -> None:
    assert asks_yes_or_no(question)


@pytest.mark.parametrize("question", FOR_SOMETHING_ELSE)
def test_it_is_for_something_else(question: str) -> None:
    assert not asks_yes_or_no(question)


@pytest.mark.parametrize("told", ["I'm no member", "We don't drive", "My receipt isn't here"])
def test_what_the_asker_tells_is_not_asked(told: str) -> None:
    assert clause_for_yes_or_no(f"{told}. May I come in?") == "May I come in?"


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_the_clause_ends_the_question(question: str) -> None:
    clause = clause_for_yes_or_no(question)
    assert clause is None or question.endswith(clause)
