"""How far a span is believed for what its own sentence tells: reasons to doubt it that a network overlooks."""

from __future__ import annotations

from kgqa.reader.doubts.antecedents import OTHER_SUBJECT, is_of_another_subject
from kgqa.reader.doubts.changes import OTHER_TIME, is_of_other_time, on_asked_side
from kgqa.reader.doubts.choices import OWN_NAME, is_own_name
from kgqa.reader.doubts.codes import OTHER_CODE, is_of_other_code
from kgqa.reader.doubts.company import ONLY_COMPANY, is_only_company
from kgqa.reader.doubts.contrasts import OTHER_SIDE, is_on_other_side
from kgqa.reader.doubts.deeds import OTHER_DEED, asked_deed, deeds_of, is_of_another_deed
from kgqa.reader.doubts.denied import DENIED, is_denied
from kgqa.reader.doubts.directions import NO_THING, is_only_direction
from kgqa.reader.doubts.dropped import DROPPED, is_dropped
from kgqa.reader.doubts.each_for import FOR_OTHERS, is_for_others, of_those_named
from kgqa.reader.doubts.echoes import ECHO, is_echo, is_event_alone, is_form_alone, is_kind_alone
from kgqa.reader.doubts.exceptions import of_those_asked
from kgqa.reader.doubts.fates import OTHER_FATE, asked_fate, is_of_another_fate, within_fate
from kgqa.reader.doubts.kin_direction import TURNED, asked_kin, is_only_kin, is_turned
from kgqa.reader.doubts.kin_owners import (
    GUESSED,
    NATION_ALONE,
    OWNER,
    is_guessed,
    is_kin_itself,
    is_nation_alone,
    is_of_owner,
)
from kgqa.reader.doubts.lines import OTHER_LINE, is_on_another_line
from kgqa.reader.doubts.listed_with import BESIDE, is_listed_with
from kgqa.reader.doubts.measures import NO_MEASURE, is_other_measure
from kgqa.reader.doubts.of_kin import OF_KIN, is_of_kin
from kgqa.reader.doubts.of_other import OF_OTHER, is_of_other
from kgqa.reader.doubts.parts import NO_SUCH_PART, lacks_part
from kgqa.reader.doubts.ranks import OTHER_RANK, is_of_other_rank
from kgqa.reader.doubts.roles import OF_ITSELF, is_of_itself
from kgqa.reader.doubts.unsaid import UNSAID, is_unsaid
from kgqa.reader.doubts.whole_names import whole_name, without_role
from kgqa.reader.doubts.whose import NOT_ITS_OWN, is_whose
from kgqa.reader.doubts.years import OTHER_YEAR, is_of_another_year
from kgqa.reader.language.clauses import own_clause, owner, whole_words, with_every, without_half_brackets
from kgqa.reader.language.events import OF_A_LIFE, OTHER_EVENT, asked_event, is_of_another_event, within_event
from kgqa.reader.language.life_dates import dated
from kgqa.reader.language.ordinals import OTHER_PLACE, is_of_another_place
from kgqa.reader.lists.in_turn import tells_no_turn
from kgqa.reader.paths.asked_value import NO_NUMBER, fits_question

OF_ANOTHER = 0.3
"""What is left of a span that the text says is of something else than the question names: "X, whose members were"."""


def believed(question: str, text: str, start: int, end: int, title: str = "") -> float:
    """What is left of the probability of ``text[start:end]`` as an answer to ``question``: 1.0 where nothing speaks
    against it. ``title``: that of the text, which may be all that names what it is about.

    >>> believed("Where was Jo born?", "Jo was born in Ghent.", 15, 20)
    1.0
    >>> believed("Where was Jo born?", "Jo studied in Ghent.", 14, 19) < 0.5
    True
    """
    left = 1.0
    if is_of_kin(question, text, start):
        left *= OF_KIN
    if is_of_another_event(question, text, start, end):
        left *= OTHER_EVENT
    left *= told_otherwise(question, text, start, end, title)
    if is_whose(question, text, start, end):
        left *= NOT_ITS_OWN
    if is_on_another_line(question, text, start, end):
        left *= OTHER_LINE
    if is_of_other_rank(question, text, start):
        left *= OTHER_RANK
    if is_turned(asked_kin(question), question, text, start, end) or is_only_kin(question, text, start):
        left *= TURNED
    if is_of_itself(question, text, start, end):
        left *= OF_ITSELF
    if is_of_another_place(question, text, start, end):
        left *= OTHER_PLACE
    if is_listed_with(question, text, start, end):
        left *= BESIDE
    if is_own_name(question, text, start, end, title):
        left *= OWN_NAME
    if is_only_company(question, text, start):
        left *= ONLY_COMPANY
    left *= form_believed(question, text[start:end])
    if is_of_other(question, text, start, end):
        left *= OF_OTHER
    if is_unsaid(question, text, start, end, title) or tells_no_turn(question, text, start, end):
        left *= UNSAID
    if is_of_owner(question, text, start, title) or is_kin_itself(question, text, start):
        left *= OWNER
    name = owner(text, start)
    if name and name.split()[-1].lower() not in question.lower():
        left *= OF_ANOTHER
    return left


