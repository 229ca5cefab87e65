"""Spans of another fate, deed, part, line or person than the question is about."""

from __future__ import annotations

import pytest

from kgqa.reader.doubts.antecedents import is_of_another_subject
from kgqa.reader.doubts.believed import believed, told_otherwise, trimmed
from kgqa.reader.doubts.fates import is_of_another_fate, is_of_other_relation, is_told_fate
from kgqa.reader.doubts.lines import is_on_another_line
from kgqa.reader.language.called import whole
from kgqa.reader.language.clauses import whole_words, without_half_brackets
from kgqa.reader.network.decode import Span
from kgqa.reader.passages.rivals import weighed

DOME = "The dome was destroyed in 1840 and rebuilt in 1852."
LIBRARY = "The library of the observatory opened in 1861. It was closed in 1902 and reopened in 1911."
OBSERVATORY = LIBRARY + " The observatory was founded in 1822 and closed in 1960."
BRIDGES = "The first bridge was of wood. It was destroyed by ice in 1784. The stone bridge was opened in 1791."
WING = "The west wing was built in 1866; it burnt down in 1930 and was restored in 1934."
MILL = (
    "Harrow Mill was built by Edwin Trask in 1788 for the landowner Piers Colling. "
    "Ruth Sandell bought the mill in 1902. Its sails were sold to the Velm Museum."
)
KIN = (
    "Karl Lindqvar had two brothers, Otto and Emil. Emil was a sailor. He died in 1931. Otto was a baker.\n\n"
    "Karl Lindqvar lived in Pell. He died in 1962."
)
MAYORS = "Mayors\n\n1945–1952: Emil Sauter\n1952–1970: Rosa Kindler\n1970–1988: Ludwig Pahl"


def at(text: str, value: str) -> tuple[int, int]:
    start = text.index(value)
    return start, start + len(value)


@pytest.mark.parametrize(
    ("question", "text", "right", "others"),
    [
        ("When was the dome rebuilt?", DOME, "1852", ["1840"]),
        ("When was the dome destroyed?", DOME, "1840", ["1852"]),
        ("In what year was the dome repaired?", DOME, "1852", ["1840"]),
        ("When was the library opened?", LIBRARY, "1861", ["1902", "1911"]),
        ("When did the library close?", LIBRARY, "1902", ["1861", "1911"]),
        ("When did the library reopen?", LIBRARY, "1911", ["1861", "1902"]),
        ("When was the observatory closed?", OBSERVATORY, "1960", ["1902", "1822", "1911", "1861"]),
        ("When did the west wing burn down?", WING, "1930", ["1866", "1934"]),
        ("When was the west wing restored?", WING, "1934", ["1866", "1930"]),
    ],
)
def test_a_date_belongs_to_what_its_clause_tells(question: str, text: str, right: str, others: list[str]) -> None:
    assert is_told_fate(question, text, *at(text, right))
    assert believed(question, text, *at(text, right)) == 1
    assert all(is_of_another_fate(question, text, *at(text, other)) for other in others)


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("When was the bridge built?", "The bridge opened in 1791.", "1791"),
        ("When was the firm founded?", "The shop was opened by Abe Falk in 1903.", "1903"),
        ("When was the inn rebuilt?", "The inn burnt down in 1699 and was rebuilt two years later.", "two years later"),
        ("When was the Golden Plough rebuilt?", "The house burnt down and was rebuilt in 1701.", "1701"),
        ("When was the dome painted?", DOME, "1840"),
        ("Who rebuilt the dome?", DOME, "1840"),
        ("When was the bridge destroyed?", BRIDGES, "1784"),
        ("When was the stone bridge opened?", BRIDGES, "1791"),
    ],
)
def test_dates_that_may_be_meant_are_believed(question: str, text: str, value: str) -> None:
    assert believed(question, text, *at(text, value)) == 1


def test_another_of_its_kind_is_another_thing() -> None:
    question = "When was the stone bridge destroyed?"
    assert is_of_another_fate(question, BRIDGES, *at(BRIDGES, "1784"))
    assert not is_told_fate(question, BRIDGES, *at(BRIDGES, "1784"))
    assert is_told_fate("When was the first bridge destroyed?", BRIDGES, *at(BRIDGES, "1784"))


def test_a_relation_of_another_fate_is_doubted() -> None:
    assert is_of_other_relation("When was the inn rebuilt?", "inception")
    assert not is_of_other_relation("When was the inn founded?", "inception")
    assert not is_of_other_relation("When was the inn rebuilt?", "point in time")


def test_a_span_over_two_dates_is_cut() -> None:
    text = "The factory was closed in 1999. It was reopened as a school in 2006."
    span = at(text, "1999. It was reopened as a school in 2006")
    assert text[slice(*trimmed("When was the factory reopened?", text, *span))] == "2006"


