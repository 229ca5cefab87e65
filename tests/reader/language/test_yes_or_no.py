"""Which questions are for yes or no, as people ask them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.yes_or_no import LONGEST, asks_yes_or_no, clause_for_yes_or_no

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
    "Can you tell me whether dogs are allowed?",
    "Will you give refunds?",
    "Can you check in after midnight?",
    "Can you find parking nearby?",
    "Can you share a locker?",
    "Will you provide towels?",
    "Can you confirm the pool is open?",
    "If it rains, do visitors know where to go?",
    "If the pool is closed, are tickets refunded when I show the receipt?",
    "If I am late, does staff know who I am?",
    "If the museum is closed, are members told when it opens?",
    "If it rains,is the tour cancelled?",
    "If you turn me down, will you let me know?",
    "If I want to opt out, will you provide me instructions?",
    "The tour starts at nine, is outdoors and costs 5 euros. Can I bring a dog?",
    "The house has stairs, has no lift. Is there a ramp?",
    "My son is 4, is not potty-trained. Can he join?",
    "My parents are old, do not walk well. Is there a lift?",
    "I missed the train, was late, and lost my bag. Can I claim?",
    "You don't take dogs, do you?",
    "There is no lift, is there?",
    "Is Taiwan a member of the WHO?",
    "Was Daltrey in The Who?",
    "Is that what happened?",
    "Is it open no matter what?",
    "Is it clear what happened?",
    '"Is it open?"',
    "(Is it open?)",
    "- Is it open?",
    "My aunt, who is blind, has a dog; may it come in?",
    "I know when it opens. Is it free?",
    "I lost my ticket when I left. Can I get a new one?",
    "When I lost my ticket, I paid again. Can I get a refund?",
    "What if it rains, is it cancelled?",
    "The ferry leaves at 9. Can bikes come?",
    "Just wondering, is breakfast included?",
    "May Peter come too?",
    "Did Thessaly Brandreth have brothers or sisters?",
    "Osterby: is it by the sea?",
    "may i come in",
    "Can someone who uses a wheelchair get up?",
    "Must Peter wear a helmet?",
    "May heavy goods vehicles drive across?",
    "Can I get money back when I return the bottle?",
    "I'm a guest who has played twice, may I come a third time?",
    "Is this the house in which she was born?",
    "Do you know if it is open?",
    "Do they sell any food or drinks?",
    "Can a 17-year-old come without mum or dad?",
    "I'd like a room; do you have one with two beds or more?",
    "Can I bring my dog? He is small.",
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
    "Can you, please, tell me who wrote it?",
    "Can you quickly tell me who wrote Emma?",
    "Can you recommend a hotel in Osterby?",
    "Can you figure out who won the race?",
    "Can you see which ship Lind built?",
    "Can you guess who founded the yard?",
    "Would you be able to tell me who wrote Emma?",
    "Will you be so kind as to tell me who wrote Emma?",
    "Could you get me the address of the mill?",
    "Could you send me the address?",
    "Could you pass me the list of members?",
    "Would you kindly send me the list?",
    "Can you read me the rules",
    "Can you display all ships",
    "Can you translate it",
    "May I ask who wrote Emma?",
    "May I know who wrote Emma?",
    "Might I ask who wrote Emma?",
    "the keeper of the Osk light from 1907 to 1911, is the grandfather of which painter ?",
    "The mill, opened in 1902, is the oldest building in which town of Vaering?",
    "Lind, born in 1902, was the founder of which yard in Velm?",
    "The 2011 film, is an adaptation of what novel by Lind?",
    "Lind, the painter, was a pupil of whom at the academy?",
    "May held which office in 2016?",
    "May married Philip in which year at Oxford?",
    "May defeated whom in 2016?",
    "May lives in what town of Vaering?",
    "Is the lake above or below sea level?",
    "Was he older or younger?",
    "Did the ferry come earlier or later?",
    "Is this the original or another version?",
    "Was it Lind or someone else?",
    "is the movie nightmare in english or another language",
    "Is combipatch a prescription or over the counter drug",
    "Are there any trains? Is Velm or Osk nearer?",
    "Did any of them win: Lind or Holt?",
    "Did either Lind or Holt win?",
    "Is any room cheaper: the loft or the den?",
    "Do any trains stop there or do I need the bus?",
    "Fine for overdue books",
    "Fine for parking on the quay?",
    "Name the author of Emma, can you?",
    "Tell me the mayor's name, would you?",
    "Give me the name of the mayor, will you?",
    "List the ships, could you please?",
    "Name the mayor of Osterby. Can you do that?",
    "I need the mayor's name. Do you have it?",
    "Lind was born in 1902. Is a painter.",
    "Born in Osterby, was the painter Lind.",
    "I like Osterby, has the sea.",
    'Singer of the song "Baby, Do You Love Me?"',
    "Author of: Can You Forgive Her?",
    'Name the band of "Lord, Is It Mine".',
    "may birthstone",
    "may weather in osterby",
    "may half term dates",
    "Must Love Dogs director",
    "Shall We Dance lead actress",
    "Might and Magic developer",
    "Can I bring a dog? And where?",
    "When was it built, is it known?",
    "How deep is the lake, is it known?",
    "Which of the two, is it A?",
    "Where is it, is it far?",
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


def test_a_tag_is_judged_with_what_it_stands_behind() -> None:
    assert clause_for_yes_or_no("There is no lift, is there?") == "There is no lift, is there?"


@pytest.mark.parametrize("piece", [", and", ". ", ", is a ", "a ", '"', "If ", "or ", "can you please, "])
def test_no_repetition_takes_long(piece: str) -> None:
    clause_for_yes_or_no(piece * (LONGEST // len(piece)))  # seconds where a rule tries each way through it
    assert clause_for_yes_or_no("Is it open? " * LONGEST) is None
