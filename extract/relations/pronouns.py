"""A sentence with names in the places of its pronouns: "She designed it" as "Ada Lind designed the Velm Bridge"."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from kgqa.extract.document import Span
from kgqa.extract.parsed import Parsed

_PRONOUNS = frozenset(["he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "theirs"])
_OWNERS = frozenset(("his", "her", "its", "their"))


@dataclass(frozen=True, slots=True)
class Named:
    """``text`` is what is read of a sentence. ``starts`` are where its stretches begin, each with the offset in the
    document that it stands for; a name in a pronoun's place stands for the whole pronoun."""

    text: str
    starts: tuple[int, ...]
    stretches: tuple[tuple[Span, bool], ...]

    def place(self, start: int, end: int) -> Span:
        """The offsets in the document of ``text[start:end]``."""
        return Span(self._place(start, end_of=False), self._place(end - 1, end_of=True))

    def _place(self, at: int, *, end_of: bool) -> int:
        number = bisect_right(self.starts, at) - 1
        span, is_pronoun = self.stretches[number]
        if is_pronoun:
            return span.end if end_of else span.start
        return span.start + at - self.starts[number] + end_of


def named_for_pronouns(parsed: Parsed, sentence: Span) -> Named:
    """The sentence with each pronoun that stands for a named entity replaced by its name."""
    text = parsed.document.text
    swaps = []
    for entity in parsed.entities:
        inside = [each for each in entity.mentions if sentence.start <= each.start and each.end <= sentence.end]
        pronouns = [each for each in inside if text[each.start : each.end].lower() in _PRONOUNS]
        if pronouns and entity.name and entity.name.lower() not in _PRONOUNS:
            swaps += [(each, entity.name) for each in pronouns]
    parts: list[str] = []
    starts: list[int] = []
    stretches: list[tuple[Span, bool]] = []
    length, at = 0, sentence.start
    for pronoun, name in sorted(swaps):
        if pronoun.start < at:
            continue
        if at < pronoun.start:
            starts.append(length)
            stretches.append((Span(at, pronoun.start), False))
            parts.append(text[at : pronoun.start])
            length += pronoun.start - at
        said = name + "'s" if _is_owner(parsed, pronoun) else name
        starts.append(length)
        stretches.append((pronoun, True))
        parts.append(said)
        length, at = length + len(said), pronoun.end
    starts.append(length)
    stretches.append((Span(at, sentence.end), False))
    parts.append(text[at : sentence.end])
    return Named("".join(parts), tuple(starts), tuple(stretches))


def _is_owner(parsed: Parsed, pronoun: Span) -> bool:
    said = parsed.document.text[pronoun.start : pronoun.end].lower()
    if said not in _OWNERS:
        return False
    found = parsed.doc.char_span(pronoun.start, pronoun.end)
    return said != "her" or (found is not None and found[0].tag_ == "PRP$")
