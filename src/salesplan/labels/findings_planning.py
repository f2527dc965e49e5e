"""What a plan has to say about itself: message and hint for each code, in both languages."""

from typing import Final

PLANNING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "W401": {
        "en": (
            "'{name}' has sales but is not on the team",
            "add them to the team, or the name to somebody's aliases",
        ),
        "zh": ("“{name}”有销售，但不在团队里", "请加入团队，或写进某人的 aliases"),
    },
    "W402": {
        "en": (
            "'{name}' is on the team but not in the history",
            "a new person needs nothing; otherwise add the spelling of the history to aliases",
        ),
        "zh": (
            "“{name}”在团队里，但历史数据中没有",
            "新人无需处理；否则请把历史中的写法加入 aliases",
        ),
    },
    "N403": {
        "en": ("{rows} rows of the history belong to nobody", ""),
        "zh": ("历史数据中有 {rows} 行没有负责人", ""),
    },
    "N404": {
        "en": (
            "'{name}' and '{other}' may be one person",
            "if so, write one of them into the profile, and the other among their aliases",
        ),
        "zh": (
            "“{name}”与“{other}”可能是同一人",
            "如是，请在配置中写其一，并把另一写法加入其 aliases",
        ),
    },
    "W410": {
        "en": (
            "the calendar for {year} is an estimate: the official list of days off in {country} "
            "for that year is not known to this version",
            "when it is out, enter the differences under calendar: closed and open, or update",
        ),
        "zh": (
            "{year} 年的日历为估计：本版本尚无 {country} 当年的官方放假安排",
            "公布后请在 calendar 的 closed 与 open 中填写差异，或更新程序",
        ),
    },
    "N411": {
        "en": (
            "there is no history before the year to plan: the year's shape comes from working "
            "days, people's shares from skill level and presence",
            "add files under history to plan by season and track record",
        ),
        "zh": (
            "计划年度之前没有历史数据：年内分布按工作日，个人份额按技能等级与出勤",
            "在 history 中加入文件，即可按季节和业绩记录分解",
        ),
    },
    "W412": {
        "en": (
            "the history has no column from which '{metric}' could be counted",
            "map it under history: columns; until then it is planned by working days and skill",
        ),
        "zh": (
            "历史数据中没有可用于统计“{metric}”的列",
            "请在 history: columns 中指定；在此之前按工作日和技能等级分解",
        ),
    },
    "N413": {
        "en": ("{month} is not whole in the history and does not count for season and record", ""),
        "zh": ("历史数据中 {month} 不完整，不计入季节与业绩记录", ""),
    },
    "N414": {
        "en": (
            "sales from {start} on ({days} days) belong to the planned year and do not count",
            "",
        ),
        "zh": ("{start} 起的销售（{days} 天）属于计划年度，不计入", ""),
    },
    "N415": {
        "en": (
            "'{metric}': with {months} months of history, less than two full years, the year's "
            "shape is last year's, drawn towards an even year",
            "",
        ),
        "zh": ("“{metric}”：历史仅 {months} 个月，不足两年，年内分布取去年形状并向均匀收缩", ""),
    },
    "N416": {
        "en": (
            "'{metric}': {months} usable months of history are too few for a season; months "
            "follow working days",
            "",
        ),
        "zh": ("“{metric}”：可用历史仅 {months} 个月，不足以判断季节，各月按工作日分布", ""),
    },
    "E420": {
        "en": (
            "the goal for '{metric}' begins with the last complete year, but the history holds "
            "none",
            "write the goal as annual, or add the files of a whole fiscal year",
        ),
        "zh": (
            "“{metric}”的目标以上一个完整年度为基数，但历史数据中没有完整年度",
            "请用 annual 写明目标，或补充一个完整财年的文件",
        ),
    },
    "E421": {
        "en": (
            "the goal for '{metric}' begins with {year}, but the history has none in that year",
            "write the goal as annual",
        ),
        "zh": ("“{metric}”的目标以 {year} 年为基数，但历史数据中该年为零", "请用 annual 写明目标"),
    },
    "W421": {
        "en": (
            "'{metric}' grows from {base}, the last complete year of the history; {latest} is "
            "not complete yet",
            "write the goal as annual if growth over {latest} is meant",
        ),
        "zh": (
            "“{metric}”以 {base} 为基数增长，这是历史中最后一个完整年度；{latest} 尚不完整",
            "如需以 {latest} 为基数，请用 annual 写明目标",
        ),
    },
    "E422": {
        "en": (
            "{quarter} of '{metric}' is fixed, but nobody works in that quarter",
            "remove the quarter, or check starts, ends, leave and closed days",
        ),
        "zh": (
            "“{metric}”固定了 {quarter}，但该季度无人在岗",
            "请删除该季度，或检查入离职、休假和休息日",
        ),
    },
    "E423": {
        "en": ("the fixed quarters of '{metric}' are more than its goal", "lower them"),
        "zh": ("“{metric}”的固定季度超过年度目标", "请下调"),
    },
    "E424": {
        "en": (
            "the part of '{metric}' outside its fixed quarters falls on months without anybody",
            "check starts, ends and closed days, or fix all quarters",
        ),
        "zh": (
            "“{metric}”固定季度以外的部分落在无人在岗的月份",
            "请检查入离职和休息日，或固定全部季度",
        ),
    },
    "E425": {
        "en": (
            "the year to plan is not known: the profile has no fiscal_year: start and no history",
            "add fiscal_year: {{start: 2027-01-01}}",
        ),
        "zh": (
            "不知道要计划哪一年：配置中没有 fiscal_year: start，也没有历史数据",
            "请补上 fiscal_year: {{start: 2027-01-01}}",
        ),
    },
    "E426": {
        "en": ("nobody on the team works in {year}", "check starts, ends, leave and closed days"),
        "zh": ("{year} 年团队无人在岗", "请检查入离职、休假和休息日"),
    },
    "W427": {
        "en": (
            "'{name}' does not work in {year} and gets no targets",
            "check start, end and leave",
        ),
        "zh": ("“{name}”在 {year} 年不在岗，没有指标", "请检查入职日、离职日和休假"),
    },
    "W428": {
        "en": ("nobody works in {months}; other months carry their share", ""),
        "zh": ("{months} 无人在岗，其份额由其他月份承担", ""),
    },
    "E430": {
        "en": (
            "the year has no period '{period}'",
            "use Q1 to Q4, H1 or H2, or a month such as {month}",
        ),
        "zh": ("该年度没有期间“{period}”", "可用 Q1–Q4、H1、H2，或月份如 {month}"),
    },
    "E440": {
        "en": ("this is not a plan of salesplan: {reason}", "give a workbook written by decompose"),
        "zh": ("这不是 salesplan 的计划：{reason}", "请给出 decompose 生成的工作簿"),
    },
    "N441": {
        "en": ("{name}, {month}: the target was edited from {old} to {new}", ""),
        "zh": ("{name} {month}：指标由 {old} 改为 {new}", ""),
    },
    "E441": {
        "en": (
            "'{name}' stands here a second time; the first is in row {row}",
            "keep one of the two rows",
        ),
        "zh": ("“{name}”重复出现，第一次在第 {row} 行", "请只保留一行"),
    },
    "W442": {
        "en": (
            "'{name}' in '{team}' is not in the plan: the targets in this row, {sum} together, do "
            "not count",
            "add the person to the profile and plan again with replan",
        ),
        "zh": (
            "计划中没有“{team}”的“{name}”：该行指标合计 {sum}，未计入",
            "请在配置中加入此人，再用 replan 重新制定",
        ),
    },
    "W444": {
        "en": (
            "{name}, {month}: {new} instead of {old} is less than a hundredth: is it in another "
            "unit?",
            "write the target in full; text such as 44.4万 or 444k is read too",
        ),
        "zh": (
            "{name} {month}：{new} 不到原来 {old} 的百分之一，是不是填错了单位",
            "请填写全数；也可以写成 44.4万 这样的文字",
        ),
    },
    "W445": {
        "en": (
            "{name}, {month}: {new} instead of {old} is more than a hundred times as much: is it "
            "in another unit?",
            "write the target in the unit of its neighbours",
        ),
        "zh": (
            "{name} {month}：{new} 超过原来 {old} 的一百倍，是不是填错了单位",
            "请使用与相邻单元格相同的单位",
        ),
    },
    "E448": {
        "en": (
            "'{value}' has more decimals than targets here can have, which is {decimals}",
            "round it",
        ),
        "zh": ("“{value}”的小数位过多，此处最多 {decimals} 位", "请四舍五入"),
    },
    "E442": {
        "en": (
            "the row of '{name}' is missing from the targets of '{metric}'",
            "put it back; write 0 for a person without targets",
        ),
        "zh": ("“{metric}”的指标中缺少“{name}”一行", "请恢复该行；没有指标的人请填 0"),
    },
    "E443": {
        "en": ("'{value}' is not a target", "write a number from 0 on, and 0 for no target"),
        "zh": ("“{value}”不是指标", "请填 0 或正数，没有指标请填 0"),
    },
    "E444": {
        "en": (
            "'{name}' has a target of {new} for {month}, but no working day in it",
            "move it to a month in which they work",
        ),
        "zh": ("“{name}”{month} 没有工作日，却有指标 {new}", "请移到其在岗的月份"),
    },
    "E445": {
        "en": (
            "the targets of '{metric}' cannot be found in the workbook",
            "keep the first line and the header of the sheet as they were written",
        ),
        "zh": ("工作簿中找不到“{metric}”的指标", "请保留该工作表的首行与表头"),
    },
    "E446": {
        "en": ("'{day}' is not a day", "write it as {example}; or today, or yesterday"),
        "zh": ("“{day}”不是日期", "请写成 {example}；也可以写 today（今天）或 yesterday（昨天）"),
    },
    "W447": {
        "en": (
            "'{metric}' counts every customer of these files as new: they hold no sales before "
            "{start}",
            "give the files of earlier years too",
        ),
        "zh": (
            "“{metric}”把文件中的客户都算作新客户：其中没有 {start} 之前的销售",
            "请一并给出往年的文件",
        ),
    },
    "W448": {
        "en": (
            "none of the sales lie in the plan's year, {start} to {end}",
            "check that plan and actuals belong together",
        ),
        "zh": ("没有一笔销售落在计划年度 {start} 至 {end} 内", "请检查计划与实际数据是否对应"),
    },
    "W449": {
        "en": (
            "'{metric}' cannot be counted from these files and is left out",
            "it needs a column such as quantity, order or customer; one's own metrics cannot be "
            "counted yet",
        ),
        "zh": (
            "“{metric}”无法从这些文件统计，未列入",
            "需要数量、订单或客户等列；自定义指标暂时无法统计",
        ),
    },
    "E449": {
        "en": (
            "no metric of the plan can be counted from these files",
            "give files with the columns that the goals need",
        ),
        "zh": ("计划中的指标都无法从这些文件统计", "请提供目标所需列的文件"),
    },
}
