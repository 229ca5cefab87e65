"""Answers to one question out of what was read in its evidence, by the way of answering that the question wants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kgqa.kg.graph import Graph
from kgqa.kg.said import SaidFacts
from kgqa.kg.verbalize import chain_label
from kgqa.reader.aggregation.answers import Resolve, from_paths, from_spans, merged, sets_first
from kgqa.reader.aggregation.both_ways import both_ways
from kgqa.reader.aggregation.countable import countable
from kgqa.reader.aggregation.each_of import SURE_OF_EACH, before_parts, of_each
from kgqa.reader.aggregation.origins import Origins
from kgqa.reader.aggregation.units import with_units
from kgqa.reader.asked.several import asks_for_several
from kgqa.reader.calibration import Calibration
from kgqa.reader.doubts.said_facts import as_told
from kgqa.reader.doubts.said_otherwise import beside_texts
from kgqa.reader.facts.alternatives import chosen, names_choice, offered
from kgqa.reader.facts.kinship import by_kinship
from kgqa.reader.facts.yes_no import yes_or_no
from kgqa.reader.language.kinds import ARITHMETIC, NEGATION, asks_how_many
from kgqa.reader.language.named import without_names
from kgqa.reader.language.yes_or_no import asks_yes_or_no
from kgqa.reader.lists.jointly import jointly
from kgqa.reader.lists.told import beside
from kgqa.reader.network.found import FoundPath, FoundSpan
from kgqa.reader.paths.age import age_at_death
from kgqa.reader.paths.also_named import of_all_named
from kgqa.reader.paths.asked_kind import kind_asked, of_asked_kind
from kgqa.reader.paths.asked_value import of_asked_value
from kgqa.reader.paths.so_worded import as_worded
from kgqa.reader.paths.unconnected import connected
from kgqa.reader.paths.whole_chains import in_whole
from kgqa.reader.typed.compare import compared
from kgqa.reader.typed.decide import decided
from kgqa.reader.vocabulary.called_by_value import of_description, of_value
from kgqa.sources import READ
from kgqa.types import Answer, Evidence, Question


@dataclass(frozen=True, slots=True)
class Answering:
    """Makes answers over one graph. ``said``: which of its facts were found in documents."""

    graph: Graph
    calibration: Calibration
    resolve: Resolve
    said: SaidFacts | None = None

    def answers(
        self,
        question: Question,
        evidence: Sequence[Evidence],
        paths: Sequence[FoundPath],
        spans: Sequence[FoundSpan],
        listed: Answer | None = None,
    ) -> tuple[Answer, ...]:
        """The answers of one question, best first, as :meth:`kgqa.reader.stage.BertReader.answers` gives them."""
        apart = beside(listed, spans)
        single = zip(from_spans(apart, self.resolve), apart, strict=True)
        told = [jointly(question.text, *each, self.resolve) for each in single]
        told = [*([] if listed is None else [listed]), *told]
        paths = connected(question.text, paths, self.graph)
        words = without_names(question.text, evidence, self.graph)
        origins = Origins(evidence, self.said)
        built = self.said is not None
        comparison = compared(question.text, evidence, self.graph)
        if (age := age_at_death(question.text, evidence, self.graph)) is not None:
            answers = [age]
        elif comparison is not None:
            # What cannot be compared is left open: one of the facts alone would be no answer.
            answers = comparison.answers(self.calibration)
        elif (choice := offered(question.text, evidence, self.graph)) is not None:
            texts = [span for span in spans if names_choice(span.text, choice, self.graph)]
            answers = merged(chosen(choice, paths, self.graph) + from_spans(texts, self.resolve), origins)
        elif (decision := decided(question.text, evidence, paths, self.graph, built=built)) is not None:
            # What the facts leave open a text may say; a set that is only asked for a part of is no answer.
            read = [] if asks_yes_or_no(words) else told
            answers = [decision.answer] if decision.answer is not None else merged(read)
        elif asks_yes_or_no(words):
            answers = yes_or_no(question.text, paths, self.graph)
        else:
            count = asks_how_many(words)
            paths = beyond_facts(words, paths, self.graph)
            paths = by_kinship(question.text, paths, self.graph, self.calibration)
            paths = of_asked_value(words, of_asked_kind(question.text, paths, self.graph), self.graph)
            paths = as_worded(question.text, paths, self.graph, built=built, is_listed=origins.is_listed)
            paths = in_whole(question.text, words, paths, self.graph)
            if noun := kind_asked(question.text):
                paths = of_description(question.text, noun, of_value(noun, paths, self.graph), self.graph)
            paths = of_all_named(question.text, paths, evidence, self.graph)
            paths = as_told(question.text, paths, self.graph, origins)
            if count:
                paths = countable(words, paths, self.graph, origins)
            else:
                paths = beside_texts(words, paths, spans, self.graph)
            # What was read out of texts, one value after the other, is a part of a set.
            partial = frozenset(number for number, piece in enumerate(evidence) if piece.source == READ)
            known = from_paths(paths, self.graph, count=count, partial=partial, origins=origins)
            if count or asks_for_several(words) is not None:
                known = both_ways(known, self.graph)
            joint = None if count else of_each(question.text, paths, self.graph)
            # Only what is merged gets its unit: a text may give the number alone, another the number with it.
            answers = merged(with_units(words, merged(known + told, origins), origins), origins)
            if asks_for_several(words) is not None:
                answers = sets_first(answers)
            if joint is not None and joint.score >= SURE_OF_EACH:
                answers = before_parts(joint, answers)
        return tuple(replace(answer, score=round(answer.score, 4)) for answer in answers)


def beyond_facts(words: str, paths: Sequence[FoundPath], graph: Graph) -> Sequence[FoundPath]:
    """The paths that may answer: none where a question asks for what is not so, or for a number that is worked out of
    several, since what a graph says is neither. A word that names a relation ("total area") asks for that. ``words``:
    the question, see :func:`without_names`."""
    if (denied := NEGATION.search(words)) is not None:
        return [found for found in paths if denied[0].lower() in chain_label(found.path.steps, graph).lower().split()]
    if (worked_out := ARITHMETIC.search(words)) is not None:
        return [found for found in paths if worked_out[0].lower() in chain_label(found.path.steps, graph).lower()]
    return paths
