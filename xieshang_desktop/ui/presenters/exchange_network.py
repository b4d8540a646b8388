"""网络: where the township's folder is, how the line stands, and when it may be used."""

from __future__ import annotations

from datetime import datetime
from gettext import gettext as _
from typing import NamedTuple

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services import enrolment, line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.line_state import LineState
from xieshang_desktop.settings import Settings
from xieshang_desktop.ui.presenters.exchange_words import Saying, when_words
from xieshang_desktop.wording import words_for


class LineView(NamedTuple):
    """The card: whether there is a township at all, address and user as they are, where the
    password lies, the pinned certificate, how the line stands, when it may be used."""

    joined: bool
    address: str
    user: str
    password: str
    certificate: str
    state: Saying
    may_allow: bool
    plan: str


def line_view(desk: Desk, kept: str = "") -> LineView:
    """The line in words; `kept` says where the password lies, as `password_place` gave it."""
    township = enrolment.current_township(desk)
    plan = Settings().text("network")
    if township is None:
        words = _("加入乡镇以后才用得上网络。没有网络也行：用U盘交换。")
        return LineView(False, "", "", "", "", Saying(words), False, plan)
    state = line_state.read_state(desk)
    return LineView(
        joined=True,
        address=township.address,
        user=township.user,
        password=kept,
        certificate=_certificate(township.certificate),
        state=_state(state, bool(township.address), plan, desk.clock()),
        may_allow=bool(township.address) and plan == "ask" and not _allowed(state, desk.clock()),
        plan=plan,
    )


def password_place(desk: Desk) -> str:
    """Where the password lies, on the worker: a key store may take its time."""
    from xieshang_desktop.services.network import has_password

    township = enrolment.current_township(desk)
    if township is None or not township.address or not township.user:
        return ""
    return place_words(has_password(township.address, township.user))


def keep_password(desk: Desk, password: str) -> str:
    """Keep it, on the worker; where it lies now."""
    from xieshang_desktop.services.network import keep_password as keep

    township = enrolment.current_township(desk)
    if township is None:
        return ""
    place = keep(township.address, township.user, password)
    line_state.try_soon(desk)
    return place_words(place)


def place_words(place: object) -> str:
    """Where a password lies; `place` is a `KeptIn` or None."""
    if place is None:
        return _("还没有填密码。")
    if str(place) == "key_store":
        return _("密码存在系统的钥匙串里。")
    return _("系统没有钥匙串，密码存在一个只有您能读的文件里。")


def change(desk: Desk, address: str, user: str) -> None:
    """Another address or user; BadInput `address_wrong`."""
    enrolment.change_line(desk, address, user)
    line_state.try_soon(desk)


def allow_now(desk: Desk) -> None:
    """The person who wants to be asked said: now."""
    line_state.allow_now(desk)


def _state(state: LineState, has_address: bool, plan: str, now: datetime) -> Saying:
    if not has_address:
        return Saying(_("没有填网络地址，用U盘交换。"))
    hint = ""
    if state.worked_at is not None:
        hint = _("上次连上：{0}").format(when_words(state.worked_at, now.date()))
    if state.code:
        words = words_for(WorldFailed(state.code, **state.facts))
        next_at = state.next_at
        if next_at is not None and next_at > now:
            later = _("{0}再试").format(when_words(next_at, now.date()))
            hint = _("；").join(filter(None, (hint, later)))
        return Saying(words.sentence, "waiting", words.hint + hint)
    if plan == "ask" and not _allowed(state, now):
        return Saying(_("要先问您：现在可以用网络吗？"), "waiting", hint)
    if plan == "night" and 6 <= now.hour < 22:
        return Saying(_("等到夜里再传（22点到6点）。"), "neutral", hint)
    if state.worked_at is not None:
        return Saying(_("连得上。有新记录会自己传，不用管。"), "done", hint)
    return Saying(_("有网络时会自己连，不用管。"), "neutral")


def _allowed(state: LineState, now: datetime) -> bool:
    at = state.allowed_at
    return at is not None and now - at < line_state.ASKED_FOR


def _certificate(pem: str) -> str:
    if not pem:
        return _("照系统认的证书检查，不另外指定。")
    import hashlib
    import ssl

    try:
        digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest().upper()
    except ValueError:
        return _("邀请里带的证书看不懂。")
    shown = " ".join(digest[at : at + 4] for at in range(0, 32, 4))
    return _("只认乡镇给的那一张：{0} …").format(shown)
