"""What the check of a finished paper found, one line each."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING

from xieshang_desktop.domain import N_
from xieshang_desktop.domain.privacy import Kind

if TYPE_CHECKING:
    from xieshang_desktop.services.paper_check import CheckedPaper, Finding

FINDINGS: dict[str, str] = {
    "no_title": N_("文件属性里没有标题"),
    "no_author": N_("文件属性里没有作者"),
    "wrong_language": N_("文件属性里的语言不是中文：{language}"),
    "not_actual_size": N_("没有注明按实际大小打印"),
    "no_pages": N_("一页也没有"),
    "face_not_embedded": N_("字体没有嵌入：{face}"),
    "tofu": N_("印成了空框：{text}"),
    "no_unicode": N_("有字复制出来是乱码：{text}"),
    "hidden_text": N_("有看不见的字：{text}"),
    "missing_character": N_("有字印不出来，印成了〓：{text}"),
    "outside_sheet": N_("有字印到纸外：{text}"),
    "drawing_outside_sheet": N_("有线条或图片印到纸外"),
    "covered_text": N_("有字被盖住，但仍能复制出来：{text}"),
    "closing_mark_first": N_("行首是后半个标点：{text}"),
    "opening_mark_last": N_("行尾是前半个标点：{text}"),
    "not_a4": N_("不是 A4 纸，是 {width}×{height} 毫米"),
    "empty_page": N_("是空白页"),
    "page_number_missing": N_("没有页码"),
    "page_number_wrong": N_("页码印成了 {number}"),
    "page_number_side": N_("页码不在外侧空一字处"),
    "page_number_height": N_("页码的一字线在版心下 {mm} 毫米，应为 7 毫米"),
    "first_line_low": N_("首行离上边 {mm} 毫米，没有从版心上边排起"),
    "above_text_area": N_("高出版心，离上边 {mm} 毫米"),
    "below_text_area": N_("低于版心，到 {mm} 毫米处"),
    "line_too_wide": N_("{count}字，超出版心（{mm} 毫米）"),
    "frame_too_wide": N_("表格超出版心，宽 {mm} 毫米"),
    "beside_grid": N_("偏离行格 {mm} 毫米"),
    "type_too_small": N_("字太小，只有 {points} 磅"),
    "date_torn": N_("日期拆成了两行：{text}"),
    "signature_alone": N_("只有落款"),
    "personal_data": N_("有个人信息（{what}）：{text}"),
    "personal_data_in_name": N_("文件名或文件属性里有个人信息（{what}）：{text}"),
}

GRIDS: dict[str, str] = {
    "gbt9704": N_("按 GB/T 9704 版面"),
    "tiles": N_("按拼贴海报"),
    "other": N_("按一般文书"),
}


def finding_words(finding: Finding) -> str:
    """第3页 第7行 29字，超出版心."""
    facts = {name: _readable(name, value) for name, value in finding.facts.items()}
    words = gettext(FINDINGS[finding.code]).format(**facts)
    if finding.line:
        place = gettext("第{page}页 第{line}行")
    elif finding.page:
        place = gettext("第{page}页")
    else:
        return words
    return f"{place.format(page=finding.page, line=finding.line)} {words}"


def _readable(name: str, value: str | float) -> str | float:
    return Kind(str(value)).words if name == "what" else value


def verdict(paper: CheckedPaper) -> str:
    """What the paper was measured against, and how much was found."""
    grid = gettext(GRIDS[paper.grid.value])
    if paper.assumed:
        grid = gettext("{grid}（推定）").format(grid=grid)
    if not paper.findings:
        return gettext("{pages}页，{grid}检查，没有发现问题").format(pages=paper.pages, grid=grid)
    return gettext("{pages}页，{grid}检查，发现 {count} 处问题").format(
        pages=paper.pages, grid=grid, count=len(paper.findings)
    )
