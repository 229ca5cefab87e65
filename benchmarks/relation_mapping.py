"""How well open relation labels are mapped to an ontology's relations, and the threshold of the encoder.

``python -m benchmarks.relation_mapping``

The ontology and the labels below were written by hand for this, from general knowledge: relations as DBpedia and
Wikidata name them, and some of trades that neither covers, with the words that a text might have for them, and a
tenth of labels that none of them means (an open extractor finds many more of those). No data set was used. The labels
were written before the mapper was first run on them, but by the same hand as the list of synonyms
(``kgqa.extract.relations.synonyms``). The second group of columns is of the labels that no word tells, which is what
the encoder decides. Every other label (by its place in the list) is for choosing the threshold: the lowest, in steps
of 0.05, at which 19 of 20 of all that is mapped are right. The rest is for the report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from kgqa.encoders.sentence import SentenceEncoder
from kgqa.extract.relations.mapping import THRESHOLD, RelationMapper
from kgqa.extract.relations.ontology import Ontology, OntologyClass, OntologyRelation
from kgqa.types import Literal

RELATIONS = """
birthPlace Person Place; birthDate Person date; deathPlace Person Place; almaMater Person University; spouse Person
Person; child Person Person; occupation Person Occupation; nationality Person Country; residence Person Place;
employer Person Organisation; award Person Award; author WrittenWork Person; publisher WrittenWork Organisation;
releaseDate Work date; starring Film Person; director Film Person; musicComposer Work Person; genre Work Genre;
numberOfPages WrittenWork number; runtime Film number; language Work Language; basedOn Film WrittenWork; recordLabel
MusicalWork Organisation; foundedBy Organisation Person; foundingYear Organisation date; headquarter Organisation
Place; keyPerson Organisation Person; industry Organisation Industry; numberOfEmployees Organisation number;
parentCompany Organisation Organisation; revenue Organisation number; location Building Place; architect Building
Person; floorCount Building number; completionDate Building date; country Place Country; capital Country City;
populationTotal Place number; areaTotal Place number; mayor City Person; elevation Place number; currency Country
Currency; officialLanguage Country Language; riverMouth River River; length River number; ground SportsTeam Place;
coach SportsTeam Person; league SportsTeam League; club Athlete SportsTeam; position Athlete Position; powerType
Ship PowerType; homeport Ship Place; captain Ship Person; builder Ship Organisation; maidenVoyage Ship date; treats
Drug Disease; sideEffect Drug Symptom; activeIngredient Drug Substance; approvedBy Drug Organisation; extractedFrom
Mineral Mine; hardness Mineral number; crystalSystem Mineral CrystalSystem; minesMineral Mine Mineral; operatedBy
Mine Organisation; depth Mine number; predator Animal Animal; habitat Animal Habitat; wingspan Animal number; diet
Animal Food; tenant Building Organisation; material Building Material
"""

# label | type of the head | type of the tail ("=": a literal of that datatype)
# | relation, "-" before it for turned, "" none
LABELS = """
was born in | person | location | birthPlace
hails from | person | location | birthPlace
came into the world on | person | =date | birthDate
date of birth | person | =date | birthDate
died in | person | location | deathPlace
breathed his last in | person | location | deathPlace
studied at | person | organization | almaMater
earned a degree from | person | organization | almaMater
obtained his doctorate at | person | organization | almaMater
is married to | person | person | spouse
tied the knot with | person | person | spouse
husband of | person | person | spouse
daughter | person | person | child
gave birth to | person | person | child
is the father of | person | person | child
profession | person | | occupation
worked as | person | | occupation
earned a living as | person | | occupation
citizen of | person | location | nationality
holds the citizenship of | person | location | nationality
lives in | person | location | residence
makes her home in | person | location | residence
moved to | person | location |
visited | person | location |
works for | person | organization | employer
is on the staff of | person | organization | employer
is employed at | person | organization | employer
sued | person | organization |
criticised | person | person |
met | person | person |
won | person | | award
was honoured with | person | | award
took home the prize | person | | award
wrote | person | work | -author
is the author of | person | work | -author
penned | person | work | -author
was written by | work | person | author
novelist | work | person | author
was published by | work | organization | publisher
brought out by | work | organization | publisher
publishes | organization | work | -publisher
came out on | work | =date | releaseDate
hit cinemas on | work | =date | releaseDate
was released on | work | =date | releaseDate
banned in | work | location |
reviewed by | work | person |
stars | work | person | starring
appeared in | person | work | -starring
lead actor | work | person | starring
was directed by | work | person | director
helmed by | work | person | director
directed | person | work | -director
filmmaker | work | person | director
music by | work | person | musicComposer
soundtrack composer | work | person | musicComposer
scored | person | work | -musicComposer
musical style | work | | genre
film genre | work | | genre
runs to pages | work | =number | numberOfPages
page count | work | =number | numberOfPages
running time in minutes | work | =number | runtime
lasts | work | =number | runtime
budget | work | =number |
original language | work | | language
adapted from | work | work | basedOn
screen adaptation of the novel | work | work | basedOn
signed with | work | organization | recordLabel
music label | work | organization | recordLabel
founder | organization | person | foundedBy
was started by | organization | person | foundedBy
set up | person | organization | -foundedBy
established in | organization | =date | foundingYear
year of foundation | organization | =date | foundingYear
went bankrupt in | organization | =date |
is headquartered in | organization | location | headquarter
has its head office in | organization | location | headquarter
seat of the company | organization | location | headquarter
chief executive | organization | person | keyPerson
key people | organization | person | keyPerson
fired | organization | person |
business sector | organization | | industry
line of business | organization | | industry
workforce size | organization | =number | numberOfEmployees
employs people | organization | =number | numberOfEmployees
is a subsidiary of | organization | organization | parentCompany
owned by the holding | organization | organization | parentCompany
competes with | organization | organization |
annual turnover | organization | =number | revenue
yearly sales | organization | =number | revenue
stands in | building | location | location
is situated in | building | location | location
was designed by | building | person | architect
drawn up by the architect | building | person | architect
number of storeys | building | =number | floorCount
how many floors | building | =number | floorCount
was finished in | building | =date | completionDate
construction ended in | building | =date | completionDate
burned down in | building | =date |
belongs to the country | city | location | country
seat of government | country | city | capital
is the capital of | city | country | -capital
inhabitants | city | =number | populationTotal
number of residents | city | =number | populationTotal
total surface | city | =number | areaTotal
covers square kilometres | city | =number | areaTotal
twinned with | city | city |
besieged by | city | organization |
is governed by the mayor | city | person | mayor
mayor of | person | city | -mayor
height above sea level | location | =number | elevation
metres above the sea | location | =number | elevation
pays with | country | | currency
national currency | country | | currency
state language | country | | officialLanguage
flows into | river | river | riverMouth
discharges into the river | river | river | riverMouth
runs for kilometres | river | =number | length
flooded in | river | =date |
home stadium | team | location | ground
plays its home matches at | team | location | ground
is trained by | team | person | coach
coaches | person | team | -coach
plays in the league | team | organization | league
division played in | team | organization | league
played for | athlete | team | club
footballer with | athlete | team | club
playing position | athlete | | position
was suspended by | athlete | organization |
is propelled by | ship | | powerType
kind of propulsion | ship | | powerType
is based at the harbour of | ship | location | homeport
port of registry | ship | location | homeport
was commanded by | ship | person | captain
skippered by | ship | person | captain
was built by | ship | organization | builder
shipyard | ship | organization | builder
first sailed on | ship | =date | maidenVoyage
first trip | ship | =date | maidenVoyage
collided with | ship | ship |
is used against | drug | disease | treats
cures | drug | disease | treats
relieves the illness | drug | disease | treats
adverse reaction | drug | symptom | sideEffect
may cause | drug | symptom | sideEffect
active substance | drug | substance | activeIngredient
was authorised by the agency | drug | organization | approvedBy
costs | drug | =number |
is mined at | mineral | mine | extractedFrom
comes out of the pit | mineral | mine | extractedFrom
Mohs hardness | mineral | =number | hardness
scratch resistance value | mineral | =number | hardness
crystallises in | mineral | | crystalSystem
produces the mineral | mine | mineral | minesMineral
is run by | mine | organization | operatedBy
mining company | mine | organization | operatedBy
goes down metres | mine | =number | depth
closed in | mine | =date |
is eaten by | animal | animal | predator
is hunted by | animal | animal | predator
lives in the environment | animal | | habitat
natural surroundings | animal | | habitat
measures from wing tip to wing tip | animal | =number | wingspan
feeds on | animal | | diet
weighs | animal | =number |
houses the offices of | building | organization | tenant
rented by | building | organization | tenant
is made of | building | | material
"""

CLASSES = "University<Organisation SportsTeam<Organisation League<Organisation Country<Place City<Place River<Place"
MORE_CLASSES = "Building<Place WrittenWork<Work Film<Work MusicalWork<Work Athlete<Person"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label between such things and the relation it means ("" for none)."""

    label: str
    head: str
    tail: str | Literal
    relation: str
    inverse: bool


