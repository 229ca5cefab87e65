"""Currencies of written amounts: "$60M", "60 million dollars" and "USD 60,000,000" are of one."""

from __future__ import annotations

import re

_NAMES: dict[str, str] = {}
for _unit, _signs, _words in (
    ("$", "$ us$ usd", "dollar, dollars, us dollar, us dollars, u.s. dollars, american dollars"),
    ("€", "€ eur", "euro, euros"),
    ("£", "£ gbp", "pound sterling, pounds sterling, british pounds"),
    ("¥", "¥ jpy", "yen, japanese yen"),
    ("CAD", "c$ ca$ cad", "canadian dollar, canadian dollars"),
    ("AUD", "a$ au$ aud", "australian dollar, australian dollars"),
    ("NZD", "nz$ nzd", "new zealand dollars"),
    ("HKD", "hk$ hkd", "hong kong dollars"),
    ("SGD", "s$ sgd", "singapore dollars"),
    ("CHF", "chf", "swiss franc, swiss francs"),
    ("SEK", "sek", "swedish krona, swedish kronor"),
    ("NOK", "nok", "norwegian krone, norwegian kroner"),
    ("DKK", "dkk", "danish krone, danish kroner"),
    ("CNY", "cn¥ cny rmb", "yuan, renminbi"),
    ("INR", "₹ inr", "indian rupee, indian rupees"),
    ("KRW", "₩ krw", "south korean won"),
    ("RUB", "₽ rub", "rouble, roubles, ruble, rubles"),
    ("BRL", "r$ brl", "brazilian real, brazilian reais"),
):
    _NAMES.update(dict.fromkeys((*_signs.split(), *_words.split(", ")), _unit))
_SCALES = {
    **dict.fromkeys(("k",), 1e3),
    **dict.fromkeys(("m", "mn", "mln", "mio"), 1e6),
    **dict.fromkeys(("b", "bn", "bln"), 1e9),
    **dict.fromkeys(("t", "tn", "trn"), 1e12),
}


def _any(names: list[str]) -> str:
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


BEFORE = _any([name for name in _NAMES if not re.search("[a-z]{4}| ", name)])
"""Pattern of what stands for a currency before a number: a sign or a code."""

_SHORT = rf"(?:(?P<scale>{_any(list(_SCALES))})(?![a-z])\.?\s*)?"
_AFTER_SIGN = re.compile(rf"{_SHORT}(?:(?P<name>{_any(list(_NAMES))})(?![a-z]))?\s*(?P<rest>.*)")
_BEHIND = re.compile(
    rf"(?:(?P<scale>{_any(list(_SCALES))})\.?\s*)?(?P<name>{_any(list(_NAMES))})(?![a-z])\s*(?P<rest>.*)"
)
_SOMEWHERE = re.compile(rf"(?<![^\W\d_])(?:{_any(list(_NAMES))})(?![^\W\d_])", re.IGNORECASE)
_POUNDS = re.compile(r"pounds?\b\s*")


def currency(text: str) -> str:
    """The currency that a text names, "" where it names none. Pounds alone are a weight.

    >>> currency("$60M"), currency("60 million dollars"), currency("GBP"), currency("10 pounds")
    ('$', '$', '£', '')
    """
    found = _SOMEWHERE.search(text)
    return _NAMES[" ".join(found[0].lower().split())] if found is not None else ""


def of_money(before: str, behind: str) -> tuple[str, float] | None:
    """The unit and the scale of a number with a currency before it or behind it; None where there is none. ``behind``:
    what follows the number, in small letters.

    >>> of_money("$", "m"), of_money("", "mn euros"), of_money("€", "per day"), of_money("", "m")
    (('$', 1000000.0), ('€', 1000000.0), ('€ per day', 1.0), None)
    """
    found = (_AFTER_SIGN if before else _BEHIND).fullmatch(behind)
    if found is None:
        return None
    first, second, rest = _NAMES.get(before.lower(), ""), _NAMES.get(found["name"] or "", ""), found["rest"]
    if first == "£":
        rest = _POUNDS.sub("", rest, count=1) if _POUNDS.match(rest) else rest
    # "$5 CAD" are Canadian; of two others neither is believed.
    name = second if first in ("", "$", second) and second else first if not second else f"{first} {second}"
    return f"{name} {rest}".strip(), _SCALES[found["scale"]] if found["scale"] else 1.0
