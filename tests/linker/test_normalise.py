import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kgqa.linker.normalise import fold, is_own_token, tokenise

ODD = "e\u0301 ﬁ ß İ ı 北京 한국 ガ ½ ℃ 5¼ 🎬👩‍🚀 "
ODD += "\u200f\u0645\u064e \u202eabc \x00\x1f \ud800 ''’ &+# C++ ǅ ŉ ゙\u0301"
texts = st.text() | st.text(alphabet=ODD) | st.lists(st.sampled_from(ODD.split()), max_size=6).map(" ".join)


@settings(deadline=None)
@given(texts)
@example(ODD)
@example("\u0301start")
@example("O'Neil's & B's")
def test_tokens_are_slices_in_order_and_join_to_the_fold(text: str) -> None:
    tokens = tokenise(text)
    assert " ".join(token.text for token in tokens) == fold(text)
    last = (0, 0)
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text and " " not in token.text
        assert last <= (token.start, token.end)
        assert last[1] <= token.start or last == (token.start, token.end)  # one sign, several tokens: "½"
        assert not token.possessive or token.start < token.possessive == token.end - 2
        last = (token.start, token.end)


@settings(deadline=None)
@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_short_cut_for_ascii_is_the_long_way(text: str) -> None:
    assert fold(text) == " ".join(token.text for token in tokenise(text))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "Ame\u0301lie"),
        ("AMÉLIE", "amelie"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("Malmö", "malmo"),
        ("Łódź", "lodz"),
        ("ﬁlm", "film"),
        ("Ｈｅａｔ", "heat"),
        ("Rosemary’s Baby", "rosemarys baby"),
        ("Tom & Jerry", "tom and jerry"),
        ("Spider-Man", "spider  man"),
        ("مُحَمَّد", "محمد"),
        ("\u200eHeat\u200f", "heat"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
    ],
)
def test_same_name(one: str, other: str) -> None:
    assert fold(one) == fold(other) != ""


@pytest.mark.parametrize(("one", "other"), [("C++", "C"), ("C#", "C"), ("ガ", "カ"), ("हिंदी", "हद")])
def test_different_names(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_signs_of_unspaced_scripts_and_emoji_are_tokens() -> None:
    assert fold("北京大学abc") == "北 京 大 学 abc"
    assert fold("see🎬now") == "see 🎬 now"
    assert is_own_token("京") and is_own_token("한") and not is_own_token("é")


def test_possessive_end() -> None:
    heat, mans, dogs = tokenise("Heat Mann’s dogs'")
    assert (heat.possessive, mans.possessive, dogs.possessive) == (0, 9, 0)
    assert "Heat Mann’s"[mans.start : mans.possessive] == "Mann"
