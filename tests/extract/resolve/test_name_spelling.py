from kgqa.extract.resolve.name import take_apart
from kgqa.extract.resolve.spelling import is_acronym, is_typo


def test_acronyms_may_leave_out_small_words_and_take_further_letters() -> None:
    assert is_acronym("zit", take_apart("Zorbel Institute of Tides", False))
    assert is_acronym("ziot", take_apart("Zorbel Institute of Tides", False))
    assert is_acronym("zoin", take_apart("Zorbel Instruments", False))
    assert not is_acronym("zix", take_apart("Zorbel Institute of Tides", False))


def test_short_names_have_no_typing_errors() -> None:
    assert is_typo("brindlewick", "brindlevick")
    assert not is_typo("mara", "maro")
    assert not is_typo("brindlewick", "brindlewicks")
