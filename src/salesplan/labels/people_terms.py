"""The words of people in time, `key: (English, Chinese)`."""

from typing import Final

PEOPLE_TERMS: Final[dict[str, tuple[str, str]]] = {
    "name_in_team": ("{name} ({team})", "{name}（{team}）"),
    "vacant_level": ("{level} (vacant – held by the team)", "{level}（空缺，由团队承担）"),
    "vacant_count": ("{count} vacant positions", "{count} 个空缺岗位"),
    "vacant_count_one": ("{count} vacant position", "{count} 个空缺岗位"),
    "and_vacant": ("{people}, {vacant}", "{people}，{vacant}"),
    "people_and_vacant": ("{people} and {vacant}", "{people}及 {vacant}"),
    "status_vacant": ("vacant", "空缺"),
    "limit_all_teams": ("{limit} (all teams together)", "{limit}（各团队合计）"),
    "weights_change_note": (
        "Level and FTE are those at first. Where they change during the year, or something is "
        "handed over, the weight is the mean of the months as they are.",
        "等级和全职比例为期初值。年内有变动或交接的，权重为各月实际权重的平均值。",
    ),
    # explanations
    "explain_weights": ("Weights of months with changes", "有变动各月的权重"),
    "explain_came": (
        "You are in team {team} from {day} on, after {before}; this is what you have there.",
        "您自{day}起从 {before} 调入 {team}，以下为在 {team} 的指标。",
    ),
    "explain_goes": (
        "You change from team {team} to {after} on {day}; what you have there is told for itself.",
        "您于{day}从 {team} 调往 {after}，在 {after} 的指标另行说明。",
    ),
    "explain_change": (
        "From {day} on your level is {level}, which weighs {weight}.",
        "自{day}起您的等级为{level}，权重 {weight}。",
    ),
    "explain_change_part": (
        "From {day} on your level is {level}, which weighs {weight}, and you work {fte} of full "
        "time.",
        "自{day}起您的等级为{level}，权重 {weight}，非全职按 {fte} 计。",
    ),
    "explain_change_fte": (
        "From {day} on you work {fte} of full time.",
        "自{day}起您按全职的 {fte} 计。",
    ),
    "explain_given_customers": (
        "{share} of your sales were with {customers}: from {day} on this part of your weight is "
        "{receiver}'s.",
        "您的业绩中有 {share} 来自 {customers}：自{day}起这部分权重转给 {receiver}。",
    ),
    "explain_given_part": (
        "From {day} on {share} of your weight is {receiver}'s, who takes over from you.",
        "自{day}起您权重的 {share} 由 {receiver} 接手。",
    ),
    "explain_received_customers": (
        "{share} of {giver}'s sales were with {customers}: from {day} on this part of their weight "
        "is yours.",
        "{giver} 的业绩中有 {share} 来自 {customers}：自{day}起这部分权重归您。",
    ),
    "explain_received_part": (
        "You take over from {giver}: from {day} on {share} of their weight is yours.",
        "您接手 {giver} 的部分业务：自{day}起其权重的 {share} 归您。",
    ),
    "changed_to": ("{level} {weight}, FTE {fte}", "{level} {weight}，全职比例 {fte}"),
    "from_day": ("From {day}", "{day}起"),
    "handed_part": ("a part of everything", "部分业务"),
    "step_part": ("As {level} at {fte}", "{level}，{fte} 全职"),
    "step_part_kept": (
        "As {level} at {fte}, {kept} of it yours",
        "{level}，{fte} 全职，保留 {kept}",
    ),
    "step_received": ("Taken over from {name}", "从 {name} 接手"),
    "calc_received": ("{what}: their part of the weight", "{what}：相应的权重"),
    "away_start_team": ("in team {team} from {day}", "{day}调入 {team}"),
    "away_end_team": ("in team {team} until {day}", "在 {team} 至{day}"),
    "formula_weight_usual": (
        "Weight in all other months = {level} (level) × {fte} (FTE) × counted ÷ days × {factor} "
        "(record factor).",
        "其余各月权重 = {level}（等级）× {fte}（全职比例）× 折算天数 ÷ 工作日 "
        "× {factor}（记录系数）。",
    ),
}
