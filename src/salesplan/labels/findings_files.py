"""What is said about files that are read: formats, damage, protection, limits."""

from __future__ import annotations

from typing import Final

FILES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E201": {
        "en": (
            "there is no file '{name}'",
            "names in a profile start from its own folder, names on the command line from the "
            "current one",
        ),
        "zh": (
            "找不到文件“{name}”",
            "配置文件中的文件名以其所在文件夹为准，命令行中的以当前文件夹为准",
        ),
    },
    "E202": {
        "en": ("this is a folder, not a file", "to read all its workbooks, write folder/*.xlsx"),
        "zh": ("这是文件夹，不是文件", "要读取其中所有工作簿，请写成 文件夹/*.xlsx"),
    },
    "E203": {
        "en": ("the file is empty", "export it again"),
        "zh": ("文件是空的", "请重新导出"),
    },
    "E204": {
        "en": (
            "files of type '{extension}' cannot be read",
            "save it as .xlsx or .csv",
        ),
        "zh": ("无法读取“{extension}”类型的文件", "请另存为 .xlsx 或 .csv"),
    },
    "E205": {
        "en": (
            "the name ends in {extension}, but the content is something else",
            "often a web page or a text file was renamed; open it in the spreadsheet program and "
            "save it as .xlsx",
        ),
        "zh": (
            "文件扩展名是 {extension}，内容却是别的格式",
            "常见原因是网页或文本文件被改了扩展名；请用表格软件打开，再另存为 .xlsx",
        ),
    },
    "E206": {
        "en": (
            "the workbook is protected by a password",
            "write the password into a file and name it with --password-file FILE, or put it into "
            "the environment variable SALESPLAN_PASSWORD",
        ),
        "zh": (
            "工作簿设有打开密码",
            "请把密码写入文件，用 --password-file FILE 指定，或放入环境变量 SALESPLAN_PASSWORD",
        ),
    },
    "E207": {
        "en": (
            "the file is damaged or cut off",
            "open it in the spreadsheet program and save it again, or export it again",
        ),
        "zh": ("文件已损坏或不完整", "请用表格软件打开后重新保存，或重新导出"),
    },
    "E208": {
        "en": (
            "the file cannot be opened ({reason})",
            "close it in other programs and check that you are allowed to read it",
        ),
        "zh": ("文件打不开（{reason}）", "请先在其他程序中关闭它，并确认有读取权限"),
    },
    "E209": {
        "en": (
            "unpacked, the file is larger than 2 GiB ({size:.1f} GiB)",
            "split it by year, or export it as .csv",
        ),
        "zh": ("文件解压后超过 2 GiB（{size:.1f} GiB）", "请按年份拆分，或导出为 .csv"),
    },
    "E210": {
        "en": (
            "a sheet has cells as far away as row {rows:,}, column {columns:,}, and next to "
            "nothing between",
            "copy the table into a new workbook and save that",
        ),
        "zh": (
            "工作表在第 {rows:,} 行、第 {columns:,} 列那么远的地方有单元格，中间却几乎是空的",
            "请把表格复制到新的工作簿后保存",
        ),
    },
    "E211": {
        "en": (
            "there is no sheet '{name}'; the sheets are: {names}",
            "correct the profile: history: {{sheet: …}}",
        ),
        "zh": (
            "没有名为“{name}”的工作表；现有工作表：{names}",
            "请修改配置：history: {{sheet: …}}",
        ),
    },
    "E212": {
        "en": (
            "the characters of the text file cannot be understood",
            "save it as CSV UTF-8, or say how it is written: history: {{encoding: big5}}",
        ),
        "zh": (
            "无法识别文本文件的编码",
            "请另存为“CSV UTF-8”，或写明编码：history: {{encoding: big5}}",
        ),
    },
    "E225": {
        "en": (
            "the workbook is protected in a way that no password opens here",
            "open it in the spreadsheet program, remove the password and save it",
        ),
        "zh": (
            "工作簿的加密方式不受支持，有密码也无法打开",
            "请用表格软件打开，取消密码后保存",
        ),
    },
    "E226": {
        "en": (
            "the text can be read in two ways: '{first}' (GB18030) or '{second}' (Windows-1252)",
            "save it as CSV UTF-8, or say which: history: {{encoding: gb18030}}",
        ),
        "zh": (
            "文本有两种读法：“{first}”（GB18030）或“{second}”（Windows-1252）",
            "请另存为“CSV UTF-8”，或写明编码：history: {{encoding: gb18030}}",
        ),
    },
    "E227": {
        "en": (
            "the part '{name}' of the workbook defines entities, which no spreadsheet program does",
            "copy the table into a new workbook and save that",
        ),
        "zh": (
            "工作簿的“{name}”部分含有实体定义，正常的表格软件不会这样写",
            "请把表格复制到新的工作簿后保存",
        ),
    },
    "E228": {
        "en": (
            "the workbook has a part with an unsafe name, or two of the same name: '{name}'",
            "copy the table into a new workbook and save that",
        ),
        "zh": (
            "工作簿中有名称不安全或重复的部分：“{name}”",
            "请把表格复制到新的工作簿后保存",
        ),
    },
    "E229": {
        "en": (
            "the workbook has {count:,} parts, more than the {limit:,} that are looked at",
            "copy the table into a new workbook and save that",
        ),
        "zh": (
            "工作簿由 {count:,} 个部分组成，超过上限 {limit:,} 个",
            "请把表格复制到新的工作簿后保存",
        ),
    },
    "E230": {
        "en": (
            "the workbook has a single text of more than {limit} MiB",
            "copy the table into a new workbook and save that",
        ),
        "zh": ("工作簿中有一段文字超过 {limit} MiB", "请把表格复制到新的工作簿后保存"),
    },
    "E231": {
        "en": (
            "the file cannot be read ({reason})",
            "open it in the spreadsheet program and save it again, or export it again",
        ),
        "zh": ("文件无法读取（{reason}）", "请用表格软件打开后重新保存，或重新导出"),
    },
    "E232": {
        "en": (
            "a part of the workbook is missing",
            "open it in the spreadsheet program and save it again, or export it again",
        ),
        "zh": ("工作簿缺少一部分内容", "请用表格软件打开后重新保存，或重新导出"),
    },
    "E233": {
        "en": (
            "the file is of a version, or packed in a way, that cannot be read",
            "open it in the spreadsheet program and save it as .xlsx",
        ),
        "zh": ("文件的版本或压缩方式不受支持", "请用表格软件打开，另存为 .xlsx"),
    },
    "E234": {
        "en": (
            "a part of the file is not written as its format demands",
            "open it in the spreadsheet program and save it again, or export it again",
        ),
        "zh": ("文件中有一部分不符合格式要求", "请用表格软件打开后重新保存，或重新导出"),
    },
    "E235": {
        "en": (
            "reading was stopped: it took more memory than a file of this size can need",
            "copy the table into a new workbook and save that, or export it as .csv",
        ),
        "zh": (
            "已停止读取：所需内存远超这种大小的文件",
            "请把表格复制到新的工作簿后保存，或导出为 .csv",
        ),
    },
    "E236": {
        "en": (
            "reading was stopped: it took more time than a file of this size can need",
            "copy the table into a new workbook and save that, or export it as .csv",
        ),
        "zh": (
            "已停止读取：所需时间远超这种大小的文件",
            "请把表格复制到新的工作簿后保存，或导出为 .csv",
        ),
    },
    "E237": {
        "en": (
            "the table has {rows:,} rows of {columns:,} columns, more than can be read",
            "split it by year, or leave out columns that are not needed",
        ),
        "zh": (
            "表格有 {rows:,} 行、{columns:,} 列，超出可读取的范围",
            "请按年份拆分，或去掉不需要的列",
        ),
    },
    "E238": {
        "en": (
            "the text file is not written in {encoding}, as the profile says",
            "correct history: {{encoding: …}}, or leave it out",
        ),
        "zh": (
            "文本文件的编码不是配置中写的 {encoding}",
            "请改正 history: {{encoding: …}}，或删去这一行",
        ),
    },
    "N205": {
        "en": (
            "the text was read as Western text (Windows-1252), such as '{sample}'",
            "if that is wrong, save it as CSV UTF-8, or say how it is written: "
            "history: {{encoding: gb18030}}",
        ),
        "zh": (
            "文本按西文编码（Windows-1252）读取，例如“{sample}”",
            "如果不对，请另存为“CSV UTF-8”，或写明编码：history: {{encoding: gb18030}}",
        ),
    },
    "N206": {
        "en": (
            "the times under '{header}' are those of the time zone {zone}; a sale counts on the "
            "day that it was there",
            "to count days of another place, export the column as local time or as plain dates",
        ),
        "zh": (
            "“{header}”列的时间以时区 {zone} 为准，销售按该时区的日期计",
            "要按其他地区的日期计，请将该列导出为当地时间或纯日期",
        ),
    },
}
