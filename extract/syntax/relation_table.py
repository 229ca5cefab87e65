"""Which words say which relation: the one table of the open extractor.

A row of ``VERBS`` reads ``verbs | with | subject | other | label``. ``with`` is "object" (a direct object, or the
subject of a passive with an agent), "date" (a date beside the verb), a preposition, or "be" and a preposition (a
passive or a participle). A row of ``NOUNS`` reads ``nouns | preposition | described | other | label``: "X is the
NOUN of Y" has X described and Y as the other; "'s" is a possessive. Labels are Wikidata's, from subject to other;
with "<" before them from other to subject. Kinds are types of entities, "name" (any name), "any" (a concept too),
"date", "number"; several with "/", what is excluded with "-". A name of no known type fits every type of names.
Rows are tried in order, the first that fits is taken.
"""

from __future__ import annotations

from typing import NamedTuple

from kgqa.extract.syntax.lexicon import KINDS, PARENTS


class Rule(NamedTuple):
    """``label`` holds from the first argument to the second, or the other way round where ``is_inverse``."""

    first: str
    second: str
    label: str
    is_inverse: bool


VERBS = """
bear | be in, be at, be near, be | name | location | place of birth
bear | be date | name | date | date of birth
bear | be to | person | person | <child
die, perish | in, at, near | name | location | place of death
die, perish | date | name | date | date of death
die | of, from | person | any -person -location -organization | cause of death
kill, murder, execute, assassinate | be in, be at | person | location | place of death
kill, murder, execute, assassinate | be date | person | date | date of death
bury, inter | be in, be at | person | location | place of burial
marry, wed, divorce, remarry | object, to, be to | person | person | spouse
father, sire | object | person | person | <father
direct, co-direct, codirect, helm | object | person | work | <director
direct, co-direct, codirect, helm | object | name | film/series | <director
write, co-write, cowrite, pen, script | object | name | film/series | <screenwriter
write, co-write, cowrite, pen | object | name | song/album | <composer
write, co-write, cowrite, pen, author | object | person | work | <author
write, author | object | name | book | <author
compose, score | object | person | work/any -person -location -organization | <composer
produce, co-produce, coproduce | object | person | work | <producer
produce, co-produce, coproduce | object | organization | film/series | <production company
produce | object | organization | name -person -location -event | <manufacturer
produce, make, manufacture | object | organization | concept | product or material produced
manufacture, build | object | organization | name -person -location -organization -event | <manufacturer
create, co-create | object | person/organization | product/name -person -location -organization -event | <creator
develop, co-develop | object | organization/person | product/game/work | <developer
develop, co-develop | object | organization | name -person -location -organization -event | <developer
design | object | person | name -person -organization -event | <designer
illustrate | object | person | work | <illustrator
edit | object | person | work | <editor
paint, sculpt | object | person | work | <creator
invent, discover, coin | object | person | any -person | <discovered by
invent, discover | be date | any -person | date | date of discovery
discover, invent | date | any -person | date | date of discovery
perform, sing, record | object | name | song/album | <performer
perform, sing, record | object | person/organization | work | <performer
publish | object | organization | work | <publisher
publish, issue | be by, be through | work | organization | publisher
release | object | label | song/album/work | <record label
release | be by, be through, be on, be under | song/album/work | label | record label
release | object | person/organization | song/album | <performer
distribute | object | organization | film/series | <distributed by
sign | with, to, be to | person/organization | label | record label
release, publish, premiere, issue, debut | be date, date | work -person -organization | date | publication date
air, broadcast | be on, on | series/work | organization | original broadcaster
star, appear, act, feature | in | person | work | <cast member
star, co-star | object | film/series | name | cast member
star, feature, co-star | object | film/series/work | person | cast member
set | be in | work | location | narrative location
base, model | be on | work | any -location -organization | based on
adapt | be from | work | any -location -organization | based on
found, co-found, cofound, establish, set up, start | object | person | organization/event/work | <founded by
found, establish, form, create, incorporate, set up | be date | organization/location | date | inception
charter, organize | be date | organization/location | date | inception
found, establish | date | organization/location | date | inception
form | date, be date | organization | date | inception
found, establish, form | be in, be at | organization | location | location of formation
form | in | organization | location | location of formation
build, construct, erect, complete | be date | location/any -person -work -organization | date | inception
dissolve, disband, abolish, demolish | be date, date | organization/location | date | dissolved, abolished or demolished
locate, situate | be in, be on, be at, be within | name -person | location | located in
lie, sit, stand | in, within | location | location | located in
base, headquarter | be in, be at, be | organization | location | headquarters location
own, acquire, buy, purchase | object | person/organization | organization/work | <owned by
own | object | person/organization | name -person | <owned by
operate, run | object | organization | name -person -event | <operator
play, appear | for | person | organization | member of sports team
work | for, at | person | organization | employer
teach, lecture | at | person | organization | employer
employ, hire | object | organization | person | <employer
employ | object | organization | number | number of employees
study, train | at, be at | person | organization | educated at
graduate | from | person | organization | educated at
attend | object | person | organization | educated at
educate | be at, be in | person | organization | educated at
join | object | person | organization | member of
belong | to | person | organization | member of
belong | to | location/organization/work | name -person | part of
win, receive, earn | object | name | award | award received
award, honor, honour | be object | name | award | award received
win | object | person/organization | event | <winner
nominate | be for | name | award | nominated for
name, call | be after | name | any | named after
serve, act | as | person | concept | position held
elect, appoint, name | be attr, be as | person | concept | position held
serve, enlist | in, with | person | military | military branch
serve, fight | in, during | person | event | conflict
participate, compete, take part | in | person/organization | event | participant in
live, reside, settle | in | person | location | residence
work | in | person | location | work location
border, adjoin | object | location | location | shares border with
flow, drain, empty, discharge | into | location | location | mouth of the watercourse
consist, compose | of, be of | name | name -person | has part
comprise | object | name | name -person | has part
succeed, replace | object | person/organization/work | person/organization/work | replaces
follow | object | work/event | work/event | follows
use | be for, be as, be in | any -person -location | concept | use
hold | be in, be at | event | location | location
hold | be date | event | date | point in time
take place, occur | in, at | event | location | location
take place, occur | date | event | date | point in time
speak | object | person/location | language | languages spoken, written or signed
sign, cap | be to | person | label | record label
voice, narrate | object | person | work | <cast member
host, present | object | person | series/work | <presenter
found | on | any | any | based on
"""

