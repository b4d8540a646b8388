"""What a village asks without a window: practice, roster, lists, papers, a check of the data."""

from __future__ import annotations

import argparse
import sys
from gettext import gettext as _
from pathlib import Path
from typing import Any

from xieshang_desktop import __version__, itself, settings
from xieshang_desktop.cli.answers import Answer, data_folder, opened, progress, say
from xieshang_desktop.errors import Problem


def practice(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services import practice

    folder = given.data or settings.practice_dir()
    if given.remove:
        practice.throw_away(folder)
        return Answer({"removed": str(folder)}, [_("练习村已经丢掉：{0}").format(folder)])
    if given.fresh:
        practice.throw_away(folder)
    made = practice.make(folder, years=given.years, progress=progress)
    return Answer(
        {"folder": str(folder), "people": made.people, "meetings": made.meetings},
        [
            _("练习村造好了：{0} 人，{1} 次会议。").format(made.people, made.meetings),
            _("资料在 {0}").format(folder),
            _("打开它：{0} --data {1}").format(itself.typed(), folder),
        ],
    )


def roster_import(given: argparse.Namespace) -> Answer:
    import tempfile

    from xieshang_desktop.services.desk import open_or_begin
    from xieshang_desktop.services.roster import import_roster, plan_import, read_roster

    reading = read_roster(given.file)
    folder = data_folder(given.data)
    with tempfile.TemporaryDirectory() as nowhere:
        begun = (folder / "xieshang.db").exists()
        dry = given.dry_run
        desk = open_or_begin(Path(nowhere) if dry and not begun else folder)
        try:
            report: Any = (
                plan_import(desk, reading) if dry else import_roster(desk, reading, given.file.name)
            )
        finally:
            desk.close()
    attention = [
        {"row": a.row, "column": a.column, "code": a.code, "text": a.text} for a in report.attention
    ]
    value = {
        "people": report.people,
        "households": report.households,
        "updated": report.updated,
        "attention": attention,
        "skipped": report.skipped,
        "dry_run": dry,
    }
    from xieshang_desktop.wording.attention import attention_words

    lines = [
        _("新增 {people} 人、{households} 户，更新 {updated} 人，跳过 {skipped} 行。").format(
            **value
        )
    ]
    if attention:
        lines.append(_("有 {0} 处需要看一看：").format(len(attention)))
        lines += [
            _("{place}：{words}（{text}）").format(
                place=_("第 {0} 行 {1}").format(a.row, a.column) if a.row else _("全表"),
                words=attention_words(a.code),
                text=a.text,
            )
            for a in report.attention
        ]
    return Answer(value, lines)


def people_find(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.people_register import find_people

    with opened(given, looking=True) as desk:
        found = find_people(desk, given.text)
    return Answer(
        [{"id": p.id, "name": p.name, "group": p.group} for p in found],
        [f"{p.name}　{p.group}" for p in found] or [_("没有找到。")],
    )


def meetings(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.meeting_file import list_meetings

    with opened(given, looking=True) as desk:
        lines = list_meetings(desk)
    return Answer(
        [
            {
                "id": line.meeting.id,
                "number": line.meeting.number,
                "title": line.meeting.title,
                "starts": line.meeting.starts,
                "place": line.meeting.place,
                "state": line.meeting.state.value,
                "topics": [item.title for item in line.items],
                "invited": line.invited,
            }
            for line in lines
        ],
        [
            f"{line.meeting.number}　{line.meeting.starts:%Y-%m-%d %H:%M}　"
            f"{line.meeting.state.words}　{line.meeting.title}"
            for line in lines
        ],
    )


def topics(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.topic_file import list_topics

    with opened(given, looking=True) as desk:
        lines = list_topics(desk)
    return Answer(
        [
            {
                "id": line.topic.id,
                "number": line.topic.number,
                "title": line.topic.title,
                "source": line.topic.source.value,
                "class": line.topic.topic_class.value,
                "state": line.topic.state.value,
                "step": line.current.value if line.current else None,
            }
            for line in lines
        ],
        [f"{line.topic.number}　{line.topic.state.words}　{line.topic.title}" for line in lines],
    )


def papers_write(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.history import meeting_called
    from xieshang_desktop.services.paper_set import write_papers

    with opened(given) as desk:
        meeting = meeting_called(desk, given.meeting)
        files = write_papers(desk, meeting.id, given.out)
    return Answer([str(file) for file in files], [str(file) for file in files])


def papers_check(given: argparse.Namespace) -> Answer:
    import msgspec

    from xieshang_desktop.services.paper_check import check_paper, official_texts
    from xieshang_desktop.wording import words_for
    from xieshang_desktop.wording.paper_findings import finding_words, verdict

    value: list[dict[str, object]] = []
    lines, status = [], 0
    official = (*given.official, *official_texts(data_folder(given.data)))
    for file in given.files:
        try:
            paper = check_paper(file, official)
        except Problem as problem:
            if len(given.files) == 1:
                raise
            value.append({"file": str(file), "code": problem.code})
            lines.append(f"{file.name}：{words_for(problem).together}")
            status = 1
            continue
        value.append({"file": str(file), **msgspec.to_builtins(paper)})
        lines.append(f"{file.name}：{verdict(paper)}")
        lines += map(finding_words, paper.findings)
        status |= bool(paper.findings)
    return Answer(value, lines, status)


def check(given: argparse.Namespace) -> Answer:
    if given.what == "laptop":
        return _check_laptop(given)
    from xieshang_desktop.services.upkeep import check

    with opened(given, looking=True) as desk:
        health = check(desk)
    import msgspec

    value = msgspec.to_builtins(health) | {"whole": health.whole}
    if health.whole:
        return Answer(value, [_("资料完好，共 {0} 条记录。").format(health.entries)])
    say(_("资料有损坏：请不要再写入，从备份恢复，并告诉乡镇。"), sys.stderr)
    faults = [f"{f.line} {f.number} {f.code}" for f in health.faults]
    return Answer(value, [*health.database, *faults, *health.files], status=1)


def _check_laptop(given: argparse.Namespace) -> Answer:
    """What can be told without a window: nothing of the screen, nothing of printers."""
    import msgspec

    from xieshang_desktop.services.laptop_check import judge
    from xieshang_desktop.services.laptop_facts import gather
    from xieshang_desktop.wording.laptop import finding_words

    findings = judge(gather(data_folder(given.data)))
    marks = {"done": "✓", "attention": "!", "waiting": "?"}
    lines = []
    for finding in findings:
        words = finding_words(finding)
        lines.append(f"{marks.get(finding.state, '-')} {words.together}")
    value = [msgspec.to_builtins(finding) for finding in findings]
    return Answer(value, lines, int(any(f.state == "attention" for f in findings)))


def version(_given: argparse.Namespace) -> Answer:
    return Answer({"version": __version__}, [f"xieshang_desktop {__version__}"])