def ontology() -> Ontology:
    """The ontology of :data:`RELATIONS`."""
    parents = dict(pair.split("<") for pair in f"{CLASSES} {MORE_CLASSES}".split())
    names: dict[str, None] = {}
    relations = []
    for entry in RELATIONS.replace("\n", " ").split(";"):
        if entry.strip():
            name, domain, range = entry.split()
            literal = range in ("date", "number")
            names.update({domain: None, **({} if literal else {range: None})})
            ranges, datatypes = ((), (range,)) if literal else ((range,), ())
            relations.append(OntologyRelation(name, name, domains=(domain,), ranges=ranges, datatypes=datatypes))
    known = sorted({*names, *parents, *parents.values()})
    classes = (OntologyClass(name, name, (), (parents[name],) if name in parents else ()) for name in known)
    return Ontology("by hand", tuple(classes), tuple(sorted(relations, key=lambda one: one.id)))


def labelled() -> list[Labelled]:
    """The labels of :data:`LABELS`, in order."""
    found = []
    for line in LABELS.strip().splitlines():
        label, head, tail, gold = (part.strip() for part in line.split("|"))
        value = "1994" if tail == "=date" else "12.5"
        node = Literal(value, tail[1:]) if tail.startswith("=") else tail
        found.append(Labelled(label, head, node, gold.lstrip("-"), gold.startswith("-")))
    return found


