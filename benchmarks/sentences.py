"""Text2KGBench's training sentences as texts and plain facts, in a part to train on and a part to choose on.

A sentence's part goes by the entity that its first fact is about, and only facts about entities of the same part
are kept: no sentence and no entity asked about stands in both. Nothing of the data set's own test files is read.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kgqa.data.text2kgbench import read_text2kgbench

Fact = tuple[str, str, str]
"""Head, relation and tail in plain words."""

PLAIN = (
    "what is the {r} of {h}?",
    "what is {h}'s {r}?",
    "name the {r} of {h}",
    "who or what is the {r} of {h}?",
    "{h} {r}",
)
"""Questions for any relation whose label is a noun."""

WORDED = {
    "birth place": ("where was {h} born?", "what is the birthplace of {h}?"),
    "death place": ("where did {h} die?",),
    "birth date": ("when was {h} born?", "what is the date of birth of {h}?"),
    "death date": ("when did {h} die?",),
    "date of birth": ("when was {h} born?",),
    "date of death": ("when did {h} die?",),
    "place of birth": ("where was {h} born?",),
    "place of death": ("where did {h} die?",),
    "place of burial": ("where is {h} buried?",),
    "country": ("which country is {h} in?", "in which country is {h}?"),
    "location": ("where is {h} located?", "where is {h}?"),
    "city": ("which city is {h} in?",),
    "club": ("which club did {h} play for?", "what club has {h} played for?"),
    "member of sports team": ("which team does {h} play for?", "who does {h} play for?"),
    "league": ("which league does {h} play in?",),
    "sport": ("what sport is {h} about?",),
    "genre": ("what genre is {h}?", "what kind of music or work is {h}?"),
    "publication date": ("when was {h} published?", "when was {h} released?", "when did {h} come out?"),
    "narrative location": ("where is {h} set?", "where does {h} take place?"),
    "characters": ("which characters appear in {h}?", "who is a character in {h}?"),
    "ingredient": ("what is an ingredient of {h}?", "what is {h} made of?"),
    "operating organisation": ("who operates {h}?",),
    "nationality": ("what nationality is {h}?",),
    "author": ("who wrote {h}?", "who is the author of {h}?"),
    "writer": ("who wrote {h}?",),
    "screenwriter": ("who wrote the script of {h}?", "who wrote {h}?"),
    "director": ("who directed {h}?", "who was {h} directed by?"),
    "producer": ("who produced {h}?",),
    "cast member": ("who starred in {h}?", "who acted in {h}?"),
    "starring": ("who starred in {h}?",),
    "composer": ("who composed the music of {h}?", "who composed {h}?"),
    "music composer": ("who composed the music of {h}?",),
    "lyrics by": ("who wrote the lyrics of {h}?",),
    "performer": ("who performed {h}?", "who sang {h}?"),
    "record label": ("which label released {h}?", "what record label is {h} on?"),
    "production company": ("which company produced {h}?",),
    "filming location": ("where was {h} filmed?",),
    "country of origin": ("which country is {h} from?", "where does {h} come from?"),
    "based on": ("what is {h} based on?",),
    "award received": ("what award did {h} win?", "which award did {h} get?"),
    "nominated for": ("what was {h} nominated for?",),
    "inception": ("when was {h} founded?", "when did {h} begin?"),
    "part of": ("what is {h} a part of?",),
    "is part of": ("what is {h} a part of?",),
    "occupation": ("what does {h} do for a living?", "what is {h} by profession?"),
    "illustrator": ("who illustrated {h}?",),
    "editor": ("who edited {h}?",),
    "developer": ("who developed {h}?",),
    "platform": ("what platform does {h} run on?",),
    "publisher": ("who published {h}?",),
    "creator": ("who created {h}?",),
    "manufacturer": ("who makes {h}?", "which company made {h}?"),
    "architect": ("who designed {h}?",),
    "designed by": ("who designed {h}?",),
    "discoverer": ("who discovered {h}?",),
    "owner": ("who owns {h}?",),
    "residence": ("where does {h} live?",),
    "followed by": ("what came after {h}?",),
    "preceded by": ("what came before {h}?",),
    "successor": ("who came after {h}?",),
    "military branch": ("which branch of the military did {h} serve in?",),
    "military rank": ("what rank did {h} hold?",),
    "position held": ("what office did {h} hold?",),
    "member of political party": ("which party does {h} belong to?",),
    "languages spoken, written or signed": ("what language does {h} speak?",),
    "astronaut mission": ("which mission did {h} fly on?",),
    "mission": ("which mission did {h} fly on?",),
    "constellation": ("which constellation is {h} in?",),
    "mountain range": ("which mountain range is {h} in?",),
    "mouth of the watercourse": ("where does {h} flow into?", "what does {h} flow into?"),
    "origin of the watercourse": ("where does {h} begin?", "where does {h} rise?"),
    "capital": ("what is the capital of {h}?",),
    "leader": ("who leads {h}?",),
    "manager": ("who manages {h}?",),
    "alma mater": ("where did {h} study?",),
    "father": ("who is {h}'s father?",),
    "mother": ("who is {h}'s mother?",),
    "spouse": ("who is {h} married to?", "who is {h}'s spouse?"),
    "educated at": ("where did {h} study?", "which school did {h} go to?"),
    "cause of death": ("what did {h} die of?", "how did {h} die?"),
    "employer": ("who does {h} work for?",),
}
"""Questions as they are asked, for some relations."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with the facts that it states; ``ontology`` tells what kind of thing it is about."""

    text: str
    ontology: str
    facts: tuple[Fact, ...]


