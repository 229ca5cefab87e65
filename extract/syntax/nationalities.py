"""The people or country that an adjective names: "the Norwegian painter"."""

from __future__ import annotations

from collections.abc import Iterator

from kgqa.extract.syntax.arguments import Argument
from kgqa.extract.syntax.lexicon import PARENTS, word_set
from kgqa.extract.syntax.qualifiers import Qualifiers
from kgqa.extract.syntax.relation_table import fits
from kgqa.extract.syntax.statement import Context, Statement

NATIONALITY, ORIGIN, COUNTRY = "nationality", "country of origin", "country"
_NO_NATION = word_set("""
christian christians catholic catholics muslim muslims islamic jewish jews jew protestant protestants buddhist
hindu sikh orthodox lutheran methodist baptist anglican presbyterian mormon democrat democrats democratic
republican republicans conservative liberal labour communist socialist nazi african-american
""")


def from_nation(
    context: Context, holders: list[int], thing: Argument, pattern: str, said: Qualifiers
) -> Iterator[Statement]:
    """The people or country named before a noun: a person's nationality, a work's origin, else a country."""
    tree, arguments = context.tree, context.arguments
    if not thing.is_named:
        return
    if pattern == "title" and not fits(thing.kind, "person/work"):
        return
    label = NATIONALITY if thing.kind == "person" else ORIGIN if PARENTS.get(thing.kind) == "work" else COUNTRY
    for holder in holders:
        stack = [kid for kid in tree.kids[holder] if kid < holder]
        while stack:
            kid = stack.pop(0)
            if tree.deps[kid] not in ("amod", "compound", "nmod", "conj", "punct", "hmod"):
                continue
            if _is_nation(context, kid) and tree.lemmas[kid] not in _NO_NATION and tree.deps[kid] != "punct":
                nation = arguments.mention_at.get(kid) or Argument("concept", -1, None, tree.words[kid], kid, kid)
                if nation.entity != thing.entity or nation.entity < 0:
                    yield Statement(thing, label, nation, f"{pattern} nation", said, holder)
            stack.extend(one for one in tree.kids[kid] if one not in arguments.mention_at or one in tree.norps)


def _is_nation(context: Context, token: int) -> bool:
    """Whether a word is a people's: known as one, or joined to one by a hyphen ("Austrian-American")."""
    tree = context.tree
    if token in tree.norps:
        return True
    return token >= 2 and tree.tags[token - 1] == "HYPH" and token - 2 in tree.norps and tree.words[token][0].isupper()
