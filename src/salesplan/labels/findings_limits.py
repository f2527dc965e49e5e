"""What there is to say about limits on targets: message and hint, in both languages."""

from typing import Final

LIMITS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E153": {
        "en": (
            "the limits of '{name}' leave nothing between: at least {low} is more than at most "
            "{high}",
            "swap them, or leave one out",
        ),
        "zh": ("“{name}”的下限 {low} 大于上限 {high}", "请对调，或只保留其一"),
    },
    "E154": {
        "en": (
            "the limits of '{name}' have an exact number, and min or max beside it",
            "leave exact or the others out",
        ),
        "zh": ("“{name}”的限制既有 exact，又有 min 或 max", "请只保留 exact，或去掉它"),
    },
    "E155": {
        "en": (
            "the limits of '{name}' are on '{metric}', which has no goal",
            "goals are {metrics}",
        ),
        "zh": ("“{name}”限制了没有目标的“{metric}”", "现有目标：{metrics}"),
    },
    "E470": {
        "en": (
            "the limits of '{name}' name a period '{period}' that the year does not have",
            "periods are Q1, H1 or a month such as {month}",
        ),
        "zh": (
            "“{name}”的限制写了本年没有的期间“{period}”",
            "期间可写 Q1、H1，或月份如 {month}",
        ),
    },
    "E471": {
        "en": (
            "the limit {amount} of '{name}' is finer than the smallest unit of the metric",
            "write it with at most {decimals} decimals",
        ),
        "zh": ("“{name}”的限制 {amount} 小于该指标的最小单位", "最多保留 {decimals} 位小数"),
    },
    "E472": {
        "en": (
            "limits on '{metric}' contradict each other: they miss by {amount}; without any one of "
            "those below, the others can hold",
            "change one of them",
        ),
        "zh": (
            "“{metric}”的限制互相矛盾，至少相差 {amount}；下列各条去掉任何一条，其余即可同时满足",
            "请修改其中一条",
        ),
    },
    "E473": {
        "en": ("'{name}' {period}: locked at {amount}", ""),
        "zh": ("“{name}” {period}：锁定为 {amount}", ""),
    },
    "E474": {
        "en": ("'{name}' {period}: at least {amount}", ""),
        "zh": ("“{name}” {period}：不低于 {amount}", ""),
    },
    "E475": {
        "en": ("'{name}' {period}: at most {amount}", ""),
        "zh": ("“{name}” {period}：不高于 {amount}", ""),
    },
    "E476": {
        "en": ("everybody together {period}: {amount}", ""),
        "zh": ("全体合计 {period}：{amount}", ""),
    },
    "E477": {
        "en": (
            "the limits could not be solved within {seconds} seconds",
            "use fewer of them: a team's instead of many people's, a year's instead of months'",
        ),
        "zh": (
            "{seconds} 秒内未能求解全部限制",
            "请减少限制：用团队限制代替多人限制，用全年限制代替逐月限制",
        ),
    },
    "W470": {
        "en": (
            "'{name}' sold nothing of '{metric}' in the last complete year: there is nothing that "
            "their growth could be limited over",
            "limit the number itself with min and max",
        ),
        "zh": (
            "“{name}”上一完整年度没有“{metric}”，无从限制其增长率",
            "请改用 min 与 max 限制数额",
        ),
    },
    "W471": {
        "en": (
            "limits on '{metric}' leave no room for the year's shape; months changed by: {months}",
            "loosen the limits where the year's shape matters more",
        ),
        "zh": (
            "“{metric}”的限制与年内分布无法兼顾，各月相应调整：{months}",
            "如更看重年内分布，请放宽限制",
        ),
    },
}
