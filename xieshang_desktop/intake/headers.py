"""Where a table's header stands, and what each of its columns holds."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

import msgspec

from xieshang_desktop.domain.terms import Role
from xieshang_desktop.intake.words import role_of
from xieshang_desktop.intake.workbooks import Span

#: A header is looked for in this many rows from the top.
ROWS_SEARCHED = 15

_TITLES: dict[str, str] = {
    "sequence": "序号 序 编号 顺序号 顺序 no no. №",
    "group": "组别 组 村民小组 小组 所在组 所属组 所在小组 所属小组 组名 小组名称 村民小组名称 "
    "组号 村小组 居民小组 生产队 队 队别 村组 所属村民小组 所在村民小组 自然村 屯 组名称 组次",
    "household": "户号 户编号 家庭编号 户序号 户序 户口编号 户籍编号 户籍号 户口号 家庭户号",
    "head": "户主 户主姓名 户主名 户主名字 所属户主 家庭户主 户主名称 户名",
    "relation": "与户主关系 与户主的关系 与户主之关系 和户主关系 户主关系 家庭关系 关系 称谓 "
    "家庭成员关系 与户主 同户主关系 是否户主",
    "name": "姓名 名字 村民姓名 成员姓名 家庭成员姓名 家庭成员 人员姓名 居民姓名 人名 党员姓名 "
    "代表姓名 家庭人员姓名 人口姓名 姓名名称",
    "sex": "性别",
    "ethnicity": "民族 族别",
    "birth": "出生年月 出生日期 出生年月日 出生时间 生日 出生 出生年份 年月日",
    "id_number": "身份证号 身份证号码 公民身份号码 公民身份证号 公民身份证号码 居民身份证号 "
    "居民身份证号码 证件号 证件号码 身份证 身份号码 居民身份证 身份证件号码 二代身份证号",
    "phone": "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 移动电话 联系手机 固定电话 座机 "
    "家庭电话 本人电话 联系号码 固话 住宅电话 电话1 电话2 联系电话1 联系电话2 手机1 手机2 备用电话",
    "party": "政治面貌 是否党员 党员 政治面目 是否中共党员 中共党员 党员否 党派",
    "roles": "人员类别 职务 身份 村内职务 担任职务 人员身份 代表身份 身份类别 现任职务 社会职务 "
    "人员类型 职务身份 职务/身份 职务(身份) 类别 议事会身份 村级职务 担任角色 角色",
    "education": "文化程度 学历 教育程度 最高学历 受教育程度 文化",
    "address": "家庭住址 住址 地址 现住址 家庭地址 户籍地址 居住地址 联系地址 门牌号 详细地址 "
    "现居住地 户籍地 居住地 常住地址 家庭详细地址 户口所在地 门牌",
    "remarks": "备注 说明 附注 备考",
}
_FIELD_OF = {title: field for field, titles in _TITLES.items() for title in titles.split()}
#: Words inside a longer title, tried where no whole title is known.
_INSIDE = (
    ("relation", re.compile(r"与户主|户主.*关系")),
    ("id_number", re.compile(r"身份证|公民身份|身份号码")),
    ("phone", re.compile(r"电话|手机|联系方式")),
    ("birth", re.compile(r"出生(?:年|日)|生日")),
    ("address", re.compile(r"住址|地址")),
    ("name", re.compile(r"^(?:村民|居民|成员|人员|党员|代表|社员|农户成员).{0,4}姓名$")),
)
#: Titles about somebody else than the person of the row.
_SOMEBODY_ELSE = re.compile(r"户主(?!关系|的关系)|配偶|监护|联系人|负责人|父亲|母亲|子女|紧急")
_PARENTHESES = re.compile(r"\(.*?\)|\[.*?\]|【.*?】")
#: What may stand under a wide title 户主信息 and still be about the row's household.
_HOUSEHOLD = frozenset(["group", "household", "head", "address"])
_NAME_TITLES = frozenset(t for t, field in _FIELD_OF.items() if field in ("name", "head"))
#: Fields that several columns may share.
SHARED_FIELDS = frozenset(["phone", "party", "roles", "remarks"])


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """`rows` count from 0; `titles` and `fields` have one item per column."""

    rows: tuple[int, ...]
    titles: tuple[str, ...]
    fields: tuple[str | None, ...]
    score: int


def plain_title(text: str) -> str:
    """A title as it is compared: no blanks, no full width, nothing in parentheses, no colon."""
    text = "".join(unicodedata.normalize("NFKC", text).split()).lower()
    return _PARENTHESES.sub("", text).strip(":*、,.") or text


@lru_cache(maxsize=2048)
def field_of(title: str) -> tuple[str, int] | None:
    """The field a title names, with 2 for a known title and 1 for a word inside a longer one."""
    whole = unicodedata.normalize("NFKC", title).replace(" ", "").lower()
    title = plain_title(title)
    if field := _FIELD_OF.get(title) or _FIELD_OF.get(whole):
        return field, 2
    if flagged_role(title):
        return "roles", 2
    if len(title) > 20 or (_SOMEBODY_ELSE.search(title) and "与户主" not in title):
        return None
    return next(((field, 1) for field, inside in _INSIDE if inside.search(title)), None)


def flagged_role(title: str) -> Role | None:
    """The role for which a column is a tick box (是否村民代表, 网格员), else None."""
    return role_of(plain_title(title).removeprefix("是否").removeprefix("是不是"))


def is_name_title(text: str) -> bool:
    """Whether the cell in the name column is a title, as on every further printed page."""
    return text in _NAME_TITLES


def find_header(rows: list[list[str]], merges: list[Span]) -> Header | None:
    """The header within the first rows: at least three known titles, or two with 姓名.

    Two rows are joined where the second adds titles under a wider first.
    """
    best: Header | None = None
    for number, row in enumerate(rows[:ROWS_SEARCHED]):
        candidates = [_read_titles([number], [""] * len(row), row)]
        if number + 1 < len(rows) and _may_stand_below(row, rows[number + 1]):
            parents = _spread(row, number, merges)
            candidates.append(_read_titles([number, number + 1], parents, rows[number + 1]))
        for header in candidates:
            if header and (best is None or _rank(header) > _rank(best)):
                best = header
    return best


def _rank(header: Header) -> tuple[int, int]:
    # Two rows are joined only where that tells more than one row alone.
    return header.score, -len(header.rows)


def _may_stand_below(above: list[str], below: list[str]) -> bool:
    # A first row of data has values, not titles, under titles that are already known.
    titles = sum(field_of(sub) is not None for sub in below if sub)
    values = sum(
        field_of(top) is not None and field_of(sub) is None
        for top, sub in zip(above, below, strict=False)
        if top and sub
    )
    return any(above) and titles > values


def _spread(row: list[str], number: int, merges: list[Span]) -> list[str]:
    """The first header row with wide titles repeated over the columns they stand above."""
    spread = list(row)
    merged = {
        column: (first, last)
        for (top, first), (_, last) in merges
        if top == number
        for column in range(first, last + 1)
    }
    for column in range(1, len(spread)):
        if spread[column]:
            continue
        if not merged:
            spread[column] = spread[column - 1]
        elif column in merged:
            spread[column] = spread[merged[column][0]]
    return spread


def _read_titles(numbers: list[int], parents: list[str], row: list[str]) -> Header | None:
    titles: list[str] = []
    matches: list[tuple[str, int] | None] = []
    for parent, own in zip(parents, row, strict=False):
        own, parent = _one_line(own), _one_line(parent)
        titles.append(own or parent)
        matches.append(_match(parent, own))
    seen = Counter(titles)
    for column, title in enumerate(titles):
        parent = _one_line(parents[column])
        if title and seen[title] > 1 and parent not in ("", title):
            titles[column] = f"{parent}_{title}"
    fields = choose(matches)
    known = {field for field in fields if field}
    if len(known) < 3 and not (len(known) == 2 and "name" in known):
        return None
    return Header(rows=tuple(numbers), titles=tuple(titles), fields=tuple(fields), score=len(known))


def _match(parent: str, own: str) -> tuple[str, int] | None:
    if not own:
        return field_of(parent) if parent else None
    if parent and parent != own:
        together = field_of(parent + own)
        if together and together[1] == 2:
            return together
        alone = field_of(own)
        if not _SOMEBODY_ELSE.search(plain_title(parent)):
            return alone or together
        if alone and plain_title(parent).startswith("户主"):
            return {"name": ("head", 2)}.get(alone[0], alone if alone[0] in _HOUSEHOLD else None)
        return None
    return field_of(own)


def choose(matches: list[tuple[str, int] | None]) -> list[str | None]:
    """One column per field: known titles before words inside titles, left before right."""
    fields: list[str | None] = [None] * len(matches)
    taken: set[str] = set()
    for wanted in (2, 1):
        for column, match in enumerate(matches):
            if (
                match
                and match[1] == wanted
                and (match[0] in SHARED_FIELDS or match[0] not in taken)
            ):
                fields[column] = match[0]
                taken.add(match[0])
    if "name" not in taken and "head" in taken:  # a list of households, one row for each
        fields[fields.index("head")] = "name"
    return fields


def _one_line(text: str) -> str:
    return "".join(text.split()) if not text.isascii() else " ".join(text.split())
