"""Labels that mean one relation, by hand: what similarity can't tell ("mother" is as near to "father" as to "mum").

Written from general knowledge of English and of how Wikidata and DBpedia call their relations; no data set's sentences
or answers went into it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from kgqa.extract.relations.readings import Reading, read_label

_LINES = """
place of birth > location | born in; born at; birthplace; birth place; native of; birth city
date of birth > date | born on; born in; born; birth date; birth year; birthday; year of birth
birth name > | born as; name at birth
place of death > location | died in; died at; death place; deathplace; passed away in
date of death > date | died on; died in; died; death date; death year; year of death; passed away on
place of burial > | buried in; buried at; resting place; burial place; interred in; interred at
cause of death > | died of; died from; death cause
father > person | has father
mother > person | has mother
parent > person | parents; child of; son of; daughter of ! child; children; son; daughter
child > person | children; son; daughter; has child ! parent; parents; child of; son of; daughter of
spouse > person | married; married to; wife; husband; wed; partner in marriage; marries
sibling > person | brother; sister; brother of; sister of; siblings
relative > person | relatives; related to
country of citizenship > | nationality; citizenship; citizen of; national of
occupation > | profession; works as; worked as; job; vocation
employer > | works for; worked for; employed by; works at; worked at; employed at ! employee; employees
educated at > | alma mater; studied at; attended; graduated from; education; was educated at; graduate of
residence > location | lives in; lived in; resides in; resided in; home; resident of; place of residence
member of > organization | belongs to; joined ! member; members; has member; band member
member of political party > | party; political party; member of party; affiliated party
position held > | office; held office; served as; office held; position; serves as
military branch > | branch of service; served in branch
award received > | award; awards; won award; received award; prize; was awarded; honoured with; honored with
nominated for > | nomination; was nominated for
doctoral advisor > person | phd advisor; thesis advisor; doctoral supervisor ! doctoral student; phd student
doctoral student > person | phd student; doctoral students
student of > person | taught by; pupil of; studied under; teacher ! student; pupil; taught
student > person | students; taught; pupil
author > | written by; writer; author; penned by; authored by
director > | directed by; film director
producer > | produced by; film producer
screenwriter > | screenplay by; screenplay; scripted by; script writer; scriptwriter
cast member > person | starring; stars; starred; features actor; cast; actor; actors; starred actors
composer > | composed by; music by; score by; music composer
lyricist > | lyrics by; words by; lyrics writer
performer > | performed by; sung by; singer; recorded by; artist
illustrator > | illustrated by; illustrations by
translator > | translated by
editor > | edited by
film editor > | edited film
cinematographer > | director of photography; cinematography; cinematography by
publisher > | published by; publishing house
record label > | label; signed to; recorded for
production company > | produced by company; studio; production studio
distributor > | distributed by; distribution by
broadcaster > | broadcast by; aired on; broadcasted by; original broadcaster; network
creator > | created by; maker
developer > | developed by
designer > | designed by
architect > | architect of building; designed by architect
builder > | constructed by; built by
manufacturer > | manufactured by; made by; maker of product
inventor or discoverer > | discovered by; invented by; discoverer; inventor; discoverer or inventor
founder > | founded by; established by; set up by; co founded by; cofounder; co founder
founding date > date | founded in; established in; inception; founded on; founding year; date founded; established
founding place > location | foundation place; founded at; location of formation; place of foundation
publication date > date | published in; published on; release date; released in; released on; released; date of
    publication; publication year; came out in
first aired > date | first broadcast; premiered on; first air date; original air date
start date > date | began on; began in; start time; started in; started on; start year; beginning
end date > date | ended on; ended in; end time; end year; completion
dissolved > date | dissolution date; disbanded in; dissolved in; abolished in
date of completion > date | completed in; completed on; completion date; finished in
genre > | musical genre; music genre; film genre; literary genre; style
based on > | adapted from; adaptation of; derived from; inspired by book
followed by > | next; succeeded by work; subsequent work; sequel ! preceded by
preceded by > | previous work; prequel; follows ! followed by
predecessor > | replaces; succeeded ! successor; succeeded by; replaced by
successor > | replaced by; succeeded by ! predecessor; replaces; succeeded
main character > person | protagonist; hero; lead character
characters > | character; features character
language > | language of work; original language; written in language
official language > | official languages
language spoken > | speaks; languages spoken; spoken language; spoken in language; spoke; languages spoken written or
    signed
country > location | located in country; in country; sovereign state
country of origin > location | origin country; originated in; comes from country; nation of origin
located in > location | location; situated in; lies in; is in; based at; found in; lies within; sited in; stands in
state > location | in state; located in state
city > location | in city; located in city
headquarters location > location | headquarters; headquartered in; based in; head office; hq; headquarter; location of
    headquarters
