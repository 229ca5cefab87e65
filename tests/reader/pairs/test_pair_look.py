"""Questions that set two things side by side, over invented pages, with the shipped models."""

from __future__ import annotations

import json

import pytest

from kgqa import KGQA
from kgqa.encoders.sentence import SentenceEncoder
from kgqa.types import Passage, Result

TEXTS = {
    "Harbour Lantern": "Harbour Lantern is a Danish literary magazine published in Aarhus. It was founded in 1922.",
    "The Tern": "The Tern was a quarterly Danish magazine on sailing, published by Falk Press from 1931 to 1950.",
    "Inland Review": "Inland Review is a Swedish glossy magazine, published by Wold House. It has 48 pages."
    " In 1960 it was sued by The Tern, the winner of the Ekberg Medal.",
    "Greyfell Foundry": "Greyfell Foundry is a bell foundry in Reno, Nevada. The foundry has cast over 900 bells.",
    "Moss Kettle": "Moss Kettle is a restaurant chain based in Dayton, Ohio. It specializes in soups.",
    "Copper Spoon": "Copper Spoon was a chain of soup restaurants headquartered in Akron, Ohio. It closed in 2001.",
    "Veldia": "Veldia is a genus of about 15 species of flowering plants in the family Veldiaceae, native to Peru.",
    "Dorvia": "Dorvia is a small genus of flowering plants in the family Dorvaceae. There are seven known species.",
    "Tarn Hound": "The Tarn Hound is a large breed of dog from Norway. It was bred to guard sheep and boats.",
    "Kestan Terrier": "The Kestan Terrier is a small hunting dog that has its origins in Norway. It barks little.",
    "Oda Wrenfield": "Oda Wrenfield (4 May 1931 – 9 June 2002) was a Danish film director, poet and sculptor.",
    "Pell Marrowick": "Pell Marrowick (born 2 March 1950) is an Icelandic film director and former sailor.",
    "Ansa Merrow": "Ansa Merrow (born 1962) is a Danish novelist. In 1990 she was ordained a priest in Ribe.",
    "The Iron Larks": "The Iron Larks are an American rock trio from Boise, Idaho. They have made two albums.",
    "Sable Moon": "Sable Moon is an American folk band. The band is composed of singer Abe Falk, drummer Cora Dunn,"
    " bassist Ivo Stane and pianist Ruth Ekberg.",
    "Mount Dorrin": "Mount Dorrin is the second highest mountain of the Kestan Range, at 3120 m above sea level.",
    "Skarn Peak": "Skarn Peak is a mountain with a height of 2,847 metres (9,341 ft). It was first climbed in 1904.",
    "Lowell Lake Park": "Lowell Lake Park is a reserve near Dunmoor. It covers 41.5 km², mostly marsh.",
    "Saltmarsh Park": "Saltmarsh Park is a reserve of dunes. Its area is 70 square kilometres. Terns breed in it.",
}


