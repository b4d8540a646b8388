"""程序更新 in words: what lies here, what a file brings, how far it is, what did not start."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.errors import RuleBroken
from xieshang_desktop.services import updates
from xieshang_desktop.services.updates import Offer, State
from xieshang_desktop.wording import Words, words_for
from xieshang_desktop.wording.sizes import size_words


def state_rows(state: State) -> list[tuple[str, str]]:
    """What lies side by side on this computer."""
    rows = [(_("现在的版本"), state.own)]
    if state.waiting:
        rows.append((_("等着启用"), _("{0}，重新启动以后就用上").format(state.waiting)))
    rows.append((_("上一个版本"), state.before or _("没有")))
    unused = _("{0}，现在没有用它")
    if state.failed:
        rows.append((_("没有启动起来"), unused.format(_("、").join(state.failed))))
    if state.left:
        rows.append((_("退回以前用过"), unused.format(_("、").join(state.left))))
    return rows


def closed_words() -> Words | None:
    """Why update files can't be taken here, and what to do instead; None where they can."""
    try:
        updates.require_possible()
    except RuleBroken as problem:
        return words_for(problem)
    return None


def offer_rows(offer: Offer) -> list[tuple[str, str]]:
    """What a file brings, before it is taken."""
    return [
        (_("新版本"), _("{0}（现在用的是 {1}）").format(offer.version, offer.own)),
        (
            _("大小"),
            _("文件 {0}，装好占 {1}").format(size_words(offer.size), size_words(offer.unpacked)),
        ),
    ]


def course_words(offer: Offer) -> str:
    """What will happen."""
    return _(
        "先备份一次记录，再把新版本装在现在的旁边，要几分钟。重新启动以后才换；"
        "新版本要是打不开，程序会自己退回 {0}，记录不会少。"
    ).format(offer.own)


def progress_words(part: str, done: int, total: int) -> str:
    """How far it is."""
    share = done * 100 // total if total else 0
    if part == updates.BACKUP:
        return _("正在备份记录：{0}%").format(share)
    return _("正在装新版本：{0}%").format(share)


def failure_words() -> tuple[str, str] | None:
    """That a new version did not start, what became of it, and what to do; None when there is
    nothing to tell."""
    told = updates.tell_failure()
    if told is None:
        return None
    version, reason = told
    why = {
        "late": _("新版本 {0} 等了五分钟也没有打开，程序自己退回了 {1}。"),
        "cut_off": _("新版本 {0} 试了几次都没有打开，程序自己退回了 {1}。"),
        "gone": _("新版本 {0} 的文件不全，可能被杀毒软件删了，程序自己退回了 {1}。"),
    }.get(reason, _("新版本 {0} 没有打开，程序自己退回了 {1}。"))
    return (
        why.format(version, updates.state().own),
        _("记录都在，什么也没有丢，可以照常用。请告诉乡镇；要再试，从“设置”的“更新”里再装一次。"),
    )
