"""An invented world of films, firms and rivers, to ask for the best, the rest and the number of."""

from __future__ import annotations

from kgqa import Entity, Literal, Relation, Triple
from kgqa.kg.graph import Graph

XSD = "http://www.w3.org/2001/XMLSchema#"
FILMS = (
    # title, director, cast, date, minutes, gross, writer
    ("Glass Orchard", "fenn", ("quill", "hale"), "1994-05-06", "112", "41000000.0", "fenn"),
    ("The Salt Clock", "fenn", ("quill",), "1999-10-01", "131", "87000000.0", "lund"),
    ("Nine Lanterns", "fenn", ("hale", "corvo"), "2003-02-14", "98", "12000000.0", "fenn"),
    ("Paper Tide", "fenn", ("quill", "corvo"), "2010-09-17", "145", "150000000.0", "lund"),
    ("Low Ember", "marsh", ("hale",), "1988-01-22", "120", "", "marsh"),
    ("Harrow Lane", "marsh", ("quill", "hale"), "2001-07-27", "105", "30000000.0", "lund"),
    ("A Kind of Thunder", "marsh", ("corvo",), "2015-03-13", "", "9000000.0", "marsh"),
    ("Winter Cartel", "lund", ("hale",), "2012-06-01", "117", "64000000.0", "fenn"),
)
PEOPLE = {
    "fenn": ("Orla Fenn", "1950-04-02"),
    "marsh": ("Dov Marsh", "1944-11-20"),
    "quill": ("Tessa Quill", "1971-06-15"),
    "hale": ("Bruno Hale", "1980-01-09"),
    "corvo": ("Ines Corvo", "1983-03-30"),
    "lund": ("Piet Lund", "1962-08-08"),
    "mara": ("Mara Fenn", "1975-02-11"),
    "jon": ("Jon Fenn", "1979-09-01"),
    "lila": ("Lila Fenn", "1984-12-24"),
}
PLAIN = [
    *(("Varnholt Group", "subsidiary", name) for name in ("Arc Motors", "Brisk Foods", "Cordell Steel")),
    ("Arc Motors", "founded", "1921"),
    ("Brisk Foods", "founded", "4 May 1967"),
    ("Cordell Steel", "founded", "1899"),
    ("Arc Motors", "employees", "12,500"),
    ("Brisk Foods", "employees", "3,200"),
    ("Cordell Steel", "employees", "27,000"),
    ("Arc Motors", "headquarters", "Lindau"),
    ("Brisk Foods", "headquarters", "Marrow"),
    ("Cordell Steel", "headquarters", "Lindau"),
    ("River Halm", "flows through", "Lindau"),
    ("River Osk", "flows through", "Lindau"),
    ("River Halm", "length", "120 km"),
    ("River Osk", "length", "88 mi"),
    ("Mount Ebb", "located in", "Marrow"),
    ("Mount Sorrel", "located in", "Marrow"),
    ("Mount Ebb", "elevation", "1200 m"),
    ("Mount Sorrel", "elevation", "45 rods"),
    ("Brenn", "largest city", "Lindau"),
    ("Lindau", "located in", "Brenn"),
    ("Marrow", "located in", "Brenn"),
]
RELATIONS = [
    Relation("P57", "director", ("directed by",)),
    Relation("P161", "cast member", ("starring", "actor")),
    Relation("P577", "publication date", ("release date",)),
    Relation("P2047", "duration", ("running time",)),
    Relation("P2142", "box office", ("gross",)),
    Relation("P58", "screenwriter", ("written by", "writer")),
    Relation("P569", "date of birth"),
    Relation("P40", "child"),
]


def typed_graph() -> Graph:
    """The world: films by code with typed values, firms and rivers as plain strings."""
    triples = [Triple(head, relation, tail) for head, relation, tail in PLAIN]
    entities = [Entity(id, label, types=("person",)) for id, (label, _) in PEOPLE.items()]
    triples += [Triple(id, "P569", Literal(born, XSD + "date")) for id, (_, born) in PEOPLE.items()]
    triples += [Triple("fenn", "P40", child) for child in ("mara", "jon", "lila")]
    for title, director, cast, date, minutes, gross, writer in FILMS:
        entities.append(Entity(title, title, types=("film",)))
        triples += [Triple(title, "P57", director), Triple(title, "P58", writer)]
        triples += [Triple(title, "P161", actor) for actor in cast]
        triples.append(Triple(title, "P577", Literal(date, XSD + "date")))
        triples += [Triple(title, "P2047", Literal(minutes, XSD + "integer"))] if minutes else []
        triples += [Triple(title, "P2142", Literal(gross, XSD + "decimal"))] if gross else []
    return Graph.build(triples, entities, RELATIONS)


