"""What can be wrong with a profile: message and hint for each code, in both languages."""

from typing import Final

PROFILE: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E100": {
        "en": ("the profile cannot be read: {reason}", "give the path of a targets.yaml file"),
        "zh": ("无法读取配置文件：{reason}", "请给出 targets.yaml 文件的路径"),
    },
    "E101": {
        "en": ("this is not valid YAML: {reason}", "check indentation, colons and quotes"),
        "zh": ("YAML 格式有误：{reason}", "请检查缩进、冒号和引号"),
    },
    "E102": {
        "en": (
            "'{key}' stands here a second time; the first is on line {first}",
            "keep one of the two",
        ),
        "zh": ("“{key}”重复出现，第一次在第 {first} 行", "请只保留一个"),
    },
    "E103": {
        "en": ("there is no field '{field}' here", "fields here are {known}"),
        "zh": ("此处没有字段“{field}”", "可用字段：{known}"),
    },
    "E104": {
        "en": ("skill level '{level}' is not defined", "levels are {levels}"),
        "zh": ("技能等级“{level}”未定义", "已定义的等级：{levels}"),
    },
    "E105": {
        "en": ("'{field}' is missing", "add it: {example}"),
        "zh": ("缺少“{field}”", "请补上：{example}"),
    },
    "E106": {
        "en": (
            "'{value}' is not a number, or could be more than one",
            "write 12000000, 12_000_000, 1,200万, 12M or 20%",
        ),
        "zh": (
            "“{value}”不是数字，或有多种读法",
            "可写作 12000000、12_000_000、1,200万、12M 或 20%",
        ),
    },
    "E107": {
        "en": (
            "'{value}' is not a date, or could be more than one",
            "write year, month and day: {example}",
        ),
        "zh": ("“{value}”不是日期，或有多种读法", "请按年、月、日书写：{example}"),
    },
    "E108": {
        "en": ("'{value}' is not possible here", "possible are {known}"),
        "zh": ("此处不能填“{value}”", "可选：{known}"),
    },
    "E109": {
        "en": ("{value} is out of range: {field} must be {bound}", "write a number in that range"),
        "zh": ("{value} 超出范围：{field} 必须 {bound}", "请填写范围内的数字"),
    },
    "E110": {
        "en": (
            "a fiscal year cannot start on {start}: some months have no such day",
            "start between the 1st and the 28th",
        ),
        "zh": ("财年不能从 {start} 开始：有的月份没有这一天", "请从 1 日至 28 日之间开始"),
    },
    "E111": {
        "en": (
            "'{field}' is for week patterns only",
            "remove it, or set pattern to 4-4-5, 4-5-4 or 5-4-4",
        ),
        "zh": (
            "“{field}”只用于按周划分的财年",
            "请删除，或将 pattern 设为 4-4-5、4-5-4 或 5-4-4",
        ),
    },
    "E112": {
        "en": ("a {pattern} year needs its first day", "add fiscal_year: start: 2027-01-31"),
        "zh": ("{pattern} 财年需要写明第一天", "请补上 fiscal_year: start: 2027-01-31"),
    },
    "E113": {
        "en": ("{anchor} is not a day of the year", "write month and day, such as 02-01"),
        "zh": ("{anchor} 不是有效的月日", "请写月和日，例如 02-01"),
    },
    "E114": {
        "en": (
            "no public holidays are known for country '{country}'",
            "use the two-letter code, such as CN, US or DE",
        ),
        "zh": ("没有国家“{country}”的节假日数据", "请用两位国家代码，例如 CN、US、DE"),
    },
    "E115": {
        "en": ("{country} has no subdivision '{subdivision}'", "known are {known}"),
        "zh": ("{country} 没有地区“{subdivision}”", "可用：{known}"),
    },
    "E116": {
        "en": ("subdivision '{subdivision}' needs a country", "add country: US"),
        "zh": ("地区“{subdivision}”需要先写国家", "请补上 country: CN"),
    },
    "E117": {
        "en": ("{day} is both closed and open", "remove it from one of the two"),
        "zh": ("{day} 既是休息日又是工作日", "请从其中一处删除"),
    },
    "E118": {
        "en": ("the period ends ({to}) before it begins ({from})", "swap the two dates"),
        "zh": ("时间段的结束（{to}）早于开始（{from}）", "请调换两个日期"),
    },
    "E119": {
        "en": ("the text is empty or too long", "write 1 to {most} characters"),
        "zh": ("文字为空或过长", "请填写 1 至 {most} 个字符"),
    },
    "E120": {
        "en": ("there are two goals for '{metric}'", "keep one, or give the second another name"),
        "zh": ("“{metric}”有两个目标", "请只保留一个，或为第二个另取名称"),
    },
    "E121": {
        "en": (
            "nothing says what number the goal for '{metric}' is",
            "add one of annual: 12M, growth: 20%, probability: 50%, commitments, drivers, "
            "long_term, market",
        ),
        "zh": (
            "没有写明“{metric}”目标的数值从何而来",
            "请补上其中之一：annual: 1,200万、growth: 20%、probability: 50%、commitments、drivers、"
            "long_term、market",
        ),
    },
    "E122": {
        "en": (
            "the goal for '{metric}' has more than one number: {fields}",
            "keep one of them; others go to compare, to be shown beside it",
        ),
        "zh": (
            "“{metric}”的目标有不止一种定法：{fields}",
            "请只保留一个；其余可写入 compare，仅作对照",
        ),
    },
    "W123": {
        "en": (
            "over-assignment of {share} for '{metric}' is more than most organisations use",
            "half of them over-assign, usually by no more than 5–10%",
        ),
        "zh": (
            "“{metric}”的超额分配 {share} 高于多数企业的做法",
            "约半数企业会超额分配，通常不超过 5–10%",
        ),
    },
    "E124": {
        "en": ("{value} is finer than the smallest unit of {currency}", "round it"),
        "zh": ("{value} 小于 {currency} 的最小货币单位", "请取整"),
    },
    "E125": {
        "en": ("{value} is not a whole number, and this metric is a count", "round it"),
        "zh": ("{value} 不是整数，而该指标是计数", "请取整"),
    },
    "E126": {
        "en": ("{quarter} is negative", "write a share such as 22% or an amount"),
        "zh": ("{quarter} 为负数", "请写占比（如 22%）或金额"),
    },
    "E127": {
        "en": (
            "the fixed quarters of '{metric}' add up to {total}, more than the year",
            "lower them until they add up to at most 100%",
        ),
        "zh": ("“{metric}”的固定季度合计 {total}，超过全年", "请下调至合计不超过 100%"),
    },
    "E128": {
        "en": (
            "all four quarters of '{metric}' are fixed, but they add up to {total}",
            "make them add up to 100%, or leave one out",
        ),
        "zh": ("“{metric}”的四个季度都已固定，但合计为 {total}", "请使合计为 100%，或留空一个季度"),
    },
    "E130": {
        "en": ("there are two teams called '{team}'", "give one of them another name"),
        "zh": ("有两个团队都叫“{team}”", "请改其中一个的名称"),
    },
    "E131": {
        "en": (
            "'{name}' is listed twice; the first time in team '{team}'",
            "keep one entry; for two people of one name add something that tells them apart",
        ),
        "zh": ("“{name}”出现了两次，第一次在团队“{team}”", "请只保留一个；如有同名，请加以区分"),
    },
    "E132": {
        "en": ("'{name}' ends ({end}) before starting ({start})", "correct one of the two dates"),
        "zh": ("“{name}”的离职日（{end}）早于入职日（{start}）", "请更正其中一个日期"),
    },
    "E133": {
        "en": ("'{name}' has a ramp but no start", "add the first working day as start"),
        "zh": ("“{name}”设了爬坡却没有入职日", "请用 start 写明入职日"),
    },
    "E134": {
        "en": (
            "the leave of '{name}' from {from} to {to} lies outside their employment",
            "correct the leave, or start and end",
        ),
        "zh": ("“{name}”的休假 {from} 至 {to} 不在在职期内", "请更正休假，或入职日和离职日"),
    },
    "E135": {
        "en": ("'{alias}' stands for both '{other}' and '{name}'", "remove one of the aliases"),
        "zh": ("“{alias}”同时指“{other}”和“{name}”", "请删除其中一个别名"),
    },
    "E136": {
        "en": ("{value} is not a currency code", "use the three-letter code, such as CNY or USD"),
        "zh": ("{value} 不是货币代码", "请用三位货币代码，例如 CNY、USD"),
    },
    "E137": {
        "en": ("text is expected here, not {value}", "put it in quotes"),
        "zh": ("此处应为文字，而不是 {value}", "请加引号"),
    },
    "E138": {
        "en": ("the list is empty", "add at least one entry"),
        "zh": ("列表为空", "请至少填一项"),
    },
    "E139": {
        "en": (
            "the profile uses anchors that expand to more than {most} values",
            "write the people out one by one",
        ),
        "zh": ("配置文件中的锚点展开后超过 {most} 项", "请逐一写出人员"),
    },
    "E140": {
        "en": ("a list is expected here, not {value}", "write [a, b], or one entry a line after -"),
        "zh": ("此处应为列表，而不是 {value}", "请写作 [a, b]，或每行一项并以 - 开头"),
    },
    "E141": {
        "en": ("fields are expected here, not {value}", "write field: value"),
        "zh": ("此处应为字段，而不是 {value}", "请写作 字段: 值"),
    },
    "E142": {
        "en": ("there is no such profile", "check the name, or write the path of targets.yaml"),
        "zh": ("找不到该配置文件", "请检查文件名，或写明 targets.yaml 的路径"),
    },
    "E143": {
        "en": (
            "this is not a text file in UTF-8",
            "save targets.yaml in a text editor with the encoding UTF-8",
        ),
        "zh": ("这不是 UTF-8 编码的文本文件", "请用文本编辑器另存为 UTF-8 编码"),
    },
    "E144": {
        "en": ("a tab stands where only blanks may stand", "indent with blanks, two for each step"),
        "zh": ("此处用了制表符（Tab），只能用空格", "请用空格缩进，每级两个"),
    },
    "E145": {
        "en": ("a quotation mark is opened here and never closed", "close it, or take it away"),
        "zh": ("此处的引号没有闭合", "请补上引号，或删除它"),
    },
    "E146": {
        "en": (
            "a colon stands here where no field can begin",
            "put text with a colon in quotes; begin the fields of one entry in the same column",
        ),
        "zh": (
            "此处的冒号不能开始一个字段",
            "含冒号的文字请加引号；同一项的各字段请对齐",
        ),
    },
    "E147": {
        "en": ("at_risk ({at_risk}) is above on_track ({on_track})", "swap the two"),
        "zh": ("at_risk（{at_risk}）高于 on_track（{on_track}）", "请调换两者"),
    },
    "E148": {
        "en": (
            "the state '{state}' stands both in {field} and in without",
            "take it away from one of the two",
        ),
        "zh": ("状态“{state}”既在 {field} 中，又在 without 中", "请从其中一处删去"),
    },
    "E149": {
        "en": (
            "{currency} is the plan's own currency and has no rate",
            "take it away; rates are for other currencies",
        ),
        "zh": ("{currency} 就是计划的币种，不需要汇率", "请删去；rates 只用于其他币种"),
    },
    "E150": {
        "en": (
            "the separators '{separators}' hold letters, digits or blanks, which are in names",
            "write the signs alone that stand between names, such as '/&'",
        ),
        "zh": (
            "分隔符“{separators}”含有文字、数字或空格，会拆开姓名",
            "请只写姓名之间的符号，例如 '/、'",
        ),
    },
    "E151": {
        "en": (
            "'{metric}' has no drivers: customers × orders per customer × average order is an "
            "amount of money",
            "give drivers to revenue",
        ),
        "zh": (
            "“{metric}”没有驱动因素：客户数 × 客均订单数 × 平均订单额是金额",
            "请把 drivers 写在销售额目标下",
        ),
    },
    "E152": {
        "en": (
            "the long-term goal is for {year}, but {planned} is the year to plan",
            "give a year from {planned} on",
        ),
        "zh": ("长期目标的年份是 {year}，而计划年度是 {planned}", "请填 {planned} 年或以后"),
    },
}
