"""The township's round over the line: takes in what villages sent, lays receipts down for them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from xieshang_desktop.domain.terms import Carrier, VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import BadInput, Problem
from xieshang_desktop.services import network
from xieshang_desktop.services.courier import Errand
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.line_state import incoming, outgoing
from xieshang_desktop.settings import Settings
from xieshang_desktop.storage.arrivals import Arrival
from xieshang_desktop.township import receiving, sending
from xieshang_desktop.township.villages import Network, list_villages, require_township

if TYPE_CHECKING:
    from xieshang_desktop.exchange.webdav import WebDavLine

Cancelled = Callable[[], bool]


class Collected(msgspec.Struct, frozen=True, kw_only=True):
    """What one round brought, the messages that were laid down, and the villages for which none
    could be written, with why."""

    arrivals: tuple[Arrival, ...]
    sent: tuple[str, ...]
    problems: tuple[tuple[str, Problem], ...] = ()


def own_network() -> Network:
    """Where the township's folder is: chosen on this machine, told to villages by invitations."""
    settings = Settings()
    return Network(
        address=settings.text("network_address"),
        user=settings.text("network_user"),
        certificate=settings.text("network_certificate"),
    )


def sync(desk: Desk, cancelled: Cancelled | None = None) -> Collected:
    """One round: fetch every village's finished bundles, take them in, lay receipts and directives
    down where something changed, and remove what the receipts name.

    BadInput `network_none`; WorldFailed `net_…`; what was carried before a failure stays. What
    fails for one village hinders no other, and its bundles lie there until it has its receipt.
    """
    require_township(desk)
    chosen = own_network()
    if not chosen.address:
        raise BadInput("network_none")
    desk = desk.apart()
    with network.open_line(chosen.address, chosen.user, chosen.certificate) as line:
        line.probe()
        arrivals, fetched = _collect(desk, line, cancelled)
        sent, problems = _lay_down(desk, line, cancelled)
        failed = {f"inbox/{village.id}" for village, _ in problems}
        for folder, name in fetched:
            if folder not in failed:
                line.remove(folder, name)
    named = tuple((village.name, problem) for village, problem in problems)
    return Collected(arrivals=tuple(arrivals), sent=tuple(sent), problems=named)


def township_errand() -> Errand:
    """What the township's courier does."""
    return Errand(lambda _desk: bool(own_network().address), _go)


def _go(desk: Desk, stopped: Cancelled) -> bool:
    collected = sync(desk, stopped)
    return bool(collected.arrivals or collected.sent)


def _collect(
    desk: Desk, line: WebDavLine, cancelled: Cancelled | None
) -> tuple[list[Arrival], list[tuple[str, str]]]:
    """What came, and where each file lay that can be removed once its receipt is there."""
    found: list[Arrival] = []
    fetched: list[tuple[str, str]] = []
    for unit in line.folders("inbox"):
        folder = f"inbox/{unit}"
        names = [file.name for file in line.listing(folder) if file.done]
        if not names:
            continue
        files = network.fetch_all(line, folder, names, incoming(desk, unit), cancelled)
        came = receiving.receive(desk, files, Carrier.NETWORK, cancelled=cancelled)
        found += came
        for file, arrival in zip(files, came, strict=False):  # what waited before comes after these
            if arrival.sha256 and receiving.NOT_KEPT not in arrival.facts:
                fetched.append((folder, file.name))
                file.unlink(missing_ok=True)
    return found, fetched


def _lay_down(
    desk: Desk, line: WebDavLine, cancelled: Cancelled | None
) -> tuple[list[str], list[tuple[Village, Problem]]]:
    """Receipts and directives for the villages for which something changed; what they replace of
    ours goes. What cannot be written for a village is told; a line that fails ends the round."""
    sent: list[str] = []
    problems: list[tuple[Village, Problem]] = []
    for village in list_villages(desk):
        if village.state is not VillageState.ENROLLED:
            continue
        folder = f"outbox/{village.id}"
        with tempfile.TemporaryDirectory(dir=outgoing(desk)) as here:
            try:
                files = sending.write_messages(
                    desk, village.id, Path(here), Carrier.NETWORK, only_new=True
                )
            except Problem as problem:
                problems.append((village, problem))
                continue
            if not files:
                continue
            before = [file.name for file in line.listing(folder)]
            for file in files:
                line.upload(folder, file, cancelled=cancelled)
            sending.note_sent(desk, files)
            sent += [file.name for file in files]
        for name in sending.replaced(desk, village.id, before):
            line.remove(folder, name)
    return sent, problems
