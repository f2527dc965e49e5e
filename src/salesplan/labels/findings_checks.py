"""What the plan check warns of: message and hint for each code, in both languages."""

from typing import Final

CHECKS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "W480": {
        "en": (
            "'{metric}': only {share} of the people can be expected to reach their target; the "
            "median attainment to expect is {median}",
            "take a lower goal, or say what will be different this year; the plan check names "
            "the people",
        ),
        "zh": (
            "“{metric}”：预计只有 {share} 的人员能达成指标，完成率中位数预计为 {median}",
            "请下调目标，或说明今年有何不同；人员明细见计划检查",
        ),
    },
    "W481": {
        "en": (
            "'{metric}': targets add up to {share} more than the goal, over all levels; usual are "
            "5% to 10%",
            "take a smaller over_assignment",
        ),
        "zh": (
            "“{metric}”：各级累计，指标之和比目标高 {share}；通常为 5% 至 10%",
            "请调低 over_assignment",
        ),
    },
    "W482": {
        "en": (
            "'{metric}': large targets are harder to reach than small ones (rank correlation "
            "{correlation})",
            "look at skill levels and limits of those with large targets",
        ),
        "zh": (
            "“{metric}”：指标越大越难达成（秩相关系数 {correlation}）",
            "请核对指标较大者的技能等级与限定",
        ),
    },
    "W483": {
        "en": (
            "'{metric}': large targets are easier to reach than small ones (rank correlation "
            "{correlation})",
            "look at skill levels and limits of those with small targets",
        ),
        "zh": (
            "“{metric}”：指标越大越容易达成（秩相关系数 {correlation}）",
            "请核对指标较小者的技能等级与限定",
        ),
    },
}