ASKED = [
    ("Which film directed by Orla Fenn is the longest?", "Paper Tide"),
    ("Which film directed by Orla Fenn came out first?", "Glass Orchard"),
    ("What is the total duration of the films directed by Orla Fenn?", "486"),
    ("What is the average running time of films directed by Orla Fenn?", "121.5"),
    ("What is the total duration of the films directed by Orla Fenn before 2001?", "243"),
    ("Which film directed by Orla Fenn has the fewest cast members?", "The Salt Clock"),
    ("Which film directed by Orla Fenn stars the most people?", "Glass Orchard; Nine Lanterns; Paper Tide"),
    ("What was the most recent film directed by Dov Marsh?", "A Kind of Thunder"),
    ("What was the second film directed by Orla Fenn?", "The Salt Clock"),
    ("Which film did Dov Marsh direct last?", "A Kind of Thunder"),
    ("Who is the youngest child of Orla Fenn?", "Lila Fenn"),
    ("What are the two longest films directed by Orla Fenn?", "Paper Tide; The Salt Clock"),
    ("What is the second longest film directed by Orla Fenn?", "The Salt Clock"),
    ("Who are the two youngest children of Orla Fenn?", "Jon Fenn; Lila Fenn"),
    ("What were the first two films directed by Orla Fenn?", "Glass Orchard; The Salt Clock"),
    (
        "Which films were directed by Orla Fenn or Piet Lund?",
        "Glass Orchard; Nine Lanterns; Paper Tide; The Salt Clock; Winter Cartel",
    ),
    ("Which films written by Piet Lund star Bruno Hale?", "Harrow Lane"),
    ("Which film starring Tessa Quill has the highest box office?", "Paper Tide"),
    ("Which subsidiary of Varnholt Group is the oldest?", "Cordell Steel"),
    ("Which subsidiary of Varnholt Group has the fewest employees?", "Brisk Foods"),
    ("Which subsidiary of Varnholt Group was founded last?", "Brisk Foods"),
    ("Which is the longest river that flows through Lindau?", "River Osk"),
    ("Which films directed by Orla Fenn came out before 2000?", "Glass Orchard; The Salt Clock"),
    ("Which films directed by Orla Fenn were released between 1995 and 2005?", "Nine Lanterns; The Salt Clock"),
    ("Which films directed by Orla Fenn came out since 2003?", "Nine Lanterns; Paper Tide"),
    ("Which films directed by Orla Fenn are longer than 120 minutes?", "Paper Tide; The Salt Clock"),
    ("Which films directed by Orla Fenn grossed more than 50 million?", "Paper Tide; The Salt Clock"),
    ("Which children of Orla Fenn were born after 1976?", "Jon Fenn; Lila Fenn"),
    ("Which subsidiaries of Varnholt Group have more than 10,000 employees?", "Arc Motors; Cordell Steel"),
    ("Which subsidiaries of Varnholt Group were founded before 1967?", "Arc Motors; Cordell Steel"),
    ("Which films were directed by Orla Fenn and star Tessa Quill?", "Glass Orchard; Paper Tide; The Salt Clock"),
    ("Which films star both Tessa Quill and Bruno Hale?", "Glass Orchard; Harrow Lane"),
    ("Which films were written by Orla Fenn and directed by Piet Lund?", "Winter Cartel"),
    (
        "Which films directed by Orla Fenn other than Paper Tide are there?",
        "Glass Orchard; Nine Lanterns; The Salt Clock",
    ),
    ("Besides Glass Orchard, which films did Orla Fenn direct?", "Nine Lanterns; Paper Tide; The Salt Clock"),
    ("Which films directed by Orla Fenn do not star Tessa Quill?", "Nine Lanterns"),
    ("Which films directed by Orla Fenn were not written by Orla Fenn?", "Paper Tide; The Salt Clock"),
    ("Which actors other than Tessa Quill starred in Glass Orchard?", "Bruno Hale"),
    ("How many films directed by Orla Fenn were released after 2000?", "2"),
    ("How many films directed by Orla Fenn star Tessa Quill?", "3"),
    ("How many films other than Low Ember did Dov Marsh direct?", "2"),
    ("How many films directed by Orla Fenn are longer than 200 minutes?", "0"),
    ("Did Orla Fenn direct a film after 2005?", "yes"),
    ("Did Dov Marsh direct a film after 2020?", "no"),
    ("Did Orla Fenn direct more than 3 films?", "yes"),
    ("Did Dov Marsh direct more than 3 films?", "no"),
    ("Was Paper Tide released after 2005?", "yes"),
    ("Is Paper Tide longer than 150 minutes?", "no"),
    ("Does Cordell Steel have more than 20,000 employees?", "yes"),
    ("Is Paper Tide the longest film directed by Orla Fenn?", "yes"),
    ("Is Nine Lanterns the longest film directed by Orla Fenn?", "no"),
    ("Did Orla Fenn direct a film starring Bruno Hale?", "yes"),
]
"""Questions with an operation and their answers, members in order of id."""
