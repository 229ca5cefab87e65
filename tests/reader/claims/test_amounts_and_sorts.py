"""Claims of numbers, of kinds and of terms of office, held against what texts and facts say."""

from __future__ import annotations

import pytest

from kgqa.kg.statements import PREFIX
from kgqa.reader.claims.claimed import claimed
from kgqa.reader.claims.verdict import judged
from kgqa.types import Answer, Evidence, Literal, Passage, Path, Step, Support, Triple

BELL = "The bell weighs 340 kg. Its clapper weighs 12 kg. The older bell was 2 metres high."
TOWN = "Osmark has about 4,200 inhabitants. In 1900 it had 900 inhabitants. The town is 310 square kilometres."


def verdict(question: str, text: str, *spans: str, title: str = "") -> str:
    """What is said where these spans of a text, the best first, answer the open question."""
    claim = claimed(question)
    assert claim is not None
    evidence = (Evidence(Passage("1", "1", title, text), text, 0.9, "fusion"),)
    found = [
        Answer(span, 0.8 - 0.1 * at, "span", (Support(0, text.index(span), text.index(span) + len(span)),), (), (span,))
        for at, span in enumerate(spans)
    ]
    return next((answer.text for answer in judged(claim, found, evidence)), "")


@pytest.mark.parametrize(
    ("question", "open_question", "value"),
    [
        ("Does the bell weigh 340 kg?", "How much does the bell weigh?", "340 kg"),
        ("Does Osmark have 4,200 inhabitants?", "How many inhabitants does Osmark have?", "4,200"),
        ("Does Osmark have a population of 4,200?", "What is the population of Osmark?", "4,200"),
        ("Does Sten Tower stand 62 metres high?", "How high is Sten Tower?", "62 metres"),
        ("Was Sten Tower 62 metres tall?", "How tall was Sten Tower?", "62 metres"),
        ("Did the bridge cost 4 million crowns?", "How much did the bridge cost?", "4 million crowns"),
        ("Does Osmark cover 310 square kilometres?", "How many square kilometres does Osmark cover?", "310"),
    ],
)
def test_what_number_is_claimed(question: str, open_question: str, value: str) -> None:
    claim = claimed(question)
    assert claim is not None and (claim.open, claim.value, claim.about) == (open_question, value, "amount")


@pytest.mark.parametrize(
    ("question", "text", "span", "said"),
    [
        ("Does the bell weigh 340 kg?", BELL, "340 kg", "yes"),
        ("Does the bell weigh 340 kilograms?", BELL, "340", "yes"),
        ("Does the bell weigh 340 pounds?", BELL, "340 kg", ""),
        ("Does the bell weigh 500 kg?", BELL, "340 kg", "no"),
        ("Does the bell weigh 345 kg?", BELL, "340 kg", ""),
        ("Does the bell weigh 12 kg?", BELL, "12 kg", ""),
        ("Is the bell 2 metres high?", BELL, "2 metres", ""),
        ("Is the mill 9 metres high?", "The mill is 9 metres long.", "9 metres", ""),
        ("Is the mill 9 metres tall?", "The mill is 9 metres high.", "9 metres", "yes"),
        ("Does Osmark have 4,200 inhabitants?", TOWN, "4,200", "yes"),
        ("Does Osmark have 6,000 inhabitants?", TOWN, "4,200", ""),
        ("Does Osmark have 900 inhabitants?", TOWN, "900", ""),
        ("Does Osmark cover 310 square kilometres?", TOWN, "310 square kilometres", "yes"),
        ("Does Holt Yard employ 400 people?", "Holt Yard employs more than 400 people.", "400", ""),
        ("Does Holt Yard employ 400 people?", "Holt Yard employs 400 people.", "400", "yes"),
        ("Does Holt Yard employ 700 people?", "Holt Yard employs 400 people.", "400", "no"),
        ("Does Holt Yard own 7 ships?", "Holt Yard owns 4 ships.", "4", ""),
        # Another unit or currency.
        ("Does the walk take 3 weeks?", "The walk takes 3 days.", "3 days", ""),
        ("Does the walk take 3 weeks?", "The walk takes 21 days.", "21", "yes"),
        ("Does the walk take 3 weeks?", "The walk takes 5 days.", "5 days", "no"),
        ("Does the pass last 2 years?", "The pass lasts 24 months.", "24 months", "yes"),
        ("Does the tub hold 20 gallons of water?", "The tub holds 20 litres of water.", "20 litres", ""),
        ("Does the tub hold 20 gallons of water?", "The tub holds 20 gallons of water.", "20", "yes"),
        ("Does the pass cost $90?", "The pass costs €90.", "€90", ""),
        ("Does the pass cost $90?", "The pass costs €90.", "90", ""),
        ("Does the pass cost $90?", "The pass costs 90 dollars.", "90", "yes"),
        ("Does the pass cost 90 pounds?", "The pass costs £90.", "£90", "yes"),
        ("Does the weir have a budget of 5 million dollars?", "The budget of the weir is 5 million euros.", "5", ""),
        ("Does the weir have a budget of $5 million?", "The budget of the weir is $4 million.", "$4 million", "no"),
        ("Does the bath have a heat of 20 degrees Celsius?", "The heat of the bath is 20 °F.", "20 °F", ""),
        ("Does the tram reach 50 km per hour?", "The tram reaches 50 miles per hour.", "50 miles", ""),
        ("Does the tram reach 50 km per hour?", "The tram reaches 50 km/h.", "50 km/h", "yes"),
        ("Does the room cost 40 euros a night?", "The room costs 40 euros a week.", "40 euros", ""),
    ],
)
def test_a_number_is_held_against_the_one_that_is_told_of_the_same(
    question: str, text: str, span: str, said: str
) -> None:
    assert verdict(question, text, span, title="Bell" if text is BELL else "Osmark" if text is TOWN else "") == said