def training_sentences(data: Path) -> list[Sentence]:
    """Four fifths of the entities: what may be trained on."""
    return [s for s in _sentences(data) if fifth(s.facts[0][0]) != 0]


def choosing_sentences(data: Path) -> list[Sentence]:
    """The other fifth: what is measured on."""
    return [s for s in _sentences(data) if fifth(s.facts[0][0]) == 0]


def fifth(name: str) -> int:
    """Which fifth an entity is in, by the hash of its name."""
    return hashlib.sha256(name.lower().encode()).digest()[0] % 5


def plain_name(name: str) -> str:
    """A name of DBpedia as it is written.

    >>> plain_name("Airman_(comicsCharacter)"), plain_name('"Drake Stevens"'), plain_name("89.0")
    ('Airman', 'Drake Stevens', '89')
    """
    bare = re.sub(r" \([^)]*\)$", "", name.replace("_", " ").strip().strip('"'))
    return re.sub(r"^(\d+)\.0$", r"\1", bare).strip()


def plain_relation(name: str) -> str:
    """A relation's label in words.

    >>> plain_relation("elevationAboveTheSeaLevel"), plain_relation("Member of ")
    ('elevation above the sea level', 'member of')
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.split("/")[0].replace("_", " ")).lower().strip()


def wordings(relation: str) -> tuple[str, ...]:
    """Question templates of a relation with the slot ``{h}``, those that are asked like it first."""
    plain = tuple(template.replace("{r}", relation) for template in PLAIN)
    return WORDED.get(relation, ()) + plain


def _sentences(data: Path) -> Iterator[Sentence]:
    seen = set()
    for path in sorted((data / "text2kgbench").glob("*/train/*.jsonl")):
        for example in read_text2kgbench(path):
            facts = [(plain_name(t.head), plain_relation(t.relation), plain_name(str(t.tail))) for t in example.triples]
            usable = [f for f in facts if f[0] != f[2] and len(f[0]) > 1 and len(f[2]) > 1]
            own = tuple(f for f in usable if (fifth(f[0]) == 0) == (fifth(usable[0][0]) == 0))
            if own and example.text not in seen:
                seen.add(example.text)
                yield Sentence(example.text, example.ontology, own)
