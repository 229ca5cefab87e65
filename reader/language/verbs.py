"""Forms of one verb: "taught", "teaches" and "teach"."""

from __future__ import annotations

from kgqa.linker.normalise import fold
from kgqa.linker.stem import stem
from kgqa.linker.words import FUNCTION

IRREGULAR = {
    "taught": "teach", "wrote": "write", "written": "write", "won": "win", "built": "build", "made": "make",
    "sold": "sell", "bought": "buy", "led": "lead", "held": "hold", "met": "meet", "gave": "give", "given": "give",
    "took": "take", "taken": "take", "chose": "choose", "chosen": "choose", "drew": "draw", "drawn": "draw",
    "beat": "beat", "beaten": "beat", "sang": "sing", "sung": "sing", "fought": "fight", "knew": "know",
    "known": "know", "drove": "drive", "driven": "drive", "ran": "run", "flew": "fly", "flown": "fly", "sent": "send",
    "kept": "keep", "left": "leave", "lost": "lose", "paid": "pay", "told": "tell", "wore": "wear", "worn": "wear",
    "grew": "grow", "grown": "grow", "threw": "throw", "thrown": "throw", "brought": "bring", "caught": "catch",
    "saw": "see", "seen": "see", "ate": "eat", "eaten": "eat", "spoke": "speak", "spoken": "speak", "stole": "steal",
    "stolen": "steal", "shot": "shoot", "spent": "spend", "swam": "swim", "rode": "ride", "ridden": "ride",
    "used": "use", "went": "go", "gone": "go", "came": "come", "began": "begin", "begun": "begin", "broke": "break",
    "broken": "break", "burnt": "burn", "fell": "fall", "fallen": "fall", "felt": "feel", "forbade": "forbid",
    "forbidden": "forbid", "forgot": "forget", "forgotten": "forget", "froze": "freeze", "frozen": "freeze",
    "heard": "hear", "hid": "hide", "hidden": "hide", "learnt": "learn", "lent": "lend", "sank": "sink", "sunk": "sink",
    "slept": "sleep", "stood": "stand", "struck": "strike", "thought": "think", "tore": "tear", "torn": "tear",
    "woke": "wake", "woken": "wake",
}  # fmt: skip
"""Pasts that no ending tells, by their verb."""


def verb_key(verb: str) -> str:
    """The same for all forms of a verb.

    >>> verb_key("taught") == verb_key("teaches"), verb_key("sponsors") == verb_key("sponsored"), verb_key("play")
    (True, True, 'pla')
    """
    key = IRREGULAR.get(verb, f"{verb[:-3]}y" if verb.endswith("ied") else verb)
    while (shorter := stem(key)) != key:
        key = shorter
    return key


def verb_keys(text: str) -> list[str]:
    """The keys of the words of a text that are no function words, in order.

    >>> verb_keys("The bikes are not allowed in the lifts.") == verb_keys("bike allows lift")
    True
    """
    return [verb_key(word) for word in fold(text).split() if word not in FUNCTION]


def is_verb_form(word: str) -> bool:
    """Whether a word may be a verb in the third person or in the past.

    >>> [is_verb_form(word) for word in ("treats", "trained", "taught", "mother")]
    [True, True, True, False]
    """
    return word.endswith(("s", "ed")) or word in IRREGULAR
