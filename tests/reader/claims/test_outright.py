"""Yes or no where a clause has the question's own words."""

from __future__ import annotations

import pytest

from kgqa.reader.claims.outright import said_outright
from kgqa.reader.claims.sorts import defined_as
from kgqa.types import Evidence, Passage


def said(question: str, text: str, title: str = "Holm fan: user manual") -> str | None:
    answer = said_outright(question, [Evidence(Passage("p", "d", title, text), text, 1.0, "dense")])
    if answer is None:
        return None
    (place,) = answer.support
    assert text[place.start : place.end] and answer.kind == "boolean"
    return answer.text


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Is the hose included?", "The hose is not included.", "no"),
        ("Is the hose included with the Holm fan?", "The hose is not included.", "no"),
        ("Is the filter included?", "It has two speeds. The filter is included.", "yes"),
        ("Can the filter be put into a dishwasher?", "The filter must never be put into a dishwasher.", "no"),
        ("Can tickets be bought on board?", "Cars cost 60 crowns. Tickets can't be bought on board.", "no"),
        ("Are dogs allowed on the deck?", "Dogs are welcome on the deck and must be on a lead.", "yes"),
        (
            "Was anybody hurt in the fire?",
            "A fire destroyed the foundry, and although nobody was hurt, it closed.",
            "no",
        ),
        ("Is there a lift in the Holm fan?", "There's no lift; the stairs are steep.", "no"),
        ("Does pepper loaf contain pepper?", "Pepper loaf contains, despite its name, no pepper at all.", "no"),
        ("Can I bring my dog?", "Can I bring my dog?\n\nYes\n\nDogs stay on deck.", "yes"),
        ("Is there free wifi in the lodge?", "No. There is free wifi in the lodge.", "yes"),
        ("Can I borrow a tent?", "Do I need a tent?\n\nNo. You can borrow a tent at the desk.", "yes"),
        ("Can I bring my dog?", "Can I bring my dog?\n\nYes. Dogs are welcome on deck.", "yes"),
        ("Did Ada Holt win the Heron Prize?", "Ada Holt won the Heron Prize in 1931.", "yes"),
        ("Did Ada Holt buy Orsk Optical?", "In 1961 Ada Holt bought Orsk Optical.", "yes"),
        ("Is there a timer in the Holm fan?", "Sadly there is no timer, but the plug may have one.", "no"),
        ("Does the Holm fan have a timer?", "There is no timer.", "no"),
        ("Is there a handle?", "There is a wooden handle on the back.", "yes"),
        ("Am I allowed to fish in the harbour?", "Fishing is allowed in the harbour.", "yes"),
        ("Can I park in the yard?", "Parking is permitted in the street but not in the yard.", "no"),
        ("Can I take my bike into the lift?", "Bikes are kept in the shed and are not allowed in the lift.", "no"),
        ("Am I allowed to smoke in the attic?", "Smoking is allowed on the roof, never in the attic.", "no"),
        ("Am I allowed to smoke on the roof?", "Smoking is allowed on the roof, never in the attic.", "yes"),
        ("Is tea free?", "Tea, milk and rusks are free.", "yes"),
        ("Is the internship paid?", "We offer an internship. It is unpaid, and lasts a month.", "no"),
        ("Did Ada Holt go to college?", "Ada Holt never went to college, a thing she regretted.", "no"),
        ("Can I clean the fan with a steam jet?", "Wipe it. Never use a steam jet.", "no"),
        ("Will there be a soup every day?", "There will be a soup every day.", "yes"),
        ("Do I have to pay extra for towels?", "Beds cost 20 crowns. Towels are included.", "no"),
        ("Do towels cost anything?", "Towels cost 4 crowns each.", "yes"),
        ("Is the sauna free?", "The sauna is charged separately.", "no"),
        ("Are cats allowed in the hut?", "Cats and birds are not allowed in the hut.", "no"),
    ],
)
def test_what_a_clause_says_so(question: str, text: str, answer: str) -> None:
    assert said(question, text) == answer


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Is the hall open in winter?", "Running is banned. It is forbidden in the hall, which is narrow."),
        ("Is there a car park?", "There is no covered car park."),
        ("Was the pond heated?", "The pond is no longer heated."),
        ("Is smoking allowed in the attic?", "Smoking is no problem in the attic."),
        ("Was Ada Holt a painter?", "Ada Holt was no mean painter."),
        ("Can owls see red?", "Owls can hear red kites, mice cannot."),
        ("Does the kiosk sell stamps?", "The kiosk sells tickets and the shop stamps."),
        ("Is the hall open on Sundays?", "The hall is open daily, Sundays excluded."),
        ("Is the tower open to all?", "The tower is open to all but children."),
        ("Did Ada Holt win the prize?", "Ada Holt came close to winning the prize."),
        ("Did Ada Holt win the prize?", "Ada Holt's sister won the prize."),
        ("Did Ada Holt marry Bo Lind?", "Ada Holt married the brother of Bo Lind."),
        ("Is the museum free for children?", "The museum costs 8 crowns. Children pay nothing."),
        ("Does the dog bite the cat?", "The cat does not bite."),
        ("Did the bridge collapse?", "The tower stood by the bridge. It did not collapse."),
        ("Did Holm go to college?", "Her father was a smith. He never went to college."),
        ("Does the car have a radio?", "The car is new. The van has no radio."),
        ("Is there a bus to Orsk?", "There is a bus from Orsk."),
        ("Is there a shop?", "There was a shop."),
        ("Was Ada Holt the mayor of Orsk?", "Ada Holt was the deputy mayor of Orsk."),
        ("Can I pay by card?", "You can pay by gift card."),
        ("Can I cancel?", "You cannot cancel by phone."),
        ("Is the pond open?", "The pond is not open to children."),
        ("Is parking free?", "Parking is free for residents."),
        ("Do I have to pay for parking?", "Parking costs 5 crowns for coaches."),
        ("Can children swim alone?", "Children should swim alone."),
        ("Can I load my van in the yard?", "You can unload a van in the yard."),
        ("Can I bring my dog?", "Can I bring my dog? Yes, if it is small."),
        ("Is breakfast included?", "Breakfast and dinner are not both included."),
        ("Is the bridge lit?", "The path leads to the bridge. It is not lit."),
        ("Are cats allowed in the hut?", "No dogs, birds or cats but those of guests are allowed in the hut."),
        ("Can members bring guests?", "Neither members nor staff may bring guests."),
        ("Does every flat have a garage?", "There are four garages for eleven flats."),
        ("Is there a lift?", "There is no lift in the old wing until May."),
        ("Is parking free?", "Parking is free for the first hour."),
        ("Is the sauna free?", "The infrared sauna is free."),
        ("Can I bring a trailer?", "A trailer can be brought as long as it is empty."),
        ("Can bookings be cancelled?", "Group bookings of more than twenty people cannot be cancelled."),
        ("Is the hose included?", "The hose is included if you register."),
        ("Is the hose included?", "The hose is not only included, it is long."),
        ("Does the black petrel dive?", "Unlike the black petrel it does not dive."),
        ("Can the KX-3 be connected to a hose?", "Unlike the KX-3, the KX-4 can also be connected to a hose."),
        ("Does the black petrel dive?", "The black petrel is larger, and it does not dive."),
        ("Was Ada Holt ever married?", "Ada Holt did not marry again."),
        ("Did Bo Lind beat Jo Marr?", "Jo Marr beat Bo Lind."),
        ("Did Ada Holt buy Orsk Optical?", "Ada Holt planned to buy Orsk Optical."),
        ("Did Ada Holt buy Orsk Optical?", "Ada Holt denied that she bought Orsk Optical."),
        ("Did Ada Holt buy Orsk Optical?", "Bo Lind, a friend of Ada Holt, bought Orsk Optical."),
        ("Is the tank full?", "Is the tank full?"),
        ("Was the mill built in 1921?", "The mill was not built in 1921."),  # years are another rule's
        ("Isn't the hose included?", "The hose is included."),
        ("Who is included?", "The hose is included."),
        ("Is it?", "It is."),
        ("Can the hose be washed?", "The hose is washed."),
        ("Is the hose washed?", "The hose can be washed."),
    ],
)
def test_what_a_clause_does_not_say(question: str, text: str) -> None:
    assert said(question, text) is None


