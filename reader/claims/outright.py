"""Questions for yes or no that a sentence answers in their own words: "Is the hose included?" where a text says "The
hose is not included", "Can I bring my dog?" where that is a heading with a "Yes" below it.

All of the question's words must stand in the clause in their order, what the clause is about must have no others
("group bookings"), and nothing may make it a matter of time, condition, plan or hearsay. What a clause denies with none
but words of the question is denied of what the question says more closely, too: where places can't be reserved, none
can be for a car.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kgqa.linker.normalise import fold
from kgqa.linker.words import FUNCTION
from kgqa.reader.claims.charges import charged
from kgqa.reader.claims.clauses import clauses_of
from kgqa.reader.claims.existence import exists
from kgqa.reader.claims.pronouns import stands_for
from kgqa.reader.language.kinds import NEGATION
from kgqa.reader.language.verbs import is_verb_form, verb_key
from kgqa.reader.pairs.words import sentences
from kgqa.types import Answer, Evidence, Passage, Support

_MOST_GAPS = 10
"""Words of a clause that may stand between those of the question."""

SAID = 0.7
"""Probability of what a clause says so."""

_POLAR = re.compile(
    r"\s*(?:(?P<may>can|could|may)|(?P<will>will)|am|is|are|was|were|do|does|did|has|have|had)\s+"
    r"(?P<rest>\S.*?)[\s?]*",
    re.IGNORECASE | re.DOTALL,
)
_NOT_ASKED = re.compile(
    r"\b(?:than|before|after|since|until|during|more|less|most|least|still|yet|already|or|if|when|same|both|always|often"
    r"|first|last|\d{4})\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(?:not|never|nobody|no one|none|nothing|neither|forbidden|prohibited|banned|no longer|no)\b", re.IGNORECASE
)
_HALF = re.compile(
    r"\bnot (?:only|just|merely|until|before|all|every|always|necessarily|yet|very|too|so|both|entirely|fully|quite"
    r"|exactly|really|completely)\b|^\s*all\b|\bno (?:more|less|fewer) than\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:if|unless|whether|for the first|as long as|provided|providing|apart from|other than"
    r"|except(?:ing)?|exclud\w+|save|bar|all but"
    r"|more|know[sn]?|knew|only|until|since|without|almost|nearly|than|before|after|when|once|again|instead"
    r"|would|might|perhaps|maybe|possibly|probably|likely|rarely|seldom|hardly|sometimes|some|few|most|many"
    r"|formerly|used to|plan(?:s|ned)?|propos\w+|hope[sd]?|want(?:s|ed)?|attribut\w+|alleg\w+|report(?:s|ed|edly)"
    r"|claim(?:s|ed)?|said|says|denie[sd]|deny|refus\w+|tr(?:y|ied|ies)|attempt\w*|expect\w*|suppos\w+|rumou?r\w*"
    r"|believ\w+|thought|thinks?|(?:should|could) have|fail\w*|unable|wish\w*|intend\w*|consider\w*|discuss\w*"
    r"|unlike|like)\b",
    re.IGNORECASE,
)
_WILL = re.compile(r"\bwill\b", re.IGNORECASE)
_AT_TIMES = re.compile(
    r"\b(?:in (?:the )?(?:winter|summer|spring|autumn|fall|mornings?|afternoons?|evenings?)"
    r"|on (?:the )?\w*(?:days|weekends?|holidays)|at (?:night|weekends|times)|during [a-z ]+|out of season)\b",
    re.IGNORECASE,
)
"""At these times alone, of which the question must speak, too."""
_MAY = re.compile(
    r"\b(?:can|may|could|must|should|able|allowed|permitted|possible|welcome|forbidden|prohibited|banned)\b",
    re.IGNORECASE,
)
_ALLOWED = frozenset(map(verb_key, ("allowed", "permitted", "possible", "welcome", "ok", "okay", "fine")))
_DATED = re.compile(r"^\s*(?:In|On|By|During|From) [^,]{0,20}?\d{4},?\s")
_NOBODY = re.compile(r"\b(?:nobody|no one|none)\b", re.IGNORECASE)
_ANYBODY = re.compile(r"\b(?:any(?:body|one| people))\b", re.IGNORECASE)
_LIMITS = re.compile(r"\s*(?:in|on|at|for|with|from|up to|two|three|one|no)\b", re.IGNORECASE)
_ANSWERED = re.compile(r"^\s*(?P<said>yes|no)(?:[,.!:;]\s*|\s*$)", re.IGNORECASE)
_LIGHT = frozenset(
    map(verb_key, ("ever", "get", "got", "actually", "really", "ok", "okay", "take", "bring", "use", "way"))
)
"""Words of a question that a denial need not have."""
_LEAST_DENIED = 2
"""Words of the question that a clause which denies it has, or the sentence before it."""
_SUBJECTS = frozenset(("it", "he", "she", "they", "i", "you", "we"))
_PRONOUN = _SUBJECTS | {"this", "these", "anybody", "anyone", "somebody", "there", "nobody"}
_SHORT = (
    (re.compile(r"\bcan['’]t\b|\bcannot\b"), "can not"),
    (re.compile(r"n['’]t\b"), " not"),
    (re.compile(r"\b(there)['’]s\b", re.IGNORECASE), r"\1 is"),
    (re.compile(r"\b(it|he|she|that|what)['’]s\b", re.IGNORECASE), r"\1 is"),
)
_SOFT = frozenset(
    (
        "always",
        "also",
        "now",
        "generally",
        "usually",
        "currently",
        "however",
        "please",
        "sadly",
        "although",
        "while",
        "so",
    )
)
"""Words of a clause that narrow nothing."""
_WHEN = re.compile(r",? \b(?:in|on|since) (?:(?:\d{1,2} )?[A-Z][a-z]+ )?\d{4}\s*[.!]?$")
_WHERE = re.compile(r" (?:at|from) (?:the |our |any )?[\w-]+(?: [\w-]+)?\s*[.!]?$")
_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_IN_PHRASE = re.compile(
    r"\b(?:(?:with|of|in|by|at|from|for|on) (?:the |a |an |my |our |your )?|to (?:the |a |an |my |our |your ))$",
    re.IGNORECASE,
)
_PAST = re.compile(r"\s*(?:did|was|were|had)\b", re.IGNORECASE)
_IS = re.compile(r"\s*\b(?:is|are|am)\b", re.IGNORECASE)
_WAS = re.compile(r"\b(?:was|were|being)\b", re.IGNORECASE)
_OUGHT = re.compile(r"\b(?:must|should|need)\b", re.IGNORECASE)
_TO = re.compile(r"\bto $", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Keys of a question's words in order; ``placed``: those behind a preposition, which a title may say; ``may``:
    whether it asks what can or may be; ``who``: keys of what it is about, as far as that is a name; ``any``: whether it
    is about anybody; ``will``: about what is to come; ``past``: about what was; ``here``: about what is."""

    keys: tuple[str, ...]
    placed: frozenset[str]
    who: frozenset[str]
    may: bool
    any: bool
    will: bool
    past: bool
    here: bool


