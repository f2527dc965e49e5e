"""The words on screen and in workbooks: `key: (English, Chinese)`.

Templates are filled with `str.format`. The field's standard terms; the same key names the thing in
code, YAML and documentation.
"""

from typing import Final

from salesplan.labels.adoption_terms import ADOPTION_TERMS
from salesplan.labels.analysis_terms import ANALYSES
from salesplan.labels.check_terms import CHECK_TERMS
from salesplan.labels.comparison_terms import COMPARISON_TERMS
from salesplan.labels.explain_terms import EXPLANATIONS
from salesplan.labels.goal_terms import GOAL_TERMS
from salesplan.labels.level_terms import LEVEL_TERMS
from salesplan.labels.limit_terms import LIMIT_TERMS
from salesplan.labels.people_terms import PEOPLE_TERMS
from salesplan.labels.rest_terms import REST_TERMS
from salesplan.labels.review_terms import REVIEWS
from salesplan.labels.version_terms import VERSION_TERMS

TERMS: Final[dict[str, tuple[str, str]]] = {
    # metrics
    "revenue": ("Revenue", "销售额"),
    "quantity": ("Quantity", "销量"),
    "orders": ("Orders", "订单数"),
    "new_customers": ("New customers", "新客户数"),
    # the default skill levels; one's own are shown as they are written
    "level_junior": ("junior", "初级"),
    "level_intermediate": ("intermediate", "中级"),
    "level_senior": ("senior", "高级"),
    "level_expert": ("expert", "专家"),
    # sheets
    "summary": ("Summary", "概览"),
    "targets": ("Targets", "指标"),
    "weekly": ("Weekly", "每周"),
    "daily": ("Daily", "每日"),
    "weights": ("Weights", "权重"),
    "seasonality": ("Seasonality", "季节性"),
    "data_quality": ("Data quality", "数据质量"),
    "sheet_of_metric": ("{sheet} {metric}", "{sheet} {metric}"),
    # titles
    "plan_title": ("Sales plan {year}", "{year} 年销售计划"),
    "plan_title_of": ("{organisation} – sales plan {year}", "{organisation} {year} 年销售计划"),
    "plan_title_period": ("{title}, {period}", "{title} · {period}"),
    "plan_subtitle": (
        "{start} to {end} · {people} in {teams} · {days} working days",
        "{start} 至 {end} · {teams} {people} · {days} 个工作日",
    ),
    "amounts_in": ("amounts in {currency}", "单位：{currency}"),
    # figures
    "goal": ("Goal", "目标"),
    "goal_of": ("Goal for {metric}", "{metric}目标"),
    "period_target": ("Target for {period}", "{period}指标"),
    "assigned": ("Assigned to people", "分配给个人"),
    "over_assignment": ("Over-assignment", "超额分配"),
    "growth_over": ("Growth over {year}", "比 {year} 年增长"),
    "growth": ("Asked growth", "要求增长"),
    "per_working_day": ("Per working day", "日均"),
    "per_person": ("Per person", "人均"),
    "last_year": ("Sales {year}", "{year} 年实际"),
    "last_year_partial": ("Sales {year} (part)", "{year} 年实际（部分）"),
    "year_context": ("Year {year}", "{year} 全年"),
    # columns
    "team": ("Team", "团队"),
    "rep": ("Person", "人员"),
    "title": ("Title", "职务"),
    "lead": ("Lead", "负责人"),
    "skill": ("Skill level", "技能等级"),
    "level_weight": ("Level weight", "等级权重"),
    "fte": ("FTE", "全职比例"),
    "availability": ("Availability", "出勤"),
    "ramp": ("Ramp", "爬坡"),
    "record": ("Track record", "业绩记录"),
    "credibility": ("Credibility", "可信度"),
    "record_factor": ("Record factor", "记录系数"),
    "capacity": ("Capacity", "产能"),
    "share": ("Share", "占比"),
    "target": ("Target", "指标"),
    "year": ("Year", "全年"),
    "period_of_year": ("{period} {year}", "{year}年{period}"),
    "half": ("H{number}", "{half}半年"),
    "quarter": ("Q{number}", "Q{number}"),
    "month_number": ("M{number}", "{number}月"),
    "total": ("Total", "合计"),
    "team_total": ("{team} total", "{team} 小计"),
    "month_total": ("{month} total", "{month} 小计"),
    "difference": ("Difference to goal", "与目标差额"),
    "difference_period": ("Difference to plan", "与计划差额"),
    "plan_of_period": ("Plan", "计划"),
    "month": ("Month", "月份"),
    "first_day": ("First day", "首日"),
    "last_day": ("Last day", "末日"),
    "working_days": ("Working days", "工作日"),
    "seasonal_index": ("Seasonal index", "季节指数"),
    "seasonal_share": ("Share of year", "全年占比"),
    "festival_effects": (
        "Spring Festival, measured: a working day sells {before} in the 20 days before, "
        "{during} in its week and {after} in the two weeks after, compared with others.",
        "春节影响（实测）：与其他工作日相比，节前 20 天每个工作日 {before}，节日当周 {during}，"
        "节后两周 {after}。",
    ),
    "festival_days": (
        "Around Spring Festival a month falls into days by what was measured there: {before} in "
        "the 20 days before, {during} in its week, {after} in the two weeks after.",
        "春节前后各日的指标按实测影响分配：节前 20 天 {before}，节日当周 {during}，"
        "节后两周 {after}；月度指标不变。",
    ),
    "growth_within": (
        "Growth within the year: {growth} over its twelve months, half of what past years surely "
        "grew by (beyond two standard errors); the indices have it in.",
        "年内增长：12 个月共 {growth}，取历年确有把握的增长（超出两倍标准误差的部分）的一半，"
        "已计入季节指数。",
    ),
    "weekday": ("Weekday", "星期"),
    "weekday_index": ("Weekday index", "星期指数"),
    "date": ("Date", "日期"),
    "week": ("Week", "周"),
    "week_number": ("W{number:02}", "第{number}周"),
    "goal_row": ("Goal", "目标"),
    "assumption": ("{name}: {value}", "{name}：{value}"),
    "assumption_why": ("{name}: {value} ({why})", "{name}：{value}（{why}）"),
    # data quality
    "file": ("File", "文件"),
    "sheet": ("Sheet", "工作表"),
    "row": ("Row", "行"),
    "column": ("Column", "列"),
    "rows_read": ("Rows read", "读取行数"),
    "rows_used": ("Used", "采用"),
    "rows_rejected": ("Rejected", "无效"),
    "rows_left_out": ("Left out", "略过"),
    "columns_recognised": ("Columns recognised", "识别的列"),
    "severity": ("Severity", "级别"),
    "code": ("Code", "代码"),
    "message": ("What", "问题"),
    "hint": ("What to do", "建议"),
    "count": ("Count", "次数"),
    "error": ("error", "错误"),
    "warning": ("warning", "警告"),
    "note": ("note", "提示"),
    "no_findings": ("Nothing to report.", "没有需要说明的问题。"),
    "history_elsewhere": (
        "The plan uses past sales; their files and rows are in the workbook of everybody.",
        "本计划使用了销售历史，文件与行数见全员的计划工作簿。",
    ),
    "no_history": ("No sales history was read.", "没有读取销售历史。"),
    "left_out_note": (
        "Rows read = used + rejected + left out. Left out are blank rows, totals and repeated "
        "headers.",
        "读取 = 采用 + 无效 + 略过。略过的是空行、合计行和重复表头。",
    ),
    # fields of the history
    "field_date": ("date", "日期"),
    "field_rep": ("person", "人员"),
    "finding_field_rep": ("person", "业务员"),
    "field_amount": ("amount", "金额"),
    "field_quantity": ("quantity", "数量"),
    "field_customer": ("customer", "客户"),
    "field_product": ("product", "产品"),
    "field_region": ("region", "区域"),
    "field_order": ("order", "订单"),
    "field_status": ("status", "状态"),
    "field_price": ("price", "单价"),
    "field_discount": ("discount", "折扣"),
    "field_currency": ("currency", "币种"),
    "field_share": ("share", "分成比例"),
    # what `check` says of files
    "field": ("Field", "字段"),
    "header": ("Header", "表头"),
    "why_column": ("Recognised by", "依据"),
    "why_name": ("its name", "列名"),
    "why_preset": ("preset", "预设"),
    "why_profile": ("profile", "配置"),
    "why_content": ("its content", "内容"),
    "why_join": ("joined table", "关联表"),
    "why_layout": ("layout", "版式"),
    "sheet_of_preset": ("{sheet}, {preset}", "{sheet}，{preset}"),
    "rows_became": (
        "{read} rows read: {used} used, {rejected} rejected, {left_out} left out",
        "读取 {read} 行：采用 {used}，无效 {rejected}，略过 {left_out}",
    ),
    "rows_and_why": ("{rows} ({why})", "{rows}（{why}）"),
    "reason_count": ("{reason} {count}", "{reason} {count}"),
    "rows_blank": ("blank", "空行"),
    "rows_total": ("totals", "合计行"),
    "rows_header": ("repeated headers", "重复表头"),
    "rows_note": ("notes", "说明文字"),
    "rows_status": ("no sales by their status", "按状态不算销售"),
    "rows_duplicate": ("the same sales again", "重复的销售"),
    "figures_found": (
        "total {total}, {first} to {last}, {people}",
        "合计 {total}，{first} 至 {last}，{people}",
    ),
    "rows_of_person": ("Rows", "行数"),
    "more_people": ("{count} more people", "另外 {count} 人"),
    "more_people_one": ("{count} more person", "另外 {count} 人"),
    "warning_count": ("{count} warnings", "{count} 个警告"),
    "warning_count_one": ("1 warning", "1 个警告"),
    "verdict": ("{errors}, {warnings}", "{errors}，{warnings}"),
    "all_fine": ("no errors, no warnings", "没有错误，没有警告"),
    # the table of what was understood; its headers are names that the reader knows
    "clean_sales": ("Sales", "销售"),
    "clean_rep": ("Sales rep", "业务员"),
    "clean_amount": ("Amount", "金额"),
    "clean_customer": ("Customer", "客户名称"),
    "clean_product": ("Product", "产品名称"),
    "clean_region": ("Region", "区域"),
    "clean_order": ("Order ID", "订单编号"),
    "clean_status": ("Status", "状态"),
    "clean_price": ("Unit price", "单价"),
    "clean_discount": ("Discount", "折扣"),
    "clean_currency": ("Currency", "币种"),
    "clean_share": ("Split %", "分成比例"),
    "clean_reason": ("Why it was rejected", "无效原因"),
    "clean_other_reason": (
        "not understood; the findings of the file say more",
        "无法识别，详见该文件的问题列表",
    ),
    # sentences
    "targets_note": (
        "Monthly targets may be edited: quarters, years and totals follow, and the last row "
        "turns red when they no longer add up to the goal.",
        "月度指标可以修改：季度、全年与合计会随之变化；若不再等于目标，最后一行会变红。",
    ),
    "targets_note_part": (
        "Monthly targets may be edited: quarters, years and totals follow, and the last row "
        "turns red when they no longer add up to the plan.",
        "月度指标可以修改：季度、全年与合计会随之变化；若不再等于计划，最后一行会变红。",
    ),
    "daily_note": (
        "Days are guidance: people are judged by month. Grey days are not worked.",
        "每日数字供参考，考核以月为准。灰色为非工作日。",
    ),
    "weekly_note": (
        "Weeks are sums of the daily targets and begin on {weekday}; the first and the last may "
        "be short.",
        "每周为每日指标之和，从{weekday}开始；首周与末周可能不完整。",
    ),
    "weekly_note_fiscal": (
        "Weeks are sums of the daily targets; they are the weeks of the fiscal calendar.",
        "每周为每日指标之和，按财年周划分。",
    ),
    "weights_note": (
        "Share of a month = capacity ÷ capacity of all. Capacity = level weight × FTE × "
        "availability × ramp × record factor. Record factor = 1 + credibility × "
        "(track record − 1), where track record = sold ÷ what the skill level would have sold "
        "in the same months.",
        "月度份额 = 个人产能 ÷ 全员产能。产能 = 等级权重 × 全职比例 × 出勤 × 爬坡 × 记录系数。"
        "记录系数 = 1 + 可信度 ×（业绩记录 − 1）；业绩记录 = 实际销售 ÷ 同等级同期应有销售。",
    ),
    "seasonality_note": (
        "Share of a month = seasonal index per working day × working days ÷ the sum over all "
        "months. An index of 1.10 means 10% more per working day than the average month.",
        "月度占比 = 每工作日季节指数 × 工作日 ÷ 各月之和。"
        "指数 1.10 表示每个工作日比平均月份高 10%。",
    ),
    "basis_years": (
        "{months} months of history, ratios to the moving average",
        "{months} 个月历史，移动平均比率法",
    ),
    "basis_one_year": (
        "last year's shape ({months} months of history), drawn towards an even year",
        "去年形状（{months} 个月历史），向均匀收缩",
    ),
    "basis_working_days": ("working days alone", "仅按工作日"),
    # assumptions
    "assume_year": ("Fiscal year", "财年"),
    "assume_calendar": ("Working days", "工作日"),
    "assume_season": ("Season of {metric}", "{metric}的季节性"),
    "assume_goal": ("Goal for {metric}", "{metric}目标"),
    "assume_record": ("Track record", "业绩记录"),
    "assume_rounding": ("Rounding of {metric}", "{metric}的取整"),
    "assume_history": ("History", "历史数据"),
    "assume_actuals": ("Actuals to {date}", "截至{date}的实绩"),
    "history_of_first": (
        "{months} months, accounted for in the plan's first version",
        "{months} 个月，行数见计划第 1 版",
    ),
    "assume_over": ("Over-assignment of {metric}", "{metric}的超额分配"),
    "calendar_country": ("public holidays of {country}", "{country} 法定节假日"),
    "calendar_estimate": (
        "public holidays of {country}, estimated: the official list is not out",
        "{country} 法定节假日（估计：官方安排尚未公布）",
    ),
    "calendar_plain": ("weekdays, no public holidays", "按星期，不含节假日"),
    "calendar_open": ("weekdays, public holidays worked", "按星期，节假日照常上班"),
    "goal_given": ("as given", "直接给定"),
    "goal_growth": (
        "{base} in {year}, plus {growth}",
        "{year} 年 {base}，增长 {growth}",
    ),
    "goal_fixed": ("fixed: {quarters}", "固定：{quarters}"),
    "record_auto": ("by credibility", "按可信度"),
    "record_none": ("none, skill levels alone", "无，仅按技能等级"),
    "record_fixed": ("weight {share}", "权重 {share}"),
    "record_why": (
        "records that are stable from month to month count more",
        "逐月越稳定的记录，权重越高",
    ),
    "rounding_why": (
        "monthly targets are multiples of this; what is left goes to the largest capacity of "
        "its month",
        "月度指标为其整数倍；余数归当月产能最大者",
    ),
    "history_rows": (
        "{read} rows read, {used} used, {rejected} rejected, {left_out} left out",
        "读取 {read} 行，采用 {used}，无效 {rejected}，略过 {left_out}",
    ),
    "over_why": (
        "people's targets add up to {assigned}",
        "个人指标合计 {assigned}",
    ),
    "warnings": ("Warnings", "警告"),
    "assumptions": ("Assumptions", "假设"),
    "quarters_by_team": ("{metric} by team and quarter", "{metric}：按团队与季度"),
    "months_by_team": ("{metric} by team and month", "{metric}：按团队与月份"),
    "chart_year": ("{metric} by month", "{metric}逐月"),
    "chart_people": ("{metric} by person", "{metric}按人员"),
    "chart_teams": ("{metric} by team", "{metric}按团队"),
    "chart_season": ("Seasonal index per working day", "每工作日季节指数"),
    # screen
    "written": ("written: {path}", "已写入：{path}"),
    "would_write": ("nothing written (dry run)", "未写入（试运行）"),
    "more_findings": (
        "… and {count} more, in the sheet {sheet}",
        "……另有 {count} 条，见工作表“{sheet}”",
    ),
    "more_errors": ("… and {count} more", "……另有 {count} 条"),
    "did_you_mean": ("did you mean '{nearest}'?", "是不是“{nearest}”？"),
    "hint_line": ("hint: {hint}", "提示：{hint}"),
    "times": ("{text} ({count} times)", "{text}（共 {count} 处）"),
    "reading": ("Reading sales history", "读取销售历史"),
    "planning": ("Planning", "分解目标"),
    "writing": ("Writing workbook", "写入工作簿"),
    "error_count": ("{count} errors", "{count} 个错误"),
    "error_count_one": ("1 error", "1 个错误"),
    "one_error": ("1 error: nothing was written", "1 个错误：未写入任何文件"),
    "errors": ("{count} errors: nothing was written", "{count} 个错误：未写入任何文件"),
    "with_unit": ("{heading} ({unit})", "{heading}（{unit}）"),
    "people_count": ("{count} people", "{count} 人"),
    "people_count_one": ("{count} person", "{count} 人"),
    "teams_count": ("{count} teams", "{count} 个团队"),
    "teams_count_one": ("{count} team", "{count} 个团队"),
    **GOAL_TERMS,
    **CHECK_TERMS,
    **LIMIT_TERMS,
    **LEVEL_TERMS,
    **ADOPTION_TERMS,
    **PEOPLE_TERMS,
    **REVIEWS,
    **EXPLANATIONS,
    **COMPARISON_TERMS,
    **VERSION_TERMS,
    **REST_TERMS,
    **ANALYSES,
}