def believed_of_next(question: str, text: str, start: int, end: int) -> float:
    """As :func:`believed`, where the text is about what the question only leads to ("the director of Heat"): that it
    tells of something else than the question names speaks against nothing.

    >>> believed_of_next("When did the director of Heat die?", "Jo Lind was born in 1950.", 20, 24) < 0.5
    True
    >>> believed_of_next("Where was the director of Heat born?", "Jo Lind was born in Ghent.", 20, 25)
    1.0
    """
    left, answer = 1.0, text[start:end]
    if is_of_another_event(question, text, start, end):
        left *= OTHER_EVENT
    elif is_of_another_fate(question, text, start, end):
        left *= OTHER_FATE
    if is_of_another_year(question, text, start, end):
        left *= OTHER_YEAR
    if is_denied(question, text, start, end):
        left *= DENIED
    if is_on_another_line(question, text, start, end):
        left *= OTHER_LINE
    if is_only_kin(question, text, start):
        left *= TURNED
    if is_only_company(question, text, start):
        left *= ONLY_COMPANY
    if is_of_owner(question, text, start) or is_kin_itself(question, text, start):
        left *= OWNER
    if is_guessed(text, start):
        left *= GUESSED
    left *= of_another_case(question, text, start, end)
    if tells_no_turn(question, text, start, end):
        left *= UNSAID
    return left * form_believed(question, answer)


def form_believed(question: str, answer: str) -> float:
    """What is left of an answer for what it is, wherever it stands."""
    left = 1.0 if fits_question(question, answer) else NO_NUMBER
    if is_only_direction(question, answer):
        left *= NO_THING
    if is_nation_alone(question, answer):
        left *= NATION_ALONE
    if is_echo(question, answer) or is_kind_alone(question, answer) or is_form_alone(answer):
        left *= ECHO
    if is_event_alone(question, answer):
        left *= ECHO
    return left


def told_otherwise(question: str, text: str, start: int, end: int, title: str = "") -> float:
    """What is left of the probability of ``text[start:end]`` where its sentence denies it, or says it of another time,
    deed, part or thing than the one asked about.

    >>> told_otherwise("Who designed the mill?", "The mill was built by Abe Falk.", 22, 30)
    0.3
    """
    left = 1.0
    if not is_of_another_event(question, text, start, end) and is_of_another_fate(question, text, start, end):
        left *= OTHER_FATE
    if is_of_other_time(question, text, start, end):
        left *= OTHER_TIME
    if is_of_another_year(question, text, start, end):
        left *= OTHER_YEAR
    if is_of_another_deed(question, text, start, end):
        left *= OTHER_DEED
    if is_denied(question, text, start, end):
        left *= DENIED
    left *= of_another_case(question, text, start, end)
    if lacks_part(question, text, start, end):
        left *= NO_SUCH_PART
    if is_told_of_another(question, text, start, end, title):
        left *= OTHER_SUBJECT
    return left


def of_another_case(question: str, text: str, start: int, end: int) -> float:
    """What is left of the probability of ``text[start:end]`` where it came to nothing, was before what is asked about,
    or is of another code or sort.

    >>> of_another_case("What did Jo buy?", "A plan to buy Salt was dropped.", 14, 18)
    0.25
    """
    left = 1.0
    if is_dropped(question, text, start, end):
        left *= DROPPED
    if is_on_other_side(question, text, start, end):
        left *= OTHER_SIDE
    if is_other_measure(question, text, start, end):
        left *= NO_MEASURE
    if is_of_other_code(question, text, start, end):
        left *= OTHER_CODE
    if is_for_others(question, text, start, end):
        left *= FOR_OTHERS
    return left


def is_told_of_another(question: str, text: str, start: int, end: int, title: str = "") -> bool:
    """Whether a text tells of ``text[start:end]`` what became of, or was done to, somebody or something else than the
    question names.

    >>> text = "The Gravis was made with care. The Tarvo was designed by Ilse Fromm."
    >>> is_told_of_another("Who designed the Gravis?", text, 57, 67)
    True
    """
    if asked_event(question) in OF_A_LIFE:
        return is_of_another_subject(question, text, start, end, title=title)
    if asked_fate(question) or (asked_deed(question) and deeds_of(text, start, end)):
        return is_of_another_subject(question, text, start, end, done=True, title=title)
    return False


def trimmed(question: str, text: str, start: int, end: int) -> tuple[int, int]:
    """A span without what it tells in another clause or of other events than the one asked about; most are whole.

    >>> text = "Jo Lind (1901–1977) was born in Leeds and educated in York."
    >>> text[slice(*trimmed("Where was Jo born?", text, 32, 58))]
    'Leeds'
    >>> text[slice(*trimmed("When did Jo die?", text, 9, 18))]
    '1977'
    """
    start, end = of_those_named(question, text, *whole_words(text, start, end))
    start, end = without_half_brackets(text, *own_clause(text, start, end))
    start, end = within_event(question, text, *dated(question, text, start, end))
    start, end = within_fate(question, text, *on_asked_side(question, text, start, end))
    start, end = with_every(question, text, *of_those_asked(question, text, start, end))
    return without_role(question, text, *whole_name(question, text, start, end))
