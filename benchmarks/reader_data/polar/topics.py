"""What questions for yes or no are made about: things, what one does, places, prices, people."""

from __future__ import annotations

import random
from dataclasses import dataclass

_IRREGULAR = {"child": "children", "person": "people", "man": "men", "woman": "women", "knife": "knives"}


@dataclass(frozen=True, slots=True)
class Topic:
    """Words for the slots of a form (:mod:`benchmarks.reader_data.polar.forms`)."""

    slots: tuple[tuple[str, str], ...]


def plural(noun: str) -> str:
    """The plural of a noun phrase that ends with its head.

    >>> plural("dog"), plural("baby"), plural("bus"), plural("child"), plural("day")
    ('dogs', 'babies', 'buses', 'children', 'days')
    """
    head, _, last = noun.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(("s", "x", "ch", "sh")):
        last += "es"
    elif last.endswith("y") and not last.endswith(("ay", "ey", "oy")):
        last = last[:-1] + "ies"
    else:
        last += "s"
    return f"{head} {last}".strip()


def listed(text: str) -> tuple[str, ...]:
    """What stands between commas."""
    return tuple(part.strip() for part in text.replace("\n", " ").split(","))


def thing(noun: str) -> Topic:
    """A countable thing: {n} "dog", {s} "dogs", {a} "a dog"."""
    article = "an" if noun.startswith(tuple("aeiou")) else "a"
    return Topic((("n", noun), ("s", plural(noun)), ("a", f"{article} {noun}")))


def deed(words: str) -> Topic:
    """Something to do, as "base/gerund/participle/object": {do} "light fires", {doing} "lighting fires", {done} "lit",
    {o} "fires" or "" where there is no object, {be} its verb."""
    base, gerund, participle, done_to = words.split("/")
    both = f" {done_to}" if done_to else ""
    be = "are" if done_to.endswith("s") else "is"
    return Topic((("do", base + both), ("doing", gerund + both), ("done", participle), ("o", done_to), ("be", be)))


def priced(words: str) -> Topic:
    """What may cost something, "/are" behind what is many: {p} "breakfast", {is}, {costs}, {does}, {was}, {comes}."""
    noun, _, many = words.partition("/")
    forms = ("are", "cost", "do", "were", "come") if many else ("is", "costs", "does", "was", "comes")
    return Topic((("p", noun), *zip(("is", "costs", "does", "was", "comes"), forms, strict=True)))


def pairs(text: str, first: str = "x", second: str = "y") -> tuple[Topic, ...]:
    """Topics of two slots each, "a/b, c/d"."""
    split = (part.partition("/") for part in listed(text))
    return tuple(Topic(((first, one), (second, other))) for one, _, other in split)


def single(slot: str, text: str) -> tuple[Topic, ...]:
    """Topics of one slot each."""
    return tuple(Topic(((slot, part),)) for part in listed(text))


def person(rng: random.Random) -> tuple[str, str, str]:
    """A name put together at random, and its pronouns, "She" and "Her" or "He" and "His"."""
    she = rng.random() < 0.5
    name = f"{rng.choice(WOMEN if she else MEN)} {rng.choice(SURNAMES)}"
    return (name, "She", "Her") if she else (name, "He", "His")


BROUGHT = tuple(
    map(
        thing,
        listed("""
    dog, cat, parrot, pony, rabbit, puppy, bicycle, pram, pushchair, suitcase, rucksack, kite, drone, ball,
    camera, umbrella, picnic, guitar, laptop, tripod, skateboard, scooter, tent, barbecue, radio, knife, glass
    bottle, hot drink, sandwich, pet, child, friend, guest, visitor, surfboard, canoe, sledge, folding chair,
    hamster, horse, trailer, caravan, phone, pen, newspaper, musical instrument, sleeping bag, cool box, birthday
    cake, toy, baby, mobile phone
"""),
    )
)
"""What one may bring along."""

FACILITIES = tuple(
    map(
        thing,
        listed("""
    lift, car park, kiosk, playground, swimming pool, cloakroom, café, shop, shower, kettle, washing machine,
    sauna, terrace, gift shop, charging point, ramp, dryer, fireplace, balcony, minibar, cash machine, quiet room,
    changing room, toilet, bar, restaurant, fridge, locker, drinking fountain, picnic area, bus stop, garden, gym,
    printer, photocopier, cot, bathtub, window, heater, bike rack, hearing loop, luggage room, night bus, ferry,
    waiting list, newsletter, user forum, search function, dark mode, spare key, warranty, discount, youth group,
    choir, crèche, lifeguard, night porter, caretaker, doctor, nurse, guide, manual, timer, handle, filter
"""),
    )
)
"""What there may be."""

