"""The words by which a text gives a thing another name: "also known as", "formerly", "born", "or"."""

from __future__ import annotations

import re

_ADVERB = (
    r"(?:also|better|best|formerly|previously|originally|initially|commonly|once|then|sometimes|generally|simply|later"
    r"|usually|often|officially|locally|professionally|popularly|otherwise|alternatively|variously|internationally"
    r"|widely|mostly|frequently|colloquially|historically|now|currently|today)"
)
_AS = (
    r"(?:known|referred to|credited|billed|written|spelled|spelt|styled|styli[sz]ed|abbreviated|designated|renamed"
    r"|branded)"
)
_CALLED = r"(?:named|called|nicknamed|titled|dubbed|renamed|spelled|spelt|shortened to|translated as)"
_NAME = (
    r"(?:[Ww]esterni[sz]ed |real |full |birth |stage |pen |ring |maiden |given |other |former |original |English )?"
    r"names?"
)
_THE_NAME = rf"(?: (?:his|her|its|their|the) {_NAME}| by (?:his|her|its|their) {_NAME})?"
_KNOWN = (
    rf"(?:{_AS}(?: {_ADVERB})*(?: until \d+)?(?: (?:to|by|in) [^,;()]{{1,40}}?)?"
    rf"(?: as{_THE_NAME}| by (?:his|her|its|their) {_NAME})"
    rf"|{_CALLED}(?: until \d+)?(?: as)?{_THE_NAME})"
)
_OTHER_NAME = (
    rf"\b(?:under|by|using) (?:(?:his|her|its|their|several|various) |the (?!name of)|)"
    rf"(?:{_NAME}| pseudonyms?| alias(?:es)?| monikers?)(?: of)?"
    r"|\b(?:pseudonyms?|stage name|pen name|nickname|birth name|real name|maiden name)(?: (?:was|is|of))?"
    r"|(?<![-–])(?<![-–] )\bborn(?: (?:in|on) [^()]{3,60} as)?"
    r"|\btranslates to|\b[Ee]nglish title|\b(?:literally|also) meaning"
)
_STRONG = rf"\b{_KNOWN}|{_OTHER_NAME}"
_WEAK = (
    r"\b(?:now|nowadays|formerly|previously|originally|initially|née|nee|born(?: as)?|aka"
    r"|a\.? ?k\.? ?a ?\.?|alias|i\.? ?e ?\.?"
    r"|abbreviated(?: as| to)?|acronym|abbreviation|short for|meaning|literally|[Ll]it ?\.?|plural|or)"
)
_BEFORE = r" ?[:,]? ?(?:[Tt]he )?[\"“”'‘’`]* ?$"
CUE = re.compile(rf"(?:{_STRONG}|{_WEAK}){_BEFORE}")
FAR_CUE = re.compile(
    rf"(?:(?:\b(?:is|was|are|were|be|been|being|became|also|or|and)|[;(,]) (?:{_ADVERB} )*{_KNOWN}"
    rf"|\b{_ADVERB} {_KNOWN}|{_OTHER_NAME}){_BEFORE}"
)
NEAR_CUE = re.compile(
    rf"^ ?[\"”’']? ?\)? ?[,;(/]? ?"
    rf"(?:(?:(?:or|and|which|who|that|is|was|were|are|has been) )*(?:{_ADVERB} )*(?:{_STRONG})"
    rf"|(?<=[,;(/] )(?:(?:or|and) )?(?:{_ADVERB} )*(?:{_WEAK})|(?<=[,;(/])(?:{_ADVERB} )*(?:{_WEAK})"
    rf"|(?:or|née|nee|alias|aka)){_BEFORE}"
)
LABEL = re.compile(r"(?:^|[;,/(] ?|\bin )(?:(?:from|in) )?(?:[A-Z]\w+ )?[A-Za-z][A-Za-z-]+ ?[:;] ?[\"“‘']* ?$")
"""A language before a name: "German: "."""
TOPIC = re.compile(r"(?:The \w+(?: \w+)?|This \w+|It|He|She|They|His \w+|Her \w+|Its \w+)\b")
OR = re.compile(r"[\"”’ )]* ?or ?(?:the )?[\"“]? ?$")
MORE = re.compile(r"^ ?[\"”’]? ?(?:\([^()]*\) ?)?(?:,|/|;)? ?(?:(?:and|or|then) )*(?:later )?(?:[Tt]he )?[\"“‘]? ?$")
MANY = re.compile(r"\b(?:pseudonyms|names|aliases|monikers|variously|or|under the name)\b")
PERSONAL = re.compile(r"\b(?:born|née?|nee|(?:stage|pen|ring|birth|maiden|real) name|pseudonyms?|monikers?)\b")
"""Cues that speak of people, or of what writes and sings as they do."""
BARE_CALLED = re.compile(rf"[\"”’']? ?[,;]? ?{_CALLED}(?: the)? ?[\"“‘]? ?")
CALLS = re.compile(rf"[\"”’']? ?(?:{_ADVERB} )*{_CALLED}(?: the)? ?[\"“‘]? ?")
"""Who so calls another: no comma and no "is" stands before it."""
OF = re.compile(
    r"\b(?:of|on|in|to|from|for|with|by|at|about|into|under|after)"
    r" (?:(?:the|a|an|his|her|its|their) )?(?:[a-z]+ ){0,3}[\"“‘]? ?$"
)
"""Before a name: it depends on another word, which what is "called" may be instead."""
LIST = re.compile(r"\b(?:such as|like|including|either|neither|whether|e\. ?g\.)[^.;]*$")
MARKS = " \"“”'‘’*_"
UNCLEAR = re.compile(r"[\"”]?\)? (?:may|can|could|might) (?:also )?(?:refer|mean)\b")
"""Behind a name: the text is of all that bear it."""
NOW = re.compile(r"\b(?:now|nowadays|today|formerly|previously|then|later)\W*(?:the )?$")
BY_NAME = re.compile(r"\b(?:known|released|issued|published|shown|distributed|marketed|sold|performed|recorded)\b")
FLOWS = frozenset(["river", "creek", "stream", "brook", "lake"])
SENTENCE_END = re.compile(r"[^\s.][^\s.][.!?][\"”')]* +(?=[A-Z\"“])")
