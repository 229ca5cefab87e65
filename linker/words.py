"""Words that seldom name anything by themselves, already folded (see :mod:`kgqa.linker.normalise`).

The linker has no language model of its own; these lists are what tells "it" and "film" from "gorilla". Other
languages lean on the words of the graph's relations, which the index adds.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOP = _words("""
a about above across after again against all also am among an and any are arent as at be because been
before being below between both but by can could d das de der des did didnt die do does doesnt doing done
down du during each el else et ever few for from had has have having he her here hers him his i if in
into is isnt it its just la le les ll los m may me might mine more most must my never no nor not of off
on once only or other our ours out over own per re s same shall she should since so some such t than that
the their theirs them then there these they this those though through to too und under until up upon us
ve very via was wasnt we were werent while will with within without would y yet you your yours
""")
"""Function words, English in the main."""

ASKING = _words("""
what which who whom whose when where why how whats whos wheres hows whens many much name tell give list
show find describe please know does 谁 什 么 哪 何 几 多 少 的 是 在 了 吗 呢 有 和 与
""")
"""Words that ask. They count as function words."""

FUNCTION = STOP | ASKING

PRONOUNS = _words("he she him her his hers")
"""Pronouns that mean one person."""

JOINING = _words("of the for de di du van von der la and")
"""Words in lower case that stand inside names."""

TITLES = _words("""
mr mrs ms dr sir lady lord king queen prince princess pope saint st president senator governor judge justice captain
general professor prof minister chancellor mayor emperor father mother brother sister uncle aunt son daughter
""")
"""Words that lead on to a person's name."""

KINDS = _words("""
university college school institute academy department faculty church party house senate court society company club
association museum union hospital library council committee board office ministry press award prize festival war
state states district county city region art arts science sciences studies history theatre center centre bachelor
master masters doctor january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday north south east west northern southern eastern western new
national international
""")
"""Words that many names share: by themselves they are no short name."""

MORE_KINDS = _words("""
corporation corp inc incorporated limited ltd plc co llc ag gmbh sa group holdings records pictures studios
entertainment industries laboratory laboratories foundation bank airport station stadium street road avenue
square bridge tower castle palace cathedral abbey prison camp concentration island islands river lake sea ocean
mountain mountains mount valley desert forest bay people peoples language family dynasty orchestra band division
province district parish township borough republic kingdom empire federation championship championships ecole universite
universitat universidad universita institut instituto academie politecnico
""")
"""Further words that say what kind of thing a name is of; a few are surnames, too."""

BODIES = _words("""
university college school institute academy department faculty church party house senate court society company club
association museum union hospital library council committee board office ministry bachelor master masters doctor
""")
"""Words that lead a name on with "of" or "for": what follows is not named by itself."""

OF_STATE = _words("""
senate house court council committee board ministry state states district county region province municipality army
navy government republic kingdom empire people peoples language family dynasty
""")
"""Kinds of what belongs to a country, a town or a family, and does not go by its bare name: "United States Senate"."""

COMPANY_FORMS = _words("corporation corp company co inc incorporated limited ltd plc llc ag gmbh")
"""What stands behind a company's name and may be left out."""

SHORTENED = _words("mr mrs ms dr st jr sr prof gen sen rep gov hon rev vs no vol inc ltd co corp dept univ")
"""Words that a point shortens: it ends no sentence."""

ORDINARY = _words("""
able according act acted acting action actor actors actress actresses acts addition address age agreement
aircraft album albums allowed along alongside amount another appear appeared appears area areas around
arrive associated attack author authors back band bands based basis became become began begin believe
believed belong best bill birth body book books born branch brother build building built business call
called came capital car case cast cause caused causes century change changes character child children
cities city civil class classes colony color come common commonly companies company compared complete
complex complexity concept considered control controlled countries country create created creator
credited crisis currency current currently cycle date dates daughter days death decision defeat described
describes describing description designed develop developed development device didn died different direct
directed directing director directors directs discovered due early effect efforts elected election end
ended energy entity episode era establish established event example examples exist expansion expression
fall family famous father feature festival field fight film films final financial first focus football
force forces form formed former fought found founded four free full function gain game games generally
genre genres get given government group groups happened happens held help helped higher highest history
hold home host husband idea important industry influence input introduced invented involved killed kind
kinds known land language languages large largest last late later law laws lead leader least led left
legislative less level life like line live located long lose lower machine machines made magazine main
major make makes man manager mass mean means measure member members memory men method military model
modern money month mother move moved movement movie movies music named nationality natural near need
network non notable number object objects occur official often oldest one open order organization
original originally outside part parties people percentage period person place places plans plants play
played player plot policy political popular population position power present pressure price primary
prior problem problems process produce produced producer production profession professional program
provide provided public published purpose ranked rate rated rating ratings reason receive received
recognized record recorded referred region release released releases religion religious represented
require required research resources response responsible rest result rock role rule run said say scene
scenes schools screenplay screenwriter screenwriters script sea season second seen send sequel series
serve served service set settle settlement share ship shows similar singer sister size small solution
solved son song songs sort soundtrack source sources space species specific speed sports spouse spouses
stand star starred starring stars start started state states station status steam stories story students
studio study style successful supply support surface system systems tag tags take team technology
television temperature term terms territory theory think third thought three time times title today
together took topic topics total trade two type types typically use used using usually value view vote
votes want wasn water way well went weren wife win woman women won word words work working world write
writer writers writes writing written wrote year years
""")
"""Words met in lower case in the questions of HotpotQA, SQuAD, Natural Questions and WebQuestions 18 times or
more and rarely in upper case, less some thirty of SQuAD's own topics, with the commonest words for works and
people added by hand. No MetaQA or 2Wiki question was counted, but a few words ("script", "together") were
added after looking at MetaQA's dev half."""
