"""What goes between a village and its township without a window: bundles, enrolment, the line,
backups, the township's figures."""

from __future__ import annotations

import argparse
from gettext import gettext as _
from pathlib import Path
from typing import Any

from xieshang_desktop.cli.answers import Answer, data_folder, opened, progress
from xieshang_desktop.errors import Problem


def bundle_write(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.handover import write_bundles

    with opened(given) as desk:
        files = write_bundles(desk, given.folder)
    return _files(files)


def bundle_check(given: argparse.Namespace) -> Answer:
    import msgspec

    from xieshang_desktop.services.handover import check_bundle

    with opened(given, looking=True) as desk:
        report = check_bundle(desk, given.file)
    line = _("完好：{0}，第 {1} 条至第 {2} 条，共 {3} 条记录、{4} 个附件。").format(
        report.unit_name, report.first, report.last, report.entries, report.files
    )
    return Answer(msgspec.to_builtins(report), [line])


def bundle_open(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.handover import unpack_bundle

    with opened(given, looking=True) as desk:
        unpack_bundle(desk, given.file, given.out, given.code)
    return Answer({"folder": str(given.out)}, [_("拆开放在 {0}").format(given.out)])


def bundle_receive(given: argparse.Namespace) -> Answer:
    """A township takes in what villages wrote and may answer; a village what came to it."""
    from xieshang_desktop.domain.terms import UnitKind

    with opened(given) as desk:
        if desk.unit.kind is UnitKind.TOWNSHIP:
            return _receive_as_township(desk, given)
        return _receive_as_village(desk, given)


def sync_once(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.domain.terms import UnitKind

    with opened(given) as desk:
        if desk.unit.kind is UnitKind.TOWNSHIP:
            from xieshang_desktop.township import network

            collected = network.sync(desk)
            taken, sent = [a.name for a in collected.arrivals], collected.sent
        else:
            from xieshang_desktop.services.network import sync

            synced = sync(desk)
            taken, sent = [m.name for m in synced.taken], synced.sent
    words = _("发出 {0} 个，收到 {1} 个。").format(len(sent), len(taken))
    return Answer({"sent": list(sent), "taken": taken}, [words])


def enrol_invite(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.township.network import own_network
    from xieshang_desktop.township.villages import invite

    with opened(given) as desk:
        invited = invite(desk, given.name, given.folder, network=own_network())
    code = " ".join(invited.code[i : i + 4] for i in range(0, 12, 4))
    lines = [str(invited.file), _("打开邀请的口令（另外告诉村里）：{0}").format(code)]
    return Answer({"file": str(invited.file), "code": invited.code}, lines)


def enrol_join(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services import enrolment

    with opened(given) as desk:
        township = enrolment.join(desk, enrolment.read_invitation(desk, given.file, given.code))
        file = enrolment.write_answer(desk, given.out)
        fingerprint = enrolment.fingerprint(desk)
    value = {"township": township.name, "answer": str(file), "fingerprint": fingerprint.digits}
    lines = [
        _("邀请来自：{0}").format(township.name),
        _("应答写在 {0}").format(file),
        _("核对用的指纹：{0}").format(fingerprint.digits),
    ]
    return Answer(value, lines)


def enrol_confirm(given: argparse.Namespace) -> Answer:
    """Either side, after both read the same digits; without digits it says what waits."""
    from xieshang_desktop.domain.terms import UnitKind

    with opened(given) as desk:
        if desk.unit.kind is UnitKind.TOWNSHIP:
            return _confirm_as_township(desk, given.digits)
        from xieshang_desktop.services import enrolment

        fingerprint = enrolment.fingerprint(desk)
        if given.digits is None:
            return Answer({"fingerprint": fingerprint.digits}, _said(fingerprint))
        enrolment.require_same(fingerprint.digits, given.digits)
        township = enrolment.trust(desk)
    return Answer(
        {"trusted": township.name}, [_("核对一致，协商包交给：{0}").format(township.name)]
    )


def enrol_rotate(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.keys import own_keys
    from xieshang_desktop.township.sending import rotate_keys

    with opened(given) as desk:
        rotate_keys(desk)
        key = own_keys(desk).key_name
    words = _("换好了：{0}。各村随下一个回执知道；恢复纸请重新印。").format(key)
    return Answer({"key": key}, [words])


def backup(given: argparse.Namespace) -> Answer:
    from xieshang_desktop.services.backup import back_up_to

    with opened(given) as desk:
        copy = back_up_to(desk, given.folder, progress)
    value = {"file": str(copy.path), "files": copy.files}
    words = _("备份好了：{0}，附件 {1} 个。").format(copy.path, copy.files)
    return Answer(value, [words])


def restore(given: argparse.Namespace) -> Answer:
    import msgspec

    from xieshang_desktop.services import restoring
    from xieshang_desktop.wording.dates import moment_words

    into = given.into or data_folder(given.data)
    shares = _typed_shares() if given.shares else []
    work = restoring.look_into if given.dry_run else restoring.restore
    restored = work(given.file, into, shares=shares, keys=given.keys, progress=progress)
    if given.dry_run:
        newest = moment_words(restored.newest_at) if restored.newest_at else _("没有")
        words = _("{0}：{1} 条记录，最后一条记于{2}。没有写入。").format(
            restored.unit_name, restored.entries, newest
        )
        return Answer(msgspec.to_builtins(restored), [words])
    lines = [
        _("恢复好了：{0}，{1} 条记录、{2} 个附件，在 {3}").format(
            restored.unit_name, restored.entries, restored.files, into
        ),
        *(_("附件没有找到：{0}").format(name) for name in restored.missing),
    ]
    return Answer(msgspec.to_builtins(restored) | {"folder": str(into)}, lines)


def _typed_shares() -> list[str]:
    """What stands on two recovery sheets: never on the command line, which every process sees."""
    import sys
    from getpass import getpass

    if sys.stdin.isatty():
        return [getpass(_("第 {0} 张恢复纸：").format(number)) for number in (1, 2)]
    return [line for line in sys.stdin.read().splitlines() if line.strip()]


def update(given: argparse.Namespace) -> Answer:
    """Say what a file brings; with --yes take it, after a backup of the records."""
    from xieshang_desktop.services import going_back, updates

    beyond = going_back.beyond(data_folder(given.data))
    offer = updates.look_at(given.file, beyond)
    value = {
        "version": offer.version,
        "own": offer.own,
        "news": {"zh": offer.news_zh, "en": offer.news_en},
        "size": offer.size,
        "unpacked": offer.unpacked,
        "taken": given.yes,
    }
    lines = [
        _("新版本 {0}，现在用的是 {1}。").format(offer.version, offer.own),
        *offer.news,
    ]
    if not given.yes:
        return Answer(value, [*lines, _("还没有装。要备份并更新，请加上 --yes。")])
    _take_update(given, beyond)
    return Answer(value, [*lines, _("装好了。下次打开窗口时用上。")])


def _take_update(given: argparse.Namespace, beyond: int) -> None:
    """With the records backed up, where there are any; those that only the new version understands
    are copied as they are."""
    from xieshang_desktop.services import updates

    def told(_part: str, done: int, of: int) -> None:
        progress(done, of)

    folder = data_folder(given.data)
    if beyond:
        updates.take(folder, given.file, told)
    elif (folder / "xieshang.db").exists():
        with opened(given) as desk:
            updates.take(desk, given.file, told)
    else:
        updates.take(None, given.file, told)


def rollup(given: argparse.Namespace) -> Answer:
    import json

    from xieshang_desktop.domain import periods
    from xieshang_desktop.township import rollup as figures
    from xieshang_desktop.township.villages import require_township

    with opened(given, looking=True) as desk:
        require_township(desk)
        this_month = periods.month(desk.today.year, desk.today.month)
        period = periods.read_period(given.period) if given.period else this_month
        found = figures.open_rollup(desk, period)
        value: dict[str, Any] = json.loads(figures.rollup_json(found))
    return Answer(value, [json.dumps(value, ensure_ascii=False, indent=1)])


def _receive_as_township(desk: Any, given: argparse.Namespace) -> Answer:
    import msgspec

    from xieshang_desktop.domain.terms import ArrivalState, Carrier
    from xieshang_desktop.township import receiving
    from xieshang_desktop.township.taking import theirs, write_back
    from xieshang_desktop.wording import words_for
    from xieshang_desktop.wording.arrivals import arrival_words

    files = [f for p in given.paths for f in (theirs(desk, p) if p.is_dir() else [p])]
    came = receiving.receive(desk, files, Carrier.FOLDER)
    written: list[str] = []
    failed: list[tuple[str, Problem]] = []
    if given.reply is not None:
        senders = list(dict.fromkeys(a.sender for a in came if a.kind == "entries"))
        back = write_back(desk, senders, given.reply, Carrier.FOLDER)
        written, failed = [str(file) for file in back.files], list(back.problems)
    refused = any(arrival.state is ArrivalState.REFUSED for arrival in came)
    value = {
        "arrivals": msgspec.to_builtins(came),
        "written": written,
        "failed": [{"village": name, "code": problem.code} for name, problem in failed],
    }
    lines = [*map(arrival_words, came), *written]
    lines += [f"{name}：{words_for(problem).together}" for name, problem in failed]
    return Answer(value, lines, status=int(refused or bool(failed)))


def _receive_as_village(desk: Any, given: argparse.Namespace) -> Answer:
    import msgspec

    from xieshang_desktop.services import handover, receipts
    from xieshang_desktop.wording import words_for

    taken: list[receipts.MessageTaken] = []
    refused: list[tuple[str, Problem]] = []
    for path in given.paths:
        if path.is_dir():
            fresh, not_taken = handover.take_messages(desk, path)
            taken, refused = [*taken, *fresh], [*refused, *not_taken]
        else:
            taken.append(receipts.take_message(desk, path))
    value = {
        "taken": msgspec.to_builtins(taken),
        "refused": [{"file": name, "code": problem.code} for name, problem in refused],
    }
    lines = [_("收下：{0}").format(each.name) for each in taken]
    lines += [f"{name}：{words_for(problem).together}" for name, problem in refused]
    return Answer(value, lines or [_("没有新的回执。")], status=int(bool(refused)))


def _confirm_as_township(desk: Any, digits: str | None) -> Answer:
    from xieshang_desktop.services.enrolment import is_same, require_same
    from xieshang_desktop.township import receiving, villages

    waiting = villages.pending_answers(desk)
    if digits is None:
        value = [
            {"village": p.answer.village.name, "fingerprint": p.fingerprint.digits} for p in waiting
        ]
        lines = [f"{p.answer.village.name}　{p.fingerprint.digits}" for p in waiting]
        return Answer(value, lines or [_("没有等待核对的应答。")])
    same = [p for p in waiting if is_same(p.fingerprint.digits, digits)]
    if not same:
        require_same("", digits)
    village = villages.confirm(desk, same[0])
    receiving.retry(desk)
    return Answer({"enrolled": village.name}, [_("核对一致，已登记：{0}").format(village.name)])


def _said(fingerprint: Any) -> list[str]:
    return [fingerprint.digits, "　".join(fingerprint.words)]


def _files(files: list[Path]) -> Answer:
    return Answer([str(file) for file in files], [str(file) for file in files])
