"""The help of the commands: what stands there in English, and the same in Chinese."""

from __future__ import annotations

from typing import Final

HELP: Final[dict[str, str]] = {
    # the program and Typer's own words
    "From an annual sales goal to targets for every person, quarter, month, week and day.": (
        "把年度销售目标分解为每个人、每季、每月、每周、每天的指标。"
    ),
    "Usage: ": "用法：",
    "Arguments": "参数",
    "Options": "选项",
    "Commands": "命令",
    "[required]": "[必填]",
    "[default: {}]": "[默认：{}]",
    "Error": "错误",
    "Try [blue]'{command_path} {help_option}'[/] for help.": (
        "用 [blue]{command_path} {help_option}[/] 查看帮助。"
    ),
    "Print the version.": "显示版本号。",
    "Show this message and exit.": "显示本帮助。",
    "Install completion for the current shell.": "为当前命令行安装自动补全。",
    "Show completion for the current shell, to copy it or customize the installation.": (
        "显示自动补全脚本，供复制或自行安装。"
    ),
    # parts of a verb's help
    "The next version": "下一版本",
    "Reading": "读取",
    "Writing": "写出",
    "Common": "通用",
    # verbs
    "See what past sales say: growth, people, season, customers, and what to expect next year.": (
        "看历史销售说明了什么：增长、人员、季节、客户，以及明年可以预期多少。"
    ),
    "See what is recognised in files of sales, and what is wrong with them or with a profile.\n\n"
    "Of a plan workbook, which targets were changed by hand and whether they still add up.": (
        "检查销售文件识别出了什么，文件或配置有哪些问题。\n\n"
        "对计划工作簿：哪些指标被手工改过，合计是否仍然一致。"
    ),
    "Break the year's goals down and write the plan workbook.": "分解年度目标，生成计划工作簿。",
    "Explain one person's target: every step from the goal, to be checked with a calculator.": (
        "解释一个人的指标：从目标开始逐步推算，每一步都可用计算器核对。"
    ),
    "Compare actuals with a plan's targets: who is ahead, who is behind, what is needed.": (
        "把实际业绩与计划指标对比：谁超前，谁落后，还差多少。"
    ),
    "Make a plan anew for the rest of its year: the past stays, the goal is kept.": (
        "为全年剩余时间重新制定计划：已过去的不变，目标保持。"
    ),
    "See what changed between two plans or versions: goals, people, assumptions, targets.": (
        "看两份计划或两个版本之间的变化：目标、人员、假设、指标。"
    ),
    "Print the JSON Schema of the profile, for editors that complete and check YAML.": (
        "输出配置文件的 JSON Schema，供编辑器补全和检查 YAML。"
    ),
    # files
    "The profile of team, goals and calendar.": "配置文件：团队、目标和日历。",
    "A plan workbook, edited by hand or not.": "计划工作簿，手工改过的也可以。",
    "A plan workbook, of the whole team.": "整个团队的计划工作簿。",
    "A plan workbook, edited by hand or not, or a table of targets.": (
        "计划工作簿（手工改过的也可以），或一张指标表。"
    ),
    "What to compare it with. Default: the version before, or A's own hand edits.": (
        "与之对比的计划。默认：A 的上一版本，或 A 中的手工修改。"
    ),
    "Files of sales, folders or patterns.": "销售文件、文件夹或通配符。",
    "Files of sales, folders or patterns; none to take over hand edits.": (
        "销售文件、文件夹或通配符；只采纳手工修改时可不写。"
    ),
    "Files of sales, folders or patterns; or one profile. Default: targets.yaml.": (
        "销售文件、文件夹或通配符；或一个配置文件。默认：targets.yaml。"
    ),
    "Files of sales, folders or patterns; one profile; one plan. Default: targets.yaml.": (
        "销售文件、文件夹或通配符；或一个配置文件、一份计划。默认：targets.yaml。"
    ),
    # reading
    "File, folder or pattern of sales, instead of the profile's; may be repeated.": (
        "代替配置中的历史销售：文件、文件夹或通配符，可重复。"
    ),
    "The sheet of sales to read in each workbook. Default: every one that fits.": (
        "每个工作簿中要读取的工作表。默认：所有符合的表。"
    ),
    "Share of unreadable rows to go on with: 5%. Default: the profile's, 1%.": (
        "允许无法读取的行占多少：5%。默认：按配置，1%。"
    ),
    "Currency of the amounts: USD. Default: the profile's.": "金额的币种：CNY。默认：按配置。",
    "Folder of earlier variance workbooks, for the trend from review to review.": (
        "存放以往回顾工作簿的文件夹，用于显示历次趋势。"
    ),
    "The profile that says how to read them. Default: none.": "说明如何读取的配置文件。默认：无。",
    "The profile with calendar, team, currency. Default: calendar years.": (
        "含日历、团队、币种的配置文件。默认：按自然年。"
    ),
    "For a table of targets: the profile with currency, calendar, teams.": (
        "用于指标表：含币种、日历、团队的配置文件。"
    ),
    "The profile with what has changed: people, limits, the goal.": (
        "写有变动的配置文件：人员、限制、目标。"
    ),
    "File with the passwords of protected workbooks, one a line.": (
        "存放工作簿打开密码的文件，每行一个。"
    ),
    # what is planned, reviewed and compared
    "What if: another value of a field of the profile: goals.revenue.annual=13M.": (
        "假设：改用另一个配置值，如 goals.revenue.annual=1300万。"
    ),
    "The day to review: 2027-03-31, today or yesterday. Default: the last row's.": (
        "回顾截至日：2027-03-31、today（今天）或 yesterday（昨天）。默认：文件中最后一行的日期。"
    ),
    "Last day that stays as it is: 2027-03-31. Default: the last row's.": (
        "保持不变的最后一天：2027-03-31。默认：文件中最后一行的日期。"
    ),
    "Hand out one stretch of the year: Q2, H1, 2027-03. Default: the whole year.": (
        "只下发一段时间：Q2、H1、2027-03。默认：全年。"
    ),
    "Compare one stretch of the year: Q2, H1, 2027-03. Default: the whole year.": (
        "只对比一段时间：Q2、H1、2027-03。默认：全年。"
    ),
    "A stretch of the year, month by month: Q2, H1. Default: the whole year.": (
        "按月解释一段时间：Q2、H1。默认：全年。"
    ),
    "The stretch around the day: week, month, quarter, half, year or ytd.": (
        "截至日所在的时间段：week 周、month 月、quarter 季、half 半年、year 年、ytd 年初至今。"
    ),
    "The person whose target it is, by any spelling.": "指标所属的人，别名也可以。",
    "One month, step by step: 2027-03.": "逐步解释一个月：2027-03。",
    "What is counted. Default: the plan's first metric.": "指标名称。默认：计划的第一个指标。",
    "The version of the plan to judge by: original, current, or its number.": (
        "以计划的哪个版本为准：original 最初、current 当前，或版本号。"
    ),
    "Version of A. Default: the current one.": "A 的版本。默认：当前版本。",
    "Version of B, or of A. Default: the current one.": "B（或 A）的版本。默认：当前版本。",
    "How many people to show on the screen.": "屏幕上显示多少人。",
    "Exit with 3 where the pace of a person or team is below: 90%.": (
        "有人或团队的进度比低于此值时以 3 退出：90%。"
    ),
    "Exit with 3 where anything is different.": "有任何不同时以 3 退出。",
    "Take over the targets that were changed by hand.": "采纳手工改过的指标。",
    "Who takes the difference where edits do not add up to the goal.": (
        "手工修改与目标不一致时，差额由谁承担：people 人员、months 月份、goal 目标。"
    ),
    "Name whose remaining target rises by more: 30%. Default: the profile's, 20%.": (
        "剩余指标涨幅超过多少时点名：30%。默认：按配置，20%。"
    ),
    # the next version
    "What was sold during the year: the current plan goes on, and its past stays.": (
        "年内已有的销售：在当前计划上继续，已过去的不变。"
    ),
    "The plan to go on from. Default: the latest plan-*.xlsx here.": (
        "在哪份计划上继续。默认：此处最新的 plan-*.xlsx。"
    ),
    "Why the plan changes: it stands in the plan from now on.": "调整原因，将写入计划。",
    "Who carries the gap so far: docs/replanning.md. Default: the profile's, own.": (
        "已有差额由谁承担，见 docs/replanning.md。默认：按配置，own。"
    ),
    "Who makes the version. Default: the user.": "版本制定人。默认：当前用户。",
    "When the version is made. Default: today.": "版本日期。默认：今天。",
    # writing
    "Workbook to write. Default: none.": "要写出的工作簿。默认：不写。",
    "Workbook to write. Default: analysis.xlsx here; with --json none.": (
        "要写出的工作簿。默认：此处的 analysis.xlsx；用 --json 时不写。"
    ),
    "Workbook to write (with --split-by: folder). Default: none.": (
        "要写出的工作簿（用 --split-by 时为文件夹）。默认：不写。"
    ),
    "Workbook to write (with --split-by: folder). Default: plan-YEAR.xlsx here.": (
        "要写出的工作簿（用 --split-by 时为文件夹）。默认：此处的 plan-年份.xlsx。"
    ),
    "Workbook to write: what was understood as one plain table, and what was rejected.": (
        "要写出的工作簿：识别的内容整理成一张表，另附未采用的行。"
    ),
    "File to write. Default: the screen.": "要写出的文件。默认：屏幕。",
    "Write a workbook for each team or person.": "为每个团队或每个人各写一份工作簿。",
    "Write a workbook for each team, or a card for each person.": (
        "为每个团队写一份工作簿，或为每个人写一张卡片。"
    ),
    "Overwrite files that exist.": "覆盖已有文件。",
    "Do everything but write files.": "照常计算，但不写文件。",
    # common
    "Print the result as JSON on stdout.": "以 JSON 格式输出结果。",
    "Print errors only.": "只显示错误。",
    "Language of screen and workbooks. Default: the profile's.": (
        "屏幕与工作簿的语言。默认：按配置。"
    ),
}
