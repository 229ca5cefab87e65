"""Questions of other languages that begin like English ones for yes or no."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgqa.reader.language.foreign import is_foreign
from kgqa.reader.language.yes_or_no import asks_yes_or_no

WHAT = """\
Was kostet der Eintritt im Lager?
was kostet der eintritt?
Also, was kostet das?
In Osmark, was kostet der Eintritt?
Was ist die Hauptstadt von Veland?
Was baute Emil Brand 1890?
Was baute Emil Brand in Osmark?
Was verbindet Hafenturm und Jonas Riehl?
Was hat Osmark mit Veland zu tun?
Was ist im Lager nicht erlaubt?
Was für Türme baute Jonas Riehl?
Was wurde 1912 gebaut?
Was passierte 1912 in Osmark?
Was genau macht Jonas Riehl?
Was war die erste Hauptstadt von Veland?
Was waren die Folgen?
Was will der Lehrer von ihm?
Was grenzt an Veland?
Am wievielten Mai wurde er geboren?
Am Ende welcher Straße liegt das Lager?
Do kogo należy Veland?
Do którego kraju należy Osmark?
""".splitlines()
YES_OR_NO = """\
Was der Spiegel founded in 1947?
Was die Zeit a newspaper?
Was Das Kapital written by Marx?
Was it built by Jo Lind?
Was that Karl Lind?
Was ghent the capital of veland?
was jo lind born in ghent
Was gold found there?
Was war declared in 1914?
Was president Lind Republican?
Was concrete Roman?
Was will lind dutch?
Was van Gogh Dutch?
Was het kasteel van Gent oud?
Was het in Gent?
Am I allowed to swim?
I'm fifteen, am I allowed in?
Do cats swim?
Do jaguars live here?
""".splitlines()


@pytest.mark.parametrize("question", WHAT)
def test_a_question_for_something_is_none_for_yes_or_no(question: str) -> None:
    assert not asks_yes_or_no(question)


@pytest.mark.parametrize("question", YES_OR_NO)
def test_english_ones_are(question: str) -> None:
    assert asks_yes_or_no(question)


@given(st.text(max_size=40))
def test_any_text_is_looked_at(text: str) -> None:
    for opening in ("", "Was ", "Do "):
        is_foreign(opening + text)
