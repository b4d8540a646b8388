"""A clerk returns, settles and accepts; the village's answer is seen beside it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import a_topic
from tests.printing.reading import dense, pdfium_text
from tests.township.handing import Sides, one
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.domain.township import Acceptance, Returned
from xieshang_desktop.errors import BadInput, RuleBroken
from xieshang_desktop.services import instructions, topics
from xieshang_desktop.services.papers import rendered
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.storage.receiving import line_head
from xieshang_desktop.township import papers, returns


@pytest.fixture
def sides(tmp_path: Path) -> Iterator[Sides]:
    both = Sides(tmp_path)
    yield both
    both.close()


@pytest.fixture
def topic(sides: Sides) -> Topic:
    """A topic that lies with both."""
    topic = a_topic(sides.village)
    sides.hand_over()
    return topic


def returned(sides: Sides, topic: Topic) -> Returned:
    return returns.return_entry(sides.town, sides.id, "topic", topic.id, " 事由写得太简单。 ")


def test_a_record_is_returned_with_a_written_reason(sides: Sides, topic: Topic) -> None:
    with pytest.raises(BadInput, match="reason_missing"):
        returns.return_entry(sides.town, sides.id, "topic", topic.id, " ")
    with pytest.raises(BadInput, match="text_too_long"):
        returns.return_entry(sides.town, sides.id, "topic", topic.id, "字" * 2001)
    with pytest.raises(RuleBroken, match="gone"):
        returns.return_entry(sides.town, sides.id, "topic", "nowhere", "没有")
    found = returned(sides, topic)
    assert (found.title, found.reason) == ("议题：2026-01 东沟组生产道路硬化", "事由写得太简单。")
    assert (found.rule, found.returned_by) == ("", "周敏")
    assert one(sides.town, Returned) == found


def test_the_villages_answer_is_seen_beside_the_return(sides: Sides, topic: Topic) -> None:
    found = returned(sides, topic)
    (file,) = returns.returns_of(sides.town, sides.id)
    assert (file.reply, file.answered_by_entry, file.is_open) == (None, False, True)
    sides.receive_receipt()
    instructions.reply(sides.village, found.id, "已经补上。")
    topics.save_topic(sides.village, replace(topic, background="路是土路，46户走。"))
    sides.hand_over()
    (file,) = returns.returns_of(sides.town, sides.id)
    assert file.reply is not None
    assert file.reply.text == "已经补上。"
    assert file.answered_by_entry


def test_a_return_is_settled_or_withdrawn_once(sides: Sides, topic: Topic) -> None:
    settled = returns.settle(sides.town, returned(sides, topic).id)
    withdrawn = returns.withdraw(sides.town, returned(sides, topic).id)
    assert (settled.settled_on, withdrawn.settled_by) == (sides.town.today, "周敏")
    for end in (returns.settle, returns.withdraw):
        with pytest.raises(RuleBroken, match="return_settled"):
            end(sides.town, settled.id)
    assert returns.returns_of(sides.town, sides.id) == ()
    assert len(returns.returns_of(sides.town, sides.id, settled=True)) == 2


def test_a_line_is_accepted_up_to_an_entry_that_is_here(sides: Sides, topic: Topic) -> None:
    line = sides.village.store.line
    with sides.town.store.read() as reader:
        last = line_head(reader, sides.id, line).number
    for number in (0, last + 1):
        with pytest.raises(BadInput, match="number_wrong"):
            returns.accept(sides.town, sides.id, line, number)
    first = returns.accept(sides.town, sides.id, line, last - 1)
    returned(sides, topic)
    second = returns.accept(sides.town, sides.id, line, last)
    assert (second.id, second.number) == (first.id, last)
    assert returns.accept(sides.town, sides.id, line, last) == second
    with pytest.raises(RuleBroken, match="accepted_already"):
        returns.accept(sides.town, sides.id, line, 1)
    assert one(sides.town, Acceptance) == second
    assert len(returns.returns_of(sides.town, sides.id)) == 1


def test_the_slip_names_every_open_return(sides: Sides, topic: Topic) -> None:
    with pytest.raises(RuleBroken, match="returns_none"):
        papers.compose_slip(sides.town, sides.id)
    returned(sides, topic)
    composed = papers.compose_slip(sides.town, sides.id, {"contact": "周敏"})
    assert composed.name.startswith("退回单 柳河镇张家村")
    text = dense(pdfium_text(rendered(composed).pdf))
    for words in ("东沟组生产道路硬化", "事由写得太简单。", "柳河镇张家村：", "联系人：周敏"):
        assert words in text
    assert set_paper(composed.paper).pages == 1
