"""The talk: stances, dissent, names taken out, demands, the mood, phrases, the other side."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from tests.making import Attempts, a_meeting, items_of, ready_topic, some_people, talk
from tests.presenters.told import Told, Ways
from xieshang_desktop.domain.meeting import Opinion
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms import OutcomeKind, Stance, StatementWay
from xieshang_desktop.services import deliberation, drafting, options
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.sign_in import sign_in
from xieshang_desktop.services.statements import record_statement
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.meeting_hall import HallPresenter
from xieshang_desktop.ui.presenters.meeting_talk import TalkPresenter
from xieshang_desktop.ui.presenters.meeting_talk_view import ItemView


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    return some_people(desk)


@pytest.fixture
def running(desk: Desk, people: list[Person]) -> str:
    """A meeting on one topic that has just begun, three people there."""
    meeting_id = a_meeting(desk, [ready_topic(desk, people).id])
    for person in people[:3]:
        sign_in(desk, meeting_id, person.id)
    deliberation.open_meeting(desk, meeting_id)
    return meeting_id


@pytest.fixture
def hall(desk: Desk, page: Told, attempts: Attempts, ways: Ways, running: str) -> HallPresenter:
    made = HallPresenter(desk, page, attempts, ways)
    made.open(running)
    return made


@pytest.fixture
def talks(hall: HallPresenter) -> TalkPresenter:
    return hall.talk


def item(hall: HallPresenter, running: str, page: Told) -> ItemView:
    """The item in front as it is shown now."""
    hall.open(running)
    shown: ItemView = page.last("show_item")
    return shown


# ---- how somebody says it


def test_a_stance_is_chosen_while_writing_and_counts_for_one_opinion_only(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    talks.choose_stance("worried")
    assert page.last("show_manner") == ("worried", "")
    talks.record_opinion("李德发", "钱不够。")
    assert page.last("show_manner") == ("unsaid", "")
    talks.record_opinion("赵春", "路要修。")
    first, second = item(hall, running, page).opinions
    assert (first.chip, first.chip_kind, second.chip) == ("有顾虑", "waiting", "")


def test_the_same_key_once_more_takes_a_stance_back(talks: TalkPresenter, page: Told) -> None:
    talks.choose_stance("for")
    talks.choose_stance("for")
    assert page.last("show_manner") == ("unsaid", "")
    talks.choose_apart("dissent")
    talks.choose_apart("dissent")
    assert page.last("show_manner") == ("unsaid", "")


def test_a_row_takes_a_stance_and_gives_it_back(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    talks.record_opinion("李德发", "钱不够。")
    (row,) = item(hall, running, page).opinions
    talks.opinions.act(row.key, "against")
    assert item(hall, running, page).opinions[0].chip == "不赞成"
    talks.opinions.act(row.key, "against")
    assert item(hall, running, page).opinions[0].chip == ""


def test_a_dissent_has_a_list_of_its_own(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    talks.choose_apart("dissent")
    talks.record_opinion("李德发", "不该占地。")
    shown = item(hall, running, page)
    assert (shown.opinions, [row.lead for row in shown.dissents]) == ((), ["李德发"])
    talks.opinions.act(shown.dissents[0].key, "apart")
    shown = item(hall, running, page)
    assert ([row.lead for row in shown.opinions], shown.dissents) == (["李德发"], ())


def test_of_one_who_is_not_to_be_named_not_even_a_draft_is_kept(
    hall: HallPresenter,
    talks: TalkPresenter,
    running: str,
    page: Told,
    desk: Desk,
    people: list[Person],
) -> None:
    key = item(hall, running, page).key
    talks.keep_typing("speaker", "李德发")
    talks.choose_apart("unnamed")
    assert drafting.kept(desk, key, "speaker") == {}
    talks.keep_typing("speaker", "李德发")
    assert drafting.kept(desk, key, "speaker") == {}
    chosen = page.times("speaker_chosen")
    talks.choose_speaker(people[1].id)  # who is called to speak is not written down either
    assert page.times("speaker_chosen") == chosen
    talks.record_opinion("李德发", "不该占地。")
    (row,) = item(hall, running, page).dissents
    assert (row.lead, row.text) == ("不留名", "不该占地。")


def test_how_it_was_to_be_said_survives_a_power_cut(
    talks: TalkPresenter, desk: Desk, page: Told, attempts: Attempts, ways: Ways, running: str
) -> None:
    talks.choose_stance("against")
    talks.choose_apart("unnamed")
    talks.keep_typing("opinion", "不该")
    again = HallPresenter(desk, page, attempts, ways)
    again.open(running)
    assert page.last("show_manner") == ("against", "unnamed")
    again.talk.record_opinion("", "不该占地。")
    again.open(running)
    (row,) = page.last("show_item").dissents
    assert (row.lead, row.chip) == ("不留名", "不赞成")
    assert drafting.kept(desk, page.last("show_item").key, "stance", "apart", "opinion") == {}


def test_taking_a_name_out_asks_once_in_words_and_is_final(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told, desk: Desk
) -> None:
    talks.record_opinion("李德发", "不该占地。")
    (row,) = item(hall, running, page).opinions
    talks.opinions.act(row.key, "unnamed")
    opinion_id, words = page.last("ask_unnamed")
    assert opinion_id == row.key
    assert "李德发的名字从记录里抹去" in words
    assert "撤销也不行" in words
    talks.opinions.make_unnamed(row.key)
    shown = item(hall, running, page)
    assert (shown.opinions, shown.dissents[0].lead) == ((), "不留名")
    asked = page.times("ask_unnamed")
    talks.opinions.act(row.key, "unnamed")
    assert page.times("ask_unnamed") == asked


# ---- demands


def test_a_demand_without_an_answer_says_so_and_then_shows_it(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    talks.record_opinion("李德发", "占地怎么补？")
    key = item(hall, running, page).opinions[0].key
    talks.opinions.act(key, "answer")
    form = page.last("ask_answer")
    assert (form.values()["demand"], form.note) == ("yes", "李德发：占地怎么补？")
    assert talks.opinions.answer(key, {"demand": "yes", "answer": ""})
    assert item(hall, running, page).opinions[0].note == "09:00 · 诉求，还没有回应"
    assert talks.opinions.answer(key, {"demand": "yes", "answer": "月底前定。"})
    assert item(hall, running, page).opinions[0].note == "09:00\n回应：月底前定。"
    assert talks.opinions.answer(key, {"demand": "", "answer": "月底前定。"})
    assert item(hall, running, page).opinions[0].note == "09:00"


def test_an_answer_being_written_survives_a_power_cut(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    talks.record_opinion("李德发", "占地怎么补？")
    key = item(hall, running, page).opinions[0].key
    talks.opinions.keep_answer(key, {"demand": "yes", "answer": "月底"})
    talks.opinions.act(key, "answer")
    assert page.last("ask_answer").values()["answer"] == "月底"
    talks.opinions.answer(key, {"demand": "yes", "answer": "月底前定。"})
    hall.open(running)
    talks.opinions.act(key, "answer")
    assert page.last("ask_answer").values()["answer"] == "月底前定。"


# ---- whose words


def test_what_was_not_told_in_the_room_says_so(
    hall: HallPresenter, running: str, page: Told, desk: Desk, people: list[Person]
) -> None:
    item_id = items_of(desk, running)[0].id
    record_statement(
        desk, running, item_id, people[5].id, StatementWay.TELEPHONE, "我同意。", taken_by="张会计"
    )
    assert item(hall, running, page).opinions[0].lead == f"{people[5].name}（书面）"


def test_one_whose_name_stayed_in_the_village_is_a_speaker(
    hall: HallPresenter, running: str, page: Told, desk: Desk
) -> None:
    one = deliberation.record_opinion(desk, items_of(desk, running)[0].id, "好。", speaker="某")
    with desk.store.write() as uow:
        uow.put(replace(uow.one(Opinion, one.id), speaker="", group=""), "opinion_changed")
        uow.commit()
    assert item(hall, running, page).opinions[0].lead == "发言人"


# ---- the other side, options


def test_the_other_side_is_asked_for_until_somebody_took_it(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told, desk: Desk
) -> None:
    assert not item(hall, running, page).one_sided  # nobody has spoken at all
    talks.record_opinion("李德发", "路要修。")
    assert item(hall, running, page).one_sided
    key = item(hall, running, page).opinions[0].key
    for worried in ("worried", "against"):
        talks.opinions.act(key, worried)
        assert not item(hall, running, page).one_sided
    talks.opinions.act(key, "for")
    assert item(hall, running, page).one_sided
    talks.choose_apart("dissent")
    talks.record_opinion("赵春", "不该修。")
    assert not item(hall, running, page).one_sided


def test_once_there_is_a_result_nobody_is_asked_any_more(
    hall: HallPresenter, running: str, page: Told, desk: Desk
) -> None:
    talk(desk, items_of(desk, running)[0].id, OutcomeKind.CONSENSUS)
    assert not item(hall, running, page).one_sided


def test_options_stand_with_what_the_item_is_about(
    hall: HallPresenter, running: str, page: Told, desk: Desk
) -> None:
    topic_id = item(hall, running, page).topic_id
    options.add_option(desk, topic_id, "硬化3.5米", "农机能过。", "要占地")
    options.add_option(desk, topic_id, "先铺砂石")
    told = dict(item(hall, running, page).paragraphs)["可选办法"]
    assert told == "1．硬化3.5米（好处：农机能过；难处：要占地）\n2．先铺砂石"


def test_points_are_ordered(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told
) -> None:
    for text in ("路要修", "先修东头"):
        talks.add_point("agreed", text)
    talks.shift_point(item(hall, running, page).agreed[1].key, -1)
    assert [row.text for row in item(hall, running, page).agreed] == ["先修东头", "路要修"]


# ---- the mood


def test_cards_are_counted_in_memory_only(
    talks: TalkPresenter, page: Told, desk: Desk, running: str, attempts: Attempts, ways: Ways
) -> None:
    before = list(desk.store.recent)
    talks.mood.ask()
    assert [m.number for m in page.last("show_moods")[0]] == [0, 0, 0]
    for key, by in (("for", 1), ("for", 1), ("worried", 1), ("against", -1)):
        talks.mood.count(key, by)
    moods, sentence = page.last("show_moods")
    assert [(m.words, m.number) for m in moods] == [("支持", 2), ("有顾虑", 1), ("不赞成", 0)]
    assert sentence == ""
    assert desk.store.recent == before
    again = HallPresenter(desk, page, attempts, ways)
    again.open(running)
    again.talk.mood.ask()
    assert [m.number for m in page.last("show_moods")[0]] == [0, 0, 0]


def test_the_mood_in_a_sentence_is_recorded(
    hall: HallPresenter, talks: TalkPresenter, running: str, page: Told, desk: Desk
) -> None:
    talks.keep_typing("mood", "气氛")
    assert talks.mood.draft() == "气氛"
    talks.mood.write("气氛平和。")
    assert item(hall, running, page).mood == "气氛平和。"
    assert talks.mood.draft() == ""
    recent = list(desk.store.recent)
    talks.mood.write("气氛平和。")
    assert desk.store.recent == recent


def test_no_words_of_a_vote_stand_in_the_hall(
    hall: HallPresenter, talks: TalkPresenter, page: Told
) -> None:
    talks.mood.count("for", 1)
    told = f"{page.calls!r}{[s.words for s in Stance]}"
    assert not any(word in told for word in ("表决", "票数", "得票", "%", "百分", "法定人数"))


# ---- phrases


def test_phrases_are_offered_and_can_be_switched_off(
    hall: HallPresenter, talks: TalkPresenter, attempts: Attempts
) -> None:
    found, length = talks.phrases.find("opinion", "路要修，担心")
    assert ("担心钱不够" in found, length) == (True, 2)
    talks.phrases.switch()
    assert talks.phrases.find("opinion", "担心") == ((), 0)
    assert attempts.said[-1] == "不再提示常用说法，Alt+S 再打开"
    assert Settings().number("phrases") == 0
    talks.phrases.switch()
    assert Settings().number("phrases") == 1


def test_what_was_said_is_offered_on_the_next_item(
    hall: HallPresenter, talks: TalkPresenter, running: str, desk: Desk
) -> None:
    assert talks.phrases.find("agreed", "路宽三米") == ((), 4)
    talks.add_point("agreed", "路宽三米五")
    hall.show_item(items_of(desk, running)[0].id)
    assert talks.phrases.find("agreed", "路宽三米") == (("路宽三米五",), 4)


def test_of_two_present_of_one_name_the_first_enter_only_asks(
    desk: Desk, hall: HallPresenter, running: str, people: list[Person], page: Told
) -> None:
    with desk.store.write() as uow:
        uow.put(replace(people[2], name=people[1].name), "person_changed")
        uow.commit()
    hall.open(running)
    hall.talk.narrow_speakers(people[1].name)
    hall.talk.enter_speaker(people[1].id)
    assert "有 2 位" in page.last("show_speaker_hint")
    assert page.times("speaker_chosen") == 0
    hall.talk.enter_speaker(people[2].id)
    assert page.last("speaker_chosen").startswith(people[1].name)
