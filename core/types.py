"""The values that flow through kgqa: frozen, slotted, with tuples inside.

One question flows one way: ``Question -> links -> evidence -> answers -> Result``. No stage edits what
another made.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal as Choice

AnswerKind = Choice["span", "entity", "entities", "boolean", "number", "date"]
"""What an answer is: a span of a passage, one node or several of the graph, yes/no, a quantity, a date."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as asked. Gold answers never live here."""

    id: str
    text: str
    lang: str = "en"


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of a text: half-open character offsets, with ``source[start:end] == text``."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Literal:
    """A value that is no entity, as in RDF 1.1: lexical form, datatype IRI or short name, language tag.

    Language tags are compared without regard to case, as RDF 1.1 has it, and so are kept in lower case.

    >>> Literal("Grüezi", lang="de-CH").lang
    'de-ch'
    """

    value: str
    datatype: str = ""
    lang: str = ""

    def __post_init__(self) -> None:
        if self.lang and not self.lang.islower():
            object.__setattr__(self, "lang", self.lang.lower())


Node = str | Literal
"""The tail of a triple: an entity's id, or a literal."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A node of the graph with what is known to name it."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge type. ``inverse`` is the label to read it by from tail to head ("director of")."""

    id: str
    label: str
    aliases: tuple[str, ...] = ()
    inverse: str = ""


@dataclass(frozen=True, slots=True)
class Triple:
    """One statement of the graph, by ids."""

    head: str
    relation: str
    tail: Node


@dataclass(frozen=True, slots=True)
class Quad(Triple):
    """A statement and the named graph that it stands in: an IRI or a blank node's id; "" is the default graph."""

    graph: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One hop of a path: a relation, walked from head to tail, or backwards when ``inverse``."""

    relation: str
    inverse: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A relation path from one entity: its steps, the nodes it ends in and the triples it walks.

    A single fact is a path of one step with one end. ``triples`` is the proof: every end is reached from
    ``start`` through them (capped at a stated number where a hub has thousands; ``ends`` is complete up
    to the retriever's own cap).
    """

    start: str
    steps: tuple[Step, ...]
    ends: tuple[Node, ...]
    triples: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document: ``document[start:start + len(text)] == text``."""

    id: str
    doc_id: str
    title: str
    text: str
    start: int = 0


@dataclass(frozen=True, slots=True)
class Link:
    """A mention in the question and the entity it means. NIL is the absence of a link."""

    mention: Mention
    entity: Entity
    score: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something an answer can be read from: a passage or a path, in the words the reader sees.

    ``score`` is comparable within one result only; ``source`` names the retriever that found it.
    """

    content: Passage | Path
    text: str
    score: float
    source: str


@dataclass(frozen=True, slots=True)
class Support:
    """Where an answer stands: the index of its evidence in the result, and for a passage the half-open
    character offsets of the span in the passage's text (add ``passage.start`` for the document)."""

    evidence: int
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """Relations to be followed from one entity, to all that they lead to; ``both``: each of them either way, as what is
    said of two neighbours once."""

    start: str
    steps: tuple[Step, ...]
    both: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What members of a set are compared by: the values that ``steps`` lead to from each.

    ``form``: how a value's text is compared: as a number, as a year, as a day (ISO 8601), or by ``keys``, which
    gives each value's number where its text alone can't be compared ("4 May 1879", "2 km"), and no other value counts;
    "links": not the values are compared but how many there are.
    """

    steps: tuple[Step, ...]
    form: Choice["number", "year", "day", "keys", "links"]
    keys: tuple[tuple[Node, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit to what a member's value may be; ``value`` is in the measure's form."""

    measure: Measure
    sign: Choice["<", "<=", ">", ">="]
    value: str


@dataclass(frozen=True, slots=True)
class Pick:
    """The member with the largest or the smallest value, or all members with it; with ``first`` and ``last`` those of
    these ranks, from 1 on: the two largest are those from 1 to 2."""

    measure: Measure
    largest: bool
    first: int = 1
    last: int = 1


