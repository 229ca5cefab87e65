"""What a page says, and what speaks against it."""

from __future__ import annotations

from kgqa.reader.pairs.said import Against, against, best_said, kind_asked, needs

MAGAZINE = "The Tern was a quarterly Danish magazine on sailing. It was printed in Aarhus. It was not sold in Norway."
PAINTER = "Ada Lind (born in Oslo, Norway) is a painter who lives by the sea."


def share(said: str, text: str, *, opening: bool = False) -> float:
    found = best_said(needs(said), text, opening=opening)
    return 0.0 if found is None else found.share


def speaks_against(said: str, *texts: str) -> Against | None:
    return against(said, needs(said), texts)


def test_words_in_one_sentence() -> None:
    assert share("Danish magazines", MAGAZINE) == 1.0
    assert share("magazines printed in Aarhus", MAGAZINE) == 1.0
    assert share("sold in Norway", MAGAZINE) == 0.0  # what is denied is not said
    assert share("writers", "Ansa Merrow is a novelist from Ribe.") == 1.0
    assert share("based in Nevada", "The foundry lies in Reno, Nevada.") == 1.0
    sailor = "Jo Lind is a painter. He paid the sailor Abe Falk. He worked as a sculptor."
    assert best_said(needs("sailors"), sailor, opening=True, kind=kind_asked("sailors")) is None
    assert best_said(needs("sculptors"), sailor, opening=True, kind=kind_asked("sculptors")) is not None
    assert share("Danish", "Nightfall is a film. It won a Danish prize.", opening=True) == 0.0


def test_another_place() -> None:
    found = speaks_against("Swedish magazines", MAGAZINE)
    assert found is not None and found.by == "place" and MAGAZINE[found.start : found.end] == "Danish"
    assert speaks_against("Danish magazines", MAGAZINE) is None
    # Where somebody was born is not where they are from, and a town tells of no country.
    assert speaks_against("Danish painters", PAINTER) is None
    assert speaks_against("located in Michigan", "The mill lies in Dunmoor.") is None
    assert speaks_against("located in Michigan", "Moss Kettle is a mill in Akron, Ohio.") is not None
    # A part is neither the whole nor another.
    assert speaks_against("British painters", "Jo Lind is a Scottish painter.") is None


def test_another_kind() -> None:
    found = speaks_against("frigates", MAGAZINE)
    assert found is not None and found.by == "kind"
    assert speaks_against("frigates", MAGAZINE, "Its frigate was drawn by Lind.") is None
    assert speaks_against("extinct", MAGAZINE) is None
    assert speaks_against("writers", "Ansa Merrow is a novelist from Ribe.") is None
    assert speaks_against("used for sailing", PAINTER) is None


def test_the_noun_that_is_asked_for() -> None:
    assert kind_asked("poisonous") == ""
    assert kind_asked("owned by Falk Press") == ""
    assert kind_asked("American films") == kind_asked("a film")
