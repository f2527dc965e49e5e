"""What is said about files of past sales: (message, hint) in each language.

Templates are filled with the values of the finding. The place and "did you mean" are added by
whoever shows a finding.
"""

from __future__ import annotations

from typing import Final

READING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    # Files
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
            "save it as CSV UTF-8",
        ),
        "zh": ("无法识别文本文件的编码", "请另存为“CSV UTF-8”"),
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
            "save it as CSV UTF-8",
        ),
        "zh": (
            "文本有两种读法：“{first}”（GB18030）或“{second}”（Windows-1252）",
            "请另存为“CSV UTF-8”",
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
    # Columns
    "E213": {
        "en": (
            "there is no date column; the headers are: {headers}",
            "name it in the profile: history: {{columns: {{date: HEADER}}}}",
        ),
        "zh": (
            "没有日期列；现有表头：{headers}",
            "请在配置中指明：history: {{columns: {{date: 表头}}}}",
        ),
    },
    "E214": {
        "en": (
            "there is no amount column; the headers are: {headers}",
            "name it in the profile: history: {{columns: {{amount: HEADER}}}}; where there are "
            "only quantity and price, add a column with their product",
        ),
        "zh": (
            "没有金额列；现有表头：{headers}",
            "请在配置中指明：history: {{columns: {{amount: 表头}}}}；如果只有数量和单价，"
            "请先加一列算出金额",
        ),
    },
    "E215": {
        "en": (
            "no row at the top has the headers of a date and an amount; the likeliest has: "
            "{headers}",
            "the table needs one line a sale; name its headers in the profile: "
            "history: {{columns: {{date: HEADER, amount: HEADER}}}}",
        ),
        "zh": (
            "开头各行都没有日期和金额的表头；最像表头的一行是：{headers}",
            "表格应当一行一笔销售；请在配置中指明表头："
            "history: {{columns: {{date: 表头, amount: 表头}}}}",
        ),
    },
    "E216": {
        "en": (
            "the profile takes '{header}' as {field}, but there is no such header; "
            "the headers are: {headers}",
            "correct the profile: history: {{columns: {{{field}: HEADER}}}}",
        ),
        "zh": (
            "配置把“{header}”作为 {field}，但没有这个表头；现有表头：{headers}",
            "请修改配置：history: {{columns: {{{field}: 表头}}}}",
        ),
    },
    "E217": {
        "en": (
            "two columns could be the {field}: '{first}' and '{second}'",
            "choose one in the profile: history: {{columns: {{{field}: '{first}'}}}}; "
            "where both have the same header, rename one",
        ),
        "zh": (
            "有两列都可能是 {field}：“{first}”和“{second}”",
            "请在配置中选定一列：history: {{columns: {{{field}: '{first}'}}}}；"
            "如果两列表头相同，请改掉其中一个",
        ),
    },
    # The whole
    "E218": {
        "en": (
            "{rejected:,} of {counted:,} rows cannot be used, more than the {limit:.1%} allowed",
            "correct the rows listed, or raise history: {{max_rejected: …}}",
        ),
        "zh": (
            "{counted:,} 行中有 {rejected:,} 行无法使用，超过允许的 {limit:.1%}",
            "请改正列出的各行，或调高 history: {{max_rejected: …}}",
        ),
    },
    "E219": {
        "en": (
            "no sales were found below the headers",
            "check that the right files were exported, with their rows",
        ),
        "zh": ("表头下面没有销售记录", "请检查导出的文件是否正确、是否包含数据行"),
    },
    "E220": {
        "en": (
            "the amounts are too large to be added up exactly",
            "check the amount column and its unit",
        ),
        "zh": ("金额过大，无法精确合计", "请检查金额列及其单位"),
    },
    "E221": {
        "en": (
            "a quotation mark is opened in this row and never closed, so the rest of the file "
            "cannot be told apart",
            'write a quotation mark inside a cell twice (""), or export the file again',
        ),
        "zh": (
            "这一行的引号没有闭合，其后的内容无法分辨",
            '单元格内的引号要写两次（""），或者重新导出文件',
        ),
    },
    "E222": {
        "en": (
            "all sheets of the workbook are hidden",
            "unhide the one with the sales, or name it: history: {{sheet: …}}",
        ),
        "zh": (
            "工作簿的工作表全部被隐藏",
            "请取消隐藏销售记录所在的表，或写明：history: {{sheet: …}}",
        ),
    },
    "E223": {
        "en": (
            "the sheet has no text at its top",
            "the headers must be in one of the first 30 rows",
        ),
        "zh": ("工作表开头没有内容", "表头必须在前 30 行之内"),
    },
    "E224": {
        "en": (
            "dates such as '{first}' and '{second}' can be read in two ways",
            "say which comes first: history: {{date_order: day_first}} or month_first",
        ),
        "zh": (
            "“{first}”“{second}”这样的日期有两种读法",
            "请写明日在前还是月在前：history: {{date_order: day_first}} 或 month_first",
        ),
    },
    # Rows that are not used
    "W201": {
        "en": ("the date is blank; the row is not counted", "fill in the date"),
        "zh": ("日期为空，该行未计入", "请补上日期"),
    },
    "W202": {
        "en": ("'{value}' is not a date; the row is not counted", "write it as 2026-01-31"),
        "zh": ("“{value}”不是日期，该行未计入", "请写成 2026-01-31 的样子"),
    },
    "W203": {
        "en": (
            "the date '{value}' is before 1980 or after 2100; the row is not counted",
            "correct the year",
        ),
        "zh": ("日期“{value}”早于 1980 年或晚于 2100 年，该行未计入", "请改正年份"),
    },
    "W204": {
        "en": (
            "the date '{value}' has a year of two digits; the row is not counted",
            "write the year with four digits",
        ),
        "zh": ("日期“{value}”的年份只有两位，该行未计入", "请写四位年份"),
    },
    "W211": {
        "en": (
            "the amount is blank; the row is not counted",
            "fill in the amount; if the cell shows one, it is a formula saved without its result: "
            "open the file in the spreadsheet program and save it again",
        ),
        "zh": (
            "金额为空，该行未计入",
            "请补上金额；如果看得到数字，说明公式没有保存结果，请用表格软件打开后重新保存",
        ),
    },
    "W212": {
        "en": (
            "'{value}' is not a number, or could be more than one; the row is not counted",
            "write the amount in plain digits, such as 1234.50",
        ),
        "zh": ("“{value}”不是数字，或有多种读法，该行未计入", "请用普通数字填写金额，例如 1234.50"),
    },
    "W213": {
        "en": (
            "the amount '{value}' is too large to be true; the row is not counted",
            "correct the amount",
        ),
        "zh": ("金额“{value}”大得不合理，该行未计入", "请改正金额"),
    },
    "W214": {
        "en": (
            "the cell holds the error {value}; the row is not counted",
            "correct the formula",
        ),
        "zh": ("单元格是错误值 {value}，该行未计入", "请改正公式"),
    },
    "W223": {
        "en": (
            "the row has more cells than there are headers; it is not counted",
            "a cell that contains the delimiter must stand in quotation marks",
        ),
        "zh": ("该行的单元格比表头多，未计入", "单元格内容含有分隔符时，要用引号括起来"),
    },
    "W299": {
        "en": (
            "{count:,} more cells like the ones listed under {code}",
            "",
        ),
        "zh": ("另有 {count:,} 个单元格与 {code} 所列的情况相同", ""),
    },
    # Rows that are used
    "W221": {
        "en": (
            "there is no column for the salesperson; all rows count as unassigned",
            "if there is one, name it in the profile: history: {{columns: {{rep: HEADER}}}}",
        ),
        "zh": (
            "没有业务员列，所有行都算作未分配",
            "如果有这一列，请在配置中指明：history: {{columns: {{rep: 表头}}}}",
        ),
    },
    "W222": {
        "en": (
            "two columns could be the {field}: '{first}' and '{second}'; the first is taken",
            "to choose the other: history: {{columns: {{{field}: '{second}'}}}}",
        ),
        "zh": (
            "有两列都可能是 {field}：“{first}”和“{second}”，取第一列",
            "要选另一列，请写：history: {{columns: {{{field}: '{second}'}}}}",
        ),
    },
    "W224": {
        "en": (
            "the cell holds the error {value}; the row is counted without it",
            "correct the formula",
        ),
        "zh": ("单元格是错误值 {value}，该行计入，但不含此项", "请改正公式"),
    },
    "W225": {
        "en": (
            "the quantity '{value}' is not understood and counts as 0",
            "write it in plain digits",
        ),
        "zh": ("数量“{value}”无法识别，按 0 计", "请用普通数字填写"),
    },
    # Worth knowing
    "N201": {
        "en": ("the sheet was not read: it has no date and amount columns", ""),
        "zh": ("未读取该工作表：没有日期列和金额列", ""),
    },
    "N202": {
        "en": (
            "the sheet was not read because it is hidden",
            "to read it, unhide it or name it: history: {{sheet: …}}",
        ),
        "zh": ("该工作表已隐藏，未读取", "要读取它，请取消隐藏，或写明：history: {{sheet: …}}"),
    },
    "N203": {
        "en": ("the amounts under '{header}' were multiplied by {factor:,}, as the unit says", ""),
        "zh": ("“{header}”的金额已按单位乘以 {factor:,}", ""),
    },
    "N204": {
        "en": (
            "dates given as milliseconds were read in the time zone UTC{zone:+.2f} (hours)",
            "",
        ),
        "zh": ("以毫秒表示的日期按 UTC{zone:+.2f}（小时）时区读取", ""),
    },
    "N205": {
        "en": (
            "the text was read as Western text (Windows-1252), such as '{sample}'",
            "if that is wrong, save it as CSV UTF-8",
        ),
        "zh": (
            "文本按西文编码（Windows-1252）读取，例如“{sample}”",
            "如果不对，请另存为“CSV UTF-8”",
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
    # What columns hold, and presets
    "E261": {
        "en": (
            "the column '{header}' has the name of the {field}, but nothing of the kind in it, "
            "such as '{value}'",
            "name the right one in the profile: history: {{columns: {{{field}: HEADER}}}}",
        ),
        "zh": (
            "“{header}”一列看名称是 {field}，内容却完全不是，例如“{value}”",
            "请在配置中指明正确的列：history: {{columns: {{{field}: 表头}}}}",
        ),
    },
    "E262": {
        "en": (
            "there is no preset '{preset}'; there are: {presets}",
            "correct the profile: history: {{preset: …}}, or leave it out",
        ),
        "zh": (
            "没有名为“{preset}”的预设；可用的有：{presets}",
            "请修改配置：history: {{preset: …}}，或删去这一行",
        ),
    },
    "E263": {
        "en": (
            "no header names a date; these columns hold mostly dates: {dates}; "
            "the headers are: {headers}",
            "to take the first: history: {{columns: {{date: '{date}'}}}}",
        ),
        "zh": (
            "没有哪个表头是日期；内容多为日期的列：{dates}；现有表头：{headers}",
            "要取第一个，请写：history: {{columns: {{date: '{date}'}}}}",
        ),
    },
    "E264": {
        "en": (
            "no header names an amount; these columns hold mostly numbers: {amounts}; "
            "the headers are: {headers}",
            "to take the first: history: {{columns: {{amount: '{amount}'}}}}",
        ),
        "zh": (
            "没有哪个表头是金额；内容多为数字的列：{amounts}；现有表头：{headers}",
            "要取第一个，请写：history: {{columns: {{amount: '{amount}'}}}}",
        ),
    },
    "E265": {
        "en": (
            "no header names a date or an amount; these columns hold mostly dates: {dates}; "
            "these numbers: {amounts}",
            "to take the first: history: {{columns: {{date: '{date}', amount: '{amount}'}}}}",
        ),
        "zh": (
            "没有哪个表头是日期或金额；内容多为日期的列：{dates}；多为数字的列：{amounts}",
            "要取第一个，请写：history: {{columns: {{date: '{date}', amount: '{amount}'}}}}",
        ),
    },
    "N261": {
        "en": (
            "the column '{header}' was not taken as {field}: it has nothing of the kind, "
            "such as '{value}'",
            "to take it all the same: history: {{columns: {{{field}: '{header}'}}}}",
        ),
        "zh": (
            "“{header}”一列没有作为 {field}：内容完全不是，例如“{value}”",
            "如果仍要取它，请写：history: {{columns: {{{field}: '{header}'}}}}",
        ),
    },
    "N262": {
        "en": (
            "the sheet was read as an export of the form {preset}",
            "to read it without: history: {{preset: none}}",
        ),
        "zh": (
            "该表按导出格式 {preset} 读取",
            "如果不要，请写：history: {{preset: none}}",
        ),
    },
    # What rows mean
    "E241": {
        "en": (
            "the discount '{value}' under '{header}' may be what is taken off or what is paid",
            "say which: history: {{discount: deducted}} (0.2 is 20% off) or "
            "{{discount: paid}} (0.8 is 20% off)",
        ),
        "zh": (
            "“{header}”中的折扣“{value}”可能是减去的部分，也可能是实付的部分",
            "请写明：history: {{discount: deducted}}（0.2 即减 20%）或 "
            "{{discount: paid}}（0.8 即打八折）",
        ),
    },
    "E242": {
        "en": (
            "a join goes by '{header}', but there is no such header; the headers are: {headers}",
            "correct the profile: history: {{joins: [{{key: HEADER, …}}]}}",
        ),
        "zh": (
            "joins 按“{header}”关联，但没有这个表头；现有表头：{headers}",
            "请修改配置：history: {{joins: [{{key: 表头, …}}]}}",
        ),
    },
    "E243": {
        "en": (
            "there is no table to join with the headers: {headers}",
            "correct the profile: history: {{joins: [{{sheet: …, to: …, columns: …}}]}}",
        ),
        "zh": (
            "没有可关联的表同时含有以下表头：{headers}",
            "请修改配置：history: {{joins: [{{sheet: …, to: …, columns: …}}]}}",
        ),
    },
    "E244": {
        "en": (
            "the key '{key}' stands in row {first} and in row {second} with different values",
            "a joined table may have each key once; correct it, or join by another header",
        ),
        "zh": (
            "关联键“{key}”在第 {first} 行和第 {second} 行的值不同",
            "被关联的表中每个键只能对应一个值；请改正，或改用其他表头关联",
        ),
    },
    "E245": {
        "en": (
            "shares such as {value} may be fractions or percentages, as others are above 1",
            "write them all in the same way, such as 60%",
        ),
        "zh": (
            "分成比例中既有大于 1 的数，又有 {value} 这样的数，无法判断是小数还是百分数",
            "请统一写法，例如 60%",
        ),
    },
    "E246": {
        "en": (
            "there is no column of states for history: {{count: {{only: …}}}}; "
            "the headers are: {headers}",
            "name it in the profile: history: {{columns: {{status: HEADER}}}}",
        ),
        "zh": (
            "配置了 history: {{count: {{only: …}}}}，却没有状态列；现有表头：{headers}",
            "请在配置中指明：history: {{columns: {{status: 表头}}}}",
        ),
    },
    "W241": {
        "en": (
            "these states may or may not be sales, and count: {states}",
            "to leave them out: history: {{count: {{without: [{first}, …]}}}}",
        ),
        "zh": (
            "以下状态未必是成交，现已计入：{states}",
            "如不计入，请写：history: {{count: {{without: [{first}, …]}}}}",
        ),
    },
    "W242": {
        "en": (
            "no row has the state '{value}' that history: {{count: …}} names",
            "write it as in the file",
        ),
        "zh": (
            "history: {{count: …}} 中的状态“{value}”没有出现在任何行",
            "请按文件中的写法填写",
        ),
    },
    "W243": {
        "en": (
            "the cell is blank, so the amount cannot be computed; the row is not counted",
            "fill it in, or fill in an amount",
        ),
        "zh": ("单元格为空，无法算出金额，该行未计入", "请补上，或直接填写金额"),
    },
    "W244": {
        "en": (
            "the amount cannot be computed from '{value}'; the row is not counted",
            "write it in plain digits, a discount such as 15% or 8.5折",
        ),
        "zh": (
            "无法用“{value}”算出金额，该行未计入",
            "请用普通数字填写；折扣可写成 15% 或 8.5折",
        ),
    },
    "W245": {
        "en": (
            "rows whose key is not in {source} keep what they have; the keys are: {keys}",
            "add them there, or correct them here",
        ),
        "zh": (
            "有些行的关联键不在 {source} 中，保持原样；这些键是：{keys}",
            "请在那里补上，或在这里改正",
        ),
    },
    "W246": {
        "en": (
            "the share '{value}' is not understood; the row is not counted",
            "write a part of the whole such as 60%, for several people one for each",
        ),
        "zh": (
            "分成比例“{value}”无法识别，该行未计入",
            "请写成 60% 这样的比例；多人时每人一个",
        ),
    },
    "W247": {
        "en": (
            "the shares of a sale add up to {total}, not to 100%",
            "correct them; each row is credited by its own share",
        ),
        "zh": ("一笔销售的分成比例合计为 {total}，不是 100%", "请改正；现按各行自己的比例计入"),
    },
    "W248": {
        "en": (
            "'{value}' seems to be several people, and counts as one",
            "to credit each with an equal part: history: {{separators: '{separators}'}}",
        ),
        "zh": (
            "“{value}”看来是几个人，现按一个人计",
            "要平分给每个人，请写：history: {{separators: '{separators}'}}",
        ),
    },
    "W249": {
        "en": (
            "there is no rate for the currency '{value}'; the row is not counted",
            "say what one unit is worth in the plan's currency: history: {{rates: {{USD: 7.12}}}}",
        ),
        "zh": (
            "没有币种“{value}”的汇率，该行未计入",
            "请写明一单位折合多少计划币种：history: {{rates: {{USD: 7.12}}}}",
        ),
    },
    "W250": {
        "en": (
            "'{value}' is not a currency; the row is not counted",
            "write its code, such as USD",
        ),
        "zh": ("“{value}”不是币种，该行未计入", "请填写代码，例如 USD"),
    },
    "W251": {
        "en": (
            "'{value}' carries the sign of another currency than the plan's, and counts as it is",
            "if it is another currency, give its rate: history: {{rates: {{USD: 7.12}}}}",
        ),
        "zh": (
            "“{value}”带有其他币种的符号，现按计划币种原数计入",
            "如果确是其他币种，请写明汇率：history: {{rates: {{USD: 7.12}}}}",
        ),
    },
    "W252": {
        "en": (
            "there is no column of states for history: {{count: …}}; the headers are: {headers}",
            "name it in the profile: history: {{columns: {{status: HEADER}}}}",
        ),
        "zh": (
            "配置了 history: {{count: …}}，却没有状态列；现有表头：{headers}",
            "请在配置中指明：history: {{columns: {{status: 表头}}}}",
        ),
    },
    "W254": {
        "en": (
            "some deals are won, so rows in other states do not count: {states}",
            "to count other states, name all that count: history: {{count: {{only: […]}}}}",
        ),
        "zh": (
            "表中有赢单，因此其他状态的行不计入：{states}",
            "如还有其他状态应计入，请写全：history: {{count: {{only: […]}}}}",
        ),
    },
    "N241": {
        "en": (
            "rows in these states are no sales and were left out: {states}",
            "to count some, name all that count: history: {{count: {{only: […]}}}}",
        ),
        "zh": (
            "以下状态的行不是成交，已略过：{states}",
            "如需计入，请写明应计入的状态：history: {{count: {{only: […]}}}}",
        ),
    },
    "N242": {
        "en": (
            "there is no column of amounts; they were computed: {formula}",
            "if there is one, name it in the profile: history: {{columns: {{amount: HEADER}}}}",
        ),
        "zh": (
            "没有金额列，金额按以下方式算出：{formula}",
            "如果有金额列，请在配置中指明：history: {{columns: {{amount: 表头}}}}",
        ),
    },
    "N243": {
        "en": ("amounts in {currency} were multiplied by {rate}", ""),
        "zh": ("{currency} 金额已乘以 {rate}", ""),
    },
    # Tables of periods
    "E271": {
        "en": (
            "the periods from '{first}' to '{last}' have no year",
            "write it in the headers (2026-01), in a line above the table, or into the name of "
            "the sheet or the file",
        ),
        "zh": (
            "“{first}”到“{last}”没有写明年份",
            "请把年份写进表头（2026年1月）、表格上方的一行，或工作表名、文件名",
        ),
    },
    "E272": {
        "en": (
            "the table holds targets, not sales: '{header}'",
            "give what was sold; targets belong to salesplan review",
        ),
        "zh": ("表中是目标，不是销售额：“{header}”", "请提供实际销售；目标请用于 salesplan review"),
    },
    "E273": {
        "en": (
            "the periods seem to hold pieces or rates, not amounts: '{header}'",
            "give the amounts; if they are, rename this header",
        ),
        "zh": (
            "各期间的数字像是数量或比率，不是金额：“{header}”",
            "请提供金额；如果确是金额，请改这个表头",
        ),
    },
    "E274": {
        "en": (
            "two columns hold the same period: '{first}' and '{second}'",
            "remove one, or write what it is: '{second} target', '{second} quantity'",
        ),
        "zh": (
            "有两列是同一期间：“{first}”和“{second}”",
            "请删除其中一列，或写明是什么：“{second}目标”“{second}数量”",
        ),
    },
    "W271": {
        "en": (
            "the total {value} is not the sum of its periods, {total}; the periods count",
            "correct whichever is wrong",
        ),
        "zh": ("合计 {value} 不等于各期间之和 {total}，以各期间为准", "请改正有误的一方"),
    },
    "W272": {
        "en": (
            "the table of periods was not read: the file has single sales in the same months, "
            "which it may sum up",
            "to read it instead, name its sheet: history: {{sheet: …}}",
        ),
        "zh": (
            "未读取这张按期间汇总的表：同一文件在这些月份已有销售明细，它可能是其汇总",
            "如要改读它，请写明工作表：history: {{sheet: …}}",
        ),
    },
    "N271": {
        "en": ("amounts of longer periods were divided evenly among their months: {headers}", ""),
        "zh": ("长于一个月的金额已平均分到各月：{headers}", ""),
    },
    "N272": {
        "en": (
            "periods without a year were read as those of {year}",
            "if it is another one, write it in the headers: 2026-01",
        ),
        "zh": ("未写年份的期间按 {year} 年读取", "如果不是这一年，请写进表头：2026年1月"),
    },
    "N273": {
        "en": (
            "rows of numbers alone that equal the sum of others were left out as totals: {rows}",
            "if one is a sale, give it a date",
        ),
        "zh": (
            "只有数字且等于其他行之和的行，已作为合计略过：{rows}",
            "如果其中有销售，请补上日期",
        ),
    },
    "N274": {
        "en": ("the person of some rows was taken from a line of its own above them", ""),
        "zh": ("部分行的业务员取自其上方单独的一行", ""),
    },
    "N276": {
        "en": (
            "blank cells were read as the name above them, as merged cells are: {headers}",
            "if a row is nobody's, write so in it",
        ),
        "zh": (
            "空单元格按合并单元格处理，取其上方的名称：{headers}",
            "如果某行不属于任何人，请在其中写明",
        ),
    },
    "N277": {
        "en": ("columns of periods that are no sales were not read: {headers}", ""),
        "zh": ("未读取期间下的非销售列：{headers}", ""),
    },
    "N278": {
        "en": (
            "another table of the sheet, with its header in this row, was not read",
            "if it holds other sales, move it to a sheet of its own",
        ),
        "zh": ("未读取工作表中表头在此行的另一张表", "如果它是另外的销售，请移到单独的工作表"),
    },
}
