"""The sets that a question speaks of: one question for each name, in words of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from kgqa.reader.language.operations import singular

_NAME = re.compile(r"§(\d+)")
_ONLY_AND = {"and", ",", "&", "both", "as", "well", "with"}
_NOT = re.compile(
    r"\b(?:not|never|neither|nor|without|excluding|isn't|aren't|wasn't|weren't|don't|doesn't|didn't|haven't|hasn't"
    r"|hadn't)\b"
)
_SPLIT = {"and", "but", "that", "which", "who", "while", "where"}
_AUXILIARY = {"did", "does", "do", "has", "have", "had", "is", "are", "was", "were"}
_BE = {"is", "are", "was", "were"}
_PREPOSITIONS = {"of", "in", "by", "with", "on", "at", "from", "to", "for", "near", "under", "as", "into", "through"}
_OPENING = re.compile(
    r"^(?:(?:please )?(?:list|name|show|find|tell|give)(?: me)?(?: all)? )?(?:the )?(?:number of |count )?"
    r"(?:which of |(?:what|which|who) (?:are|is|was) |how many |which |what |who |whose "
    r"|(?:is|are|were|was) there |did |does |do )?"
    r"(?:(?:the|a|an|any|all|some|other) )*"
)
_NOT_NOUN = re.compile(
    r"(?:is|are|was|were|did|does|do|has|have|had|of|in|by|with|on|at|from|that|which|who|whose|to|for|and|or|but|not|both|also|there|"
    r"born|star|stars|starred|border|borders|speak|speaks|speaking|wrote|won|directed|use|uses|the|a|an|\w+ed|\w+ing)$"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A question about one name, ``§`` and its number in it; ``negated`` where its answers are no members; ``unclear``
    where it has a "not" that may be of other words than those of the name."""

    text: str
    name: int
    negated: bool = False
    unclear: bool = False


def noun_of(text: str) -> str:
    """What the members of the sets are called, singular; "" where the question does not say.

    >>> noun_of("which films star §0"), noun_of("who directed §0"), noun_of("did §0 direct a film")
    ('film', '', 'film')
    """
    rest = text[_OPENING.match(text).end() :]  # type: ignore[union-attr]  # it matches anything
    words: list[str] = []
    for word in rest.split():
        if word.startswith("§") or _NOT_NOUN.match(word) or len(words) == 3:
            break
        words.append(word.strip(","))
    if not words and (found := re.search(r"\b(?:a|an|any|some|the|more) (?P<noun>[a-z]+)\b", rest)):
        words = [found["noun"]]
    if not words and re.match(r"(did|does|do|has|have) §", text):
        last = re.search(r"([a-z]+s)$", text)
        words = [last[1]] if last else []
    # "Rivers flow there", "films star him": a verb may follow without a sign that it is one.
    return singular(next((word for word in words if _is_plural(word)), words[-1])) if words else ""


def _is_plural(word: str) -> bool:
    return singular(word) != word and not word.endswith(("as", "is", "us", "ss"))


def parts_of(text: str, noun: str) -> tuple[Part, ...]:
    """One question for each name of ``text``, or () where it can't be cut.

    >>> [part.text for part in parts_of("which films were directed by §0 and star §1", "film")]
    ['which films were directed by §0', 'which films star §1']
    >>> [part.text for part in parts_of("which films star both §0 and §1", "film")]
    ['which films star §0', 'which films star §1']
    >>> [(part.text, part.negated) for part in parts_of("which films star neither §0 nor §1", "film")]
    [('which films star §0', True), ('which films star §1', True)]
    """
    text = re.sub(r"\bboth\b", "", text).replace(",", " , ")
    tokens = text.split()
    at = [i for i, token in enumerate(tokens) if _NAME.match(token)]
    if not at:
        return ()
    groups, betweens = _grouped(tokens, at)
    head = _head(tokens[: at[0]], noun)
    parts: list[Part] = []
    left: list[str] = tokens[: at[0]]
    for number, group in enumerate(groups):
        last = number == len(groups) - 1
        between = tokens[group[-1] + 1 :] if last else betweens[number]
        kept, given = (between, []) if last else _cut(left, between)
        for i in group:
            parts.append(_part(left, tokens[i], kept))
        if last:
            break
        negated, rest = _without_not(given)
        bare = [word for word in rest if word not in ("in", "by", "at", "on", "to", "from", "with", "of", "a", "the")]
        if negated and not bare:
            # "border §0 but not §1": the same is said of both
            left = [*_without_not(left)[1], "not"]
        elif number + 1 < len(groups) and not rest:
            left = head
        else:
            left = [*head, *(["not"] if negated else []), *rest]
    return tuple(parts)


