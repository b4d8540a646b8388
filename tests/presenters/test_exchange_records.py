"""回执, 乡镇来件, 出门记录: how far each bundle came, what came back, what left."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.making import Attempts
from tests.presenters.told import Ways
from tests.township.road import Road, make_road
from xieshang_desktop.domain.terms import Sharing, TopicClass
from xieshang_desktop.errors import BadInput
from xieshang_desktop.services import sharing
from xieshang_desktop.services.workday import open_workday
from xieshang_desktop.storage import journal
from xieshang_desktop.township import directives, returns, sending
from xieshang_desktop.ui.presenters import exchange_log, exchange_receipts
from xieshang_desktop.ui.presenters.exchange_incoming import IncomingPresenter
from xieshang_desktop.ui.presenters.home import home_view


@pytest.fixture
def road(tmp_path: Path) -> Iterator[Road]:
    made = make_road(tmp_path / "road")
    yield made
    made.close()


def chips(road: Road) -> list[object]:
    return [view.row[3] for view in exchange_receipts.bundle_views(road.village.desk)]


def steps(road: Road) -> str:
    """The way of the newest bundle."""
    view = exchange_receipts.bundle_views(road.village.desk)[0]
    return "\n".join(said for _day, said in view.steps)


def sent_back(road: Road, stick: Path) -> None:
    road.township.answers(road.village, stick)
    road.village.exchanges(stick)


def test_a_bundle_goes_from_written_to_taken_to_accepted(road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    assert chips(road) == [("已写入", "waiting")]
    assert "没有回执，就不算交到" in steps(road)
    road.township.receives(stick)
    sent_back(road, stick)
    assert chips(road)[-1] == ("乡镇已收", "done")
    with road.village.desk.store.read() as reader:
        (line,) = journal.lines_of(reader)
    taken = exchange_receipts.bundle_views(road.village.desk)[-1].row[1]
    last = int(str(taken).rpartition("–")[2])
    returns.accept(road.township.desk, road.village.id, line, last)
    sent_back(road, stick)
    assert chips(road)[-1] == ("已采信", "done")


def test_a_returned_record_shows_on_its_bundle_with_the_reason(road: Road) -> None:
    returned_topic(road)
    (chip, *_rest) = [c for c in chips(road) if c == ("有退回", "attention")]
    assert chip == ("有退回", "attention")
    everything = exchange_receipts.bundle_views(road.village.desk)
    said = "\n".join(words for view in everything for _day, words in view.steps)
    assert "事由太短" in said


def test_a_late_receipt_counts_its_days(road: Road) -> None:
    road.village.exchanges(road.stick())
    road.pass_days(20)
    assert chips(road) == [("逾期 6 天", "attention")]


def test_a_late_receipt_stands_on_the_work_page_once_and_leads_to_its_bundle(road: Road) -> None:
    desk = road.village.desk
    road.village.exchanges(road.stick())
    road.village.writes()
    road.village.exchanges(road.stick())
    assert open_workday(desk).overdue_bundles == 0
    road.pass_days(20)
    workday = open_workday(desk)
    assert workday.overdue_bundles == workday.waiting_bundles == 2
    (late,) = [todo for todo in home_view(workday).todos if todo.page == "exchange"]
    assert (late.kind, late.above) == ("attention", "逾期")
    assert late.sentence == "2 个协商包没有等到乡镇回执"
    assert late.object_id.startswith("XS1-")


def test_a_slip_is_believed_but_confirms_nothing(road: Road) -> None:
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    (slip,) = sending.slips(road.township.desk, road.village.id)
    said = exchange_receipts.slip_words(road.village.desk, slip.code)
    assert "等正式回执再算数" in said
    assert chips(road) == [("已收（凭条）", "waiting")]
    assert "还不算确认" in steps(road)


def test_a_slip_is_judged_before_anybody_is_asked(road: Road) -> None:
    assert exchange_receipts.slip_fault("123") != ""
    assert exchange_receipts.slip_fault("1" * 12) == ""
    with pytest.raises(BadInput):
        exchange_receipts.slip_words(road.village.desk, "1" * 12)


def test_a_refusal_is_said_although_its_facts_stayed_away() -> None:
    assert exchange_receipts.refusal_words("bundle_chain_broken").count("…") == 1
    assert exchange_receipts.refusal_words("something_newer") == "something_newer"


# ---- 乡镇来件


@pytest.fixture
def incoming(road: Road, attempts: Attempts, ways: Ways) -> IncomingPresenter:
    return IncomingPresenter(road.village.desk, attempts, ways)


def returned_topic(road: Road) -> str:
    """A topic that the township returned, taken in by the village; gives its id."""
    topic = road.village.writes()
    stick = road.stick()
    road.village.exchanges(stick)
    road.township.receives(stick)
    township, village = road.township.desk, road.village
    returns.return_entry(township, village.id, "topic", topic.id, "事由太短，请补写。")
    sent_back(road, stick)
    return topic.id


def test_a_return_leads_to_its_record_and_takes_an_answer(
    road: Road, incoming: IncomingPresenter, ways: Ways
) -> None:
    topic_id = returned_topic(road)
    ((state, words, note, buttons),) = incoming.lines()
    assert (state, "村口路灯不亮" in words) == ("attention", True)
    assert "原因：事由太短" in note
    (go, _words), (answer, _more) = buttons
    incoming.open_record(go.partition(":")[2])
    assert ways.gone == [("topics/topic", topic_id)]
    return_id = answer.partition(":")[2]
    incoming.keep_draft(return_id, "已经补")
    assert incoming.draft(return_id) == "已经补"
    assert incoming.reply(return_id, "已经补上了涉及户数。")
    assert incoming.draft(return_id) == ""
    ((state, _words, note, _buttons),) = incoming.lines()
    assert state == "waiting"
    assert "已经补上了涉及户数" in note


def test_a_topic_that_was_named_above_becomes_one_of_ours(
    road: Road, incoming: IncomingPresenter, ways: Ways
) -> None:
    directives.issue_topic(
        road.township.desk,
        [road.village.id],
        title="秸秆禁烧怎么商量着办",
        background="今年秋收期间，请各村组织协商。",
        topic_class=next(iter(TopicClass)),
    )
    sent_back(road, road.stick())
    ((_state, words, _note, buttons),) = incoming.lines()
    assert words.startswith("党政点题：")
    instruction = buttons[0][0].partition(":")[2]
    view = incoming.view(instruction)
    assert view is not None
    assert (view.yes, view.text) == ("列为议题", "今年秋收期间，请各村组织协商。")
    assert incoming.settle(instruction)
    assert ways.gone[0][0] == "topics/topic"
    ((state, _words, note, buttons),) = incoming.lines()
    assert state == "done"
    assert "列为议题" in note
    assert buttons[0][1] == "看议题"


def test_a_letter_is_answered_before_it_is_done(road: Road, incoming: IncomingPresenter) -> None:
    due = road.clock().date() + timedelta(days=3)
    text = "请说明原因，定出新的期限。"
    village = [road.village.id]
    directives.issue_letter(road.township.desk, village, title="逾期未办结", text=text, due=due)
    sent_back(road, road.stick())
    letter = incoming.lines()[0][3][0][0].partition(":")[2]
    view = incoming.view(letter)
    assert view is not None
    assert view.reply_first
    road.pass_days(5)
    assert incoming.lines()[0][0] == "attention"
    assert "逾期 2 天" in incoming.lines()[0][2]
    assert incoming.reply(letter, "三月底前办结。")
    view = incoming.view(letter)
    assert view is not None
    assert view.yes == "办完了"
    assert incoming.settle(letter)
    assert incoming.lines()[0][0] == "done"


def test_a_file_that_came_along_is_saved_where_somebody_wants_it(
    road: Road, incoming: IncomingPresenter, tmp_path: Path
) -> None:
    file = tmp_path / "年度计划参考.docx"
    file.write_bytes(b"PK something")
    directives.issue_text(road.township.desk, [road.village.id], title="工作提示", files=[file])
    sent_back(road, road.stick())
    text = incoming.lines()[0][3][0][0].partition(":")[2]
    view = incoming.view(text)
    assert view is not None
    ((sha256, name),) = view.files
    assert incoming.save_file(text, sha256, tmp_path / f"存下的{name}")
    assert (tmp_path / f"存下的{name}").read_bytes() == b"PK something"


# ---- 出门记录


def test_what_left_is_told_by_kind_and_what_stayed_as_a_hash(road: Road) -> None:
    sharing.choose_sharing(road.village.desk, "person", Sharing.HASH)
    road.village.writes()
    road.village.exchanges(road.stick())
    (view,) = exchange_log.log_views(road.village.desk)
    assert view.row[1:3] == ("石桥镇人民政府", "U盘")
    contents = dict(view.contents)
    assert contents["人员"] == "12 条留在村里，只交核对码"
    assert contents["议题"] == "1 条交了，不含个人信息"
    assert contents["附件"] == "没有"