def test_what_is_read_beside_the_best_is_no_yes_and_leaves_no_room_for_a_no() -> None:
    text = "The tower stands 62 metres high. The mast on it stands 30 metres high."
    assert verdict("Does Sten Tower stand 30 metres high?", text, "62 metres", "30 metres", title="Sten Tower") == ""
    assert verdict("Does Sten Tower stand 62 metres high?", text, "62 metres", "30 metres", title="Sten Tower") == "yes"


def test_a_fact_read_out_of_a_text_measures_as_the_text_does() -> None:
    text = "The mill is 9 metres long."
    read = Path("The mill", (Step("height"),), (Literal("9 metres"),), ())
    evidence = (
        Evidence(Passage("1", "1", "Mill", text), text, 0.9, "fusion"),
        Evidence(read, "The mill | height: 9 metres", 0.9, "read"),
    )
    claim = claimed("Is the mill 9 metres high?")
    assert claim is not None
    answer = Answer("9 metres", 0.8, "number", (Support(0, 12, 20), Support(1)), (), ("9 metres",))
    assert judged(claim, [answer], evidence) == ()


@pytest.mark.parametrize(
    ("question", "text", "said"),
    [
        ("Is Red Salt a film?", "Red Salt is a 1994 drama film directed by Jo Lind.", "yes"),
        ("Is Red Salt a drama film?", "Red Salt (also The Salt) is a 1994 drama film.", "yes"),
        ("Is Red Salt a comedy film?", "Red Salt is a 1994 drama film.", ""),
        ("Is Red Salt a novel?", "Red Salt is a 1994 drama film after a novel.", ""),
        ("Is Red Salt a director?", "Red Salt is a 1994 film. Jo Lind is a director.", ""),
        ("Is Jo Lind a band?", "Jo Lind is a member of the band Salt.", ""),
        ("Is the Veldia a plant?", "The Veldia is a species of plant.", "yes"),
        ("Is Jo Lind a writer?", "Jo Lind is a Danish novelist.", "yes"),
        ("Is Jo Lind a footballer?", "Jo Lind is a former footballer.", ""),
        ("Is Osmark a country?", "Osmark is a city in a country of the north.", ""),
        ("Is Osmark a city?", "Veland lies in the north. Osmark is a harbour city.", "yes"),
    ],
)
def test_a_thing_is_what_a_text_says_that_it_is(question: str, text: str, said: str) -> None:
    assert verdict(question, text) == said


ONE = "Jo Lind was mayor of Osmark from 2001 to 2009."
TWO = "Jo Lind was mayor of Osmark from 1990 to 1994 and again from 1998 to 2002."


@pytest.mark.parametrize(
    ("text", "year", "said"),
    [
        (ONE, "2005", "yes"),
        (ONE, "2012", "no"),
        (TWO, "1992", "yes"),
        (TWO, "2000", "yes"),
        (TWO, "1996", ""),
        (f"{ONE} In 2012 Jo Lind returned.", "2012", ""),
    ],
)
@pytest.mark.parametrize("office", ["mayor", "the mayor"])
def test_an_office_is_held_within_a_stated_term(text: str, year: str, said: str, office: str) -> None:
    span = "from 2001 to 2009" if text.startswith(ONE) else "1990"
    assert verdict(f"Was Jo Lind {office} of Osmark in {year}?", text, span) == said


def test_terms_of_a_graph_are_in_the_qualifiers_of_a_fact() -> None:
    def of(number: str, begin: str, end: str) -> list[Evidence]:
        id = f"{PREFIX}{number}"
        return [
            Evidence(
                Path(id, (Step(side),), (Literal(year),), (Triple(id, side, Literal(year)),)),
                f"Jo Lind · mayor of · Osmark | {side} time: {year}",
                0.5,
                "path",
            )
            for side, year in (("start", begin), ("end", end))
        ]

    def said(year: str, evidence: list[Evidence]) -> list[str]:
        claim = claimed(f"Was Jo Lind mayor of Osmark in {year}?")
        assert claim is not None
        return [answer.text for answer in judged(claim, [], evidence)]

    once, twice = of("1", "2001", "2009"), [*of("1", "1990", "1994"), *of("2", "1998", "2002")]
    assert [said(year, once) for year in ("2005", "2012", "1990")] == [["yes"], ["no"], ["no"]]
    assert [said(year, twice) for year in ("1992", "2000", "1996", "2010")] == [["yes"], ["yes"], [], []]
    assert said("2005", once[:1]) == []


def test_what_a_text_denies_is_no_yes() -> None:
    text = "Kelda is a city in Veland. It is not the capital of Veland."
    assert verdict("Is Kelda the capital of Veland?", text, "Kelda") == ""
    assert verdict("Is Kelda the capital of Veland?", "Kelda is the capital of Veland.", "Kelda") == "yes"


def test_a_date_of_birth_says_nothing_of_an_office() -> None:
    claim = claimed("Was Jo Lind mayor of Osmark in 1962?")
    assert claim is not None
    path = Path("Jo Lind", (Step("date of birth"),), (Literal("1962"),), ())
    evidence = (Evidence(path, "Jo Lind | date of birth: 1962", 0.5, "path"),)
    assert judged(claim, [Answer("1962", 0.6, "date", (Support(0),), (), ("1962",))], evidence) == ()
