"""Discoverers: free text such as "Pierre and Marie Curie" as the single persons it names."""

from __future__ import annotations

import re

from kgqa.data.demo.names import aliases, without_accents

_FULL_NAMES = {
    # The source abbreviates and misspells; one person must be one entity. Left: as split from the source.
    "A. A. Bussy": "Antoine Bussy",
    "A. C. Wohl": "Arthur Wahl",
    "A. Crawford": "Adair Crawford",
    "A. E. Larsh": "Almon Larsh",
    "A. F. Fourcory": "Antoine François Fourcroy",
    "A. Ghiorso": "Albert Ghiorso",
    "Anders Ekeberg": "Anders Gustaf Ekeberg",
    "André Debierne": "André-Louis Debierne",
    "Antoine J. Balard": "Antoine Jérôme Balard",
    "Axel Cronstedt": "Axel Fredrik Cronstedt",
    "C. D. Coryell": "Charles D. Coryell",
    "C. F. Aver von Welsbach": "Carl Auer von Welsbach",
    "Carl Mosander": "Carl Gustaf Mosander",
    "Charles Hatchet": "Charles Hatchett",
    "D. R. Corson": "Dale R. Corson",
    "Dmitri Ivanovitch Mendeleyev": "Dmitri Mendeleev",
    "E. M. McMillan": "Edwin McMillan",
    "E. Segré": "Emilio Segrè",
    "Fredrich Ernst Dorn": "Friedrich Ernst Dorn",
    "Fredrich Soddy": "Frederick Soddy",
    "Fredrich Stromeyer": "Friedrich Stromeyer",
    "Fredrich Wöhler": "Friedrich Wöhler",
    "G. Kirchoff": "Gustav Kirchhoff",
    "G. T. Seaborg": "Glenn T. Seaborg",
    "Georg von Hevesy": "George de Hevesy",
    "George Brandt": "Georg Brandt",
    "Glenn Seaborg": "Glenn T. Seaborg",
    "Gustov Kirchoff": "Gustav Kirchhoff",
    "H. Davy": "Humphry Davy",
    "H. V. Collet-Descoltils": "Hippolyte-Victor Collet-Descotils",
    "Hans Christian Oersted": "Hans Christian Ørsted",
    "Humphrey Davy": "Humphry Davy",
    "J. A. Marinsky": "Jacob A. Marinsky",
    "J. Berzelius": "Jöns Jacob Berzelius",
    "J. L. Gay-Lussac": "Joseph Louis Gay-Lussac",
    "J. L. Soret": "Jacques-Louis Soret",
    "J. W. Kennedy": "Joseph W. Kennedy",
    "Jean de Marignac": "Jean Charles Galissard de Marignac",
    "Johann Arfwedson": "Johan August Arfwedson",
    "Johann Gahn": "Johan Gottlieb Gahn",
    "Joseph Priestly": "Joseph Priestley",
    "Julius Scaliger": "Julius Caesar Scaliger",
    "Jöns Berzelius": "Jöns Jacob Berzelius",
    "K. R. MacKenzie": "Kenneth Ross MacKenzie",
    "K. Street Jr.": "Kenneth Street Jr.",
    "Karl Klaus": "Karl Ernst Claus",
    "L. E. Glendenin": "Lawrence E. Glendenin",
    "L. J. Thénard": "Louis Jacques Thénard",
    "L. N. Vauquelin": "Louis Nicolas Vauquelin",
    "L. O. Morgan": "Leon O. Morgan",
    "Lars Nilson": "Lars Fredrik Nilson",
    "Lise Mietner": "Lise Meitner",
    "Louis Vauquelin": "Louis Nicolas Vauquelin",
    "M. Klaproth": "Martin Heinrich Klaproth",
    "M. W. Travers": "Morris Travers",
    "Marguerite Derey": "Marguerite Perey",
    "Martin Klaproth": "Martin Heinrich Klaproth",
    "Nils Langet": "Nils Abraham Langlet",
    "Nils Sefström": "Nils Gabriel Sefström",
    "P. H. Abelson": "Philip Abelson",
    "P. T. Cleve": "Per Theodor Cleve",
    "R. A. James": "Ralph A. James",
    "R. Bunsen": "Robert Bunsen",
    "R. M. Latimer": "Robert M. Latimer",
    "Rayleigh": "Lord Rayleigh",
    "S. G. Tompson": "Stanley G. Thompson",
    "S. Tenant": "Smithson Tennant",
    "Smithson Tenant": "Smithson Tennant",
    "T. Richter": "Theodor Richter",
    "T. Sikkeland": "Torbjørn Sikkeland",
    "W. von Hisinger": "Wilhelm Hisinger",
    "Wilhelm Roentgen": "Wilhelm Röntgen",
    "William Ramsey": "William Ramsay",
    "William Wollaston": "William Hyde Wollaston",
    "Émillo Segrè": "Emilio Segrè",
    # Institutions under two names, or shortened.
    "Argonne": "Argonne National Laboratory",
    "Heavy Ion Research Laboratory": "GSI Helmholtz Centre for Heavy Ion Research",
    "Los Alamos": "Los Alamos National Laboratory",
    "U of Calif": "University of California",
    "U. of Cal at Berkeley": "University of California",
}
_MORE_ALIASES = {
    "GSI Helmholtz Centre for Heavy Ion Research": ("GSI", "HIRL"),
    "Ida Tacke": ("Ida Noddack",),
    "Joint Institute for Nuclear Research": ("JINR",),
    "Lord Rayleigh": ("Baron Rayleigh", "John William Strutt"),
    "Marie Curie": ("Marie Skłodowska-Curie",),
    "University of California": ("University of California, Berkeley",),
}
# Surnames that are common words or first names: as an alias they would be found where they are not meant.
_COMMON_SURNAMES = frozenset(("Berg", "Brand", "Gregor", "James", "Lawrence", "Morgan", "Reich", "Street"))
_ORGANIZATION = re.compile(r"\b(Laboratory|Institute|University|Research|Centre|RIKEN)\b")
_PARTICLES = frozenset(("da", "de", "del", "van", "von"))
_TITLE = re.compile(r"^(Sir|Lord|Baron|Dr\.?|Prof\.?) ")


