"""What a question asks of a thing in other words than the property is called: "how heavy" its weight, "what is it made
of" its material, "where does she work" her department."""

from __future__ import annotations

import re

from kgqa.kg.graph import Graph
from kgqa.reader.vocabulary.named_relations import IT, names_of
from kgqa.types import Step

_DO, _IS = r"(?:does|do|did)", r"(?:is|are|was|were)"
_PROPERTIES = tuple(
    (re.compile(asked), labels)
    for asked, labels in (
        (rf"how much {_DO} {IT} weigh|how heavy {_IS} {IT}", ("mass", "weight")),
        (
            rf"(?:how much|what) {_DO} {IT} cost|how (?:expensive|much) {_IS} {IT}",
            ("price", "cost", "unit price", "fee"),
        ),
        (rf"how (?:tall|high) {_IS} {IT}", ("height", "elevation", "elevation above sea level")),
        (rf"how long {_IS} {IT}", ("length", "duration", "running time")),
        (rf"how wide {_IS} {IT}", ("width",)),
        (rf"how deep {_IS} {IT}", ("depth",)),
        (rf"how (?:large|big) {_IS} {IT}", ("area", "size")),
        (rf"how fast {_IS} {IT}", ("speed", "maximum speed", "top speed")),
        (rf"how old {_IS} {IT}", ("age",)),
        (rf"how many people {_DO} {IT} (?:seat|hold|take|fit|sleep)", ("capacity", "seats")),
        (
            rf"(?:of what|of which material|what) {_IS} {IT} (?:made|built|constructed)(?: (?:out )?(?:of|from))?",
            ("material", "materials", "made of", "made from", "main material", "material used"),
        ),
        (rf"(?:what|which) colou?r {_IS} {IT}", ("colour", "color", "colours", "colors")),
        (
            rf"where {_DO} {IT} work|(?:what|which) (?:department|team|unit) {_DO} {IT} work (?:in|for)",
            ("workplace", "work location", "employer", "department", "team", "unit", "ward", "office"),
        ),
        (
            rf"what {_DO} {IT} do(?: for a living| there)?|what {_IS} {IT}['’]s (?:job|work|profession)",
            ("occupation", "profession", "job", "job title", "role", "position", "function"),
        ),
        (
            rf"where {_DO} {IT} live",
            ("residence", "home", "home town", "hometown", "city", "town", "village", "address"),
        ),
        (rf"who {_DO} {IT} (?:report to|answer to|work for)", ("reports to", "manager", "supervisor", "boss")),
        (
            rf"when {_DO} {IT} (?:start|join|begin)",
            ("start date", "start year", "joined", "start", "start time", "since"),
        ),
        (
            rf"where (?:can (?:i|we|you|one) (?:find|get|see) {IT}|{_IS} {IT} (?:kept|stored|found|held))",
            ("location", "place", "room", "shelf", "storage", "aisle", "storage location"),
        ),
        (
            rf"how (?:can|do|could) (?:i|we|you|one) (?:reach|contact|phone|call) {IT}",
            ("phone", "telephone", "phone number", "telephone number", "extension", "email", "contact"),
        ),
    )
)  # fmt: skip
"""Questions about one thing, and what relations are called that say it, those that are most likely meant first."""


def place_among(text: str, step: Step, graph: Graph) -> int | None:
    """How near a relation's name is to what a question, its name masked as §0, asks of it: 0 for what is called so in
    the first place; None where it asks for something else."""
    names = () if step.inverse else names_of(step, graph)
    for asked, labels in _PROPERTIES:
        if asked.fullmatch(text):
            return min((labels.index(name) for name in names if name in labels), default=None)
    return None
