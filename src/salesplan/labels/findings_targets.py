"""What findings about a company's own table of targets, and about earlier reviews, say."""

from __future__ import annotations

from typing import Final

TARGETS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E450": {
        "en": (
            "no table of targets is found; the headers are: {headers}",
            "needed are a column for the person and either a column for each period (Q1, 2027-01, "
            "Jan) or the two columns period and target",
        ),
        "zh": (
            "找不到目标表；表头为：{headers}",
            "需要姓名列，再加上每个期间一列（第一季度、1月、2027-01），或者“期间”“目标”两列",
        ),
    },
    "E451": {
        "en": (
            "nobody has a target in {year}; the table has targets for {years}",
            "choose a day in one of these years, or correct the year in the title or the headers",
        ),
        "zh": (
            "{year} 年没有任何人的目标；表中的目标属于 {years}",
            "请选择这些年份中的日期，或改正标题、表头中的年份",
        ),
    },
    "E452": {
        "en": (
            "{name} has two targets for {period}; the other is in row {row}",
            "keep one; if one of the two is not a target, read a single sheet or rename the header",
        ),
        "zh": (
            "{name} 在 {period} 有两个目标，另一个在第 {row} 行",
            "请只保留一个；如果其中之一不是目标，请指定只读一个工作表，或修改表头",
        ),
    },
    "E453": {
        "en": (
            "'{value}' is not an amount, or could be more than one",
            "write the target in plain digits, such as 120000; leave the cell empty for no target",
        ),
        "zh": (
            "“{value}”不是金额，或有多种读法",
            "请用普通数字填写目标，例如 120000；没有目标就留空",
        ),
    },
    "E454": {
        "en": (
            "'{value}' is not a period, or could be more than one",
            "write it as 2027-01, 2027-Q1, 2027-H1 or 2027",
        ),
        "zh": (
            "“{value}”不是期间，或有多种读法",
            "请写成 2027-01、2027-Q1、2027-H1 或 2027 的样子",
        ),
    },
    "E455": {
        "en": (
            "the table has no target: all its cells are empty",
            "if the cells show numbers, they are formulas saved without their results: open the "
            "file in the spreadsheet program and save it again",
        ),
        "zh": (
            "表中没有任何目标：单元格全部为空",
            "如果看得到数字，说明公式没有保存结果，请用表格软件打开后重新保存",
        ),
    },
    "E456": {
        "en": ("the target '{value}' is negative", "correct it; leave the cell empty for none"),
        "zh": ("目标“{value}”是负数", "请改正；没有目标就留空"),
    },
    "E457": {
        "en": (
            "{name} has a target for {period}, which has no working day",
            "open some of its days in the profile: calendar: {{open: […]}}",
        ),
        "zh": (
            "{name} 在 {period} 有目标，但该期间没有工作日",
            "请在配置中开放几天：calendar: {{open: […]}}",
        ),
    },
    "E458": {
        "en": (
            "the row has a target and no person's name",
            "write the name in every row, also where cells were merged; a row that sums up others "
            "is left out where one of its cells says Total",
        ),
        "zh": (
            "该行有目标，却没有姓名",
            "请在每一行写上姓名，合并过的单元格也要逐行填写；如为合计行，请在其中写明“合计”",
        ),
    },
    "E447": {
        "en": (
            "the row has a target and a name of more than {most} characters",
            "write the person's name alone into the column of names",
        ),
        "zh": (
            "该行的姓名超过 {most} 个字",
            "请在姓名列只写姓名",
        ),
    },
    "E459": {
        "en": ("the targets are too large to be added up", "check the unit of the table"),
        "zh": ("目标过大，无法合计", "请检查表中的单位"),
    },
    "W460": {
        "en": (
            "{name}'s total for {period} is {total}, its parts add up to {parts}; the parts count",
            "correct one of the two",
        ),
        "zh": (
            "{name} 在 {period} 的合计为 {total}，各部分之和为 {parts}；以各部分为准",
            "请改正其中之一",
        ),
    },
    "E460": {
        "en": (
            "the target's cell is blank",
            "write a number, and 0 for no target; a formula shows once the file is saved in Excel",
        ),
        "zh": ("指标单元格为空", "请填写数字，没有指标请填 0；公式需在 Excel 中保存后才有结果"),
    },
    "E461": {
        "en": (
            "this is a variance workbook, not a plan",
            "give the plan that it was a review of: the workbook written by decompose",
        ),
        "zh": ("这是差异分析工作簿，不是计划", "请给出它所依据的计划，即 decompose 生成的工作簿"),
    },
    "E462": {
        "en": (
            "this is not the record of a review: {reason}",
            "give a variance workbook written by review",
        ),
        "zh": ("这不是 salesplan 的回顾记录：{reason}", "请给出 review 生成的差异分析工作簿"),
    },
    "W463": {
        "en": (
            "this workbook is left out of the trend, for it cannot be read back: {reason}",
            "write it again with review, or take it out of the folder",
        ),
        "zh": (
            "该工作簿无法读取，未计入趋势：{reason}",
            "请用 review 重新生成，或将其移出该文件夹",
        ),
    },
    "N464": {
        "en": (
            "workbooks without a review were passed over: {files}",
            "a variance workbook that has lost its hidden sheet counts as one: write it again",
        ),
        "zh": (
            "跳过了没有回顾记录的工作簿：{files} 个",
            "丢失隐藏工作表的差异分析工作簿也在此列，请重新生成",
        ),
    },
    "E465": {
        "en": ("there is no folder '{name}'", "give the folder with earlier variance workbooks"),
        "zh": ("找不到文件夹“{name}”", "请给出存放以往差异分析工作簿的文件夹"),
    },
    "E466": {
        "en": (
            "this is a plan, not a file of sales",
            "give the files of sales after the plan: salesplan review PLAN ACTUALS…",
        ),
        "zh": (
            "这是计划，不是销售文件",
            "请在计划之后给出销售文件：salesplan review PLAN ACTUALS…",
        ),
    },
    "E467": {
        "en": ("there are earlier reviews, but no sales", "give the files of sales too"),
        "zh": ("只有以往的回顾，没有销售数据", "请同时给出销售文件"),
    },
    "E468": {
        "en": (
            "this file was read, and is not written over",
            "choose another name for --output",
        ),
        "zh": ("该文件刚被读取，不能覆盖", "请为 --output 换一个名字"),
    },
    "E469": {
        "en": (
            "the plan has a profile of its own",
            "leave --profile out; it is for tables of targets",
        ),
        "zh": ("计划自带配置", "请去掉 --profile，它只用于目标表"),
    },
    "W441": {
        "en": (
            "{name}, {header}: the total was edited to {value}, its months add up to {sum}",
            "edit the months: totals follow from them and do not count",
        ),
        "zh": (
            "{name}，{header}：合计被改为 {value}，各月之和为 {sum}",
            "请修改月度指标；合计由各月得出，不单独计算",
        ),
    },
    "W443": {
        "en": (
            "{name}, {header}: what was carried over was edited to {value}; it stays {sum}",
            "edit the months: what was carried over follows from what was sold",
        ),
        "zh": (
            "{name}，{header}：结转被改为 {value}，仍按 {sum} 计算",
            "请修改月度指标；结转由实绩得出",
        ),
    },
    "W465": {
        "en": (
            "{value} is after today; rows of such days, {rows:,} in all, do not move the day that "
            "counts as the last one, {day}",
            "correct the date; if the day is meant: --as-of",
        ),
        "zh": (
            "{value} 晚于今天；这样的行共 {rows:,} 行，不影响截止日，仍为 {day}",
            "请改正日期；如确实要截至该日，请用 --as-of 指定",
        ),
    },
    "N465": {
        "en": (
            "the last sale is of {last}; the files go on to {day}, which counts as the last day",
            "for another day: --as-of",
        ),
        "zh": (
            "最后一笔销售在 {last}，文件记录到 {day}，截止日按 {day} 计",
            "如需截至其他日期，请用 --as-of 指定",
        ),
    },
    "N469": {
        "en": (
            "the last row in the files is of {last}; the days after it up to {day} count as days "
            "without sales",
            "if the files end earlier than the sales, export them anew, or: --as-of {last}",
        ),
        "zh": (
            "文件中最后一行的日期是 {last}，其后至 {day} 的日子按没有销售计算",
            "如果之后还有销售，请重新导出文件，或写：--as-of {last}",
        ),
    },
    "W469": {
        "en": (
            "the last row in the files is of {last}; the days after it up to {day} count as days "
            "without sales, and their targets as missing",
            "if the files end earlier than the sales, export them anew, or: --as-of {last}",
        ),
        "zh": (
            "文件中最后一行的日期是 {last}，其后至 {day} 的日子按没有销售计算，其指标全部算作欠额",
            "如果之后还有销售，请重新导出文件，或写：--as-of {last}",
        ),
    },
    "N466": {
        "en": (
            "earlier reviews that are not part of the trend: {elsewhere} of another organisation "
            "or year, {later} of a later day, {other} without this metric or given twice",
            "",
        ),
        "zh": (
            "未计入走势的以往回顾：其他组织或年份 {elsewhere} 份，日期更晚 {later} 份，"
            "没有该考核项或重复 {other} 份",
            "",
        ),
    },
    "N461": {
        "en": (
            "{amount} of the {total} sold so far in the year have no target beside them: {names}",
            "the total compares them with the targets of the others; see the lines of people",
        ),
        "zh": (
            "年初至今的 {total} 销售中有 {amount} 没有对应的指标：{names}",
            "合计一行把这部分与他人的指标相比，请以各人的行为准",
        ),
    },
    "N467": {
        "en": ("sales after {day} do not count in this review: {rows} rows", ""),
        "zh": ("{day} 之后的销售不计入本次回顾：{rows} 行", ""),
    },
    "N468": {
        "en": ("the plan's year ended on {end}; the review is of that day", ""),
        "zh": ("计划年度已于 {end} 结束，回顾截至该日", ""),
    },
    "N470": {
        "en": ("columns that are not targets were not read: {headers}", ""),
        "zh": ("下列各列不是目标，未读取：{headers}", ""),
    },
    "N471": {
        "en": ("rows with totals were left out: {rows}", ""),
        "zh": ("合计行未计入：第 {rows} 行", ""),
    },
    "N472": {
        "en": ("targets outside of {year} are not part of this plan: those of {years}", ""),
        "zh": ("{year} 以外的目标不在本计划内：{years}", ""),
    },
    "N473": {
        "en": (
            "periods without a year were read as those of {year}",
            "write the year in the headers, or in a title above the table, if it is another",
        ),
        "zh": (
            "没有写年份的期间按 {year} 年读取",
            "如果是别的年份，请写在表头或表格上方的标题里",
        ),
    },
    "N474": {
        "en": ("totals were left out, since their parts are there: {periods}", ""),
        "zh": ("已有明细，合计未计入：{periods}", ""),
    },
    "N475": {
        "en": ("without a target in {year}, and so not in the plan: {names}", ""),
        "zh": ("在 {year} 没有目标，不在计划内：{names}", ""),
    },
    "N476": {
        "en": ("the sheet was not read: it has no table of targets", ""),
        "zh": ("未读取该工作表：没有目标表", ""),
    },
    "N477": {
        "en": (
            "the sheet was not read because it is hidden",
            "to read it, unhide it or name it",
        ),
        "zh": ("该工作表已隐藏，未读取", "要读取它，请取消隐藏，或指定该工作表"),
    },
    "N478": {
        "en": ("targets with more decimals than {currency} has were rounded", ""),
        "zh": ("小数位多于 {currency} 的目标已四舍五入", ""),
    },
    "N479": {
        "en": (
            "all dates are first or last days of quarters; the targets were read as quarterly",
            "if they are monthly, call the column month, or write the periods as 2027-01",
        ),
        "zh": (
            "日期全部是季度的第一天或最后一天，目标按季度读取",
            "如果是月度目标，请把该列命名为“月份”，或把期间写成 2027-01 的样子",
        ),
    },
    "N480": {
        "en": (
            "quarters and years were read as those of the fiscal year: {period} is {first} to "
            "{last}",
            "if they are of the calendar year, give the targets by month: 2027-01",
        ),
        "zh": (
            "季度和年度按财年读取：“{period}”即 {first} 至 {last}",
            "如果指自然年，请按月填写目标，例如 2027-01",
        ),
    },
}
