"""What can be wrong with fixed months, and with goals of levels above people."""

from typing import Final

LEVELS: Final = {
    "E160": {
        "en": (
            "'{name}' has neither people nor teams",
            "give it reps, or teams where it is a level above teams",
        ),
        "zh": ("“{name}”既没有人员，也没有下级团队", "请填写 reps；若是上级层级，请填写 teams"),
    },
    "E161": {
        "en": (
            "'{name}' has both people and teams",
            "put its people into a team of their own below it",
        ),
        "zh": ("“{name}”既有人员又有下级团队", "请把这些人员放进其下的一个团队"),
    },
    "E162": {
        "en": (
            "'{name}' has a goal for '{metric}', which the company has none for",
            "goals are {metrics}",
        ),
        "zh": ("“{name}”为“{metric}”设了目标，而公司没有该目标", "现有目标：{metrics}"),
    },
    "E163": {
        "en": (
            "the goal of '{name}' for '{metric}' is written twice: as goal and in goals",
            "keep one of them",
        ),
        "zh": ("“{name}”的“{metric}”目标写了两次：goal 和 goals", "请只保留一个"),
    },
    "E431": {
        "en": (
            "'{metric}' fixes a month '{period}' that the year does not have",
            "write a month such as {month} or M02",
        ),
        "zh": ("“{metric}”固定的月份“{period}”不在该年度内", "请写月份，例如 {month} 或 M02"),
    },
    "E432": {
        "en": (
            "{quarter} of '{metric}' is fixed at {due}, but its fixed months add up to {total}: "
            "a difference of {difference}",
            "make them agree, or leave the quarter or a month out",
        ),
        "zh": (
            "“{metric}”的 {quarter} 固定为 {due}，而其固定月份合计 {total}，相差 {difference}",
            "请使两者一致，或删去该季度或其中一个月",
        ),
    },
    "E433": {
        "en": (
            "the fixed months and quarters of '{metric}' add up to {total}: {difference} more "
            "than its goal of {due}",
            "lower them",
        ),
        "zh": (
            "“{metric}”的固定月份和季度合计 {total}，超出年度目标 {due} 共 {difference}",
            "请下调",
        ),
    },
    "E434": {
        "en": (
            "all months of '{metric}' are fixed, but they add up to {total} where the goal is "
            "{due}: a difference of {difference}",
            "make them add up to the goal, or leave one out",
        ),
        "zh": (
            "“{metric}”的各月都已固定，但合计 {total}，与年度目标 {due} 相差 {difference}",
            "请使合计等于目标，或留空一个月",
        ),
    },
    "E435": {
        "en": (
            "{month} of '{metric}' is fixed, but nobody works in that month",
            "remove the month, or check starts, ends, leave and closed days",
        ),
        "zh": (
            "“{metric}”固定了 {month}，但该月无人在岗",
            "请删除该月，或检查入离职、休假和休息日",
        ),
    },
    "E436": {
        "en": ("'{metric}' fixes a month twice: '{period}' is the second time", "keep one of them"),
        "zh": ("“{metric}”重复固定了同一个月：“{period}”是第二次", "请只保留一个"),
    },
    "E437": {
        "en": (
            "the goals below '{name}' add up to {below} of '{metric}', and its own is {said} "
            "({difference})",
            "correct one of them, or let levels: policy say which counts: top_down or bottom_up",
        ),
        "zh": (
            "“{metric}”：“{name}”的下级目标合计 {below}，本级目标 {said}（相差 {difference}）",
            "请更正其中之一，或用 levels: policy 指定以哪一级为准：top_down 或 bottom_up",
        ),
    },
    "E438": {
        "en": (
            "the goals below '{name}' add up to {below} of '{metric}' and leave nothing of its "
            "{said} to those without a goal: {names}",
            "lower a goal, raise that of '{name}', or give the others one too",
        ),
        "zh": (
            "“{metric}”：“{name}”的下级目标合计 {below}，本级目标 {said} 已无剩余可分给未设目标的"
            "“{names}”",
            "请下调某个目标、上调“{name}”的目标，或为其余团队也设目标",
        ),
    },
    "E439": {
        "en": ("team '{name}' {period}: {amount}, its part of the goal", ""),
        "zh": ("团队“{name}” {period}：{amount}（分到的目标）", ""),
    },
    "E493": {
        "en": (
            "team '{name}' has a goal of {said} for '{metric}', but nobody works there all year",
            "give the goal to another team, or check starts, ends and leave",
        ),
        "zh": (
            "团队“{name}”的“{metric}”目标为 {said}，但全年无人在岗",
            "请把目标交给其他团队，或检查入离职和休假",
        ),
    },
    "W490": {
        "en": (
            "the goals below '{name}' add up to {below} of '{metric}', and its own is {said} "
            "({difference}); they were scaled to it",
            "correct them, or choose levels: {{policy: bottom_up}} if the sum is to count",
        ),
        "zh": (
            "“{metric}”：“{name}”的下级目标合计 {below}，本级目标 {said}（相差 {difference}），"
            "已按比例调整到本级目标",
            "请更正，或设 levels: {{policy: bottom_up}} 以下级合计为准",
        ),
    },
    "W491": {
        "en": (
            "the goals below '{name}' add up to {below} of '{metric}', and its own is {said} "
            "({difference}); the sum counts",
            "correct them, or choose levels: {{policy: top_down}} if its own goal is to count",
        ),
        "zh": (
            "“{metric}”：“{name}”的下级目标合计 {below}，本级目标 {said}（相差 {difference}），"
            "以下级合计为准",
            "请更正，或设 levels: {{policy: top_down}} 以本级目标为准",
        ),
    },
    "W492": {
        "en": (
            "the goals below '{name}' add up to {below} of its {said} of '{metric}' and leave "
            "nothing to {names}; these have their weights' part, the others were scaled",
            "lower a goal, or give all of them one",
        ),
        "zh": (
            "“{metric}”：“{name}”的下级目标合计 {below}，本级目标 {said} 已无剩余可分给“{names}”；"
            "后者按权重分得，其余按比例下调",
            "请下调某个目标，或为各团队都设目标",
        ),
    },
}
