"""Where a text itself says that two names are of one thing: "the Velm Trust (VT)", "Ada Lind, born Ada Holm"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from kgqa.extract.resolve.forms import same_name
from kgqa.extract.resolve.name import VALUES, is_person, take_apart
from kgqa.extract.resolve.places import DEMONYMS, OTHER_NAME
from kgqa.extract.syntax.name_mention import NameMention

FARTHEST = 150
"""Characters at most between a name and the words that give it another."""

_ADVERB = (
    r"(?:also|better|best|formerly|previously|originally|initially|commonly|once|then|sometimes|generally|simply|later"
    r"|usually|often|officially|locally|professionally|popularly|otherwise|alternatively|variously|internationally"
    r"|widely|mostly|frequently|colloquially|historically|now|currently|today)"
)
_AS = (
    r"(?:known|referred to|credited|billed|written|spelled|spelt|styled|styli[sz]ed|abbreviated|designated|renamed"
    r"|branded)"
)
_CALLED = r"(?:named|called|nicknamed|titled|dubbed|renamed|spelled|spelt|shortened to|translated as)"
_NAME = (
    r"(?:[Ww]esterni[sz]ed |real |full |birth |stage |pen |ring |maiden |given |other |former |original |English )?"
    r"names?"
)
_THE_NAME = rf"(?: (?:his|her|its|their|the) {_NAME}| by (?:his|her|its|their) {_NAME})?"
_KNOWN = (
    rf"(?:{_AS}(?: {_ADVERB})*(?: until \d+)?(?: (?:to|by|in) [^,;()]{{1,40}}?)?"
    rf"(?: as{_THE_NAME}| by (?:his|her|its|their) {_NAME})"
    rf"|{_CALLED}(?: until \d+)?(?: as)?{_THE_NAME})"
)
_OTHER_NAME = (
    rf"\b(?:under|by|using) (?:(?:his|her|its|their|several|various) |the (?!name of)|)"
    rf"(?:{_NAME}| pseudonyms?| alias(?:es)?| monikers?)(?: of)?"
    r"|\b(?:pseudonyms?|stage name|pen name|nickname|birth name|real name|maiden name)(?: (?:was|is|of))?"
    r"|\bborn (?:in|on) [^()]{3,60} as|\bborn|\btranslates to|\b[Ee]nglish title|\b(?:literally|also) meaning"
)
_STRONG = rf"\b{_KNOWN}|{_OTHER_NAME}"
_WEAK = (
    r"\b(?:now|nowadays|formerly|previously|originally|initially|née|nee|born(?: as)?|aka"
    r"|a\.? ?k\.? ?a ?\.?|alias|i\.? ?e ?\.?"
    r"|abbreviated(?: as| to)?|acronym|abbreviation|short for|meaning|literally|[Ll]it ?\.?|plural|or)"
)
_BEFORE = r" ?[:,]? ?(?:[Tt]he )?[\"“”'‘’`]* ?$"
_CUE = re.compile(rf"(?:{_STRONG}|{_WEAK}){_BEFORE}")
_FAR_CUE = re.compile(
    rf"(?:(?:\b(?:is|was|are|were|be|been|being|became|also|or|and)|[;(,]) (?:{_ADVERB} )*{_KNOWN}"
    rf"|\b{_ADVERB} {_KNOWN}|{_OTHER_NAME}){_BEFORE}"
)
_NEAR_CUE = re.compile(
    rf"^ ?[\"”’']? ?\)? ?[,;(/]? ?"
    rf"(?:(?:(?:or|and|which|who|that|is|was|were|are|has been) )*(?:{_ADVERB} )*(?:{_STRONG})"
    rf"|(?<=[,;(/] )(?:(?:or|and) )?(?:{_ADVERB} )*(?:{_WEAK})|(?<=[,;(/])(?:{_ADVERB} )*(?:{_WEAK})"
    rf"|(?:or|née|nee|alias|aka)){_BEFORE}"
)
_LABEL = re.compile(r"(?:^|[;,/(] ?|\bin )(?:(?:from|in) )?(?:[A-Z]\w+ )?[A-Za-z][A-Za-z-]+ ?[:;] ?[\"“‘']* ?$")
"""A language before a name: "German: "."""
_TOPIC = re.compile(r"(?:The \w+(?: \w+)?|This \w+|It|He|She|They|His \w+|Her \w+|Its \w+)\b")
_OR = re.compile(r"[ )]* ?or ?(?:the )?[\"“]? ?$")
_MORE = re.compile(r"^ ?[\"”’]? ?(?:\([^()]*\) ?)?(?:,|/|;)? ?(?:(?:and|or|then) )*(?:later )?(?:[Tt]he )?[\"“‘]? ?$")
_MANY = re.compile(r"\b(?:pseudonyms|names|aliases|monikers|variously|or|under the name)\b")
_SENTENCE_END = re.compile(r"[^\s.][^\s.][.!?][\"”')]* +(?=[A-Z\"“])")


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
        other = _same_as(number, mentions, text)
        many = False
        if other is not None:
            before = _flat(text[max(0, mention.start - 60) : mention.start])
            many = bool(_MANY.search(before))
        elif number and number - 1 in introduced and introduced[number - 1][1]:
            last = mentions[number - 1]
            mid = _flat(text[last.end : mention.start])
            if last.type == mention.type and _MORE.search(mid):
                other, many = introduced[number - 1][0], True
        if other is not None:
            introduced[number] = (other, many)
            found.append((other, number))
    return found


def _flat(text: str) -> str:
    return " ".join(("|" + text + "|").split())[1:-1]


def _same_as(number: int, mentions: Sequence[NameMention], text: str) -> int | None:
    mention = mentions[number]
    start = max(0, mention.start - FARTHEST)
    before = text[start : mention.start]
    opening = _open_bracket(before)
    if opening is not None and (head := _ending_at(start + opening, number, mentions, text)) is not None:
        inside = _flat(before[opening + 1 :])
        if mentions[head].type == mention.type and _fits_bracket(mentions[head], mention, inside, text):
            return head
    return _after_cue(number, mentions, text, start)


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
        return bool(_CUE.search(" " + inside) or _LABEL.search(inside))
    if text[mention.end : mention.end + 3].strip(" \"”'’")[:1] not in (")", "）", ";", ","):
        return False
    if same_name(head.text, mention.text, head.type):
        return True
    if is_person(head.type):
        return False
    if _is_short(mention.text) or _is_short(head.text):
        return head.type.casefold() not in ("location", "loc") or _spelled(mention.text, head.text)
    return text.count(mention.text) == 1 and "".join(take_apart(mention.text, False).words) not in COUNTRIES


COUNTRIES = frozenset(OTHER_NAME) | frozenset(DEMONYMS.values())
"""Names that brackets hold as the place where a thing is."""


def _after_cue(number: int, mentions: Sequence[NameMention], text: str, start: int) -> int | None:
    mention = mentions[number]
    if number and mentions[number - 1].type == mention.type and mentions[number - 1].end >= start:
        head = mentions[number - 1]
        mid = _flat(text[head.end : mention.start])
        if _NEAR_CUE.search(mid) and (
            not _OR.match(mid) or _like(head.text, mention.text) or mid.rstrip()[-1:] in '"“'
        ):
            return number - 1
    begin = _sentence_start(text, mention.start)
    if not _FAR_CUE.search(_flat(text[max(begin, start) : mention.start])):
        return None
    alike = [other for other in range(number) if mentions[other].type == mention.type]
    subject = _TOPIC.match(text, begin)
    if subject and not any(begin <= other.start < subject.end() for other in mentions[:number]):
        return alike[0] if alike else None
    return alike[-1] if alike and mentions[alike[-1]].start >= begin else None


def _sentence_start(text: str, end: int) -> int:
    begin = max(0, end - 3 * FARTHEST)
    places = [match.end() for match in _SENTENCE_END.finditer(text, begin, end)]
    return places[-1] if places else begin


def _like(one: str, two: str) -> bool:
    """Whether two names share a word, or their first letters."""
    words = {word for word in one.casefold().split() if len(word) > 3} & set(two.casefold().split())
    return bool(words) or one[:4] == two[:4]


def _is_short(name: str) -> bool:
    letters = [sign for sign in name if sign.isalpha()]
    return 2 <= len(letters) <= 10 and sum(sign.isupper() for sign in letters) >= len(letters) - 1


def _spelled(short: str, long: str) -> bool:
    """Whether the letters of one stand in the other in this order."""
    signs = iter(long.casefold())
    return all(sign in signs for sign in short.casefold() if sign.isalpha()) and short[:1] == long[:1]


def _latin(name: str) -> bool:
    return any(sign.isascii() or unicodedata.name(sign, "").startswith("LATIN") for sign in name if sign.isalpha())
