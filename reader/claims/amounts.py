"""Claims of a number: "Does the bell weigh 340 kg?", "Does Osmark have 4,200 inhabitants?" claim the answer to "How
much does the bell weigh?", and a number is the same only in the same unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from kgqa.reader.language.events import sentence
from kgqa.reader.language.measures import PER, Amount, amounts, as_money, same
from kgqa.reader.language.quantities import DATES
from kgqa.reader.pairs.words import root
from kgqa.types import Answer, Evidence, Passage

ROUNDED = 0.05
"""Share of the larger by which two numbers must differ for the one to refute the other."""

_N = r"\d[\d,.]*(?: (?:thousand|million|billion))?"
_MONEY = rf"(?:[A-Z]{{0,2}}[$€£¥] ?{_N}(?:k|m|mn|bn|[KMB])?|{_N})"
_HOW = "high|tall|long|wide|deep|thick|heavy|broad|large"
_WHO = r"(?P<who>\S.*?\S)"
_BE = {"do": "are", "does": "is", "did": "was"}
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"(?P<aux>do|does|did) {_WHO} weigh (?P<value>{_N} [a-z]+)"),
        lambda m: f"How much {m['aux']} {m['who']} weigh?",
    ),
    (
        re.compile(rf"(?P<aux>do|does|did) {_WHO} cost (?P<value>{_MONEY}(?: [a-z]+)?)"),
        lambda m: f"How much {m['aux']} {m['who']} cost?",
    ),
    (
        re.compile(
            rf"(?P<aux>do|does|did) {_WHO} (?:stand|measure|rise|reach|run|stretch) "
            rf"(?P<value>{_N} [a-z]+) (?P<how>{_HOW})"
        ),
        lambda m: f"How {m['how']} {_BE[m['aux']]} {m['who']}?",
    ),
    (
        re.compile(rf"(?P<aux>is|are|was|were) {_WHO} (?P<value>{_N} [a-z]+) (?P<how>{_HOW})"),
        lambda m: f"How {m['how']} {m['aux']} {m['who']}?",
    ),
    (
        re.compile(
            rf"(?P<aux>do|does|did) {_WHO} have an? (?P<noun>[a-z]+(?: [a-z]+)?) of "
            rf"(?P<value>{_MONEY}(?: [a-z°%/]+(?: (?:[A-Z]?[a-z]+)){{0,2}})?)"
        ),
        lambda m: f"What {_BE[m['aux']]} the {m['noun']} of {m['who']}?",
    ),
    (
        re.compile(
            rf"(?P<aux>do|does|did) {_WHO} (?P<verb>[a-z]+) (?P<value>{_N}) "
            r"(?P<noun>(?:square |cubic )?(?!in\b|of\b|at\b)[a-z]+)(?P<rest>(?: .+)?)"
        ),
        lambda m: f"How many {m['noun']} {m['aux']} {m['who']} {m['verb']}{m['rest']}?",
    ),
)
_ROUGHLY = re.compile(
    r"\b(?:about|around|some|roughly|approximately|approx\.?|circa|c\.|nearly|almost|over|under|up to|more than"
    r"|less than|fewer than|at least|at most|an estimated|estimated at|between|from)\s*$",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:nearly|almost|over|under|up to|more than|less than|fewer than|at least|at most|between|from)\s*$",
    re.IGNORECASE,
)
_WAYS = tuple(
    (way, re.compile(rf"\b(?:{words})\b"))
    for way, words in (
        ("height", "high|tall|height|elevation"),
        ("length", "long|length"),
        ("width", "wide|broad|width|breadth"),
        ("depth", "deep|depth"),
        ("thickness", "thick|thickness"),
    )
)
_CLAUSES = re.compile(r"[,;:(–—]|\b(?:and|but|while|where|with)\b")
_SUBJECT = re.compile(
    r"(?:(?:[Ii]ts|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?|[Oo]ne|[Aa]nother|whose) (?P<own>[a-z]+(?:-[a-z]+)?)\b(?! of\b)"
    r"|[Tt]he (?P<other>old(?:er)?|former|previous|earlier|original|first|second|other|new(?:er)?|nearby))"
)
_NUMBERS = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?: (?:thousand|million|billion))?")
_COUNTED = re.compile(
    r"\bHow many (?:inhabitants|people|residents|employees|members|students|seats|stor(?:e?y|e?ys|ies)|floors)\b"
)
"""What is counted as a whole: of other things a text may name but some."""
_COUNTING = re.compile(r"How many (?P<noun>\S+(?: \S+)?) (?:do|does|did)\b")


def amount_claimed(question: str) -> tuple[str, str] | None:
    """The open question that a claimed number answers, and the number with its unit; None where none is claimed.

    >>> amount_claimed("Does the bell weigh 340 kg?"), amount_claimed("Is the bell 2 metres high?")
    (('How much does the bell weigh?', '340 kg'), ('How high is the bell?', '2 metres'))
    >>> amount_claimed("Does Osmark have 4,200 inhabitants?"), amount_claimed("Is the bell in Osmark?")
    (('How many inhabitants does Osmark have?', '4,200'), None)
    """
    begun = " ".join((question[:1].lower() + question[1:]).split()).rstrip(" ?.")
    for form, opened in _FORMS:
        if (found := form.fullmatch(begun)) is not None:
            return opened(found), found["value"]
    return None


def holds(question: str, claim: str, answers: Sequence[Answer], evidence: Sequence[Evidence]) -> bool | None:
    """Whether the best of the ``answers`` to the open ``question`` is the number that is claimed; False only where
    another number is told outright, and the claimed one nowhere beside it; None where it cannot be told, as of two
    units of which neither is so many of the other: dollars and euros, gallons and litres."""
    told = [_told(answer, evidence) for answer in answers]
    if not told or told[0] is None or (claimed := _claimed(question, claim)) is None:
        return None
    if _is_of_other(question, told[0][1]) or _is_other_way(question, _after(answers[0], evidence)):
        return None
    value, before = told[0]
    if same(claimed, value) and not _BOUND.search(before):
        return True
    claimed, value = as_money(claimed, value), as_money(value, claimed)
    is_measured = claimed.unit != "" and claimed.kind != "money"  # what one ticket costs, another may not
    is_whole = is_measured or question.startswith("What") or _COUNTED.match(question) is not None
    is_unlike = claimed.unit != value.unit or claimed.per != value.per
    if not is_whole or is_unlike or _ROUGHLY.search(before) or _is_near(claimed, value):
        return None
    others = [one[0] for one in told[1:] if one is not None]
    if any(same(claimed, other) for other in others) or _is_said(claimed, evidence):
        return None
    return False


def _claimed(question: str, claim: str) -> Amount | None:
    """The number that is claimed. What an open question counts may be a unit, for so long: "How many kilometres does it
    run per hour?"."""
    own = _only(claim)
    counted = _COUNTING.match(question)
    if own is None or own.unit or counted is None:
        return own
    rate = PER.search(question, counted.end())
    return _only(" ".join((claim, counted["noun"], rate[0].strip() if rate else "")).strip())