def said_outright(question: str, evidence: Sequence[Evidence]) -> Answer | None:
    """Yes or no by the passages of ``evidence``; None where none says it, or where two differ."""
    asked = _asked(question)
    if asked is None:
        return None
    found: dict[str, Answer] = {}
    for number, piece in enumerate(evidence):
        if isinstance(piece.content, Passage):
            for said, start, end in _said(asked, question, piece.content):
                found.setdefault(said, Answer(said, SAID, "boolean", (Support(number, start, end),), (), (said,)))
    return next(iter(found.values())) if len(found) == 1 else None


def _asked(question: str) -> _Asked | None:
    found = _POLAR.fullmatch(question)
    if found is None or NEGATION.search(question) or _NOT_ASKED.search(found["rest"]):
        return None
    rest = found["rest"]
    keys: list[str] = []
    placed: set[str] = set()
    who: set[str] = set()
    is_placed = was_name = False
    for word in _WORD.finditer(rest):
        if fold(word[0]) in FUNCTION | _PRONOUN:
            continue
        own = [verb_key(part) for part in fold(word[0]).split()]
        is_name = word[0][0].isupper() or any(map(str.isdigit, word[0]))
        if _IN_PHRASE.search(rest[: word.start()]) or (is_name and _TO.search(rest[: word.start()])):
            is_placed = True
        elif _TO.search(rest[: word.start()]) or (was_name and is_verb_form(word[0])):
            is_placed = False
        was_name = is_name
        if is_placed:
            placed.update(own)
        elif is_name and len(who) == len(keys):
            who.update(own)
        keys += own
    may = found["may"] is not None or not _ALLOWED.isdisjoint(keys)
    keys = [key for key in keys if key not in _ALLOWED]
    if not set(keys) - placed - who:
        return None
    is_any = _ANYBODY.match(rest) is not None
    return _Asked(
        tuple(keys),
        frozenset(placed),
        frozenset(who),
        may,
        is_any,
        found["will"] is not None,
        _PAST.match(question) is not None,
        _IS.match(question) is not None,
    )


