"""Negated and tag questions as the plain question for yes or no that they ask: "Isn't Ghent in Veland?" and "Ghent is
in Veland, isn't it?" both ask whether Ghent is in Veland, and get a yes where it is."""

from __future__ import annotations

import re

from kgqa.reader.language.kinds import NEGATION

_AUX = "is|are|was|were|do|does|did|has|have|had|could|will|would"
_NEGATED = re.compile(rf"\s*(?P<aux>{_AUX})n['’]t\s+(?P<rest>\S.*)", re.IGNORECASE | re.DOTALL)
_TAGGED = re.compile(
    rf"\s*(?P<said>\S.*?)(?:,?\s+(?P<aux>{_AUX})n['’]t\s+(?:it|he|she|they|there)"
    rf"|,\s+(?P<full>{_AUX})\s+(?:it|he|she|they)\s+not"
    r"|,\s*(?:right|correct|true|is that (?:right|correct|so|true)|am i right|or not|no))\s*\?+\s*",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    rf"(?:who|whom|whose|what|which|when|where|why|how|{_AUX}|if|whether|name|list|show|tell|give|in|on|at|to|from)\b",
    re.IGNORECASE,
)
_BE = re.compile(r"(?<=\S )(?P<aux>is|are|was|were|could|will|would)(?= \S)")
_HAVE = re.compile(r"(?<=\S )(?P<aux>has|have|had) (?=(?:been|won|made|built|written|led|[a-z]+(?:ed|en|wn))\b)")
_PAST = {
    "became": "become", "began": "begin", "bought": "buy", "brought": "bring", "built": "build", "came": "come",
    "drew": "draw", "fell": "fall", "fought": "fight", "gave": "give", "grew": "grow", "had": "have", "held": "hold",
    "lay": "lie", "led": "lead", "left": "leave", "lost": "lose", "made": "make", "met": "meet", "ran": "run",
    "sang": "sing", "sank": "sink", "sold": "sell", "spoke": "speak", "spent": "spend", "stood": "stand",
    "taught": "teach", "took": "take", "went": "go", "won": "win", "wrote": "write",
}  # fmt: skip
_NO_VERB = frozenset(("is", "was", "as", "its", "his", "this", "us", "thus", "plus", "does", "hers", "ours", "theirs"))
_THIRD = re.compile(r"[a-z]{2,}s")
_ENDS_IN_E = re.compile(
    r"(?:(?<!e)at|crea?t|[ou]t|iz|uc|v|(?<=[aeiourdl])g|c|u|[aeiou]s|[iuo]r|[^e]ad|[iu]d|[^oa]in|ul|[^aeiou]l|[^i]am|ap"
    r"|ib)$"
)


def plainly(question: str) -> str:
    """The plain question that a negated or a tag question asks; any other one, and one that stays negated, as it is.

    >>> plainly("Isn't Ghent the capital of Veland?"), plainly("Jo Lind founded Holt Yard, didn't she?")
    ('Is Ghent the capital of Veland?', 'Did Jo Lind found Holt Yard?')
    >>> plainly("The mill has 3 wheels, right?"), plainly("Who isn't from Ghent?")
    ('Does the mill have 3 wheels?', "Who isn't from Ghent?")
    """
    found = _NEGATED.fullmatch(question)
    if found is not None:
        return question if NEGATION.search(found["rest"]) else f"{found['aux']} {found['rest']}"
    found = _TAGGED.fullmatch(question)
    if found is None or _ASKS.match(found["said"]) or NEGATION.search(found["said"]):
        return question
    aux = (found["aux"] or found["full"] or "").lower()
    asked = _asked(" ".join(found["said"].rstrip(" .!?").split()), aux)
    return question if asked is None else f"{asked}?"


def _asked(said: str, tag: str) -> str | None:
    """A statement as a question; None where its verb is not to be seen. ``tag``: the verb of its tag, "" where it has
    none."""
    for form in (_BE, _HAVE):
        found = form.search(said)
        if found is not None and tag in ("", found["aux"]):
            return _joined(found["aux"], said[: found.start()], said[found.end() :])
    words = said.split()
    if tag in ("", "did"):
        past = [at for at, word in enumerate(words) if at and (word in _PAST or re.fullmatch(r"[a-z]{2,}ed", word))]
        if len(past) == 1:
            return _joined("did", " ".join(words[: past[0]]), " ".join([_base(words[past[0]]), *words[past[0] + 1 :]]))
        if past or tag:
            return None
    if tag in ("", "does", "has"):
        here = [at for at, word in enumerate(words) if at and _THIRD.fullmatch(word) and word not in _NO_VERB]
        has = "has" in words[1:]
        if has or (here and (len(here) == 1 or words[here[0] - 1][:1].isupper())):
            at = words.index("has", 1) if has else here[0]
            return _joined("does", " ".join(words[:at]), " ".join([_stem_of_third(words[at]), *words[at + 1 :]]))
    return None


def _joined(aux: str, who: str, rest: str) -> str:
    who = re.sub(r"^(?:The|A|An|His|Her|Its|Their|It|He|She|They)(?= |$)", lambda found: found[0].lower(), who.strip())
    return f"{aux.capitalize()} {who} {rest.strip()}"


def _base(past: str) -> str:
    """The infinitive of a past tense.

    >>> [_base(word) for word in ("founded", "married", "wrote", "composed", "starred", "created", "visited")]
    ['found', 'marry', 'write', 'compose', 'star', 'create', 'visit']
    """
    if past in _PAST:
        return _PAST[past]
    if past.endswith("ied"):
        return past[:-3] + "y"
    left = past[:-2]
    if len(left) > 3 and left[-1] == left[-2]:
        return left if left[-1] in "lsz" else left[:-1]
    return left + "e" if _ENDS_IN_E.search(left) else left


def _stem_of_third(word: str) -> str:
    if word == "has":
        return "have"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if re.search(r"(?:ch|sh|ss|x|zz|o)es$", word) else word[:-1]
