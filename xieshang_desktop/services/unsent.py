"""Bundles that wait for the line, after what may leave was chosen anew."""

from __future__ import annotations

from contextlib import suppress

from xieshang_desktop.domain.terms import Carrier
from xieshang_desktop.services import line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.storage import bundles


def renew_unsent(desk: Desk) -> None:
    """After a choice about sharing or an erasure: what waits for the line as it was before goes,
    and is forgotten if it never left; the next round writes it anew."""
    outgoing = line_state.outgoing(desk)
    with desk.apart().store.write(desk.actor) as uow:
        choices = bundles.choices_made(uow)
        for bundle in bundles.bundles_of(uow):
            if bundle.carrier is Carrier.NETWORK and bundle.choices != choices:
                with suppress(OSError):
                    (outgoing / bundle.name).unlink(missing_ok=True)
                bundles.forget_unsent(uow, bundle.name)
        uow.commit()
