from __future__ import annotations

import pytest

from kgqa.data.demo.eponyms import eponyms

PLACES = {"poland": "country:PL", "japan": "country:JP", "europe": "continent:EU"}


@pytest.mark.parametrize(
    "origin, ids",
    [
        ("Named in honor of Ernest O. Lawrence, inventor of the cyclotron.", ("person:Ernest O. Lawrence",)),
        ("Named in honor of the scientist Albert Einstein.", ("person:Albert Einstein",)),
        ("Named in honor of Lise Mietner", ("person:Lise Meitner",)),
        ("Named for Poland, native country of Marie Curie.", ("country:PL",)),
        ("Named after the country of Japan.", ("country:JP",)),
        ("Named for the continent of Europe.", ("continent:EU",)),
        ("Named for the planet Uranus.", ()),
        ("Named after the mineral samarskite.", ()),
        ("Named in honor of Henri Hess, Swiss born Russian chemist.", ()),
        ("Greek: neos (new).", ()),
        ("", ()),
    ],
)
def test_only_plain_origins_are_facts(origin: str, ids: tuple[str, ...]) -> None:
    assert eponyms(origin, PLACES) == ids
