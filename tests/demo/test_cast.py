"""The invented neighbourhood holds together: keys are unique, numbers add up, and every machine makes the same one."""

import re
from collections import Counter
from datetime import date, datetime
from itertools import pairwise

import pytest

from council.charters.presets import procedure
from council.demo.cast import crowd, named, offices, people, places, units
from council.demo.cast.offices import appointments
from council.demo.cast.person import Person
from council.demo.cast.stories import eleventh, talks, tasks, twelfth
from council.demo.cast.stories.ballots import ballots
from council.demo.cast.stories.issues import ISSUES, issue, supporters
from council.demo.cast.stories.shapes import CouncilStory, Count, ItemStory, TaskStory
from council.tally.decision import decide
from council.tally.figures import Figures

PEOPLE = people.population().people
KEYS = {person.key for person in PEOPLE}
UNITS = {unit.code for unit in units.UNITS}
COUNCILS = (eleventh.ELEVENTH, twelfth.TWELFTH)
ITEMS = [(council, item) for council in COUNCILS for item in council.items]
VOTED = [(council, item) for council, item in ITEMS if item.count]
TODAY = date(2026, 11, 21)


def all_tasks() -> list[TaskStory]:
    return [
        *tasks.ISSUE_TASKS,
        *(task for talk in talks.TALKS for task in talk.hand_over),
        *(task for _, item in ITEMS for task in item.tasks),
    ]


def test_the_street_has_six_communities_and_exactly_37_grids() -> None:
    kinds = Counter(place.kind for place in places.places())
    assert (kinds["street"], kinds["community"], kinds["estate"], kinds["grid"]) == (1, 6, 15, 37)
    grids = [grid.code for grid in places.of_kind("grid")]
    assert sorted(grids) == [f"QY-G{number:02d}" for number in range(1, 38)]


def test_codes_are_unique_and_parents_come_first() -> None:
    seen: set[str] = set()
    for place in places.places():
        assert place.code not in seen
        assert (place.parent_code in seen) or place.kind == "street"
        seen.add(place.code)


def test_guiyuli_has_grid_07_and_612_flats() -> None:
    assert "GY" in places.ancestors("QY-G07")
    assert sum(len(places.doors(entrance)) for entrance in places.entrances_below("GY")) == 612


def test_every_estate_has_its_three_hotlines() -> None:
    for estate in places.of_kind("estate"):
        kinds = [line.kind for line in units.HOTLINES if line.place_code == estate.code]
        assert kinds == ["service", "request", "oversight"]


def test_about_600_people_with_unique_keys_names_and_numbers() -> None:
    assert len(PEOPLE) == 600
    assert len({person.name_zh for person in PEOPLE}) == len({person.name_en for person in PEOPLE}) == len(PEOPLE)
    assert len(KEYS) == len(PEOPLE)


def test_no_number_rings_anywhere() -> None:
    mobiles = [person.phone for person in PEOPLE if person.phone]
    landlines = [line.phone for line in units.HOTLINES] + [unit.phone for unit in units.UNITS]
    assert len(set(mobiles + landlines)) == len(mobiles) + len(landlines)
    assert all(re.fullmatch(r"154\d{8}", phone) for phone in mobiles)
    assert all(re.fullmatch(r"0700-\d{3}-\d{3}", phone) for phone in landlines)


def test_some_people_live_in_every_grid_and_most_in_guiyuli() -> None:
    population = people.population()
    for grid in places.of_kind("grid"):
        assert population.adults_in(grid.code), grid.code
    assert len(population.living_in("GY")) > len(PEOPLE) / 2


def test_each_household_has_one_door_and_its_people_live_there() -> None:
    households = people.population().households
    assert len({home.key for home in households}) == len({(h.entrance_code, h.door) for h in households})
    for home in households:
        assert home.door in places.doors(places.by_code()[home.entrance_code])
    assert {person.household for person in PEOPLE} == {None, *households}


def test_each_family_has_one_representative() -> None:
    families: dict[str, list[Person]] = {}
    for person in PEOPLE:
        if person.household:
            families.setdefault(person.household.key, []).append(person)
    for family in families.values():
        assert sum(person.household_rep for person in family) == 1
        assert any(person.adult for person in family)


def test_the_roster_is_the_same_each_time() -> None:
    first = people.population()
    people.population.cache_clear()
    assert people.population() == first


