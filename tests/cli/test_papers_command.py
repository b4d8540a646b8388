"""`papers check` says of each file what is wrong with it, one line each, or that nothing is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import msgspec
import pytest

from tests.cli.conftest import Ran, run
from tests.printing.forging import TEXT, Sheet, forged
from tests.printing.reading import broken_for_others, needs_poppler, needs_qpdf
from tests.printing.samples import NOTICE
from tests.village_papers import furnish, village_papers
from xieshang_desktop.printing.checking import Grid, check
from xieshang_desktop.printing.papers import render
from xieshang_desktop.services.desk import open_desk
from xieshang_desktop.services.papers import rendered
from xieshang_desktop.services.typesetting import set_paper
from xieshang_desktop.wording.paper_findings import FINDINGS, GRIDS, finding_words

Command = Callable[..., Ran]


@pytest.fixture
def too_wide(tmp_path: Path) -> Path:
    """A paper whose seventh line on the third page has 29 characters."""

    def full(page: Sheet) -> None:
        page.lines(22)

    def wide(page: Sheet) -> None:
        page.lines(22)
        page.line(6, TEXT[28], column=28)

    file = tmp_path / "纪要.pdf"
    file.write_bytes(forged(full, full, wide))
    return file


def test_the_papers_of_the_practice_village_pass_their_check(
    command: Command, tmp_path: Path
) -> None:
    files = command("papers", "write", "latest", "--out", tmp_path, "--json").json
    ran = command("papers", "check", *files)
    assert ran.status == 0, ran.out
    assert all("没有发现问题" in line for line in ran.out.splitlines())
    assert len(ran.out.splitlines()) == len(files)


@needs_qpdf
@needs_poppler
def test_every_paper_of_the_practice_village_is_sound_in_everybodys_eyes(
    own_village: Path, tmp_path: Path
) -> None:
    faults = []
    with closing(open_desk(own_village)) as desk:
        furnish(desk)
        for spec, composed in village_papers(desk):
            assert composed is not None, spec.kind
            pdf = rendered(composed).pdf
            found = check(pdf, name=composed.name).findings
            faults += [
                f"{spec.kind}: {each}" for each in (*found, *broken_for_others(pdf, tmp_path))
            ]
    assert faults == []


@pytest.mark.parametrize("page", ["poster-a3", "poster-a2"])
def test_every_poster_of_the_practice_village_passes_its_check_whole_and_in_tiles(
    village: Path, page: str
) -> None:
    faults = []
    with closing(open_desk(village, looking=True)) as desk:
        for spec, composed in village_papers(desk):
            if spec.poster and composed is not None:
                for tiled in (False, True):
                    checked = check(set_paper(composed.paper, page=page, tiled=tiled).pdf)
                    assert (checked.grid is Grid.TILES) == tiled
                    faults += [f"{spec.kind} {tiled}: {each}" for each in checked.findings]
    assert faults == []


def test_a_line_that_is_too_wide_is_named_and_the_status_is_one(too_wide: Path) -> None:
    ran = run("papers", "check", too_wide)
    assert ran.status == 1
    heading, finding = ran.out.splitlines()
    assert heading.startswith("纪要.pdf：3页")
    assert finding.startswith("第3页 第7行 29字，超出版心")


def test_machines_get_the_findings_with_their_codes(too_wide: Path) -> None:
    ran = run("papers", "check", too_wide, "--json")
    (checked,) = ran.json
    assert (ran.status, checked["grid"], checked["pages"]) == (1, "gbt9704", 3)
    (finding,) = checked["findings"]
    assert finding["code"] == "line_too_wide"
    assert (finding["page"], finding["line"]) == (3, 7)


def test_a_telephone_is_found_unless_it_is_an_official_one(tmp_path: Path) -> None:
    file, nowhere = tmp_path / "通知.pdf", tmp_path / "none"
    file.write_bytes(render(msgspec.structs.replace(NOTICE, contact_phone="19900000123")).pdf)
    found = run("--data", nowhere, "papers", "check", file)
    assert found.status == 1
    assert "电话" in found.out
    assert "19900000123" not in found.out
    told = run("--data", nowhere, "papers", "check", file, "--official", "199 0000 0123")
    assert told.status == 0, told.out


@pytest.mark.parametrize("content", [b"", b"not a paper", b"%PDF-1.7 cut"])
def test_a_file_that_is_no_pdf_is_said_in_one_sentence(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    ran = run("papers", "check", file)
    assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert "不是 PDF" in ran.err


def test_a_file_that_is_not_there_or_is_a_folder_is_said(tmp_path: Path) -> None:
    for file in (tmp_path / "missing.pdf", tmp_path):
        ran = run("papers", "check", file)
        assert (ran.status, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_one_bad_file_does_not_hide_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(forged(lambda page: page.lines(3)))
    bad.write_bytes(b"GIF89a")
    ran = run("papers", "check", bad, good)
    assert (ran.status, ran.err) == (1, "")
    assert "不是 PDF" in ran.out.splitlines()[0]
    assert "没有发现问题" in ran.out.splitlines()[1]


def test_every_finding_and_every_grid_has_its_words() -> None:
    package = Path(check.__code__.co_filename).parent
    source = "".join(file.read_text("utf-8") for file in package.glob("checking*.py"))
    assert [code for code in FINDINGS if f'"{code}"' not in source] == []
    assert set(GRIDS) == {"gbt9704", "tiles", "other"}
    forgery = forged(lambda page: page.line(30, "出" * 60), title="", numbers=False)
    words = [finding_words(each) for each in check(forgery).findings]
    assert words
    assert not any("{" in each for each in words)
