"""What somebody is, told of themselves: "an American director" is nobody's employer and no place."""

from __future__ import annotations

import re

from kgqa.reader.language.nations import known_nation

OF_ITSELF = 0.3
"""What is left of a span's probability where it says what somebody is, and where or for whom is asked."""

_NO_ROLE_ASKED = re.compile(
    r"\b(?:where|when|employers?|who(?: has| had)? employ(?:ed|s)|(?:place|date|year|country) of"
    r"|(?:what|which) (?:company|firm|organi[sz]ation|institution|university|school|city|town|country|place|year|date)"
    r"(?!['’]))\b|\bwork(?:s|ed)? (?:for|at|in)\b",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"(?:\w{2,}(?:ist|ician|ian|grapher|logist|maker|writer|player|man|woman|wright|smith|ess|monger)|"
    r"\w+(?:ct|t|v|s|x|d|n|c|k|g|m|p|l|i|h|r|b)(?:er|or)|chef|judge|cook|coach|poet|artist|priest|nun|monk|soldier|pilot|"
    r"athlete|critic|diplomat|spy|model|thief|saint|king|queen|prince|princess|duke|scientist|academic|composer|sculptor|"
    r"architect|physicist|chemist|lawyer|attorney|engineer|mathematician|nurse|host|celebrity|personality|clerk|guard)s?"
)
_THINGS = (
    "river water centre center theater theatre quarter summer winter october november december september order paper",
    "number tower border harbor chamber letter matter power corner floor moor door shelter sister brother mother",
    "father daughter former other latter later never over under after together whether either another rather further",
    "larger smaller older younger earlier sector manor member",
)
_NOT_A_ROLE = frozenset(word for line in _THINGS for word in line.split())
"""Words that end as roles do."""

_COPULA = re.compile(
    r"(?:\b(?:is|was|are|were|been|became|as)\s+(?:(?:an?|the|one of the)\s+)?|,\s+(?:an?|the)\s+|^(?:an?|the)\s+)"
    r"(?:[\w-]+\s+(?<!\bof )(?<!\bfor )(?<!\bby )(?<!\bin )(?<!\bat )(?<!\bwith )){0,2}$"
)
_ARTICLE = re.compile(r"(?:an?|the)\s+")
_OF = re.compile(r"\b(?:of|in|at|for|from|with|who|that|which|,)\b")


def is_of_itself(question: str, text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` says what somebody is where a question asks for a place, a day or an employer.

    >>> text = "Jo Lind is a Danish director and screenwriter."
    >>> is_of_itself("Who is the employer of Jo Lind?", text, 13, 45), is_of_itself("Who is Jo Lind?", text, 13, 45)
    (True, False)
    >>> is_of_itself("Who is the employer of Jo Lind?", "Jo Lind worked for a baker.", 19, 26)
    False
    """
    if _NO_ROLE_ASKED.search(question) is None:
        return False
    span = text[start:end].lstrip()
    article = _ARTICLE.match(span)
    first = start + (article.end() if article else 0)
    if _COPULA.search(text[:first]) is None:
        return False
    words = _OF.split(re.split(r"[.;!?](?:\s|$)", text[first:end])[0])[0].split()
    if not words:
        return False
    named = [word for word in words if word[0].isupper() and not known_nation(re.split(r"[-–]", word)[0])]
    if any(word != words[0] or not _ROLE.fullmatch(word.lower()) for word in named):
        return False
    last = words[-1].strip(",").lower()
    return _ROLE.fullmatch(last) is not None and last not in _NOT_A_ROLE and not known_nation(last)
