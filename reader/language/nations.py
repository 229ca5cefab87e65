"""Countries by their names and adjectives: "Italian" and "Italy" are one country to a question about nationality."""

from __future__ import annotations

import re

from kgqa.data.metrics.answers import normalize_answer

# A country, then what else is said for it; bars and line breaks part the countries. Only what English makes of a
# country's name; no history.
_NATIONS = """
Afghanistan Afghan Afghani|Albania Albanian|Algeria Algerian|Andorra Andorran|Angola Angolan
Antigua_and_Barbuda Antiguan|Argentina Argentine Argentinian Argentinean|Armenia Armenian|Australia Australian
Austria Austrian|Azerbaijan Azerbaijani|Bahamas Bahamian|Bahrain Bahraini|Bangladesh Bangladeshi|Barbados Barbadian
Belarus Belarusian|Belgium Belgian|Belize Belizean|Benin Beninese|Bhutan Bhutanese|Bolivia Bolivian
Bosnia_and_Herzegovina Bosnia Bosnian|Botswana Motswana|Brazil Brazilian|Brunei Bruneian|Bulgaria Bulgarian
Burkina_Faso Burkinabe|Burundi Burundian|Cambodia Cambodian|Cameroon Cameroonian|Canada Canadian|Cape_Verde Cape_Verdean
Chad Chadian|Chile Chilean|China Chinese People's_Republic_of_China PRC|Colombia Colombian|Comoros Comorian
Costa_Rica Costa_Rican|Croatia Croatian|Cuba Cuban|Cyprus Cypriot|Czech_Republic Czech Czechia|Denmark Danish Dane
Djibouti Djiboutian|Dominica|Dominican_Republic Dominican|Ecuador Ecuadorian|Egypt Egyptian|El_Salvador Salvadoran
Eritrea Eritrean|Estonia Estonian|Eswatini Swazi Swaziland|Ethiopia Ethiopian|Fiji Fijian|Finland Finnish Finn
France French|Gabon Gabonese|Gambia Gambian|Georgia Georgian|Germany German|Ghana Ghanaian|Greece Greek
Grenada Grenadian|Guatemala Guatemalan|Guinea Guinean|Guyana Guyanese|Haiti Haitian|Honduras Honduran
Hong_Kong Hongkonger|Hungary Hungarian|Iceland Icelandic Icelander|India Indian|Indonesia Indonesian|Iran Iranian
Iraq Iraqi|Ireland Irish Republic_of_Ireland|Israel Israeli|Italy Italian|Ivory_Coast Ivorian|Jamaica Jamaican
Japan Japanese|Jordan Jordanian|Kazakhstan Kazakh Kazakhstani|Kenya Kenyan|Kosovo Kosovar Kosovan|Kuwait Kuwaiti
Kyrgyzstan Kyrgyz Kyrgyzstani|Laos Laotian Lao|Latvia Latvian|Lebanon Lebanese|Lesotho Basotho|Liberia Liberian
Libya Libyan|Liechtenstein Liechtensteiner|Lithuania Lithuanian|Luxembourg Luxembourgish
Madagascar Malagasy
Malawi Malawian|Malaysia Malaysian|Maldives Maldivian|Mali Malian|Malta Maltese|Mauritania Mauritanian
Mauritius Mauritian|Mexico Mexican|Moldova Moldovan|Monaco Monegasque Monacan|Mongolia Mongolian|Montenegro Montenegrin
Morocco Moroccan|Mozambique Mozambican|Myanmar Burmese Burma|Namibia Namibian|Nepal Nepali Nepalese
Netherlands Dutch|New_Zealand New_Zealander|Nicaragua Nicaraguan|Niger Nigerien|Nigeria Nigerian
North_Korea North_Korean|North_Macedonia Macedonian Macedonia|Norway Norwegian|Oman Omani|Pakistan Pakistani
Palestine Palestinian|Panama Panamanian|Papua_New_Guinea Papua_New_Guinean|Paraguay Paraguayan|Peru Peruvian
Philippines Filipino Philippine|Poland Polish Pole|Portugal Portuguese|Puerto_Rico Puerto_Rican|Qatar Qatari
Romania Romanian|Russia Russian Russian_Federation|Rwanda Rwandan|Samoa Samoan|San_Marino Sammarinese|Saudi_Arabia Saudi
Senegal Senegalese|Serbia Serbian Serb|Seychelles Seychellois|Sierra_Leone Sierra_Leonean|Singapore Singaporean
Slovakia Slovak|Slovenia Slovenian Slovene|Somalia Somali|South_Africa South_African|South_Korea South_Korean
South_Sudan South_Sudanese|Spain Spanish Spaniard|Sri_Lanka Sri_Lankan|Sudan Sudanese|Suriname Surinamese
Sweden Swedish Swede|Switzerland Swiss|Syria Syrian|Taiwan Taiwanese|Tajikistan Tajik|Tanzania Tanzanian|Thailand Thai
Togo Togolese|Tonga Tongan|Trinidad_and_Tobago Trinidadian|Tunisia Tunisian|Turkey Turkish Turk|Turkmenistan Turkmen
Uganda Ugandan|Ukraine Ukrainian|United_Arab_Emirates Emirati UAE
United_Kingdom British UK U.K. Great_Britain Britain Briton
United_States American US U.S. USA U.S.A. United_States_of_America
Uruguay Uruguayan|Uzbekistan Uzbek|Venezuela Venezuelan|Vietnam Vietnamese|Yemen Yemeni
Zambia Zambian|Zimbabwe Zimbabwean|England English|Scotland Scottish|Wales Welsh|Northern_Ireland Northern_Irish
"""
_PARTS = {"england", "scotland", "wales", "northern ireland"}
_WHOLE = "united kingdom"


