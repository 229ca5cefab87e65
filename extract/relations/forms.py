"""How an ontology's graph calls what a text says: "U.S." is "United_States" there, "27,400" is "27400.0".

Learned by counting over sentences whose facts are known, from the most to the least special: what a wording was
called in that place of a relation, in that ontology, then how a relation writes its values, then how values of a range
are written. What is so learned are ways to write (:data:`STYLES`), and names themselves where they were given.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology
from kgqa.extract.relations.align import Aligner, key_of
from kgqa.extract.relations.dates import MONTHS, dates_in, numbers_in
from kgqa.extract.relations.tokens import Tokens

HEAD, TAIL = "head", "tail"


def _number(text: str) -> float | None:
    found = numbers_in(text)
    return found[0][2] if len(found) == 1 else None


def _plain(text: str) -> str:
    return text


def _quoted(text: str) -> str:
    return f'"{text}"'


def _float(text: str) -> str:
    value = _number(text)
    if value is None:
        return ""
    return f"{value:.1f}" if value == int(value) else repr(value)


def _whole(text: str) -> str:
    value = _number(text)
    return "" if value is None or value != int(value) else str(int(value))


def _iso(text: str) -> str:
    found = dates_in(text)
    return found[0].iso if len(found) == 1 else ""


def _spoken(text: str) -> str:
    found = dates_in(text)
    if len(found) == 1:
        return found[0].spoken
    return f"01 {MONTHS[0]} {text}" if re.fullmatch(r"\d{4}", text) else ""


def _ends(text: str) -> str:
    words = text.split()
    return f"{words[0]} {words[-1]}" if len(words) > 2 and words[0][:1].isupper() else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


STYLES: Mapping[str, Callable[[str], str]] = {
    "plain": _plain,
    "float": _float,
    "whole": _whole,
    "iso": _iso,
    "spoken": _spoken,
    "quoted": _quoted,
    "ends": _ends,
}
"""Ways to write what a text says; "" where a way does not apply."""


def same(one: str, other: str) -> bool:
    """Whether two names are one to Text2KGBench: blanks, underscores and case do not count."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> str:
    return "".join(text.replace("_", " ").split()).lower()


@dataclass(slots=True)
class Forms:
    """What was counted.

    ``names`` by (ontology, relation, place, wording), with "" for any ontology or relation; ``styles`` by (ontology,
    relation, place), with "" for any ontology, and by ("", "range " + range, place).
    """

    names: dict[tuple[str, str, str, str], Counter[str]] = field(default_factory=dict)
    styles: dict[tuple[str, str, str], Counter[str]] = field(default_factory=dict)

    def learn(self, examples: Iterable[tuple[ExtractionExample, Tokens]], ontology: Ontology) -> None:
        """Counts over sentences of one ontology."""
        ranges = {relation.label: relation.range.lower() for relation in ontology.relations}
        for example, tokens in examples:
            aligner = Aligner(tokens.text, tokens.words)
            for triple in example.triples:
                for place, name in ((HEAD, triple.head), (TAIL, str(triple.tail))):
                    found = aligner.find(name)
                    if found is None:
                        continue
                    said = tokens.said(found.spans[0])
                    self._count(ontology.id, triple.relation, place, said, name, ranges.get(triple.relation, ""))

    def _count(self, ontology: str, relation: str, place: str, said: str, name: str, range: str) -> None:
        key = key_of(said)
        for where in (ontology, ""):
            for each in (relation, ""):
                self.names.setdefault((where, each, place if each else "", key), Counter())[name] += 1
        ways = [way for way, write in STYLES.items() if (made := write(said)) and same(made, name)]
        suffix = _suffix(said, name)
        ways = ways or ([f"+{suffix}"] if suffix else []) or ["?"]
        for of, kind in ((ontology, relation), ("", relation), ("", f"range {range}")):
            counts = self.styles.setdefault((of, kind, place), Counter())
            for way in ways:
                counts[way] += 1
            counts["all"] += 1

    def write(self, ontology: str, relation: str, place: str, said: str, range: str = "") -> tuple[str, float]:
        """What a graph of that ontology calls ``said``, and how likely that is right."""
        key = key_of(said)
        for where, each, side in ((ontology, relation, place), (ontology, "", ""), ("", relation, place)):
            counts = self.names.get((where, each, side, key))
            if counts:
                name, times = _most(counts)
                return name, (times + 0.5) / (counts.total() + 1)
        best, likely = said, 0.0
        for of, kind, least in ((ontology, relation, 3), ("", relation, 3), ("", f"range {range.lower()}", 10)):
            counts = self.styles.get((of, kind, place))
            if not counts or counts["all"] < least:
                continue
            for way, times in sorted(counts.items()):
                if way in ("?", "all"):
                    continue
                made = said + way[1:] if way[0] == "+" else STYLES[way](said)
                # Of ways that come to the same for this wording the counts are the same fact seen twice.
                if made and times / counts["all"] > likely:
                    best, likely = made, times / counts["all"]
            return best, likely
        return best, 0.5

    def dump(self) -> dict[str, Any]:
        """As JSON; :meth:`load` gives it back."""
        return {
            "names": [[*key, sorted(counts.items())] for key, counts in sorted(self.names.items())],
            "styles": [[*key, sorted(counts.items())] for key, counts in sorted(self.styles.items())],
        }

    @classmethod
    def load(cls, saved: Mapping[str, Sequence[Any]]) -> Forms:
        """The forms that :meth:`dump` gave."""
        return cls(
            {(a, b, c, d): Counter(dict(counts)) for a, b, c, d, counts in saved["names"]},
            {(a, b, c): Counter(dict(counts)) for a, b, c, counts in saved["styles"]},
        )


def _most(counts: Counter[str]) -> tuple[str, int]:
    return min(counts.items(), key=lambda each: (-each[1], each[0]))


def _suffix(said: str, name: str) -> str:
    """What a name has behind the words said, where it begins with them."""
    clean = name.replace("_", " ")
    return clean[len(said) :] if clean.lower().startswith(said.lower()) and len(clean) > len(said) else ""
