"""Answers of a first look as they are believed where a chain of facts is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kgqa.data.metrics.answers import normalize_answer
from kgqa.linker.normalise import fold
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.doubts.kin_owners import is_nation_alone
from kgqa.reader.doubts.other_roles import is_of_other_role
from kgqa.reader.language.nations import is_adjective, known_nation
from kgqa.reader.slots.common import Slot
from kgqa.reader.slots.filled import Filled
from kgqa.reader.slots.values import is_denied_before
from kgqa.types import Answer, Evidence, Passage, Support

ONE_TEXT = 0.5
"""What is left of the probability of a span of one text where the question asks for a chain of facts: seldom does one
text have them all."""


def halved(answer: Answer) -> Answer:
    """The answer, believed as a span of one text is."""
    return replace(answer, score=round(answer.score * ONE_TEXT, 4))


def of_one_text(answer: Answer, origins: Origins) -> Answer:
    """The answer as it is believed where more than one text is needed: of what the graph says nothing is taken away,
    but for a single fact that was read from one text as the answer was."""
    return halved(answer) if origins.of_one_text(answer) else answer


def is_country(question: str, name: str) -> bool:
    """Whether a name is a country's, or a nationality that is doubted as one already."""
    return known_nation(name) and (not is_adjective(name) or is_nation_alone(question, name))


def leads_nowhere(question: str, answer: Answer, evidence: Sequence[Evidence]) -> bool:
    """Whether an answer stands in a passage that another one names only to deny it ("not directed by Jo Lind"), or in
    another role than the question's."""
    own = _passage(answer.support[:1], evidence)
    if own is None or not own.title:
        return False
    name = fold(own.title.partition(" (")[0])
    for beside in answer.support[1:]:
        other = _passage((beside,), evidence)
        if other is None or other.id == own.id or beside.start is None:
            continue
        if fold(other.text[beside.start : beside.end]) != name:
            continue
        if is_denied_before(other.text, beside.start) or is_of_other_role(question, other.text, beside.start):
            return True
    return False


def not_half_way(answers: Sequence[Answer], inner: Sequence[Slot], filled: Sequence[Filled]) -> tuple[Answer, ...]:
    """The answers, those less believed that name what stands in the middle of the chain: who was asked where the father
    of somebody was born is not told who that is."""
    middle = {normalize_answer(name) for one in filled if one.slot in inner for name in (one.text, one.name)}
    return tuple(halved(answer) if normalize_answer(answer.text) in middle else answer for answer in answers)


def _passage(support: Sequence[Support], evidence: Sequence[Evidence]) -> Passage | None:
    content = evidence[support[0].evidence].content if support else None
    return content if isinstance(content, Passage) else None