NEEDED = tuple(
    map(
        thing,
        listed("""
    ticket, password, key, booking, reservation, licence, permit, helmet, library card, passport, form, visa,
    doctor's note, deposit, membership, account, internet connection, credit card, driving licence, special tool,
    screwdriver, adapter, battery, car, wristband, code, stamp, appointment, letter, vaccination, voucher, life
    jacket, torch, map, guide, degree
"""),
    )
)
"""What one may need."""

DEEDS = tuple(
    map(
        deed,
        listed("""
    smoke/smoking/smoked/, dive/diving/dived/, swim/swimming/swum/, fish/fishing/fished/, camp/camping/camped/,
    cycle/cycling/cycled/, take/taking/taken/photographs, light/lighting/lit/fires, fly/flying/flown/drones,
    park/parking/parked/, play/playing/played/music, eat/eating/eaten/, drink/drinking/drunk/alcohol,
    skate/skating/skated/, climb/climbing/climbed/, feed/feeding/fed/the ducks, pick/picking/picked/flowers,
    run/running/run/, sleep/sleeping/slept/, cook/cooking/cooked/, use/using/used/mobile phones,
    make/making/made/phone calls, sell/selling/sold/raffle tickets, sing/singing/sung/, dance/dancing/danced/,
    keep/keeping/kept/bees, hang/hanging/hung/pictures, paint/painting/painted/the walls,
    burn/burning/burned/rubbish, wash/washing/washed/cars, store/storing/stored/boxes, hold/holding/held/parties,
    play/playing/played/football, work/working/worked/, leave/leaving/left/bags, wear/wearing/worn/shoes,
    film/filming/filmed/, copy/copying/copied/maps, borrow/borrowing/borrowed/magazines, use/using/used/the
    kitchen, use/using/used/the sauna, land/landing/landed/boats, overtake/overtaking/overtaken/,
    paddle/paddling/paddled/
"""),
    )
)
"""What one may do."""

DUTIES = tuple(
    map(
        deed,
        listed("""
    wear/wearing/worn/helmets, wear/wearing/worn/swimming caps, wear/wearing/worn/a tie, sign/signing/signed/the
    book, take/taking/taken/off your shoes, show/showing/shown/your passport, book/booking/booked/a table,
    book/booking/booked/in advance, fill/filling/filled/in a form, pay/paying/paid/a deposit,
    register/registering/registered/, clean/cleaning/cleaned/the kitchen, bring/bringing/brought/your own towel,
    tell/telling/told/the office, attend/attending/attended/the meeting, water/watering/watered/the plants,
    lock/locking/locked/the gate, ask/asking/asked/for permission, arrive/arriving/arrived/early,
    return/returning/returned/the key, take/taking/taken/a course, switch/switching/switched/off the heater,
    reserve/reserving/reserved/a seat, join/joining/joined/the club, call/calling/called/ahead,
    make/making/made/an appointment, carry/carrying/carried/a map, vote/voting/voted/, sort/sorting/sorted/the
    rubbish, sweep/sweeping/swept/the stairs, wear/wearing/worn/gloves, pass/passing/passed/a test,
    give/giving/given/notice, log/logging/logged/in, install/installing/installed/a driver,
    create/creating/created/an account
"""),
    )
)
"""What one may have to do."""

PARTS = tuple(
    map(
        deed,
        listed("""
    wash/washing/washed/the tray, remove/removing/removed/the cover, charge/charging/charged/the battery,
    open/opening/opened/the lid, paint/painting/painted/the frame, iron/ironing/ironed/the curtain,
    replace/replacing/replaced/the fuse, fold/folding/folded/the handle, freeze/freezing/frozen/the soup,
    undo/undoing/undone/the import, delete/deleting/deleted/a backup, rename/renaming/renamed/a folder,
    cancel/cancelling/cancelled/the order, exchange/exchanging/exchanged/the tickets,
    extend/extending/extended/the loan, share/sharing/shared/the file, print/printing/printed/labels,
    lower/lowering/lowered/the seat, lock/locking/locked/the wheel, drill/drilling/drilled/the wall,
    clean/cleaning/cleaned/the filter, store/storing/stored/the machine outdoors, reuse/reusing/reused/the bags,
    return/returning/returned/the goods, transfer/transferring/transferred/the ticket,
    renew/renewing/renewed/films, change/changing/changed/the date, put/putting/put/the pan in the dishwasher,
    heat/heating/heated/milk, connect/connecting/connected/two phones, mix/mixing/mixed/the colours,
    recycle/recycling/recycled/the box
"""),
    )
)
"""What one may do with a thing."""

