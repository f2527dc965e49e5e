"""The words of goals and of the goal check, `key: (English, Chinese)`."""

from typing import Final

GOAL_TERMS: Final[dict[str, tuple[str, str]]] = {
    "goal_check_of": ("Goal check for {metric}", "{metric}目标检查"),
    "goal_verdicts": ("{heading}: {verdicts}", "{heading}（{verdicts}）"),
    "goal_verdict": ("{aspect} {verdict}", "{aspect}：{verdict}"),
    "goal_fine": (
        "specific, measurable, achievable, relevant, time-bound",
        "具体、可衡量、可实现、相关、有时限",
    ),
    "goal_verdict_why": ("{aspect} – {verdict}: {why}", "{aspect} – {verdict}：{why}"),
    # aspects and verdicts
    "aspect_specific": ("Specific", "具体"),
    "aspect_measurable": ("Measurable", "可衡量"),
    "aspect_achievable": ("Achievable", "可实现"),
    "aspect_relevant": ("Relevant", "相关"),
    "aspect_time_bound": ("Time-bound", "有时限"),
    "verdict_yes": ("yes", "是"),
    "verdict_doubtful": ("doubtful", "存疑"),
    "verdict_no": ("no", "否"),
    "verdict_unknown": ("unknown", "未知"),
    # why
    "check_specific": (
        "{metric} {goal} in {year}, divided among {people} in {teams}, in multiples of {unit}",
        "{year} 年{metric} {goal}，分解到 {teams} {people}，以 {unit} 为单位",
    ),
    "check_idle": ("{why}; {people} of them without a target", "{why}；其中 {people} 没有指标"),
    "measured_yes": (
        "counted from your sales, as {sold} in {year}",
        "可从销售数据统计：{year} 年为 {sold}",
    ),
    "measured_part": ("counted from your sales", "可从销售数据统计"),
    "measured_own": (
        "a metric of your own: no sales tell how much of it there was",
        "自定义指标，无法从销售数据统计",
    ),
    "measured_no_column": (
        "the history has no column that it could be counted from",
        "历史数据中没有可用于统计的列",
    ),
    "measured_no_history": (
        "there is no history to try it on",
        "没有历史数据可供验证",
    ),
    "reached": (
        "probability of reaching it {chance}; the forecast is about {expected}, in 4 of 5 cases "
        "between {low} and {high}",
        "达成概率 {chance}；预计约 {expected}，八成可能在 {low} 至 {high} 之间",
    ),
    "reached_unknown": (
        "the history is too short to say how likely it is",
        "历史太短，无法判断达成概率",
    ),
    "reached_without": (
        "without a history nobody can say how likely it is",
        "没有历史数据，无法判断达成概率",
    ),
    "too_high": (
        "{why}: more than the history lets expect (W496), so say what will be different or take a "
        "lower number",
        "{why}：高于历史所能预期的水平（W496），请说明该年有何不同，或下调目标",
    ),
    "too_sure": (
        "{why}: less than would come by itself (W497)",
        "{why}：低于照常经营的水平（W497）",
    ),
    "asked_more": (
        "{count} of {people} are asked for more than their best 12 months, {name} for most: "
        "{growth}",
        "{people}中有 {count} 人的指标高于本人最好的 12 个月，增幅最大的是 {name}（{growth}）",
    ),
    "asked_one": (
        "{name} is asked for {growth} over their best 12 months",
        "{name} 的指标比本人最好的 12 个月高 {growth}",
    ),
    "asked_none": (
        "nobody is asked for more than their best 12 months",
        "没有人的指标高于本人最好的 12 个月",
    ),
    "people_known": ("{count} people with a year behind them", "{count} 名有一年以上业绩的人员"),
    "people_known_one": ("1 person with a year behind them", "1 名有一年以上业绩的人员"),
    "serves": ("serves: {supports}", "服务于：{supports}"),
    "serves_nothing": (
        "what it serves is not written down: add supports to the goal",
        "没有写明这个目标服务于什么，可在配置的目标中补充",
    ),
    "bound_by": (
        "{first} to {last}, {days} working days; {quarters}",
        "{first} 至 {last}，{days} 个工作日；{quarters}",
    ),
    "reason_separator": ("; ", "；"),
    "chance": ("Probability", "达成概率"),
    "likely_note": (
        "Probability and range come from the errors that the forecast would have made in the past "
        "of the same sales: {months} months of history, {backtests} past totals compared.",
        "概率与区间来自预测方法在同一历史上的误差：{months} 个月历史，回测 {backtests} 次。",
    ),
    "likely_note_model": (
        "Probability and range come from how unsteady the {months} months of history are; they are "
        "too few to compare past totals with what would have been forecast.",
        "概率与区间来自 {months} 个月历史的波动；历史较短，尚无法回测。",
    ),
    # the way from last year to the goal
    "chain_heading": ("From {year} to the goal", "从 {year} 年到目标"),
    "chain_step": ("Step", "步骤"),
    "chain_assumed": ("Assumed", "假设"),
    "chain_before": ("Before", "此前"),
    "chain_amount": ("Amount", "金额"),
    "chain_count": ("Number", "数量"),
    "chain_part": ("Of {year}", "相对 {year} 年"),
    "link_one_off": ("one-off orders that will not come again", "不会再有的一次性大单"),
    "link_market": ("market growth", "市场增长"),
    "link_share": ("gain of market share", "市场份额变化"),
    "link_customers": ("more customers", "客户数变化"),
    "link_orders_per_customer": ("more orders per customer", "客均订单数变化"),
    "link_average_order": ("larger orders", "平均订单额变化"),
    "link_rounding": ("rounding to the unit", "取整"),
    "link_effort": ("to be won by effort", "需靠自身努力"),
    "chart_chain": ("{metric}: from {year} to the goal", "{metric}：从 {year} 年到目标"),
    # ways
    "ways_heading": ("Other ways to the number", "目标的其他定法"),
    "ways_note": (
        "For comparison; only the first is planned.",
        "仅供对照；计划采用第一行。",
    ),
    "way": ("Way", "定法"),
    "way_the_goal": ("the goal: {way}", "目标：{way}"),
    "way_annual": ("as given", "直接给定"),
    "way_growth": ("growth of {growth}", "增长 {growth}"),
    "way_probability": (
        "reached with a probability of {probability}",
        "达成概率 {probability} 的总额",
    ),
    "way_commitments": ("what people commit to ({file})", "个人承诺之和（{file}）"),
    "way_drivers": (
        "customers {customers}, orders per customer {orders}, average order {average}",
        "客户数 {customers}，客均订单数 {orders}，平均订单额 {average}",
    ),
    "way_market": ("market {growth}", "市场 {growth}"),
    "way_market_share": (
        "market {growth}, share {shares}",
        "市场 {growth}，份额 {shares}",
    ),
    "way_long_term": (
        "on the way to {amount} in {year}",
        "按 {year} 年达到 {amount} 的路径",
    ),
    "way_from": ("{way}, from {base} in {year}", "{way}，以 {year} 年 {base} 为基数"),
    "way_none": ("{way}: {why}", "{way}：{why}"),
    # drivers
    "drivers_heading": (
        "Customers × orders per customer × average order",
        "客户数 × 客均订单数 × 平均订单额",
    ),
    "drivers_alone_heading": (
        "What the goal takes when one of them carries it alone",
        "若只靠其中一项达成目标",
    ),
    "driver": ("Driver", "驱动因素"),
    "driver_customers": ("Customers", "客户数"),
    "driver_orders": ("Orders per customer", "客均订单数"),
    "driver_average": ("Average order", "平均订单额"),
    "driver_sales": ("Sales", "销售额"),
    "driver_change": ("Change", "变化"),
    "driver_needed": ("Needed", "需达到"),
    "driver_more": ("More by", "需增加"),
    "driver_planned": ("Planned change", "计划变化"),
    "drivers_told": (
        "by customers alone {more} more ({customers}), by order size alone {average} an order "
        "instead of {before}",
        "只靠客户数需增加 {more} 家（至 {customers} 家），"
        "只靠平均订单额需由 {before} 提高到 {average}",
    ),
    # several years
    "path_heading": ("The path to {year}", "到 {year} 年的路径"),
    "path_note": ("Even growth of {growth} a year.", "每年等比增长 {growth}。"),
    "path_sold": ("sold", "实际"),
    "path_planned": ("this plan", "本计划"),
    "path_later": ("later", "以后"),
    "chart_path": ("{metric} by year", "{metric}：按年"),
    # commitments
    "commitments_heading": ("What people commit to, and their targets", "个人承诺与指标"),
    "commitment": ("Commitment", "承诺"),
    "commitment_difference": ("Target − commitment", "指标 − 承诺"),
    # what is asked
    "asked_heading": ("Asked of people", "对个人的要求"),
    "asked_note": (
        "Targets against the best 12 months in a row that a person ever had; the most asked first.",
        "指标与本人历史上最好的连续 12 个月相比，增幅大者在前。",
    ),
    "asked_handed": (
        "Where customers are handed over, their past goes with them, for the part of the year: "
        "to whoever takes them on, from whoever gives them up.",
        "客户交接后，其历史按交接时间占全年的比例随之转移：计入接手人，从移交人中扣除。",
    ),
    "best_year": ("Best 12 months", "最好的 12 个月"),
}
