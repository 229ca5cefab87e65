"""The names in a parsed text, with their types."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kgqa.extract.document import Document, Span
from kgqa.extract.resolve.places import DEMONYMS
from kgqa.extract.resolve.wordlists import KIND_WORDS
from kgqa.extract.syntax.gazetteer import Gazetteer
from kgqa.extract.syntax.kinds import describing, is_agent, is_birthplace, is_kin, kind_of, of_qualifier, type_of
from kgqa.extract.syntax.name_mention import NameMention
from kgqa.extract.syntax.titles import names_paper, opening_name, plain_title

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TYPES = {
    "PERSON": "person",
    "ORG": "organization",
    "GPE": "location",
    "LOC": "location",
    "FAC": "location",
    "NORP": "group",
    "WORK_OF_ART": "work",
    "EVENT": "event",
    "PRODUCT": "product",
    "LAW": "law",
    "LANGUAGE": "language",
}
"""Labels of spaCy's English models to ours; the others are of values."""

LONGEST_QUOTE = 10
"""Words in quotation marks that may be a title."""
SAID, AGENT, CALLED, TAGGED = 4, 5, 2, 1
"""Weights of what a noun, a verb, the name's last word and the model say of its type."""

_QUOTED = re.compile(r"[\"“]\s*([^\"“”\n]{2,100}?)\s*[\"”]")
_EDGE = " \t\r\n\"“”'‘’`*_,;:.!?-–—/|"
_ADDRESS = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Dr|Prof|Rev|Cpl|Sgt|Lt|Col|Capt|Gen|Sen|Rep|Gov)\.?|Miss|Mister"
    r"|Professor|Doctor|Actor|Actress|Director)\s+(?=\w)"
)
_URL = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_MONTHS = _words("""
January February March April May June July August September October November December Monday Tuesday Wednesday
Thursday Friday Saturday Sunday
""")
_LIVED = re.compile(
    r"[\"”']?\s*\([^()]*?(?:\b(?:born|b\.)\s|(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\b[^()]{0,20}\d{4}[^()]{0,12}[-–—])"
)
"""The days of a life in brackets."""
_BORN = re.compile(r"[\"”']?\s*\((?:born|b\.)\s|\s*\(\d{4}\s?[-–—]\s?\d{4}\),?((?: [\w-]+){1,3})")
"""Who was born, in brackets; or years with a noun behind them, which may be a trade."""
_WORK_NOUN = re.compile(
    r"\b(?:films?|movies?|series|songs?|singles?|albums?|novels?|books?|plays?|poems?|operas?|episodes?|operettas?|magazines?"
    r"|games?"
    r"|titled|entitled|titles?(?: of)?|called)\s*,?\s*$"
)
_PEERAGE = re.compile(
    r", \d+(?:st|nd|rd|th) (?:Earl|Duke|Baron|Baroness|Viscount|Marquess|Marquis|Count|Baronet|Lord|Prince)"
    r"(?: (?:of (?:the )?)?[A-Z][\w’'-]+)*"
)
_HANGING = re.compile(r"\s(?:of|the|and|in|by|for|at)$")
_WORD_BEFORE = re.compile(r"(?<![\w’'-])([A-Z][\w’'-]+) $")
_LEFT = re.compile(r"(?<![\w.])(?:[A-Z][\w’']*-\s?)+$")
_RIGHT = re.compile(r"-\s?[A-Z]\w+")
"""Halves of a name with a hyphen, which some texts set a blank behind."""
_FORMS = _words("""
gmbh ag kg ltd limited inc incorporated llc llp plc corp corporation oy ab asa a/s aps bv b.v nv n.v s.a s.r.l spa
s.p.a
""")
"""Legal forms: who bears one is no person."""
_STOP = re.compile(r"([\w&]+)\.[\"”']? +(?=[\"“]?[A-Z0-9])")
_BEFORE_NAMES = _words("""
mr mrs ms dr prof rev st ste sta mt ft gen col capt lt sgt maj sen rep gov hon fr sir no vs feat dott op vol messrs
""")
"""Abbreviations that stand before a name, and end none."""
_ENDING = _words("ltd inc corp co bros jr sr esq")
"""Abbreviations that a name may end with."""
_INSIDE = _words("""
of the de la le du des del der den van von di da do dos el al y e & - – ' '
""")
_WORK_KINDS = ("film", "series", "song", "album", "book", "game", "work")


class _Stretch(NamedTuple):
    start: int
    end: int
    type: str
    rank: int


