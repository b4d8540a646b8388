"""Sets a paper as its form says: lines of layout with words, filled from the paper's own fields.

The first characters of a line say what it is (docs/forms.md); a line without them is a paragraph.
A line whose facts are empty is left out, and a head that nothing follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import msgspec

from xieshang_desktop.domain.dates import date_words
from xieshang_desktop.domain.documents import NamedPerson, Paper
from xieshang_desktop.errors import BadInput
from xieshang_desktop.printing.hygiene import clean, one_line, unbroken
from xieshang_desktop.printing.setting import Column, FieldRow, Setting
from xieshang_desktop.printing.texts import Texts

_MARK = re.compile(r"(#:|#\*|#-|##|#|>|-|=|\^|\||~|_|\+\d*|\.(?=$)|\$\w+|@\w+)\s*(.*)")
_CONDITION = re.compile(r"([?!])(\w+)\s+(.*)")
_LABEL = re.compile(r"(.{1,20}?)：(.*)")


class _Line(msgspec.Struct, frozen=True):
    """One line of a form: its mark, what stands behind it, the facts it depends on."""

    mark: str
    rest: str
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()


def title_of(paper: Paper, form: Texts) -> str:
    """The paper's title, or the one its form gives."""
    return paper.title or form.fill(form.raw("title"), _words(_facts(paper)))


def compose(paper: Paper, page: Setting, form: Texts) -> None:
    """Set a paper. BadInput `form_text_unknown_field`, `form_text_unreadable`."""
    _Setter(paper, page, form).run(_lines(form.raw("form")), _facts(paper))


@lru_cache(maxsize=64)
def _lines(form: str) -> tuple[_Line, ...]:
    found = []
    for text in filter(None, map(str.strip, form.split("\n"))):
        needs: dict[str, list[str]] = {"?": [], "!": []}
        while condition := _CONDITION.match(text):
            needs[condition[1]].append(condition[2])
            text = condition[3]
        mark = _MARK.match(text)
        found.append(
            _Line(mark[1] if mark else "", mark[2] if mark else text, *map(tuple, needs.values()))
        )
    return tuple(found)


def _facts(value: msgspec.Struct) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__struct_fields__}


def _word(fact: object) -> str:
    """A fact as a paper prints it; a list in one line."""
    match fact:
        case None | False:
            return ""
        case NamedPerson():
            told = f"（{fact.distinction}）" if fact.distinction else ""
            return unbroken(fact.name) + told
        case date():
            return date_words(fact)
        case tuple():
            return "、".join(filter(None, map(_word, fact)))
        case _:
            return clean(str(fact)).strip()


def _words(facts: Mapping[str, object]) -> dict[str, str]:
    return {name: _word(fact) for name, fact in facts.items()}


