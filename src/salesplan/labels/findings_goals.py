"""What there is to say about goals: message and hint for each code, in both languages."""

from typing import Final

GOALS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E490": {
        "en": (
            "the goal for '{metric}' is to be reached with a probability, but the history is too "
            "short to say how surely the year will bring what",
            "add earlier months, at least half a year of them; or write the goal as annual",
        ),
        "zh": (
            "“{metric}”的目标按达成概率设定，但历史太短，无法判断全年结果的把握有多大",
            "请补充更早的月份（至少半年），或用 annual 写明目标",
        ),
    },
    "E492": {
        "en": (
            "nobody on the team commits to anything of '{metric}' in {file}",
            "check the names in the sheet, or write the goal as annual",
        ),
        "zh": (
            "{file} 中没有团队成员对“{metric}”的承诺",
            "请核对表中的姓名，或用 annual 写明目标",
        ),
    },
    "W494": {
        "en": (
            "'{name}' commits to {amount} but is not on the team; it does not count towards the "
            "goal",
            "add them to the team, or the name to somebody's aliases",
        ),
        "zh": (
            "“{name}”承诺了 {amount}，但不在团队里，不计入目标",
            "请加入团队，或写进某人的 aliases",
        ),
    },
    "N495": {
        "en": (
            "no commitment to '{metric}' from {names}",
            "ask them; their targets are a part of what the others commit to",
        ),
        "zh": (
            "以下人员没有对“{metric}”作出承诺：{names}",
            "请向其确认；其指标将从其他人承诺的总额中分出",
        ),
    },
    "W496": {
        "en": (
            "'{metric}': the goal of {goal} is above what the history lets expect: {expected}, in "
            "4 of 5 cases {low} to {high}; it is reached with a probability of {chance}",
            "say what will be different this year, or take a lower number; compare: "
            "[{{probability: 50%}}] shows others",
        ),
        "zh": (
            "“{metric}”：目标 {goal} 高于历史所能预期的水平：预计 {expected}，"
            "八成可能在 {low} 至 {high} 之间；达成概率 {chance}",
            "请说明今年有何不同，或下调目标；compare: [{{probability: 50%}}] 可列出其他数值作对照",
        ),
    },
    "W497": {
        "en": (
            "'{metric}': the goal of {goal} is below what the history lets expect: {expected}, in "
            "4 of 5 cases {low} to {high}; it is reached with a probability of {chance}",
            "it asks for less than would come by itself; compare: [{{probability: 50%}}] shows "
            "others",
        ),
        "zh": (
            "“{metric}”：目标 {goal} 低于历史所能预期的水平：预计 {expected}，"
            "八成可能在 {low} 至 {high} 之间；达成概率 {chance}",
            "照常经营就会超过它；compare: [{{probability: 50%}}] 可列出其他数值作对照",
        ),
    },
}
