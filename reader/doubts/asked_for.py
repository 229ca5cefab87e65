"""How people ask for common relations without a word of their labels: "where did it study" for "educated at"."""

from __future__ import annotations

import re

_PAIRS = (
    (r"stud(?:y|ies|ied)|attend(?:ed)?|school|graduat\w*|college|university"
     r"|learn\w*|train(?:ed)?",
     r"educat\w*|alma mater|school|college|university|student"),
    (r"(?:do|does|did) (?:it|they|he|she) do|for a living|work(?:s|ed)? as|job|trade|earn\w*|career",
     r"occupation|profession|job|position|role|vocation|trade|career"),
    (r"work(?:s|ed)?(?: (?:for|at|in))?|employ\w*|teach(?:es)?|taught",
     r"employ\w*|work\w*|company|affiliation|workplace"),
    (r"win|won|receive[sd]?|prizes?|honou?red|decorat\w+", r"awards?|prizes?|medals?|honou?rs?|winner|victor"),
    (r"marry|marri(?:ed|es)|wed|wife|husband", r"spouse|partner|husband|wife|marri\w+"),
    (r"how long|last(?:s|ed)?", r"duration|length|runtime|running time|term|period"),
    (r"mayor|runs?|ran|in charge|heads?|headed|leads?|led|govern\w*|rul\w+|boss|chief",
     r"head of \w+|mayor|chair\w*|leader|governor|ruler|chief \w+|manager|ceo|director|president|operator|operated"),
    (r"ma[dk]es?|buil[dt]s?|manufactur\w+|produc\w+|constructed|create[sd]?|develop\w*",
     r"manufacturer|maker|builder|built|shipyard|developer|creator|made|constructor|main contractor|architect"),
    (r"owns?|owned|whose|belong(?:s|ed)?", r"own(?:er|ed)\w*|proprietor|parent (?:organi[sz]ation|company)"),
    (r"serve[sd]?|sail(?:s|ed)?|aboard|worked on|crewed", r"crew\w*|military\w*|branch|position\w*|employer"),
    (r"lives?|lived|stay(?:s|ed)?|home|dwel\w+", r"residence|home|address"),
    (r"star(?:s|red|ring)?|act(?:s|ed)?|play(?:s|ed)?|appear(?:s|ed)?",
     r"cast\w*|actor|starring|performer|team|club|sport"),
    (r"speaks?|spoken?|tongue", r"\w*languages?"),
    (r"money|pays?|paid", r"currency|price|salary|fee|cost"),
    (r"shot|filmed|takes? place|took place|set in|happen\w*", r"\w* ?locations?|place|setting"),
    (r"c[ao]me out|appear(?:s|ed)?|releas\w+|publish\w*|premier\w*|issued", r"publi\w+|releas\w+|premier\w*|air\w*"),
    (r"found(?:ed|s)?|start(?:s|ed)?|beg[aiu]n|establish\w*|set up|old",
     r"inception|found\w*|establish\w*|start\w*|creat\w*"),
    (r"beliefs?|believe[sd]?|faith|worship\w*|pray(?:s|ed)?|church", r"religi\w+|denomination|faith|church"),
    (r"die[sd]? (?:of|from)|kill(?:s|ed)|how did \w+ die", r"cause of death|manner of death|killed by|killer"),
    (r"how many people|inhabitants|residents|how (?:big|large|populous)",
     r"population|inhabitants|employees|members|size|area"),
    (r"weigh(?:s|ed)?|heavy", r"mass|weight"),
    (r"tall|high|elevat\w+", r"height|elevation\w*|altitude"),
    (r"long|wide|deep|far", r"length|width|depth|distance"),
    (r"fast", r"\w* ?speed"),
    (r"costs?|how much", r"price|cost|fee|budget|mass|weight"),
    (r"how old|age", r"age|date of birth|inception|birth\w*"),
    (r"s[aiu]ng|perform(?:s|ed)?|recorded|plays?", r"performer|singer|artist|band|musician"),
    (r"music|soundtrack|tune|scored", r"compos\w+|music\w*"),
    (r"(?:c[ao]mes?|is it|was it|it is|it was) from|nationality",
     r"\w*citizenship|country|nationality|birth\w*|origin"),
    (r"taught|teacher|studied (?:with|under)|mentor\w*", r"student of|teacher|advisor|tutor"),
    (r"kind|sort|type|what is it", r"instance of|genre|subclass of|type|class|form"),
    (r"members?|belong(?:s|ed)?|party|side", r"member\w*|party|team|club|part of|affiliation"),
    (r"play(?:s|ed)? for", r"team|club|member\w*"),
    (r"boats?|ships?|vessels?", r"fleet|vessel\w*"),
    (r"kids?|sons?|daughters?", r"child\w*|issue"),
    (r"dads?|mums?|moms?|parents?|descend\w*", r"father|mother|parents?"),
)  # fmt: skip
_ASKED = tuple((re.compile(rf"\b(?:{words})\b"), re.compile(rf"\b(?:{labels})\b")) for words, labels in _PAIRS)


def asks_for(words: str, label: str) -> bool:
    """Whether a question, with "it" for each name, may ask for a relation in other words than its label.

    >>> asks_for("where did it study?", "educated at"), asks_for("who made it?", "manufacturer")
    (True, True)
    >>> asks_for("who wrote it?", "illustrator"), asks_for("who made it?", "owned by")
    (False, False)
    """
    words, label = words.lower(), label.lower()
    return any(asked.search(words) and told.search(label) for asked, told in _ASKED)
