"""Makes the faces of this folder again from the packages that README.md names.

    pip install fonttools
    apt-get download texlive-lang-chinese fonts-lxgw-wenkai fonts-hanazono
    for package in *.deb; do dpkg -x "$package" .; done
    npm pack @expo-google-fonts/noto-sans-sc@0.4.3 @expo-google-fonts/noto-serif-sc@0.4.3
    for package in *.tgz; do mkdir "${package%.tgz}"; tar -C "${package%.tgz}" -xzf "$package"; done
    python make_fonts.py . made

`common-han.txt` holds the 8,105 characters of 通用规范汉字表 (国发〔2013〕23号).
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable

HERE = Path(__file__).resolve().parent

SYMBOLS = {
    code
    for first, last in (
        (0x20, 0x17F),
        (0x2000, 0x26FF),
        (0x3000, 0x33FF),
        (0xFE10, 0xFE6F),
        (0xFF00, 0xFFEF),
    )
    for code in range(first, last + 1)
}
COMMON = {ord(c) for c in (HERE / "common-han.txt").read_text("utf-8") if c != "\n"}
URO, EXTENSION_A = set(range(0x4E00, 0xA000)), set(range(0x3400, 0x4DC0))
EXTENSIONS_B_TO_F = set(range(0x20000, 0x30000))

#: What `fang.ttf` says of itself: a modified version has a name of its own and tells what was
#: changed and when (GPL 3, 5 a); its font exception is extended to it. The copyright stays.
FANG_NAMES = {
    1: "Xieshang Fang",
    3: "1.300;XieshangFang-Regular",
    4: "Xieshang Fang Regular",
    5: "Version 1.300; modified",
    6: "XieshangFang-Regular",
    10: "A modified version of FandolFang-Regular 1.300 by the Fandol team: on 2026-11-22 its cubic "
    "outlines were turned into quadratic ones and it was renamed.",
    13: "GNU General Public License, version 3, with the font exception of the Fandol fonts, which "
    "is extended to this modified version.",
    16: "Xieshang Fang",
}

#: How far, in units of the em, a quadratic curve may lie from the cubic one it stands for.
MAX_ERROR = 1.0


def of_codec(codec: str) -> set[int]:
    """Every character of a two-byte code of the GB family."""
    found = set()
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                found.update(map(ord, bytes((lead, trail)).decode(codec)))
            except UnicodeDecodeError:
                continue
    return found


def han(codes: set[int]) -> set[int]:
    """The Han characters among them, those of the compatibility block included."""
    return {c for c in codes if 0x3400 <= c < 0xA000 or 0xF900 <= c < 0xFB00 or c >= 0x20000}


def open_source(sources: Path, name: str) -> TTFont:
    """The one file of that name below the folder; its time stays, so that bytes come out alike."""
    return TTFont(next(sources.rglob(name)), recalcTimestamp=False)


#: Papers need no more of a face's layout than upright marks for vertical lines; screens do.
PAPER, SCREEN = ("vert", "vrt2"), ("*",)


def cut(font: TTFont, codes: set[int], features: tuple[str, ...] = PAPER) -> TTFont:
    """The face with only these characters, without hinting."""
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    options.layout_features = list(features)
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=codes & set(font.getBestCmap()))
    subsetter.subset(font)
    return font


def with_quadratic_curves(font: TTFont) -> TTFont:
    """CFF outlines as glyf outlines: what ReportLab and most printers' drivers want."""
    outlines, order = font.getGlyphSet(), font.getGlyphOrder()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, MAX_ERROR, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for tag in ("CFF ", "VORG"):
        if tag in font:
            del font[tag]
    glyf.compile(font)
    for name in order:
        advance, _ = font["hmtx"][name]
        font["hmtx"][name] = (advance, getattr(glyphs[name], "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    for field in (
        "maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
        "maxSizeOfInstructions maxComponentElements maxPoints maxContours maxCompositePoints "
        "maxCompositeContours maxComponentDepth"
    ).split():
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.recalc(font)
    font["head"].glyphDataFormat = 0
    font["post"].formatType = 3.0
    font.sfntVersion = "\x00\x01\x00\x00"
    return font


def renamed(font: TTFont, names: dict[int, str]) -> TTFont:
    """The face with these entries of its name table in place of its own."""
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]
    return font


def main(sources: Path, made: Path) -> None:
    """Write every face into `made`."""
    made.mkdir(parents=True, exist_ok=True)
    serif, sans, wenkai = "NotoSerifSC_{}.ttf", "NotoSansSC_{}.ttf", "LXGWWenKai-{}.ttf"
    for_titles = SYMBOLS | COMMON | han(of_codec("gb2312"))
    fang = with_quadratic_curves(open_source(sources, "FandolFang-Regular.otf"))
    fang_has = set(fang.getBestCmap())
    renamed(fang, FANG_NAMES).save(made / "fang.ttf")
    cuts = {
        "fang-supplement": (wenkai.format("Light"), COMMON - fang_has),
        "kai": (wenkai.format("Regular"), SYMBOLS | COMMON),
        "song": (
            serif.format("400Regular"),
            SYMBOLS | COMMON | han(of_codec("gbk")) | URO | EXTENSION_A,
        ),
        "xiaobiaosong": (serif.format("700Bold"), for_titles),
        "hei": (sans.format("500Medium"), for_titles),
        "rare-b-f": ("HanaMinB.ttf", EXTENSIONS_B_TO_F),
    }
    for name, (source, codes) in cuts.items():
        cut(open_source(sources, source), codes).save(made / f"{name}.ttf")
    ui = open_source(sources, sans.format("400Regular"))
    cut(ui, for_titles, SCREEN).save(made / "ui.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