def test_the_cast_is_the_contracts() -> None:
    fixed = "resident-zhou resident-liu clerk-he chair-tang grid-qin teller-a teller-b partner-water"
    staff = "supervisor-meng community-admin street-admin"
    voters = [f"voter-{number}" for number in range(1, 47)]
    assert {member.key for member in named.CAST} == {*fixed.split(), *staff.split(), *voters}
    assert all(member.person in KEYS for member in named.CAST)
    population = people.population()
    assert population.person("voter-1") is population.person("resident-zhou")
    assert population.person("voter-2").name("en") == "Tang Shoucheng"
    assert (population.person("resident-liu").age, population.person("resident-liu").smartphone) == (84, False)


def test_a_key_that_nobody_has_is_refused() -> None:
    with pytest.raises(KeyError):
        people.population().person("voter-47")


def test_the_council_has_46_seats_39_of_them_representatives() -> None:
    seats = [office for office in appointments() if office.office == "council_member"]
    assert len({seat.person for seat in seats}) == 46
    categories = Counter(seat.category for seat in seats)
    assert categories == {"representative": 39, "party": 3, "social": 2, "partner": 2}
    assert categories["representative"] * 5 >= 46 * 4


def test_each_grid_has_its_officer_and_each_estate_its_head() -> None:
    by_office = {
        name: [a.place_code for a in appointments() if a.office == name] for name in ("grid_officer", "estate_head")
    }
    assert sorted(by_office["grid_officer"]) == sorted(grid.code for grid in places.of_kind("grid"))
    assert sorted(by_office["estate_head"]) == sorted(estate.code for estate in places.of_kind("estate"))
    heads = [a.place_code for a in appointments() if a.office == "building_head"]
    of_guiyuli = sorted(code for code in heads if code.startswith("GY-"))
    assert of_guiyuli == [f"GY-B{number:02d}" for number in range(1, 16) if number != 10]  # one is vacant
    assert len(heads) == len(set(heads))


def test_the_seven_offices_are_held_by_about_240() -> None:
    """As many as the street of the story: heads of four kinds, officers of three."""
    seven = Counter(a.office for a in appointments() if a.office in SEVEN)
    assert set(seven) == SEVEN
    assert 235 <= sum(seven.values()) <= 245
    assert {a.elected for a in appointments()} == {True, False}
    assert any(a.before for a in appointments())
    assert any(a.lasts is not None and a.lasts <= 30 for a in appointments())


SEVEN = {
    "estate_head",
    "hub_household_head",
    "building_head",
    "patrol_leader",
    "safety_officer",
    "legal_officer",
    "mediator",
}


def test_offices_are_held_by_adults_for_places_and_units_that_exist() -> None:
    for office in appointments():
        assert people.population().person(office.person).adult
        assert office.place_code in places.by_code()
        assert office.unit in {"", *UNITS}
    assert len(set(appointments())) == len(appointments())
    assert {"partner_contact", "supervisor", "recorder", "teller"} < {a.office for a in offices.appointments()}


def test_issues_refer_to_people_and_places_that_exist() -> None:
    assert len({story.key for story in ISSUES}) == len(ISSUES) >= 25
    for story in ISSUES:
        assert len(story.title.zh) <= 30
        assert len(story.title.en) <= 60
        assert story.estate in places.ancestors(story.place)
        assert {story.reporter} | {step.by for step in story.steps} <= KEYS
        assert {story.lead, story.entered_by} <= KEYS | {""}
        assert story.unit in {"", *UNITS}


def test_issues_are_numbered_in_the_order_they_were_raised() -> None:
    for estate in {story.estate for story in ISSUES}:
        own = [story for story in ISSUES if story.estate == estate]
        assert all(a.number < b.number for a, b in pairwise(own))
        assert all(a.raised.on(TODAY) < b.raised.on(TODAY) for a, b in pairwise(own))


def test_an_issues_steps_follow_each_other_and_lie_in_the_past() -> None:
    for story in ISSUES:
        moments = [story.raised.on(TODAY), *(step.when.on(TODAY) for step in story.steps)]
        assert all(a < b for a, b in pairwise(moments)), story.key
        assert moments[-1] < datetime(2026, 11, 21)  # noqa: DTZ001 - wall-clock times have no zone yet


def test_supporters_are_other_adults_of_the_estate() -> None:
    for story in ISSUES:
        keys = supporters(story)
        adults = {person.key for person in people.population().adults_in(story.estate)}
        assert len(set(keys)) == story.supports
        assert set(keys) <= adults - {story.reporter}
        assert supporters(story) == keys


def test_the_dead_corner_was_reopened_once() -> None:
    story = issue("dead-corner")
    assert [step.solved for step in story.steps if step.solved] == ["no"]
    assert story.state == "assigned"


