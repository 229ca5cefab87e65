"""What single words say to the open extractor: of what kind a thing is, which are an office, which say nothing."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


LEGAL_FORMS = word_set("""
gmbh ag kg ltd limited inc incorporated llc llp plc corp corporation oy ab asa a/s aps bv b.v nv n.v s.a s.r.l spa
s.p.a
""")
"""Who bears one is no person."""

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

KIND_OF = {noun: kind for kind, nouns in KINDS.items() for noun in nouns.split()}

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
