import pytest

from kgqa.linker.stem import stem


@pytest.mark.parametrize(
    "words",
    [
        "direct directed director directors directing",
        "actor acted acts acting actress",
        "wrote written writer",
    ],
)
def test_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_short_words_stay() -> None:
    assert [stem(word) for word in ("red", "is", "sing", "")] == ["red", "is", "sing", ""]
