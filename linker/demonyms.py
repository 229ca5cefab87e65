"""Which country an adjective speaks of: "Chilean" of Chile, "Dutch" of the Netherlands. All words are folded."""

from __future__ import annotations


def _pairs(text: str) -> dict[str, str]:
    pairs = (line.split(" ", 1) for line in text.strip().splitlines())
    return {word: country.strip() for word, country in pairs}


_IRREGULAR = _pairs("""
american united states
british united kingdom
english england
scottish scotland
welsh wales
irish ireland
french france
german germany
dutch netherlands
swiss switzerland
danish denmark
swedish sweden
norwegian norway
finnish finland
icelandic iceland
polish poland
czech czech republic
slovak slovakia
greek greece
turkish turkey
spanish spain
portuguese portugal
italian italy
belgian belgium
hungarian hungary
croatian croatia
serbian serbia
ukrainian ukraine
russian russia
soviet soviet union
israeli israel
iraqi iraq
iranian iran
afghan afghanistan
pakistani pakistan
bangladeshi bangladesh
thai thailand
vietnamese vietnam
chinese china
japanese japan
taiwanese taiwan
nepalese nepal
sudanese sudan
congolese congo
lebanese lebanon
maltese malta
canadian canada
mexican mexico
brazilian brazil
argentine argentina
argentinian argentina
peruvian peru
chilean chile
ecuadorian ecuador
egyptian egypt
moroccan morocco
kenyan kenya
ghanaian ghana
filipino philippines
kazakh kazakhstan
uzbek uzbekistan
kuwaiti kuwait
yemeni yemen
omani oman
emirati united arab emirates
saudi saudi arabia
cypriot cyprus
""")

_REGULAR = """
albania algeria angola armenia australia austria bolivia bosnia bulgaria cambodia colombia cuba
eritrea estonia ethiopia georgia guatemala haiti india indonesia jamaica jordan latvia liberia libya
lithuania macedonia malaysia mauritania mongolia namibia nigeria paraguay romania rwanda samoa
slovenia somalia syria tanzania tunisia uganda venezuela zambia
"""


def _adjective(country: str) -> str:
    return f"{country}n" if country.endswith("a") else f"{country}an"


COUNTRIES = {
    **{_adjective(country): country for country in _REGULAR.split()},
    **_IRREGULAR,
}
"""Adjective to country."""