PRICED = tuple(
    map(
        priced,
        listed("""
    breakfast, parking, wifi, the audio guide, admission, delivery, the shuttle bus, bed linen, a cot, storage,
    the guided tour, the brochure, coffee, tea, heating, electricity, the concert, towels/are, lockers/are, water,
    the sauna, the final cleaning, the course, the app, the newsletter, a duplicate key, the first repair, the
    second edition, the museum, the ferry, the exhibition, showers/are, firewood, membership, the pool, the
    workshop, luggage storage, the bus, bicycle hire, a replacement card, printing, the garden, lunch, fruit, the
    download, the phone line, insurance, the lecture, boat trips/are, postage, the talk, the playground,
    cancelling, an extra bed
"""),
    )
)
"""What may cost something."""

SOLD = single(
    "o",
    """
    bicycles, second-hand books, gift vouchers, vegetarian meals, evening classes, guided tours, repairs, home
    delivery, student discounts, swimming lessons, gluten-free bread, spare parts, stamps, day tickets,
    translations, legal advice, boat trips, free samples, refills, packed lunches, season tickets, wheelchairs,
    children's shoes, fresh fish, airport transfers, hot meals, yoga classes, maps
""",
)
"""What may be on offer."""

RUNS = single(
    "v",
    """
    Windows, Linux, macOS, Android, iPhones, tablets, a Raspberry Pi, Chromebooks
""",
)
"""What a program may run on."""

READS = single(
    "v",
    """
    PDF files, spreadsheets, CSV files, images, videos, zip archives, JSON, Word documents, scanned pages, emails,
    audio recordings, maps, encrypted files, XML
""",
)
"""What a program may read."""

LIVED = single(
    "t",
    """
    Paris, Vienna, Bergen, Leeds, Madrid, Cairo, Boston, Dublin, Kyoto, Prague, Lima, Ghent, Turin, Perth, Quebec,
    Riga, Porto, Naples, Zurich, Bath, Odessa, Tunis, Bremen, Exeter
""",
)
"""Towns."""

SPOKEN = single(
    "l",
    """
    French, German, Latin, Russian, Welsh, Arabic, Spanish, Greek, Norwegian, Japanese
""",
)
"""Languages."""

WORKS = single(
    "k",
    """
    the book, the play, the exhibition, the opera, the film, the first concert, the festival, the album, the
    experiment, the campaign, the market, the sale, the expedition, the new timetable
""",
)
"""What may succeed or fail."""

PRIZES = single(
    "z",
    """
    the Harlan Medal, the novel prize, the race, the election, the scholarship, the bid, a medal, the regatta, the
    trial, the competition, the chess title, the Ferris Award
""",
)
"""What may be won."""

ROLES = single(
    "r",
    """
    mayor, chair, captain, director, treasurer, head teacher, editor, conductor, harbour master, chief of the fire
    brigade, secretary, manager, curator, coach, maintainer
""",
)
"""What somebody may be."""

DONE = pairs("""
    the bridge/repaired, the ring/found, the roof/mended, the painting/sold, the money/returned, the
    tower/finished, the mill/insured, the road/closed, the plan/approved, the book/translated, the ship/raised,
    the thief/caught, the dog/rescued, the letter/answered, the house/rebuilt, the organ/restored, the bill/paid,
    the motion/accepted, the budget/passed, the drone/bought, the wall/painted, the strike/called off, the
    film/shown, the tree/felled, the data/recovered, the samples/lost, the lease/renewed, the chairman/re-elected,
    the fire/put out, the pump/replaced, the meeting/postponed, the vase/stolen, the report/published, the
    fine/cancelled
""")
"""Things and what may have been done to them: {x} "the bridge", {y} "repaired"."""

STATES = pairs("""
    the pool/heated, the floor/wet, the path/lit, the toilet/accessible, the coat/waterproof, the lake/deep, the
    course/difficult, the room/quiet, the post/paid, the trainees/paid, the break/paid, the church/locked, the
    water/drinkable, the beach/sandy, the road/paved, the case/leather, the battery/included, the
    ticket/refundable, the deposit/refundable, the number/secret, the list/public, the job/permanent, the
    soup/vegetarian, the cake/vegan, the building/listed, the ferry/late, the phone/insured, the
    guarantee/transferable, the hall/soundproof, the fish/fresh, the yard/covered, the garden/fenced, the
    glass/recycled, the wood/treated, the tap/cold
""")
"""Things and what they may be: {x} "the pool", {y} "heated"."""

OWNED = pairs(
    """
    house/sold, shop/opened, letter/wrote, boat/built, farm/bought, school/founded, prize/won, medal/refused,
    horse/rode, garden/planted, novel/published, company/left, ship/joined, house/rented, bridge/designed,
    fire/started, garage/cleaned, choir/led, map/drew, law degree/completed, patent/filed, strike/organised,
    train/missed, race/lost, portrait/painted, key/found, speech/gave, museum/visited, knife/stole, trial/watched
""",
    "o",
    "v",
)
"""Things and what somebody may have done with them, in the past: {o} "house", {v} "sold"."""

