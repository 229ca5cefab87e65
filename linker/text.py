"""Linking in running text: every name in it, short names and, where asked, pronouns, all of one text together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from kgqa.errors import InputError, StoreError
from kgqa.kg.graph import Graph
from kgqa.linker.context import TOGETHER, Context
from kgqa.linker.coreference import Names
from kgqa.linker.cut_names import is_cut
from kgqa.linker.disambiguate import Encode
from kgqa.linker.ends import end_of
from kgqa.linker.index import LinkIndex
from kgqa.linker.long_names import fuller_names, with_forms
from kgqa.linker.people import is_person_name
from kgqa.linker.pronouns import pronouns
from kgqa.linker.reading import FUNCTION_WEIGHT, Reading, read
from kgqa.linker.resolve import choose
from kgqa.linker.score import MARKED, agreement, is_marked, is_part_of_name, salience, value
from kgqa.linker.short_names import is_common, name_runs, short_names
from kgqa.linker.spans import Candidate, find_candidates
from kgqa.linker.together import alike, apart, is_bare, mates, near
from kgqa.linker.words import TITLES
from kgqa.types import Link, Mention

TEXT_THRESHOLD = 0.52
"""A mention that scores less is no link.

Chosen by ``benchmarks/linking_text.py --sweep``, on Re-DocRED's documents with half of their names left out of the
graph: F1 rises little from here on (0.833; 0.837 at 0.7), and by one point up to here.
"""
MAX_RANKED = 32
"""Entities of one mention that are ranked, the best by quality, then by degree."""
SHARPNESS = 12.0
"""How fast an entity's chance falls with how far its rank lies behind the best."""
BARE_SHARPNESS = 8.0
"""The same of a bare name where an encoder ranks it, fitted with ``context.BARE_ABOUT``."""
UNSURE = 0.4
"""Power of its chance that a short name's score is lowered by."""
SAME_NAME_QUALITY = 0.95
"""Of a short name whose whole one the text holds too."""
LOWER_LABEL = 0.8
"""What a name written in upper case inside a sentence keeps of its quality where the label has no upper case."""