def _said(asked: _Asked, question: str, passage: Passage) -> Iterator[tuple[str, int, int]]:
    """What the passage says, with the half-open place of the sentence."""
    title = set(_keys(passage.title))
    before: set[str] = set()
    places = sentences(passage.text)
    for number, (start, end) in enumerate(places):
        text = passage.text[start:end]
        if text.endswith("?"):
            if number + 1 < len(places) and _same(text, question):
                following = passage.text[slice(*places[number + 1])]
                if (answered := _ANSWERED.match(following)) and not _on_condition(following[answered.end() :]):
                    yield answered["said"].lower(), *places[number + 1]
            continue
        heading = passage.title.rpartition(": ")[2] if number == 0 else ""
        answered = _ANSWERED.match(text) if heading.endswith("?") and _same(heading, question) else None
        if answered and not _on_condition(text[answered.end() :]):
            yield answered["said"].lower(), start, end
        own = set(_keys(text))
        told_before = passage.text[slice(*places[number - 1])] if number else ""
        # "No." below a heading answers that, and not what stands behind it.
        for clause in clauses_of(_in_full(_ANSWERED.sub("", text)), set(asked.keys)):
            named = asked.who or set(asked.keys) - set(_keys(clause)) - _LIGHT
            if _begins_with_pronoun(clause) and not stands_for(clause, named, told_before, title):
                continue
            said = charged(question, clause, own | title | before)
            there = exists(asked.keys, question, clause)
            if not said and set(asked.keys) <= own | title | before:
                said = _of_clause(asked, clause, title, before, own) if there is None else there
            if not said and there is None and _denies(asked, clause, title, before):
                said = "no"
            if said:
                yield said, start, end
        before = own


def _on_condition(rest: str) -> bool:
    """Whether what stands behind a "Yes" in its sentence takes some of it back: "Yes, in summer"."""
    return bool(_OPEN.search(rest) or _HALF.search(rest) or _LIMITS.match(rest))


def _of_clause(asked: _Asked, clause: str, title: set[str], before: set[str], around: set[str]) -> str:
    """What a clause says; "" where it says neither. ``around``: keys of its sentence."""
    clause = _WHEN.sub("", _DATED.sub("", clause))
    words = [(verb_key(part), word[0]) for word in _WORD.finditer(clause) for part in fold(word[0]).split()]
    denials = list(_DENIAL.finditer(clause))
    is_may = _MAY.search(clause) is not None
    if asked.may and not denials and (where := _WHERE.search(clause)) and not set(_keys(where[0])) & set(asked.keys):
        clause = clause[: where.start()]  # "You can borrow a tent at the desk"
        words = [(verb_key(part), word[0]) for word in _WORD.finditer(clause) for part in fold(word[0]).split()]
    if _leaves_open(asked, clause) or len(denials) > 1 or _is_narrowed(asked, words):
        return ""
    told = [key for key, _ in words]
    if denials and not _is_of_all(asked, clause, denials[0]):
        return ""
    if asked.may and not denials and _OUGHT.search(clause):
        return ""
    if asked.any and denials and _NOBODY.search(clause) and asked.keys[0] in told:
        return "no" if set(asked.keys) <= around | title else ""
    lacking = [key for key in asked.keys if key not in told]
    rest = {key for key in lacking if key not in asked.placed or key not in title}
    is_pronoun = rest == asked.who and _begins_with_pronoun(clause)
    if rest and not is_pronoun:
        return ""
    order: list[int] = []
    for key in asked.keys:
        if key in told:
            begin = order[-1] + 1 if order else 0
            if key not in told[begin:]:
                return ""
            order.append(told.index(key, begin))
    if not order or (is_may != asked.may and not (asked.may and denials)):
        return ""
    # What the clause is about has no words but those of the question: "group bookings" are not all bookings. Nor does
    # it go on to something else, by its name or as "it".
    gaps = [word for at, word in enumerate(words[: order[-1]]) if at not in order]
    second = len(order) > 1 and told[order[1]] not in asked.placed
    early = [word.lower() for at, (_, word) in enumerate(words[: order[int(second)]]) if at not in order]
    if any(word not in FUNCTION | _PRONOUN and not (_DENIAL.fullmatch(word) or _MAY.fullmatch(word)) for word in early):
        return ""
    after = [word for at, word in enumerate(words[: order[-1]]) if at > order[0] and at not in order]
    if any(word[0].isupper() or word[0].isdigit() or word in _SUBJECTS for _, word in after) or len(gaps) > _MOST_GAPS:
        return ""
    return "no" if denials else "yes"