def test_a_doubted_rival_takes_nothing_from_the_right_one() -> None:
    spans = [Span(*at(DOME, "1840"), 3.0, -0.3), Span(*at(DOME, "1852"), 2.0, -1.3)]
    destroyed, rebuilt = weighed("When was the dome rebuilt?", DOME, spans)
    assert destroyed.left < 0.5 and destroyed.share == -0.3
    assert rebuilt.left == 1 and rebuilt.share > -0.9 and rebuilt.odds > 1
    assert [one.share for one in weighed("What happened to the dome?", DOME, spans)] == [-0.3, -1.3]


def test_spans_that_are_trimmed_to_one_add_up() -> None:
    text = "Its head office moved from Aldmoor to Pell in 2003."
    spans = [Span(*at(text, "Aldmoor to Pell"), 2.0, -0.7), Span(*at(text, "Pell"), 2.0, -0.7)]
    (one,) = weighed("Where is its head office?", text, spans)
    assert text[one.start : one.end] == "Pell"
    assert one.margin == pytest.approx(2.69, abs=0.01) and one.share == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("Who designed Harrow Mill?", "Edwin Trask"),
        ("Who is the owner of Harrow Mill?", "Edwin Trask"),
        ("Who built Harrow Mill?", "Piers Colling"),
        ("For whom was Harrow Mill built?", "Edwin Trask"),
        ("Who was Harrow Mill built for?", "Edwin Trask"),
        ("Who repaired the mill?", "Ruth Sandell"),
        ("Who sold the sails of the mill?", "the Velm Museum"),
        ("Who sold Harrow Mill?", "Ruth Sandell"),
        ("Which firm painted Harrow Mill?", "Edwin Trask"),
        ("Who built the roof of Harrow Mill?", "Edwin Trask"),
        ("When was the tower of Harrow Mill built?", "1788"),
    ],
)
def test_who_did_something_else_is_doubted(question: str, value: str) -> None:
    assert believed(question, MILL, *at(MILL, value)) < 0.5


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("Who built Harrow Mill?", MILL, "Edwin Trask"),
        ("Who owned the door?", "The door belonged to the banker Abe Falk.", "Abe Falk"),
        ("Who constructed Harrow Mill?", MILL, "Edwin Trask"),
        ("Who made Harrow Mill?", MILL, "Edwin Trask"),
        ("Who bought Harrow Mill?", MILL, "Ruth Sandell"),
        ("Who owned Harrow Mill?", MILL, "Ruth Sandell"),
        ("Who owned Harrow Mill?", MILL, "Piers Colling"),
        ("For whom was Harrow Mill built?", MILL, "Piers Colling"),
        ("Who is the author of Salt Road?", "Salt Road was written by Abe Falk.", "Abe Falk"),
        ("Who wrote Salt Road?", "Salt Road is a book published by Abe Falk.", "Abe Falk"),
        ("Who established the school?", "The school was founded by Abe Falk.", "Abe Falk"),
        ("Who designed the church?", "The church was built by the architect Cora Wall.", "Cora Wall"),
        ("Who designed the church?", "It was designed and built by Cora Wall.", "Cora Wall"),
        ("Who restored the organ?", "The organ was made by Abe Falk and restored by the firm Kelder.", "Kelder"),
        ("Who rebuilt the tower?", "Its tower was hit in 1703 and rebuilt by Cora Wall.", "Cora Wall"),
        ("Who built the tower of the mill?", "The mill had no tower. One was built by Cora Wall.", "Cora Wall"),
        ("Who was the mayor?", "The mill was built by the mayor, Cora Wall.", "Cora Wall"),
    ],
)
def test_paraphrases_are_believed(question: str, text: str, value: str) -> None:
    assert believed(question, text, *at(text, value)) == 1


@pytest.mark.parametrize(
    ("question", "value", "doubted"),
    [
        ("When did Otto die?", "1931", True),
        ("When did Otto Lindqvar die?", "1962", True),
        ("When did Emil die?", "1931", False),
        ("When did Emil die?", "1962", True),
        ("When did Karl Lindqvar die?", "1962", False),
        ("When did Karl Lindqvar die?", "1931", True),
        ("When did Lindqvar die?", "1962", False),
        ("When did Jonas die?", "1962", False),  # whom the text does not know by that name
    ],
)
def test_a_pronoun_is_the_one_that_its_sentence_goes_on_from(question: str, value: str, doubted: bool) -> None:
    assert (told_otherwise(question, KIN, *at(KIN, value)) < 1) is doubted


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("When did Karl Moe marry?", "Karl Moe was a smith. Ines Borg married Karl Moe in 1920.", "1920"),
        ("When was Karst Works founded?", "Karst Works is a firm. Abe Falk founded the company in 1901.", "1901"),
        (
            "When did the director of Salt Road die?",
            "Salt Road is a film. Abe Falk directed it and died in 1950.",
            "1950",
        ),
        ("When was Harrow Mill restored?", "Harrow Mill is old. Abe Falk restored the mill in 1950.", "1950"),
        (
            "Which prize did Salt Road win?",
            "Salt Road is a film. Abe Falk received the Ulm Prize for it.",
            "the Ulm Prize",
        ),
        (
            "Where was Tarn born?",
            "Jo Lind (born 1901), better known by his stage name Tarn, sang. Jo Lind came from Ulm.",
            "Ulm",
        ),
        ("When did Max Born die?", "Max Moe (also known as Max Born) was a smith. Max Moe died in 1950.", "1950"),
    ],
)
def test_a_sentence_about_another_may_still_answer(question: str, text: str, value: str) -> None:
    assert told_otherwise(question, text, *at(text, value)) == 1


