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


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


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

MEASURES = {
    "population": "population", "area": "area", "elevation": "elevation above sea level",
    "altitude": "elevation above sea level", "length": "length", "height": "height", "width": "width",
    "depth": "vertical depth", "mass": "mass", "weight": "mass", "density": "density", "speed": "speed",
    "capacity": "maximum capacity", "diameter": "diameter", "budget": "cost", "revenue": "total revenue",
    "number": "", "temperature": "temperature", "duration": "duration", "price": "price",
}  # fmt: skip
"""Nouns whose "of" is a quantity, and what they are a relation of; "" needs what is before ("atomic number")."""

KINDS = {
    "film": "film movie documentary thriller sequel biopic feature cartoon remake prequel melodrama",
    "series": "series sitcom show miniseries telenovela serial programme program anime",
    "song": "song single ballad anthem track",
    "album": "album ep soundtrack mixtape lp",
    "book": "novel book novella poem play memoir autobiography biography treatise story essay trilogy manga comic",
    "game": "game videogame",
    "work": "opera ballet symphony painting sculpture musical magazine newspaper journal concerto",
    "person": (
        "actor actress director producer screenwriter writer author"
        " novelist poet singer songwriter musician composer guitarist"
        " drummer politician footballer player scientist physicist"
        " chemist mathematician engineer painter sculptor architect"
        " journalist lawyer general soldier king queen prince princess"
        " emperor nobleman noblewoman duke duchess count countess"
        " businessman businesswoman entrepreneur cricketer swimmer"
        " athlete boxer wrestler coach manager philosopher historian"
        " theologian bishop priest saint economist biologist botanist astronomer photographer filmmaker cinematographer"
        " dancer choreographer rapper comedian model activist diplomat"
        " judge professor teacher physician surgeon missionary"
        " explorer officer admiral statesman mayor senator governor man woman son daughter husband wife brother sister"
        " widow father mother footballer midfielder striker defender"
        " goalkeeper pianist violinist conductor playwright editor"
        " critic translator banker merchant spy astronaut pilot skier cyclist golfer sprinter"
    ),
    "location": (
        "city town village municipality commune district county province region state country suburb neighbourhood"
        " neighborhood river lake mountain island peninsula hamlet parish township borough settlement community"
        " prefecture republic kingdom territory archipelago valley peak volcano desert bay strait sea"
    ),
    "organization": (
        "company band club team university college school organization organisation agency party newspaper airline bank"
        " corporation manufacturer studio group institute charity"
        " union league orchestra museum hospital broadcaster firm"
        " label subsidiary startup brewery retailer publisher think-tank society association duo trio quartet"
    ),
    "product": (
        "system software car aircraft ship vehicle device console"
        " browser application app protocol library toolkit locomotive"
        " rocket satellite processor smartphone computer camera drug"
        " weapon rifle engine missile framework database service"
        " website beer cheese format compiler microprocessor telescope"
        " spacecraft submarine tank airliner helicopter motorcycle"
    ),
    "event": "war battle tournament championship festival election season ceremony massacre conflict siege revolution",
}
"""What a description says of the type of the thing that it describes."""

PARENTS = {
    "film": "work", "series": "work", "song": "work", "album": "work", "book": "work", "game": "work",
    "label": "organization", "military": "organization",
}  # fmt: skip

POSITIONS = word_set("""
president mayor governor chancellor minister senator king queen emperor empress premier bishop archbishop pope
ambassador secretary chairman chairwoman chairperson congressman congresswoman monarch sultan judge treasurer
""")
"""Nouns that are an office, not a trade."""

VAGUE = word_set("""
one name person man woman member native son daughter child father mother brother sister wife husband part
example case thing way kind type place area list result reason number time day year period subject fact term
word title version resident citizen winner recipient alumnus graduate friend partner cousin nephew niece uncle
aunt lot set variety
symbol abbreviation acronym surname population area star icon figure boy girl people parent sibling
grandson granddaughter successor
predecessor descendant idea problem question role point something someone anything home location site first last
second third ancestor widow half majority rest other namesake pioneer legend mix combination best most end start
beginning today self
""")
"""Nouns that say no kind of thing by themselves."""

PLAIN_ADJECTIVES = word_set("""
small large big great major minor famous popular notable prominent important main new old young early late
former current first second third last only other same different several many few such own next previous leading
top good bad best well-known renowned celebrated influential successful common retired late-night long short
high low little tiny huge prolific known principal chief key significant modern ancient contemporary acclaimed
beloved upcoming future deceased fourth fifth sixth seventh eighth ninth tenth eleventh twelfth discontinued
eponymous titular respective various certain rare true real full final original debut eldest younger elder
""")
"""Adjectives that are no part of a kind's name."""

LIGHT = word_set("have do make take get go come say tell know see think want try keep let put give find call be become")
"""Verbs that say too little by themselves to be a relation to a mere concept."""


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
KIND_OF = {noun: kind for kind, nouns in KINDS.items() for noun in nouns.split()}
_TYPES = frozenset(
    {"person", "organization", "location", "work", "event", *KINDS, *PARENTS, "award", "language", "product"}
)
_STRICT = frozenset(
    {"label", "military", "award", "language", "film", "series", "song", "album", "book", "game", "product"}
)
"""Kinds that the name or the text tells: a name of no known type is none of these."""
SYMMETRIC = frozenset({"spouse", "sibling", "shares border with"})
"""Relations that hold both ways, and are said both ways."""
HAPPENINGS = {
    "founding": "inception", "foundation": "inception", "establishment": "inception", "formation": "inception",
    "construction": "", "release": "publication date", "publication": "publication date", "birth": "date of birth",
    "death": "date of death", "premiere": "publication date", "launch": "inception",
    "dissolution": "dissolved, abolished or demolished",
}  # fmt: skip
"""Nouns of what happened to something, and what the date beside them is ("since its founding in 1903")."""
DEGREES = word_set("""
degree ba b.a. bs b.s. bsc b.sc. ma m.a. ms m.s. msc bachelor master doctorate phd ph.d. d.phil. diploma mba
m.b.a. llb ll.b. j.d. jd m.d. md bachelors masters degrees
""")
"""What a university gives: "a degree from Velm University"."""
STATES = {
    "married": "marry", "located": "locate", "situated": "situate", "based": "base", "headquartered": "headquarter",
    "born": "bear", "buried": "bury", "named": "name", "set": "set", "used": "use",
}  # fmt: skip
"""Adjectives after "is" that a verb's passive may be parsed as."""


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
