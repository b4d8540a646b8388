"""How papers tell who took part online or by a written proxy (collective economy art. 27)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from xieshang_desktop.domain.decision import Presence, Stay
from xieshang_desktop.domain.terms_decision import PresenceWay
from xieshang_desktop.services.decision_file import DecisionFile


def absent_told(voters: Iterable[Presence]) -> str:
    """`（其中线上参加2人，书面委托1人）`, also of who did so for a part; empty where all came."""
    ways = [{stay.way for stay in p.stays} for p in voters]
    told = [
        f"{way.official}{sum(way in each for each in ways)}人"
        for way in (PresenceWay.ONLINE, PresenceWay.PROXY)
        if any(way in each for each in ways)
    ]
    return f"（其中{'，'.join(told)}）" if told else ""


def way_told(file: DecisionFile, person_id: str, moment: datetime | None = None) -> str:
    """Behind a name to be signed: `（线上参加）`, `（王大山代）`, of who took part in several ways
    `（线上参加，后到会）`; empty of who was there all the time, or at the `moment` asked about."""
    presence = file.presences.get(person_id)
    if presence is None:
        return ""
    stays = presence.stays if moment is None else (presence.stay_at(moment),)
    if all(stay.way is PresenceWay.ROOM for stay in stays):
        return ""
    told = [_told(file, stay) for stay in stays]
    turns = [each for n, each in enumerate(told) if n == 0 or told[n - 1] != each]
    return f"（{'，后'.join(turns)}）"


def _told(file: DecisionFile, stay: Stay) -> str:
    if stay.way is PresenceWay.ROOM:
        return "到会"
    if stay.way is PresenceWay.ONLINE:
        return stay.way.official
    return f"{_carrier(file, stay.carrier_id)}代"


def proxies_told(file: DecisionFile) -> list[str]:
    """Each written proxy: by whom and for whom, and who came after all; what the paper says stays
    with it."""
    told = []
    for presence in file.presences.values():
        person = file.people.get(presence.person_id)
        carried = {s.carrier_id: n for n, s in enumerate(presence.stays) if s.carrier_id}
        if person is None:
            continue
        for carrier_id, last in carried.items():
            came = any(stay.way is PresenceWay.ROOM for stay in presence.stays[last + 1 :])
            after = "，后本人到会" if came else ""
            carrier = _carrier(file, carrier_id)
            told.append(f"{person.name}书面委托同户{carrier}代为参加（有委托书）{after}。")
    return told


def _carrier(file: DecisionFile, carrier_id: str | None) -> str:
    carrier = file.people.get(carrier_id or "")
    return carrier.name if carrier else "家庭成员"
