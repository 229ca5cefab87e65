"""Kinds of things that are of wider ones by what English words mean: a novelist is a writer, a tower a building."""

from __future__ import annotations

from kgqa.reader.pairs.words import root, roots

_NARROWER = {
    "writer": "author novelist poet playwright essayist screenwriter journalist columnist dramatist lyricist",
    "author": "writer novelist poet playwright essayist dramatist",
    "musician": "singer guitarist drummer bassist pianist violinist rapper songwriter composer vocalist cellist",
    "singer": "vocalist songwriter",
    "artist": "painter sculptor illustrator",
    "scientist": "physicist chemist biologist astronomer geologist mathematician zoologist botanist paleontologist",
    "athlete": "player footballer swimmer runner cyclist skier boxer sprinter gymnast wrestler",
    "actor": "actress",
    "filmmaker": "director",
    "politician": "senator congressman minister president governor mayor",
    "plant": "tree shrub herb flower fern grass cactus orchid palm vine",
    "animal": "dog cat bird fish mammal insect reptile horse breed",
    "dog": "hound terrier spaniel retriever shepherd",
    "film": "movie documentary",
    "movie": "film documentary",
    "documentary": "docuseries",
    "band": "group duo trio quartet quintet",
    "group": "band duo trio quartet quintet",
    "building": "skyscraper tower hotel house",
    "skyscraper": "tower",
    "mountain": "peak volcano",
    "peak": "mountain",
    "company": "corporation firm manufacturer retailer brand chain business airline publisher conglomerate startup",
    "business": "company corporation firm",
    "restaurant": "pizzeria steakhouse",
    "publication": "magazine newspaper journal periodical",
    "magazine": "periodical journal",
    "book": "novel novella memoir",
    "novel": "novella",
    "school": "university college academy",
    "university": "college",
    "college": "university",
    "game": "videogame",
    "drink": "cocktail beverage liqueur beer wine",
    "beverage": "cocktail drink liqueur beer wine",
    "cocktail": "drink",
    "road": "highway route street",
    "city": "town municipality capital",
    "genus": "",
}

_OF = {root(kind): roots(words) for kind, words in _NARROWER.items()}


def narrower(kind: str) -> frozenset[str]:
    """The roots of the words for things that are always, or as a rule, of a ``kind``; by its root.

    >>> root("novelist") in narrower(root("writers")), narrower(root("bell"))
    (True, frozenset())
    """
    return _OF.get(kind, frozenset())


def widest(kinds: frozenset[str]) -> frozenset[str]:
    """The roots of ``kinds`` and of the wider ones that they are of.

    >>> root("writer") in widest(frozenset({root("poet")}))
    True
    """
    return kinds | {kind for kind, words in _OF.items() if words & kinds}
