"""A roster on its way in: its columns, what would change, and every row that needs a look."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.making import a_desk
from tests.promises.tree import ROOT
from tests.services.rosters import reading, row, write_csv
from xieshang_desktop.domain.people import Person
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.intake.reading import FIELDS as READ
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import edit_person, list_people
from xieshang_desktop.services.roster import import_roster, plan_import, read_roster, undo_import
from xieshang_desktop.ui.presenters import roster_import as presenter
from xieshang_desktop.ui.presenters.roster_import import Look

VILLAGE = ROOT / "tests" / "data" / "rosters" / "roster-village.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = a_desk(tmp_path)
    yield desk
    desk.close()


def look(
    desk: Desk, path: Path, mapping: dict[int, str | None] | None = None, sheet: str | None = None
) -> Look:
    return presenter.look_at(desk, path, sheet, mapping or {}, lambda *_step: None)


def test_every_field_that_intake_knows_has_words() -> None:
    assert tuple(presenter.FIELDS) == READ
    assert presenter.field_choices()[0] == ("", "不用这一列")


def test_a_village_roster_is_understood_without_help(desk: Desk) -> None:
    view = presenter.mapping_view(look(desk, VILLAGE))
    assert view.facts == "roster-village.xlsx　表头在第 3、4 行　读出 1180 人"
    assert view.ready
    assert view.problem == ("", "")
    assert {one.title: one.field for one in view.columns}["公民身份号码"] == "id_number"
    assert not any(one.unknown for one in view.columns)
    assert view.people[0][:2] == ("顾兰𬱖", "第一组")


def test_telephones_and_id_numbers_are_not_spread_out(desk: Desk) -> None:
    view = presenter.mapping_view(look(desk, VILLAGE))
    by_field = {one.field: one.samples for one in view.columns}
    assert "19900000000" not in str(view)
    assert by_field["id_number"].startswith("990****0041")
    assert by_field["phone"].startswith("199****0000")


def test_a_table_without_a_header_can_be_told_what_its_columns_are(
    desk: Desk, tmp_path: Path
) -> None:
    file = write_csv(tmp_path / "无表头.csv", [["张三", "1组"], ["李四", "2组"]], ["王五", "1组"])
    first = look(desk, file)
    view = presenter.mapping_view(first)
    assert not view.ready
    assert view.problem[0].startswith("看不出这是花名册")
    assert view.raw[0] == ("1", "王五　1组")
    second = presenter.mapping_view(look(desk, file, {0: "name", 1: "group"}))
    assert second.ready
    assert [person[:2] for person in second.people] == [
        ("王五", "第一组"),
        ("张三", "第一组"),
        ("李四", "第二组"),
    ]


def test_a_column_with_a_title_nobody_knows_is_pointed_out(desk: Desk, tmp_path: Path) -> None:
    header = ["姓名", "性别", "组别", "几亩地"]
    file = write_csv(tmp_path / "名册.csv", [["张三", "男", "1组", "3"]], header)
    unknown = [one.title for one in presenter.mapping_view(look(desk, file)).columns if one.unknown]
    assert unknown == ["几亩地"]


def test_a_file_that_cannot_be_read_is_refused(desk: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "坏.xlsx"
    broken.write_bytes(VILLAGE.read_bytes()[:3000])
    with pytest.raises(BadInput, match="file_not_readable"):
        look(desk, broken)
    assert list_people(desk) == ()


def test_the_dry_run_counts_and_names_everything_to_look_at(desk: Desk) -> None:
    found = look(desk, VILLAGE)
    assert found.report
    assert found.reading
    view = presenter.result_view(found.report, found.reading)
    assert dict(view.figures)["新增人员"] == "1180"
    assert dict(view.figures)["跳过的行"] == "15"
    assert (view.button, view.heading) == ("导入 1180 人", "要留意的 61 处")
    damaged = [line for line in view.lines if line.code == "id_damaged"]
    assert len(damaged) == 52
    assert all(line.name and line.text.endswith("000") for line in damaged)
    assert damaged[0].row == 30
    assert view.kinds[1] == ("id_damaged", "身份证号后三位已被表格软件丢失，请补录（52）")
    assert list_people(desk) == ()


def test_after_the_import_each_row_leads_to_its_person(desk: Desk) -> None:
    found = read_roster(VILLAGE)
    report = import_roster(desk, found, VILLAGE.name)
    view = presenter.result_view(report, found)
    line = next(line for line in view.lines if line.code == "id_damaged")
    with desk.store.read() as reader:
        person = reader.one(Person, line.person_id)
    assert (person.name, person.group) == (line.name, line.group)
    assert line.target == f"{person.id}#id_number"
    lost = presenter.without_number(desk, view.lines)
    assert len(lost) == 52
    assert presenter.states(view.lines, lost).count(("待补录", "waiting")) == 52
    edit_person(desk, replace(person, id_number="99000019900307001X"))
    lost = presenter.without_number(desk, view.lines)
    assert presenter.states([line], lost) == [("已补录", "done")]
    done = presenter.result_view(report, found, lost)
    assert done.said == "已导入：新增 1180 人、新增 418 户、登记身份 152 个、跳过 15 行。"
    assert "还有 51 人" in done.hint


def test_a_second_import_has_nothing_to_do(desk: Desk) -> None:
    import_roster(desk, read_roster(VILLAGE), VILLAGE.name)
    found = look(desk, VILLAGE)
    assert found.report
    assert found.reading
    view = presenter.result_view(found.report, found.reading)
    assert not view.changes
    assert view.button == "没有要导入的"
    assert dict(view.figures)["不变"] == "1180"


def test_who_is_not_on_the_new_roster_is_named(desk: Desk, tmp_path: Path) -> None:
    import_roster(desk, reading(tmp_path, row("张三"), row("李四")), "名册.csv")
    newer = reading(tmp_path, row("张三"))
    view = presenter.result_view(plan_import(desk, newer), newer)
    (line,) = view.lines
    assert (line.row, line.name, line.group) == (0, "李四", "第一组")
    assert line.sentence == "表中没有这个人，名册上仍保留"
    assert line.target == line.person_id


def test_an_import_that_is_undone_leaves_nothing(desk: Desk) -> None:
    report = import_roster(desk, read_roster(VILLAGE), VILLAGE.name)
    undo_import(desk, report.action)
    assert list_people(desk, left=True, guests=True) == ()


def test_the_list_is_kept_as_a_table_that_spreadsheets_leave_alone(
    desk: Desk, tmp_path: Path
) -> None:
    found = read_roster(VILLAGE)
    lines = presenter.result_view(plan_import(desk, found), found).lines
    file = presenter.save_lines(tmp_path / presenter.list_name(desk), lines)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        table = list(csv.reader(stream))
    assert table[0] == ["行", "姓名", "组别", "列", "原文", "要留意的"]
    assert len(table) == 62
    numbers = [each[4] for each in table[1:] if each[4].strip().isdecimal()]
    assert len(numbers) == 52
    assert all(each.startswith("\t") for each in numbers)


def test_a_place_that_cannot_be_written_is_said(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WorldFailed, match="folder_not_writable"):
        presenter.save_lines(tmp_path / "file" / "清单.csv", ())


def test_a_cell_that_begins_like_a_formula_is_kept_as_text(desk: Desk, tmp_path: Path) -> None:
    header = ["姓名", "性别", "组别", "身份证号"]
    file = write_csv(tmp_path / "名册.csv", [["张三", "男", "1组", "=1+1"]], header)
    found = look(desk, file)
    assert found.report
    assert found.reading
    lines = presenter.result_view(found.report, found.reading).lines
    saved = presenter.save_lines(tmp_path / "清单.csv", lines).read_text("utf-8-sig")
    assert "\t=1+1" in saved
