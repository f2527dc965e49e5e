"""What is said when a target cannot be explained: message and hint for each code."""

from typing import Final

EXPLAINING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E495": {
        "en": (
            "none of the {people} people of this plan is called '{name}'",
            "write the name as in the plan",
        ),
        "zh": ("计划的 {people} 人中没有“{name}”", "请按计划中的写法填写姓名"),
    },
    "E496": {
        "en": ("the plan has no metric '{wanted}'", "its metrics are: {metrics}"),
        "zh": ("计划中没有考核项“{wanted}”", "计划中的考核项：{metrics}"),
    },
    "E497": {
        "en": (
            "only a plan made by salesplan can be explained, and this file holds none",
            "give the workbook that decompose wrote, with its hidden sheet",
        ),
        "zh": (
            "只有 salesplan 生成的计划才能说明来由，该文件中没有计划",
            "请给出 decompose 生成的工作簿，并保留其中的隐藏工作表",
        ),
    },
    "E498": {
        "en": (
            "this workbook is one part of a plan, and the rest of it is needed to explain a number",
            "give the workbook of the whole plan; a person's own has the sheet 'Why this number'",
        ),
        "zh": (
            "该工作簿只是计划的一部分，要说明数字还需要其余部分",
            "请给出整个计划的工作簿；个人的工作簿中已有“指标说明”工作表",
        ),
    },
    "E499": {
        "en": ("'{month}' is not a month of {year}", "write --month {example}"),
        "zh": ("“{month}”不是 {year} 年的月份", "请写 --month {example}"),
    },
}
