"""One thing asked of two names at once: "who leads Shop and Billing" asks of each, where nobody leads both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kgqa.kg.graph import Graph
from kgqa.reader.aggregation.answers import from_paths
from kgqa.reader.asked.mentions import masked_names
from kgqa.reader.network.found import FoundPath
from kgqa.types import Answer

OF_EACH = 0.9
"""Factor of the less sure of the two."""

SURE_OF_EACH = 0.4
"""From here on the two together are the answer, before either alone."""

_ASKED_OF_EACH = re.compile(
    r"(?!.*\b(?:both|between|together|same|common)\b)(?:what|who|which|where|when)\b.*§0 (?:and|&) (?:the )?§1\b"
)


def of_each(question: str, paths: Sequence[FoundPath], graph: Graph) -> Answer | None:
    """What the best path of the one name and the same of the other lead to, together; None where a question does not
    join two names, where they lead to a common thing, or where the best answer is another one."""
    masked = masked_names(question, dict.fromkeys(found.path.start for found in paths), graph)
    if len(masked.starts) != 2 or _ASKED_OF_EACH.match(masked.text) is None:
        return None
    best = max(paths, key=lambda found: found.probability)
    same = [found for found in paths if found.path.steps == best.path.steps and found.path.start != best.path.start]
    pair = [found for start in masked.starts for found in (best, *same) if found.path.start == start]
    if len(pair) != 2 or len(best.path.steps) != 1 or set(pair[0].path.ends) & set(pair[1].path.ends):
        return None
    one, other = from_paths(pair, graph)
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    score = min(one.score, other.score) * OF_EACH
    return Answer(
        "; ".join(values), score, "entities", (*one.support, *other.support), (*one.entities, *other.entities), values
    )


def before_parts(joint: Answer, answers: Sequence[Answer]) -> list[Answer]:
    """``joint`` among ``answers``, best first: what is but a part of it is no surer than the whole."""
    whole = set(joint.values)
    parts = [replace(one, score=min(one.score, joint.score)) if set(one.values) <= whole else one for one in answers]
    return sorted([joint, *parts], key=lambda answer: -answer.score)
