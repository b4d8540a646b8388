"""What people, other programs and bad luck put into fields, and papers filled with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec
from hypothesis import strategies as st

Value = TypeVar("Value", bound=msgspec.Struct)

#: Fields that are no free text: bytes of pictures, links, what may have four characters at most.
_KEPT = {"distinction", "proof", "link", "code", "number", "face"}

HAN = "三组五组之间的村道建于本世纪初全长约半公里路面破损严重雨天积水难行群众反映强烈"

#: Each with the name it has in the list of tests.
WORDS = {
    "four pages in one field": HAN * 60,
    "a name of 300 characters": "欧阳" * 150,
    "one Latin word of 300 letters": "A" * 300,
    "a number of 300 digits": "1234567890" * 30,
    "emoji": "村民👍🏽议事👨‍👩‍👧‍👦会😀",
    "control characters": "张\x00三\x1b[31m李\x07四\x7f\x85王\ufeff五",
    "right to left": "ئابدۇراخمان \u202eתירבע\u202c محمد 张三",
    "an address in a name field": "张三（和顺村幸福路12号3单元402室，邮编 000000）",
    "only marks": "，。！？；：）》”……——（《“" * 9,
    "only closing marks": "）" * 33,
    "only spaces": " \u3000\t\xa0 ",
    "empty": "",
    "line breaks of all kinds": "第一行\r\n第二行\n\n\n第三行\u2028第四行\x0b第五行",
    "a half pair and private use": "张\ud842三\ue123\U000f0000四\uffff",
    "rare characters": "𬭚𬭎㑇龢𠮷䶮𬱖〇\U0002b740\U0002ceb0\U00030000\U0003fffd",
    "combining marks": "e\u0301" * 30 + "张\u0323\u0307三",
    "operators of PDF": r"(\\) Tj ET Q endstream endobj << /Type /Page >> %PDF \\201 (((",
    "blanks of a form": "{title} {0} {} {{unit}} %s ${x}",
    "markup": "<b>粗</b>&amp;&lt;<font color='red'>红</font><!-- -->",
    "half width kana and wide letters": "ﾊﾛｰＡＢＣ１２３４５６７８９０" * 6,
    "three thousand characters without a break": "地" * 3000,
    "tabs of a table": "序号\t姓名\t组别\n1\t张三\t一组",
    "variation selectors": "葛\U000e0100葛\ufe00邊\U000e0102",
    "surrounded by brackets": "（（（（《《《《“““张三”””》》》》））））" * 5,
}


def filled(value: Value, word: Callable[[], str]) -> Value:
    """The value with every free text in it replaced."""
    changes: dict[str, object] = {}
    for name in value.__struct_fields__:
        if name not in _KEPT:
            changes[name] = _other(getattr(value, name), word)
    return msgspec.structs.replace(value, **changes)


def _other(value: object, word: Callable[[], str]) -> object:
    match value:
        case str():
            return word()
        case tuple():
            return tuple(_other(each, word) for each in value)
        case msgspec.Struct():
            return filled(value, word)
        case _:
            return value


def stretched(value: Value, times: int) -> Value:
    """The value with every list in it `times` as long."""
    return msgspec.structs.replace(
        value,
        **{
            name: getattr(value, name) * times
            for name in value.__struct_fields__
            if isinstance(getattr(value, name), tuple)
        },
    )


#: Texts of every kind, from one character to several lines.
texts = st.one_of(
    st.text(max_size=80),
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=120),
    st.text(alphabet="，。、；：？！（）《》“”—…·张三李四0123456789AZaz 年月日%", max_size=120),
    st.sampled_from(list(WORDS.values())),
)
