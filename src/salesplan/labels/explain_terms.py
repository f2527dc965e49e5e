"""The words that explain a target to the person who got it, `key: (English, Chinese)`."""

from typing import Final

EXPLANATIONS: Final[dict[str, tuple[str, str]]] = {
    # titles and headings
    "why_number": ("Why this number", "指标说明"),
    "explain_title": (
        "{name} – {metric}, {period}: {target}",
        "{name} · {metric} · {period}：{target}",
    ),
    "explain_year": ("{year}", "{year}年"),
    "explain_steps": ("From the goal to the target", "从目标到个人指标"),
    "explain_constants": ("What holds all year", "全年不变的部分"),
    "explain_months": ("Month by month", "逐月计算"),
    "explain_days_heading": ("Days that count", "折算天数"),
    "explain_formulas": ("How it is calculated", "计算方法"),
    # sentences
    "explain_because": (
        "Your target for {period} is {target}: {share} of the {total} that {people} are "
        "to reach together.",
        "您{period}的指标是 {target}，占全体 {people}共同指标（{total}）的 {share}。",
    ),
    "explain_planned": (
        "The plan gave you {target}: {share} of the {total} that {people} were to reach together.",
        "原计划给您的指标是 {target}，占全体 {people}共同指标（{total}）的 {share}。",
    ),
    "explain_alone": (
        "Your target for {period} is {target}: nobody shares it with you.",
        "您{period}的指标是 {target}：由您一人承担。",
    ),
    "explain_alone_planned": (
        "The plan gave you {target}: nobody shares it with you.",
        "原计划给您的指标是 {target}：由您一人承担。",
    ),
    "explain_not_there": (
        "You have no target for {period}: you are not there on any of its working days.",
        "您{period}没有指标：期间没有一个工作日在岗。",
    ),
    "explain_edited": (
        "Your target for {period} is {target}. The plan had {planned}: targets were changed by "
        "hand, yours or others' whose difference you share.",
        "您{period}的指标是 {target}，原计划为 {planned}："
        "指标经手工修改（直接修改，或分摊他人修改的差额）。",
    ),
    "explain_level": (
        "Shares go by weight. Your level, {level}, weighs {weight}.",
        "份额按权重计算。您的等级是{level}，权重 {weight}。",
    ),
    "explain_level_part": (
        "Shares go by weight. Your level, {level}, weighs {weight}; you work {fte} of full time.",
        "份额按权重计算。您的等级是{level}，权重 {weight}，非全职按 {fte} 计。",
    ),
    "explain_record_more": (
        "In {months} you brought in {sold}, where your level would have brought in {expected}: "
        "that raises your weight by {change}.",
        "过去 {months}您的业绩为 {sold}，同等级应为 {expected}：您的权重因此提高 {change}。",
    ),
    "explain_record_less": (
        "In {months} you brought in {sold}, where your level would have brought in {expected}: "
        "that lowers your weight by {change}.",
        "过去 {months}您的业绩为 {sold}，同等级应为 {expected}：您的权重因此降低 {change}。",
    ),
    "explain_record_same": (
        "In {months} you brought in {sold}, where your level would have brought in {expected}: "
        "that leaves your weight as it is.",
        "过去 {months}您的业绩为 {sold}，同等级应为 {expected}：您的权重不变。",
    ),
    "explain_no_record": (
        "No earlier sales of yours are known, so you count as your level.",
        "没有您过去的业绩，因此按等级计算。",
    ),
    "explain_limited": (
        "A limit decides: {limits}. Without limits your exact share would be {exact}.",
        "由限制决定：{limits}。没有限制时，您的精确份额为 {exact}。",
    ),
    "explain_left": (
        "Limits leave {left} of it to be shared by {people} by their weights.",
        "受限制影响，其中 {left} 由 {people}按权重分担。",
    ),
    "explain_left_one": (
        "Limits leave {left} of it to you.",
        "受限制影响，其中 {left} 由您承担。",
    ),
    "month_count": ("{count} months", "{count} 个月"),
    "month_count_one": ("1 month", "1 个月"),
    "explain_days": (
        "You are there on {days} of {working} working days.",
        "{working} 个工作日中您在岗 {days} 天。",
    ),
    "explain_days_ramp": (
        "You are there on {days} of {working} working days; while you are starting they count as "
        "{counted}.",
        "{working} 个工作日中您在岗 {days} 天，爬坡期内折算为 {counted} 天。",
    ),
    "explain_ramp": (
        "While you are starting, your {days} working days count as {counted}.",
        "爬坡期内，您的 {days} 个工作日折算为 {counted} 天。",
    ),
    "explain_rounded": (
        "Your exact share is {exact}. Targets are {units}; what is rounded off is made up for in "
        "the months after.",
        "您的精确份额是 {exact}。指标{units}，舍入的差额在以后各月补齐。",
    ),
    "explain_rounded_year": (
        "Your exact share is {exact}. Targets are {units}, so that everybody's add up.",
        "您的精确份额是 {exact}。指标{units}，使全员之和等于总数。",
    ),
    "explain_others_carry": (
        "The others' targets were changed against it: together everybody still has {total}.",
        "其他人的指标已相应调整，全员合计仍为 {total}。",
    ),
    "explain_nobody_carries": (
        "Nobody else's target was changed: together everybody has {total} instead of {before}.",
        "其他人的指标没有调整，全员合计由 {before} 变为 {total}。",
    ),
    "explain_some_carry": (
        "The others' targets were changed by {others}: together everybody has {total} instead of "
        "{before}.",
        "其他人的指标合计变动 {others}，全员合计由 {before} 变为 {total}。",
    ),
    # columns
    "step": ("Step", "步骤"),
    "calculation": ("Calculation", "计算"),
    "figure": ("Figure", "数值"),
    "season_index": ("Index", "指数"),
    "days_short": ("Days", "工作日"),
    "all_together": ("Everybody", "全员指标"),
    "days_counted": ("Counted", "折算天数"),
    "weight": ("Weight", "权重"),
    "all_weights": ("All weights", "全员权重"),
    "exact_share": ("Exact", "精确份额"),
    "left_over": ("Left", "其余"),
    "under_limits": ("Under limits", "限制后"),
    "planned": ("Planned", "原计划"),
    # steps
    "step_quarter": ("Fixed for {quarter}", "{quarter} 固定指标"),
    "step_rest": ("For the other quarters", "其余季度"),
    "step_rest_of_year": ("For the rest of the year", "其余月份"),
    "step_left_quarter": ("For the other months of {quarter}", "{quarter} 其余月份"),
    "step_season": ("Season of {month}", "{month}季节权重"),
    "step_all_seasons": ("Seasons added up", "季节权重合计"),
    "step_exact_total": ("Share of {month}, exact", "{month}应得份额（精确）"),
    "step_total": ("Everybody's target in {month}", "{month}全员指标"),
    "step_whole": ("Of it in whole units", "其中整单位部分"),
    "step_left": ("Left by limits", "限制之外"),
    "step_limited": ("Under limits", "限制后"),
    "step_days": ("Days that count", "折算天数"),
    "step_weight": ("Your weight", "您的权重"),
    "step_weights": ("Everybody's weights", "全员权重"),
    "step_exact": ("Your exact share", "您的精确份额"),
    "step_before": ("From the months before", "以前各月结转"),
    "step_odd": ("Remainder of the month", "当月余数"),
    "step_target": ("Your target", "您的指标"),
    "step_edited": ("After changes by hand", "手工修改后"),
    # calculations
    "calc_growth": (
        "{base} in {year} × {factors}, in {units}",
        "{year} 年 {base} ×{factors}，{units}",
    ),
    "calc_grown": ("(1 + {growth})", "（1 + {growth}）"),
    "calc_driven": (
        "(1 + {customers} customers) × (1 + {orders_per_customer} orders per customer) × "
        "(1 + {average_order} average order)",
        "（1 + 客户 {customers}）×（1 + 每户订单 {orders_per_customer}）×"
        "（1 + 平均订单额 {average_order}）",
    ),
    "calc_market": ("(1 + {growth} market)", "（1 + 市场 {growth}）"),
    "calc_market_share": (
        "(1 + {growth} market) × {share_to} ÷ {share_from} share",
        "（1 + 市场 {growth}）× 份额 {share_to} ÷ {share_from}",
    ),
    "calc_long_term": (
        "even growth from {base} in {year} to {annual} in {end}",
        "从 {year} 年 {base} 匀速增长到 {end} 年 {annual}",
    ),
    "calc_probability": (
        "reached with a probability of {probability}, by the forecast",
        "按预测，达成概率为 {probability}",
    ),
    "calc_commitments": ("what people commit to, added up", "个人承诺之和"),
    "calc_over": ("{goal} × (1 + {over})", "{goal} ×（1 + {over}）"),
    "calc_quarter": ("{amount}, as fixed", "固定为 {amount}"),
    "calc_quarter_over": ("{amount}, as fixed, × (1 + {over})", "固定为 {amount} ×（1 + {over}）"),
    "calc_quarter_exact": ("{share} of {assigned}, as fixed", "固定为 {assigned} 的 {share}"),
    "calc_quarter_share": (
        "{share} of {assigned}, as fixed, in {units}",
        "固定为 {assigned} 的 {share}，{units}",
    ),
    "calc_rest": ("{assigned} − {fixed} in fixed quarters", "{assigned} − 固定季度 {fixed}"),
    "calc_rest_of_year": ("{assigned} − {fixed} that is fixed", "{assigned} − 固定部分 {fixed}"),
    "calc_left_quarter": ("{all} − {fixed} in fixed months", "{all} − 固定月份 {fixed}"),
    "calc_season": (
        "{index} per working day × {days} working days",
        "每工作日指数 {index} × {days} 个工作日",
    ),
    "calc_seasons_year": ("the same for every month of the year", "全年各月同样计算后相加"),
    "calc_seasons_quarter": (
        "the same for every month of {quarter}",
        "{quarter} 各月同样计算后相加",
    ),
    "calc_seasons_rest": (
        "the same for every month outside of the fixed quarters",
        "固定季度以外各月同样计算后相加",
    ),
    "calc_seasons_left": (
        "the same for every month of {quarter} that is not fixed",
        "{quarter} 非固定各月同样计算后相加",
    ),
    "calc_seasons_rest_of_year": (
        "the same for every month that is not fixed",
        "非固定各月同样计算后相加",
    ),
    "calc_total": ("in {units}, so that the months add up", "{units}，使各月之和等于总数"),
    "calc_moved": ("{sum}; {moved} by limits", "{sum}；因限制调整 {moved}"),
    "calc_left": ("{sum} that others have", "{sum}（其他人的指标）"),
    "calc_called_in": ("asked for by a limit alone", "仅由限制决定"),
    "calc_limited": ("{sum} ({limits})", "{sum}（{limits}）"),
    "calc_limited_whole": (
        "in {units}, so that limits and months add up",
        "{units}，使限制与各月合计均成立",
    ),
    "calc_whole": (
        "the other {odd} go to the largest weight of the month",
        "余下的 {odd} 归当月权重最大者",
    ),
    "calc_fte": ("of a full-time job", "占全职的比例"),
    "calc_days": ("{working} working days", "{working} 个工作日"),
    "calc_away": ("{sum} − {days} ({why})", "{sum} − {days}（{why}）"),
    "calc_ramp_step": ("{days} × {share}", "{days} × {share}"),
    "calc_then": ("{first}; {then}", "{first}；{then}"),
    "away_start": ("you start on {day}", "{day}入职"),
    "away_end": ("you leave after {day}", "{day}离职"),
    "away_leave": ("leave {first} – {last}", "{first}至{last}休假"),
    "away_leave_day": ("leave on {first}", "{first}休假"),
    "away_reason": ("{away}: {reason}", "{away}：{reason}"),
    "calc_record": (
        "1 + {credibility} × ({sold} ÷ {expected} − 1)",
        "1 + {credibility} ×（{sold} ÷ {expected} − 1）",
    ),
    "calc_no_record": ("no earlier sales: the level alone", "没有过去业绩，仅按等级"),
    "calc_record_least": ("{record}, but at least {least}", "{record}，但不低于 {least}"),
    "calc_weights_one": ("yours alone", "仅您一人"),
    "calc_weights": ("those of {people}, added up", "全体 {people}的权重之和"),
    "calc_before": (
        "{before} exact − {given} in targets",
        "精确份额 {before} − 已下达 {given}",
    ),
    "calc_odd": ("you have the largest weight", "您的权重最大"),
    "calc_same": ("{sum} = {due}", "{sum} = {due}"),
    "calc_down": ("{due}, down to {units}", "{due}，向下{units}"),
    "calc_up": ("{due}, up to {units}", "{due}，向上{units}"),
    "calc_edited": ("{planned} in the plan", "原计划 {planned}"),
    "in_ones": ("whole numbers", "取整数"),
    "in_units": ("whole {unit}s", "取整到 {unit}"),
    # formulas
    "formula_year": (
        "Everybody = {amount} × index × days ÷ {seasons}, in {units}. {seasons} is index × days "
        "added up over the year.",
        "全员指标 = {amount} × 指数 × 工作日 ÷ {seasons}，{units}。"
        "{seasons} 为全年各月指数 × 工作日之和。",
    ),
    "formula_quarter": (
        "Everybody in {quarter} = {amount} × index × days ÷ {seasons}, in {units}. {seasons} is "
        "index × days added up over {quarter}.",
        "{quarter} 全员指标 = {amount} × 指数 × 工作日 ÷ {seasons}，{units}。"
        "{seasons} 为 {quarter} 各月指数 × 工作日之和。",
    ),
    "formula_rest": (
        "Everybody in other quarters = {amount} × index × days ÷ {seasons}, in {units}. {seasons} "
        "is index × days added up over their months.",
        "其余季度全员指标 = {amount} × 指数 × 工作日 ÷ {seasons}，{units}。"
        "{seasons} 为其各月指数 × 工作日之和。",
    ),
    "formula_month": (
        "Everybody in {month} = {amount}, as fixed.",
        "{month}全员指标固定为 {amount}。",
    ),
    "formula_left_quarter": (
        "Everybody in other months of {quarter} = {amount} × index × days ÷ {seasons}, in {units}. "
        "{seasons} is index × days added up over them.",
        "{quarter} 其余各月全员指标 = {amount} × 指数 × 工作日 ÷ {seasons}，{units}。"
        "{seasons} 为其指数 × 工作日之和。",
    ),
    "formula_rest_months": (
        "Everybody in months that are not fixed = {amount} × index × days ÷ {seasons}, in {units}. "
        "{seasons} is index × days added up over them.",
        "非固定各月全员指标 = {amount} × 指数 × 工作日 ÷ {seasons}，{units}。"
        "{seasons} 为其指数 × 工作日之和。",
    ),
    "formula_weight": (
        "Weight = {level} (level) × {fte} (FTE) × counted ÷ days × {factor} (record factor).",
        "权重 = {level}（等级）× {fte}（全职比例）× 折算天数 ÷ 工作日 × {factor}（记录系数）。",
    ),
    "formula_share": (
        "Exact = everybody × weight ÷ all weights.",
        "精确份额 = 全员指标 × 权重 ÷ 全员权重。",
    ),
    "formula_left": (
        "Left = everybody − what others have by limits; {people} share it by their weights.",
        "其余 = 全员指标 − 其他人因限制承担的指标，由 {people}按权重分担。",
    ),
    "formula_share_left": (
        "Exact = left × weight ÷ all weights.",
        "精确份额 = 其余 × 权重 ÷ 权重合计。",
    ),
    "formula_moved": (
        "Limits left the months no room: some of them differ from the year's shape.",
        "限制与年内分布无法兼顾，部分月份因此偏离季节分布。",
    ),
    "formula_limited": (
        "Under limits = the nearest to the exact shares that keeps every limit and every month; "
        "targets are {units}.",
        "限制后 = 在满足所有限制和各月合计的前提下最接近精确份额的数；指标{units}。",
    ),
    "formula_odd": (
        "Of everybody's target only multiples of {unit} are shared out like this; the remainder of "
        "a month goes to the largest weight.",
        "按此分配的是全员指标中 {unit} 的整数倍，当月余数归权重最大者。",
    ),
    "formula_rounding": (
        "Targets are {units}: added up from the year's first month on, they stay less than {unit} "
        "from the exact shares.",
        "指标{units}：从年初累计，与精确份额之差始终小于 {unit}。",
    ),
    "formula_before": (
        "Before {month} exact shares came to {before}, targets to {given}.",
        "{month}之前精确份额累计 {before}，已下达指标 {given}。",
    ),
}
