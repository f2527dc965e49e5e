"""What is said about folders of files, and about days and places that a command line names."""

from __future__ import annotations

from typing import Final

FOLDERS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E239": {
        "en": (
            "there is no file of sales in this folder",
            "spreadsheets, .csv, .txt and .parquet files are read; folders inside it are not: "
            "write folder/*/*.xlsx",
        ),
        "zh": (
            "文件夹里没有可读取的销售文件",
            "可读取电子表格、.csv、.txt 和 .parquet；子文件夹不会读取，请写成 文件夹/*/*.xlsx",
        ),
    },
    "N239": {
        "en": (
            "left out of the folder because they are no spreadsheets or text tables: {names}",
            "",
        ),
        "zh": ("文件夹中以下内容不是表格文件，未读取：{names}", ""),
    },
}
