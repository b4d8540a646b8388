"""Phrases that recur: shipped and own, by their beginning or initials, without anybody's name."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from tests.making import a_meeting, day, items_of, ready_topic, some_people
from xieshang_desktop import resources
from xieshang_desktop.domain.terms import PointKind
from xieshang_desktop.services import deliberation
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.phrases import Phrases, clause_of, load_phrases


def running(desk: Desk) -> str:
    people = some_people(desk)
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    deliberation.open_meeting(desk, meeting_id)
    return items_of(desk, meeting_id)[0].id


def say(desk: Desk, item_id: str, *texts: str, dissent: bool = False) -> None:
    for text in texts:
        deliberation.record_opinion(desk, item_id, text, speaker="李德发", dissent=dissent)


def test_a_phrase_is_found_by_its_beginning_or_its_initials(desk: Desk) -> None:
    phrases = load_phrases(desk)
    assert "担心以后没人管护" in phrases.find("opinion", "担心")
    assert "担心以后没人管护" in phrases.find("opinion", "dxyh")
    assert "担心以后没人管护" in phrases.find("opinion", "DXYH")
    assert phrases.find("opinion", "担") == ()
    assert phrases.find("opinion", "") == ()
    assert phrases.find("opinion", "担心以后没人管护") == ()
    assert phrases.find("nothing", "担心") == ()


def test_only_the_piece_being_typed_counts(desk: Desk) -> None:
    phrases = load_phrases(desk)
    assert clause_of("路要修，担心") == "担心"
    assert "担心钱不够" in phrases.find("opinion", "路要修，担心")
    assert phrases.find("opinion", "路要修，担心钱不够。") == ()


def test_what_was_said_twice_is_offered_before_what_ships(desk: Desk) -> None:
    item_id = running(desk)
    say(desk, item_id, "建议先量路宽", "路要修。建议先量路宽", "建议问问交通局")
    found = load_phrases(desk).find("opinion", "建议")
    assert found[0] == "建议先量路宽"
    assert "建议问问交通局" not in found


def test_points_measures_and_owners_are_offered_where_they_belong(desk: Desk) -> None:
    item_id = running(desk)
    deliberation.add_point(desk, item_id, PointKind.AGREED, "路宽三米五")
    deliberation.add_point(desk, item_id, PointKind.OPEN, "占地怎么算")
    deliberation.add_measure(desk, item_id, "向交通办报奖补", "道路理事会", day(4, 1))
    phrases = load_phrases(desk)
    assert phrases.find("agreed", "lksm") == ("路宽三米五",)
    assert "占地怎么算" in phrases.find("open", "占地")
    assert phrases.find("agreed", "占地怎么") == ()
    assert "向交通办报奖补" in phrases.find("measure", "xj")
    assert "道路理事会" in phrases.find("owner", "道路")


def test_nothing_that_names_somebody_or_holds_a_number_is_offered(desk: Desk) -> None:
    item_id = running(desk)
    for _again in range(2):
        say(
            desk,
            item_id,
            "请找王小二商量",
            "请找李德发商量",
            "请打19900001234问",
            "请打 1990-0001 问",
        )
        say(desk, item_id, "请公开账目明细")
    deliberation.add_measure(desk, item_id, "上门", "王小三", day(4, 1))
    phrases = load_phrases(desk)
    assert phrases.find("opinion", "请找") == ()
    assert phrases.find("opinion", "请打") == ()
    assert "请公开账目明细" in phrases.find("opinion", "请公")
    assert phrases.find("owner", "王小") == ()


def test_a_dissent_is_never_offered(desk: Desk) -> None:
    item_id = running(desk)
    say(desk, item_id, "不该占好地", "不该占好地", dissent=True)
    assert load_phrases(desk).find("opinion", "不该") == ()


def test_the_shipped_phrases_are_short_and_no_vote_stands_in_them() -> None:
    shipped = json.loads(resources.path("phrases.json").read_text("utf-8"))
    for texts in shipped.values():
        for text in texts:
            assert 3 <= len(text) <= 30 or text in {"组长"}
            assert not any(word in text for word in ("表决", "票", "通过", "举手", "法定人数", "%"))


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=10), max_size=20))
def test_whatever_is_found_goes_on_from_what_was_typed(typed: str, texts: list[str]) -> None:
    wanted = clause_of(typed)
    found = Phrases({"opinion": texts}).find("opinion", typed)
    assert len(found) == len(set(found)) <= 5
    if not wanted.isascii():
        assert all(text.startswith(wanted) and text != wanted for text in found)
