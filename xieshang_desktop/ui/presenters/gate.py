"""The look before the wall: each finding beside what is printed instead, and what stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from gettext import gettext as _
from typing import NamedTuple, Protocol

import msgspec

from xieshang_desktop.services import gate
from xieshang_desktop.services.desk import Desk
from xieshang_desktop.ui.presenters.attempting import Attempt
from xieshang_desktop.wording.gate import place_words

#: So many findings on one page of the sheet.
_AT_ONCE = 20
#: A longer paragraph is cut to what stands around its findings.
_LONG, _AROUND = 300, 80


class Piece(NamedTuple):
    """Words of a text and their mark: found, masked, kept, word, or none."""

    words: str
    mark: str = ""


class FindingLine(msgspec.Struct, frozen=True, kw_only=True):
    """One finding to decide on, where there is something to decide (`may_keep`). A `number` that is
    kept must be confirmed."""

    key: str
    kind: str
    change: str
    kept: bool
    may_keep: bool
    number: bool
    confirmed: bool


class TextBlock(msgspec.Struct, frozen=True, kw_only=True):
    """One paragraph: where it stands, as it was written, as it is printed."""

    place: str
    original: tuple[Piece, ...]
    printed: tuple[Piece, ...]
    lines: tuple[FindingLine, ...]


class GateView(Protocol):
    """What the presenter asks of the sheet."""

    def show_blocks(self, blocks: Sequence[TextBlock]) -> None: ...
    def show_yes(self, words: str) -> None: ...
    def leave(self) -> None: ...


class _Part(NamedTuple):
    """One paragraph of a text with its findings."""

    text: gate.FoundIn
    start: int
    end: int
    findings: tuple[gate.PlacedFinding, ...]


class GatePresenter:
    """`done` is called after the paper was cleared."""

    def __init__(
        self,
        desk: Desk,
        view: GateView,
        attempt: Attempt,
        kind: str,
        object_id: str,
        guarded: gate.Guarded,
        done: Callable[[], object],
    ) -> None:
        self._desk, self._view, self._attempt = desk, view, attempt
        self._kind, self._object_id = kind, object_id
        self._guarded, self._done = guarded, done
        self._kept = {finding.key for finding in guarded.findings if finding.kept}
        self._confirmed = set(self._kept)
        self._pages = _pages([part for text in guarded.texts for part in _parts(text)])
        self._page = 0

    def open(self) -> None:
        """Show the first page."""
        self._show()

    def choose(self, key: str, *, keep: bool) -> None:
        """Print a finding as it stands, or hide it."""
        never = {each.key for each in self._guarded.findings if not each.kind.can_be_kept}
        (self._kept.add if keep and key not in never else self._kept.discard)(key)
        self._show()

    def confirm(self, key: str, *, official: bool) -> None:
        """A number that is kept is an official one."""
        (self._confirmed.add if official else self._confirmed.discard)(key)
        self._show()

    def go_on(self) -> None:
        """The next page; behind the last one the paper is cleared."""
        if self._page + 1 < len(self._pages):
            self._page += 1
            self._show()
            return
        self._attempt(
            lambda: gate.clear(
                self._desk,
                self._kind,
                self._object_id,
                self._guarded,
                frozenset(self._kept),
                frozenset(self._confirmed & self._kept),
            ),
            _("核对完毕，可以张贴了"),
            lambda _review: self._finish(),
        )

    def _finish(self) -> None:
        self._view.leave()
        self._done()

    def _show(self) -> None:
        self._view.show_blocks([self._block(part) for part in self._pages[self._page]])
        left = sum(len(part.findings) for page in self._pages[self._page + 1 :] for part in page)
        self._view.show_yes(
            _("看下一页（还有 {0} 处）").format(left) if left else _("核对完毕，可以张贴")
        )

    def _block(self, part: _Part) -> TextBlock:
        known: dict[str, FindingLine] = {}
        for finding in part.findings:
            known.setdefault(finding.key, self._line(finding))
        return TextBlock(
            place=_place(part),
            original=tuple(self._pieces(part, printed=False)),
            printed=tuple(self._pieces(part, printed=True)),
            lines=tuple(known.values()),
        )

    def _line(self, finding: gate.PlacedFinding) -> FindingLine:
        before = " ".join(finding.before.split())
        return FindingLine(
            key=finding.key,
            kind=finding.kind.words,
            change=_("{0} → {1}").format(before, finding.after),
            kept=finding.key in self._kept,
            may_keep=finding.kind.can_be_kept,
            number=finding.kind.is_number,
            confirmed=finding.key in self._confirmed,
        )

    def _pieces(self, part: _Part, *, printed: bool) -> Iterator[Piece]:
        text, at = part.text.text, part.start
        if at and text[at - 1] != "\n":
            yield Piece("…")
        for finding in part.findings:
            yield Piece(text[at : finding.start])
            kept = finding.key in self._kept
            if not printed:
                yield Piece(finding.before, "found")
                yield Piece(_("〔{0}〕").format(finding.kind.words), "word")
            else:
                yield Piece(finding.before if kept else finding.after, "kept" if kept else "masked")
            at = finding.end
        yield Piece(text[at : part.end])
        if part.end < len(text) and text[part.end] != "\n":
            yield Piece("…")


def _place(part: _Part) -> str:
    """Where it stands: 协商结果，第 2 段."""
    words, text = place_words(part.text.field), part.text.text
    if "\n" not in text:
        return words
    return _("{0}，第 {1} 段").format(words, text.count("\n", 0, part.start) + 1)


def _parts(text: gate.FoundIn) -> Iterator[_Part]:
    """The paragraphs in which something was found; long ones without what is far from it."""
    parts: list[_Part] = []
    for finding in text.findings:
        start = text.text.rfind("\n", 0, finding.start) + 1
        end = text.text.find("\n", finding.end)
        end = len(text.text) if end < 0 else end
        if end - start > _LONG:
            start, end = max(start, finding.start - _AROUND), min(end, finding.end + _AROUND)
        last = parts[-1] if parts else None
        if last is not None and start <= last.end:
            parts[-1] = last._replace(end=max(end, last.end), findings=(*last.findings, finding))
        else:
            parts.append(_Part(text, start, end, (finding,)))
    yield from parts


def _pages(parts: Sequence[_Part]) -> list[list[_Part]]:
    """Parts by page."""
    pages: list[list[_Part]] = [[]]
    count = 0
    for part in parts:
        if count and count + len(part.findings) > _AT_ONCE:
            pages.append([])
            count = 0
        pages[-1].append(part)
        count += len(part.findings)
    return pages