def find_names(document: Document, doc: Doc, gazetteer: Gazetteer | None = None) -> list[NameMention]:
    """The names of a text in order, none inside another and none in code, tables or addresses of the web.

    Where two overlap, first goes what the gazetteer lists, then the title, then a title of a work in quotation marks,
    then the model's entities with their edges set right, then other runs of proper nouns.
    """
    closed = sorted([*_closed(document), *_paper(document)])
    text = document.text  # doc.text is put together anew each time
    taken = _Taken(len(text), closed)
    if gazetteer is not None:
        for found in gazetteer.find(text):
            taken.add(_Stretch(*found.span, found.listed.type, 0))
    for stretch in _titled(document, text):
        taken.add(stretch)
    own = frozenset(document.title.split())
    begins = frozenset(token.idx for token in doc if token.is_sent_start)
    whole = [stretch for entity in doc.ents if entity.label_ in TYPES for stretch in _trimmed(entity, text, own)]
    entities = [piece for stretch in whole for piece in _pieces(stretch, text, begins)]
    for stretch in _quoted(text):
        taken.add(stretch)
    for stretch in entities:
        taken.add(stretch)
    for stretch in _proper(doc, text, taken):
        for piece in _pieces(stretch, text, begins):
            taken.add(piece)
    mentions = [(NameMention(s.start, s.end, text[s.start : s.end], s.type), s.rank) for s in sorted(taken.kept)]
    return _with_types(document, doc, mentions)


