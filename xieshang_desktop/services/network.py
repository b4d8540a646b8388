"""The line to the township's folder, as the settings and the enrolment say, and what a village
carries over it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.errors import BadInput, Problem, WorldFailed
from xieshang_desktop.services import handover, line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.enrolment import current_township, joining_township
from xieshang_desktop.services.receipts import MessageTaken
from xieshang_desktop.services.unsent import renew_unsent
from xieshang_desktop.settings import Settings, config_dir
from xieshang_desktop.storage import bundles, journal

if TYPE_CHECKING:
    from xieshang_desktop.exchange.credentials import KeptIn as KeptIn
    from xieshang_desktop.exchange.webdav import WebDavLine

Cancelled = Callable[[], bool]


class Synced(msgspec.Struct, frozen=True, kw_only=True):
    """What one round over the line carried."""

    sent: tuple[str, ...] = ()
    taken: tuple[MessageTaken, ...] = ()
    refused: tuple[tuple[str, Problem], ...] = ()
    fetched: tuple[str, ...] = ()


def open_line(address: str, user: str, certificate: str) -> WebDavLine:
    """The line to a folder; BadInput `network_none` without an address, `net_…` as it comes."""
    from xieshang_desktop.exchange.credentials import Credentials
    from xieshang_desktop.exchange.webdav import PROXY_NONE, PROXY_OF_SYSTEM, WebDavLine

    if not address:
        raise BadInput("network_none")
    kept = Credentials(config_dir()).read(address, user) if user else None
    proxy = Settings().text("proxy")
    return WebDavLine(
        address,
        user,
        kept.password if kept else "",
        certificate_pem=certificate,
        proxy={"": PROXY_OF_SYSTEM, "none": PROXY_NONE}.get(proxy, proxy),
    )


def keep_password(address: str, user: str, password: str) -> KeptIn:
    """Keep the line's password in the system's key store, else in a file of ours that only this
    person can read; says where. WorldFailed `password_not_kept`."""
    from xieshang_desktop.exchange.credentials import Credentials

    return Credentials(config_dir()).keep(address, user, password)


def has_password(address: str, user: str) -> KeptIn | None:
    """Where the line's password is kept, None when none is."""
    from xieshang_desktop.exchange.credentials import Credentials

    kept = Credentials(config_dir()).read(address, user)
    return kept.place if kept else None


def sync(desk: Desk, *, patient: bool = False, cancelled: Cancelled | None = None) -> Synced:
    """One round of a village: fetch what the township laid down for it, and send what it has not.
    Patient, new entries wait until nobody is writing. Nothing is reported as done before its
    receipt, nothing sent or taken in before the fingerprint was compared.

    BadInput `network_none`; WorldFailed `net_…`; what was carried before a failure stays carried.
    """
    township = current_township(desk)
    if township is None:
        raise BadInput("network_none")
    desk = desk.apart()
    with open_line(township.address, township.user, township.certificate) as line:
        line.probe()
        if township.trusted_on is None:
            return Synced()
        taken, refused = _fetch(desk, line, township.id, cancelled)
        sent = _send(desk, line, patient, cancelled)
    return Synced(sent=tuple(sent), taken=tuple(taken), refused=tuple(refused))


def send_answer(desk: Desk) -> None:
    """Carry the answer to an invitation over the line; see `enrolment.write_answer`."""
    from xieshang_desktop.services.enrolment import write_answer

    township = joining_township(desk)
    if township is None:
        raise BadInput("network_none")
    with tempfile.TemporaryDirectory(dir=line_state.outgoing(desk)) as folder:
        file = write_answer(desk, Path(folder))
        with open_line(township.address, township.user, township.certificate) as line:
            line.upload(f"inbox/{desk.unit.id}", file)


def _fetch(
    desk: Desk, line: WebDavLine, township_id: str, cancelled: Cancelled | None
) -> tuple[list[MessageTaken], list[tuple[str, Problem]]]:
    """What lies in the outbox and was not fetched before."""
    state = line_state.read_state(desk)
    folder = f"outbox/{desk.unit.id}"
    there = [file.name for file in line.listing(folder) if file.done]
    fresh = [name for name in there if name not in state.seen]
    if not fresh:
        return [], []
    here = line_state.incoming(desk, township_id)
    files = fetch_all(line, folder, fresh, here, cancelled)
    taken, refused = handover.take_messages(desk, here)
    for file in files:
        file.unlink(missing_ok=True)
    came = {file.name for file in files}
    seen = tuple(name for name in there if name in came or name in state.seen)
    line_state.change_state(desk, seen=seen)
    return taken, refused


def fetch_all(
    line: WebDavLine,
    folder: str,
    names: Sequence[str],
    here: Path,
    cancelled: Cancelled | None = None,
) -> list[Path]:
    """Fetch files into a folder of ours; those that are not whole there are left for another time
    and hinder no other. What came of files that are there no more goes."""
    for left in here.iterdir():
        if left.name.removesuffix(".part") not in names:
            left.unlink(missing_ok=True)
    found = []
    for name in names:
        try:
            line.fetch(folder, name, here / name, cancelled=cancelled)
        except WorldFailed as problem:
            if problem.code not in ("net_file_broken", "net_file_gone"):
                raise
            continue
        found.append(here / name)
    return found


def _send(desk: Desk, line: WebDavLine, patient: bool, cancelled: Cancelled | None) -> list[str]:
    """Write what no bundle on this road holds, and upload what has not arrived there yet; again
    when no receipt came for it in time: a server may have lost it."""
    outgoing = line_state.outgoing(desk)
    _forget_arrived(desk, outgoing)
    renew_unsent(desk)
    if not patient or _is_quiet(desk):
        with suppress(BadInput):  # nothing to hand over
            handover.write_bundles(desk, outgoing, cancelled=cancelled, carrier=Carrier.NETWORK)
    days = Settings().number("receipt_days")
    with desk.store.read() as reader:
        written = [b for b in bundles.bundles_of(reader) if b.carrier is Carrier.NETWORK]
    sent = []
    for bundle in sorted(written, key=lambda b: b.written_at):
        file = outgoing / bundle.name
        sent_at = bundle.sent_at
        if sent_at is not None and not bundles.is_late(sent_at, desk.clock(), days):
            continue
        if not file.exists():  # looked at just before: it may have been renewed meanwhile
            continue
        line.upload(f"inbox/{desk.unit.id}", file, cancelled=cancelled)
        with desk.store.write(desk.actor) as uow:
            bundles.note_sent(uow, bundle.name, desk.clock())
            uow.commit()
        sent.append(bundle.name)
    return sent


def _forget_arrived(desk: Desk, outgoing: Path) -> None:
    """Files of which the township said what became of them are of no more use here."""
    with desk.store.read() as reader:
        answered = [b for b in bundles.bundles_of(reader) if b.confirmed_at or b.refused]
    for bundle in answered:
        with suppress(OSError):
            (outgoing / bundle.name).unlink(missing_ok=True)


def _is_quiet(desk: Desk) -> bool:
    """Whether nothing was written since the last round: a bundle for each sentence of the minutes
    would help nobody."""
    with desk.store.read() as reader:
        newest = {n: journal.newest_number(reader, n) for n in journal.lines_of(reader)}
    state = line_state.read_state(desk)
    if state.newest != newest:
        line_state.change_state(desk, newest=newest)
        return False
    return True