def discoverers(text: str) -> tuple[str, ...]:
    """The persons and institutions in a line of free text, by their full names, in the order named.

    >>> discoverers("Pierre and Marie Curie")
    ('Pierre Curie', 'Marie Curie')
    >>> discoverers("Known to the ancients.")
    ()
    """
    if text.startswith("Known to"):
        return ()
    names: list[str] = []
    for part in re.split(r"[,;/]", re.sub(r",?\s*et al\.?\s*$", "", text)):
        names += (full_name(name) for name in _couple(part.strip()) if name)
    return tuple(dict.fromkeys(names))


def full_name(name: str) -> str:
    """The one name that a person or an institution has in the demo.

    >>> full_name("Sir Humphrey Davy")
    'Humphry Davy'
    """
    plain = _spaced(name)
    return _FULL_NAMES.get(plain, plain)


def other_names(name: str) -> tuple[str, ...]:
    """The source's spellings of a full name, without accents too; a person's without middle names as well."""
    spellings = [short for short, full in _FULL_NAMES.items() if full == name]
    spellings += [*_MORE_ALIASES.get(name, ()), without_accents(name)]
    if not is_organization(name):
        last = _surname(name.removesuffix(" Jr."))
        spellings.append(f"{name.split()[0]} {last}")
        spellings += [last] if last not in _COMMON_SURNAMES else []
    return aliases(name, spellings)


def is_organization(name: str) -> bool:
    """Whether a full name is that of an institution."""
    return _ORGANIZATION.search(name) is not None


def agent_id(name: str) -> str:
    """The entity id of a discoverer: ``person:Marie Curie`` or ``organization:RIKEN``."""
    return f"{'organization' if is_organization(name) else 'person'}:{name}"


def _spaced(name: str) -> str:
    """ "A.A.Bussy" as "A. A. Bussy", without a title and a short form in brackets."""
    plain = re.sub(r"\s*\([^)]*\)", "", name).strip()
    return re.sub(r"\.(?=\w)", ". ", _TITLE.sub("", plain))


def _couple(text: str) -> tuple[str, ...]:
    """ "Pierre and Marie Curie" as two names: a lone given name takes the surname of the next one."""
    first, found, second = text.partition(" and ")
    if not found:
        return (text,)
    if " " not in first:
        first = f"{first} {_surname(second)}"
    return (first, second)


def _surname(name: str) -> str:
    """The last word of a name, with the particles before it ("de Elhuyar")."""
    words = name.split()
    start = next((at for at, word in enumerate(words) if word in _PARTICLES), len(words) - 1)
    return " ".join(words[start:])