LOWER_MENTION = 0.6
"""What a name in lower case keeps where the label has upper case: "the institute" is seldom "The Institute"."""
NO_ARTICLE, PLAIN_NO_ARTICLE = 0.8, 0.55
"""What a name without its label's "The" keeps, and one of a single word that means something by itself."""
PLAIN_ARTICLE = 0.55
"""What "the institute" keeps where the label is "The Institute", its word one that means something by itself."""
WHOLE, LEAST_WHOLE = 0.25, 0.85
"""What a rank gets for a whole name, against parts of others, and the quality that one has at least."""
TITLE = 0.8
"""How likely a title in front of a name is meant as what it says, where the graph has that."""
CUT = 0.5
"""What a score keeps of a stretch that is cut out of a longer name."""


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a stretch means best: the candidate, how sure that is, in [0, 1], and what choosing it is worth."""

    candidate: Candidate
    score: float
    worth: float


class TextLinker:
    """Links the mentions of whole texts.

    Unlike a question's, each mention stands for itself: there is no last resort. A short name means the entity whose
    whole name the same text holds, else the one that the text is about most nearly; one that could as well be any of
    many is no link. ``encode`` turns texts into unit vectors. ``pronouns``: "he", "she", "his", "her" and "him" are
    linked to the person named before them. Texts are linked one by one: a batch gives what each alone does.
    """

    def __init__(
        self,
        graph: Graph,
        index: LinkIndex,
        *,
        encode: Encode | None = None,
        threshold: float = TEXT_THRESHOLD,
        pronouns: bool = False,
    ) -> None:
        if not 0.0 <= threshold <= 1.0:
            raise InputError(f"threshold must be from 0 to 1, found {threshold}")
        if index.n_entities != graph.n_entities:
            raise StoreError(
                f"the index must be of this graph of {graph.n_entities} entities, found one of {index.n_entities}"
            )
        self._graph = graph
        self._index = index
        self._context = Context(graph, encode)
        self._threshold = threshold
        self._pronouns = pronouns

    def link(self, texts: Sequence[str]) -> list[tuple[Link, ...]]:
        """The links of each text in order of mention, none of which overlap."""
        return [self._link(text) for text in texts]

    def link_spans(self, text: str, spans: Sequence[tuple[int, int]]) -> list[Link | None]:
        """A link for each half-open span of the text, in their order, None where it means nothing in the graph.

        Raises InputError for a span outside the text.
        """
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                raise InputError(f"a span must lie in the text of {len(text)} characters, found ({start}, {end})")
        reading = self._read(text)
        groups = {(group[0].first, group[0].last): group for group in self._groups(reading)}
        asked: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for start, end in spans:
            inside = [n for n, token in enumerate(reading.tokens) if token.start < end and start < token.end]
            # "the Heat" and "Heat's" are asked for as "Heat" where that alone is a name.
            for first, last in ((inside[0], inside[-1] + 1), (inside[0] + 1, inside[-1] + 1)) if inside else ():
                if (first, last) in groups:
                    asked.setdefault((first, last), []).append((start, end))
                    break
        names = self._names(reading, list(groups.values()))
        meant = self._together(reading, [self._settle(reading, groups[place], names) for place in asked], given=True)
        found: dict[tuple[int, int], Link] = {}
        for place, each in zip(asked, meant, strict=True):
            for start, end in asked[place]:
                if each.score >= self._threshold:
                    entity = self._graph.entity(each.candidate.row)
                    found[start, end] = Link(Mention(start, end, text[start:end]), entity, each.score)
        return [found.get((start, end)) for start, end in spans]

    def _link(self, text: str) -> tuple[Link, ...]:
        reading = self._read(text)
        groups = self._groups(reading)
        names = self._names(reading, groups)
        settled = [self._settle(reading, group, names) for group in groups]
        meant = [each for each in self._together(reading, settled, given=False) if each.score >= self._threshold]
        spans = [(each.candidate.start, each.candidate.end) for each in meant]
        chosen = [meant[place] for place in choose(spans, [each.worth for each in meant])]
        links = [
            Link(Mention(one.start, end, text[one.start : end]), self._graph.entity(one.row), each.score)
            for each in chosen
            for one in (each.candidate,)
            for end in (end_of(reading, one, self._graph.labels[one.row]),)
        ]
        if self._pronouns:
            links += pronouns(reading, links, [span for span in self._open(reading, settled) if span not in spans])
        return tuple(sorted(links, key=lambda link: link.mention.start))

    def _open(self, reading: Reading, settled: list[list[Candidate]]) -> list[tuple[int, int]]:
        """Stretches in upper case that may be the surnames of several persons."""
        return [
            (group[0].start, group[0].end)
            for group in settled
            if len(group) > 1
            and all(one.part for one in group)
            and reading.upper[group[0].first]
            and is_person_name(self._graph.labels[group[0].row])
        ]

    def _read(self, text: str) -> Reading:
        """The text taken apart; unlike in a question, upper case at the start is enough to go by case."""
        reading = read(text, self._index)
        mixed = any(reading.upper) and any(text[token.start].islower() for token in reading.tokens)
        return replace(reading, cased=mixed)

    def _groups(self, reading: Reading) -> list[list[Candidate]]:
        """Candidates by stretch, in order of stretch, then of row."""
        whole = [self._fit(reading, one) for one in find_candidates(self._graph, self._index, reading)]
        best: dict[tuple[int, int, int], Candidate] = {}
        runs = name_runs(reading)
        longer = (*with_forms(reading, whole), *fuller_names(self._graph, self._index, reading, runs))
        for candidate in (*whole, *longer, *short_names(self._graph, self._index, reading, runs)):
            key = (candidate.start, candidate.end, candidate.row)
            if key not in best or candidate.quality > best[key].quality:
                best[key] = candidate
        ordered = [best[key] for key in sorted(best)]
        return [list(group) for _, group in groupby(ordered, key=lambda candidate: (candidate.start, candidate.end))]

    def _fit(self, reading: Reading, candidate: Candidate) -> Candidate:
        """The candidate with its quality lowered where its label's letter case differs."""
        label = self._graph.labels[candidate.row]
        fits = agreement(reading, candidate, label)
        if label == label.lower() and is_marked(reading, candidate.first, candidate.last):
            fits *= LOWER_LABEL
        words = range(candidate.first, candidate.last)
        told = [n for n in words if reading.weights[n] > FUNCTION_WEIGHT] or list(words)
        if reading.cased and label != label.lower() and not any(reading.upper[n] for n in told):
            fits *= LOWER_MENTION
        if label[:4].lower() == "the ":
            single = len(label.split()) == 2 and is_common(reading.tokens[candidate.last - 1].text)
            if reading.tokens[candidate.first].text != "the":
                fits *= PLAIN_NO_ARTICLE if single else NO_ARTICLE
            elif single and label[:1].isupper() and not reading.upper[candidate.first]:
                fits *= PLAIN_ARTICLE
        return replace(candidate, quality=candidate.quality * fits)

    def _names(self, reading: Reading, groups: list[list[Candidate]]) -> Names:
        """The whole names of several words that the text holds, and those that the graph lacks."""
        whole = [
            max(group, key=lambda one: (one.quality, self._graph.degree(one.row), -one.row))
            for group in groups
            if group[0].last - group[0].first > 1 and any(not one.part and not one.typos for one in group)
        ]
        whole = [one for one in whole if not one.part and is_marked(reading, one.first, one.last)]
        known = {(group[0].first, group[0].last) for group in groups}
        return Names.of(reading, whole, [run for run in name_runs(reading) if run not in known])

    def _settle(self, reading: Reading, group: list[Candidate], names: Names) -> list[Candidate]:
        """The candidates of one stretch that are left once the text's whole names are known."""
        first, last = group[0].first, group[0].last
        if not any(self._is_whole(reading, one) for one in group):
            same = names.whole_of(reading, first, last)
            if same is not None:
                return [replace(group[0], row=same, quality=SAME_NAME_QUALITY, part=False, typos=0)]
            if names.is_of_unknown(reading, first, last):
                return []
        return sorted(group, key=lambda one: (-one.quality, -self._graph.degree(one.row), one.row))[:MAX_RANKED]

    def _is_whole(self, reading: Reading, one: Candidate) -> bool:
        """Whether a stretch is all of a name, spelt like it: not "Eliot" of "The Eliot", nor "Fo" of the interval "fo".

        In a sentence's first word upper case says nothing, unless it is a word that is seldom a common noun.
        """
        label = self._graph.labels[one.row]
        if one.part or one.typos or one.quality < LEAST_WHOLE:
            return False
        return not (
            reading.cased and reading.upper[one.first] and label == label.lower() and not reading.plain[one.first]
        )

    def _is_titled(self, reading: Reading, one: Candidate) -> bool:
        """Whether nothing but a title makes a longer name of a stretch: "Rutherford" in "Professor Rutherford"."""
        if not one.first or reading.tokens[one.first - 1].text not in TITLES or not reading.upper[one.first]:
            return False
        if one.last == len(reading.tokens) or not reading.upper[one.last]:
            return True
        return not reading.text[reading.tokens[one.last - 1].end : reading.tokens[one.last].start].isspace()

    def _together(self, reading: Reading, settled: list[list[Candidate]], *, given: bool) -> list[_Meant]:
        """What each stretch means, in the light of what the others seem to mean; nothing for empty ones
        but, where the stretches are given, a score of 0."""
        groups = [group for group in settled if group]
        ranks = [
            np.array(
                self._context.ranks(
                    reading.text,
                    group[0].start,
                    group[0].end,
                    [one.row for one in group],
                    [one.quality for one in group],
                    bare=is_bare(group),
                )
            )
            for group in groups
        ]
        ranks = [
            rank + gained + WHOLE * np.array([self._is_whole(reading, one) for one in group])
            for rank, gained, group in zip(ranks, near(self._graph, reading, groups), groups, strict=True)
        ]
        vectors = [self._context.vectors([one.row for one in group]) for group in groups]
        first = [each[int(np.argmax(rank))] for each, rank in zip(vectors, ranks, strict=True)]
        # Of stretches that overlap one only is meant, so that they do not speak for each other.
        alone = list(ranks)
        for place, group in enumerate(groups):
            if is_bare(group):
                ranks[place] = alone[place] + mates(reading, groups, vectors, alone, place)
                continue
            others = [first[n] for n, other in enumerate(groups) if n != place and apart(group[0], other[0])]
            if others and len(group) > 1:
                ranks[place] = ranks[place] + TOGETHER * (vectors[place] @ np.mean(others, axis=0))
        ranks = alike(reading, groups, ranks)
        meant = [self._judge(reading, group, rank, given=given) for group, rank in zip(groups, ranks, strict=True)]
        if not given:
            return meant
        places = iter(meant)
        nothing = Candidate(0, 0, 0, 0, 0, 0.0)
        return [next(places) if group else _Meant(nothing, 0.0, 0.0) for group in settled]

    def _judge(self, reading: Reading, group: list[Candidate], rank: npt.NDArray[np.float64], *, given: bool) -> _Meant:
        best = int(np.argmax(rank))
        one = group[best]
        label = self._graph.labels[one.row]
        likely = 1.0 if given else salience(reading, one, label, hub=False)
        if not one.part and one.last - one.first == 1 and reading.tokens[one.first].text in TITLES:
            likely = max(likely, TITLE)  # "Judge Nickerson" speaks of a judge, too
        if one.part and self._is_titled(reading, one):
            likely = max(likely, MARKED)
        same = not one.part and reading.text[one.start : one.end] == label and reading.cased
        if same and not (one.last - one.first == 1 and is_part_of_name(reading, one.first)):
            likely = max(likely, min(1.0, 2 * max(reading.weights[one.first : one.last])))
        score = likely * one.quality
        if one.part:
            sharpness = BARE_SHARPNESS if is_bare(group) and self._context.has_meaning else SHARPNESS
            chances = np.exp(sharpness * (rank - rank[best]))
            score *= float(1.0 / chances.sum()) ** UNSURE
        if not given and is_cut(reading, one.first, one.last):
            score *= CUT
        return _Meant(one, min(1.0, score), value(reading, one.first, one.last, one.quality))
