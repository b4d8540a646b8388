"""Commands without a window: no Qt is imported, `--json` for machines.

Exit status 0, or 1 with one sentence on stderr, or 2 for wrong use.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date, datetime
from enum import Enum
from gettext import gettext as _
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from xieshang_desktop import __version__, settings
from xieshang_desktop.errors import Problem


class Answer:
    """What a command gives: `value` for machines, `lines` for people, `status` to exit with."""

    def __init__(self, value: object, lines: Sequence[str], status: int = 0) -> None:
        self.value = value
        self.lines = lines
        self.status = status


def main(arguments: Sequence[str], open_window: Callable[[Path], int]) -> int:
    """Run one command, or `open_window(folder)` when none is named."""
    _write_whole_unicode()
    match arguments:  # a plain start does without the commands' parser: 3 ms
        case []:
            return open_window(data_folder(None))
        case ["--data", folder] if not folder.startswith("-"):
            return open_window(data_folder(Path(folder)))
    given = build_parser().parse_args(arguments)
    if given.command is None:
        return open_window(data_folder(given.data))
    try:
        answer: Answer = given.run(given)
        if given.json:
            _say(json.dumps(answer.value, ensure_ascii=False, indent=1, default=_plain))
        else:
            for line in answer.lines:
                _say(line)
        sys.stdout.flush()
    except Problem as problem:
        _complain(problem)
        return 1
    except KeyboardInterrupt:
        _say(_("已停下，没有写完的不算。"), sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader has gone; nothing may be flushed to it at the end of the process either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return answer.status


def build_parser() -> argparse.ArgumentParser:
    """All commands with their help."""
    parser = argparse.ArgumentParser(prog="xieshang", description=_("协商桌面：不写命令就打开窗口"))
    parser.add_argument("--data", type=Path, metavar="DIR", help=_("资料文件夹"))
    parser.add_argument("--json", action="store_true", help=_("给程序读的输出"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    practice = _command(commands, "practice", _("造一个练习村"), _practice)
    practice.add_argument("--years", type=_years, default=3, metavar="N", help=_("几年的会议"))
    practice.add_argument("--fresh", action="store_true", help=_("丢掉旧的，重新造"))
    practice.add_argument("--remove", action="store_true", help=_("丢掉练习村"))

    roster = commands.add_parser("roster", help=_("名册")).add_subparsers(
        dest="roster", required=True, metavar="COMMAND"
    )
    imported = _command(roster, "import", _("导入名册"), _roster_import)
    imported.add_argument("file", type=Path, metavar="FILE")
    imported.add_argument("--dry-run", action="store_true", help=_("只看结果，不写入"))

    people = commands.add_parser("people", help=_("人员")).add_subparsers(
        dest="people", required=True, metavar="COMMAND"
    )
    found = _command(people, "find", _("按姓名、拼音、首字母或电话尾号查人"), _people_find)
    found.add_argument("text", metavar="TEXT")

    _command(commands, "meetings", _("会议清单"), _meetings)
    _command(commands, "topics", _("议题清单"), _topics)

    papers = commands.add_parser("papers", help=_("文书")).add_subparsers(
        dest="papers", required=True, metavar="COMMAND"
    )
    written = _command(papers, "write", _("把一次会议的文书写成 PDF"), _papers_write)
    written.add_argument("meeting", metavar="MEETING", help=_("会议编号，或 latest"))
    written.add_argument("--out", type=Path, required=True, metavar="DIR")
    checked = _command(papers, "check", _("检查文书的版面、字体和个人信息"), _papers_check)
    checked.add_argument("files", type=Path, nargs="+", metavar="FILE")
    checked.add_argument(
        "--official", action="append", default=[], metavar="TEL", help=_("可以照印的公务电话")
    )

    bundle = commands.add_parser("bundle", help=_("协商包")).add_subparsers(
        dest="bundle", required=True, metavar="COMMAND"
    )
    _command(bundle, "write", _("写出协商包"), _bundle_write).add_argument(
        "folder", type=Path, metavar="DIR"
    )
    _command(bundle, "check", _("检查协商包"), _bundle_check).add_argument(
        "file", type=Path, metavar="FILE"
    )
    _command(commands, "check", _("检查资料是否完好"), _check)
    _command(commands, "version", _("版本"), _version)
    return parser


def _command(
    commands: Any, name: str, words: str, run: Callable[[argparse.Namespace], Answer]
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=words)
    parser.add_argument(
        "--json", action="store_true", default=argparse.SUPPRESS, help=_("给程序读的输出")
    )
    parser.add_argument(
        "--data", type=Path, default=argparse.SUPPRESS, metavar="DIR", help=_("资料文件夹")
    )
    parser.set_defaults(run=run)
    return parser


def data_folder(given: Path | None) -> Path:
    """The folder named on the command line, chosen in the settings, or the usual one."""
    if given is not None:
        return given
    chosen = settings.Settings().text("data")
    return Path(chosen) if chosen else settings.default_data_dir()


def _practice(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services import practice

    folder = given.data or settings.practice_dir()
    if given.remove:
        practice.throw_away(folder)
        return Answer({"removed": str(folder)}, [_("练习村已经丢掉：{0}").format(folder)])
    if given.fresh:
        practice.throw_away(folder)
    made = practice.make(folder, years=given.years, progress=_progress)
    return Answer(
        {"folder": str(folder), "people": made.people, "meetings": made.meetings},
        [
            _("练习村造好了：{0} 人，{1} 次会议。").format(made.people, made.meetings),
            _("资料在 {0}").format(folder),
            _("打开它：./xieshang --data {0}").format(folder),
        ],
    )


def _roster_import(given: argparse.Namespace) -> Answer:
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


def _people_find(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.people_register import find_people

    with _desk(given, looking=True) as desk:
        found = find_people(desk, given.text)
    return Answer(
        [{"id": p.id, "name": p.name, "group": p.group} for p in found],
        [f"{p.name}　{p.group}" for p in found] or [_("没有找到。")],
    )


def _meetings(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.meeting_file import list_meetings

    with _desk(given, looking=True) as desk:
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


def _topics(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.topic_file import list_topics

    with _desk(given, looking=True) as desk:
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


def _papers_write(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.history import meeting_called
    from xieshang_desktop.services.paper_set import write_papers

    with _desk(given) as desk:
        meeting = meeting_called(desk, given.meeting)
        files = write_papers(desk, meeting.id, given.out)
    return Answer([str(file) for file in files], [str(file) for file in files])


def _papers_check(given: argparse.Namespace) -> Answer:
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


def _bundle_write(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.handover import write_bundles

    with _desk(given) as desk:
        files = write_bundles(desk, given.folder)
    return Answer([str(file) for file in files], [str(file) for file in files])


def _bundle_check(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.handover import check_bundle

    with _desk(given, looking=True) as desk:
        report = check_bundle(desk, given.file)
    import msgspec

    value = msgspec.to_builtins(report)
    line = _("完好：{0}，第 {1} 条至第 {2} 条，共 {3} 条记录、{4} 个附件。").format(
        report.unit_name, report.first, report.last, report.entries, report.files
    )
    return Answer(value, [line])


def _check(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.upkeep import check

    with _desk(given, looking=True) as desk:
        health = check(desk)
    import msgspec

    value = msgspec.to_builtins(health) | {"whole": health.whole}
    if health.whole:
        return Answer(value, [_("资料完好，共 {0} 条记录。").format(health.entries)])
    _say(_("资料有损坏：请不要再写入，从备份恢复，并告诉乡镇。"), sys.stderr)
    faults = [f"{f.line} {f.number} {f.code}" for f in health.faults]
    return Answer(value, [*health.database, *faults, *health.files], status=1)


def _version(_given: argparse.Namespace) -> Answer:
    return Answer({"version": __version__}, [f"xieshang_desktop {__version__}"])


def _desk(given: argparse.Namespace, *, looking: bool = False) -> Any:
    from contextlib import closing

    from xieshang_desktop.services.desk import open_desk

    return closing(open_desk(data_folder(given.data), looking=looking))


def _years(text: str) -> int:
    years = int(text) if text.isdecimal() else 0
    if not 1 <= years <= 30:
        raise argparse.ArgumentTypeError(_("年数在 1 到 30 之间"))
    return years


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        sys.stderr.write(f"\r{done}/{of}")
        sys.stderr.write("\n" if done == of else "")


def _complain(problem: Problem) -> None:
    from xieshang_desktop.wording import words_for

    _say(words_for(problem).together, sys.stderr)


def _write_whole_unicode() -> None:
    """A file or a pipe gets UTF-8 whatever the system's code page: names hold rare characters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper) and not stream.isatty():
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _say(text: str, stream: Any = None) -> None:
    (stream or sys.stdout).write(text + "\n")


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return str(value)
