"""The township's folder on the network, in words and in the settings."""

from __future__ import annotations

from gettext import gettext as _
from pathlib import Path

from xieshang_desktop.domain.terms import VillageState
from xieshang_desktop.domain.township import Village
from xieshang_desktop.errors import BadInput, WorldFailed
from xieshang_desktop.services import line_state
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.keys import own_keys
from xieshang_desktop.settings import Settings
from xieshang_desktop.township.clerks import clerks, forget, introduce
from xieshang_desktop.township.network import own_network
from xieshang_desktop.township.sending import rotate_keys
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.ui.presenters.township_arrivals import near_moment
from xieshang_desktop.wording import words_for

_LONGEST = 20_000  # characters of a certificate


def line_words(desk: Desk) -> tuple[str, str]:
    """How the line stands, and the kind of words it is said in; empty without a line."""
    if not own_network().address:
        return "", "small"
    state = line_state.read_state(desk)
    if state.code:
        return words_for(WorldFailed(state.code, **state.facts)).together, "waiting"
    if state.worked_at is None:
        return _("网络：还没有连上过。"), "small"
    when = near_moment(state.worked_at, desk.today)
    return _("网络：连得上，各村传来的会自己收。上次 {0}").format(when), "small"


class NetworkSettings:
    """Reads and changes; `attempt` shows what goes wrong in the open sheet."""

    def __init__(self, desk: Desk, attempt: Attempt, settings: Settings) -> None:
        self._desk, self._attempt, self._settings = desk, attempt, settings

    def value(self, name: str) -> str:
        """One of network_address, network_user."""
        return self._settings.text(name)

    def change(self, name: str, words: str) -> bool:
        """Another address or user; villages are told with their next invitation."""

        def choose() -> None:
            kept = words.strip().rstrip("/") if name == "network_address" else words.strip()
            if name == "network_address" and kept and not kept.startswith("https://"):
                raise BadInput("address_wrong", address=kept)
            self._settings.choose(name, kept)

        return self._attempt(choose)

    def keep_password(self, password: str) -> object:
        """Keep it in the system's key store, on the worker; gives where it lies."""
        from xieshang_desktop.services.network import keep_password

        chosen = own_network()
        return keep_password(chosen.address, chosen.user, password)

    def take_certificate(self, file: Path) -> bool:
        """Trust the server by this certificate (PEM) and no other."""

        def choose() -> None:
            try:
                text = file.read_text("ascii")
            except (OSError, UnicodeDecodeError) as error:
                raise WorldFailed("directive_file_gone", file=file.name) from error
            if "-----BEGIN CERTIFICATE-----" not in text or len(text) > _LONGEST:
                raise BadInput("certificate_wrong", file=file.name)
            self._settings.choose("network_certificate", text)

        return self._attempt(choose, _("证书已记下"))

    def drop_certificate(self) -> bool:
        """Trust the system's authorities again."""
        return self._attempt(lambda: self._settings.choose("network_certificate", ""))

    def has_certificate(self) -> bool:
        """Whether one is pinned."""
        return bool(self._settings.text("network_certificate"))

    def key_words(self) -> tuple[str, str]:
        """The township's own signing key, and how many villages know it by a telephone call."""
        with self._desk.store.read() as reader:
            enrolled = reader.count(Village, state=VillageState.ENROLLED)
        return own_keys(self._desk).key_name, _("已登记 {0} 个村").format(enrolled)

    def rotate_keys(self) -> bool:
        """New keys for the township; it cannot be taken back."""
        return self._attempt(
            lambda: rotate_keys(self._desk),
            _("钥匙换好了，各村随下一个回执知道"),
            final=True,
        )

    def clerks(self) -> list[str]:
        """Who is known here."""
        return clerks(self._settings)

    def introduce(self, name: str) -> bool:
        """Somebody new works here."""
        return self._attempt(lambda: introduce(self._settings, name))

    def forget(self, name: str) -> bool:
        """Somebody works elsewhere."""
        return self._attempt(lambda: forget(self._settings, name))
