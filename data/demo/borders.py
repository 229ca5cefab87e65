"""Which countries share a land border."""

from __future__ import annotations

from collections.abc import Mapping, Set

# India and Sri Lanka have a strait between them, the United States rent a base on Cuba, and Serbia reaches
# Albania only through Kosovo, which the sources have as a country of its own.
_NO_LAND_BORDER = frozenset(map(frozenset, (("IN", "LK"), ("CU", "US"), ("AL", "RS"))))


def borders(trusted: Mapping[str, Set[str]], second: Mapping[str, Set[str]]) -> tuple[tuple[str, str], ...]:
    """Ordered pairs of country codes, each border in both directions, out of two sources.

    What the first source says of either country counts: it agrees with itself but for countries that are no
    more. The second counts only where both countries say it: its one-sided borders are mistakes (Myanmar
    with Bhutan), disputed (India with Afghanistan) or of a territory far away (Suriname with France). It is
    needed all the same for Botswana with Zambia, and China with Hong Kong and Macao.
    """
    pairs = {frozenset((one, other)) for one, others in trusted.items() for other in others}
    pairs |= {
        frozenset((one, other))
        for one, others in second.items()
        for other in others
        if one in second.get(other, frozenset())
    }
    known = {pair for pair in pairs - _NO_LAND_BORDER if len(pair) == 2 and all(one in trusted for one in pair)}
    return tuple(sorted((one, other) for pair in known for one in pair for other in pair - {one}))
