"""At the door of a members' meeting: who takes part online, or by a written proxy."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.domain.decision import Presence
from xieshang_desktop.domain.decision_rules import is_adult
from xieshang_desktop.domain.people import Person
from xieshang_desktop.domain.terms_decision import PresenceWay
from xieshang_desktop.services import decision_absent
from xieshang_desktop.services.decision_door import DecisionDoor
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.people import PersonHit
from xieshang_desktop.ui.presenters.topic_sheets import Ask, AskField, Values


def absent_form(desk: Desk, door: DecisionDoor, hit: PersonHit) -> Ask:
    """How somebody takes part who cannot come; a proxy only where one of the household is there."""
    carriers = decision_absent.carriers_for(desk, door, hit.id)
    online = AskField(
        "way",
        "choice",
        _("怎样参加"),
        PresenceWay.ONLINE.value,
        choices=tuple(
            (way.value, way.words)
            for way in (PresenceWay.ONLINE, PresenceWay.PROXY)
            if carriers or way is PresenceWay.ONLINE
        ),
    )
    proxy = (
        AskField(
            "carrier",
            "choice",
            _("谁代为参加（同户、已到会）"),
            carriers[0].id if carriers else "",
            choices=tuple((each.id, each.name) for each in carriers),
        ),
        AskField("paper", "line", _("委托书"), example=_("如 3月1日亲笔写的，原件存村部")),
    )
    known, roll = door.file.presences.get(hit.id), door.roll.person_ids
    member = AskField(
        "member", "check", _("名册上没有列入，是本集体经济组织成员（如已经迁出的），有表决权")
    )
    unlisted = (member,) if known is None and roll and hit.id not in roll else ()
    note = _("无法到现场的成员，可以用即时通讯工具在线参加，或者书面委托同一户内的其他家庭成员。")
    none = _("同一户的还没有人到会；要记书面委托，先给受托的家庭成员签到。")
    return Ask(
        f"absent:{hit.id}",
        hit.name,
        _("记下"),
        (online, *(proxy if carriers else ()), *unlisted),
        note=f"{note}{_age_words(door, carriers) if carriers else none}"
        f"{decision_absent.absent_law(door.file)}",
    )


def _age_words(door: DecisionDoor, carriers: list[Person]) -> str:
    """Whoever acts for another has full capacity (民法典 arts. 17, 18); a roster that does not tell
    the age cannot say it."""
    day = door.file.meeting.starts.date()
    names = "、".join(each.name for each in carriers if is_adult(each, day) is None)
    words = _("名册上看不出{0}满了十八周岁没有，先核对：受托的家庭成员应当是完全民事行为能力人。")
    return words.format(names) if names else ""


def keep_absent(desk: Desk, meeting_id: str, person_id: str, values: Values) -> Presence:
    """What the form says; BadInput and RuleBroken as the services have it."""
    may = True if values.get("member") else None
    if values["way"] == PresenceWay.ONLINE.value:
        return decision_absent.join_online(desk, meeting_id, person_id, may_vote=may)
    carrier, paper = values.get("carrier", ""), values.get("paper", "")
    return decision_absent.send_proxy(desk, meeting_id, person_id, carrier, paper, may_vote=may)


def there_words(door: DecisionDoor, known: Presence) -> str:
    """`{0}` is the time: in the room, online, or for whom somebody speaks."""
    if known.way is PresenceWay.ONLINE:
        return _("{0} 线上参加")
    if known.way is PresenceWay.PROXY:
        carrier = door.people.get(known.carrier_id or "")
        return _("{0} 由{name}代").replace("{name}", carrier.name if carrier else "")
    return _("{0} 在场")
