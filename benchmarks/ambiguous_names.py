"""Two graphs in which names are shared, made by rule and seed, and questions about them.

All names are of syllables; the two parts share no name, no relation, no type and no wording of a question. Cases:
two kinds of one name (film and book, person and city, ...) where the question asks what only one has; two people of
one name with the same relations, told apart by what the question says of one; a year and a film called by that
year; a name beside one with another letter or in lower case, where the exact one is meant, whatever is asked and
however well known the other is; a question that names a type alone; and one that says nothing, where the entity of
the most facts is meant.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from kgqa.kg.graph import Graph
from kgqa.types import Entity, Relation, Triple


@dataclass(frozen=True, slots=True)
class Ask:
    """A relation of a kind, the kind of its tails and how it is asked for; {} is the name, {t} the kind's word."""

    relation: str
    tail: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing: what its type is called, how it is told apart in a question, and its relations."""

    type: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part is made of; letters of its names, its kinds, its trades and its empty questions."""

    letters: str
    kinds: dict[str, Kind]
    trades: tuple[str, ...]
    empty: tuple[str, ...]
    year: str
    years: tuple[str, ...]


TRAINING = Part(
    "bdfgklm",
    {
        "film": Kind(
            "film",
            (
                Ask("director", "person", ("who directed {}", "who is the director of {}", "who made the film {}")),
                Ask(
                    "cast member", "person", ("who starred in {}", "which actors are in the movie {}", "who acts in {}")
                ),
            ),
        ),
        "book": Kind(
            "literary work",
            (
                Ask("author", "person", ("who wrote {}", "who is the author of {}", "whose novel is {}")),
                Ask("publisher", "company", ("who published {}", "which house brought out the book {}")),
            ),
        ),
        "person": Kind(
            "human",
            (
                Ask("place of birth", "city", ("where was {} born", "in which town was {} born", "{} was born where")),
                Ask("employer", "company", ("for whom does {} work", "who employs {}", "which firm is {} with")),
            ),
        ),
        "city": Kind(
            "city",
            (
                Ask("country", "country", ("which country is {} in", "in what country does {} lie")),
                Ask("mayor", "person", ("who is the mayor of {}", "who governs {}")),
            ),
        ),
        "company": Kind(
            "business",
            (
                Ask("founded by", "person", ("who founded {}", "who started the company {}")),
                Ask("headquarters location", "city", ("where is the head office of {}", "where is {} based")),
            ),
        ),
        "country": Kind("country", ()),
    },
    ("chemist", "painter", "lawyer", "farmer", "sailor"),
    ("tell me about {}", "what is {}", "{}"),
    "publication year",
    ("which films came out in {}", "list the films of the year {}", "what was released in {}"),
)

TEST = Part(
    "nprstvz",
    {
        "picture": Kind(
            "motion picture",
            (
                Ask("screenwriter", "person", ("who did the screenplay of {}", "whose script was {} shot from")),
                Ask("film editor", "person", ("who cut {}", "who edited the movie {}", "who was the editor of {}")),
            ),
        ),
        "novel": Kind(
            "novel",
            (
                Ask("illustrator", "person", ("who drew the pictures in {}", "who illustrated the book {}")),
                Ask("translator", "person", ("who translated {}", "who put the novel {} into English")),
            ),
        ),
        "album": Kind(
            "studio album",
            (
                Ask("performer", "person", ("who recorded {}", "whose album is {}", "which singer made {}")),
                Ask("record label", "firm", ("on which label is {}", "who released the record {}")),
            ),
        ),
        "person": Kind(
            "person",
            (
                Ask("spouse", "person", ("who is {} married to", "who is the wife of {}", "who did {} wed")),
                Ask("educated at", "school", ("where did {} study", "which school did {} attend")),
            ),
        ),
        "town": Kind(
            "municipality",
            (
                Ask("located in region", "region", ("what region is the town {} in", "where does {} lie")),
                Ask("twinned with", "town", ("what is {} twinned with", "which place is a twin town of {}")),
            ),
        ),
        "firm": Kind(
            "enterprise",
            (
                Ask("chief executive", "person", ("who runs {}", "who is the boss of {}")),
                Ask("product", "ware", ("what does {} make", "what is produced by {}")),
            ),
        ),
        "school": Kind("college", ()),
        "region": Kind("province", ()),
        "ware": Kind("good", ()),
    },
    ("surgeon", "violinist", "pilot", "baker", "architect"),
    ("what do you know of {}", "describe {}", "who or what is {}"),
    "date of release",
    ("what pictures were released in {}", "which movies are from {}", "what came out during {}"),
)
TAILS = 20
"""Entities of a kind among which one is drawn for the tail of a fact, so that neighbours repeat."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, the stretch of it that is the name, the entity meant, and which sort of case it is."""

    text: str
    start: int
    end: int
    id: str
    sort: str


def name(letters: str, rng: random.Random, words: int) -> str:
    """A name of syllables."""
    return " ".join(
        "".join(rng.choice(letters) + rng.choice("aeiou") for _ in range(rng.choice((2, 3)))).capitalize()
        + rng.choice(letters)
        for _ in range(words)
    )


def other_letter(text: str, rng: random.Random, letters: str) -> str:
    """The name with one letter in the middle replaced."""
    place = rng.randrange(1, len(text) - 1)
    while not text[place].isalpha():
        place = rng.randrange(1, len(text) - 1)
    return text[:place] + rng.choice([one for one in letters if one != text[place]]) + text[place + 1 :]