_ADJECTIVE = re.compile(r"\w+(?:an|ese|ish|i|ch|ic|ek|sh|que|iot)|swiss|us|uk")


def _table() -> dict[str, str]:
    table: dict[str, str] = {}
    for entry in _NATIONS.strip().replace("\n", "|").split("|"):
        names = [normalize_answer(name.replace("_", " ")) for name in entry.split()]
        table.update(dict.fromkeys(names, names[0]))
    return table


def _adjectives() -> dict[str, str]:
    found = {}
    for entry in _NATIONS.strip().replace("\n", "|").split("|"):
        country, *others = (name.replace("_", " ") for name in entry.split())
        said = [name for name in others if not country.startswith(name)]
        found.update({normalize_answer(country): said[0]} if said else {})
    return found


def _countries() -> dict[str, str]:
    names = (entry.split()[0].replace("_", " ") for entry in _NATIONS.strip().replace("\n", "|").split("|"))
    return {normalize_answer(name): name for name in names}


_KEYS = _table()
_COUNTRIES = _countries()
_ADJECTIVES = _adjectives()


def nation(name: str) -> str:
    """The country that a name or adjective means, else the name itself, normalised.

    >>> nation("Italian") == nation("Italy"), nation("U.S."), nation("Veland")
    (True, 'united states', 'veland')
    """
    key = normalize_answer(name)
    return _KEYS.get(key, key)


def adjective(country: str) -> str:
    """What somebody from a country is called; the name itself where the table has no other, or it is none.

    >>> adjective("Denmark"), adjective("Bosnia and Herzegovina"), adjective("Danish"), adjective("Veland")
    ('Danish', 'Bosnian', 'Danish', 'Veland')
    """
    return _ADJECTIVES.get(normalize_answer(country), country)


def country(name: str) -> str:
    """A country by its name, where an adjective may be given; the name itself where the table has none.

    >>> country("Danish"), country("bosnia and herzegovina"), country("Veland")
    ('Denmark', 'Bosnia and Herzegovina', 'Veland')
    """
    return _COUNTRIES.get(nation(name), name)


def known_nation(name: str) -> bool:
    """Whether a name or adjective means a country that the table has.

    >>> known_nation("Dutch"), known_nation("Utrecht")
    (True, False)
    """
    return normalize_answer(name) in _KEYS


def is_adjective(word: str) -> bool:
    """Whether a word says where somebody is from, and is no country's own name and no first name ("Dane", "Finn").

    >>> [is_adjective(word) for word in ("Danish", "Austrian-", "U.S.", "Jordan", "America", "Finn", "Veland")]
    [True, True, True, False, False, False, False]
    """
    key = normalize_answer(word)
    return key in _KEYS and key not in _COUNTRIES and _ADJECTIVE.fullmatch(key) is not None


def same_nation(one: str, other: str) -> bool | None:
    """Whether two names mean one country; None where one is a part of the other, which is yes and no.

    >>> same_nation("Dutch", "Netherlands"), same_nation("Danish", "Polish"), same_nation("Scottish", "British")
    (True, False, None)
    """
    pair = {nation(one), nation(other)}
    if len(pair) == 1:
        return True
    return None if _WHOLE in pair and pair & _PARTS else False
