"""The words of levels, company → region → team, `key: (English, Chinese)`."""

from typing import Final

LEVEL_TERMS: Final[dict[str, tuple[str, str]]] = {
    "levels": ("Levels", "层级"),
    "levels_of": ("{metric} by level", "{metric}：按层级"),
    "level": ("Level", "层级"),
    "company": ("Company", "公司"),
    "level_goal": ("Goal as written", "设定目标"),
    "level_below": ("Goals below", "下级目标合计"),
    "level_difference": ("Below − own", "下级 − 本级"),
    "level_base": ("Base", "基础目标"),
    "level_over": ("Over-assigned", "本级加码"),
    "level_compound": ("Compound", "累计加码"),
    "level_assigned": ("Assigned", "下达指标"),
    "level_table_note": (
        "Base is what a level is to reach: those below add up to it. Compound is what all levels "
        "down to this one assign on top of it; assigned is what its people have.",
        "基础目标为本级应完成数，等于下级之和；累计加码为公司至本级各级加码的叠加；下达指标为其人员指标之和。",
    ),
    "assume_levels": ("Goals of levels", "各级目标"),
    "level_policy_top_down": ("from the top down", "自上而下"),
    "level_policy_bottom_up": ("from the bottom up", "自下而上"),
    "level_policy_refuse": ("they must agree", "必须一致"),
    "level_policy_top_down_why": (
        "goals below are scaled to the level above where they do not agree",
        "不一致时，下级目标按上级目标等比调整",
    ),
    "level_policy_bottom_up_why": (
        "a level is the sum of those below where they do not agree",
        "不一致时，以下级合计为本级目标",
    ),
    "level_policy_refuse_why": (
        "a level whose goal is not the sum of those below is an error",
        "上下级目标不一致时报错",
    ),
    # explanations
    "step_level_base": ("Part of {name}", "{name}的目标"),
    "step_level_assigned": ("Assigned to the people of {name}", "{name}人员的指标"),
    "step_left_team": ("Left to your part of the team", "团队中按权重分担的部分"),
    "calc_levels_assigned": (
        "what regions and teams hand down, added up",
        "各级下达指标之和",
    ),
    "level_from_goal": ("its goal, as written", "按设定目标"),
    "level_from_scaled": (
        "its goal of {said}, scaled to what the level above has",
        "设定目标 {said}，按上级目标等比调整",
    ),
    "level_from_below": ("the goals below it, added up", "下级目标合计"),
    "step_level_left": ("Left beside goals of others", "同级目标以外的部分"),
    "calc_level_left": ("{amount} − {taken} in goals beside it", "{amount} − {taken}（同级目标）"),
    "step_level_weight": ("{name} by weight alone", "{name}按权重的金额"),
    "calc_level_weight": (
        "what its people would have without goals of regions and teams",
        "不设各级目标时，其人员按权重应得的合计",
    ),
    "step_level_weights": ("All who share it, by weight alone", "参与分配的单位合计"),
    "calc_level_weights": (
        "the same for it and those beside it, added up",
        "同级各单位同样计算后相加",
    ),
    "calc_level_weights_silent": (
        "the same for it and those beside it without a goal, added up",
        "同级未设目标的各单位同样计算后相加",
    ),
    "calc_level_odd": ("{sum}; with the remainder {odd}", "{sum}；含余数 {odd}"),
    "calc_level_over_units": ("{base} × {factors}, in {units}", "{base} × {factors}，{units}"),
    "calc_level_factor": ("(1 + {over})", "（1 + {over}）"),
    "explain_left_team": (
        "The goals of teams leave {left} of it to be shared by {people} by their weights.",
        "按团队目标，其中 {left} 由 {people}按权重分担。",
    ),
    "explain_left_team_one": (
        "The goals of teams leave {left} of it to you.",
        "按团队目标，其中 {left} 由您承担。",
    ),
    "formula_left_team": (
        "Left = everybody − what other teams, and people with limits, have; {people} share it by "
        "their weights.",
        "其余 = 全员指标 − 其他团队及有限制人员的指标，由 {people}按权重分担。",
    ),
    "formula_moved_levels": (
        "Goals of teams left the months no room: some of them differ from the year's shape.",
        "团队目标与年内分布无法兼顾，部分月份因此偏离季节分布。",
    ),
    "over_by_levels": (
        "targets add up to {assigned}, {over} against the goal over all levels; most in {team}: "
        "{most}",
        "指标之和为 {assigned}，各级累计与目标相差 {over}；最高为{team}：{most}",
    ),
}
