"""What hangs in the room for good (制度上墙, S4-30): plate, rules, flow chart, slogans, people.

None of them knows a villager's telephone, address or ID number: a name, an office, a group.
"""

from __future__ import annotations

from typing import ClassVar

import msgspec

from xieshang_desktop.domain.documents.paper import Paper


class Plate(Paper, frozen=True, kw_only=True):
    """铭牌: the name of the room, as large as the sheet lets; `brand` stands above it."""

    FORM: ClassVar[str] = "plate"
    PAGE: ClassVar[str] = "wall"
    WIDE: ClassVar[bool] = True
    NUMBERED: ClassVar[bool] = False

    room: str
    brand: str = ""


class WorkRules(Paper, frozen=True, kw_only=True):
    """工作规则, from the law (VCL arts. 33, 35; UCL arts. 32, 34) and the adopted rule profile:
    days are in words (`3日`, `15个工作日`); what the profile does not name is empty and left out.
    `law` cites the articles; `villagers`, `committee`, `supervisors`, `deciders` are its words."""

    FORM: ClassVar[str] = "work_rules"

    room: str
    brand: str = ""
    law: str
    villagers: str
    committee: str
    supervisors: str
    deciders: str
    collective: bool = False
    notice_days: str = ""
    minutes_days: str = ""
    posting_days: str
    feedback_days: str = ""
    official_phone: str = ""
    signer: str


class FlowChart(Paper, frozen=True, kw_only=True):
    """流程图: the five steps and the three results."""

    FORM: ClassVar[str] = "flow_chart"
    PAGE: ClassVar[str] = "wall"
    NUMBERED: ClassVar[bool] = False

    room: str
    brand: str = ""
    posting_days: str


class Slogans(Paper, frozen=True, kw_only=True):
    """标语, each alone on a sheet."""

    FORM: ClassVar[str] = "slogans"
    PAGE: ClassVar[str] = "wall"
    WIDE: ClassVar[bool] = True
    NUMBERED: ClassVar[bool] = False

    texts: tuple[str, ...]


class Banner(Paper, frozen=True, kw_only=True):
    """One slogan as a banner: a sheet for each character, to be hung beside each other."""

    FORM: ClassVar[str] = "slogans"
    PAGE: ClassVar[str] = "wall"
    NUMBERED: ClassVar[bool] = False

    texts: tuple[str, ...]


class CouncilPair(msgspec.Struct, frozen=True, kw_only=True):
    """Two members beside each other; the second may be missing."""

    name: str
    office: str = ""
    group: str = ""
    other_name: str = ""
    other_office: str = ""
    other_group: str = ""


class CouncilLine(msgspec.Struct, frozen=True, kw_only=True):
    """One convenor."""

    rank: str
    name: str
    office: str = ""


class Council(Paper, frozen=True, kw_only=True):
    """议事会成员: the convenors above, the members in two columns; without any, lines to write
    them on by hand."""

    FORM: ClassVar[str] = "council"

    room: str
    convenors: tuple[CouncilLine, ...]
    members: tuple[CouncilPair, ...]
    blanks: tuple[CouncilPair, ...] = ()
    count: str = ""
    signer: str


class Duties(Paper, frozen=True, kw_only=True):
    """工作职责 of everybody who has a part in a consultation."""

    FORM: ClassVar[str] = "duties"

    room: str
    villagers: str
    supervisors: str
    posting_days: str
    minutes_days: str = ""
    signer: str
