"""Words of names that tell their bearers apart or tell nothing of them, folded. English in the main."""

from __future__ import annotations

from kgqa.linker.words import KINDS, TITLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _pairs(text: str) -> dict[str, str]:
    """Each word of a line to the line's first word."""
    return {word.replace("_", " "): line.split()[0] for line in text.strip().splitlines() for word in line.split()}


GENERATIONS = _pairs("""
jr junior
sr senior
2 2nd ii
3 3rd iii
4 4th iv
""")
"""What tells a person from a namesake of the family, in one spelling each."""

LEGAL_FORMS = _pairs("""
inc incorporated
ltd limited ltda
llc l_l_c
llp
lp
corp corporation
co company compania compagnie cie
plc p_l_c
gmbh mbh g_m_b_h
ag a_g
kg
sa s_a s_a_s sas
srl s_r_l
spa s_p_a
bv b_v
nv n_v
ab
oy oyj
asa
a_s
kk k_k
pty
ev e_v
sarl
doo d_o_o
sdn
bhd
pvt private
""")
"""Legal forms of companies, in one spelling each."""

SAME_LEGAL = frozenset({"co", "corp", "inc", "ltd", "plc", "pty", "pvt"})
"""Legal forms that texts use for one another."""

_NUMBERS = """
first one, second two, third three, fourth four, fifth five, sixth six, seventh seven, eighth eight, ninth nine,
tenth ten, eleventh eleven, twelfth twelve
"""
ORDINALS = {word: str(value) for value, pair in enumerate(_NUMBERS.split(","), start=1) for word in pair.split()}
"""Numbers in words: ordinals and cardinals."""

PERSON_TITLES = TITLES | _words("""
mister madam madame monsieur herr frau senor senora don dona dame baron baroness count countess duke duchess
earl viscount marquis marquess archbishop bishop cardinal rabbi imam sheikh sultan rev reverend fr br sr hon
lieutenant lt sergeant sgt corporal major maj colonel col commander cmdr admiral adm gen capt marshal officer
secretary premier chairman congressman congresswoman representative rep sen gov pres ambassador attorney
detective inspector coach maestro drs empress tsar czar maharaja raja
""")
"""Words before a person's name."""

PARTICLES = _words(
    "de la le du des del della di da das do dos van von der den het ten ter zu zum zur y e bin ibn al el"
)
"""Small words inside surnames."""

LINKING = _words("of the and for de du des la le der di del")
"""Small words inside names of things that one text has and another leaves out."""

KIND_WORDS = KINDS | _words("""
records record recordings entertainment pictures films studios studio productions publishing publishers books
group holdings holding bank airlines airways air motors motor electric electronics systems technologies
technology software industries international global worldwide foundation institution organization organisation
agency authority bureau service services network television tv radio channel broadcasting newspaper times daily
magazine journal team fc f c sc afc cf ac bc club football basketball baseball hockey cricket rugby athletic
band orchestra ensemble choir opera ballet theatre company corporation river lake mountain mountains mount
island islands valley bay gulf sea ocean peninsula creek bridge tower castle palace temple cathedral abbey
airport station railway road street avenue highway park gardens zoo stadium arena hall building province
prefecture district municipality town village borough parish republic kingdom empire federation union
territory metropolitan area regional department high secondary primary middle elementary song album film movie
novel book game series show campaign program programme project act treaty agreement conference congress
parliament assembly legislature chamber caucus commission corps army navy force forces division regiment
brigade battalion squadron command tournament cup league championship championships open games race prix
""")
"""Words that say what kind of thing a name is of: a name is often used without them."""

AREA_WORDS = _words("""
county district region province area municipality city valley airport park station prefecture territory state states
department parish metropolitan national bay gulf lake museum cathedral palace castle temple abbey hall building stadium
arena hospital library highway road street avenue town village borough regional school university college church
festival cup championship championships league
""")
"""Words of KIND_WORDS that make another thing of a name: an area around a place, or something in it."""

SIDES = _words("""
north south east west northern southern eastern western northeast northwest southeast southwest northeastern
northwestern southeastern southwestern new old upper lower inner outer central greater lesser great little big
mid anti non pre post former under junior senior youth men mens women womens girls boys
""")
"""Words that make another thing of the name that follows them."""

NICKNAMES = {
    short: long
    for line in """
    william bill billy will willie liam
    robert bob bobby rob robbie
    richard dick rick ricky rich richie
    james jim jimmy jamie
    john jack johnny jon
    joseph joe joey
    michael mike mick mickey
    peter pete
    thomas tom tommy
    charles charlie chuck
    edward ed eddie ted ned teddy
    daniel dan danny
    david dave davey
    samuel sam sammy
    benjamin ben benny
    anthony tony
    andrew andy drew
    steven steve stephen stevie
    christopher chris
    matthew matt
    nicholas nick nicky
    patrick pat paddy
    alexander alex sandy
    ronald ron ronnie
    donald don donnie
    kenneth ken kenny
    gerald gerry jerry
    lawrence larry laurence
    leonard len leo lenny
    raymond ray
    frederick fred freddie freddy
    francis frank
    gregory greg
    jeffrey jeff geoffrey geoff
    philip phil phillip
    timothy tim
    vincent vince
    walter walt
    zachary zach zack
    nathaniel nathan nat nate
    jonathan jonny
    elizabeth liz beth betty eliza lizzie
    margaret maggie meg peggy
    katherine kate katie kathy catherine cathy kathryn
    susan sue susie
    deborah debbie deb
    jennifer jen jenny
    jessica jess jessie
    patricia patty trish
    barbara barb
    rebecca becky
    victoria vicky
    dorothy dot dolly
    theodore theo
    eugene gene
    """.strip().splitlines()
    for long in line.split()[:1]
    for short in line.split()
}
"""Short given names, and their long form, to the long form."""
