import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from kgqa.linker.hashing import Stretches, by_length, code_points, deletions, hash_strings, mix, powers

letters = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)


@settings(deadline=None)
@given(letters, st.data())
def test_stretch_hashes_as_its_own_string(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    gone = data.draw(st.integers(start, end - 1))
    one = [np.array([place], dtype=np.int64) for place in (start, end, gone)]
    stretches = Stretches.of(text)
    assert stretches.hash(one[0], one[1])[0] == hash_strings([text[start:end]])[0]
    without = text[start:gone] + text[gone + 1 : end]
    assert stretches.hash_without(*one)[0] == hash_strings([without])[0]


@settings(deadline=None)
@given(st.lists(letters, min_size=1, max_size=4))
def test_deletions_are_all_shorter_strings(texts: list[str]) -> None:
    for rows, codes in by_length(texts, 2, 12):
        for place, hashes in zip(rows.tolist(), deletions(codes, 2), strict=True):
            text = texts[place]
            wanted = [text] + [text[:n] + text[n + 1 :] for n in range(len(text))]
            wanted += [
                text[:m] + text[m + 1 : n] + text[n + 1 :] for m in range(len(text)) for n in range(m + 1, len(text))
            ]
            assert hashes.tolist() == hash_strings(wanted).tolist()


def test_hash_is_the_documented_polynomial() -> None:
    assert (powers(3) * powers(3, inverse=True)).tolist() == [1, 1, 1]
    base = int(powers(2)[1])
    a, b, c = (int(mix(code_points(letter))[0]) for letter in "abc")
    values = hash_strings(["abc", "acb", "", "abc", "ab"]).tolist()
    assert values[0] == (a + b * base + c * base**2) % 2**64 == values[3]
    assert len(set(values)) == 4 and values[2] == 0


def test_texts_in_pieces_hash_as_in_one() -> None:
    texts = [f"name {number}" for number in range(70_000)]
    assert hash_strings(texts)[-1] == hash_strings(texts[-1:])[0]