NOUNS = """
capital | of | location | location | capital of
capital | 's | location | location | <capital
son, daughter, child | of, 's | person | person | <child
father | of, to, 's | person | person | <father
mother | of, to, 's | person | person | <mother
parent | of, to, 's | person | person | child
husband, wife, spouse, widow, widower, consort, partner | of, to, 's | person | person | spouse
brother, sister, sibling, twin, half-brother, half-sister | of, to, 's | person | person | sibling
grandson, granddaughter, grandfather, grandmother | of, to, 's | person | person | relative
uncle, aunt, nephew, niece, cousin | of, to, 's | person | person | relative
director, co-director | of, 's | person | work | <director
director, manager | of | person | organization | <director / manager
producer, co-producer | of, 's | person | work | <producer
writer, co-writer, screenwriter, scriptwriter | of, 's | person | film/series | <screenwriter
author, writer, co-author, novelist, poet | of, 's | person | work | <author
composer | of, 's | person | work | <composer
editor | of, 's | person | name -person -location | <editor
star | of | person | work | <cast member
creator, painter | of, 's | person/organization | name -person -location | <creator
designer | of, 's | person | name -person | <designer
architect | of, 's | person | location/organization/any -person | <architect
inventor, discoverer | of, 's | person | any -person | <discovered by
founder, co-founder, cofounder | of, 's | person | organization/location/work/event | <founded by
owner | of, 's | person/organization | name -person | <owned by
developer | of, 's | organization/person | name -person -location | <developer
publisher | of, 's | organization | work | <publisher
manufacturer, maker | of, 's | organization | name -person -location | <manufacturer
operator | of, 's | organization | name -person | <operator
mayor, governor, premier, prime minister, chancellor, chief minister | of, 's | person | location | <head of government
president, king, queen, emperor, empress, sultan, monarch, tsar | of, 's | person | location | <head of state
chairman, chairwoman, chairperson, chair, president | of, 's | person | organization | <chairperson
ceo, chief executive, chief executive officer | of, 's, compound | person | organization | <chief executive officer
coach, head coach, manager | of, 's | person | organization | <head coach
singer, vocalist, guitarist, bassist, drummer | of, for, with | person | organization | member of
keyboardist, frontman, member, bandleader | of, for, with | person | organization | member of
member | of | name | name -person -location | member of
midfielder, defender, striker, goalkeeper, forward | for, with | person | organization | member of sports team
winger, pitcher, quarterback, player, guard, footballer | for, with | person | organization | member of sports team
part | of | name | name -person | part of
subsidiary, division, unit, affiliate | of, 's | organization | organization | parent organization
headquarters | of, 's | location | organization | <headquarters location
sequel, follow-up, followup, successor | to, of | work | work | follows
prequel, predecessor | to, of | work | work | followed by
successor | of, to, 's | person | person | replaces
predecessor | of, to, 's | person | person | replaced by
remake, adaptation | of | work | work | based on
soundtrack | to, for | album | film | soundtrack of
student, pupil, disciple | of, 's | person | person | student of
teacher, mentor, tutor | of, 's | person | person | <student of
native | of | person | location | place of birth
resident, inhabitant | of | person | location | residence
citizen | of | person | location | country of citizenship
alumnus, graduate, alumna | of | person | organization | educated at
professor, lecturer, teacher, instructor, researcher, fellow | at | person | organization | employer
employee, engineer, executive | of, at | person | organization | employer
film, movie, documentary, picture | by | film | person | director
song, single, album, ep, track, recording | by, 's | song/album | person/organization | performer
single, song, track | from, on | song | album | part of
novel, book, play, poem, essay, novella, memoir, treatise, story | by, 's | work | person | author
painting, sculpture, opera, symphony, ballet, concerto | by | work | person | creator
game | by | game | organization | developer
tributary | of | location | location | mouth of the watercourse
official language, language | of, 's | any -person -location | location | <official language
currency | of, 's | any -person -location | location | <currency
birthplace, hometown | of, 's | location | person | <place of birth
character, protagonist | in, from, of | person | work | present in work
episode | of | work/any -person -location | work | part of the series
winner | of | person/organization | event/award | <winner
recipient | of | person/organization | award | award received
namesake | of | any | any | named after
symbol | of, 's | any | any | <symbol
"""