@pytest.fixture(scope="module")
def over_pages(tmp_path_factory: pytest.TempPathFactory, encoder: SentenceEncoder) -> KGQA:
    from kgqa.pipelines.importing import import_files

    folder = tmp_path_factory.mktemp("pages")
    lines = [{"id": title, "doc_id": title, "title": title, "text": text} for title, text in TEXTS.items()]
    (folder / "passages.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    import_files(folder / "pages.kb", passages=[folder / "passages.jsonl"], encoder=encoder)
    return KGQA.load(folder / "pages.kb", encoder=encoder, device="cpu")


def places(result: Result) -> set[tuple[str, str]]:
    """The title of each passage that the best answer rests on, and the words in it."""
    found = set()
    for support in result.answers[0].support:
        content = result.evidence[support.evidence].content
        if isinstance(content, Passage):
            found.add((content.title, content.text[support.start : support.end]))
    return found


@pytest.mark.parametrize(
    ("question", "answer", "where"),
    [
        (
            "Are Harbour Lantern and The Tern both magazines?",
            "yes",
            {("Harbour Lantern", "magazine"), ("The Tern", "magazine")},
        ),
        (
            "Are both Harbour Lantern and Inland Review Danish magazines?",
            "no",
            {("Inland Review", "Swedish"), ("Harbour Lantern", "Danish literary magazine")},
        ),
        (
            "Are the Greyfell Foundry and Moss Kettle both located in Nevada?",
            "no",
            {("Greyfell Foundry", "Nevada"), ("Moss Kettle", "Ohio")},
        ),
        ("Are Moss Kettle and Copper Spoon both restaurants?", "yes", None),
        ("Are Moss Kettle and Copper Spoon located in the same state?", "yes", None),
        ("Is Veldia and Dorvia both a genus?", "yes", None),
        ("Are Veldia and Greyfell Foundry both magazines?", "no", None),
        ("Were Oda Wrenfield and Ansa Merrow both writers?", "yes", None),
        ("Are The Tern and Inland Review both published by Falk Press?", "no", None),
        ("Are Veldia and Dorvia in the same family?", "no", None),
        (
            "Which author was ordained to priesthood, Oda Wrenfield or Ansa Merrow?",
            "Ansa Merrow",
            {("Ansa Merrow", "ordained"), ("Oda Wrenfield", "Danish film director, poet and sculptor")},
        ),
        ("Which company is based in Nevada, Greyfell Foundry or Moss Kettle?", "Greyfell Foundry", None),
        ("Between Veldia and Mount Dorrin, which is a mountain?", "Mount Dorrin", None),
        (
            "Which genus has more species, Veldia or Dorvia?",
            "Veldia",
            {("Veldia", "about 15 species"), ("Dorvia", "seven known species")},
        ),
        ("Which genus has fewer species, Veldia or Dorvia?", "Dorvia", None),
        ("Which band has more members, The Iron Larks or Sable Moon?", "Sable Moon", None),
        ("Which mountain is higher, Skarn Peak or Mount Dorrin?", "Mount Dorrin", None),
        ("Which park is larger, Lowell Lake Park or Saltmarsh Park?", "Saltmarsh Park", None),
        (
            "What profession do Oda Wrenfield and Pell Marrowick have in common?",
            "film director",
            {("Oda Wrenfield", "film director"), ("Pell Marrowick", "film director")},
        ),
        ("Veldia and Dorvia are what kind of plants?", "flowering plants", None),
        ("Are the Tarn Hound and the Kestan Terrier both dog breeds?", "yes", None),
        ("Did Oda Wrenfield and Pell Marrowick both work as film directors?", "yes", None),
        ("Do Oda Wrenfield and Pell Marrowick have the same profession?", "yes", None),
        ("Do Ansa Merrow and Pell Marrowick have the same profession?", "no", None),
        ("Are Veldia and Dorvia the same type of plant?", "yes", None),
        ("Where are Moss Kettle and Copper Spoon located?", "Ohio", None),
        ("What kind of animal are the Tarn Hound and the Kestan Terrier?", "dog", None),
        ("What country are the Tarn Hound and the Kestan Terrier from?", "Norway", None),
    ],
)
def test_two_things_side_by_side(
    over_pages: KGQA, question: str, answer: str, where: set[tuple[str, str]] | None
) -> None:
    result = over_pages(question)
    assert result.answer == answer
    assert len({title for title, _ in places(result)}) == 2 or answer == "no"
    assert where is None or where <= places(result)
    assert Result.from_json(result.to_json()) == result


@pytest.mark.parametrize(
    "question",
    [
        "Are the Tarn Hound and the Kestan Terrier both used to guard boats?",
        "Are Harbour Lantern and The Tern both published by Falk Press?",
        "Did Oda Wrenfield and Ansa Merrow both win the Kestan Prize?",
        "Are Oda Wrenfield and Pell Marrowick both not sailors?",
        "Which genus has more species, Veldia or Tarn Hound?",
        "Which band has more albums, The Iron Larks or Sable Moon?",
        "Which foundry has more ovens, Greyfell Foundry or Copper Spoon?",
        "What profession do Ansa Merrow and Pell Marrowick have in common?",
        "What genre do The Iron Larks and Sable Moon have in common?",
        "Are Veldia and Dorvia both native to Peru?",
        "Are Veldia and Dorvia both poisonous?",
        "Which magazine is the winner of the Ekberg Medal, Inland Review or The Tern?",
        "Which magazine won the Kestan Prize, Harbour Lantern or The Tern?",
        "Are Harbour Lantern and The Green Ledger both magazines?",
        "Which mountain is higher, Skarn Peak or Lowell Lake Park?",
        "Which magazine is printed in Tarnmouth, Harbour Lantern or Inland Review?",
    ],
)
def test_what_the_pages_do_not_say_is_left_open(over_pages: KGQA, question: str) -> None:
    result = over_pages(question)
    assert result.answer is None, result.answer