def figures(mapper: RelationMapper, items: Sequence[Labelled]) -> tuple[float, float, float, int]:
    """(precision, recall, F1, number that must be mapped): a label is right with its relation and direction."""
    mapped = right = wanted = 0
    mapper.prepare(item.label for item in items)
    for item in items:
        found = mapper.map(item.label, item.head, item.tail)
        wanted += bool(item.relation)
        mapped += found is not None
        right += found is not None and (found.relation.label, found.inverse) == (item.relation, item.inverse)
    precision, recall = right / max(1, mapped), right / max(1, wanted)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall), wanted


def main() -> None:
    """Print the figures by threshold on the one half, and at the threshold in use on the other."""
    encode, known, items = SentenceEncoder(device="cpu").encode, ontology(), labelled()
    words = RelationMapper(known)
    untold = [item for item in items if words.map(item.label, item.head, item.tail) is None]
    print(f"{len(items)} labels, {len(known.relations)} relations; {len(untold)} labels that no word tells")
    fitting, report = items[::2], items[1::2]
    for at in np.arange(0.30, 0.81, 0.05):
        mapper = RelationMapper(known, encode, threshold=float(at))
        shown = [figures(mapper, [item for item in fitting if item in part]) for part in (items, untold)]
        print(f"fit     {at:.2f} " + "  ".join(f"P {p:.3f} R {r:.3f} F1 {f:.3f} of {n}" for p, r, f, n in shown))
    for name, mapper in (("words alone", words), (f"at {THRESHOLD:.2f}", RelationMapper(known, encode))):
        shown = [figures(mapper, [item for item in report if item in part]) for part in (items, untold)]
        print(f"report  {name} " + "  ".join(f"P {p:.3f} R {r:.3f} F1 {f:.3f} of {n}" for p, r, f, n in shown))


if __name__ == "__main__":
    main()