def _grouped(tokens: list[str], at: list[int]) -> tuple[list[list[int]], list[list[str]]]:
    """Names with nothing but "and" between them are one group; what is between the groups."""
    groups, betweens = [[at[0]]], []
    for before, here in pairwise(at):
        between = tokens[before + 1 : here]
        if _ONLY_AND.issuperset(between) or between == ["nor"]:
            groups[-1].append(here)
        else:
            groups.append([here])
            betweens.append(between)
    return groups, betweens


def _cut(left: list[str], between: list[str]) -> tuple[list[str], list[str]]:
    """What of the words between two names goes with the one before, and what with the one after."""
    for i in range(len(between) - 1, -1, -1):
        if between[i] in _SPLIT or between[i] == ",":
            kept, given = between[:i], between[i:]
            while given and (given[0] in _SPLIT or given[0] in (",", "also", "were", "was", "are", "is")):
                if given[0] in ("were", "was", "are", "is") and len(given) > 1 and given[1] in ("not", "never"):
                    break
                given = given[1:]
            return [word for word in kept if word not in _SPLIT and word != ","], (
                ["not"] if "without" in kept else []
            ) + given
    for i, word in enumerate(between[:-1]):
        if word in ("a", "an", "any", "some") and i + 2 < len(between):
            return between[: i + 2], between[i + 2 :]
    for i, word in enumerate(between[1:3], 1):
        if word in ("have", "has", "had", "are", "is", "were", "was", "do", "does", "did"):
            return between[:i], between[i:]  # "in the §0 industry are based in §1"
    asked = {"did", "does", "do"} & set(left)
    if asked and between and not _NOT.match(between[0]) and len(between) > 1:
        return between[:1], between[1:]
    return [], between


def _part(left: list[str], name: str, kept: list[str]) -> Part:
    # "Books by §0 that are not novels" and "that are not novels were written by §0" say it of no name.
    unclear = _is_of_others(left) or (_NOT.search(" ".join(kept)) is not None and not _AUXILIARY & {*left[-1:]})
    negated, left = _without_not(left)
    negated_here, kept = _without_not(kept)
    words = re.sub(r"^how many\b|^the number of\b|^count\b", "which", " ".join([*left, name, *kept]))
    number = int(_NAME.match(name)[1])  # type: ignore[index]  # names are what was looked for
    return Part(words, number, negated or negated_here, unclear)


def _is_of_others(left: list[str]) -> bool:
    """Whether a clause with a verb of its own stands between the last "not" before a name and the name."""
    at = max((i for i, word in enumerate(left[:-1]) if _NOT.fullmatch(word)), default=None)
    if at is None or left[at] in ("without", "excluding"):
        return False
    rest = [word for word in left[at + 1 :] if word not in ("the", "a", "an")]
    own = rest[1:] if rest and rest[0] in _BE else rest
    if (own is not rest or (at and left[at - 1] in _BE)) and len(own) > 1 and own[-1] not in _PREPOSITIONS:
        return True  # "that are not novels star"
    return any(word in _AUXILIARY or word in ("that", "which", "who") for word in rest[1:])


def _without_not(words: list[str]) -> tuple[bool, list[str]]:
    text = " ".join(words)
    found = _NOT.search(text)
    if not found:
        return False, words
    # "Did neither §0 nor §1 direct" keeps its "did".
    left = re.sub(r"\b(?:do|does|did|but)\s*$" if found[0] != "neither" else r"\bbut\s*$", "", text[: found.start()])
    return True, f"{left} {text[found.end() :]}".split()


def _head(before: list[str], noun: str) -> list[str]:
    opening = " ".join(before)
    if re.match(r"who\b", opening):
        return ["who"]
    return ["which", *([_plural(noun)] if noun else [])]


def _plural(noun: str) -> str:
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun if noun.endswith("s") else noun + "s"
