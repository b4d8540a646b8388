"""加入乡镇: the invitation and its code, who invites, the answer, the fingerprint read aloud."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path
from typing import NamedTuple

from xieshang_desktop.domain.messages import Invitation
from xieshang_desktop.services import enrolment
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.exchange_words import breakable, read_aloud
from xieshang_desktop.wording.dates import moment_words

CODE_DIGITS = 12


class InvitationView(NamedTuple):
    """Who invites whom, and what follows."""

    title: str
    facts: tuple[tuple[str, str], ...]
    note: str


class CompareView(NamedTuple):
    """The fingerprint twice, and what is said on the telephone."""

    digits: str
    aloud: str
    words: tuple[str, ...]
    say: str
    known: bool


def read(desk: Desk, file: Path, code: str) -> Invitation:
    """Open an invitation, on the worker; the failures of `enrolment.read_invitation`."""
    return enrolment.read_invitation(desk.apart(), file, code)


def invitation_view(desk: Desk, invitation: Invitation) -> InvitationView:
    """What an invitation says."""
    before = enrolment.current_township(desk)
    facts = [
        (_("谁邀请"), invitation.township.name),
        (_("邀请谁"), invitation.village.name),
        (_("什么时候写的"), moment_words(invitation.at)),
    ]
    if invitation.address:
        facts.append((_("网络地址"), breakable(invitation.address)))
    note = _("接下来写一份应答，交给乡镇。现在还不会交任何记录，要等打电话核对过指纹。")
    if before is not None:
        note = _("本村已经在这个乡镇。这份邀请会换上乡镇现在的钥匙，要再打电话核对一次指纹。")
    if invitation.village.name != desk.unit.name:
        said = _("邀请上写的是“{0}”，本村叫“{1}”，请先看对不对。")
        note = said.format(invitation.village.name, desk.unit.name) + note
    return InvitationView(_("{0}邀请本村").format(invitation.township.name), tuple(facts), note)


def join(desk: Desk, invitation: Invitation) -> None:
    """Accept it; RuleBroken as `enrolment.join` says."""
    enrolment.join(desk, invitation)


def write_answer(desk: Desk, folder: Path) -> Path:
    """The answer into a folder or onto a stick, on the worker."""
    return enrolment.write_answer(desk.apart(), folder)


def has_line(desk: Desk) -> bool:
    """Whether the answer may go over the network."""
    township = enrolment.joining_township(desk)
    return township is not None and bool(township.address)


def send_answer(desk: Desk) -> None:
    """The answer over the network, on the worker."""
    from xieshang_desktop.services.network import send_answer as send

    send(desk.apart())


def compare_view(desk: Desk) -> CompareView:
    """What both screens show."""
    shown, township = enrolment.fingerprint(desk), enrolment.joining_township(desk)
    name, groups = township.name if township else "", shown.digits.split()
    say = _(
        "“您好，我是{village}，要核对协商桌面的指纹。请您看着{village}的应答，先念数字，"
        "一次念一组，我这边看着对；对完再念八个词。”"
    ).format(village=desk.unit.name)
    known = township is not None and township.trusted_on is not None
    return CompareView(
        "\n".join((" ".join(groups[:3]), " ".join(groups[3:]))),
        read_aloud(shown.digits),
        shown.words,
        _("打{0}自己的电话号码，不要打邀请里写的号码。这样说：\n{1}").format(name, say),
        known,
    )


def trust(desk: Desk) -> None:
    """Both sides read the same."""
    enrolment.trust(desk)


def leave(desk: Desk) -> None:
    """The village belongs to this township no more."""
    enrolment.leave(desk)
