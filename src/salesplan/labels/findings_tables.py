"""What is said about the tables of sales: their columns, layout, and which rows are sales."""

from __future__ import annotations

from typing import Final

TABLES: Final[dict[str, dict[str, tuple[str, str]]]] = {
    # What columns hold, and presets
    "E261": {
        "en": (
            "the column '{header}' has the name of the {field}, but nothing of the kind in it, "
            "such as '{value}'",
            "name the right one in the profile: history: {{columns: {{{field}: HEADER}}}}",
        ),
        "zh": (
            "“{header}”一列看名称是{field}，内容却完全不是，例如“{value}”",
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
            "to take the first: history: {{columns: {columns}}}",
        ),
        "zh": (
            "没有哪个表头是日期；内容多为日期的列：{dates}；现有表头：{headers}",
            "要取第一个，请写：history: {{columns: {columns}}}",
        ),
    },
    "E264": {
        "en": (
            "no header names an amount; these columns hold mostly numbers: {amounts}; "
            "the headers are: {headers}",
            "to take the first: history: {{columns: {columns}}}",
        ),
        "zh": (
            "没有哪个表头是金额；内容多为数字的列：{amounts}；现有表头：{headers}",
            "要取第一个，请写：history: {{columns: {columns}}}",
        ),
    },
    "E265": {
        "en": (
            "no header names a date or an amount; these columns hold mostly dates: {dates}; "
            "these numbers: {amounts}",
            "to take the first of each: history: {{columns: {columns}}}",
        ),
        "zh": (
            "没有哪个表头是日期或金额；内容多为日期的列：{dates}；多为数字的列：{amounts}",
            "要各取第一个，请写：history: {{columns: {columns}}}",
        ),
    },
    "E266": {
        "en": (
            "no header is known; these columns hold mostly dates: {dates}; these names: {reps}; "
            "these numbers: {amounts}",
            "to take the first of each: history: {{columns: {columns}}}",
        ),
        "zh": (
            "没有认得的表头；内容多为日期的列：{dates}；多为人名的列：{reps}；多为数字的列：{amounts}",
            "要各取第一个，请写：history: {{columns: {columns}}}",
        ),
    },
    "N261": {
        "en": (
            "the column '{header}' was not taken as {field}: it has nothing of the kind, "
            "such as '{value}'",
            "to take it all the same: history: {{columns: {{{field}: '{header}'}}}}",
        ),
        "zh": (
            "“{header}”一列没有取作{field}：内容完全不是，例如“{value}”",
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
    "N263": {
        "en": (
            "'{header}' was taken as {field}; these columns have a name of it, too: {others}",
            "to take another: history: {{columns: {{{field}: '{other}'}}}}",
        ),
        "zh": (
            "取“{header}”一列作{field}；看名称也可能是：{others}",
            "如要改取，请写：history: {{columns: {{{field}: '{other}'}}}}",
        ),
    },
    # What rows mean
    "E241": {
        "en": (
            "the discount '{value}' under '{header}' may be what is taken off, what is paid, or "
            "a sum of money",
            "say which: history: {{discount: deducted}} (0.2 is 20% off), {{discount: paid}} "
            "(0.8 is 20% off) or {{discount: money}} (20 is 20 less)",
        ),
        "zh": (
            "“{header}”中的折扣“{value}”可能是减去的比例、实付的比例，也可能是金额",
            "请写明：history: {{discount: deducted}}（0.2 即减 20%）、"
            "{{discount: paid}}（0.8 即打八折）或 {{discount: money}}（20 即减 20 元）",
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
    "E247": {
        "en": (
            "'{value}' is in {currency}, the plan in {own}, and no rate is given",
            "say what one is worth: history: {{rates: {{{currency}: RATE}}}}; if the plan is in "
            "{currency}, too: currency: {currency}; if only the sign is wrong, the rate is 1",
        ),
        "zh": (
            "“{value}”是 {currency}，计划币种是 {own}，没有给出汇率",
            "请写明汇率：history: {{rates: {{{currency}: 汇率}}}}；如果计划也用 {currency}，请写 "
            "currency: {currency}；如果只是符号写错，汇率写 1",
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
    "W255": {
        "en": (
            "amounts in several currencies were added up as if they were one: {currencies}",
            "check with a profile that has the plan's currency and history: "
            "{{rates: {{USD: 7.12}}}}",
        ),
        "zh": (
            "多种币种的金额被当作同一币种相加：{currencies}",
            "请用写明计划币种与汇率的配置检查：history: {{rates: {{USD: 7.12}}}}",
        ),
    },
    "W256": {
        "en": (
            "all rows count, but the column '{header}' says of some that they may be no sales: "
            "{states}",
            "if it says so, take it: history: {{columns: {{status: '{header}'}}}}; returns that "
            "are to count as negative: history: {{count: {{negative: […]}}}}",
        ),
        "zh": (
            "所有行均已计入，但“{header}”一列表明有些行可能不是成交：{states}",
            "如果确实如此，请写：history: {{columns: {{status: '{header}'}}}}；"
            "应计为负数的退货：history: {{count: {{negative: […]}}}}",
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
    "N244": {
        "en": (
            "these names seem to be several people each, and count as one: {names} "
            "(rows: {rows}, amount: {total})",
            "to credit each of them with an equal part: history: {{separators: '{separators}'}}",
        ),
        "zh": (
            "以下名字看来是几个人，现各按一个人计：{names}（{rows} 行，金额 {total}）",
            "要平分给每个人，请写：history: {{separators: '{separators}'}}",
        ),
    },
    "N245": {
        "en": (
            "rows that '{header}' calls plans or rates were left out, beside those of actuals",
            "to count others, name all that count: history: {{columns: {{status: '{header}'}}, "
            "count: {{only: […]}}}}",
        ),
        "zh": (
            "“{header}”一列标为计划、目标或比率的行未计入，只计实际",
            "如要改变，请写明应计入的内容：history: {{columns: {{status: '{header}'}}, "
            "count: {{only: […]}}}}",
        ),
    },
    # Tables of periods
    "E271": {
        "en": (
            "the periods from '{first}' to '{last}' have no year",
            "write it in the headers (2026-01), in a line above the table, or into the name of "
            "the sheet or the file; or say it: history: {{year: 2026}}",
        ),
        "zh": (
            "“{first}”到“{last}”没有写明年份",
            "请把年份写进表头（2026年1月）、表格上方的一行，或工作表名、文件名；"
            "也可在配置中写 history: {{year: 2026}}",
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
    "E275": {
        "en": (
            "there are periods below each other and columns beside them, but nothing says what "
            "these are: {headers}",
            "if they are people, write Sales rep into the header of the periods: Month / Sales "
            "rep; if they are products or regions, give a table with a column of people",
        ),
        "zh": (
            "期间逐行排列，但没有说明其旁各列是什么：{headers}",
            "如果各列是业务员，请把期间的表头写成“月份/业务员”；如果是产品或区域，请提供含业务员列的表",
        ),
    },
    "E276": {
        "en": (
            "the period '{header}' cannot be assigned to months beside the others",
            "give single months, or quarters that do not overlap; remove what is cumulated",
        ),
        "zh": (
            "期间“{header}”与其他列一起无法分到各月",
            "请提供单月或互不重叠的季度，删去累计的列",
        ),
    },
    "E277": {
        "en": (
            "'{first}' names a unit and '{second}' names none",
            "write the unit into each header, or for all of them above the table: Unit: k",
        ),
        "zh": (
            "“{first}”写明了单位，“{second}”没有写",
            "请在每个表头写明单位，或在表格上方统一写明：单位：万元",
        ),
    },
    "E278": {
        "en": (
            "the sheet is called a summary, but its amounts, {value}, are not those of the other "
            "sheets in the same months, {total}: {others}",
            "correct whichever is wrong, or name the sheet that counts: history: {{sheet: …}}",
        ),
        "zh": (
            "工作表名为汇总，但其金额 {value} 不等于其他工作表同期之和 {total}：{others}",
            "请改正有误的一方，或写明应计入的工作表：history: {{sheet: …}}",
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
    "W273": {
        "en": (
            "the total {value} is not the sum of its rows, {total}; the rows count",
            "correct whichever is wrong; rows that are missing or could not be read may be why",
        ),
        "zh": (
            "合计 {value} 不等于各行之和 {total}，以各行为准",
            "请改正有误的一方；也可能有行缺失或未能读取",
        ),
    },
    "W274": {
        "en": (
            "the sheet was not read: its amounts, {value}, sum up those of other sheets, {total}: "
            "{others}",
            "to read it instead of them: history: {{sheet: …}}, or --sheet",
        ),
        "zh": (
            "未读取该工作表：其金额 {value} 是其他工作表的汇总（{total}）：{others}",
            "如要改读它，请写：history: {{sheet: …}}，或用 --sheet",
        ),
    },
    "N271": {
        "en": (
            "amounts of longer periods were divided evenly among their months: {headers}; "
            "'{period}' is {first} to {last}",
            "periods of sales are those of the calendar year; those of another one must be "
            "given by month",
        ),
        "zh": (
            "长于一个月的金额已平均分到各月：{headers}；“{period}”即 {first} 至 {last}",
            "销售的期间按自然年读取；如果是财年的季度，请按月提供",
        ),
    },
    "N272": {
        "en": (
            "periods without a year were read as those of {year}, as '{text}' says",
            "if it is another one: history: {{year: …}}, or write it in the headers: 2026-01",
        ),
        "zh": (
            "未写年份的期间按 {year} 年读取，依据是“{text}”",
            "如果不是这一年，请写：history: {{year: …}}，或写进表头：2026年1月",
        ),
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
    "N275": {
        "en": (
            "the total {value} cannot be checked, for rows that it sums up could not be read",
            "correct these rows, and it is compared with them again",
        ),
        "zh": (
            "无法核对合计 {value}：其中有些行未能读取",
            "请改正未能读取的行，再次读取时会重新核对",
        ),
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
    "N279": {
        "en": (
            "the columns were read as people, the rows as periods: {headers}",
            "if they are something else, give a table with a column of people",
        ),
        "zh": (
            "各列按业务员读取，各行按期间读取：{headers}",
            "如果各列不是业务员，请提供含业务员列的表",
        ),
    },
    "N278": {
        "en": (
            "another table of the sheet, with its header in this row, was not read",
            "if it holds other sales, move it to a sheet of its own",
        ),
        "zh": ("未读取工作表中表头在此行的另一张表", "如果它是另外的销售，请移到单独的工作表"),
    },
}