def test_the_twelfth_council_has_the_thirteen_items_of_the_wall() -> None:
    items = twelfth.TWELFTH.items
    assert len(items) == 13
    assert [item.ending for item in items[:4]] == ["reported", "carried", "postponed", "current"]
    assert {item.ending for item in items[4:]} == {"planned"}
    assert sum(item.minutes for item in items[4:]) == 54
    assert items[twelfth.CURRENT - 1].issue == "stair-lights"


def test_31_of_46_are_there_and_two_wait_at_the_door() -> None:
    arrived = set(twelfth.TWELFTH.arrived)
    assert len(arrived) == 31
    assert {"resident-zhou", "chair-tang"} < arrived
    assert not arrived & set(twelfth.AT_THE_DOOR)
    assert len(arrived | set(twelfth.AT_THE_DOOR)) == 33
    assert arrived | set(twelfth.AT_THE_DOOR) < set(people.member_keys())


@pytest.mark.parametrize(("council", "item"), VOTED, ids=[item.title.en for _, item in VOTED])
def test_counted_votes_end_as_the_rule_says(council: CouncilStory, item: ItemStory) -> None:
    assert item.count is not None
    rule = procedure("gy_council").rule
    assert rule is not None
    figures = Figures(46, len(council.arrived), item.count.for_, item.count.against, item.count.abstain)
    assert decide(rule, figures).outcome == item.ending
    assert Counter(ballots(council.arrived, item.count, seed=item.title.en).values()) == {
        choice: number
        for choice, number in (("for", figures.for_), ("against", figures.against), ("abstain", figures.abstain))
        if number
    }


def test_a_count_of_more_votes_than_voters_is_refused() -> None:
    with pytest.raises(ValueError, match="3 votes from 2"):
        ballots(["a", "b"], Count(1, 1, 1), seed="x")


def test_the_pictures_vote_carries_with_33_present() -> None:
    rule = procedure("gy_council").rule
    assert rule is not None
    likely = twelfth.LIKELY
    decision = decide(rule, Figures(46, 33, likely.for_, likely.against, likely.abstain))
    assert (decision.outcome, decision.needed, 33 - likely.total) == ("carried", 17, 1)


def test_no_site_had_a_majority_before_the_run_off() -> None:
    hands = [number for _, number in eleventh.SITE_OPTIONS]
    assert hands == [19, 17, 6]
    assert sum(hands) == len(eleventh.ELEVENTH.arrived) == 42
    assert max(hands) < eleventh.CARRIED_AT_QUORUM


def test_the_talk_asked_41_people() -> None:
    talk = talks.BIKE_TALK
    came = talks.attendees(talk)
    assert talk.count is not None
    assert (talk.count.for_, talk.count.against, talk.count.abstain) == (38, 1, 2)
    assert talk.count.total == talk.present == len(set(came)) == 41
    assert set(came) <= {person.key for person in people.population().adults_in("GY")}


def test_motions_fit_the_wall_and_come_from_a_member_who_is_there() -> None:
    for council, item in ITEMS:
        if item.motion:
            assert len(item.motion.title.zh) <= 24
            assert len(item.motion.title.en) <= 60
            assert item.motion.mover in {*council.arrived, *twelfth.AT_THE_DOOR}
        assert len(item.title.en) <= 60
        assert item.issue in {"", *(story.key for story in ISSUES)}


def test_each_task_has_one_in_charge() -> None:
    for task in all_tasks():
        assert bool(task.person) != bool(task.unit), task.title.zh
        assert task.person in {"", *KEYS}
        assert task.unit in {"", *UNITS}
        assert task.issue in {"", *(story.key for story in ISSUES)}
        assert (task.report is None) == (task.state == "open")
        assert (task.done_days is not None) == (task.state in ("done", "confirmed"))


def test_a_crowd_is_as_large_as_asked_and_meets_nobody_of_the_roster() -> None:
    families = list(crowd.crowd(2000))
    grown = [person for _, family in families for person in family]
    assert len({person.key for person in grown} | KEYS) == 2600
    assert len({person.phone for person in grown} | {person.phone for person in PEOPLE}) == 2000 + len(
        {person.phone for person in PEOPLE}
    )
    doors = [(home.entrance_code, home.door) for home, _ in families]
    assert len(set(doors)) == len(doors)
    assert not set(doors) & {(home.entrance_code, home.door) for home in people.population().households}
    assert families == list(crowd.crowd(2000))
