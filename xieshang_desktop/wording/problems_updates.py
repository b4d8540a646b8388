"""Sentences for updates of the program: 更新文件, 新版本, 上一个版本."""

from __future__ import annotations

from xieshang_desktop.domain import N_

_FILE: dict[str, tuple[str, str]] = {
    "update_unreadable": (
        N_("更新文件读不出来：{file}"),
        N_("没有这个文件，或者U盘拔出来了、没插好。请插好再试，程序和记录都没有动。"),
    ),
    "update_no_right": (
        N_("这个账户没有权限读更新文件：{file}"),
        N_("请让放文件的人给您读的权限，或者从乡镇的U盘上重新抄一份。程序和记录都没有动。"),
    ),
    "update_foreign": (
        N_("这不是本程序的更新文件：{file}"),
        N_(
            "更新文件的名字以 xieshang 开头、以 .xsu 结尾，由乡镇发下来。"
            "名字对也打不开的，请从乡镇的U盘上重新抄一份。"
        ),
    ),
    "update_unsigned": (
        N_("这个更新文件没有签名，没有装：{file}"),
        N_("没有签名就不知道是谁做的。请向乡镇要原来的文件。"),
    ),
    "update_other_key": (
        N_("这个更新文件不是本程序的发布者签的，没有装：{file}"),
        N_("可能是别人仿造的。请不要再用它，告诉乡镇。"),
    ),
    "update_damaged": (
        N_("这个更新文件坏了，或者没有抄完整，没有装：{file}"),
        N_("请从乡镇的U盘上重新抄一份。程序和记录都没有动。"),
    ),
    "update_format_newer": (
        N_("这个更新文件是给较新版本的程序用的：{file}"),
        N_("请先装上乡镇发的前一个版本，或者请乡镇给完整的安装程序。"),
    ),
}

_FIT: dict[str, tuple[str, str]] = {
    "update_other_system": (
        N_("这个更新文件是给另一种电脑用的（{system}）。"),
        N_("这台电脑要用名字里带 {own} 的那一个。"),
    ),
    "update_same": (N_("现在用的就是 {version}，不用再装。"), ""),
    "update_older": (
        N_("这个文件里的 {version} 比现在用的 {own} 旧，没有装。"),
        N_("要退回旧版本，“设置”的“更新”里有“退回上一个版本”的，点它就行。"),
    ),
    "update_waiting": (
        N_("{version} 已经装好，关掉程序再打开就用上了。"),
        N_("在“设置”的“更新”里也可以点“现在重新启动”。"),
    ),
    "update_in_use": (
        N_("{version} 还有窗口开着，没有装。"),
        N_("请把它的窗口都关掉，再装一次。"),
    ),
    "update_needs_newer": (
        N_("要装 {version}，得先有 {needs}。"),
        N_("请先装上 {needs} 的更新文件，再装这一个。"),
    ),
    "update_old_records": (
        N_("{version} 看不懂现在的记录，没有装。"),
        N_("请告诉乡镇，要再新一些的版本。"),
    ),
}

_HERE: dict[str, tuple[str, str]] = {
    "update_no_key": (
        N_("这个程序里没有发布者的钥匙，验不了更新文件，所以不收。"),
        N_("要换新版本，请用完整的安装程序，记录会留着。"),
    ),
    "update_from_checkout": (
        N_("这个程序是从源代码运行的，不用更新文件。"),
        N_("要换新版本，请更新源代码。"),
    ),
    "update_no_room": (
        N_("磁盘上地方不够，新版本装不下：{folder}"),
        N_("请清理出 1 GB 以上的空间再试。程序和记录都没有动。"),
    ),
    "update_folder_closed": (
        N_("这个文件夹不让写入，没有装：{folder}"),
        N_("请检查它的权限，或者用完整的安装程序。程序和记录都没有动。"),
    ),
    "update_cannot_run": (
        N_("这个U盘上装不了新版本：{folder}"),
        N_("从U盘运行的程序，请用乡镇发的新文件整个换掉；“资料”文件夹留着，记录都在里面。"),
    ),
    "update_held": (
        N_("杀毒软件占着新装的文件，没有装成：{folder}"),
        N_("请等几分钟再试；还不行，请让杀毒软件信任这个文件夹。"),
    ),
    "update_cancelled": (N_("已经停下，没有装。"), N_("程序和记录都没有动。")),
}

_BACK: dict[str, tuple[str, str]] = {
    "version_before_none": (N_("这台电脑上没有上一个版本。"), N_("现在用的就是当初装上的那一个。")),
    "version_before_blind": (
        N_("退不回去：换上新版本以后又写了记录，上一个版本看不懂。"),
        N_(
            "记录都在，请接着用现在的版本。真的不好用，请告诉乡镇，等再新一些的版本。"
            "看不懂的记录在：{folder}"
        ),
    ),
    "copies_on_trial": (
        N_("新版本 {version} 还没有启用过，副本先留着，没有删。"),
        N_("新版本万一打不开，要靠它们退回来。请重新启动，用上新版本以后再删。"),
    ),
    "data_newer_again": (
        N_("这些记录是较新的版本写的，现在这个版本看不懂。"),
        N_(
            "记录都在，没有动。请再打开一次程序，会用 {version} 打开；"
            "还不行，请用乡镇发的更新文件再装一次。"
        ),
    ),
}

UPDATES: dict[str, tuple[str, str]] = _FILE | _FIT | _HERE | _BACK
