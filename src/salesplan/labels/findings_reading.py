"""What is said about files of past sales: (message, hint) in each language.

Templates are filled with the values of the finding. The place and "did you mean" are added by
whoever shows a finding.
"""

from __future__ import annotations

from typing import Final

READING: Final[dict[str, dict[str, tuple[str, str]]]] = {
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
            "配置指明“{header}”为{field}列，但没有这个表头；现有表头：{headers}",
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
            "有两列都可能是{field}列：“{first}”和“{second}”",
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
            "no sales were found below the headers ({read:,} rows read, none counts)",
            "check that the right files were exported, with their rows",
        ),
        "zh": (
            "表头下面没有销售记录（读取 {read:,} 行，无一计入）",
            "请检查导出的文件是否正确、是否包含数据行",
        ),
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
            "dates such as {dates} can be read in two ways",
            "say which comes first: history: {{date_order: day_first}} or month_first",
        ),
        "zh": (
            "{dates} 这样的日期有两种读法",
            "请写明日在前还是月在前：history: {{date_order: day_first}} 或 month_first",
        ),
    },
    "E248": {
        "en": (
            "'{value}' has no year, and could be of several: {years}",
            "say which: history: {{year: {year}}}, or write it into each",
        ),
        "zh": (
            "“{value}”没有写明年份，可能属于：{years}",
            "请写明是哪一年：history: {{year: {year}}}，或逐一补上年份",
        ),
    },
    "E249": {
        "en": (
            "the year seems to change from '{before}' to '{after}', and only {year} is named "
            "('{text}')",
            "write the year into the dates or headers; if all are of {year}: "
            "history: {{year: {year}}}",
        ),
        "zh": (
            "从“{before}”到“{after}”像是跨了年，却只写明了 {year} 年（“{text}”）",
            "请在日期或表头中补上年份；如果都是 {year} 年，请写：history: {{year: {year}}}",
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
    "W207": {
        "en": (
            "the date '{value}' has no year; the row is not counted",
            "write the year as well: 2026-01-31, or once: in a line above the table, or "
            "history: {{year: 2026}}",
        ),
        "zh": (
            "日期“{value}”没有年份，该行未计入",
            "请补上年份，例如 2026-01-31；也可在表格上方写一次，或在配置中写 "
            "history: {{year: 2026}}",
        ),
    },
    "W211": {
        "en": (
            "the amount is blank; the row is not counted",
            "fill in the amount",
        ),
        "zh": ("金额为空，该行未计入", "请补上金额"),
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
    "W215": {
        "en": (
            "the cell has a formula without its value; the row is not counted",
            "the program that wrote the file did not calculate it: open it in Excel and save it",
        ),
        "zh": (
            "单元格是公式，但没有保存计算结果，该行未计入",
            "生成该文件的程序没有计算公式：请用 Excel 或 WPS 打开并重新保存",
        ),
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
    "W257": {
        "en": (
            "there is no column for the salesperson; all rows count as unassigned: '{header}' "
            "may hold the people who sell, or customers and recipients",
            "if these are the people who sell: history: {{columns: {{rep: {header}}}}}",
        ),
        "zh": (
            "没有业务员列，所有行都算作未分配：“{header}”列可能是业务员，也可能是客户或收件人",
            "如果是业务员，请写：history: {{columns: {{rep: {header}}}}}",
        ),
    },
    "W228": {
        "en": (
            "there is no column for the salesperson, but the {count} sheets may be called by them: "
            "{names}; all rows count as unassigned",
            "if these are people: history: {{sheet_names: rep}}; if regions, region",
        ),
        "zh": (
            "没有业务员列，但 {count} 张工作表像是以人命名：{names}；所有行都算作未分配",
            "如果是业务员，请写：history: {{sheet_names: rep}}；如果是区域，rep 改为 region",
        ),
    },
    "W222": {
        "en": (
            "two columns could be the {field}: '{first}' and '{second}'; the first is taken",
            "to choose the other: history: {{columns: {{{field}: '{second}'}}}}; where both have "
            "the same header, rename one",
        ),
        "zh": (
            "有两列都可能是{field}列：“{first}”和“{second}”，取第一列",
            "要选另一列，请写：history: {{columns: {{{field}: '{second}'}}}}；"
            "如果两列表头相同，请改掉其中一个",
        ),
    },
    "W224": {
        "en": (
            "the cell holds the error {value}; the row is counted without it",
            "correct the formula",
        ),
        "zh": ("单元格是错误值 {value}，该行计入，但不含此项", "请改正公式"),
    },
    "W226": {
        "en": (
            "the cell has a formula without its value; the row is counted without it",
            "the program that wrote the file did not calculate it: open it in Excel and save it",
        ),
        "zh": (
            "单元格是公式，但没有保存计算结果，该行计入，但不含此项",
            "生成该文件的程序没有计算公式：请用 Excel 或 WPS 打开并重新保存",
        ),
    },
    "W227": {
        "en": (
            "all {count:,} formulas under '{header}' are 0: the file was probably never calculated",
            "open it in Excel and save it, then read it again",
        ),
        "zh": (
            "“{header}”一列的 {count:,} 个公式结果全是 0：文件很可能从未计算过",
            "请用 Excel 或 WPS 打开并保存，再重新读取",
        ),
    },
    "W225": {
        "en": (
            "the quantity '{value}' is not understood and counts as 0",
            "write it in plain digits",
        ),
        "zh": ("数量“{value}”无法识别，按 0 计", "请用普通数字填写"),
    },
    "W205": {
        "en": (
            "hidden rows count like all others: {rows} (in all {count:,})",
            "unhide them to look at them; what is not to count must be deleted",
        ),
        "zh": (
            "隐藏的行照常计入：第 {rows} 行（共 {count:,} 行）",
            "请取消隐藏后核对；不应计入的行请删除",
        ),
    },
    "W206": {
        "en": (
            "rows hidden by a filter count like all others: {rows} (in all {count:,})",
            "to count only what the filter shows, copy it into a new workbook",
        ),
        "zh": (
            "被筛选隐藏的行照常计入：第 {rows} 行（共 {count:,} 行）",
            "如只计筛选后可见的行，请把它们复制到新的工作簿",
        ),
    },
    # Sales that stand twice
    "W232": {
        "en": (
            "the file is the same as '{other}', byte for byte, and is not read",
            "to read both: history: {{duplicates: keep}}",
        ),
        "zh": (
            "文件与“{other}”完全相同，未读取",
            "如确需两份都计，请写：history: {{duplicates: keep}}",
        ),
    },
    "W229": {
        "en": (
            "{rows:,} rows stand in {others} just so as well and are left out here: {total}",
            "to count them as often as they stand: history: {{duplicates: keep}}",
        ),
        "zh": (
            "{rows:,} 行与 {others} 中的行完全相同，此处略过，金额 {total}",
            "如确需重复计入，请写：history: {{duplicates: keep}}",
        ),
    },
    "W230": {
        "en": (
            "{rows:,} rows stand in {others} just so as well and count twice: {total}; without an "
            "order number nobody can tell whether they are the same sales",
            "if they are: history: {{duplicates: leave_out}}; "
            "if not: history: {{duplicates: keep}}",
        ),
        "zh": (
            "{rows:,} 行与 {others} 中的行完全相同，现重复计入，金额 {total}；"
            "没有订单号，无法判断是否同一笔",
            "如是同一笔，请写：history: {{duplicates: leave_out}}；"
            "如不是，请写：history: {{duplicates: keep}}",
        ),
    },
    "W231": {
        "en": (
            "{rows:,} rows from row {first} on repeat others of the file, order numbers and all; "
            "they count twice: {total}",
            "if they were pasted twice: history: {{duplicates: leave_out}}; "
            "if not: history: {{duplicates: keep}}",
        ),
        "zh": (
            "自第 {first} 行起有 {rows:,} 行与本文件前面的行完全相同，订单号也相同，现重复计入，"
            "金额 {total}",
            "如系重复粘贴，请写：history: {{duplicates: leave_out}}；"
            "如不是，请写：history: {{duplicates: keep}}",
        ),
    },
    "W233": {
        "en": (
            "{count:,} of {rows:,} rows have no name in this column and are nobody's: {total}",
            "if a name is meant for the rows below it as well, fill it down in the file",
        ),
        "zh": (
            "{rows:,} 行中有 {count:,} 行在该列没有姓名，算作无负责人，金额 {total}",
            "如果姓名也适用于其下各行，请在文件中向下填充",
        ),
    },
    # Worth knowing
    "N207": {
        "en": (
            "hidden columns were read like all others: {columns}",
            "unhide them to look at them",
        ),
        "zh": ("隐藏的列照常读取：{columns}", "请取消隐藏后核对"),
    },
    "N208": {
        "en": (
            "texts longer than {limit} characters were cut there",
            "two that differ only further on count as one name",
        ),
        "zh": (
            "超过 {limit} 个字符的内容只取前面部分",
            "只在其后才不同的名称会被当作同一个",
        ),
    },
    "N209": {
        "en": (
            "commas were read as decimal points, as in '{value}'",
            "if they separate thousands, write the numbers without them",
        ),
        "zh": (
            "逗号按小数点读取，例如“{value}”",
            "如果逗号是千位分隔符，请去掉逗号",
        ),
    },
    "N216": {
        "en": (
            "the table has no dates; all of its rows count on the first of {day}, as '{text}' says",
            "if it is another month, correct what names it, or give the rows dates",
        ),
        "zh": (
            "表中没有日期，所有行按“{text}”计在 {day} 的第一天",
            "如果不是这个月，请改正其名称，或为各行补上日期",
        ),
    },
    "N210": {
        "en": (
            "{count:,} dates without a year were read as those of {year}, as '{text}' says: "
            "'{value}' is {day}",
            "if it is another year: history: {{year: …}}",
        ),
        "zh": (
            "{count:,} 个没有年份的日期按 {year} 年读取，依据是“{text}”：“{value}”即 {day}",
            "如果不是这一年，请写：history: {{year: …}}",
        ),
    },
    "N213": {
        "en": (
            "there is no '{header}', which the profile takes as {field}; '{taken}' was taken",
            "if it is another: history: {{columns: {{{field}: [{header}, HEADER]}}}}",
        ),
        "zh": (
            "本表没有配置所指的“{header}”列（{field}），已改用“{taken}”列",
            "如应用其他列，请写：history: {{columns: {{{field}: [{header}, 表头]}}}}",
        ),
    },
    "N211": {
        "en": (
            "merged cells count for each of their rows: {headers}",
            "where they were merged by mistake, undo that in the file",
        ),
        "zh": (
            "合并单元格按其覆盖的每一行计：{headers}",
            "如系误合并，请在文件中取消合并",
        ),
    },
    "N212": {
        "en": (
            "spellings in the {field} column that differ by spaces, width or case alone count as "
            "one name (names: {names}, rows changed: {rows}), as '{spelling}' for '{name}'",
            "where two of them are not the same, give them different names in the files",
        ),
        "zh": (
            "{field}列有 {names} 个名称写法不一（仅空格、全半角或大小写不同），已各合并为一个，"
            "改写 {rows} 行：如“{spelling}”改作“{name}”",
            "如确属不同的人或事物，请在文件中改用不同的名称",
        ),
    },
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
    "N215": {
        "en": (
            "{rows:,} rows stand in {others} just so as well and are left out here, as the profile "
            "says: {total}",
            "",
        ),
        "zh": ("{rows:,} 行与 {others} 中的行完全相同，已按配置略过，金额 {total}", ""),
    },
    "N214": {
        "en": (
            "{count:,} cells name a unit of their own, as in 12.5万 or 9元; it counts in place of "
            "the one in the header or above the table",
            "",
        ),
        "zh": (
            "{count:,} 个单元格自带单位（如 12.5万、9元），按自带的单位计，不再乘以表头的单位",
            "",
        ),
    },
    "N204": {
        "en": (
            "dates given as milliseconds were read in the time zone UTC{zone:+.2f} (hours)",
            "",
        ),
        "zh": ("以毫秒表示的日期按 UTC{zone:+.2f}（小时）时区读取", ""),
    },
}
