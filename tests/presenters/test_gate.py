"""核对: what is hidden stands beside what was written; the last page clears the paper."""

from __future__ import annotations

import pytest

from tests.making import Attempts
from tests.presenters.told import Told
from tests.services.test_gate import PHONE, a_result
from xieshang_desktop.services import gate
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.gate import FindingLine, GatePresenter, Piece, TextBlock
from xieshang_desktop.wording.gate import place_words


class Looking:
    """A presenter over a result with these words."""

    def __init__(self, desk: Desk, page: Told, attempts: Attempts, words: str) -> None:
        self.desk, self.page, self.paper = desk, page, a_result(result=words)
        self.done: list[bool] = []
        self.presenter = GatePresenter(
            desk, page, attempts, "result", "t", self.guarded(), lambda: self.done.append(True)
        )
        self.presenter.open()

    def guarded(self) -> gate.Guarded:
        return gate.guard(self.desk, "result", "t", self.paper)

    @property
    def blocks(self) -> list[TextBlock]:
        blocks: list[TextBlock] = self.page.last("show_blocks")
        return blocks

    def line(self, number: int = 0) -> FindingLine:
        return [line for block in self.blocks for line in block.lines][number]


def test_a_finding_stands_in_its_paragraph_marked_and_named(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    looking = Looking(desk, page, attempts, f"按3.5米硬化。\n请打{PHONE}，三组。\n完。")
    (block,) = looking.blocks
    assert block.place == "协商结果，第 2 段"
    assert block.original == (
        Piece("请打"),
        Piece(PHONE, "found"),
        Piece("〔电话〕", "word"),
        Piece("，三组。"),
    )
    assert block.printed == (Piece("请打"), Piece("199****1234", "masked"), Piece("，三组。"))
    assert looking.line().change == f"{PHONE} → 199****1234"
    assert page.last("show_yes") == "核对完毕，可以张贴"


def test_what_is_kept_is_shown_as_it_will_be_printed(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    looking = Looking(desk, page, attempts, "三组12号")
    looking.presenter.choose(looking.line().key, keep=True)
    assert looking.line().kept
    assert looking.blocks[0].printed[1] == Piece("12号", "kept")
    looking.presenter.choose(looking.line().key, keep=False)
    assert looking.blocks[0].printed[1].mark == "masked"


def test_the_button_clears_the_paper(desk: Desk, page: Told, attempts: Attempts) -> None:
    looking = Looking(desk, page, attempts, f"电话{PHONE}，三组12号")
    looking.presenter.choose(looking.line(1).key, keep=True)
    looking.presenter.go_on()
    assert attempts.said == ["核对完毕，可以张贴了"]
    assert looking.done == [True]
    assert page.times("leave") == 1
    assert looking.guarded().cleared
    assert looking.guarded().paper.result == "电话199****1234，三组12号"  # type: ignore[attr-defined]


def test_a_kept_number_waits_for_the_word_that_it_is_official(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    looking = Looking(desk, page, attempts, f"值班电话{PHONE}")
    key = looking.line().key
    looking.presenter.choose(key, keep=True)
    looking.presenter.go_on()
    assert attempts.codes == ["number_not_confirmed"]
    assert not looking.done
    looking.presenter.confirm(key, official=True)
    assert looking.line().confirmed
    looking.presenter.go_on()
    assert looking.done == [True]


def test_an_id_number_is_nothing_to_decide_on(desk: Desk, page: Told, attempts: Attempts) -> None:
    looking = Looking(desk, page, attempts, "张三99000019900101001X")
    assert not looking.line().may_keep
    looking.presenter.choose(looking.line().key, keep=True)
    assert not looking.line().kept
    looking.presenter.go_on()
    assert looking.done == [True]


def test_what_was_decided_before_is_there_again(desk: Desk, page: Told, attempts: Attempts) -> None:
    words = f"值班电话{PHONE}"
    looking = Looking(desk, page, attempts, words)
    looking.presenter.choose(looking.line().key, keep=True)
    looking.presenter.confirm(looking.line().key, official=True)
    looking.presenter.go_on()
    again = Looking(desk, page, attempts, words)
    assert (again.line().kept, again.line().confirmed) == (True, True)


def test_many_findings_come_page_by_page_and_all_are_shown(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    text = "\n".join(f"第{number}户1990000{number:04}" for number in range(1, 46))
    looking = Looking(desk, page, attempts, text)
    seen: list[str] = []
    while not looking.done:
        seen += [line.key for block in looking.blocks for line in block.lines]
        looking.presenter.go_on()
    assert len(seen) == len(set(seen)) == 45
    assert page.times("show_blocks") == 3
    assert looking.guarded().cleared


def test_the_same_words_in_one_paragraph_are_decided_once(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    looking = Looking(desk, page, attempts, "三组12号和五组12号")
    assert len(looking.blocks[0].lines) == 1
    looking.presenter.choose(looking.line().key, keep=True)
    marks = [piece.mark for piece in looking.blocks[0].printed]
    assert marks.count("kept") == 2


def test_of_a_long_paragraph_only_what_is_near_is_shown(
    desk: Desk, page: Told, attempts: Attempts
) -> None:
    far = "按照约定硬化道路。" * 60
    looking = Looking(desk, page, attempts, f"{far}三组12号{far}")
    (block,) = looking.blocks
    shown = "".join(piece.words for piece in block.original)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "三组12号" in shown
    assert len(shown) < 200


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("title", "标题"),
        ("measures.0.who", "措施第1项 责任人"),
        ("rows.4.person.name", "表格第5项 人员"),
        ("name", "文件名"),
        ("something.new", "正文"),
        ("requests.1", "有关事项第2项"),
    ],
)
def test_a_place_is_told_in_words(field: str, words: str) -> None:
    assert place_words(field) == words
