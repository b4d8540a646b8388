"""The check of the laptop in words: how it stands, and what to do."""

from __future__ import annotations

from gettext import gettext as _

from xieshang_desktop.domain import N_
from xieshang_desktop.services.laptop_check import Finding
from xieshang_desktop.wording import Words
from xieshang_desktop.wording.facts import readable
from xieshang_desktop.wording.sizes import size_words

LAPTOP: dict[str, tuple[str, str]] = {
    "disk_enough": (
        N_("硬盘还空着 {free}，够用"),
        N_("记录和备份用十年大约要 {need}，现在占 {records}。"),
    ),
    "disk_small": (
        N_("硬盘只空着 {free}，先能用"),
        N_("记录和备份用十年大约要 {need}。有空时删掉不要的大文件，或者把资料放到别的盘。"),
    ),
    "disk_nearly_full": (
        N_("硬盘快满了，只空着 {free}"),
        N_("再写就可能存不上，也备份不了。请先删掉不要的文件、清空回收站，再用。"),
    ),
    "disk_unknown": (N_("看不出硬盘还空着多少"), N_("请看看资料文件夹在不在：{folder}")),
    "place_fine": (N_("资料放在这台电脑上，能写"), N_("{folder}")),
    "place_portable": (
        N_("资料就在U盘上，跟着U盘走"),
        N_("用完先关程序，再拔U盘。U盘会丢，请另做一份备份：{folder}"),
    ),
    "place_removable": (
        N_("资料放在能拔下来的盘上"),
        N_("拔了就打不开，写到一半拔会丢字。用完先关程序再拔；最好放在电脑自己的硬盘上：{folder}"),
    ),
    "place_network": (
        N_("资料放在网络盘上，不保险"),
        N_("断网会写坏，别的电脑也可能同时在写。请把资料放到这台电脑自己的硬盘上：{folder}"),
    ),
    "place_memory": (
        N_("资料放在内存里，关机就没了"),
        N_("请把资料放到硬盘或者U盘上：{folder}"),
    ),
    "place_synced": (
        N_("资料放在{program}会自动上传的文件夹里"),
        N_(
            "村民的资料会传到网上，也可能被它改乱。请换一个文件夹，或在{program}里停掉这个文件夹：{folder}"
        ),
    ),
    "place_not_there": (
        N_("资料文件夹不在，也建不了"),
        N_("盘没有插好，或者路径写错了；没有写错，就是这个账户没有权限建：{folder}"),
    ),
    "place_read_only": (
        N_("资料文件夹不让写入"),
        N_("记录存不上。请用自己的账户登录，或请管电脑的人把这个文件夹的写入权限给您：{folder}"),
    ),
    "others_none": (N_("没有别人在用这份资料"), N_("同一份资料一次只开一个窗口。")),
    "others_own": (N_("只有这个窗口在用这份资料"), N_("同一份资料一次只开一个窗口。")),
    "others_named": (
        N_("“{who}”正在“{computer}”上用这份资料"),
        N_("同一份资料一次只能开一个窗口。请那边关掉程序；换过账户的，回到原来的账户里关。"),
    ),
    "others_unknown": (
        N_("别的账户正在用这份资料"),
        N_("同一份资料一次只能开一个窗口。换过账户的，回到原来的账户里关掉程序。"),
    ),
    "clock_fine": (N_("日期和时间对得上：{now}"), N_("通知、公示的日子都照它算，请再看一眼。")),
    "clock_before_program": (
        N_("电脑的日期不对：显示{now}"),
        N_("这个程序是{made}做的，今天不会更早。请在系统设置里把日期、时间校正。"),
    ),
    "clock_before_records": (
        N_("电脑的日期可能不对：显示{now}"),
        N_(
            "最近一次记录是{newest}。请先把日期、时间校正，再接着写。如果现在的日期是对的，那是上次写的时候错了，接着写就行。"
        ),
    ),
    "clock_far_ahead": (
        N_("请核对日期：电脑显示{now}"),
        N_("离上一次（{newest}）很久了。真是今天就不用管；不是，请先校正。"),
    ),
    "clock_long_after_program": (
        N_("请核对日期：电脑显示{now}"),
        N_("这个程序是{made}做的，到那时已经过了十年多。真是今天就不用管；不是，请先校正。"),
    ),
    "clock_zone": (
        N_("电脑的时区不是“北京”"),
        N_("按北京时间现在是{now}。不对的话，请在系统设置里把时区改成“北京”，再校正时间。"),
    ),
    "stick_none": (
        N_("没有插U盘，没有试"),
        N_("交协商包、做备份要用U盘。插上一个，再查一遍。"),
    ),
    "stick_fine": (N_("U盘“{name}”能写能读"), N_("空着 {free}。刚才试写的小文件已经删掉。")),
    "stick_read_only": (
        N_("U盘“{name}”是只读的"),
        N_("看侧面有没有锁，拨到另一边；没有锁，换一个U盘。"),
    ),
    "stick_fails": (
        N_("U盘“{name}”写不进去"),
        N_("满了就删掉些文件；没满，可能坏了，或者被杀毒软件、管理软件锁住，换一个试试。"),
    ),
    "printer_none": (
        N_("这台电脑还没有装打印机"),
        N_("不碍事：文书可以存成 PDF，放到U盘上，拿到有打印机的地方印。"),
    ),
    "printer_no_default": (
        N_("装了 {count} 台打印机，没有定常用的"),
        N_("打印时选一台就行；也可以在系统设置里定一台为“默认打印机”。"),
    ),
    "printer_fine": (
        N_("打印机：{name}"),
        N_("第一次用，请印一张试印页，用尺子量一量。"),
    ),
    "faces_fine": (
        N_("字体齐全，生僻字也有"),
        N_("自带仿宋、黑体、楷体、小标宋、宋体，不用另装。"),
    ),
    "faces_missing": (
        N_("自带的字体少了：{files}"),
        N_("程序没有装全，或者被杀毒软件隔离了。请重新安装程序，资料不会丢。"),
    ),
    "faces_undrawn": (
        N_("这些字没有字形：{characters}"),
        N_("印出来会是〓。请重新安装程序，资料不会丢。"),
    ),
    "memory_enough": (N_("内存 {memory}，够用"), N_("现在空着 {free}。")),
    "memory_low": (
        N_("内存空着的不多：{free}"),
        N_("会变慢。请关掉不用的程序、浏览器；开会以前最好重新启动电脑。"),
    ),
    "screen_fine": (N_("屏幕 {width}×{height}，够大"), N_("看不清，按 Ctrl+加号放大。")),
    "screen_small": (
        N_("屏幕偏小：{width}×{height}"),
        N_("能用，有的地方要往下翻。在系统的显示设置里把缩放调小一点，会好些。"),
    ),
}

#: Facts that are bytes.
_BYTES = {"free", "records", "need", "memory"}


def finding_words(finding: Finding) -> Words:
    """The sentence and what to do."""
    sentence, hint = LAPTOP[finding.code]
    facts = {
        name: size_words(int(str(value))) if name in _BYTES else readable(name, value)
        for name, value in finding.facts.items()
    }
    return Words(_(sentence).format(**facts), _(hint).format(**facts))
