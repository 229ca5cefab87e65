"""Where a text itself says that two names are of one thing: "the Velm Trust (VT)", "Ada Lind, born Ada Holm"."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.name import VALUES, is_person, take_apart
from kgqa.extract.resolve.places import DEMONYMS, OTHER_NAME
from kgqa.extract.syntax.alias_cues import (
    BARE_CALLED,
    BY_NAME,
    CALLS,
    CUE,
    FAR_CUE,
    FLOWS,
    LABEL,
    LIST,
    MANY,
    MARKS,
    MORE,
    NEAR_CUE,
    NOW,
    OF,
    OR,
    PERSONAL,
    SENTENCE_END,
    TOPIC,
    UNCLEAR,
)
from kgqa.extract.syntax.kinds import kind_of, type_of
from kgqa.extract.syntax.name_mention import NameMention

FARTHEST = 150
"""Characters at most between a name and the words that give it another."""
OPENING = 30
"""Characters before the name of what a text is about, at most."""


def renamings(mentions: Sequence[NameMention], text: str) -> list[tuple[int, int]]:
    """Pairs of mentions, by number, that the text says to be names of one thing; both of one type.

    ``mentions`` are in order of start. Read as such are: a name in brackets behind another, where it is its acronym,
    stands in other letters or after a language, or is no person and named nowhere else; and what follows "also known
    as", "born", "formerly", "or", "stage name" and the like.
    """
    found: list[tuple[int, int]] = []
    introduced: dict[int, tuple[int, bool]] = {}
    for number, mention in enumerate(mentions):
        if mention.type.casefold() in VALUES:
            continue
        listed = number - 1 in introduced
        other = _same_as(number, mentions, text, listed=listed)
        many = False
        if other is not None:
            before = _flat(text[max(0, mention.start - 60) : mention.start])
            many = bool(MANY.search(before))
        elif number and number - 1 in introduced and introduced[number - 1][1]:
            last = mentions[number - 1]
            mid = _flat(text[last.end : mention.start])
            if last.type == mention.type and MORE.search(mid):
                other, many = introduced[number - 1][0], True
        if other is not None:
            introduced[number] = (other, many)
            found.append((other, number))
    return found


def _flat(text: str) -> str:
    return " ".join(("|" + text + "|").split())[1:-1]


def _same_as(number: int, mentions: Sequence[NameMention], text: str, *, listed: bool) -> int | None:
    mention = mentions[number]
    if UNCLEAR.match(text, mention.end) or _is_people(mention):
        return None
    start = max(0, mention.start - FARTHEST)
    before = text[start : mention.start]
    opening = _open_bracket(before)
    if opening is not None and (head := _ending_at(start + opening, number, mentions, text)) is not None:
        inside = _flat(before[opening + 1 :])
        if mentions[head].type == mention.type and _fits_bracket(mentions[head], mention, inside, text):
            return head
    near = _after_near_cue(number, mentions, text, start, listed=listed)
    if near is not None:
        return near
    # What a bracket says is of the name before it, and that is none of this type.
    return None if opening is not None else _after_far_cue(number, mentions, text, start)


def _is_people(mention: NameMention) -> bool:
    """Whether a name is a word for a people: "a German-born American" names two."""
    return not is_person(mention.type) and mention.text.casefold() in DEMONYMS


def _open_bracket(before: str) -> int | None:
    depth = 0
    for place in range(len(before) - 1, -1, -1):
        if before[place] in ")）":
            depth += 1
        elif before[place] in "(（":
            if not depth:
                return place
            depth -= 1
    return None


def _ending_at(place: int, number: int, mentions: Sequence[NameMention], text: str) -> int | None:
    """The mention before a bracket, or before a bracket before it."""
    for other in range(number - 1, -1, -1):
        mid = _flat(text[mentions[other].end : place])
        if mentions[other].end <= place:
            if re.fullmatch(r" ?[\"”'’]* ?(?:\([^()]*\) ?)?", mid):
                return other
            if len(mid) > FARTHEST or "(" not in mid:
                return None
    return None


def _fits_bracket(head: NameMention, mention: NameMention, inside: str, text: str) -> bool:
    if not _latin(mention.text) and _latin(head.text):
        return True
    if inside.strip(" \"“'‘"):
        if NOW.search(inside) and {_joined(head), _joined(mention)} & COUNTRIES:
            return False  # "Kiev, Russia (now Ukraine)"
        return bool(CUE.search(" " + inside) or LABEL.search(inside))
    if text[mention.end : mention.end + 3].strip(" \"”'’")[:1] not in (")", "）", ";", ","):
        return False
    if same_name(head.text, mention.text, head.type):
        return True
    if is_person(head.type):
        return False
    if _is_short(mention.text) or _is_short(head.text):
        return _spelled(mention.text, head.text) or _spelled(head.text, mention.text)
    if text.count(mention.text) > 1 or _joined(mention) in COUNTRIES:
        return False
    is_quoted = text[mention.start - 1 : mention.start] in ('"', "“")
    if head.type.casefold() in ("location", "loc"):
        # Most often the place that it lies in, or a river that it runs into.
        last = {name.text.split()[-1].casefold() for name in (head, mention)}
        return is_quoted or (_like(head.text, mention.text) and not last <= FLOWS)
    return is_quoted or bool(head.type)


COUNTRIES = frozenset(OTHER_NAME) | frozenset(DEMONYMS.values())
"""Names that brackets hold as the place where a thing is."""


def _after_near_cue(number: int, mentions: Sequence[NameMention], text: str, start: int, *, listed: bool) -> int | None:
    """The name right before, where only words that give it another stand between the two.

    ``listed``: the name before was given by such words itself, so that an "or" gives one more.
    """
    mention = mentions[number]
    if not number or mentions[number - 1].type != mention.type or mentions[number - 1].end < start:
        return None
    head = mentions[number - 1]
    mid = _flat(text[head.end : mention.start])
    cue = NEAR_CUE.search(mid)
    if not cue or _is_people(head):
        return None
    before = _flat(text[max(0, head.start - FARTHEST) : head.start])
    if OR.match(mid) and not listed:
        # "The Mill" or "The Ford": two of a list, unless the first is what the text is about.
        is_quoted = mid.rstrip()[-1:] in ('"', "“")
        is_topic = not text[: head.start].strip(MARKS) or before.rstrip().endswith("(")
        if LIST.search(before) or not (
            _like(head.text, mention.text) or (is_quoted and (is_topic or mid.lstrip()[:1] not in ('"', "”")))
        ):
            return None
    elif CALLS.fullmatch(mid) or (BARE_CALLED.fullmatch(mid) and OF.search(before)):
        return None  # "the episode of X, called Y", "X called Y a coward"
    if PERSONAL.search(mid) and not _may_be_born(mention):
        return None
    return None if NOW.search(mid) and {_joined(head), _joined(mention)} & COUNTRIES else number - 1


def _after_far_cue(number: int, mentions: Sequence[NameMention], text: str, start: int) -> int | None:
    """The name that the sentence is about where it says of that: "was also known as"."""
    mention = mentions[number]
    begin = _sentence_start(text, mention.start)
    said = _flat(text[max(begin, start) : mention.start])
    cue = FAR_CUE.search(said)
    if not cue:
        return None
    if PERSONAL.search(cue[0]) and not _may_be_born(mention):
        return None
    if "under" in cue[0] and mention.type == "work" and not BY_NAME.search(said):
        return None
    alike = [other for other in range(number) if mentions[other].type == mention.type]
    inside = [other for other in range(number) if mentions[other].start >= begin]
    subject = TOPIC.match(text, begin)
    if subject and not any(mentions[other].start < subject.end() for other in inside):
        fits = alike and not set(alike) & set(inside) and _may_be(subject[0], mention.type)
        return alike[0] if fits and _is_topic(alike, mentions, text) else None
    alike = [other for other in alike if other in inside and not _is_bracketed(mentions[other], text, mention.start)]
    if not alike or _is_people(mentions[alike[-1]]):
        return None
    head = mentions[alike[-1]]
    between = _flat(text[head.end : mention.start])
    if CALLS.fullmatch(between):
        return None
    if _is_bare(between[: -len(cue[0])].rstrip()):
        return alike[-1]
    first = mentions[alike[0]]
    is_subject = text[begin : first.start].strip(MARKS + "(\n") in ("", "The")
    is_owner = text[first.end : first.end + 2] in ("'s", "’s")
    return alike[0] if is_subject and not is_owner and len({mentions[other].text for other in alike}) == 1 else None


def _may_be_born(mention: NameMention) -> bool:
    return mention.type in ("", "group", "organization") or is_person(mention.type)


def _may_be(subject: str, type: str) -> bool:
    """Whether "He", "Its" or "The film" can be a thing of a type."""
    first, *rest = subject.split()
    if first in ("He", "She", "His", "Her"):
        return not type or is_person(type)
    if first in ("It", "Its"):
        return not is_person(type)
    kinds = {type_of(kind) for word in rest[:2] if (kind := kind_of(word.lower()))}
    return not type or not kinds or type in kinds or (type == "misc" and not kinds & {"person", "location"})


def _is_topic(alike: Sequence[int], mentions: Sequence[NameMention], text: str) -> bool:
    """Whether the first of these names is what the text is about: it opens it, or is the only one so far."""
    before = text[: mentions[alike[0]].start]
    opens = alike[0] == 0 and len(before) <= OPENING and not re.search(r"[:;,.()]", before)
    return opens or (len({mentions[other].text for other in alike}) == 1 and not before.rstrip().endswith(":"))


def _is_bracketed(mention: NameMention, text: str, end: int) -> bool:
    """Whether a name stands in a bracket that is closed before ``end``."""
    rest = text[mention.end : end]
    closing = rest.find(")")
    return closing >= 0 and "(" not in rest[:closing]


def _is_bare(words: str) -> bool:
    """Whether nothing but brackets, commas and dashes stands here."""
    while "(" in words and (shorter := re.sub(r"\([^()]*\)", " ", words)) != words:
        words = shorter
    return not words.strip(" ,;–—-\"”’'")


def _joined(mention: NameMention) -> str:
    return "".join(take_apart(mention.text, False).words)


def _sentence_start(text: str, end: int) -> int:
    begin = max(0, end - 3 * FARTHEST)
    places = [match.end() for match in SENTENCE_END.finditer(text, begin, end)]
    return places[-1] if places else begin


def _like(one: str, two: str) -> bool:
    """Whether two names share a word, or their first letters."""
    words = {word for word in one.casefold().split() if len(word) > 3} & set(two.casefold().split())
    return bool(words) or one[:4] == two[:4]


def _is_short(name: str) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return 2 <= len(letters) <= 10 and sum(sign.isupper() for sign in letters) >= len(letters) - 1


def _spelled(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in this order, or are first letters of its words in another."""
    letters = [sign for sign in short.casefold() if sign.isalnum()]
    signs = iter(long.casefold())
    if all(sign in signs for sign in letters):
        return short[:1].casefold() == long[:1].casefold() or any(word.startswith(short[:1]) for word in long.split())
    firsts = [word[0].casefold() for word in re.findall(r"\w+", long)]
    return not Counter(letters) - Counter(firsts)


def _latin(name: str) -> bool:
    return any(sign.isascii() or unicodedata.name(sign, "").startswith("LATIN") for sign in name if sign.isalpha())