VERBS = pairs(
    """
    meet/met, know/knew, teach/taught, visit/visited, marry/married, paint/painted, sue/sued, help/helped,
    hire/hired, forgive/forgave, admire/admired, betray/betrayed, succeed/succeeded, defeat/defeated,
    inspire/inspired, write to/wrote to, work for/worked for, live with/lived with
""",
    "do",
    "did",
)
"""What one person may have done to another: {do} "meet", {did} "met"."""

PAYMENTS = pairs(
    """
    cash/cash, card/cards, cheque/cheques, bank transfer/bank transfer, credit card/credit cards, debit card/debit
    cards, voucher/vouchers, phone/phone, direct debit/direct debit
""",
    "w",
    "ws",
)
"""Ways to pay: {w} "card", {ws} "cards"."""

LONE = (Topic((("one", "one"),)),)
"""For frames about nothing but who or what they are asked of."""

PLACES = listed("""
    in the garden, in the museum, in the library, at the guest house, in the gallery, at the pool, on the tower,
    in the castle, at the campsite, on the ferry, on the train, on the bus, in the café, in the hall, in the
    workshop, in the reading room, in the chapel, at the lake, on the beach, in the park, in the studio, in the
    gym, in the theatre, in the cellar, on the balcony, in the rooms, in the yard, on the terrace, in the kitchen,
    on the stairs, upstairs, in the corridor, at the school, in the woods, on the lawn, in the cabins, in the
    flat, in the laboratory, in the cloakroom, indoors, outside, in the office, on the first floor, in the
    boathouse, in the clubhouse, on the trails
""")

DAYS = listed("""
    Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday
""")

OPENED = listed("""
    museum, library, pool, shop, café, office, gallery, market, desk, restaurant, tower, clinic, bakery, archive,
    farm, workshop, cinema, garden centre
""")
"""What is open on some days."""

ADJECTIVES = listed("""
    large, small, folding, electric, old, new, second, spare, heavy, wet, children's, plastic, private, public,
    second-hand, toy, guide, stuffed, broken, yellow, cheap
""")
"""What makes a thing another, narrower one."""

NARROWED = listed("""
    for residents, for children under six, on Sundays, in winter, after 22:00, by appointment, with a permit,
    during the festival, if the weather is bad, for groups of ten or more, in the Basic plan, for members, before
    noon, on the first Friday of the month, with the manager's consent, on weekdays, from May to June, for staff,
    on the upper floor, for students, during the holidays, on request, in an emergency, between 9 and 11, for
    pensioners, in the new building, after the second week
""")
"""Times, people and conditions that a thing may be so for, and for which alone."""

HOUSES = listed("""
    Larkfield, the Drovers Inn, Marrow House, Tarnside, Velton Hall, Birchwood Library, Northgate School, the Quay
    Hostel, Pennard Mill, Castle Orchard, the Old Bakery, Wexcombe Museum, Fernhill, Riverside Gym, St Oswald's,
    Camp Alder, the Lantern Café, Hexworth Ltd, Dunmore Ferries, the Three Bells, Ashby Works, Kestrel Air, the
    Northway Club, Pension Adler, Hotel Mirabel, the Tidewater, Greenmoor Farm
""")
"""Names that a question may say, and the text is about without saying them."""

HEADINGS = listed("""
    Meals, Children, Opening hours, Prices, Getting here, Money and thanks, Who we are, Rules, Safety, Contact,
    Early life, Later years, Travels, Payment, Cleaning, Warranty, Useful things to know, Visitors, Membership, At
    your desk, Arrival and departure, Notes, Features, Installing, Leave, Minutes of 4 March, Newsletter, User
    guide, Annual report 2022, House rules, Questions and answers
""")

WOMEN = listed("""
    Ada, Ilse, Maud, Lena, Rosa, Clara, Edith, Yuki, Nadia, Greta, Amina, Ruth, Ines, Mei
""")

MEN = listed("""
    Jonas, Peter, Hugo, Amir, Tobias, Sven, Marcus, Owen, Felix, Kofi, Pavel, Hiro, Luis, Carl
""")

SURNAMES = listed("""
    Merrow, Telford, Brandt, Kestrel, Vance, Sorrel, Haddad, Pim, Lund, Whitlow, Arkell, Farrow, Dray, Tanabe,
    Pryce, Kovac, Underhill, Moreau, Silva, Okonjo, Marsh, Ferrer, Bligh, Novak
""")
