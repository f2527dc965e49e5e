"""The words of an analysis, `key: (English, Chinese)`."""

from typing import Final

ANALYSES: Final[dict[str, tuple[str, str]]] = {
    # titles, periods and figures at the head
    "analysis_title": ("What the sales history says", "销售历史分析"),
    "analysis_title_of": (
        "{organisation} – what the sales history says",
        "{organisation} · 销售历史分析",
    ),
    "analysing": ("Analysing", "分析"),
    "whole_months": ("{count} whole months", "{count} 个完整月份"),
    "whole_months_one": ("{count} whole month", "{count} 个完整月份"),
    "rows_count": ("{count} rows", "{count} 行数据"),
    "rows_count_one": ("{count} row", "{count} 行数据"),
    "from_to": ("{since} – {until}", "{since}至{until}"),
    "year_part": ("{year} ({part})", "{year}（{part}）"),
    "year_unfinished": ("{year} (unfinished)", "{year}（未完）"),
    "recent_twelve": ("the last twelve months", "最近 12 个月"),
    "recent_months": ("the {count} whole months", "已有的 {count} 个完整月份"),
    "recent_months_one": ("the one whole month", "仅有的 1 个完整月份"),
    "much_more": ("{share} more than {base}", "比 {base} 增长 {share}"),
    "much_less": ("{share} less than {base}", "比 {base} 下降 {share}"),
    "as_much": ("as much as {base}", "与 {base} 持平"),
    "year_called": ("{year}", "{year} 年"),
    "level_before": ("before ({before})", "此前（{before}）"),
    "twelve_before": ("the twelve before", "上年同期"),
    "same_months_before": ("the same months a year before", "上年同期"),
    "sentence_end": (".", "。"),
    "numbered": ("{number}. {text}", "{number}. {text}"),
    "in_brackets": (" ({text})", "（{text}）"),
    "what_matters": ("What matters", "要点"),
    "fact_recent": ("Last twelve months", "最近 12 个月"),
    "fact_growth": ("Growth", "增长"),
    "fact_before": ("over the twelve before", "与上年同期相比"),
    "fact_same": ("{days}, over a year before", "{days}，与上年同期相比"),
    "fact_total": ("Sales in all", "销售总额"),
    "fact_ahead": ("Expected for {year}", "{year} 年预计"),
    "fact_landing": ("Landing of {year}", "{year} 年预计达成"),
    "fact_between": ("80%: {low} – {high}", "80%：{low}–{high}"),
    "fact_over": ("{change} over {base}", "比 {base} 年 {change}"),
    # what is out of the ordinary
    "unusual_level": (
        "From {month} on, an average month brings {after}, {change}.",
        "自 {month} 起，月均销售为 {after}，{change}。",
    ),
    "unusual_shift": (
        "From {month} on, an average month brings {after} instead of {before}.",
        "自 {month} 起，月均销售由 {before} 变为 {after}。",
    ),
    "unusual_order": (
        "One order of {amount} on {day}{whose} is as large as {share} of all other sales of its "
        "year.",
        "{day} 有一笔 {amount} 的大单{whose}，相当于当年其余销售的 {share}。",
    ),
    "unusual_gap": ("Nothing was sold in {months}.", "{months} 没有任何销售。"),
    "unusual_month": (
        "{month} brought {actual} where about {usual} was usual.",
        "{month} 销售 {actual}，而通常约为 {usual}。",
    ),
    "unusual_more": (
        "{count} more such events stand in the workbook.",
        "另有 {count} 处异常，见工作簿。",
    ),
    # growth
    "growth_year": (
        "{year} brought {amount}, {change}",
        "{year} 年销售 {amount}，{change}",
    ),
    "growth_recent": (
        "The last twelve months ({days}) brought {amount}, {change}",
        "最近 12 个月（{days}）销售 {amount}，{change}",
    ),
    "growth_before": (" (years before: {years})", "（此前各年：{years}）"),
    "growth_unclear": (
        "; single months differ so much that this may be chance.",
        "；各月差异很大，这一变化可能只是偶然。",
    ),
    "growth_part": (
        "{days} brought {amount}, {change}; {span} brought {total} in all.",
        "{days} 销售 {amount}，{change}；{span} 共销售 {total}。",
    ),
    "growth_none": (
        "{span} brought {total}; growth cannot be told before the same months stand in two years.",
        "{span} 共销售 {total}；还没有可对比的上年同期，看不出增长。",
    ),
    # what to expect
    "ahead_expected": (
        "If things go on as they are, {year} brings about {amount}",
        "按目前趋势，{year} 年预计约 {amount}",
    ),
    "landing_told": (
        "{year} stands at {sold} on {day} and lands at about {amount}",
        "{year} 年截至 {day} 已完成 {sold}，全年预计达成约 {amount}",
    ),
    "landing_range": (
        " ({low} to {high} with a probability of 80%). ",
        "（八成可能在 {low} 至 {high} 之间）。",
    ),
    "landing_ends": (". ", "。"),
    "landing_called": ("the landing of {year}", "{year} 年预计达成"),
    "landing_row": ("{year}, landing", "{year}（预计达成）"),
    "ahead_change": (", {change}", "，{change}"),
    "ahead_range": (
        "; {low} is reached with a probability of 90%, {high} with 10%.",
        "；达到 {low} 的概率为 90%，达到 {high} 的概率为 10%。",
    ),
    "ahead_no_range": (
        "; the history is too short to say how surely.",
        "；历史太短，无法判断把握有多大。",
    ),
    "halves_told": (
        "of the last twelve months the older six were {older} on the year before, the newer six "
        "{newer}: what is expected starts from where sales stand now",
        "最近 12 个月中，前 6 个月同比 {older}，后 6 个月同比 {newer}，预计以目前的水平为起点",
    ),
    "ahead_without": (
        " Without the largest single order it would be about {amount}.",
        "若剔除最大的一笔大单，预计约 {amount}。",
    ),
    "ahead_basis_years": (
        "From {months} months of history: the present level, its trend fading out, and the season",
        "依据 {months} 个月历史：目前水平、逐渐减弱的趋势与季节性",
    ),
    "ahead_basis_one_year": (
        "From {months} months of history: the present level and the shape of one year",
        "依据 {months} 个月历史：目前水平与一年的季节分布",
    ),
    "ahead_basis_months": (
        "From {months} months of history: the present level and its trend fading out, no season",
        "依据 {months} 个月历史：目前水平与逐渐减弱的趋势，不含季节性",
    ),
    "ahead_basis_mean": ("From the mean of {months} months", "依据 {months} 个月的均值"),
    "ahead_basis_nothing": ("No sales to go by", "没有可依据的销售"),
    "ahead_backtests": (
        "; probabilities by the errors the method would have made on {count} past totals",
        "；概率按同一方法回测 {count} 次的误差计算",
    ),
    "ahead_skipped": (
        "; {count} unknown months lie between the history and that year",
        "；历史与该年之间有 {count} 个月未知",
    ),
    "ahead_skipped_one": (
        "; one unknown month lies between the history and that year",
        "；历史与该年之间有 1 个月未知",
    ),
    "goals_heading": ("Which goal for {year} is realistic?", "{year} 年定多少目标才现实？"),
    "goal_chance": ("Probability", "达成概率"),
    "goal_for": ("Sales {year}", "{year} 年销售额"),
    "goal_over_landing": ("Over landing {year}", "比 {year} 年预计"),
    "goal_over": ("Over {year}", "比 {year} 年"),
    "goal_meaning": ("As a goal", "作为目标"),
    "goal_90": ("nearly sure", "几乎稳拿"),
    "goal_75": ("cautious", "稳妥"),
    "goal_50": ("as things go", "按目前趋势"),
    "goal_25": ("ambitious", "有挑战"),
    "goal_10": ("would surprise", "难度很大"),
    # people
    "people_unknown": (
        "The files name no salespeople, so nobody can be said to carry the sales.",
        "文件中没有业务员，看不出业绩由谁支撑。",
    ),
    "people_unknown_regions": (
        "The files name no salespeople; of the regions, {name} brings {share} of {recent}, the "
        "first {few} of {count} bring {together}.",
        "文件中没有业务员；按区域看，{name} 占 {recent} 销售额的 {share}，{count} 个区域中前 {few} "
        "个合计占 {together}。",
    ),
    "people_one": (
        "All that has an owner is {name}'s: {share} of {recent}.",
        "有归属的销售都来自 {name}：占 {recent} 销售额的 {share}。",
    ),
    "people_first": (
        "{name} brings {share} of the sales of {recent}, the first {few} of {people} people "
        "{together}.",
        "{name} 占 {recent} 销售额的 {share}，{people} 人中前 {few} 名合计占 {together}。",
    ),
    "people_first_of_two": (
        "{name} brings {share} of the sales of {recent}, the other of two people the rest.",
        "{name} 占 {recent} 销售额的 {share}，其余由另一人完成。",
    ),
    "movers": (
        " Changes too large to be chance: {names}.",
        "增减明显、不像偶然波动的有：{names}。",
    ),
    "people_new": ("New: {names}.", "新人：{names}。"),
    "people_new_since": ("{name} (first sale {day})", "{name}（{day} 首次成交）"),
    "people_silent": ("Silent for three months: {names}.", "三个月以上没有成交：{names}。"),
    "people_silent_since": ("{name} (last sale {day})", "{name}（{day} 最后成交）"),
    "largest_changes_region": (
        "Largest changes by region: {changes}.",
        "增减最大的区域：{changes}。",
    ),
    "largest_changes_people": (
        "Largest changes by person: {changes}.",
        "增减最大的人员：{changes}。",
    ),
    "mover": ("{name} {change}", "{name} {change}"),
    "unowned_share": (
        "{share} of the sales of {recent} ({amount}) has no owner: people's figures are too low by "
        "that.",
        "{recent} 的销售中有 {share}（{amount}）没有负责人，个人业绩因此偏低。",
    ),
    # season
    "season_months": (
        "Best months by their share of a year: {most}; weakest: {least} (evenly spread it would be "
        "8.3%). The season is {strength}.",
        "旺季为 {most}（占全年比重），淡季为 {least}（均摊为 8.3%）；季节性{strength}。",
    ),
    "season_flat": (
        "Sales hardly depend on the season: every month has its {low} to {high} of a year, mostly "
        "by its working days.",
        "销售几乎不受季节影响：各月占全年 {low} 至 {high}，差别主要来自工作日多少。",
    ),
    "season_too_early": (
        "So far the best months are {most} by their share of a year, the weakest {least} (evenly "
        "spread it would be 8.3%); the history is too short to tell season from chance.",
        "目前看，旺季为 {most}（占全年比重），淡季为 {least}（均摊为 8.3%）；历史太短，"
        "还分不清是季节还是偶然。",
    ),
    "season_strong": ("strong and comes back each year", "很强，年年如此"),
    "season_moderate": ("moderate: years differ", "中等，各年有出入"),
    "season_weak": ("weak: years differ more than months", "较弱，各年差异大于各月差异"),
    "season_unknown": ("not yet known", "尚不明确"),
    "season_none": (
        "No month differs from the others by more than its working days.",
        "各月除工作日多少外没有差别。",
    ),
    "season_line": (
        "Share of each month in per cent of a year (season {strength}): {months}",
        "各月占全年百分比（季节性{strength}）：{months}",
    ),
    "strength_note": (
        "Strength {strength}: 0 is no season at all, 1 is a season that explains everything but "
        "the trend.",
        "强度 {strength}：0 表示没有季节性，1 表示除趋势外全由季节决定。",
    ),
    "season_note": (
        "Index: sales of a working day against an average month; low and high hold the true index "
        "with 95% probability. Share: index × working days of the year ahead.",
        "指数：每个工作日的销售与平均月份之比；真实指数有 95% 的把握落在上下限之间。"
        "占比 = 指数 × 来年工作日。",
    ),
    "range_low": ("Low", "下限"),
    "range_high": ("High", "上限"),
    "months_seen": ("Years seen", "样本年数"),
    "season_verdict": ("For sure", "是否明确"),
    "side_above": ("above average", "高于平均"),
    "side_below": ("below average", "低于平均"),
    "side_unclear": ("not clear", "不明确"),
    "weekdays_heading": ("Days of the week", "星期分布"),
    "weekdays_note": (
        "Index: a working day of this kind against the mean working day of its week.",
        "指数：该星期工作日的销售与当周平均工作日之比。",
    ),
    "days_sold": ("Days with sales", "成交天数"),
    "not_worked": ("not worked", "非工作日"),
    "share_of_sales": ("Share of sales", "销售占比"),
    "chart_weekdays": ("Share of sales by day of the week", "各星期销售占比"),
    # customers, products, regions
    "customers_few": (
        "Much depends on few customers: {name} brings {first}, the largest ten of {count} bring "
        "{ten}.",
        "业绩依赖少数客户：最大客户（{name}）占 {first}，{count} 家客户中前 10 家合计占 {ten}。",
    ),
    "customers_many": (
        "No single customer decides the year: the largest, {name}, brings {first}, the largest ten "
        "of {count} bring {ten}.",
        "业绩不依赖个别客户：最大客户（{name}）占 {first}，{count} 家客户中前 10 家合计占 {ten}。",
    ),
    "customers_small": (
        "Of {count} customers the largest is {name} with {first}.",
        "共 {count} 家客户，最大客户（{name}）占 {first}。",
    ),
    "customers_again": (
        " In {year} {kept} of the customers of the year before bought again",
        "{year} 年有 {kept} 的上年客户再次购买",
    ),
    "customers_new_brought": (", {new} brought {amount}", "，{new} 带来 {amount}"),
    "customers_lost_brought": (
        ", and {lost} had brought {amount} the year before",
        "，{lost} 上年曾带来 {amount}",
    ),
    "new_count": ("{count} new ones", "{count} 家新客户"),
    "new_count_one": ("{count} new one", "{count} 家新客户"),
    "lost_count": ("{count} lost ones", "{count} 家流失客户"),
    "lost_count_one": ("{count} lost one", "{count} 家流失客户"),
    "products_few": (
        "Few products carry the sales: {name} brings {first}, the largest ten of {count} bring "
        "{ten}.",
        "业绩集中于少数产品：最大产品（{name}）占 {first}，{count} 个产品中前 10 个合计占 {ten}。",
    ),
    "products_many": (
        "No single product decides the year: the largest, {name}, brings {first}, the largest ten "
        "of {count} bring {ten}.",
        "业绩不依赖个别产品：最大产品（{name}）占 {first}，{count} 个产品中前 10 个合计占 {ten}。",
    ),
    "products_small": (
        "Of {count} products the largest is {name} with {first}.",
        "共 {count} 个产品，最大产品（{name}）占 {first}。",
    ),
    "names_period": ("Figures of {days}", "统计期间：{days}"),
    "classes_heading": ("ABC analysis", "ABC 分析"),
    "abc_class": ("Class", "类别"),
    "count_of_names": ("Number", "数量"),
    "classes_note": (
        "A: the largest, up to 80% of sales; B: the next, up to 95%; C: all others. –: returned "
        "as much as bought, or more.",
        "A：最大的一批，累计至 80%；B：其次，累计至 95%；C：其余。–：退货不少于购买。",
    ),
    "equal_customer": (
        "As concentrated as {equal} customers of equal size would be.",
        "集中度相当于 {equal} 家规模相同的客户。",
    ),
    "equal_product": (
        "As concentrated as {equal} products of equal sales would be.",
        "集中度相当于 {equal} 个销售额相同的产品。",
    ),
    "equal_region": (
        "As concentrated as {equal} regions of equal sales would be.",
        "集中度相当于 {equal} 个销售额相同的区域。",
    ),
    "one_customer": ("Customer", "客户"),
    "one_product": ("Product", "产品"),
    "one_region": ("Region", "区域"),
    "one_order": ("Order", "订单"),
    "largest_customer": ("Largest customers", "最大客户"),
    "largest_product": ("Largest products", "最大产品"),
    "largest_region": ("Regions", "各区域"),
    "chart_customer": ("Largest customers", "最大客户"),
    "chart_product": ("Largest products", "最大产品"),
    "chart_region": ("Sales by region", "各区域销售额"),
    "lost_customer": (
        "Bought in the twelve months before, not since",
        "此前 12 个月购买、之后未再购买",
    ),
    "lost_product": (
        "Sold in the twelve months before, not since",
        "此前 12 个月有销售、之后没有",
    ),
    "lost_region": (
        "Sold in the twelve months before, not since",
        "此前 12 个月有销售、之后没有",
    ),
    "other_names": ("{count} others", "其他 {count} 个"),
    "other_names_one": ("{count} other", "其他 {count} 个"),
    "year_before": ("Twelve months before", "上年同期"),
    "times_as_much": ("×{times}", "×{times}"),
    "bridge_heading": ("New, repeat and lost customers by year", "各年新增、复购与流失客户"),
    "bridge_note": (
        "Repeat: bought in the year before too. New: never before. Returned: earlier, but not the "
        "year before. Lost: bought the year before (that amount), not in this one.",
        "复购：上年也购买；新增：首次购买；回归：更早购买过，上年没有；流失：上年购买（金额为上年）、"
        "当年没有。",
    ),
    "bridge_kept_count": ("Repeat", "复购客户"),
    "bridge_new_count": ("New", "新增客户"),
    "bridge_returned_count": ("Returned", "回归客户"),
    "bridge_lost_count": ("Lost", "流失客户"),
    "bridge_kept_share": ("Kept", "保留率"),
    "bridge_kept_amount": ("Sales to repeat", "复购销售额"),
    "bridge_new_amount": ("Sales to new", "新增销售额"),
    "bridge_returned_amount": ("Sales to returned", "回归销售额"),
    "bridge_lost_amount": ("Lost sales", "流失销售额"),
    "bridge_amounts": ("What they bought", "各类客户的销售额"),
    # columns
    "sales_column": ("Sales", "销售额"),
    "recent_column": ("Sales, last 12 months", "最近 12 个月销售额"),
    "growth_column": ("Growth", "增长"),
    "growth_of": ("Growth {period}", "{period} 增长"),
    "year_column": ("Year", "年度"),
    "amount_column": ("Amount", "金额"),
    "customers_column": ("Customers", "客户数"),
    "best_month": ("Best month", "最好月份"),
    "worst_month": ("Worst month", "最差月份"),
    "twelve_mean": ("Mean of the last 12 months", "近 12 个月均值"),
    "month_partial": ("part of the month", "不完整"),
    "months_active": ("Months active", "活跃月数"),
    "last_sale": ("Last sale", "最近成交"),
    "best_twelve": ("Best 12 months", "最好的 12 个月"),
    "against_equal": ("Against an equal share", "与均摊之比"),
    "usual_amount": ("Usual", "通常"),
    "event_strength": ("Strength", "强度"),
    "comment_column": ("Remark", "说明"),
    # sheets
    "overview_sheet": ("Overview", "总览"),
    "years_and_quarters": ("Years & quarters", "年度与季度"),
    "events_sheet": ("Breaks & outliers", "突变与异常"),
    "suggestions_sheet": ("Suggestions", "建议"),
    "where_heading": ("Where to find what", "内容导航"),
    "where_line": ("{sheet}: {answers}", "{sheet}：{answers}"),
    "answers_years": (
        "How much did we grow, by year and quarter?",
        "各年、各季增长了多少？",
    ),
    "answers_months": ("How did single months go?", "各月情况如何？"),
    "answers_season": ("When do we sell, and how sure is that?", "什么时候卖得多？有多确定？"),
    "answers_people": ("Who carries the sales, who grows?", "业绩靠谁支撑？谁在增长？"),
    "answers_customer": (
        "Which customers matter, who is new or lost?",
        "哪些客户重要？新增与流失？",
    ),
    "answers_product": ("Which products carry the sales?", "哪些产品支撑业绩？"),
    "answers_region": ("Which regions carry the sales?", "哪些区域支撑业绩？"),
    "answers_events": ("What in the history is out of the ordinary?", "历史中有哪些不寻常？"),
    "answers_suggestions": (
        "Which skill weights and ramp does the history suggest?",
        "历史数据建议怎样的等级权重与爬坡？",
    ),
    "answers_quality": ("Which rows were used, what is doubtful?", "采用了哪些数据？有何疑点？"),
    # charts and headings of tables
    "chart_months": ("Sales by month", "各月销售额"),
    "chart_years": ("Sales by year", "各年销售额"),
    "chart_quarters": ("Sales by quarter", "各季销售额"),
    "chart_people_recent": ("Sales by person, {recent}", "个人销售额 · {recent}"),
    "years_heading": ("Years", "各年"),
    "years_note": (
        "Growth compares the whole months that a year and the one before share; best and worst "
        "month by sales of a working day. A year in grey is not complete; its landing, where there "
        "is one, is what has been sold and what is still to be expected, over the last complete "
        "year.",
        "增长按两年共有的完整月份比较；最好与最差月份按工作日日均销售额。灰色年度不完整；"
        "其预计达成 = 已完成 + 剩余时间预测，增长与上一完整年度相比。",
    ),
    "quarters_heading": ("Quarters", "各季"),
    "months_sheet": ("Months", "各月"),
    "months_note": (
        "Mean of the last 12 months: free of season, it shows where the level goes.",
        "近 12 个月均值不受季节影响，可看出水平的走向。",
    ),
    "people_heading": ("People, {recent}", "人员 · {recent}"),
    "people_note": (
        "Share, growth and chart: {recent}. Growth is coloured where it is more than chance would "
        "make. Against an equal share: 1.20 is 20% more than if everybody had sold alike in the "
        "months they were there; the credibility says how much of that to believe. Grey: no sales "
        "for three months.",
        "占比、增长与图表的期间：{recent}。增长超出偶然时着色。与均摊之比：1.20 表示比在岗期间"
        "人人均摊高 20%；可信度表示其中多少可信。灰色：三个月没有成交。",
    ),
    "events_note": (
        "None of this is taken for season: shape and forecast look past it.",
        "以下情况不计入季节性，也不会扭曲预测的形状。",
    ),
    "events_none": (
        "Nothing out of the ordinary: no break of level, no odd month, no order of extraordinary "
        "size.",
        "没有发现异常：水平没有突变，没有反常月份，也没有特大订单。",
    ),
    "events_none_so_far": (
        "No month without sales and no order of extraordinary size.",
        "没有空缺月份，也没有特大订单。",
    ),
    "events_not_judged": (
        "Breaks of level and odd months can be told from two years of whole months on.",
        "完整月份满两年后，才能识别水平突变与反常月份。",
    ),
    "events_wild": (
        "So many months are far from usual that none of them is named.",
        "反常月份太多，不逐一列出。",
    ),
    "shifts_heading": ("Breaks: the level changes", "突变：水平改变"),
    "since_month": ("Since", "自"),
    "shift_before": ("Average month before", "此前月均"),
    "shift_after": ("Average month after", "此后月均"),
    "large_orders_heading": ("Single orders of extraordinary size", "特大订单"),
    "order_share": ("Of its year's other sales", "占当年其余销售"),
    "odd_months_heading": ("Odd months", "反常月份"),
    "odd_why": ("Why", "原因"),
    "odd_order": ("a large order", "特大订单"),
    "gaps_heading": ("Months without sales", "没有销售的月份"),
    "months_without": ("Months", "月份"),
    # suggestions
    "suggestions_note": (
        "What people of each level really sold, and how newcomers really grew. Nothing is "
        "suggested from fewer people than can carry it.",
        "依据各等级人员的实际销售与历次新人的实际成长。人数不足时不作建议。",
    ),
    "levels_heading": ("Skill weights by level", "各技能等级的权重"),
    "levels_need_profile": (
        "Needs a profile with the level of each person: salesplan analyze --profile targets.yaml.",
        "需要在配置中写明每个人的等级，并用 --profile 给出配置。",
    ),
    "levels_nothing": (
        "No two levels have enough people and months to be compared: the weights stay as planned.",
        "没有两个等级有足够的人数与月数可供比较：权重保持不变。",
    ),
    "people_behind": ("People", "人数"),
    "months_behind": ("Months present", "在岗月数"),
    "weight_planned": ("Planned", "现用"),
    "weight_measured": ("Measured", "实测"),
    "weight_suggested": ("Suggested", "建议"),
    "reference_level": ("the yardstick: keeps its weight", "基准等级，权重不变"),
    "above_level": (
        "more than {level}, which could not be measured: decide both together",
        "高于无法实测的 {level}：请一并考虑",
    ),
    "carries_few_people": ("fewer than three people: as planned", "不足三人，保持不变"),
    "carries_few_months": (
        "fewer than 24 months present: as planned",
        "在岗不足 24 个月，保持不变",
    ),
    "carries_no_sales": ("no sales: as planned", "没有销售，保持不变"),
    "carries_nothing_to_compare": ("no other level to compare with", "没有可比较的等级"),
    "levels_note": (
        "Measured: sales per day present against the yardstick, with its 95% range. Suggested: "
        "between planned and measured, as far as the measurement is to be believed.",
        "实测：每个在岗日的销售与基准等级之比，附 95% 区间。"
        "建议值介于现用与实测之间，按可信度取舍。",
    ),
    "ramp_heading": ("Ramp of newcomers", "新人爬坡"),
    "ramp_few_people": (
        "Newcomers who can be followed long enough: {count}; it takes three to tell a ramp.",
        "可跟踪足够时间的新人有 {count} 名，至少需要三名才能得出爬坡。",
    ),
    "ramp_nobody": (
        "No newcomer can be followed long enough; it takes three to tell a ramp.",
        "没有可跟踪足够时间的新人，至少需要三名才能得出爬坡。",
    ),
    "ramp_no_sales": (
        "The newcomers have months without any sales: no ramp can be told.",
        "新人在部分月份没有销售，无法得出爬坡。",
    ),
    "ramp_few_months": (
        "The newcomers cannot be followed long enough.",
        "新人可跟踪的时间不足。",
    ),
    "ramp_nothing_to_compare": (
        "There is nobody to compare the newcomers with.",
        "没有可与新人比较的同事。",
    ),
    "ramp_behind": ("From {count} newcomers: {names}.", "依据 {count} 名新人：{names}。"),
    "ramp_left_out": (
        "Left out, since their later level is not known: {names}.",
        "未计入（后续水平未知）：{names}。",
    ),
    "ramp_month": ("After the start", "入职后"),
    "ramp_month_number": ("month {number}", "第 {number} 个月"),
    "ramp_note": (
        "Measured: sales against the newcomers' own later level (months 7 to 18), with its 95% "
        "range. Suggested: between planned and measured, rising from month to month.",
        "实测：与新人自己后来的水平（第 7 至 18 个月）之比，附 95% 区间。"
        "建议值介于现用与实测之间，逐月上升。",
    ),
    "paste_heading": ("To paste into targets.yaml", "可粘贴到配置文件"),
    # the last line on the screen
    "closing_recent": ("{recent}: {amount}", "{recent}：{amount}"),
    "closing_total": ("sales in all: {amount}", "销售总额：{amount}"),
    "closing_growth": ("growth {change}", "增长 {change}"),
    "closing_expected": ("{year} expected: about {amount}", "{year} 年预计约 {amount}"),
}