def _rows(text: str) -> dict[tuple[str, str], tuple[Rule, ...]]:
    found: dict[tuple[str, str], list[Rule]] = {}
    for line in text.strip().splitlines():
        words, roles, first, second, label = (part.strip() for part in line.split("|"))
        rule = Rule(first, second, label.removeprefix("<"), label.startswith("<"))
        for word in words.split(","):
            for role in roles.split(","):
                found.setdefault((word.strip(), role.strip()), []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


VERB_RULES, NOUN_RULES = _rows(VERBS), _rows(NOUNS)
_TYPES = frozenset(
    {"person", "organization", "location", "work", "event", *KINDS, *PARENTS, "award", "language", "product"}
)
_STRICT = frozenset(
    {"label", "military", "award", "language", "film", "series", "song", "album", "book", "game", "product"}
)
"""Kinds that the name or the text tells: a name of no known type is none of these."""
SYMMETRIC = frozenset({"spouse", "sibling", "shares border with"})
"""Relations that hold both ways, and are said both ways."""


def fits(kind: str, wanted: str) -> bool:
    """Whether an argument of this kind is one that a rule wants.

    >>> fits("film", "work"), fits("", "person"), fits("location", "any -location"), fits("date", "any")
    (True, True, False, False)
    """
    options, *banned = wanted.split(" -")
    if any(_is(kind, ban) for ban in banned):
        return False
    return any(_is(kind, option) or (kind == "" and option in _TYPES - _STRICT) for option in options.split("/"))


def _is(kind: str, wanted: str) -> bool:
    if wanted == "any":
        return kind not in ("date", "number")
    if wanted == "name":
        return kind not in ("concept", "date", "number")
    return kind == wanted or PARENTS.get(kind) == wanted


def verb_rule(verb: str, role: str, subject: str, other: str) -> Rule | None:
    """The first row of ``VERBS`` that fits."""
    return _first(VERB_RULES.get((verb, role), ()), subject, other)


def noun_rule(noun: str, preposition: str, described: str, other: str) -> Rule | None:
    """The first row of ``NOUNS`` that fits."""
    return _first(NOUN_RULES.get((noun, preposition), ()), described, other)


def _first(rules: tuple[Rule, ...], first: str, second: str) -> Rule | None:
    return next((rule for rule in rules if fits(first, rule.first) and fits(second, rule.second)), None)
