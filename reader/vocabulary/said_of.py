"""How one says of somebody or something that it has a value: "works in Ward 1" for its department, "is a nurse" for its
role, "speaks Polish" for its languages."""

from __future__ import annotations

import re
from collections.abc import Collection

from kgqa.reader.language.operations import singular

_VERBS = (
    (r"work(?:s|ed|ing)?|employed|based|stationed|assigned|serve[sd]?|serving",
     r"department|employ\w+|team|office|unit|ward|division|section|branch|company|workplace|shift|(?:working )?hours"
     r"|status|contract|working time|role|position|job|job title|occupation|profession|title|site|hall|shop|plant"
     r"|organi[sz]ation|lab\w*|faculty|group|floor|project|schedule|type of employment|employment type"
     r"|city|town|location|place|country|region"),
    (r"sp[eo]aks?|speaking|spoken|fluent", r"languages?|languages? spoken.*|(?:spoken|mother) (?:languages?|tongue)"),
    (r"lives?|lived|living|resid\w+", r"residence|home|home ?town|city|town|address|village|country|region"),
    (r"comes?|came",
     r"nationality|citizenship|country(?: of citizenship)?|origin|(?:place of )?birth ?(?:place)?|home ?town"),
    (r"born", r"(?:place of )?birth ?(?:place)?|born in"),
    (r"play(?:s|ed|ing)?", r"position|team|club|instruments?|sport|role"),
    (r"stud(?:y|ies|ied|ying)|attend(?:s|ed|ing)?|graduated",
     r"subjects?|school|university|college|major|courses?|field|educated at|alma mater|degree|programme?"),
    (r"teach(?:es|ing)?|taught", r"subjects?|courses?|class(?:es)?|field"),
    (r"dr[io]ves?|driving|owns?|owned|uses?|used|using",
     r"cars?|vehicles?|laptop|phone|computer|tools?|software|device|machine|bike"),
    (r"belongs?|belonged|members?", r"team|group|party|club|department|member of|union|band|family|genus|order|class"),
    (r"ma[dk]es?|built|consists?|manufactured|produced|done",
     r"materials?|made of|made from|maker|manufacturer|builder"),
    (r"available|offered|sold|sells?|stocked|kept|stored",
     r"availability|stock|in stock|shop|store|status|branch|shelf|warehouse|location|aisle|room"),
    (r"tak(?:e|es|ing)|took|place|held|run|runs|meets?|scheduled|starts?|begins?|opens?|open|closed|closes?|happens?",
     r"day|days|weekday|opening days?|time|start|room|venue|location|place|hall|date|month|season|closing day"),
    (r"grows?|blooms?|flowers?|ripens?|found|occurs?", r"habitat|season|month|region|soil|blooming.*|flowering.*|zone"),
    (r"eats?|feeds?", r"diet|food"),
    (r"painted|coloured|colored", r"colou?rs?"),
    (r"flows?", r"mouth of (?:river|the watercourse)|mouth|flows into|outflow|country|drains into"),
    (r"stands?|stood|lies?|situated|located|stays?",
     r"location|place|city|town|room|hall|country|region|district|street|address|state|county|floor"),
)  # fmt: skip
_SAID = tuple((re.compile(words), re.compile(labels)) for words, labels in _VERBS)

_GROUP = (
    r"department|team|office|unit|ward|division|section|branch|company|workplace|faculty|group|party|club|committee|board"
    r"|band|union|class|school|project|hall|site|floor|room|shift|employer"
)
_PLACE = r"location|place|city|town|village|country|region|district|street|state|county|residence|address|shelf|aisle"
_BEFORE = {
    "in": re.compile(rf"{_GROUP}|{_PLACE}"),
    "at": re.compile(rf"{_GROUP}|{_PLACE}"),
    "on": re.compile(r"team|project|shift|floor|committee|board|street|shelf|day|weekday"),
    "of": re.compile(_GROUP),
    "from": re.compile(rf"{_GROUP}|country(?: of citizenship)?|nationality|citizenship|origin|city|town|region"),
}
"""Relations that a preposition alone says."""

_BEING = re.compile(
    r"role|roles|position|job|job title|occupation|profession|title|status|type|kind|class|category|employment|contract"
    r"|nationality|citizenship|gender|sex|religion|party|rank|level|grade|instance of|qualification|speciali[sz]ation"
    r"|employment type|type of employment|function|office"
)
"""What somebody is said to be, and not to have."""

_NOT_SO = re.compile(r"\b(?:not|different|opposite|except|exclud\w+|former|formerly|previous|replac\w+|next|old)\b")
_HAS = frozenset(("have", "has", "had", "having", "with"))


def says_having(label: str, words: Collection[str], small: Collection[str], *, is_person: bool) -> bool:
    """Whether words around a value say that it is had by a relation. ``label``: folded; ``words``: folded content words
    beside the value; ``small``: the others ("is", "in"). ``is_person``: whether somebody is asked for.

    >>> says_having("department", ["works"], ["in"], is_person=True), says_having("role", [], ["is"], is_person=True)
    (True, True)
    >>> says_having("languages", [], ["is"], is_person=True), says_having("reports to", [], ["is"], is_person=True)
    (False, False)
    """
    if _NOT_SO.search(label) and not _NOT_SO.search(" ".join((*words, *small))):
        return False
    # Who manages somebody has him for no manager: a word of one stem is not enough. "The father of Bo" is not whose
    # father he is; "with the status in use" is whose status it is.
    own = {singular(word) for word in label.split()} if _HAS.intersection(small) else frozenset()
    verbs = [word for word in words if singular(word) not in own]
    if words:
        return all(any(said.fullmatch(word) and of.fullmatch(label) for said, of in _SAID) for word in verbs)
    if _HAS.intersection(small):
        return True
    if (before := next((_BEFORE[word] for word in small if word in _BEFORE), None)) is not None:
        return before.fullmatch(label) is not None
    return not is_person or _BEING.fullmatch(label) is not None
