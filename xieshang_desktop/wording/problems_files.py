"""Sentences for files, disks and the data itself."""

from __future__ import annotations

from xieshang_desktop.domain import N_

FILES: dict[str, tuple[str, str]] = {
    "data_damaged": (
        N_("资料文件有损坏：{file}"),
        N_("请不要再写入，用 backups 文件夹里最近的备份恢复。"),
    ),
    "data_folder_gone": (
        N_("资料文件夹找不到了，刚才的改动没有存上。"),
        N_("请看看文件夹是不是被移走或删掉了：{file}"),
    ),
    "data_foreign": (N_("这不是协商桌面的资料文件：{file}"), N_("请另选一个文件夹。")),
    "data_locked": (N_("另一个程序正占用资料文件。"), N_("等几秒再试；还不行，请关掉别的窗口。")),
    "data_missing": (
        N_("这个文件夹里还没有资料：{folder}"),
        N_("打开窗口设立议事室，或者用 --data 指出正确的文件夹。"),
    ),
    "data_newer": (
        N_("资料是更新版本的程序写的，这个版本看不懂。"),
        N_("资料没有动。请安装新版本再打开。"),
    ),
    "data_read_only": (
        N_("资料文件夹不能写入。"),
        N_("请检查文件夹的权限，或换一个文件夹：{file}"),
    ),
    "disk_failing": (
        N_("磁盘读写出错，刚才的改动没有存上：{file}"),
        N_("硬盘可能要坏了。请赶快把资料文件夹抄一份出来，再请人看看。"),
    ),
    "disk_full": (
        N_("磁盘满了，刚才的改动没有存上，以前的都在。"),
        N_("请清理出一些空间再试一次。"),
    ),
    "file_changed": (
        N_("一个附件的内容和当初存的不一样了。"),
        N_("请从备份或协商包里找回：{digest}"),
    ),
    "file_missing_here": (N_("一个附件找不到了。"), N_("请从备份或协商包里找回：{digest}")),
    "folder_not_writable": (N_("这里不能写入：{file}"), N_("请换一个文件夹，或检查权限。")),
    "journal": (N_("写下的记录不能改，也不能删。"), N_("要改正，请另写一条。")),
}