class _Taken:
    """Stretches that don't overlap: who comes first stays."""

    def __init__(self, size: int, closed: Sequence[Span]) -> None:
        self._signs = bytearray(size + 1)
        for span in closed:
            self._signs[span.start : span.end] = b"\1" * (min(span.end, size) - span.start)
        self.kept: list[_Stretch] = []

    def is_free(self, start: int, end: int) -> bool:
        return not any(self._signs[start:end])

    def add(self, stretch: _Stretch) -> None:
        if stretch.start < stretch.end and self.is_free(stretch.start, stretch.end):
            self._signs[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
            self.kept.append(stretch)


def _closed(document: Document) -> Iterator[Span]:
    """Where no names are looked for."""
    yield from document.code
    yield from table_cells(document)
    if "://" in document.text or "www." in document.text or "@" in document.text:
        for found in _URL.finditer(document.text):
            yield Span(*found.span())


def _paper(document: Document) -> Iterator[Span]:
    """The title where it opens the text and names the document alone: a part of it is no fuller name of anything."""
    plain, _ = plain_title(document.title)
    if plain and names_paper(document.text, plain) and document.text.casefold().startswith(plain.casefold()):
        yield Span(0, len(plain))


def table_cells(document: Document) -> Iterator[Span]:
    for table in document.tables:
        for row in (table.header, *table.rows):
            yield from row


def _titled(document: Document, text: str) -> Iterator[_Stretch]:
    opening = opening_name(text, document.title)
    plain, _ = plain_title(document.title)
    if opening is not None:
        yield _Stretch(*opening, "", 1)
    if names_paper(text, plain):
        return
    if len(plain) > 2 and (" " in plain or opening is not None) and plain[:1].isupper():
        for found in re.finditer(rf"(?<!\w){re.escape(plain)}(?!\w)", text):
            yield _Stretch(*found.span(), "", 1)


def _trimmed(entity: object, text: str, own: frozenset[str]) -> Iterator[_Stretch]:
    """An entity of the model without what does not belong to the name, up to a line's end or a bracket.

    A person's name begins with a word of the document's title, ``own``, where that stands right before it.
    """
    start, end, label = entity.start_char, entity.end_char, entity.label_  # type: ignore[attr-defined]
    line = text.find("\n", start, end)
    if line >= 0:
        end = line
    start, end = _strip(text, start, end)
    for opening, closing in ("()", "[]"):
        inside = text[start:end]
        if inside.count(opening) != inside.count(closing):
            place = min(at for sign in (opening, closing) if (at := inside.find(sign)) >= 0)
            end = start + place
            start, end = _strip(text, start, end)
    words = text[start:end]
    for article in ("the ", "The ", "a ", "A ", "an ", "his ", "her ", "its ", "their ", "this "):
        if words.startswith(article) and (article[0].islower() or label not in ("WORK_OF_ART", "ORG")):
            start += len(article)
            break
    if text[start:end].endswith(("'s", "’s")):
        end -= 2
    while start < end and (hanging := _HANGING.search(text, start, end)):
        end = hanging.start()
    if label == "PERSON":
        if found := _ADDRESS.match(text, start, end):
            start = found.end()
        if found := _PEERAGE.match(text, end):
            end = found.end()
        if (found := _WORD_BEFORE.search(text, max(0, start - 30), start)) and found[1] in own:
            start = found.start(1)
    start, end = _strip(text, start, end)
    if text[start:end].strip("- ").casefold() in DEMONYMS and (label != "LANGUAGE" or entity.root.dep_ == "amod"):  # type: ignore[attr-defined]
        label = "NORP"
    if label != "NORP" and start < end:
        if found := _LEFT.search(text, max(0, start - 30), start):
            start = found.start()
        if found := _RIGHT.match(text, end):
            end = found.end()
    words = text[start:end]
    if start < end and any(sign.isupper() or sign.isdigit() for sign in words) and any(map(str.isalpha, words)):
        yield _Stretch(start, end, TYPES[label], 3)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while start < end and text[end - 1] in _EDGE and not (text[end - 1] == "." and _is_abbreviated(text[start:end])):
        end -= 1
    return start, end


def _is_abbreviated(words: str) -> bool:
    """Whether the point at the end belongs to the name: "U.S.", "Velm Inc.", "Jr."."""
    last = words.split()[-1] if words.split() else ""
    return "." in last[:-1] or last.lower() in ("inc.", "jr.", "sr.", "ltd.", "co.", "corp.", "bros.", "st.", "mt.")


def _pieces(stretch: _Stretch, text: str, begins: frozenset[int]) -> Iterator[_Stretch]:
    """A name cut where a sentence ends in it: "Velm Ltd. Velm" is two.

    That is behind a legal form, and behind a junior's mark or any word where a sentence begins by the parse or the
    name begins anew. ``begins``: where sentences begin.
    """
    start = stretch.start
    first = text[start : stretch.end].split(" ", 1)[0]
    for found in _STOP.finditer(text, stretch.start, stretch.end):
        word, after = found[1].lower(), text[found.end() : stretch.end].split()
        if found.start() <= start or not after or after[0].strip(".,").lower() in _FORMS or word in _BEFORE_NAMES:
            continue
        again = after[0].strip(".,") in {part.strip(".,") for part in text[start : found.start(1)].split()}
        anew = after[0] == first or found.end() in begins or (again and word in _ENDING)
        if anew or word in ("ltd", "inc", "corp"):
            yield stretch._replace(start=start, end=_strip(text, start, found.end())[1])
            start = found.end()
    yield stretch._replace(start=start) if start != stretch.start else stretch


def _quoted(text: str) -> Iterator[_Stretch]:
    """Titles in quotation marks: capitals at the start and in half of the words, and no sentence."""
    if '"' not in text and "“" not in text:
        return
    at = 0
    while found := _QUOTED.search(text, at):
        words = found[1].split()
        capitals = sum(word[:1].isupper() or word[:1].isdigit() for word in words)
        long = sum(len(word) > 3 for word in words)
        is_title = words[0][:1].isupper() or words[0][:1].isdigit()
        is_said = bool(_WORK_NOUN.search(text, max(0, found.start() - 30), found.start()))
        is_title = is_title and (
            is_said or (2 * capitals >= max(long, 1) and not re.search(r"[,.;] *$|[.;?!] ", found[1]))
        )
        if len(words) <= LONGEST_QUOTE and is_title:
            before, after = text[: found.start()].rstrip(), text[found.end() :].lstrip()
            nickname = (
                len(words) == 1 and before[-1:].isalpha() and before.split()[-1][:1].isupper() and after[:1].isupper()
            )
            if not nickname:
                end = found.end(1) - (found[1][-1] in ",.;:")
                yield _Stretch(found.start(1), end, "work", 2)
            at = found.end()
        else:
            at = found.start() + 1 if len(words) > LONGEST_QUOTE else found.end()


def _proper(doc: Doc, text: str, taken: _Taken) -> Iterator[_Stretch]:
    """Runs of proper nouns with capitals that the model made no entity of."""
    tokens = list(doc)
    at = 0
    while at < len(tokens):
        if not _is_proper(tokens[at]):
            at += 1
            continue
        end = at + 1
        while end < len(tokens):
            if _is_proper(tokens[end]):
                end += 1
            elif tokens[end].lower_ in _INSIDE and end + 1 < len(tokens):
                more = end + 1
                while more < len(tokens) and more - end < 3 and tokens[more].lower_ in _INSIDE:
                    more += 1
                if more < len(tokens) and _is_proper(tokens[more]):
                    end = more + 1
                else:
                    break
            else:
                break
        if at and tokens[at - 1].text[:1].isupper() and tokens[at - 1].is_alpha and not tokens[at - 1].is_sent_start:
            at -= tokens[at - 1].lower_ != "i" and taken.is_free(tokens[at - 1].idx, tokens[at].idx)
        first, last = tokens[at], tokens[end - 1]
        start, stop = first.idx, last.idx + len(last)
        is_first = first.is_sent_start and end - at == 1
        if not is_first and first.ent_type_ not in (
            "DATE",
            "TIME",
            "MONEY",
            "QUANTITY",
            "CARDINAL",
            "ORDINAL",
            "PERCENT",
        ):
            start, stop = _strip(text, start, stop)
            if stop - start > 1 and taken.is_free(start, stop) and text[start:stop] not in _MONTHS:
                yield _Stretch(start, stop, "", 4)
        at = end


PROPN = 96
"""spaCy's number of a proper noun; numbers compare without making strings."""


def _is_proper(token: Token) -> bool:
    return bool(token.pos == PROPN) and token.text[:1].isupper()


def _with_types(document: Document, doc: Doc, mentions: Sequence[tuple[NameMention, int]]) -> list[NameMention]:
    """The mentions with the type that the words around all of one wording say, else most of the model's labels."""
    votes: dict[str, Counter[str]] = {}
    fixed: dict[str, str] = {}
    plain, qualifier = plain_title(document.title)
    text = document.text
    topic = opening_name(text, document.title)
    for mention, rank in mentions:
        counted = votes.setdefault(mention.text, Counter())
        if rank == 0:
            fixed.setdefault(mention.text, mention.type)
            continue
        if mention.type:
            counted[mention.type] += CALLED if rank == 2 else TAGGED
        else:
            for token in doc.char_span(mention.start, mention.end, alignment_mode="expand") or ():
                if token.ent_type_ in TYPES:
                    counted[TYPES[token.ent_type_]] += TAGGED
                    break
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        types = [type for noun in describing(root) if (type := type_of(kind_of(noun.lemma_.lower())))]
        if types:
            # "A film and television composer" is no film.
            counted["person" if "person" in types else types[0]] += SAID
        if is_agent(root) or is_kin(root):
            counted["person"] += AGENT
        elif is_birthplace(root):
            counted["location"] += AGENT
        if (lived := _BORN.match(text, mention.end)) and (
            lived[1] is None or any(kind_of(word) == "person" for word in lived[1].split())
        ):
            counted["person"] += SAID
        if rank == 2 or mention.type == "work":
            continue
        last = mention.text.rsplit(" ", 1)[-1].lower()
        if " " in mention.text and (last in _FORMS or last.strip(".") in _FORMS):
            counted["organization"] += SAID
        words = mention.text.count(" ") + 1
        if words > (2 if mention.type == "person" else 1) and last in KIND_WORDS and (kind := type_of(kind_of(last))):
            counted[kind] += CALLED
    if kind := type_of(of_qualifier(qualifier)):
        votes.setdefault(plain, Counter())[kind] += 2 * SAID
    if topic is not None and _LIVED.match(text, topic[1]):
        votes.setdefault(text[topic[0] : topic[1]], Counter())["person"] += SAID
    found = {name: fixed.get(name) or _most(counted) for name, counted in votes.items()}
    _give_forms(found)
    _give_surnames(found)
    return [mention._replace(type=found[mention.text]) for mention, _ in mentions]


def _most(counted: Counter[str]) -> str:
    return max(counted, key=lambda type: (counted[type], -list(counted).index(type))) if counted else ""


def _give_forms(types: dict[str, str]) -> None:
    """A name is an organization's where the text has it with a legal form too: "Velm Tools", "Velm Tools GmbH"."""
    for name, type in list(types.items()):
        short, _, last = name.rpartition(" ")
        if type == "organization" and short in types and (last.lower() in _FORMS or last.lower().strip(".") in _FORMS):
            types[short] = "organization"


def _give_surnames(types: dict[str, str]) -> None:
    """A single word that is the last of a person's fuller name, or the first, is a person too."""
    full = [name.split() for name, type in types.items() if type == "person" and " " in name]
    firsts, lasts = {words[0] for words in full}, {words[-1] for words in full}
    for name, type in types.items():
        if " " in name or type not in ("", "organization", "location", "product", "work", "group"):
            continue
        if name in lasts or (name in firsts and type != "location"):
            types[name] = "person"