capital > location | capital city; has capital ! capital of; seat of government of
largest city > location | biggest city
head of state > person | monarch; president of country
head of government > person | prime minister
chief executive officer > person | ceo; chief executive
chairperson > person | chairman; chair; chaired by; chairwoman
leader > person | led by; headed by; head; leader name; ruled by
mayor > person | has mayor
head coach > person | coach; coached by; trained by
manager > person | managed by
captain > person | captained by
commander > person | commanded by; commanding officer
owner > | owned by; belongs to owner; proprietor
operator > | operated by; operating organisation; operating organization; run by
parent company > organization | parent organization; parent organisation; holding company ! subsidiary
subsidiary > organization | subsidiaries
acquired by > organization | bought by; taken over by; purchased by
sponsor > | sponsored by
industry > | sector; business sector
product > | products; produces product; makes
part of > | belongs to whole; component of; division of ! has part; parts
instance of > | is a; type; kind of; type of; is a kind of
member of sports team > | plays for; played for; team; club; clubs; current club; current team
position played > | position on team; plays as; playing position
league > | plays in league; competes in; sports league
sport > | plays sport; sport played
home ground > location | stadium; home stadium; home venue; ground; home arena
season > | sports season; seasons
instrument > | plays instrument; plays; musical instrument
member > person | band member; has member; members; band members
field of work > | field; research field; works in field; specialises in; specializes in; academic discipline; area of
    research
known for > | famous for; best known for; noted for
notable work > | notable works; masterpiece; famous work
influenced by > | inspired by; influences
named after > | named for; namesake; name derived from; eponym
dedicated to > | dedicatee; in honour of; in honor of; dedicated in memory of
conflict > event | fought in; war; battle; battles; took part in battle; participated in battle
participant in > event | took part in; participated in; competed in ! participant; participants
participant > | participants
religion > | faith; religious affiliation
ethnic group > | ethnicity; ethnic groups
currency > | money; uses currency
anthem > | national anthem; hymn
motto > | slogan
population > number | inhabitants; population total; number of inhabitants; has population
area > number | total area; area total; covers area; surface area
elevation > number | height above sea level; elevation above sea level; elevation above the sea level; altitude;
    elevation above mean sea level
height > number | tall; stands tall
length > number | long; has length
number of pages > number | pages; page count
number of employees > number | employees; staff size; employs number
number of students > number | student body size; enrollment; enrolment
runtime > number | duration; running time; lasts
floor count > number | floors; number of floors; storeys; number of storeys
mass > number | weight; weighs
isbn > | isbn number; isbn code
tributary > location | tributaries; has tributary
mouth of river > location | flows into; empties into; mouth; drains into
crosses > location | bridge over; spans
borders > location | shares border with; neighbours; neighbors; adjacent to; bordered by; bounded by
continent > location | on continent
administrative territorial entity > location | district; located in the administrative territorial entity; county;
    located in district
mountain range > location | in mountain range; belongs to range
material > | made of; made from; material used; built of; constructed from
ingredient > | ingredients; main ingredient; main ingredients; contains ingredient
cuisine > | national cuisine
operating system > | runs on os; os
programming language > | programmed in; written in programming language; coded in
platform > | runs on; available on; published for platform
launch date > date | launched on; launched in; utc date of spacecraft launch
launch site > location | launch pad; launched from; start point
orbits > | parent astronomical body; satellite of; revolves around
taxon rank > | rank of taxon
parent taxon > | genus; belongs to genus; family of species
symptom > | symptoms; symptoms and signs
treats > | treatment for; drug for; medical condition treated; used to treat ! treated with; drug used for treatment
"""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A relation that labels can mean: how it is commonly called, what its tails are, and which way round it was said.

    ``kind`` is "person", "location", "organization", "work", "event", "date", "number" or "" for anything.
    """

    label: str
    kind: str
    turned: bool = False


def meanings(label: str) -> tuple[Meaning, ...]:
    """What a label is known to mean, one for each kind of tail that it may have; () where nothing is known.

    >>> [meaning.label for meaning in meanings("was born in")], meanings("author of")
    (['place of birth', 'date of birth'], (Meaning(label='author', kind='', turned=True),))
    """
    return _table().get(read_label(label), ())


@cache
def _table() -> dict[Reading, tuple[Meaning, ...]]:
    table: dict[Reading, dict[Meaning, None]] = {}

    def add(form: str, meaning: Meaning) -> None:
        reading = read_label(form)
        table.setdefault(reading, {})[meaning] = None

    lines = _LINES.replace("\n    ", " ").split("\n")[1:-1]
    for turned in (False, True):
        for line in lines:
            label, kind, forms, inverse = _parts(line)
            # "member of" says what "member" does, read from the other end, unless a line of its own says otherwise.
            for form in (label, *forms):
                if turned:
                    reading = read_label(form).inverse
                    if reading not in table and kind not in ("date", "number"):
                        table[reading] = {Meaning(label, kind, True): None}
                else:
                    add(form, Meaning(label, kind))
            if not turned:
                for form in inverse:
                    add(form, Meaning(label, kind, True))
    return {reading: tuple(found) for reading, found in table.items()}


def _parts(line: str) -> tuple[str, str, list[str], list[str]]:
    names, _, rest = line.partition("|")
    label, _, kind = names.partition(">")
    forms, _, inverse = rest.partition("!")
    return label.strip(), kind.strip(), _listed(forms), _listed(inverse)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
