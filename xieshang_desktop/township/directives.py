"""What goes down to villages: topics named by party or government, letters, rules, forms, texts.

Each village has its own copy under its own id, offered with every message until it says that it
has it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import replace

from xieshang_desktop.domain.messages import DirectiveNote
from xieshang_desktop.domain.records import RECORDS
from xieshang_desktop.domain.superior import Instruction, Reply
from xieshang_desktop.domain.terms import DirectiveKind, TopicClass, VillageState
from xieshang_desktop.domain.township import Directive, FileName, Returned, Village
from xieshang_desktop.errors import BadInput, RuleBroken, WorldFailed
from xieshang_desktop.ids import new_id
from xieshang_desktop.services import rule_profiles, sent_forms
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.services.instructions import FORM, topic_words
from xieshang_desktop.storage.unit_of_work import Reader, Store, UnitOfWork
from xieshang_desktop.township.returns import replies_about
from xieshang_desktop.township.review_reach import LISTED, listed
from xieshang_desktop.township.villages import require_township, store_of

#: Characters of a title and of a text; bytes of one file, and of all texts that wait for a village
#: (their message is at most 4 MiB, bundle-format.md §8).
LONGEST_TITLE: Final = 200
LONGEST_TEXT: Final = 100_000
LARGEST_FILE: Final = 100 << 20
MOST_FILES: Final = 20
_WAITING_BYTES: Final = 3 << 20

#: What a letter can be about: records of the village, or a return of ours.
ABOUT: Final = ("task", "topic", "meeting", "submission", "returned")


_STANDS: Final = (
    "SELECT 1 FROM entries JOIN lines USING (unit_id, line) WHERE unit_id = ? AND object_id = ?"
    " AND (closed_after IS NULL OR number <= closed_after) LIMIT 1"
)


class DirectiveFile(msgspec.Struct, frozen=True, kw_only=True):
    """A directive with what the village made of it, as far as it is known here."""

    directive: Directive
    instruction: Instruction | None
    reply: Reply | None

    def overdue(self, day: date) -> bool:
        """Its day is over and nobody answered or closed it."""
        directive = self.directive
        done = self.instruction is not None and self.instruction.done_on is not None
        answered = directive.replied_on is not None or done
        late = directive.due is not None and directive.due < day
        return late and not answered and directive.closed_on is None


def enrolled(desk: Desk) -> list[Village]:
    """Every village that something can be sent to."""
    with desk.store.read() as reader:
        return reader.all(Village, state=VillageState.ENROLLED)


def issue_topic(
    desk: Desk,
    village_ids: Collection[str],
    *,
    title: str,
    background: str,
    topic_class: TopicClass,
    due: date | None = None,
) -> list[Directive]:
    """党政点题: a topic for villages to consult on, by a day. BadInput `directive_text_missing`
    and what `issue_text` raises."""
    if not background.strip():
        raise BadInput("directive_text_missing")
    text = topic_words(background.strip(), topic_class)
    return _issue(desk, village_ids, DirectiveKind.TOPIC, title=title, text=text, due=due)


def issue_letter(
    desk: Desk,
    village_ids: Collection[str],
    *,
    title: str,
    text: str,
    due: date | None = None,
    about_type: str = "",
    about_id: str = "",
) -> list[Directive]:
    """督办函, about a task, a topic or another record of one village, or about a return; or without
    an object to several. BadInput `letter_about_many`, `letter_about_wrong`; RuleBroken `gone`."""
    if not text.strip():
        raise BadInput("directive_text_missing")
    if about_type or about_id:
        _check_about(desk, village_ids, about_type, about_id)
    about = (about_type, about_id)
    kind = DirectiveKind.LETTER
    return _issue(desk, village_ids, kind, title=title, text=text, due=due, about=about)


def issue_profile(desk: Desk, village_ids: Collection[str], text: str) -> list[Directive]:
    """A rule profile as TOML; BadInput `profile_unreadable`, `profile_id_taken`,
    `profile_below_law`."""
    profile = rule_profiles.read_profile(text)
    title = f"{profile.name}（{profile.version}）"
    return _issue(desk, village_ids, DirectiveKind.PROFILE, title=title, text=text)


def issue_form(
    desk: Desk, village_ids: Collection[str], form: str, text: str, title: str = ""
) -> list[Directive]:
    """The form of one paper as TOML; `form` is its name without `.toml`. BadInput `form_unknown`,
    `form_text_unreadable`, `form_text_braces`, `form_text_unknown_field`."""
    sent_forms.check(form, text)
    title = title.strip() or sent_forms.name_of(form)
    about = (FORM, form)
    return _issue(desk, village_ids, DirectiveKind.FORMS, title=title, text=text, about=about)


def issue_text(
    desk: Desk,
    village_ids: Collection[str],
    *,
    title: str,
    text: str = "",
    files: Sequence[Path] = (),
    due: date | None = None,
) -> list[Directive]:
    """Any text or template, with files.

    RuleBroken `not_township`, `village_not_enrolled`, `directives_full`; BadInput
    `directive_villages_none`, `title_missing`, `directive_text_missing`, `text_too_long`,
    `due_in_past`, `directive_files_many`, `directive_file_large`; WorldFailed
    `directive_file_gone`, `disk_full`, `folder_not_writable`.
    """
    if not text.strip() and not files:
        raise BadInput("directive_text_missing")
    kind = DirectiveKind.TEXT
    return _issue(desk, village_ids, kind, title=title, text=text, due=due, files=files)


def close(desk: Desk, directive_id: str) -> Directive:
    """Nothing more is asked of the village; RuleBroken `directive_closed`."""
    with desk.apart().store.write(desk.actor) as uow:
        directive = uow.one(Directive, directive_id)
        if directive.closed_on is not None:
            raise RuleBroken("directive_closed", day=directive.closed_on)
        directive = replace(directive, closed_on=desk.today)
        uow.put(directive, "directive_closed")
        uow.commit()
    return directive


def withdraw(desk: Desk, directive_id: str) -> None:
    """Take one back that the village has not acknowledged; RuleBroken `directive_acknowledged`."""
    with desk.apart().store.write(desk.actor) as uow:
        directive = uow.one(Directive, directive_id)
        if directive.acknowledged_on is not None:
            raise RuleBroken("directive_acknowledged", day=directive.acknowledged_on)
        uow.take_away(Directive, directive_id, "directive_withdrawn")
        uow.commit()


def directives_of(desk: Desk, village_id: str) -> tuple[DirectiveFile, ...]:
    """Everything that went to a village, the newest first."""
    with desk.store.read() as reader:
        found = reader.all(Directive, "-issued_at", village_id=village_id)
        ids = [each.id for each in found]
        theirs = Reader(store_of(desk, village_id), reader.connection)
        replies = replies_about(theirs, ids)
        received = {i.id: i for i in theirs.values(Instruction, f"id IN {LISTED}", listed(ids))}
    return tuple(
        DirectiveFile(directive=each, instruction=received.get(each.id), reply=replies.get(each.id))
        for each in found
    )


def overdue(desk: Desk) -> list[Directive]:
    """What no village has answered by its day, over all villages, the oldest day first."""
    with desk.store.read() as reader:
        late = {
            each.village_id
            for each in reader.all(Directive, closed_on=None, replied_on=None)
            if each.due is not None and each.due < desk.today
        }
    files = (file for village_id in sorted(late) for file in directives_of(desk, village_id))
    found = [file.directive for file in files if file.overdue(desk.today)]
    return sorted(found, key=lambda each: (each.due or desk.today, each.id))


def pending(reader: Reader, village_id: str) -> tuple[DirectiveNote, ...]:
    """What a village has not acknowledged, the oldest first, as its message says it."""
    waiting = reader.all(Directive, "issued_at", village_id=village_id, acknowledged_on=None)
    return tuple(
        msgspec.convert({**msgspec.to_builtins(each), "at": each.issued_at}, DirectiveNote)
        for each in waiting
    )


def note_answers(uow: UnitOfWork, village_id: str, changed: Mapping[str, Collection[str]]) -> None:
    """Keep which directives a village has and which it answered, inside the transaction that took
    its records in. That it wrote an instruction says that it has it, whatever else it withholds."""
    today = uow.at.date()
    has = _own(uow, village_id, changed.get(Instruction.NOUN, ()))
    acknowledged = [
        replace(each, acknowledged_on=today) for each in has if each.acknowledged_on is None
    ]
    uow.put_all(acknowledged, "directive_acknowledged")
    forgotten = [each for each in has if not _still_has(uow, village_id, each.id)]
    offered = [replace(each, acknowledged_on=None) for each in forgotten]
    uow.put_all(offered, "directive_offered_again")
    if not changed.get(Reply.NOUN):
        return
    store = Store(uow.store.database, village_id, "", uow.store.clock, mirrored=True)
    theirs = Reader(store, uow.connection)
    replies = theirs.values(Reply, f"id IN {LISTED}", listed(changed[Reply.NOUN]))
    answered = _own(uow, village_id, {reply.about for reply in replies})
    fresh = [
        replace(each, replied_on=today, acknowledged_on=each.acknowledged_on or today)
        for each in answered
        if each.replied_on is None
    ]
    uow.put_all(fresh, "directive_answered")


def _still_has(uow: UnitOfWork, village_id: str, instruction_id: str) -> bool:
    """Whether what it wrote of an instruction counts: a laptop that is gone may have written it on
    a line that was closed."""
    place = (village_id, instruction_id)
    return uow.connection.execute(_STANDS, place).fetchone() is not None


def _own(uow: UnitOfWork, village_id: str, ids: Collection[str]) -> list[Directive]:
    """Those of these directives that went to this village."""
    if not ids:
        return []
    where = f"village_id = ? AND id IN {LISTED}"
    return uow.values(Directive, where, village_id, listed(ids))


def _issue(
    desk: Desk,
    village_ids: Collection[str],
    kind: DirectiveKind,
    *,
    title: str,
    text: str,
    due: date | None = None,
    about: tuple[str, str] = ("", ""),
    files: Sequence[Path] = (),
) -> list[Directive]:
    require_township(desk)
    title, text = title.strip(), text.strip()
    if not village_ids:
        raise BadInput("directive_villages_none")
    if not title:
        raise BadInput("title_missing")
    for words, most in ((title, LONGEST_TITLE), (text, LONGEST_TEXT)):
        if len(words) > most:
            raise BadInput("text_too_long", most=most)
    if due is not None and due < desk.today:
        raise BadInput("due_in_past", day=due)
    named = _kept_files(desk, files)
    at = desk.clock()
    with desk.apart().store.write(desk.actor) as uow:
        issued = [
            Directive(
                id=new_id(),
                village_id=_open_to(uow, village_id, text).id,
                kind=kind,
                title=title,
                text=text,
                due=due,
                about_type=about[0],
                about_id=about[1],
                files=named,
                issued_at=at,
                issued_by=desk.actor,
            )
            for village_id in dict.fromkeys(village_ids)
        ]
        uow.put_all(issued, "directive_issued")
        uow.commit()
    return issued


def _open_to(uow: UnitOfWork, village_id: str, text: str) -> Village:
    village = uow.one(Village, village_id)
    if village.state is not VillageState.ENROLLED:
        raise RuleBroken("village_not_enrolled", name=village.name)
    waiting = uow.all(Directive, village_id=village_id, acknowledged_on=None)
    if sum(len(each.text.encode()) for each in waiting) + len(text.encode()) > _WAITING_BYTES:
        raise RuleBroken("directives_full", name=village.name)
    return village


def _kept_files(desk: Desk, files: Sequence[Path]) -> tuple[FileName, ...]:
    if len(files) > MOST_FILES:
        raise BadInput("directive_files_many", most=MOST_FILES)
    named = []
    for file in files:
        try:
            if file.stat().st_size > LARGEST_FILE:
                raise BadInput("directive_file_large", file=file.name, most=LARGEST_FILE >> 20)
            content = file.read_bytes()
        except OSError as error:
            raise WorldFailed("directive_file_gone", file=file.name) from error
        named.append(FileName(sha256=desk.files.keep(content), name=file.name))
    return tuple(named)


def _check_about(desk: Desk, village_ids: Collection[str], about_type: str, about_id: str) -> None:
    """A letter about a record goes to the one village whose record it is."""
    if len(set(village_ids)) > 1:
        raise BadInput("letter_about_many")
    if about_type not in ABOUT or not about_id:
        raise BadInput("letter_about_wrong")
    village_id = next(iter(village_ids), "")
    with desk.store.read() as reader:
        theirs = Reader(store_of(desk, village_id), reader.connection)
        if about_type != Returned.NOUN:
            theirs.one(RECORDS[about_type], about_id)
        elif reader.one(Returned, about_id).village_id != village_id:
            raise RuleBroken("gone", noun=Returned.NOUN, id=about_id)
