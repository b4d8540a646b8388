"""Where the village stands with its township, in words, and what to do next."""

from __future__ import annotations

from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.services.membership import Membership
from xieshang_desktop.wording.dates import date_words

JOIN, ANSWER, COMPARE, LOOK = "join", "answer", "compare", "look"


class StateView(NamedTuple):
    """The township's name, the state as a chip, what it means, and the buttons that lead on."""

    name: str
    chip: tuple[str, str]
    sentence: str
    kind: str = "secondary"
    actions: tuple[tuple[str, str], ...] = ()
    trusted: bool = True
    blocked: bool = False


def state_view(found: Membership, *, invited: bool = False) -> StateView:
    """The state of the enrolment; `invited` when an invitation lies on the stick: that is how new
    keys of the township come to a village that belongs to it."""
    view = _state_view(found)
    if invited and JOIN not in dict(view.actions):
        return view._replace(actions=(*view.actions, (JOIN, _("打开邀请…"))))
    return view


def _state_view(found: Membership) -> StateView:
    township = found.township
    if township is None:
        return StateView(
            _("还没有加入乡镇"),
            (_("未加入"), "neutral"),
            _("拿到乡镇的邀请（U盘里的一个文件，和另外告诉的12位数字）就可以加入。"),
            actions=((JOIN, _("加入乡镇…")),),
            trusted=False,
        )
    if found.key_withdrawn:
        return StateView(
            township.name,
            (_("钥匙已作废"), "attention"),
            _(
                "乡镇不再认这台电脑签名的钥匙，这里写的记录乡镇收不下。先打电话问清楚；是这台电脑的，"
                "就写一份应答：程序换一把新钥匙，应答交给乡镇，再核对指纹。没交成的记录会重新写。"
            ),
            "attention",
            ((ANSWER, _("换新钥匙，写应答…")), (JOIN, _("打开新的邀请…"))),
            blocked=True,
        )
    if township.trusted_on is None:
        return StateView(
            township.name,
            (_("等待核对指纹"), "waiting"),
            _("应答交给乡镇以后，打电话把指纹念一遍，对上了才能交记录。"),
            actions=((COMPARE, _("核对指纹…")), (ANSWER, _("再写一次应答…"))),
            trusted=False,
        )
    if found.confirmed_on is None:
        return StateView(
            township.name,
            (_("等待第一张回执"), "waiting"),
            _("{0}核对过指纹。可以交记录了；第一张回执回来，才算登记好。").format(
                date_words(township.trusted_on)
            ),
            actions=((LOOK, _("看指纹…")),),
        )
    if not found.key_known:
        return StateView(
            township.name,
            (_("等待重新登记"), "waiting"),
            _("这台电脑的钥匙乡镇还没有认下。请把应答交去，再打电话核对指纹；记录照常写。"),
            actions=((ANSWER, _("写应答…")), (COMPARE, _("核对指纹…"))),
        )
    return StateView(
        township.name,
        (_("已登记"), "done"),
        _("{0}起登记在册。").format(date_words(found.confirmed_on)),
        actions=((LOOK, _("看指纹…")),),
    )
