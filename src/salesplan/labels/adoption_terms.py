"""Words of targets changed by hand, in English and Chinese."""

from typing import Final

ADOPTION_TERMS: Final[dict[str, tuple[str, str]]] = {
    "edit_before": ("Planned", "原指标"),
    "edit_after": ("By hand", "手工改为"),
    "edited_together": ("Changed by hand", "手工修改合计"),
    "taken_by_others": ("Difference taken by others", "由其余指标分担"),
    "all_targets": ("All targets of the year", "全年指标合计"),
    "edits_of": ("{metric}: changed by hand", "{metric}：手工修改"),
    "edit_change": ("Change", "变动"),
    "edits_none": (
        "{metric}: no target was changed by hand; all add up to {total}.",
        "{metric}：没有手工修改的指标，合计 {total}。",
    ),
    "edits_add_up": (
        "{metric}: the targets changed by hand still add up to {total}.",
        "{metric}：手工修改后合计仍为 {total}。",
    ),
    "edits_miss": (
        "{metric}: with the targets changed by hand all add up to {total}, {difference} against "
        "{assigned}.",
        "{metric}：手工修改后合计 {total}，与应有的 {assigned} 相差 {difference}。",
    ),
    "edits_offer": (
        "Put the difference on the other people of the month, the other months of the person, or "
        "into the goal: salesplan replan PLAN --adopt-edits --reason … --balance people, months or "
        "goal.",
        "差额可由当月其他人分担、由本人其他月份分担，或调整目标：重排时用 --balance 指明。",
    ),
    "goes_on_from": (
        "Goes on from {path}, version {number}.",
        "接续 {path} 第 {number} 版。",
    ),
}