def _is_narrowed(asked: _Asked, words: Sequence[tuple[str, str]]) -> bool:
    """Whether a clause, as (key, word) in order, has words that the question has not, by which it may say something
    narrower or else: "by phone", "Holt's sister", "came close to winning"."""
    return any(
        key not in asked.keys
        and (key == "s" or fold(word) not in FUNCTION | _PRONOUN | _SOFT)
        and not (_DENIAL.fullmatch(word) or _MAY.fullmatch(word) or _WILL.fullmatch(word) or word == "longer")
        for key, word in words
    )


def _is_of_all(asked: _Asked, clause: str, denial: re.Match[str]) -> bool:
    """Whether a denial is one of what the clause says: "no" of a word of the question, "nobody" where anybody is asked
    for; what is so no longer, was so."""
    said = denial[0].lower()
    if said in ("nobody", "no one", "none", "nothing"):
        return asked.any
    if said == "no longer":
        return not asked.past
    return said != "no" or not {*_keys(clause[denial.end() :])[:1]}.isdisjoint(asked.keys)


def _leaves_open(asked: _Asked, clause: str) -> bool:
    """Whether a clause says something half, on conditions, or of some times alone."""
    if _WILL.search(clause) and not asked.will:
        return True
    if _WAS.search(clause) and not _IS.search(clause) and asked.here:
        return True
    times = {key for found in _AT_TIMES.finditer(clause) for key in _keys(found[0])}
    return bool(_HALF.search(clause) or _OPEN.search(clause)) or not times <= set(asked.keys)


def _denies(asked: _Asked, clause: str, title: set[str], before: set[str]) -> bool:
    """Whether a clause denies what a question asks with no other words than that has, so that it does so more widely.
    ``before``: keys of the sentence before it."""
    if len(_DENIAL.findall(clause)) != 1 or _leaves_open(asked, clause):
        return False
    keys, ordered = set(asked.keys), [key for key in _keys(_DENIAL.sub(" ", clause)) if key not in _ALLOWED]
    own = {key for key in ordered if key in keys} - _LIGHT
    if not own or not set(ordered) <= keys | _LIGHT or not _is_of_all(asked, clause, next(_DENIAL.finditer(clause))):
        return False
    if not _in_order([key for key in ordered if key in own], asked.keys):
        return False
    is_may = _MAY.search(clause) is not None or _IMPERATIVE.match(clause) is not None
    if is_may != asked.may:
        return False
    if asked.any and _NOBODY.search(clause):
        return len(own | (keys & before)) >= _LEAST_DENIED
    if _begins_with_pronoun(clause):
        return bool(own - asked.who - asked.placed - title - before)
    return len(own) >= _LEAST_DENIED


def _in_order(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Whether ``some`` come one after the other in ``all_``."""
    rest = iter(all_)
    return all(key in rest for key in some)


_IMPERATIVE = re.compile(r"\s*(?:please )?(?:do not|never)\b", re.IGNORECASE)


def _begins_with_pronoun(clause: str) -> bool:
    return re.match(r"\s*(?:It|He|She|They|This|These)\b", clause) is not None


def _in_full(text: str) -> str:
    """With "not" for "n't", and no "'s"."""
    for short, full in _SHORT:
        text = short.sub(full, text)
    return text


def _keys(text: str) -> list[str]:
    return [verb_key(word) for word in fold(_in_full(text)).split() if word not in FUNCTION and word not in _PRONOUN]


def _same(heading: str, question: str) -> bool:
    return _keys(heading) == _keys(question) != []
