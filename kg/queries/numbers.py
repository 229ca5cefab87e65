"""Numbers in queries, without loss: what kgqa compares as the same double is the same there, and nothing else is."""

from __future__ import annotations

XSD = "http://www.w3.org/2001/XMLSchema#"


def in_sparql(number: float) -> str:
    """A number as an xsd:double. A negative one stands in quotes: not all parsers take its sign inside VALUES.

    >>> in_sparql(4.5e-07), in_sparql(1200.0), in_sparql(-3.5)
    ('4.5e-07', '1200.0e0', '"-3.5"^^<http://www.w3.org/2001/XMLSchema#double>')
    """
    text = repr(float(number))
    if text.startswith("-"):
        return f'"{text}"^^<{XSD}double>'
    return text if "e" in text else f"{text}e0"


def in_cypher(number: float) -> str:
    """A number as a FLOAT: an INTEGER has no more than 64 bits.

    >>> in_cypher(4.5e-07), in_cypher(1200), in_cypher(-1e+30)
    ('4.5e-07', '1200.0', '-1e30')
    """
    return repr(float(number)).replace("e+", "e")
