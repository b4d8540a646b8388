"""Sentences for the second posting and for photos."""

from __future__ import annotations

from xieshang_desktop.domain import N_

PUBLIC: dict[str, tuple[str, str]] = {
    "result_not_posted": (
        N_("“{title}”的结果还没有公示，不能先公示落实情况。"),
        N_("请先到会议的“公示”里出结果公示，张贴以后再来。"),
    ),
    "picture_unreadable": (
        N_("这个文件不是照片，或者已经损坏：{file}"),
        N_("请另选一张。能用的有 JPG、PNG、WEBP、BMP、TIFF。"),
    ),
    "picture_heic": (
        N_("这张照片是 HEIC 格式，这里打不开：{file}"),
        N_("请在手机上另存成 JPG 再拿过来；苹果手机可以在“设置—相机—格式”里选“兼容性最佳”。"),
    ),
    "picture_too_large": (
        N_("这张图片太大了：{file}"),
        N_("请在手机或电脑上把它改小再添加，长边4000个像素就足够印清楚。"),
    ),
    "photo_gone": (
        N_("读不到这个文件：{file}"),
        N_("请看看U盘或手机是不是拔了，再选一次。"),
    ),
    "photo_there": (
        N_("这张照片已经有了：{file}"),
        N_("不用再添加，可以直接改它的说明。"),
    ),
    "photos_full": (
        N_("最多放 {most} 张照片。"),
        N_("请先拿掉不要的，再添加。"),
    ),
}
