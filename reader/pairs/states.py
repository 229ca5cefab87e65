"""The states of the United States: of two of them a thing lies in one."""

from __future__ import annotations

_NAMES = """
alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|hawaii|idaho|illinois|indiana
iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|michigan|minnesota|mississippi|missouri|montana|nebraska
nevada|new hampshire|new jersey|new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania
rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|west virginia|wisconsin
wyoming
"""

STATES = frozenset(_NAMES.strip().replace("\n", "|").split("|"))
"""Folded names."""

UNCLEAR = frozenset({"georgia", "washington", "new york"})
"""Names of states that are as often of something else: a country, cities."""
