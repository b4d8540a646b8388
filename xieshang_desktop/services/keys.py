"""The unit's keys, which lie beside its records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from xieshang_desktop.errors import WorldFailed
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.snapshot import copies
from xieshang_desktop.storage import bundles

if TYPE_CHECKING:
    from xieshang_desktop.exchange.keys import VillageKeys


def keys_folder(desk: Desk) -> Path:
    """Where the keys lie; WorldFailed `keys_damaged` when they are gone although bundles or
    copies were written with them: new ones would not open those, nor would recovery sheets."""
    folder = desk.folder / "keys"
    if not folder.is_dir():
        with desk.store.read() as reader:
            if bundles.bundles_of(reader) or copies(desk.folder):
                raise WorldFailed("keys_damaged", folder=str(folder), file=str(folder))
    return folder


def own_keys(desk: Desk) -> VillageKeys:
    """The keys, born on first use; the failures of `exchange.keys.open_keys`."""
    from xieshang_desktop.exchange.keys import open_keys

    return open_keys(keys_folder(desk))


def has_keys(desk: Desk) -> bool:
    """Whether the keys were born: who only looks does not make them."""
    return (desk.folder / "keys").is_dir()


def identities(desk: Desk) -> list[str]:
    """What opens seals: the present identity, then the former ones."""
    from xieshang_desktop.exchange.keys import former_identities

    return [own_keys(desk).age_identity, *former_identities(desk.folder / "keys")]