class World:
    """A graph in the making."""

    def __init__(self, part: Part, rng: random.Random) -> None:
        self.part = part
        self.rng = rng
        self.entities: dict[str, Entity] = {}
        self.triples: list[Triple] = []
        self.tails = {kind: [self.add(kind, name(part.letters, rng, 1)) for _ in range(TAILS)] for kind in part.kinds}
        self.years = [self.entity(str(year), "year", "") for year in range(1950, 2000)]

    def entity(self, label: str, type: str, description: str) -> str:
        """A new entity; ids say nothing, so that ties between ranks favour none."""
        id = f"E{self.rng.getrandbits(48):012x}"
        self.entities[id] = Entity(id, label, (), description, (type,) if type else ())
        return id

    def add(self, kind: str, label: str, trade: str = "") -> str:
        """A new entity of a kind; some have no type, some no description."""
        told = self.part.kinds[kind].type
        description = trade or (told if self.rng.random() < 0.3 else "")
        return self.entity(label, told if self.rng.random() < 0.7 else "", description)

    def facts(self, id: str, kind: str, *, most: int = 1) -> None:
        """A fact of each relation of the kind, or up to ``most``."""
        for ask in self.part.kinds[kind].asks:
            for tail in self.rng.sample(self.tails[ask.tail], self.rng.randint(1, most)):
                self.triples.append(Triple(id, ask.relation, tail))

    def graph(self) -> Graph:
        """What was made; relations are named by their ids."""
        names = {triple.relation for triple in self.triples}
        return Graph.build(self.triples, self.entities.values(), [Relation(one, one) for one in sorted(names)])


def make(part: Part, seed: int, count: int) -> tuple[Graph, list[Case]]:
    """A graph and ``count`` questions of each sort."""
    rng = random.Random(seed)
    world = World(part, rng)
    cases: list[Case] = []
    asking = [kind for kind in part.kinds if part.kinds[kind].asks]

    def ask(template: str, label: str, id: str, sort: str, before: str = "", after: str = "") -> None:
        start = template.index("{}") + len(before)
        text = template.replace("{}", before + label + after)
        text = text[0].upper() + text[1:] + "?" if rng.random() < 0.7 else text
        cases.append(Case(text, start, start + len(label), id, sort))

    for _ in range(count):
        label = name(part.letters, rng, rng.choice((1, 1, 2)))
        kinds = rng.sample(asking, 2 if rng.random() < 0.7 else 3)
        made = [
            world.add(kind, f"{label} ({part.kinds[kind].type})" if rng.random() < 0.2 else label) for kind in kinds
        ]
        for id, kind in zip(made, kinds, strict=True):
            world.facts(id, kind, most=rng.choice((1, 3)))
        place = rng.randrange(len(made))
        ask(rng.choice(rng.choice(part.kinds[kinds[place]].asks).texts), label, made[place], "kinds of one name")

        label = name(part.letters, rng, 2)
        trades = rng.sample(part.trades, 2)
        people = [world.add("person", label, trade) for trade in trades]
        for id in people:
            world.facts(id, "person")
        place = rng.randrange(2)
        template = rng.choice(rng.choice(part.kinds["person"].asks).texts)
        others = {triple.tail for triple in world.triples if triple.head == people[1 - place]}
        told = [t.tail for t in world.triples if t.head == people[place] and t.tail not in others]
        if told and rng.random() < 0.5:
            near = world.entities[str(rng.choice(told))].label
            ask(template, label, people[place], "people of one name", after=f" of {near}")
        else:
            ask(template, label, people[place], "people of one name", before=f"the {trades[place]} ")

        year = rng.choice(world.years)
        label = world.entities[year].label
        film = next(iter(part.kinds))
        titled = world.add(film, label)
        world.facts(titled, film)
        for _ in range(3):
            other = world.add(film, name(part.letters, rng, 2))
            world.facts(other, film)
            world.triples.append(Triple(other, part.year, year))
        if rng.random() < 0.5:
            ask(rng.choice(part.years), label, year, "year or film")
        elif sum(entity.label == label for entity in world.entities.values()) == 2:
            ask(rng.choice(rng.choice(part.kinds[film].asks).texts), label, titled, "year or film")

        label = name(part.letters, rng, 1)
        kinds = rng.sample(asking, 2)
        near = label.lower() if rng.random() < 0.5 else other_letter(label, rng, part.letters)
        exact, near_one = world.add(kinds[0], label), world.add(kinds[1], near)
        world.facts(exact, kinds[0])
        world.facts(near_one, kinds[1], most=3)
        if rng.random() < 0.5:
            # One that is far better known is still not the one that is written.
            for triple in rng.sample(world.triples, min(60, len(world.triples))):
                world.triples.append(Triple(triple.head, "see also", near_one))
        about = rng.choice((kinds[0], kinds[0], kinds[1], ""))
        texts = rng.choice(part.kinds[about].asks).texts if about else part.empty
        ask(rng.choice(texts), label, exact, "another letter")

        label = name(part.letters, rng, rng.choice((1, 2)))
        kinds = rng.sample(asking, 2)
        made = [world.entity(label, part.kinds[kind].type, "") for kind in kinds]
        for id in made:
            world.triples.append(Triple(rng.choice(world.tails["person"]), "see also", id))
        place = rng.randrange(2)
        template = rng.choice(part.empty).replace("{}", "the " + part.kinds[kinds[place]].type + " {}")
        ask(template, label, made[place], "type named")

        label = name(part.letters, rng, rng.choice((1, 2)))
        kinds = rng.sample(asking, 2)
        made = [world.add(kind, label) for kind in kinds]
        most = rng.randrange(2)
        world.facts(made[1 - most], kinds[1 - most])
        world.facts(made[most], kinds[most], most=2)
        for triple in rng.sample(world.triples, rng.randint(4, 12)):
            world.triples.append(Triple(triple.head, "see also", made[most]))
        ask(rng.choice(part.empty), label, made[most], "nothing said")
    return world.graph(), cases
