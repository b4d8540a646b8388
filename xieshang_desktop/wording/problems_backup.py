"""Sentences for backups and recovery sheets: 备份, 备份盘, 恢复纸."""

from __future__ import annotations

from xieshang_desktop.domain import N_

_MAKING: dict[str, tuple[str, str]] = {
    "backup_disk_full": (
        N_("这台电脑的磁盘满了，没有做成：{folder}"),
        N_("请清理出一些空间再试。原来的记录和备份都在。"),
    ),
    "backup_disk_failed": (
        N_("这台电脑的磁盘写不进去，没有做成：{folder}"),
        N_("请检查文件夹的权限和磁盘，或者换一个文件夹。原来的记录和备份都在。"),
    ),
    "backup_not_whole": (
        N_("备份做好后和记录核对不上，不算数：{file}"),
        N_("请再备份一次。还是这样，请关掉程序再打开，让它把记录查一遍。"),
    ),
    "backup_cancelled": (N_("已经停下，没有留下做了一半的东西。"), N_("想好了再做，记录都在。")),
    "backup_unreadable": (
        N_("这个文件读不出来：{path}"),
        N_("U盘可能没插好，或者文件已经不在了。请插好再试。"),
    ),
    "backup_stick_unknown": (
        N_("这个U盘还不是备份盘：{drive}"),
        N_("要用它存备份，请先在“交换”页把它定为备份盘。"),
    ),
}

_RESTORING: dict[str, tuple[str, str]] = {
    "restore_not_empty": (
        N_("这个文件夹里已经有东西，没有往里恢复：{folder}"),
        N_("请另选一个空文件夹。原来的资料没有动。"),
    ),
    "backup_key_missing": (
        N_("这份备份是加密的，还缺打开它的东西。"),
        N_("请拿任意两张恢复纸来，或者指出原来的 keys 文件夹。"),
    ),
    "backup_unknown": (
        N_("这个文件不是备份：{path}"),
        N_("备份的文件名以 XSB1 开头、以 .xsk 结尾。"),
    ),
    "backup_other_key": (
        N_("这把钥匙打不开这份备份：{path}"),
        N_("可能是别的村的备份，也可能恢复纸是后来重印的。请换一份备份或另外两张恢复纸。"),
    ),
    "backup_damaged": (
        N_("这份备份坏了，或者没有抄完整，没有恢复：{path}"),
        N_("请换一份更早的备份再试。"),
    ),
    "backup_forged": (
        N_("这份备份不是用这把钥匙做的，可能是别人仿造的，没有恢复：{path}"),
        N_("请换一份备份。这个文件请留着，告诉乡镇。"),
    ),
    "backup_unsound": (
        N_("这份备份里的记录对不上，没有恢复。"),
        N_("请换一份更早的备份再试。要问人的话，错误是：{fault}。"),
    ),
    "identity_unreadable": (
        N_("钥匙看不懂。"),
        N_("钥匙是 AGE-SECRET-KEY-1 开头的一行，或者原来的 keys 文件夹。"),
    ),
}

_SHEETS: dict[str, tuple[str, str]] = {
    "share_word_unknown": (
        N_("填的第{sheet}张恢复纸，第{place}个词不对：{word}"),
        N_("请对着纸再看一遍，也可以改填它旁边的四位数字。"),
    ),
    "share_incomplete": (
        N_("填的第{sheet}张恢复纸应当是{expected}个词，这里有{count}个。"),
        N_("请从第1格到第{expected}格逐个填，不要填格子的序号。"),
    ),
    "share_mistyped": (
        N_("填的第{sheet}张恢复纸核对不上。"),
        N_("多半是填错了一个词，或者次序颠倒了。请对着纸从头核对。"),
    ),
    "share_foreign": (
        N_("填的第{sheet}张不是本程序印的恢复纸。"),
        N_("请拿标题是“恢复纸”的那一张。"),
    ),
    "shares_too_few": (N_("只有一张恢复纸，还打不开。"), N_("三张里任意两张就够，请再拿一张来。")),
    "shares_the_same": (
        N_("两次填的是同一张恢复纸。"),
        N_("请拿另一张来：纸上写着第几张。"),
    ),
    "shares_of_different_printings": (
        N_("这几张恢复纸不是同一次印的，合不起来。"),
        N_("请看纸上的印制编号，拿编号相同的两张来。"),
    ),
    "shares_of_another_key": (
        N_("这两张恢复纸是另一把钥匙的。"),
        N_("可能是别的村的，也可能是换钥匙以前印的。请核对纸上的单位和日期。"),
    ),
}

BACKUP: dict[str, tuple[str, str]] = _MAKING | _RESTORING | _SHEETS
