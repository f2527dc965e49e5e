"""The words that explain a target of a plan made anew, `key: (English, Chinese)`."""

from typing import Final

REST_TERMS: Final[dict[str, tuple[str, str]]] = {
    # sentences
    "version_as_of": ("{version} (as of {day})", "{version}（截至{day}）"),
    "explain_kept": (
        "This target stands as {version} planned it; {current} has left it as it was.",
        "该指标由{version}制定，{current}沿用未变。",
    ),
    "explain_kept_edited": (
        "This target is from {version}; {current} has taken over changes by hand.",
        "该指标由{version}制定，{current}采用了手工修改。",
    ),
    "rest_made": (
        "Your target for {period} is {target}. It was planned anew by {version}: {reason}.",
        "您{period}的指标是 {target}，由{version}重排，原因：{reason}。",
    ),
    "rest_made_plain": (
        "Your target for {period} is {target}. It was planned anew by {version}.",
        "您{period}的指标是 {target}，由{version}重排。",
    ),
    "rest_behind": (
        "Up to {day} you sold {sold} where {expected} was to be reached: {gap} is missing.",
        "截至{day}，您应完成 {expected}，实际完成 {sold}，欠额 {gap}。",
    ),
    "rest_ahead": (
        "Up to {day} you sold {sold} where {expected} was to be reached: {gap} ahead.",
        "截至{day}，您应完成 {expected}，实际完成 {sold}，超额 {gap}。",
    ),
    "rest_even": (
        "Up to {day} you sold {sold}, exactly what was to be reached ({expected}): a gap of {gap}.",
        "截至{day}，您应完成 {expected}，实际完成 {sold}，差额 {gap}。",
    ),
    "rest_no_gap": (
        "What was missed or gained before stays in the past: no gap was carried over.",
        "此前的差额不再追究，没有结转。",
    ),
    "rest_of_year": (
        "For the rest of the year {before} had {planned} for you; now it is {rest}.",
        "剩余期间您的指标在{before}中为 {planned}，现为 {rest}。",
    ),
    "rest_carried": (
        "The sum holds {amount} carried over on {day}: what you had sold by then takes the place "
        "of what was to be reached.",
        "合计中含{day}结转 {amount}：此前以您的实绩取代指标。",
    ),
    "rest_limits": ("Limits that hold: {limits}.", "适用的限制：{limits}。"),
    # headings and columns
    "rest_steps": ("From the plan before to the target", "从上一版到个人指标"),
    "rest_constants": ("The rest of your year", "您的剩余期间"),
    "planned_before": ("Before", "上一版"),
    "with_people_now": ("People now", "按现有人员"),
    "your_part": ("Your part", "您的部分"),
    "all_parts": ("All parts", "全员部分"),
    "frozen": ("Over", "已过"),
    # steps
    "step_rest_planned": ("Rest of your year, before", "剩余期间原指标"),
    "step_rest_facts": ("With people as they are now", "按现有人员调整"),
    "step_expected": ("To be reached up to {day}", "截至{day}应完成"),
    "step_sold": ("Sold up to {day}", "截至{day}实际完成"),
    "step_gap": ("Your gap", "您的差额"),
    "step_rest_now": ("Rest of your year, exact", "剩余期间应得（精确）"),
    "step_frozen": ("Days of {month} that are over", "{month}已过部分"),
    "step_month_planned": ("Planned before for {month}", "{month}原指标"),
    "step_presence": ("At your presence now", "按您现有出勤"),
    "step_facts": ("With people as they are now", "按现有人员调整"),
    "step_month_part": ("Your part of {month}", "您在{month}的部分"),
    "step_parts": ("Everybody's parts of {month}", "{month}全员部分"),
    "step_rest_target": ("Your target for the days to come", "剩余日指标"),
    # calculations
    "calc_rest_planned": ("by {version}, for the days to come", "{version}，剩余各日"),
    "calc_rest_facts": ("the months to come, added up", "剩余各月之和"),
    "calc_expected": (
        "targets of these days, and what had been carried over before",
        "此前各日指标与以往结转之和",
    ),
    "calc_sold": ("as it was when the plan was made anew", "重排时的实绩"),
    "calc_carry": ("{sum}: {why}", "{sum}：{why}"),
    "calc_rest_none": (
        "{sum} is less than nothing: the others have it in hand",
        "{sum}，不足零，余额由他人分享",
    ),
    "carry_by_goal": ("the goal is another one", "目标已变"),
    "carry_by_own": ("your own gap", "您自己的差额"),
    "carry_by_person": ("your own gap, in all your teams", "您在各团队的差额合计"),
    "carry_by_team": ("your team together", "团队合计"),
    "carry_by_all": ("everybody together", "全员合计"),
    "carry_by_total": ("so that everybody's add up", "使全员之和等于总数"),
    "calc_frozen": ("as planned, up to {day}", "截至{day}，按原计划"),
    "calc_month_planned": ("by {version}", "{version}"),
    "calc_month_rest_planned": ("by {version}, for the days to come", "{version}，剩余各日"),
    "calc_new_here": (
        "{capacity} of presence, at what the others have on average",
        "出勤 {capacity}，按其他人平均水平",
    ),
    "calc_presence": ("{sum} (presence now ÷ before)", "{sum}（现出勤 ÷ 原出勤）"),
    "calc_facts": ("{sum}, so that the month keeps its total", "{sum}，使当月合计不变"),
    "calc_taken_over": (
        "{sum} for what nobody is there for",
        "{sum}，含无人承担的部分",
    ),
    "calc_by_presence": ("{sum}, by presence", "{sum}，按出勤"),
    "calc_parts": ("those of {people}, added up", "全体 {people}之和"),
    "calc_parts_one": ("yours alone", "仅您一人"),
    "calc_odd_part": ("you have the largest part", "您的部分最大"),
    # formulas
    "formula_kept": (
        "Months of version {versions} stand as they were planned; the others are by {version}.",
        "第 {versions} 版的月份维持原计划，其余由{version}重排。",
    ),
    "formula_part": (
        "Your part = {rest} × before ÷ {patterns}: what you have to come, spread as before.",
        "您的部分 = {rest} × 上一版 ÷ {patterns}，即剩余指标按原分布分摊。",
    ),
    "formula_part_facts": (
        "Your part = {rest} × people now ÷ {patterns}: what you have to come, spread as before by "
        "who is there now.",
        "您的部分 = {rest} × 按现有人员 ÷ {patterns}，即剩余指标按现有人员的分布分摊。",
    ),
    "formula_part_presence": (
        "Your part = {rest} × presence ÷ {patterns}: you had nothing to come before.",
        "您的部分 = {rest} × 出勤 ÷ {patterns}，此前您没有剩余指标。",
    ),
    "formula_exact": (
        "Exact = everybody × your part ÷ all parts.",
        "精确份额 = 全员指标 × 您的部分 ÷ 全员部分。",
    ),
    "formula_exact_left": (
        "Exact = left × your part ÷ all parts.",
        "精确份额 = 其余 × 您的部分 ÷ 部分合计。",
    ),
    "formula_rest_rounding": (
        "Targets are {units}: added up from the first month planned anew on, they stay less than "
        "{unit} from the exact shares.",
        "指标{units}：从重排的首月累计，与精确份额之差始终小于 {unit}。",
    ),
    "formula_frozen": (
        "Target = the days that were over on {day} + the days to come.",
        "指标 = 截至{day}已过部分 + 剩余部分。",
    ),
    "formula_carried": (
        "Carried over is what was sold until the day less what was to be reached: with it the "
        "column adds up to your target.",
        "结转 = 此前实绩 − 应完成；加上结转，各月之和等于您的指标。",
    ),
}
