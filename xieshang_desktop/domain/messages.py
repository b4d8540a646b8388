"""What township and villages write to one another besides entries (bundle-format.md §12 to §14).

Members that are not known here are passed over: a later program may say more.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Final, Literal, TypeAlias

import msgspec
from msgspec import Meta

ENTRIES: Final = "entries"
RECEIPT: Final = "receipt"
DIRECTIVES: Final = "directives"
ENROLMENT: Final = "enrolment"

#: Every JSON program and every database holds numbers up to here exactly.
NUMBER_LIMIT: Final = 2**53 - 1
#: A clock that says otherwise cannot be shown in every zone.
YEARS: Final = (1970, 9998)

Uuid = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")]
Sha256 = Annotated[str, Meta(pattern=r"\A[0-9a-f]{64}\Z")]
LineId = Annotated[str, Meta(pattern=r"\A[0-9a-f]{8}\Z")]
#: As minisign shows it.
KeyId = Annotated[str, Meta(pattern=r"\A(0|[1-9A-F][0-9A-F]{0,15})\Z")]
#: The second line of a minisign public key; an age recipient.
SignLine = Annotated[str, Meta(pattern=r"\ARW[Q-T][A-Za-z0-9+/]{53}\Z")]
Recipient = Annotated[str, Meta(pattern=r"\Aage1[02-9ac-hj-np-z]{58}\Z")]
Number = Annotated[int, Meta(ge=1, le=NUMBER_LIMIT)]
#: How many there are so far: 0 when none.
Count = Annotated[int, Meta(ge=0, le=NUMBER_LIMIT)]
Words = Annotated[str, Meta(min_length=1)]
Moment = Annotated[datetime, Meta(tz=True)]
Code = Annotated[str, Meta(pattern=r"\A[a-z0-9_]{0,60}\Z")]


def is_plausible(moment: datetime) -> bool:
    """Whether a clock says a time with its offset that every zone can show."""
    return moment.tzinfo is not None and YEARS[0] <= moment.year <= YEARS[1]


class _Dated(msgspec.Struct, frozen=True, kw_only=True):
    """What happened at a moment by the writer's clock."""

    at: Moment

    def __post_init__(self) -> None:
        if not is_plausible(self.at):
            raise ValueError("no plausible moment")


class PublicKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What a unit shows of its keys: the second line of `sign.pub`, and the age recipient."""

    sign: SignLine
    seal: Recipient


class UnitName(msgspec.Struct, frozen=True, kw_only=True):
    """A unit and what it is called."""

    id: Uuid
    name: Words


class InvitedVillage(msgspec.Struct, frozen=True, kw_only=True):
    """Whom an invitation is for; `id` only when the township knew the village before."""

    id: Uuid | None
    name: Words


# -- receipt -------------------------------------------------------------------------------------


class LineState(msgspec.Struct, frozen=True, kw_only=True):
    """How far the township has a line: up to `taken`, whose hash is `hash`; accepted 采信 up to
    `accepted`. `hash` is 64 zeros when `taken` is 0.
    """

    line: LineId
    taken: Count
    hash: Sha256
    accepted: Count
    closed: bool


class BundleState(msgspec.Struct, frozen=True, kw_only=True):
    """What came of a bundle: `code` is the refusal's, or empty."""

    sha256: Sha256
    state: Literal["taken", "refused"]
    code: Code = ""


class ReturnNote(_Dated, frozen=True, kw_only=True):
    """An entry that came back 退回, with its reason."""

    id: Uuid
    line: LineId
    number: Number
    object_type: str
    object_id: str
    reason: Words


class WithdrawnKey(_Dated, frozen=True, kw_only=True):
    """A key that is not trusted beyond an entry; `number` is 0 when nothing of it is trusted."""

    key: KeyId
    line: LineId
    number: Count
    hash: Sha256


class _Numbered(_Dated, frozen=True, kw_only=True):
    """A message of the township to one village; the newest has the highest `place`."""

    number: Number
    generation: Count
    township: Uuid
    village: Uuid

    @property
    def place(self) -> tuple[int, int]:
        """What messages of one kind are compared by: the greater one is newer."""
        return self.generation, self.number


class Receipt(_Numbered, frozen=True, kw_only=True):
    """All that stands with the township at its time."""

    lines: tuple[LineState, ...]
    bundles: tuple[BundleState, ...]
    returns: tuple[ReturnNote, ...]
    keys: tuple[KeyId, ...]
    withdrawn: tuple[WithdrawnKey, ...]


# -- directives ----------------------------------------------------------------------------------


class FileName(msgspec.Struct, frozen=True, kw_only=True):
    """A file that travels with a directive."""

    sha256: Sha256
    name: Words


class DirectiveNote(_Dated, frozen=True, kw_only=True):
    """Something the township gives to a village; `about_…` are empty or an object of its own."""

    id: Uuid
    kind: Literal["topic", "letter", "profile", "forms", "text"]
    title: Words
    text: str
    due: date | None
    about_type: str
    about_id: str
    files: tuple[FileName, ...]


class Directives(_Numbered, frozen=True, kw_only=True):
    """Every directive that the village has not acknowledged, oldest first."""

    directives: tuple[DirectiveNote, ...]


# -- enrolment -----------------------------------------------------------------------------------


class Invitation(_Dated, frozen=True, kw_only=True, tag="invitation", tag_field="step"):
    """The township invites a village; `id` names the invitation. It holds no password."""

    id: Uuid
    township: UnitName
    village: InvitedVillage
    keys: PublicKeys
    address: str
    user: str
    certificate: str

    @property
    def number(self) -> int:
        """Always 1: nobody counts invitations."""
        return 1


class Answer(_Dated, frozen=True, kw_only=True, tag="answer", tag_field="step"):
    """The village shows its keys; `entry` and `hash` are the newest of `line`."""

    invitation: Uuid
    village: UnitName
    keys: PublicKeys
    slip_key: Sha256
    line: LineId
    entry: Number
    hash: Sha256
    device: Words

    @property
    def number(self) -> int:
        """That of the newest entry."""
        return self.entry


class Rotation(_Numbered, frozen=True, kw_only=True, tag="rotation", tag_field="step"):
    """The township's new keys, signed with the old one."""

    keys: PublicKeys


Message: TypeAlias = Receipt | Directives | Invitation | Answer | Rotation

_receipts = msgspec.json.Decoder(Receipt)
_directives = msgspec.json.Decoder(Directives)
_enrolments: msgspec.json.Decoder[Invitation | Answer | Rotation] = msgspec.json.Decoder(
    Invitation | Answer | Rotation
)
_encoder = msgspec.json.Encoder()


def kind_of(message: Message) -> str:
    """The kind of the bundle that carries it."""
    if isinstance(message, Receipt):
        return RECEIPT
    return DIRECTIVES if isinstance(message, Directives) else ENROLMENT


def write_message(message: Message) -> bytes:
    """The content file of its kind."""
    return _encoder.encode(message)


def read_message(kind: str, content: bytes) -> Message:
    """What a content file says; ValueError when it is not as its section demands."""
    try:
        if kind == RECEIPT:
            return _receipts.decode(content)
        return _directives.decode(content) if kind == DIRECTIVES else _enrolments.decode(content)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ValueError(str(error)) from error
