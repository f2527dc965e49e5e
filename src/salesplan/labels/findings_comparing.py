"""What is said of scenarios and of plans that are compared: message and hint for each code."""

from typing import Final

COMPARING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E530": {
        "en": (
            "'{setting}' does not say which field gets which value",
            "write a path, an equals sign and a value: goals.revenue.annual=13M",
        ),
        "zh": (
            "“{setting}”没有说明哪个字段取什么值",
            "请写成 路径=值，例如 goals.revenue.annual=1300万",
        ),
    },
    "E531": {
        "en": ("'{field}' has no '{step}'", "it has: {known}"),
        "zh": ("“{field}”中没有“{step}”", "其中有：{known}"),
    },
    "E532": {
        "en": ("'{field}' has no fields of its own", "give it a value: {field}=…"),
        "zh": ("“{field}”之下没有字段", "请直接赋值：{field}=…"),
    },
    "E533": {
        "en": ("more than one entry is called '{name}'", "write its number: {places}"),
        "zh": ("有多项都叫“{name}”", "请改用序号：{places}"),
    },
    "E534": {
        "en": ("a profile has no field '{step}'", "it has: {known}"),
        "zh": ("配置中没有字段“{step}”", "可用字段：{known}"),
    },
    "E540": {
        "en": (
            "the plans are in two currencies, {before} and {after}",
            "compare plans of one currency",
        ),
        "zh": ("两份计划币种不同：{before} 与 {after}", "请比较同一币种的计划"),
    },
    "E541": {
        "en": (
            "the plans have no metric in common: {before} in one, {after} in the other",
            "compare plans with a goal in the same metric",
        ),
        "zh": (
            "两份计划没有共同的考核项：一份是 {before}，另一份是 {after}",
            "请比较考核项相同的计划",
        ),
    },
    "E542": {
        "en": (
            "this plan has one version only, and nobody has changed a target in it",
            "give a second plan to compare it with",
        ),
        "zh": ("该计划只有一个版本，指标也没有人改过", "请再给出一份用来对比的计划"),
    },
    "E543": {
        "en": ("there is no version {number} of this plan", "it has the versions: {known}"),
        "zh": ("该计划没有第 {number} 版", "现有版本：{known}"),
    },
    "N540": {
        "en": (
            "the plans are for two years, {before} and {after}: months are compared by their place "
            "in the year",
            "compare plans of one year where days matter, as a moving holiday does",
        ),
        "zh": (
            "两份计划年度不同（{before} 与 {after}）：按月份在年度中的位置对比",
            "若节假日等日期差异有影响，请比较同一年度的计划",
        ),
    },
    "N541": {
        "en": (
            "'{metric}' is in one of the plans only and is not compared",
            "give both plans a goal in it to compare it",
        ),
        "zh": ("“{metric}”只在其中一份计划中，未作对比", "两份计划都有该考核项时才能对比"),
    },
    "W540": {
        "en": (
            "one of the plans is for a part of the people: those who are not in it count as left "
            "or joined",
            "compare whole plans, or the same part of both",
        ),
        "zh": (
            "其中一份只是部分人员的计划，不在其中的人按离开或加入计算",
            "请比较两份完整计划，或两份计划的同一部分",
        ),
    },
}
