"""What is said when a file cannot be written: code → language → (message, hint).

`str.format` templates over `Finding.values`; the path is the finding's place.
"""

from __future__ import annotations

from typing import Final

WRITING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E301": {
        "en": (
            "the file exists already",
            "use --force to replace it, or --output for another name",
        ),
        "zh": ("文件已存在", "用 --force 覆盖，或用 --output 换一个文件名"),
    },
    "E302": {
        "en": (
            "the folder '{folder}' does not exist",
            "create the folder first, or choose another one with --output",
        ),
        "zh": ("文件夹“{folder}”不存在", "请先建立该文件夹，或用 --output 指定其他位置"),
    },
    "E303": {
        "en": (
            "the file cannot be written ({reason})",
            "check the permissions of '{folder}' and of the file, "
            "or choose another place with --output",
        ),
        "zh": (
            "文件无法写入（{reason}）",
            "请检查“{folder}”及该文件的权限，或用 --output 换个位置",
        ),
    },
    "E304": {
        "en": (
            "the file is open in another program, so it was left as it was",
            "close it there and run the command again, or choose another name with --output",
        ),
        "zh": (
            "文件正被其他程序打开，原文件未改动",
            "请先关闭该文件再运行，或用 --output 换一个文件名",
        ),
    },
    "E305": {
        "en": (
            "this is a folder or a device, not a file",
            "give the name of a file with --output, such as plan.xlsx",
        ),
        "zh": ("这是文件夹或设备，不是文件", "请用 --output 给出文件名，例如 plan.xlsx"),
    },
    "E306": {
        "en": (
            "there is no room left on the disk ({reason})",
            "free some space in '{folder}', or choose another disk with --output",
        ),
        "zh": ("磁盘空间不足（{reason}）", "请清理“{folder}”所在磁盘，或用 --output 换个位置"),
    },
    "E307": {
        "en": (
            "this is a file, where a folder is needed for several workbooks",
            "give the name of a folder with --output",
        ),
        "zh": ("这是文件，而多个工作簿需要文件夹", "请用 --output 给出文件夹名"),
    },
    "E309": {
        "en": (
            "several workbooks need a folder, and this is the name of one workbook",
            "write --output {folder}",
        ),
        "zh": ("多个工作簿需要文件夹，而这是一个工作簿的文件名", "请写 --output {folder}"),
    },
    "E308": {
        "en": ("the name of a workbook ends in .xlsx", "write --output {suggestion}"),
        "zh": ("工作簿的文件名应以 .xlsx 结尾", "请写 --output {suggestion}"),
    },
    "E310": {
        "en": (
            "what the command says cannot be written ({reason})",
            "free some space where the output goes; workbooks were written before",
        ),
        "zh": (
            "命令的输出无法写入（{reason}）",
            "请清理输出所在磁盘；工作簿在此之前已写好",
        ),
    },
}
