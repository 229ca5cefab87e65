"""How an ontology's graph calls what a text says: "U.S." is "United_States" there, "27,400" is "27400.0".

Learned by counting over sentences whose facts are known. Of each way to write (:mod:`.styles`) it is counted how often
it had something to change, how often that was the graph's name, and how often the words as they stood were; each name
counts once. Names themselves are counted as often as a wording had them. Both are looked up from the most general place
to the most special one (any relation, those of a range, a relation, that relation of that ontology), and each place is
believed as far as it has counts, what the places before it say for the rest (additive smoothing towards the lower
order; MacKay and Peto, 1995).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from kgqa.data.example import ExtractionExample
from kgqa.data.ontology import Ontology
from kgqa.extract.relations.align import Aligned, Aligner, key_of
from kgqa.extract.relations.styles import PLAIN, bare, base, further, same, ways_to, written
from kgqa.extract.relations.tokens import Tokens

__all__ = ["HEAD", "TAIL", "Forms", "same"]

HEAD, TAIL = "head", "tail"

GENERAL, GENERAL_NAME = 2.0, 0.5
"""How many names what a more general place says of a way counts as, and how many times what ways say of a name.

Chosen on the train sentences of DBpedia-WebNLG, those about a fifth of the things named by what the others taught."""

_PLAIN, _OTHER = 0.5, 0.02
"""How likely the words as they stand are right, and any other way, before anything was counted."""

_LOOSE, _LOOSELY = ("like", "surname"), 0.25
"""Alignments that are often of something else, and what a name that was found by one counts."""

Level = tuple[str, str, str]
Counts = list[int]
"""Names that a way changed, names that it made, names that the words as they stood were."""


@dataclass(slots=True)
class Forms:
    """What was counted.

    ``names`` by (ontology, relation, place, wording), with "" for any ontology or relation; ``ways`` by (ontology,
    relation, place), with "" for any, and by ("", "range " + range, place). ``larger``: places that others lie in.
    """

    names: dict[tuple[str, str, str, str], dict[str, float]] = field(default_factory=dict)
    ways: dict[Level, dict[str, Counts]] = field(default_factory=dict)
    larger: set[str] = field(default_factory=set)
    _met: set[tuple[Level, str, str]] = field(default_factory=set, repr=False, compare=False)

    def learn(self, examples: Iterable[tuple[ExtractionExample, Tokens]], ontology: Ontology) -> None:
        """Counts over sentences of one ontology."""
        ranges = {relation.label: relation.range for relation in ontology.relations}
        found: list[tuple[str, str, str, Aligned, Tokens]] = []
        for example, tokens in examples:
            aligner = Aligner(tokens.text, tokens.words)
            for triple in example.triples:
                for place, name in ((HEAD, triple.head), (TAIL, str(triple.tail))):
                    aligned = aligner.find(name)
                    if aligned is not None:
                        found.append((triple.relation, place, name, aligned, tokens))
        self.larger.update(
            place for _, _, name, aligned, _ in found if aligned.how not in _LOOSE and (place := _lies_in(name))
        )
        for relation, place, name, aligned, tokens in found:
            said = tokens.whole(aligned.spans[0])
            weight = _LOOSELY if aligned.how in _LOOSE else 1.0
            levels = _levels(ontology.id, relation, place, ranges.get(relation, "") if place == TAIL else "")
            self._count(levels, said, name, tokens.text, weight)

    def _count(self, levels: Sequence[Level], said: str, name: str, sentence: str, weight: float) -> None:
        key = key_of(said)
        for where in _where(levels[-1], key):
            counts = self.names.setdefault(where, {})
            counts[name] = counts.get(name, 0.0) + weight
        made = written(said, sentence, sorted(self.larger))
        right = ways_to(name, made)
        for level in levels:
            if (level, key, name) in self._met:
                continue
            self._met.add((level, key, name))
            ways = self.ways.setdefault(level, {})
            for way in made:
                changed = ways.setdefault(way, [0, 0, 0])
                changed[0] += 1
                changed[2] += PLAIN in right
            for way in sorted(right):
                ways.setdefault(way, [0, 0, 0])[1] += 1

    def write(
        self, ontology: str, relation: str, place: str, said: str, range: str = "", sentence: str = ""
    ) -> tuple[str, float]:
        """What a graph of that ontology calls ``said`` in a ``sentence``, and how likely that is right."""
        levels = _levels(ontology, relation, place, range if place == TAIL else "")
        made = written(said, sentence, sorted(self.larger))
        more = {way: further(way, made) for level in levels for way in self.ways.get(level, ()) if way not in made}
        spelled: dict[str, str] = {}
        likely: dict[str, float] = {}
        for way, text in (made | {way: text for way, text in sorted(more.items()) if text}).items():
            key = bare(text)
            spelled.setdefault(key, text)
            # The words as they stand are as likely as they are wherever one of these ways has something to change.
            chance = min(self._plain(each, levels) for each in made) if way == PLAIN else self._chance(way, levels)
            likely[key] = max(likely.get(key, 0.0), chance)
        for where in _where(levels[-1], key_of(said)):
            names = self.names.get(where, {})
            counts: dict[str, float] = {}
            for name, times in sorted(names.items()):
                key = bare(name)
                spelled.setdefault(key, name)
                counts[key] = counts.get(key, 0.0) + times
            if counts:
                total = sum(counts.values()) + GENERAL_NAME
                likely = {
                    key: (counts.get(key, 0.0) + GENERAL_NAME * likely.get(key, 0.0)) / total
                    for key in {**likely, **counts}
                }
        best = max(likely, key=lambda key: (likely[key], same(key, said), key))
        return spelled[best], likely[best]

    def _chance(self, way: str, levels: Sequence[Level]) -> float:
        chance = _OTHER
        for level in levels:
            ways = self.ways.get(level, {})
            changed, right = ways.get(base(way), (0, 0, 0))[0], ways.get(way, (0, 0, 0))[1]
            chance = (right + GENERAL * chance) / (changed + GENERAL)
        return chance

    def _plain(self, way: str, levels: Sequence[Level]) -> float:
        chance = _PLAIN
        for level in levels:
            changed, _, plain = self.ways.get(level, {}).get(way, (0, 0, 0))
            chance = (plain + GENERAL * chance) / (changed + GENERAL)
        return chance

    def dump(self) -> dict[str, Any]:
        """As JSON; :meth:`load` gives it back."""
        return {
            "names": [[*key, sorted(counts.items())] for key, counts in sorted(self.names.items())],
            "ways": [[*key, sorted(counts.items())] for key, counts in sorted(self.ways.items())],
            "larger": sorted(self.larger),
        }

    @classmethod
    def load(cls, saved: Mapping[str, Sequence[Any]]) -> Forms:
        """The forms that :meth:`dump` gave, of today or, with ``styles`` counted once for each sentence, of before."""
        names = {(a, b, c, d): dict(counts) for a, b, c, d, counts in saved["names"]}
        if "styles" in saved:
            return cls(names, {(a, b, c): _of_styles(dict(counts)) for a, b, c, counts in saved["styles"]})
        ways = {(a, b, c): {way: list(counts) for way, counts in each} for a, b, c, each in saved["ways"]}
        return cls(names, ways, set(saved["larger"]))


def _of_styles(counts: Mapping[str, int]) -> dict[str, Counts]:
    total, plain = counts["all"], counts.get(PLAIN, 0)
    ways = {way if way[0] != "+" else PLAIN + way: [total, times, plain] for way, times in counts.items()}
    return {way: each for way, each in ways.items() if way not in ("?", "all")} | {PLAIN: [total, plain, plain]}


def _levels(ontology: str, relation: str, place: str, range: str) -> tuple[Level, ...]:
    """Places from the most general one to the most special one."""
    of_range = (("", f"range {range.lower()}", place),) if range else ()
    return ("", "", place), *of_range, ("", relation, place), (ontology, relation, place)


def _where(level: Level, key: str) -> tuple[tuple[str, str, str, str], ...]:
    """Where names of a wording are counted, from the most general place on."""
    ontology, relation, place = level
    return ("", relation, place, key), (ontology, "", "", key), (ontology, relation, place, key)


def _lies_in(name: str) -> str:
    """The place that another is told to lie in: "Lorn" of "Brinn,_Lorn"."""
    _, comma, larger = name.replace("_", " ").strip('"').rpartition(", ")
    return larger if comma and not any(sign.isdigit() for sign in larger) else ""