@dataclass(frozen=True, slots=True)
class Derivation:
    """How an answer follows from the graph: a set, what is left of it, and what is said of that.

    Members are what every one of ``walks`` leads to, or the entities ``among``; less what one of ``without`` leads to
    and the entities ``apart``; of one of the types ``kinds`` where there are any; within ``bounds``; and of
    those the one of ``pick``. ``asks``: the members themselves, their number, or whether there are any: whether
    ``subject`` is one, or as many as ``count`` says, where they are given; or the sum or the average of their values
    by ``total``. ``sentence`` says all this.
    """

    asks: Choice["members", "count", "boolean", "sum", "average"]
    walks: tuple[Walk, ...] = ()
    among: tuple[str, ...] = ()
    without: tuple[Walk, ...] = ()
    apart: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    bounds: tuple[Bound, ...] = ()
    pick: Pick | None = None
    subject: str = ""
    count: tuple[Choice["<", "<=", ">", ">="], int] | None = None
    sentence: str = ""
    total: Measure | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer. ``score`` is the calibrated probability in [0, 1] that it is right.

    ``values`` holds the single answers where there are several ("which countries ..."), else the text
    alone; ``entities`` the nodes of the graph they are, where known. ``derivation`` says how it follows from the
    graph; None where it rests on a passage alone. ``members``: the values of a list that was read in passages as
    answers, each with its own score and places; ``score`` is their mean.
    """

    text: str
    score: float
    kind: AnswerKind
    support: tuple[Support, ...] = ()
    entities: tuple[Entity, ...] = ()
    values: tuple[str, ...] = ()
    derivation: Derivation | None = None
    members: tuple[Answer, ...] = ()

    @property
    def entity(self) -> Entity | None:
        """The one entity this answer is, or None."""
        return self.entities[0] if len(self.entities) == 1 else None


@dataclass(frozen=True, slots=True)
class Result:
    """The whole trace of one question. An empty ``answers`` is an abstention; ``abstained`` says why."""

    question: Question
    links: tuple[Link, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    answers: tuple[Answer, ...] = ()
    abstained: str = ""
    conflicts: tuple[str, ...] = ()
    timings: tuple[tuple[str, float], ...] = field(default=(), compare=False)
    """Seconds by stage; left out of equality."""

    @property
    def answer(self) -> str | None:
        """Text of the best answer, or None when abstaining."""
        return self.answers[0].text if self.answers else None

    def query(self, language: str, *, answer: int = 0) -> str | None:
        """The path and operation of an answer as a query that gives it: "sparql" or "cypher".

        SPARQL is over the graph as ``kgqa dump`` writes it in RDF and ``rdflib.Graph("kgqa")`` holds it, Cypher over
        what ``kgqa dump KB bolt://...`` writes. ``answer``: which one, 0 being the best. Members are in the column
        ``member`` (an IRI or id; a literal's value), a number in ``number``; yes and no are ASK in SPARQL and the
        column ``truth`` in Cypher. None where there is no such answer, or it rests on a passage alone. Raises
        InputError for another language.
        """
        from kgqa.kg.queries import query_of

        given = self.answers[answer] if 0 <= answer < len(self.answers) else None
        return query_of(None if given is None else given.derivation, language)

    def nearest(self, count: int = 2) -> list[tuple[Evidence, str]]:
        """The sentences of the passages read that come nearest to the question, one a passage, at most ``count``: for
        people to judge themselves what stays open. They are shown with an abstention."""
        from kgqa.nearest import nearest

        return nearest(self, count)

    def to_json(self, indent: int | None = None) -> str:
        """This result as JSON; :meth:`from_json` gives an equal one back."""
        from kgqa.codec import to_json

        return to_json(self, indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Result:
        """A result from the JSON of :meth:`to_json`. Raises InputError where it is not one."""
        from kgqa.codec import from_json

        return from_json(text)

    def __str__(self) -> str:
        from kgqa.show import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from kgqa.show import as_html

        return as_html(self)
