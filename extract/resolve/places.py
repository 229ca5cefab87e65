"""Words for the people and things of a place, and the other names that countries go by, folded."""

from __future__ import annotations

_DEMONYMS = """
afghan afghanistan
albanian albania
american america
americans america
argentine argentina
argentinian argentina
azerbaijani azerbaijan
bangladeshi bangladesh
basque basque country
belarusian belarus
belgian belgium
brazilian brazil
british britain
briton britain
britons britain
burmese burma
cambodian cambodia
canadian canada
catalan catalonia
chilean chile
chinese china
congolese congo
croat croatia
croatian croatia
cypriot cyprus
czech czech republic
dane denmark
danish denmark
dutch netherlands
egyptian egypt
emirati united arab emirates
english england
estonian estonia
european europe
filipino philippines
philippine philippines
finn finland
finnish finland
flemish flanders
french france
german germany
germans germany
ghanaian ghana
greek greece
hungarian hungary
icelandic iceland
iraqi iraq
irish ireland
israeli israel
italian italy
ivorian ivory coast
japanese japan
kazakh kazakhstan
kenyan kenya
korean korea
kurdish kurdistan
kuwaiti kuwait
kyrgyz kyrgyzstan
laotian laos
lebanese lebanon
malagasy madagascar
maltese malta
moroccan morocco
nepalese nepal
nepali nepal
norman normandy
norwegian norway
omani oman
pakistani pakistan
peruvian peru
polish poland
pole poland
portuguese portugal
punjabi punjab
qatari qatar
romanian romania
russian russia
saudi saudi arabia
saudi arabian saudi arabia
scottish scotland
scots scotland
senegalese senegal
serb serbia
serbian serbia
slovak slovakia
slovene slovenia
somali somalia
soviet soviet union
spanish spain
spaniard spain
sudanese sudan
swede sweden
swedish sweden
swiss switzerland
taiwanese taiwan
tajik tajikistan
thai thailand
turkish turkey
turk turkey
turkmen turkmenistan
ukrainian ukraine
uzbek uzbekistan
vietnamese vietnam
welsh wales
yemeni yemen
sicilian sicily
bavarian bavaria
parisian paris
venetian venice
roman rome
viennese vienna
genoese genoa
quebecois quebec
texan texas
"""
_OTHER_NAMES = """
united states|us|u s|usa|u s a|united states of america|america
united kingdom|uk|u k|great britain|britain|united kingdom of great britain and northern ireland
soviet union|ussr|u s s r|union of soviet socialist republics
united arab emirates|uae|u a e
china|people s republic of china|peoples republic of china|prc
russia|russian federation
south korea|republic of korea
north korea|democratic people s republic of korea|democratic peoples republic of korea|dprk
burma|myanmar
czech republic|czechia
ivory coast|cote d ivoire|cote divoire
netherlands|holland
east timor|timor leste
new york city|nyc
washington d c|washington dc|d c
eswatini|swaziland
cape verde|cabo verde
european union|eu
united nations|un|u n
"""
_ENDINGS = (
    ("ian", ("", "a", "ia", "y", "e", "o")),
    ("an", ("", "a", "e", "o", "i", "ia")),
    ("n", ("",)),
    ("ese", ("", "a", "o", "e", "i")),
    ("i", ("", "a", "e")),
    ("ish", ("", "land", "ey")),
    ("er", ("",)),
    ("ite", ("",)),
    ("ean", ("a", "e", "o", "")),
    ("nian", ("", "n")),
)
_SHORTEST = 4
"""Letters that a place keeps of its name in a word made by rule."""

OTHER_NAME = {
    name.replace(" ", ""): line.split("|")[0].replace(" ", "")
    for line in _OTHER_NAMES.strip().splitlines()
    for name in line.split("|")
}
"""Names of a country, without blanks, to its usual one."""

DEMONYMS = {
    word.rsplit(" ", 1)[0] if line.startswith("saudi arabian") else line.split()[0]: OTHER_NAME.get(place, place)
    for line in _DEMONYMS.strip().splitlines()
    for word in [line]
    for place in ["".join(line.split()[2 if line.startswith("saudi arabian") else 1 :])]
}
"""Words for people and things of a place to the place, without blanks."""


def usual(joined: str) -> str:
    """The usual name of a country by any of its names, without blanks; others as they are."""
    return OTHER_NAME.get(joined, joined)


def is_of(word: str, place: str) -> bool:
    """Whether a folded word is what the people or things of a place are called, both without blanks.

    >>> is_of("norwegian", "norway"), is_of("zubrovian", "zubrovia"), is_of("norwegian", "sweden")
    (True, True, False)
    """
    for one in (word, word[:-1] if word.endswith("s") else word):
        if one in DEMONYMS:
            return DEMONYMS[one] == usual(place)
    if len(word) > len(place) + 4 or word[:_SHORTEST] != place[:_SHORTEST]:
        return False
    return any(
        word.endswith(ending)
        and len(word) - len(ending) + len(tail) >= _SHORTEST
        and word[: -len(ending)] + tail == place
        for ending, tails in _ENDINGS
        for tail in tails
    )