def test_what_was_done_to_another_is_doubted() -> None:
    text = "The Tarvo is made in Pell. The Gravis was designed by Ilse Fromm."
    span = at(text, "Ilse Fromm")
    assert is_of_another_subject("Who designed the Tarvo?", text, *span, done=True)
    assert not is_of_another_subject("Who designed the Gravis?", text, *span, done=True)
    assert not is_of_another_subject("Who designed the scale of Tarvo?", text, *span, done=True)


@pytest.mark.parametrize(
    ("question", "value", "doubted"),
    [
        ("When was Rosa Kindler mayor?", "1970–1988", True),
        ("When was Rosa Kindler mayor?", "1952–1970", False),
        ("Who was mayor before Rosa Kindler?", "Emil Sauter", False),
        ("When was Jo Lind mayor?", "1970–1988", False),
    ],
)
def test_each_line_of_a_list_is_about_its_own(question: str, value: str, doubted: bool) -> None:
    assert is_on_another_line(question, MAYORS, *at(MAYORS, value)) is doubted


def test_a_value_for_some_is_that_of_those_asked_about() -> None:
    text = "Overtime is paid at 150 % of the hourly wage, on Sundays at 200 %."
    question = "How much is overtime paid on Sundays?"
    assert text[slice(*trimmed(question, text, *at(text, "150 %")))] == "200 %"
    assert text[slice(*trimmed("How much is overtime paid?", text, *at(text, "150 %")))] == "150 %"


def test_edges_of_spans() -> None:
    text = "Ice (1913) is read with the option --unit or -t, and well-known."
    assert text[slice(*without_half_brackets(text, *at(text, "(1913)")))] == "1913"
    assert text[slice(*whole_words(text, *at(text, "-unit")))] == "--unit"
    assert text[slice(*whole_words(text, *at(text, "unit")))] == "--unit"
    assert text[slice(*whole_words(text, *at(text, "known")))] == "known"


def test_a_name_does_not_begin_in_the_sentence_before() -> None:
    text = "She had two brothers, Konrad and Felix. Konrad became a teacher, St. Anna Moe a nurse."
    second = text.index("Konrad became")
    assert text[slice(*whole(text, second, second + 6))] == "Konrad"
    assert text[slice(*whole(text, *at(text, "Anna")))] == "St. Anna Moe"


def test_more_values_that_are_none() -> None:
    text = "It's designed to be used by developers. It was released by The Velm Works, Inc as version 1.07."
    assert believed("Who designed velmscope?", text, *at(text, "developers")) < 0.5
    assert believed("Who founded the Velm Works?", text, *at(text, "Inc")) < 0.5
    assert believed("When was velmscope released?", text, *at(text, "1.07")) < 0.5
    assert believed("Which version was released?", text, *at(text, "1.07")) == 1
    assert believed("Who uses it?", text, *at(text, "developers")) == 1


def test_an_owner_is_not_said_to_have_sold() -> None:
    text = "The door belonged to the banker Abe Falk."
    assert believed("Who sold the door?", text, *at(text, "Abe Falk")) < 0.5


def test_whose_somebody_is_asked_for() -> None:
    text = "The fire officer is Abe Falk; his deputy is Cora Wall."
    assert believed("Who is the deputy of the fire officer?", text, *at(text, "Abe Falk")) < 0.5
    assert believed("Who is the fire officer's deputy?", text, *at(text, "Abe Falk")) < 0.5
    assert believed("Who is the deputy of the fire officer?", text, *at(text, "Cora Wall")) == 1


def test_lines_say_what_each_is() -> None:
    text = "People\n\nAbe Falk (1804–1871), botanist\nCora Wall (1866–1941), painter\nVik Amsel, footballer"
    question = "Which people from Ostbrook were painters?"
    assert [is_on_another_line(question, text, *at(text, name)) for name in ("Abe Falk", "Cora Wall")] == [True, False]


def test_brothers_are_only_that() -> None:
    text = "She had two brothers, Konrad and Felix. Her brothers, Otto and Max, founded the mill."
    assert believed("Who taught Johanna Fehl?", text, *at(text, "Konrad and Felix")) < 0.5
    assert believed("Who founded the mill?", text, *at(text, "Otto and Max")) == 1
    assert not is_of_another_subject("When did Felix die?", "Konrad (Felix) was old. Konrad died in 1919.", 35, 39)
    assert is_of_another_subject("When did Felix die?", "Felix was a smith. Konrad died in 1919.", 34, 38)


def test_a_long_row_of_pronouns_is_not_followed_to_its_end() -> None:
    text = "Otto was old. " + "It was. " * 2000 + "He died in 1931."
    assert told_otherwise("When did Otto die?", text, len(text) - 5, len(text) - 1) == 1
