"""The words of reviews, `key: (English, Chinese)`."""

from typing import Final

REVIEWS: Final[dict[str, tuple[str, str]]] = {
    # titles and headings
    "review_title": ("{title}: review as of {day}", "{title}：截至{day}回顾"),
    "review_heading": ("{metric}, {period}", "{metric} · {period}"),
    "review_days": (
        "{gone} of {days} working days gone",
        "已过 {gone} 个工作日，共 {days} 个",
    ),
    "week_of": ("week of {day}", "{day}当周"),
    "year_to_date": ("{year} to date", "{year} 年初至今"),
    "actual": ("Actual", "实际"),
    "expected_to_date": ("Expected", "应完成"),
    "variance": ("Variance", "差异"),
    "pace": ("Pace", "进度比"),
    "required_run_rate": ("Needed/day", "需日均"),
    "landing": ("Landing", "预计达成"),
    "status": ("Status", "状态"),
    "status_on_track": ("on track", "正常"),
    "status_at_risk": ("at risk", "有风险"),
    "status_behind": ("behind", "落后"),
    "status_not_begun": ("nothing due", "暂无任务"),
    "status_no_target": ("no target", "无指标"),
    "not_on_team": ("{name} (not on the team)", "{name}（不在团队）"),
    "months_without_target": (
        "{name} (months without a target)",
        "{name}（无指标月份）",
    ),
    "nobody": ("Nobody", "无负责人"),
    "review_closing": (
        "{period}: {actual} of {target}, {expected} expected by now",
        "{period}：已完成 {actual}，指标 {target}，应完成 {expected}",
    ),
    "review_landing": ("landing {landing}", "预计达成 {landing}"),
    "review_range": ("between {low} and {high} in 4 of 5 cases", "八成可能在 {low} 至 {high} 之间"),
    "review_no_actuals": ("There are no actuals yet.", "尚无实际数据。"),
    "review_not_begun": ("{period} has not begun.", "{period}尚未开始。"),
    "review_no_target": ("Nobody has a target for {period}.", "{period}没有任何指标。"),
    "below_threshold": (
        "below {threshold}: {names}",
        "低于 {threshold}：{names}",
    ),
    "reviewing": ("Reviewing", "回顾"),
    "as_of": ("as of {day}", "截至{day}"),
    "everybody": ("Everybody", "全体"),
    "metric": ("Metric", "考核项"),
    "other_metrics": ("Other metrics", "其他考核项"),
    "period": ("Period", "期间"),
    "card_title": ("{name} – {title}", "{name} · {title}"),
    # sheets
    "meeting": ("Meeting", "周会"),
    "standings": ("Standings", "达成情况"),
    "why": ("Why", "原因"),
    "risks": ("Risks", "风险"),
    "trend": ("Trend", "走势"),
    "chart_data": ("Chart data", "图表数据"),
    # columns
    "rank": ("Rank", "排名"),
    "attainment": ("Attainment", "完成率"),
    "variance_of_period": ("Variance to target", "与指标差异"),
    "run_rate": ("Per day so far", "日均"),
    "landing_low": ("Landing, low", "预计达成下限"),
    "landing_high": ("Landing, high", "预计达成上限"),
    "days_gone": ("Days gone", "已过天数"),
    "days_left": ("Days left", "剩余天数"),
    "rank_of": ("{rank} of {count}", "第 {rank} 名，共 {count} 人"),
    # figures at the head
    "fact_expected": ("{expected} expected", "应完成 {expected}"),
    "fact_attained": ("{share} attained", "完成率 {share}"),
    "fact_run_rate": ("{run_rate} so far", "至今日均 {run_rate}"),
    # charts
    "chart_progress": ("{metric} since the start, {period}", "{metric}累计 · {period}"),
    "chart_variances": ("Ahead and behind, {period}", "超前与落后 · {period}"),
    "chart_data_note": (
        "Cumulative amounts at the end of each day; in a long period, of each week.",
        "每日结束时的累计数；期间较长时按周。",
    ),
    "standing_note": (
        "Expected = target of the days gone, by the plan's own days. Variance = actual − expected, "
        "variance to target = actual − target: positive is ahead. Attainment = actual ÷ target, "
        "pace = actual ÷ expected. Days are working days, of a person those present. The landing "
        "holds between low and high in 4 of 5 cases. Landings of people, teams and the whole are "
        "each projected from their own past and do not add up.",
        "应完成 = 按计划日历已过各日的指标。差异 = 实际 − 应完成，与指标差异 = 实际 − 指标，"
        "正数为超前。"
        "完成率 = 实际 ÷ 指标，进度比 = 实际 ÷ 应完成。天数为工作日（个人为出勤日）。"
        "预计达成八成可能落在上下限之间；个人、团队与合计各按自身历史推算，不可相加。",
    ),
    # versions of the plan
    "version_number": ("version {number}", "第 {number} 版"),
    "version_original": ("{version}, the original", "{version}（初版）"),
    "version_current": ("{version}, the current one", "{version}（现行版）"),
    "judged_by": ("Judged by {version}", "按{version}评价"),
    "judged_by_as_of": (
        "Judged by {version}, made as of {day}",
        "按{version}评价，自{day}后重排",
    ),
    "judged_beside": (
        "By {version}: pace {pace}, attainment of {year} {attainment}",
        "按{version}：进度比 {pace}，{year} 年完成率 {attainment}",
    ),
    "attained_of_version": ("Attained, v{number}", "第{number}版完成率"),
    "of_version": ("{name}, v{number}", "第{number}版{name}"),
    "year_by_versions": ("{year} by {beside} and by {chosen}", "{year}：{beside}与{chosen}对照"),
    "year_by_versions_note": (
        "What a new version carries over from the past is no longer missing by it: from its day on "
        "expected begins with what had been sold. The version before still shows it.",
        "新版本已将此前差额结转，自重排之日起应完成以实绩为起点；旧版本仍反映原有差额。",
    ),
    # why
    "working_days_count": ("{count} working days", "{count} 个工作日"),
    "working_days_count_one": ("{count} working day", "{count} 个工作日"),
    "days_count": ("{count} days", "{count} 天"),
    "days_count_one": ("{count} day", "{count} 天"),
    "customers_total": ("{count} customers", "{count} 家客户"),
    "customers_total_one": ("{count} customer", "{count} 家客户"),
    "people": ("People", "人员"),
    "mix_product": ("Products", "产品"),
    "mix_region": ("Regions", "区域"),
    "mix_customer": ("Customers", "客户"),
    "without_name": ("(no name)", "（未填写）"),
    "list_separator": (", ", "、"),
    "contributor": ("{name} {amount}", "{name} {amount}"),
    "why_contributors": ("{what}: most from {names}.", "{what}：主要来自 {names}。"),
    "why_orders": (
        "Orders {orders}, due by now {expected_orders}: {volume}. "
        "Average order {average}, planned {expected_average}: {price}.",
        "订单 {orders} 笔，至今应有 {expected_orders} 笔，影响 {volume}；"
        "平均订单额 {average}，计划 {expected_average}，影响 {price}。",
    ),
    "why_orders_last_year": (
        "Orders {orders}, due by now {expected_orders} at last year's {expected_average} each: "
        "{volume}. Average order {average}: {price}.",
        "订单 {orders} 笔，按去年平均订单额 {expected_average} 至今应有 {expected_orders} 笔，"
        "影响 {volume}；今年平均订单额 {average}，影响 {price}。",
    ),
    "why_customers": (
        "Customers against the same days last year: {parts}; {asked}.",
        "客户（与去年同期比）：{parts}；{asked}。",
    ),
    "why_asked_more": (
        "the plan asks for more than then: {growth}",
        "计划要求高于去年同期，影响 {growth}",
    ),
    "why_asked_less": (
        "the plan asks for less than then: {growth}",
        "计划要求低于去年同期，影响 {growth}",
    ),
    "why_asked_same": ("the plan asks for as much as then", "计划要求与去年同期持平"),
    "bridge_new": ("{count} new {amount}", "新增 {count} 家 {amount}"),
    "bridge_back": ("{count} back {amount}", "回归 {count} 家 {amount}"),
    "bridge_kept": ("{count} kept {amount}", "保持 {count} 家 {amount}"),
    "bridge_lost": ("{count} without an order {amount}", "未下单 {count} 家 {amount}"),
    "why_unnamed": (
        "Sales without a customer's name: {amount}.",
        "未填写客户的销售：{amount}。",
    ),
    "why_orders_heading": ("Orders × average order", "订单数 × 平均订单额"),
    "orders_note": (
        "Volume = orders × planned average order − expected. Price = the rest, what an order "
        "brings more or less than planned. Volume + price = variance.",
        "订单量 = 订单数 × 计划平均订单额 − 应完成；平均订单额 = 其余部分。两者之和 = 差异。",
    ),
    "orders_note_last_year": (
        "Volume = orders × expected average order − expected. Price = the rest. Volume + price = "
        "variance. The expected average order is the plan's where it plans orders, else that of "
        "the same days last year.",
        "订单量 = 订单数 × 应有平均订单额 − 应完成；平均订单额 = 其余部分。两者之和 = 差异。"
        "计划含订单数时用计划平均订单额，否则用去年同期平均订单额。",
    ),
    "why_customers_heading": ("Customers", "客户"),
    "customers_note": (
        "Against the same days last year. New: never bought before; back: bought before, not in "
        "the same days last year; kept: bought in both; without an order: bought then and not now. "
        "Plan against then: sold then − expected, negative where "
        "the plan asks for more. The columns add up to the variance. A customer of two people is "
        "counted with each.",
        "与去年同期比。新增：从未购买；回归：曾购买，但去年同期没有；保持：两期都购买；"
        "未下单：去年同期购买而今年没有；计划增长影响 = 去年同期销售 − 应完成，"
        "计划要求增长时为负。各列之和 = 差异。由两人服务的客户各计一次。",
    ),
    "why_product_heading": ("Products", "产品"),
    "why_region_heading": ("Regions", "区域"),
    "why_customer_heading": ("Largest differences by customer", "差异最大的客户"),
    "mix_note": (
        "Expected is divided by the sales of the same days last year.",
        "应完成按去年同期销售占比分摊。",
    ),
    "expected_orders": ("Expected orders", "应有订单数"),
    "average_order": ("Average order", "平均订单额"),
    "expected_average_order": ("Expected average", "应有平均订单额"),
    "volume": ("Volume", "订单量影响"),
    "price": ("Price", "平均订单额影响"),
    "customers_new": ("New", "新增"),
    "customers_new_count": ("New customers", "新增客户数"),
    "customers_back": ("Back", "回归"),
    "customers_back_count": ("Customers back", "回归客户数"),
    "customers_kept": ("Kept", "保持"),
    "customers_kept_count": ("Customers kept", "保持客户数"),
    "customers_lost": ("Without an order", "未下单"),
    "customers_lost_count": ("Customers without an order", "未下单客户数"),
    "customers_unnamed": ("No name", "未填写"),
    "asked_growth": ("Plan against then", "计划增长影响"),
    "others": ("{count} others", "其他 {count} 项"),
    # risks
    "risk": ("Risk", "风险"),
    "whose_target": ("Whose target", "影响对象"),
    "at_stake": ("At stake", "影响金额"),
    "no_risks": ("No risk was found.", "未发现风险。"),
    "risks_note": (
        "Ranked by what they may cost by the end of the period. They overlap: a person's risk is "
        "part of the team's, so they do not add up.",
        "按期末可能的影响排序。各项可能重叠（个人风险也是团队风险），不可相加。",
    ),
    "risk_kind_pace": ("Pace", "进度"),
    "risk_kind_landing": ("Out of reach", "难以达成"),
    "risk_kind_customer": ("One customer", "客户集中"),
    "risk_kind_person": ("One person", "人员集中"),
    "risk_kind_stopped": ("Customer stopped", "客户停购"),
    "risk_kind_break": ("Break", "趋势变化"),
    "risk_kind_days": ("Too few days", "时间不足"),
    "risk_pace": (
        "{name} is {stake} behind: {actual} of {expected} expected by now.",
        "{name}：进度落后 {stake}，至今应完成 {expected}，实际完成 {actual}。",
    ),
    "risk_landing": (
        "{name} will hardly reach {target}: landing {landing}, at best {high}; {stake} short.",
        "{name}：难以完成指标 {target}，预计完成 {landing}，最好也只有 {high}，将缺 {stake}。",
    ),
    "risk_customer": (
        "{name}: {customer} bought {share} of everything since {since}; {stake} of what is to come "
        "depends on them.",
        "{name}：自{since}起，{share} 的销售来自{customer}，后续还有 {stake} 取决于该客户。",
    ),
    "risk_person": (
        "{person} sold {share} of everything ({people} people); {stake} of what is to come depends "
        "on one person.",
        "{person}：一人完成了全部销售的 {share}（共 {people} 人），后续还有 {stake} 取决于此人。",
    ),
    "risk_stopped": (
        "{customer} ({name}) bought last on {last}, {silent} ago, usually every {gap}: this may "
        "cost {stake} by the end of the period.",
        "{customer}（{name}）最近一次购买是{last}，距今 {silent}，以往约每 {gap}购买一次；"
        "到期末约少 {stake}。",
    ),
    "risk_break": (
        "{name}: the three months from {since} brought {actual}; from the months before, "
        "{expected} was to be expected and at least {low}: {stake} less.",
        "{name}：自{since}起的三个月只完成 {actual}，按此前各月推算应有 {expected}（至少 {low}），"
        "少了 {stake}。",
    ),
    "risk_days": (
        "{name} needs {needed} a day for the last {days}, so far {run_rate}: of {missing} "
        "missing, {stake} will not come at this rate.",
        "{name}：还剩 {days}，还差 {missing}，每个工作日需完成 {needed}，至今日均只有 {run_rate}；"
        "照此速度将缺 {stake}。",
    ),
    # cards
    "against_team": ("Against the team", "与团队相比"),
    "strongest": (
        "Strongest: {name} {mine}, team {team}.",
        "最强的是{name}：本人 {mine}，团队 {team}。",
    ),
    "weakest": (
        "Weakest: {name} {mine}, team {team}.",
        "最弱的是{name}：本人 {mine}，团队 {team}。",
    ),
    "against": (
        "Like the team: {name} {mine}.",
        "与团队持平的是{name}：均为 {mine}。",
    ),
    "least_ahead": (
        "Least ahead: {name} {mine}, team {team}.",
        "领先最少的是{name}：本人 {mine}，团队 {team}。",
    ),
    "least_behind": (
        "Least behind: {name} {mine}, team {team}.",
        "落后最少的是{name}：本人 {mine}，团队 {team}。",
    ),
    "point_pace": ("pace of {metric}", "{metric}进度比"),
    "point_average_order": ("average order", "平均订单额"),
    "point_kept": ("customers of last year who bought again", "去年同期客户再次购买率"),
    "open_questions": ("Open questions", "待讨论问题"),
    "ask_missing": (
        "{missing} is missing with {days} left, {needed} a day: which deals will bring it?",
        "还差 {missing}，剩余 {days}，每个工作日需 {needed}：由哪些商机来完成？",
    ),
    "ask_silence": (
        "{customer} usually bought every {gap}, last on {last}: what has changed?",
        "{customer} 以往约每 {gap}购买一次，最后一次是{last}：发生了什么变化？",
    ),
    "ask_dependence": (
        "{customer} is {share} of all sales: who could carry a part of it?",
        "销售额的 {share} 来自{customer}：还有哪些客户可以分担？",
    ),
    "ask_lost": (
        "Bought in the same days last year and not yet now: {count}. Who is worth a call?",
        "去年同期购买、今年尚未购买：{count}。哪些值得联系？",
    ),
    "ask_on_track": (
        "What went well, and what of it can others use?",
        "哪些做法有效，可以供他人借鉴？",
    ),
    "agreed": ("Agreed", "约定"),
    "what": ("What", "事项"),
    "who": ("Who", "负责人"),
    "by_when": ("By when", "期限"),
    # trend
    "trend_sentence": ("Pace of the year to date: {steps}.", "年初至今进度比：{steps}。"),
    "trend_sentence_original": (
        "Pace of the year to date by version 1 of the plan: {steps}.",
        "年初至今进度比（按第 1 版计划）：{steps}。",
    ),
    "trend_note_original": (
        "Each review as of its day. The plan was made anew in between: all are by its version 1, "
        "so that they compare.",
        "各次回顾均截至当日；期间计划有过重排，统一按第 1 版计划，以便比较。",
    ),
    "trend_note": (
        "Each review as it was said on its day, by the targets of that day.",
        "各次回顾按当日的指标与数据。",
    ),
    "trend_pace": ("{metric}: pace of the year to date", "{metric}：年初至今进度比"),
    "trend_attainment": ("Attainment, {period}", "完成率 · {period}"),
    "edits": ("{count} targets were edited by hand.", "{count} 个指标被手工修改。"),
    "edits_one": ("1 target was edited by hand.", "1 个指标被手工修改。"),
}
