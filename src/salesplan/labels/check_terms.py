"""The words of the plan check, `key: (English, Chinese)`."""

from typing import Final

CHECK_TERMS: Final[dict[str, tuple[str, str]]] = {
    "plan_check": ("Plan check", "计划检查"),
    "plan_check_of": ("Plan check for {metric}", "{metric}计划检查"),
    "plan_check_counts": ("{heading}: {counts}", "{heading}：{counts}"),
    "plan_check_count": ("{count} {rating}", "{rating} {count} 项"),
    "plan_check_line": ("{check} – {rating}: {why}", "{check} – {rating}：{why}"),
    "plan_check_short": (
        "{check}: {value} – {rating} (fine: {fine}; {source})",
        "{check}：{value} – {rating}（正常范围：{fine}；{source}）",
    ),
    "plan_check_shortest": (
        "{check}: {value} – {rating} (fine: {fine})",
        "{check}：{value} – {rating}（正常范围：{fine}）",
    ),
    "of_people": ("{count} of {people} far beyond", "{people} 人中 {count} 人过高"),
    "times_average": ("{value} × the average for {name}", "{name} 为平均的 {value} 倍"),
    "plan_check_limits": (
        "fine: {fine} · act: {act} · source: {source}",
        "正常：{fine} · 需调整：{act} · 依据：{source}",
    ),
    # checks and ratings
    "check_reaching": ("People reaching their target", "达标人数占比"),
    "check_median": ("Median attainment", "完成率中位数"),
    "check_growth": ("Growth asked of people", "个人增长要求"),
    "check_fairness": ("Fairness", "公平性"),
    "check_load": ("Load by capacity", "产能负荷"),
    "check_over": ("Over-assignment", "超额分配"),
    "check_carriers": ("Weight on one person", "个人集中度"),
    "check_customers": ("Weight of one customer", "客户集中度"),
    "rating_fine": ("fine", "正常"),
    "rating_watch": ("watch", "留意"),
    "rating_act": ("act", "需调整"),
    "rating_unknown": ("unknown", "未知"),
    # thresholds
    "fine_reaching": ("{low} to {high}", "{low} 至 {high}"),
    "fine_median": ("100% or more", "不低于 100%"),
    "fine_growth": (
        "nobody {far} above their best 12 months",
        "没有人比本人最好的 12 个月高 {far}",
    ),
    "fine_fairness": (
        "within ±{clear}, or by chance",
        "±{clear} 以内，或不显著",
    ),
    "fine_load": ("at most {most} ×", "不超过 {most} 倍"),
    "fine_over": ("at most {most}", "不超过 {most}"),
    "fine_carriers": ("below {most}", "低于 {most}"),
    "fine_customers": ("below {most}", "低于 {most}"),
    "act_reaching": ("below {low} or above {high}", "低于 {low} 或高于 {high}"),
    "act_median": ("below {low}", "低于 {low}"),
    "act_growth": ("that for {many} of the people", "{many}的人如此"),
    "act_fairness": ("beyond ±{strong}, not by chance", "超出 ±{strong} 且显著"),
    "act_load": ("a whole team above that", "整个团队超过该值"),
    "act_over": ("above {most}, or below the goal", "超过 {most}，或低于目标"),
    "act_carriers": ("half or more", "达到一半"),
    "act_customers": ("{most} or more", "达到 {most}"),
    "source_reaching": (
        "advice 55–70%, {study} observed 47%",
        "建议 55–70%，{study} 实际观察 47%",
    ),
    "source_median": ("{study} observed 101%", "{study} 实际观察 101%"),
    "source_growth": ("our judgement", "经验判断"),
    "source_fairness": ("medium and large effects, {study}", "中等与大效应，{study}"),
    "source_load": ("our judgement: six days' work in five", "经验判断：五天干六天的活"),
    "source_over": ("usually 5–10%, {study}", "通常 5–10%，{study}"),
    "source_carriers": (
        "our judgement: a third, or twice an equal share",
        "经验判断：三分之一，或平均份额的两倍",
    ),
    "source_customers": ("to be disclosed from 10%, {study}", "达到 10% 需披露，{study}"),
    "half_of_people": ("half", "半数"),
    # why
    "expect_reaching": (
        "{share} of {people} can be expected to, in 4 of 5 cases {low} to {high}; {accurate} end "
        "within 20% of their target",
        "{people}中预计有 {share} 达成指标，八成可能在 {low} 至 {high} 之间；"
        "完成率在 80% 至 120% 之间的约占 {accurate}",
    ),
    "expect_median": (
        "half of the people can be expected to get beyond {share}, in 4 of 5 cases beyond {low} to "
        "{high}",
        "预计半数人员的完成率不低于 {share}，八成可能在 {low} 至 {high} 之间",
    ),
    "growth_spread": (
        "{least} to {largest} over the last 12 months, {middle} in the middle; {far}",
        "比最近 12 个月增长 {least} 至 {largest}，中位数 {middle}；{far}",
    ),
    "growth_alone": (
        "{middle} over the last 12 months; {far}",
        "比最近 12 个月增长 {middle}；{far}",
    ),
    "growth_far": (
        "{count} of {people} with {limit} or more above their best 12 months, {name} with most: "
        "{growth}",
        "{people}中有 {count} 人比本人最好的 12 个月高 {limit} 以上，最高的是 {name}（{growth}）",
    ),
    "growth_not_far": (
        "nobody with {limit} above their best 12 months",
        "没有人比本人最好的 12 个月高 {limit}",
    ),
    "fair_enough": (
        "the size of a target says little about its expected attainment: rank correlation {value} "
        "over {people}",
        "指标大小与预计完成率没有明显关系：{people}的秩相关系数为 {value}",
    ),
    "fair_harder": (
        "large targets are harder to reach than small ones: rank correlation {value} over {people}",
        "指标越大越难达成：{people}的秩相关系数为 {value}",
    ),
    "fair_easier": (
        "large targets are easier to reach than small ones: rank correlation {value} over {people}",
        "指标越大越容易达成：{people}的秩相关系数为 {value}",
    ),
    "load_whole": (
        "the same capacity is asked for {whole} over the last 12 months, that of {name} for most: "
        "{load}",
        "同样的产能需比最近 12 个月增长 {whole}；负荷最重的是 {name}（{load}）",
    ),
    "load_team": (
        "{why}; of teams, that of {team}: {load}",
        "{why}；团队中最重的是 {team}（{load}）",
    ),
    "over_none": ("targets add up to the goal", "指标之和等于目标"),
    "over_by": (
        "targets add up to {assigned}, {over} against the goal",
        "指标之和为 {assigned}，与目标相差 {over}",
    ),
    "carried_by": (
        "{name} carries {part} of all targets, the largest {fifth} of {people} {fifth_part}",
        "{name} 承担全部指标的 {part}；{people}中指标最大的 {fifth} 人合计承担 {fifth_part}",
    ),
    "bought_by": (
        "{name} bought {one} of what was sold in the last 12 months, the largest 5 of {count} "
        "customers {five}, the largest 10 {ten}",
        "最近 12 个月，{name} 占销售额的 {one}；{count} 家客户中前 5 家占 {five}，前 10 家占 {ten}",
    ),
    "bought_by_few": (
        "{name} bought {one} of what was sold in the last 12 months, one of {count} customers",
        "最近 12 个月，{count} 家客户中 {name} 占销售额的 {one}",
    ),
    # why not
    "unknown_reaching": (
        "nobody with a target has a year of sales to forecast from",
        "没有人有一年以上的销售可供预测",
    ),
    "unknown_growth": (
        "nobody with a target sold anything in a whole year before",
        "没有人有完整一年的销售可供对照",
    ),
    "unknown_fairness": (
        "it takes five people with a forecast, and targets that differ",
        "至少需要五名有预测的人员，且指标不全相同",
    ),
    "unknown_carriers": (
        "of one or two people somebody always carries half",
        "只有一两人时，总有人承担一半以上",
    ),
    "unknown_customers": (
        "no customers were read; {command} reads them",
        "未读取客户，{command} 会读取",
    ),
    # the people behind it
    "people_ahead": ("What is asked of people, and what to expect", "对个人的要求与预计结果"),
    "people_ahead_note": (
        "Expected sales, the range that holds 4 of 5 cases and the probability of the target come "
        "from people's own months and how unsteady these are; with less than a year, from what "
        "their level sells. Load: target ÷ what the same capacity brought in the last 12 months.",
        "预计、区间（八成可能）与达成概率来自本人各月业绩及其波动；不足一年者按其技能等级估计。"
        "负荷：指标 ÷ 同样产能在最近 12 个月的销售额。",
    ),
    "expected_sales": ("Expected", "预计"),
    "ahead_low": ("From", "区间下限"),
    "ahead_high": ("To", "区间上限"),
    "basis_own": ("own sales", "本人业绩"),
    "basis_level": ("level", "技能等级"),
    "ahead_basis": ("Expected by", "预计依据"),
    "last_twelve": ("Last 12 months", "最近 12 个月"),
    "ahead_growth": ("Growth asked", "要求增长"),
    "over_best": ("Over best 12 months", "比最好 12 个月"),
    "load": ("Load", "负荷"),
}
