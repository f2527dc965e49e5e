"""The words of plans made anew and their versions, `key: (English, Chinese)`."""

from typing import Final

VERSION_TERMS: Final[dict[str, tuple[str, str]]] = {
    # targets
    "carried_over": ("Carried over", "结转"),
    "carried_over_on": ("Carried over {day}", "{day}结转"),
    "frozen_note": (
        "Up to {date} targets are as in version {number}, not planned again (grey).",
        "截至 {date} 的指标沿用第 {number} 版，不再重排（灰色）。",
    ),
    "carried_note": (
        "Carried over is what had been sold beyond the targets of the past (+) or was missing (−): "
        "months and carried over add up to {total}.",
        "结转为此前实绩超出（+）或不足（−）指标的部分：各月与结转之和等于{total}。",
    ),
    # the sheet of versions
    "versions": ("Versions", "版本"),
    "version": ("Version", "版本"),
    "made_on": ("Made on", "制定日期"),
    "made_by": ("By", "制定人"),
    "reason": ("Reason", "原因"),
    "frozen_until": ("As of", "截至"),
    "gap_policy": ("Gap", "差额处理"),
    "targets_so_far": ("Targets so far", "已过指标"),
    "targets_to_come": ("Targets to come", "剩余指标"),
    "per_day_to_come": ("Per working day to come", "剩余日均"),
    "people_number": ("People", "人数"),
    "first_version": ("the first plan", "初版"),
    "versions_note": (
        "Of each version: targets of the days that were over when it was made + carried over + "
        "targets to come = all of the year.",
        "各版本均有：制定时已过日期的指标 + 结转 + 剩余指标 = 全年合计。",
    ),
    "policy_own": ("each person carries their own", "个人自担"),
    "policy_team": ("each team carries it together", "团队分担"),
    "policy_landing": ("the goal follows the landing", "目标调至预计达成"),
    "policy_facts": ("not moved, people alone", "不结转，仅按人员变化"),
    "policy_edits": ("hand edits taken over", "采纳手工修改"),
    "changes_heading": (
        "{metric}: version {number} less version {before}",
        "{metric}：第 {number} 版减第 {before} 版",
    ),
    "changes_note": (
        "By how much targets have risen (+) or fallen (−).",
        "指标的增（+）减（−）。",
    ),
    "changes_same": (
        "Not listed because nothing changes for them: {people}.",
        "指标不变、未列出：{people}。",
    ),
    "changes_none": ("No target is different.", "没有指标变动。"),
    "version_heading": (
        "{metric}: targets of version {number}",
        "{metric}：第 {number} 版的指标",
    ),
    "status_moved": ("changed team", "调动"),
    # what changed, in words
    "what_changed": ("What changed", "变动说明"),
    "version_line": ("Version {number}", "第 {number} 版"),
    "version_made": ("Version {number} of {date}", "第 {number} 版（{date}）"),
    "said_because": ("{version}, by {author}: {reason}", "{version}，{author}：{reason}"),
    "said_because_nobody": ("{version}: {reason}", "{version}：{reason}"),
    "sold_ahead": (
        "Up to {date}: {actual}, where {expected} was to be reached – {gap} ahead ({rate}).",
        "截至 {date}，实际完成 {actual}，指标 {expected}，超额 {gap}（{rate}）。",
    ),
    "sold_behind": (
        "Up to {date}: {actual}, where {expected} was to be reached – {gap} behind ({rate}).",
        "截至 {date}，实际完成 {actual}，指标 {expected}，欠额 {gap}（{rate}）。",
    ),
    "sold_as_planned": (
        "Up to {date}: {actual}, exactly what was to be reached.",
        "截至 {date}，实际完成 {actual}，与指标一致。",
    ),
    "gap_not_moved": (
        "Up to {date} targets were {expected}; no gap is carried over.",
        "截至 {date} 的指标为 {expected}，差额未结转。",
    ),
    "told_own": (
        "Each person carries their own gap into the months that are left.",
        "差额由个人自担，计入本人剩余月份。",
    ),
    "told_team": (
        "Each team carries its gap together, in proportion to what its people have to come.",
        "差额由团队分担，按各人剩余指标的比例计入剩余月份。",
    ),
    "told_landing": (
        "The goal is restated from {before} to {after}, where the year is going to land.",
        "目标由 {before} 调整为 {after}，即全年预计达成。",
    ),
    "told_facts": (
        "Targets follow who is there now; the gap stays where it is.",
        "剩余指标仅按在岗人员的变化调整。",
    ),
    "told_edits": (
        "Targets that were changed by hand were taken over.",
        "采纳了手工修改的指标。",
    ),
    "goal_moved": (
        "The goal goes from {before} to {after}.",
        "目标由 {before} 调整为 {after}。",
    ),
    "rest_told": (
        "Left to reach: {rest} in {days}, {daily} a working day, where {daily_before} was planned "
        "before ({rate}).",
        "剩余 {days}，需完成 {rest}，日均 {daily}，原计划日均 {daily_before}（{rate}）。",
    ),
    "rest_told_same": (
        "Left to reach: {rest} in {days}, {daily} a working day, as planned before.",
        "剩余 {days}，需完成 {rest}，日均 {daily}，与原计划一致。",
    ),
    "rest_told_alone": (
        "Left to reach: {rest} in {days}, {daily} a working day.",
        "剩余 {days}，需完成 {rest}，日均 {daily}。",
    ),
    "rest_none": (
        "What has been sold is all of the year's goal: nothing is left to reach.",
        "全年目标已经完成，剩余期间不再安排指标。",
    ),
    "rising_people": (
        "More than {limit} above what was planned before for what is left: {people}.",
        "剩余指标比原计划高出 {limit} 以上：{people}。",
    ),
    "rising_person": ("{name} {rate}", "{name} {rate}"),
    "rising_more": ("{people} and {count} more", "{people} 等，另有 {count} 人"),
    "workdays_left": ("{count} working days", "{count} 个工作日"),
    "workdays_left_one": ("1 working day", "1 个工作日"),
    # screen
    "gap_is": ("gap: {policy}", "差额：{policy}"),
    "replanned_heading": ("{metric}: so far and to come", "{metric}：已过与剩余"),
    "gap": ("Gap", "差额"),
    "not_in_plan": ("Not in the plan", "计划外人员"),
    "rest_before": ("Was left", "原剩余"),
    "rest_now": ("Left now", "现剩余"),
    "rest_change": ("Change", "变动率"),
    "rest_per_day": ("Per day", "日均"),
    "closing_carried": ("carried over {amount}", "结转 {amount}"),
    "closing_rest": ("left {amount} in {days}", "剩余 {amount}，{days}"),
}
