"""A public paper without personal data: masked in its content, looked at once, never by itself."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.clock import HandClock
from tests.making import accepted_topic, day, undo_last
from xieshang_desktop.domain.clearance import Clearance
from xieshang_desktop.domain.documents import Measure, NoticePaper, Proof, PublicityPaper
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.privacy import HIDDEN, Kind
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import gate
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import PaperKind
from xieshang_desktop.services.papers import compose, release
from xieshang_desktop.services.people import add_person
from xieshang_desktop.services.typesetting import choose_forms, set_paper
from xieshang_desktop.settings import Settings
from xieshang_desktop.wording import words_for

PHONE = "19900001234"


def a_result(**fields: object) -> PublicityPaper:
    """The posting of a result as somebody wrote it."""
    paper = PublicityPaper(
        unit="和顺村村民委员会",
        title="关于“三组道路硬化”协商结果的公示",
        issued_on=day(3, 2),
        topic="三组道路硬化",
        result="按3.5米硬化。",
        posted_on=day(3, 2),
        days=15,
        last_on=day(3, 17),
        removable_on=day(3, 18),
        signer="和顺村村民委员会",
    )
    return replace(paper, **fields)


def guard(desk: Desk, paper: PublicityPaper, name: str = "公示 三组道路硬化.pdf") -> gate.Guarded:
    return gate.guard(desk, "result", "topic-1", paper, name)


def keys(guarded: gate.Guarded) -> list[str]:
    return [finding.key for finding in guarded.findings]


def test_a_paper_without_personal_data_passes_without_a_click(desk: Desk) -> None:
    paper = a_result(
        official_phone="0990-2000128", proof=Proof(code="6222 0212 3456 7890", link="")
    )
    guarded = guard(desk, paper)
    assert guarded.cleared
    assert guarded.paper == paper
    assert guarded.name == "公示 三组道路硬化.pdf"
    gate.refuse_unless_cleared(guarded)
    gate.refuse_unless_cleared(None)


def test_every_text_of_a_paper_is_read_and_masked(desk: Desk) -> None:
    paper = a_result(
        title=f"关于李德发（{PHONE}）反映事项的公示",
        result="李德发患糖尿病，住三组12号。\n身份证号99000019900101001X。",
        measures=(Measure(what=f"打{PHONE}联系", who="村委会"), Measure(what="报奖补", who=PHONE)),
    )
    guarded = guard(desk, paper, f"公示 李德发{PHONE}.pdf")
    assert keys(guarded) == [
        f"title:{PHONE}",
        "result:患糖尿病",
        "result:12号",
        "result:99000019900101001X",
        f"measures.0.what:{PHONE}",
        f"measures.1.who:{PHONE}",
    ]
    assert guarded.paper == replace(
        paper,
        title="关于李德发（199****1234）反映事项的公示",
        result=f"李德发{HIDDEN}，住三组{HIDDEN}。\n身份证号**************001X。",
        measures=(
            Measure(what="打199****1234联系", who="村委会"),
            Measure(what="报奖补", who="199****1234"),
        ),
    )
    assert guarded.name == "公示 李德发199****1234.pdf"
    assert PHONE.encode() not in msgspec.json.encode((guarded.paper, guarded.name))


def test_a_paper_with_findings_does_not_leave_before_somebody_looked(desk: Desk) -> None:
    guarded = guard(desk, a_result(result=f"电话{PHONE}"))
    assert not guarded.cleared
    with pytest.raises(RuleBroken, match="paper_not_cleared"):
        gate.refuse_unless_cleared(guarded)
    gate.clear(desk, "result", "topic-1", guarded)
    again = guard(desk, a_result(result=f"电话{PHONE}"))
    assert again.cleared
    assert again.paper == guarded.paper
    gate.refuse_unless_cleared(again)


def test_a_review_says_who_looked_when_and_at_how_much(desk: Desk) -> None:
    desk.actor = "周建国"
    gate.clear(desk, "result", "topic-1", guard(desk, a_result(result=f"电话{PHONE}，三组12号")))
    with desk.store.read() as reader:
        (review,) = reader.all(Clearance)
    assert (review.paper, review.object_id, review.masked) == ("result", "topic-1", 2)
    assert (review.cleared_by, review.cleared_on, review.kept) == ("周建国", day(3, 2), ())


def test_a_text_that_changed_is_looked_at_again(desk: Desk) -> None:
    gate.clear(desk, "result", "topic-1", guard(desk, a_result(result=f"电话{PHONE}")))
    assert not guard(desk, a_result(result=f"电话{PHONE}。")).cleared
    assert not guard(desk, a_result(result=f"电话{PHONE}"), "公示 三组12号.pdf").cleared
    assert not gate.guard(desk, "result", "topic-2", a_result(result=f"电话{PHONE}")).cleared


def test_a_poster_of_the_same_text_was_looked_at_too(desk: Desk) -> None:
    paper = a_result(result=f"电话{PHONE}")
    gate.clear(desk, "result", "topic-1", guard(desk, paper, "公示.pdf"))
    assert guard(desk, paper, "公示（A3大字）.pdf").cleared


def test_a_day_that_goes_on_is_no_change(desk: Desk) -> None:
    gate.clear(desk, "result", "topic-1", guard(desk, a_result(result=f"电话{PHONE}")))
    later = a_result(
        result=f"电话{PHONE}",
        posted_on=day(3, 3),
        posted_lunar="农历正月十五",
        removable_on=day(3, 19),
    )
    assert guard(desk, later).cleared


def test_what_is_no_personal_data_can_be_kept(desk: Desk) -> None:
    paper = a_result(result=f"三组12号地块，电话{PHONE}", topic="患难见真情巷7号")
    guarded = guard(desk, paper)
    kept = [key for key in keys(guarded) if "7号" in key]
    gate.clear(desk, "result", "topic-1", guarded, kept)
    again = guard(desk, paper)
    assert again.cleared
    assert again.masked == 1
    assert again.paper == replace(paper, result="三组12号地块，电话199****1234")


def test_a_number_is_kept_only_as_an_official_one(desk: Desk) -> None:
    paper = a_result(result=f"值班电话{PHONE}")
    guarded = guard(desk, paper, f"公示 {PHONE}.pdf")
    with pytest.raises(RuleBroken, match="number_not_confirmed"):
        gate.clear(desk, "result", "topic-1", guarded, keys(guarded))
    assert not guard(desk, paper, f"公示 {PHONE}.pdf").cleared
    gate.clear(desk, "result", "topic-1", guarded, keys(guarded), keys(guarded))
    again = guard(desk, paper, f"公示 {PHONE}.pdf")
    assert again.cleared
    assert again.paper == paper
    assert again.name == f"公示 {PHONE}.pdf"


def test_looking_again_changes_the_same_review(desk: Desk) -> None:
    guarded = guard(desk, a_result(result="三组12号"))
    gate.clear(desk, "result", "topic-1", guarded)
    gate.clear(desk, "result", "topic-1", guarded, keys(guarded))
    with desk.store.read() as reader:
        assert reader.count(Clearance) == 1
    assert guard(desk, a_result(result="三组12号")).paper.result == "三组12号"


def test_a_review_can_be_undone(desk: Desk) -> None:
    guarded = guard(desk, a_result(result=f"电话{PHONE}"))
    gate.clear(desk, "result", "topic-1", guarded)
    undo_last(desk)
    assert not guard(desk, a_result(result=f"电话{PHONE}")).cleared


@pytest.mark.parametrize(
    "number", ["99000019900101001X", "6222021234567890128", "账号123456789012"]
)
def test_an_id_or_bank_number_is_never_printed(desk: Desk, number: str) -> None:
    paper = a_result(result=number)
    guarded = guard(desk, paper)
    with pytest.raises(RuleBroken, match="number_never_printed"):
        gate.clear(desk, "result", "topic-1", guarded, keys(guarded), keys(guarded))
    gate.clear(desk, "result", "topic-1", guarded)
    with desk.store.write() as uow:  # as an earlier version kept it
        (review,) = uow.all(Clearance)
        uow.put(replace(review, kept=tuple(keys(guarded)), masked=0), "paper_cleared")
        uow.commit()
    assert guard(desk, paper).paper == guarded.paper


def test_of_the_office_telephone_only_telephones_stay(desk: Desk) -> None:
    words = f"{PHONE}张三 身份证99000019900101001X，0990-2000128"
    desk.unit = replace(desk.unit, official_phone=words)
    paper = a_result(official_phone=words, result=f"请打{PHONE}")
    guarded = guard(desk, paper)
    assert guarded.paper == replace(
        paper,
        official_phone="199****1234张三 身份证**************001X，0990-2000128",
        result="请打199****1234",
    )
    desk.unit = replace(desk.unit, official_phone=PHONE)
    assert guard(desk, a_result(official_phone=PHONE, result=f"请打{PHONE}")).cleared


def test_a_number_in_the_place_of_meetings_is_not_official(desk: Desk) -> None:
    desk.unit = replace(desk.unit, place=f"张三家{PHONE}")
    assert guard(desk, a_result(result=f"请打{PHONE}")).findings


@pytest.mark.parametrize("own", [f'closing = "张三{PHONE}"', 'closing = "99000019900101001X"'])
def test_a_form_with_personal_data_of_its_own_sets_no_public_paper(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, own: str
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    forms = tmp_path / "forms"
    forms.mkdir()
    form = forms / "announcement.toml"
    form.write_text(own, "utf-8")
    choose_forms(Settings(), forms)
    answers = {"title_lines": "通告", "text": "清理沟渠。"}
    with pytest.raises(RuleBroken, match="form_holds_personal_data") as refused:
        compose(desk, PaperKind.ANNOUNCEMENT, "", answers)
    assert refused.value.facts["file"] == "announcement.toml"
    sentence, _hint = words_for(refused.value)
    assert "announcement.toml" in sentence
    assert PHONE not in sentence
    desk.unit = replace(desk.unit, official_phone="0990-2000128")
    form.write_text('closing = "有事请打0990-2000128。"', "utf-8")  # the office's own
    assert compose(desk, PaperKind.ANNOUNCEMENT, "", answers).guarded


@pytest.mark.parametrize(
    "kind", ["agenda", "briefing", "opinion_card", "satisfaction_slip", "ballot", "speaking_rules"]
)
def test_what_is_handed_to_everybody_passes_the_gate(kind: str) -> None:
    assert SPECS[PaperKind(kind)].public


def test_what_is_typed_on_a_slip_is_masked(desk: Desk) -> None:
    topic = accepted_topic(desk, f"李德发{PHONE}反映道路硬化")
    answers = {"carried_out": "已办，联系李德发99000019900101001X"}
    slip = compose(desk, PaperKind.SATISFACTION_SLIP, topic.id, answers)
    assert PHONE not in slip.name
    content = msgspec.json.encode(slip.paper).decode()
    assert PHONE not in content
    assert "9900001990" not in content
    with pytest.raises(RuleBroken, match="paper_not_cleared"):
        release(slip)


def test_the_units_own_number_and_place_are_printed_in_full(desk: Desk) -> None:
    desk.unit = replace(desk.unit, official_phone="0990-2000128", place="和顺路12号")
    paper = a_result(objections="请打0990 2000128，或者到和顺路12号。")
    assert guard(desk, paper).cleared


def test_what_stands_only_in_the_file_name_is_shown_too(desk: Desk) -> None:
    guarded = guard(desk, a_result(), f"公示 {PHONE}.pdf")
    assert keys(guarded) == [f"name:{PHONE}"]
    assert guarded.name == "公示 199****1234.pdf"


@pytest.mark.parametrize(
    ("birth", "child"),
    [
        ("2008-03-02", False),  # eighteen on this very day
        ("2008-03-03", True),
        ("2008-03", True),
        ("2008", True),
        ("2007", False),
        ("2015-06-01", True),
        ("1980", False),
        ("", False),
    ],
)
def test_children_are_named_by_their_family_name(desk: Desk, birth: str, child: bool) -> None:
    add_person(desk, Person(id=new_id(), name="张小明", group="第一组", birth=birth))
    guarded = guard(desk, a_result(result="张小明反映上学路上没有灯。"))
    assert bool(guarded.findings) is child
    if child:
        assert guarded.findings[0].kind is Kind.MINOR
        assert guarded.paper.result == "张某某反映上学路上没有灯。"


def test_a_child_whose_birthday_only_the_card_tells(desk: Desk) -> None:
    add_person(desk, Person(id=new_id(), name="李小满", id_number="990000201506010011"))
    assert guard(desk, a_result(result="李小满")).findings


def test_who_is_a_child_is_asked_of_the_day_of_the_paper(desk: Desk) -> None:
    add_person(desk, Person(id=new_id(), name="张小明", birth="2008-03-10"))
    assert guard(desk, a_result(result="张小明")).findings
    assert not guard(desk, a_result(result="张小明", issued_on=day(3, 10))).findings


def test_a_new_finding_in_the_same_text_is_looked_at(desk: Desk) -> None:
    paper = a_result(result=f"张小明，电话{PHONE}")
    gate.clear(desk, "result", "topic-1", guard(desk, paper))
    assert guard(desk, paper).cleared
    add_person(desk, Person(id=new_id(), name="张小明", birth="2015"))
    assert not guard(desk, paper).cleared


def test_the_record_stays_as_it_was_written(desk: Desk, clock: HandClock) -> None:
    topic = accepted_topic(desk, f"李德发{PHONE}反映道路硬化")
    gate.clear(desk, "result", topic.id, guard(desk, a_result(topic=topic.title)))
    with desk.store.read() as reader:
        assert reader.one(Topic, topic.id).title == f"李德发{PHONE}反映道路硬化"


def test_a_notice_is_read_too(desk: Desk) -> None:
    notice = NoticePaper(
        unit="和顺村",
        title="通知",
        issued_on=date(2026, 3, 2),
        addressees=("各位村民",),
        when="2026年3月20日（星期五）上午9:00",
        place="李德发家（三组12号）",
        topics=("三组道路硬化",),
        requests=(f"不能到会的，请打{PHONE}说一声。",),
        contact_phone="0990-2000128",
        signer="和顺村",
    )
    guarded = gate.guard(desk, "notice", "m", notice)
    assert guarded.paper.place == f"李德发家（三组{HIDDEN}）"
    assert guarded.paper.requests == ("不能到会的，请打199****1234说一声。",)
    assert guarded.paper.when == notice.when


def test_nothing_masked_is_left_anywhere_in_the_pdf(desk: Desk, tmp_path: Path) -> None:
    paper = a_result(
        title=f"关于李德发（{PHONE}）反映事项的公示",
        result="李德发患糖尿病，家住三组1207号，身份证号99000019900101001X。",
    )
    file = tmp_path / "paper.pdf"
    file.write_bytes(set_paper(guard(desk, paper).paper).pdf)
    plain = tmp_path / "plain.pdf"
    subprocess.run(["qpdf", "--qdf", "--object-streams=disable", file, plain], check=True)
    text = subprocess.run(["pdftotext", "-raw", file, "-"], check=True, capture_output=True).stdout
    info = subprocess.run(["pdfinfo", file], check=True, capture_output=True).stdout
    assert "199****1234" in "".join(text.decode().split())
    assert "199****1234" in info.decode()
    for secret in (PHONE, "糖尿病", "1207", "99000019900101"):
        assert secret not in "".join(text.decode().split())
        for encoded in (secret.encode(), secret.encode("utf-16-be"), secret.encode("gb18030")):
            assert encoded not in plain.read_bytes()
