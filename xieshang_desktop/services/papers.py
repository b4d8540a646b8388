"""Papers on the way to the screen, the printer or a file: which one, its content, its PDF."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain import documents
from xieshang_desktop.domain.decision import DecisionMeeting
from xieshang_desktop.domain.meeting import Meeting
from xieshang_desktop.domain.minutes import Minutes
from xieshang_desktop.domain.outcome import Submission, Task
from xieshang_desktop.domain.terms import MinutesState
from xieshang_desktop.domain.topic import Topic
from xieshang_desktop.services import gate, proof
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.paper_answers import kept_answers
from xieshang_desktop.services.paper_list import SPECS
from xieshang_desktop.services.paper_list.kinds import (
    NO_SEAL,
    TITLE,
    About,
    PaperKind,
    PaperSpec,
)
from xieshang_desktop.services.paper_pages import Pages, open_pages
from xieshang_desktop.services.paper_saving import SHOWN, save
from xieshang_desktop.services.typesetting import forms_folder, set_paper
from xieshang_desktop.storage.files import write_whole

if TYPE_CHECKING:
    from xieshang_desktop.printing.ink import Fallback
    from xieshang_desktop.printing.papers import RenderedPaper

__all__ = [
    "Composed",
    "Pages",
    "PaperKind",
    "compose",
    "leaving",
    "open_pages",
    "put_aside",
    "release",
    "render",
    "rendered",
    "save",
    "with_preflight",
]


class Composed(msgspec.Struct, frozen=True, kw_only=True):
    """A paper's content, with the name of its file; `pdf` is there already for sealed minutes.
    Of a public paper it is the masked content, and `guarded` what was masked.
    `page` is the page it is set on where that is not its own: a poster, which is cut into A4 sheets
    when it is `tiled`."""

    spec: PaperSpec
    object_id: str
    name: str
    paper: documents.Paper
    pdf: bytes = b""
    guarded: gate.Guarded | None = None
    page: str = ""
    tiled: bool = False


#: Bytes of a title in a file name: with the paper's own name and a meeting's number before it, a
#: name stays under the 255 bytes of Linux.
_LONGEST_NAME = 170

#: Pages a paper can be set large on, with what their files are called.
POSTERS = {"poster-a3": "A3", "poster-a2": "A2"}


def compose(
    desk: Desk,
    kind: PaperKind,
    object_id: str = "",
    answers: Mapping[str, str] | None = None,
    *,
    page: str = "",
    tiled: bool = False,
) -> Composed:
    """The content of a paper as the records stand; nothing is rendered yet. `answers` are what the
    paper asks for (`PaperSpec.asks`), `page` another page than its own (`POSTERS`), `tiled` that
    page in A4 sheets to be cut and joined.

    RuleBroken `nothing_to_publish`, `meeting_not_closed`, `gone`, `form_holds_personal_data`.
    """
    spec = SPECS[kind]
    paper = build(desk, kind, object_id, answers)
    if paper.proof is None:
        paper = replace(paper, proof=proof.proof_about(desk, spec.about, object_id))
    pdf = b""
    if kind is PaperKind.MINUTES and not page:
        pdf = _sealed(desk, object_id)
    if kind is PaperKind.DECISION_RECORD:
        pdf = sealed_record(desk, object_id)
    size = POSTERS.get(page, "")
    large = size and f"（{size}{'拼贴' if tiled else '大字'}）"
    about = _about_words(desk, spec.about, object_id)
    if spec.public:
        gate.refuse_personal_form(desk, paper.FORM, forms_folder())
    guarded = gate.guard(desk, kind, object_id, paper, about) if spec.public else None
    if guarded is not None:  # the whole title is masked before a file name cuts it
        paper, about = guarded.paper, guarded.name
    return Composed(
        spec=spec,
        object_id=object_id,
        name=file_name(spec.name + large, about),
        paper=paper,
        pdf=pdf,
        guarded=guarded,
        page=page,
        tiled=tiled and bool(size),
    )


def build(
    desk: Desk, kind: PaperKind, object_id: str, answers: Mapping[str, str] | None = None
) -> documents.Paper:
    """The value of a paper as the records stand, with what was answered now or the last time;
    raises what its builder does."""
    if answers is None:
        answers = kept_answers(desk, kind, object_id)
    module, _colon, function = SPECS[kind].builder.partition(":")
    make = getattr(import_module(f"xieshang_desktop.services.{module}"), function)
    paper: documents.Paper = make(desk, object_id, answers)
    if title := answers.get(TITLE.name, "").strip():
        paper = replace(paper, title=title)
    if answers.get(NO_SEAL.name):
        paper = replace(paper, seal_space=False)
    return paper


def render(composed: Composed) -> bytes:
    """The paper as PDF; slow (0.1 s a few pages), and safe on the worker."""
    return composed.pdf or rendered(composed).pdf


def with_preflight(composed: Composed) -> tuple[bytes, tuple[Fallback, ...]]:
    """The paper as PDF, and every character that its face lacks; none of sealed minutes."""
    if composed.pdf:
        return composed.pdf, ()
    made = rendered(composed)
    return made.pdf, made.fallbacks


def release(composed: Composed) -> bytes:
    """The paper as PDF on its way out of the program; RuleBroken `paper_not_cleared` while nobody
    has looked at what a public paper hides."""
    return leaving(composed, composed.pdf) or rendered(composed).pdf


def leaving(composed: Composed, content: bytes) -> bytes:
    """What was made of a paper, on its way out; RuleBroken `paper_not_cleared`."""
    gate.refuse_unless_cleared(composed.guarded)
    return content


def rendered(composed: Composed) -> RenderedPaper:
    """The paper set anew, with the preflight: every character its face lacks."""
    return set_paper(composed.paper, page=composed.page, tiled=composed.tiled)


def put_aside(desk: Desk, name: str, pdf: bytes) -> Path:
    """A copy for another program to open: inside the data folder, not in a folder of everybody."""
    target = desk.folder / SHOWN / hashlib.sha256(pdf).hexdigest()[:12] / name
    if not target.exists() or target.read_bytes() != pdf:
        write_whole(target, pdf)
    return target


def file_name(what: str, title: str) -> str:
    """A file name that every system takes, e.g. `会议通知 第三次协商议事会.pdf`."""
    told = (c for c in title if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"})
    safe = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in told)
    short = safe[:60].encode()[:_LONGEST_NAME].decode("utf-8", "ignore")
    return f"{what} {short.strip(' .')}".strip() + ".pdf"


def _about_words(desk: Desk, about: About, object_id: str) -> str:
    with desk.store.read() as reader:
        match about:
            case About.MEETING:
                return reader.one(Meeting, object_id).title
            case About.DECISION:
                return reader.one(DecisionMeeting, object_id).title
            case About.TOPIC:
                return reader.one(Topic, object_id).title
            case About.TASK:
                return reader.one(Task, object_id).text
            case About.SUBMISSION:
                return reader.one(Topic, reader.one(Submission, object_id).topic_id).title
            case About.YEAR:
                return f"{object_id}年"
            case _:
                return desk.unit.name


def sealed_record(desk: Desk, meeting_id: str) -> bytes:
    """The sealed record of a meeting that decided, or nothing."""
    with desk.store.read() as reader:
        meeting = reader.one(DecisionMeeting, meeting_id)
    return desk.files.read(meeting.digest) if meeting.digest else b""


def _sealed(desk: Desk, meeting_id: str) -> bytes:
    """The sealed paper itself: it is never set again."""
    with desk.store.read() as reader:
        found = reader.all(Minutes, meeting_id=meeting_id, state=MinutesState.SEALED)
    return desk.files.read(found[0].digest) if found else b""