@pytest.mark.parametrize(
    ("question", "text", "answer"),
    [
        ("Can I reserve a place on the ferry for my car?", "You can't reserve a place: come early.", "no"),
        ("Is the pool open in winter?", "The pool is not open.", "no"),
        ("Did anybody get hurt in the press room fire?", "The fire burnt the press room. No one was hurt.", "no"),
        ("Can I reserve a table?", "You can't reserve a place.", None),
        ("Is the pool open?", "The pool is not open in winter.", None),  # it may be in summer
        ("Can I reserve a place for my car?", "You can reserve a place.", None),  # of cars it says nothing
        ("Can I reserve a place for my car?", "Places can't be reserved if you are late.", None),
        ("Did anybody get hurt in the flood?", "The fire burnt the press room. No one was hurt.", None),
        ("Did Bo Lind ever marry?", "He never married.", None),  # of whom the text is it does not say
        ("Is the pool heated?", "Do not heat the pool.", None),
    ],
)
def test_what_is_denied_of_all_is_denied_of_some(question: str, text: str, answer: str | None) -> None:
    assert said(question, text) == answer


def test_a_pronoun_is_what_the_title_names() -> None:
    assert said("Did Bo Lind ever get married?", "She never married, and kept bees.", "Bo Lind") == "no"
    assert said("Did Bo Lind ever get married?", "She never married, and kept bees.", "Jo Marr") is None


def test_two_that_differ_say_nothing() -> None:
    assert said("Is the hose included?", "The hose is included. The hose is not included.") is None


@pytest.mark.parametrize(
    ("kind", "text", "is_said"),
    [
        ("meteorologist", "Meteorologist Wen Abara of the museum said no.", True),
        ("engineer", "She met the engineer Wen Abara in Tarn.", True),
        ("engineer", "She met the former engineer Wen Abara in Tarn.", False),
        ("engineer", "The son of engineer Wen Abara left.", False),
        ("city", "In the city Wen Abara was unknown.", False),
    ],
)
def test_what_stands_before_a_name_says_what_somebody_is(kind: str, text: str, is_said: bool) -> None:
    found = defined_as("Wen Abara", kind, [Evidence(Passage("p", "d", "", text), text, 1.0, "dense")])
    assert (found is not None) == is_said