class _Setter:
    def __init__(self, paper: Paper, page: Setting, form: Texts) -> None:
        self._paper, self._page, self._form = paper, page, form
        self._heads = self._seconds = self._attached = 0
        self._head = self._second = ""
        self._items: list[str] = []
        self._frame: list[FieldRow] = []

    def run(self, lines: Sequence[_Line], facts: Mapping[str, Any]) -> None:
        """Set these lines with these facts."""
        rest = iter(lines)
        for line in rest:
            if not all(map(facts.get, line.needs)) or any(map(facts.get, line.unless)):
                continue
            if line.mark == "@each":
                block = list(_until_end(rest))
                values = facts.get(line.rest)
                if not isinstance(values, tuple):
                    raise self._broken()
                for value in values:
                    own = _facts(value) if isinstance(value, msgspec.Struct) else {}
                    self.run(block, {**facts, **own})
            else:
                self._set(line, facts)
        self._flush()

    def _set(self, line: _Line, facts: Mapping[str, Any]) -> None:
        if line.mark.startswith("+"):
            self._field_row(line, facts)
            return
        if line.mark != "-":
            self._flush()
        if line.mark.startswith("$"):
            self._part(line.mark[1:], line.rest, facts)
            return
        if line.mark == "|":
            self._table(line.rest, facts.get(line.rest, ()))
            return
        texts = [text for text in self._filled(line.rest, facts) if text or not line.rest]
        if not texts:
            return
        match line.mark:
            case "#":
                self._head, self._second = one_line(texts[0]), ""
            case "##":
                self._second = one_line(texts[0])
            case "#:" | "#*" | "#-":
                self._fact(line, texts, facts)
            case "-":
                self._items += texts
            case ">":
                self._page.addressees("、".join(map(one_line, texts)))
            case "=":
                label, _colon, first = texts[0].partition("：")
                others = [text.partition("：")[2] for text in texts[1:]]
                self._begin()
                self._page.labelled(label, one_line(first) or " ", *map(one_line, others))
            case "^":
                self._page.subtitle(texts[0])
            case "~":
                left, _bar, right = texts[0].partition("|")
                self._begin()
                self._page.ends(left.strip(), right.strip(), aside=self._page.indent)
            case "_":
                self._begin()
                if not texts[0].isdecimal():
                    raise self._broken()
                self._page.writing_lines(int(texts[0]))
            case ".":
                self._page.blank()
            case _:
                self._begin()
                for text in texts:
                    self._seconds += self._page.prose(text)

    def _broken(self) -> BadInput:
        return BadInput("form_text_unreadable", file=f"{self._paper.FORM}.toml")

    def _filled(self, template: str, facts: Mapping[str, Any]) -> list[str]:
        """The template with its facts, once for each entry where a fact is a list."""
        lists = [n for n in self._form.names(template) if isinstance(facts.get(n), tuple)]
        if not lists:
            return [_tidy(self._form.fill(template, _words(facts)))]
        return [
            _tidy(self._form.fill(template, _words({**facts, lists[0]: entry})))
            for entry in facts[lists[0]]
        ]

    def _fact(self, line: _Line, texts: list[str], facts: Mapping[str, Any]) -> None:
        """A head with its one text beside it; several texts, or paragraphs, stand below it."""
        match = _LABEL.match(line.rest)
        if match is None:
            raise self._broken()
        label = self._form.fill(match[1], _words(facts))
        texts = [text.removeprefix(f"{label}：") for text in texts]
        texts = [text for text in texts if text]
        if not texts:
            return
        self._head = self._second = ""
        if len(texts) == 1 and "\n" not in texts[0]:
            self._heads, self._seconds = self._heads + 1, 0
            self._page.fact(self._heads, label, texts[0])
            return
        self._head = label
        self._begin()
        if line.mark == "#*":
            for text in texts:
                self._seconds += 1
                self._page.second_item(self._seconds, one_line(text))
        elif line.mark == "#-":
            self._page.items(texts)
        else:
            for text in texts:
                self._seconds += self._page.prose(text)

    def _begin(self) -> None:
        """Set the heads that wait for something to follow them."""
        if self._head:
            self._heads, self._seconds = self._heads + 1, 0
            self._page.head(self._heads, self._head)
        if self._second:
            self._seconds += 1
            self._page.second_head(self._seconds, self._second)
        self._head = self._second = ""

    def _field_row(self, line: _Line, facts: Mapping[str, Any]) -> None:
        """`+3 label | words | label | words`: words may be missing, for there is room to write."""
        if self._items:
            self._flush()
        words = _words(facts)
        cells = [self._form.fill(cell.strip(), words) for cell in line.rest.split("|")]
        pairs = tuple(zip(cells[::2], [*cells[1::2], ""], strict=False))
        self._frame.append(FieldRow(pairs, int(line.mark[1:] or "1")))

    def _flush(self) -> None:
        if self._frame:
            self._begin()
            self._page.fields(self._frame)
            self._frame = []
        if self._items:
            self._begin()
            self._page.items(self._items)
            self._items = []

    def _table(self, name: str, values: Sequence[msgspec.Struct]) -> None:
        table = self._form.table(name)
        if not values and not table.rows:
            return
        self._begin()
        rows = [
            [str(at) if c.field == "number" else self._cell(value, c.field) for c in table.columns]
            for at, value in enumerate(values, 1)
        ]
        while len(rows) < table.rows:
            number = str(len(rows) + 1)
            rows.append([number if c.field == "number" else "" for c in table.columns])
        columns = [Column(c.head, c.width, c.centred) for c in table.columns]
        self._page.table(columns, rows)

    def _cell(self, value: msgspec.Struct, field: str) -> str:
        if not hasattr(value, field):
            raise BadInput(
                "form_text_unknown_field", paper=self._paper.FORM, name="tables", field=field
            )
        return _word(getattr(value, field))

    def _head_words(self, facts: Mapping[str, Any]) -> tuple[str, str, str, str]:
        """The mark and the line under it: number above unit and day, or, on a paper that goes
        upwards, the number at the left and who signed it off at the right (7.2.5, 7.2.6)."""
        mark, number = _word(facts["mark"]), _word(facts["number"])
        if "issuer" not in facts:
            return mark, number, self._paper.unit, date_words(self._paper.issued_on)
        issuer = _word(facts["issuer"])
        return mark, "", number, f"签发人：{issuer}" if issuer else ""

    def _part(self, name: str, rest: str, facts: Mapping[str, Any]) -> None:
        page, paper = self._page, self._paper
        match name:
            case "title":
                page.title(title_of(paper, self._form))
                page.blank()
            case "head":
                page.red_head(*self._head_words(facts))
            case "sign":
                self._begin()
                signer = _word(facts.get("signer", "")) or paper.unit
                page.sign(signer, paper.issued_on, seal=bool(facts.get("seal_space")))
            case "attachments":
                page.attachment_list([_word(name) for name in facts["attachments"]])
            case "attachment":
                self._attached += 1
                self._heads = self._seconds = 0
                self._head = self._second = ""
                number = self._attached if len(facts.get("attachments", ())) > 1 else 0
                page.attachment_head(number, self._filled(rest, facts)[0])
            case "photos":
                if facts["photos"]:
                    self._begin()
                    page.pictures(facts["photos"])
            case "note":
                for text in self._filled(rest, facts):
                    page.note(text)
            case "imprint":
                copies = _word(facts.get("copies", ""))
                page.imprint(copies, _word(facts.get("signer", "")) or paper.unit, paper.issued_on)
            case "page":
                page.new_page()
            case _:
                raise self._broken()


def _until_end(lines: Iterator[_Line]) -> Iterator[_Line]:
    for line in lines:
        if line.mark == "@end":
            return
        yield line


def _tidy(text: str) -> str:
    """Without a comma left over where an optional part before it was dropped."""
    return re.sub(r"(^|：)[，、；]", r"\1", text)
