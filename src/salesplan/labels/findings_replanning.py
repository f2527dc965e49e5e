"""What there is to say about plans made anew: message and hint, in both languages."""

from typing import Final

REPLANNING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E510": {
        "en": (
            "this is a part of a larger plan, and only the whole can be planned anew",
            "give the workbook that 'decompose' wrote without --split-by",
        ),
        "zh": ("这是整体计划的一部分，只有整体计划才能重排", "请给出未用 --split-by 拆分的计划表"),
    },
    "E511": {
        "en": (
            "as of {as_of} there is nothing to plan anew in this plan",
            "days from {first} to {last} leave something of its year",
        ),
        "zh": ("截至 {as_of}，该计划没有可重排的部分", "请选 {first} 至 {last} 之间的日期"),
    },
    "E512": {
        "en": (
            "version {number} was made as of {earlier}, and its past cannot change: {as_of} is "
            "before that",
            "take a later day, or an earlier version of the plan",
        ),
        "zh": (
            "第 {number} 版截至 {earlier}，此前的部分已冻结，不能再从 {as_of} 重排",
            "请选更晚的日期，或用更早版本的计划",
        ),
    },
    "E513": {
        "en": (
            "{amount} of '{metric}' are left to reach, and nobody is there for it any more",
            "add people to the profile, or use --policy facts or landing",
        ),
        "zh": (
            "“{metric}”还有 {amount} 待完成，但剩余期间已无人在岗",
            "请在配置中补充人员，或改用 --policy facts 或 landing",
        ),
    },
    "E516": {
        "en": (
            "'{name}' of '{team}' is in the plan and not in the profile: their past would be lost",
            "keep them in the profile, with the last day as 'end' (or 'changes' for another team)",
        ),
        "zh": (
            "计划中有“{team}”的“{name}”，配置中却没有，其已过去的指标会丢失",
            "请在配置中保留该人，用 end 写明最后工作日（换团队则用 changes）",
        ),
    },
    "E517": {
        "en": (
            "the plan has goals for {before}, the profile for {after}",
            "a plan made anew keeps its metrics; decompose the profile for others",
        ),
        "zh": (
            "计划的指标是 {before}，配置中却是 {after}",
            "重排不改变指标种类；如需更换请重新 decompose",
        ),
    },
    "E518": {
        "en": (
            "the goal of '{metric}' is another one than in the plan, and not a number",
            "write the new goal as 'annual', or the one of the plan",
        ),
        "zh": (
            "“{metric}”的目标与计划不同，且不是数字",
            "请用 annual 写明新目标，或恢复原来的写法",
        ),
    },
    "E519": {
        "en": (
            "no plan of {year} is here to go on with",
            "make one with 'salesplan decompose', or name it: --plan FILE",
        ),
        "zh": (
            "此处没有 {year} 年的计划可以接续",
            "请先运行 salesplan decompose，或用 --plan 指定文件",
        ),
    },
    "E520": {
        "en": (
            "the targets of '{metric}' that were changed by hand add up to {total}, {difference} "
            "against {assigned}",
            "put the difference on the other people of the month, the other months of the person, "
            "or into the goal: --balance people, months or goal",
        ),
        "zh": (
            "“{metric}”经手工修改后合计 {total}，与应有的 {assigned} 相差 {difference}",
            "用 --balance 处理差额：people 由当月其他人分担，months 由本人其他月份分担，"
            "goal 调整目标",
        ),
    },
    "E521": {
        "en": (
            "targets in this plan were changed by hand: {count}",
            "take them over with 'salesplan replan PLAN --adopt-edits --reason …', or change them "
            "back",
        ),
        "zh": (
            "该计划中有 {count} 个指标被手工修改过",
            "请用 salesplan replan PLAN --adopt-edits --reason … 采纳，或改回原值",
        ),
    },
    "E522": {
        "en": ("no target in this plan was changed by hand", "leave --adopt-edits out"),
        "zh": ("该计划没有手工修改过的指标", "请去掉 --adopt-edits"),
    },
    "E523": {
        "en": (
            "nobody is left to take {difference} of '{metric}': all other targets were changed by "
            "hand too, are locked, or are over",
            "change fewer targets, or use --balance goal",
        ),
        "zh": (
            "“{metric}”的差额 {difference} 无处可分担：其余指标也已手改、锁定或已过去",
            "请少改几处，或用 --balance goal",
        ),
    },
    "E524": {
        "en": (
            "the target of '{name}' for {month} was changed from {old} to {new}, but version "
            "{number} closed the days up to {as_of}",
            "change it back; the past of a plan stays as it was",
        ),
        "zh": (
            "“{name}”{month} 的指标由 {old} 改为 {new}，但第 {number} 版已冻结截至 {as_of} 的部分",
            "请改回原值；计划的过去不能改动",
        ),
    },
    "W515": {
        "en": (
            "the limit or goal of '{name}' on '{metric}' {period} does not hold after the changes "
            "by hand: {total}",
            "change it in the profile where the change is to stay",
        ),
        "zh": (
            "手工修改后，“{name}” {period} 的“{metric}”限制或目标不再满足：{total}",
            "如保留该修改，请同时改配置",
        ),
    },
    "W510": {
        "en": (
            "the calendar in the profile is not that of the plan: {year} keeps the working days it "
            "was planned with",
            "decompose the profile anew where they have to change",
        ),
        "zh": (
            "配置中的日历与计划不同：{year} 仍用制定计划时的工作日",
            "如需更换工作日，请重新 decompose",
        ),
    },
    "W511": {
        "en": (
            "'{name}' {period}: at most so much of '{metric}' can be kept no more, {over} above it "
            "stand already",
            "raise the limit, or leave it: nothing more is planned there",
        ),
        "zh": (
            "“{name}” {period} 的“{metric}”上限已无法满足，既成部分已超出 {over}",
            "请提高上限；否则该处不再安排指标",
        ),
    },
    "W512": {
        "en": (
            "'{metric}' is {over} above the goal of the year already: nothing is left to plan",
            "set a higher goal in the profile to go on with",
        ),
        "zh": (
            "“{metric}”已超出全年目标 {over}，剩余期间不再安排指标",
            "如需继续，请在配置中提高目标",
        ),
    },
    "W513": {
        "en": (
            "the actuals do not tell '{metric}': its gap is not known and nothing was carried over",
            "give files that have it too; otherwise its rest stays as it was planned",
        ),
        "zh": (
            "实绩中没有“{metric}”的数据，差额未知，未作结转",
            "请补充含该指标的文件；否则剩余部分按原计划不变",
        ),
    },
    "W514": {
        "en": (
            "'{name}' is to reach {rise} more of '{metric}' in what is left than planned before: "
            "{after} instead of {before}",
            "share the gap with --policy team, or cap the person with 'target: {{max: …}}'",
        ),
        "zh": (
            "“{name}”剩余期间的“{metric}”比原计划高 {rise}：由 {before} 升至 {after}",
            "可用 --policy team 由团队分担，或用 target: {{max: …}} 设上限",
        ),
    },
    "N510": {
        "en": (
            "{amount} of '{metric}' were sold by people who are not in the plan, and are taken off "
            "nobody's target",
            "add them to the profile, or their names as aliases of who is meant",
        ),
        "zh": (
            "计划以外的人员完成了“{metric}” {amount}，未从任何人的指标中扣减",
            "请在配置中加入这些人员，或把其姓名写入相应人员的 aliases",
        ),
    },
    "E550": {
        "en": (
            "the plan has no version '{wanted}'",
            "write --version original, current, or a number from 1 to {count}",
        ),
        "zh": (
            "计划没有版本“{wanted}”",
            "请写 --version original（初版）、current（现行版）或 1 至 {count} 的编号",
        ),
    },
    "E551": {
        "en": (
            "the plan has no version '{wanted}': it was never made anew and has only version 1",
            "leave --version out",
        ),
        "zh": ("计划没有版本“{wanted}”：尚未重排，只有第 1 版", "请去掉 --version"),
    },
}
