"""The words of limits on targets, `key: (English, Chinese)`."""

from typing import Final

LIMIT_TERMS: Final[dict[str, tuple[str, str]]] = {
    "limits": ("Limits", "限制"),
    "limit": ("Limit", "限制"),
    "limited_who": ("Person or team", "人员或团队"),
    "limit_locked": ("locked at {low}", "锁定 {low}"),
    "limit_between": ("{low} to {high}", "{low} 至 {high}"),
    "limit_least": ("at least {low}", "不低于 {low}"),
    "limit_most": ("at most {high}", "不高于 {high}"),
    "limit_by_growth": ("{limit} (growth)", "{limit}（增长率）"),
    "limit_by_share": ("{limit} (share)", "{limit}（占比）"),
    "without_limits": ("Without limits", "无限制时"),
    "limit_change": ("Change", "变动"),
    "limit_binds": ("Binding", "起作用"),
    "limit_binds_yes": ("yes", "是"),
    "limit_binds_no": ("no", "否"),
    "limits_note": (
        "What the profile limits, what the targets are under it, and what they would be without. "
        "What limits take from some or give to them, the others share by their weights.",
        "配置中的限制、限制下的指标，以及没有任何限制时的指标。限制增减的部分由其他人按权重分担。",
    ),
}
