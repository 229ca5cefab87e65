from __future__ import annotations

from kgqa.data.demo.names import aliases, fold, without_accents


def test_spellings_of_one_name_fold_alike() -> None:
    assert fold("St. John's") == fold("Saint John’s") == "saint johns"
    assert fold("Port-Vila") == fold("Port Vila")
    assert fold("Brasília") == fold("Brasilia")


def test_english_words_and_the_label_itself_are_no_aliases() -> None:
    assert aliases("Indium", ("In", "Indium", None, "", " IN1 ")) == ("IN1",)
    assert aliases("Panama", ("PAN", "Republic of Panama")) == ("Republic of Panama",)


def test_letters_that_are_no_base_with_a_mark() -> None:
    assert without_accents("Thủ Đức, Łódź, Ørsted") == "Thu Duc, Lodz, Orsted"