def _only(written: str) -> Amount | None:
    found = amounts(written)
    return found[0] if len(found) == 1 else None


def _told(answer: Answer, evidence: Sequence[Evidence]) -> tuple[Amount, str] | None:
    """The number that an answer says, in its unit, and what stands before it in its sentence. A text has more to say
    than a fact that may have been found in it."""
    for support in sorted(answer.support, key=lambda one: one.start is None):
        if support.evidence >= len(evidence):
            continue
        content = evidence[support.evidence].content
        if isinstance(content, Passage) and support.start is not None and support.end is not None:
            return _read(content.text, support.start, support.end)
        values = answer.values or (answer.text,)
        label = evidence[support.evidence].text.rpartition("|")[2].partition(":")[0]
        named = re.search(r"\(([^)]*)\)\s*$", label)
        found = None if len(values) != 1 else _only(values[0] if named is None else f"{values[0]} {named[1]}")
        return None if found is None else (found, _before(values[0], evidence))
    return None


def _read(text: str, start: int, end: int) -> tuple[Amount, str] | None:
    """The one number that begins within ``text[start:end]``, or right before it with the sign of a currency."""
    first, last = sentence(text, start, end)
    found = [one for one in amounts(text[first:last]) if start < first + one.end and first + one.start < end]
    if len(found) != 1 or len(amounts(text[start:end])) != 1:
        return None
    return found[0], text[first : first + found[0].start]


def _before(written: str, evidence: Sequence[Evidence]) -> str:
    """What stands before a number in the first text that has it."""
    for piece in evidence:
        if isinstance(piece.content, Passage):
            found = re.search(rf"(?<![\w.,]){re.escape(written)}(?!\w)", piece.content.text)
            if found is not None:
                return piece.content.text[sentence(piece.content.text, *found.span())[0] : found.start()]
    return ""


def _after(answer: Answer, evidence: Sequence[Evidence]) -> str:
    """What is said behind a number, or by the relation of a fact: which way it is measured."""
    said = []
    # A fact that was read out of a text has the question's word, not the text's.
    texts = [one for one in answer.support if one.start is not None]
    for support in texts or answer.support:
        content = evidence[support.evidence].content if support.evidence < len(evidence) else None
        if isinstance(content, Passage) and support.start is not None:
            found = _NUMBERS.search(content.text, support.start)
            said.append("" if found is None else " ".join(content.text[found.end() :].split()[:4]))
        elif content is not None:
            said.append(evidence[support.evidence].text.rpartition("|")[2].partition(":")[0])
    return " ".join(said)


def _is_other_way(question: str, said: str) -> bool:
    """Whether a number is measured another way than a question asks: 92 metres long are not 92 metres high.

    >>> _is_other_way("How high is it?", "metres long"), _is_other_way("How tall is it?", "metres high")
    (True, False)
    """
    asked, told = ({way for way, words in _WAYS if words.search(text)} for text in (question, said))
    return bool(asked and told) and asked.isdisjoint(told)


def _is_of_other(question: str, before: str) -> bool:
    """Whether what stands before a number in its sentence tells of a part, of another one, or of another time than a
    question does: "its bell", "the older tower", "in 1900"."""
    asked = {root(word) for word in re.findall(r"[^\W\d_]+", question)}
    if any(found[0] not in question for found in DATES.finditer(before)):
        return True
    clauses = (clause.strip() for clause in _CLAUSES.split(before))
    subject = next((found for clause in clauses if (found := _SUBJECT.match(clause)) is not None), None)
    return subject is not None and not {root(word) for word in (subject["own"] or subject["other"]).split()} <= asked


def _is_near(one: Amount, other: Amount) -> bool:
    return abs(one.value - other.value) <= ROUNDED * max(abs(one.value), abs(other.value))


def _is_said(claimed: Amount, evidence: Sequence[Evidence]) -> bool:
    """Whether the number that is claimed stands, whatever for, in a text."""
    texts = [piece.content.text for piece in evidence if isinstance(piece.content, Passage)]
    return any(one.bare == claimed.bare or same(claimed, one) for text in texts for one in amounts(text))
