"""What there is to say about people who change during the year, in both languages."""

from typing import Final

PEOPLE: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E170": {
        "en": (
            "'{name}' is in team '{team}' and in team '{other}' on {day}",
            "end the one the day before the other starts, or write one entry with changes",
        ),
        "zh": (
            "“{name}”在 {day} 同时属于团队“{team}”和“{other}”",
            "请让前一段在后一段开始的前一天结束，或只保留一条并用 changes 写明变动",
        ),
    },
    "E171": {
        "en": (
            "'{name}' is in team '{team}' a second time",
            "keep one time in each team; for days away in another team use leave there",
        ),
        "zh": (
            "“{name}”两次进入团队“{team}”",
            "每个团队只能有一段时间；短期借调请用 leave 写明离开的日子",
        ),
    },
    "E172": {
        "en": (
            "since of '{name}' is not before their start",
            "write start as the first day in this team, and since as the earlier day they joined",
        ),
        "zh": (
            "“{name}”的 since 不早于 start",
            "start 写进入该团队的第一天，since 写更早的入职日",
        ),
    },
    "E173": {
        "en": ("this change of '{name}' changes nothing", "add skill, fte or team"),
        "zh": ("“{name}”的这项变动没有内容", "请写明 skill、fte 或 team"),
    },
    "E174": {
        "en": ("'{name}' changes to team '{team}', which is not there", "teams are {teams}"),
        "zh": ("“{name}”要调往的团队“{team}”不存在", "现有团队：{teams}"),
    },
    "E175": {
        "en": (
            "the change of '{name}' on {day} lies outside their employment",
            "correct the day, or start and end; what holds from the start stands in the entry",
        ),
        "zh": (
            "“{name}”在 {day} 的变动不在在职期内",
            "请更正日期，或入职日和离职日；自入职起的情况请直接写在该人名下",
        ),
    },
    "E176": {
        "en": ("'{name}' changes twice on {day}", "write it as one change"),
        "zh": ("“{name}”在 {day} 有两项变动", "请合并为一项"),
    },
    "E177": {
        "en": ("'{name}' in a handover is not on the team", "write the name as in team"),
        "zh": ("交接中的“{name}”不在团队里", "请按 team 中的写法填写姓名"),
    },
    "E178": {
        "en": ("'{name}' hands over to themselves", "name two people"),
        "zh": ("“{name}”的交接双方是同一人", "请写两个不同的人"),
    },
    "E179": {
        "en": (
            "the handover of '{name}' has both customers and a share",
            "keep the customers, whose share comes from the history, or the share",
        ),
        "zh": (
            "“{name}”的交接既有 customers 又有 share",
            "请只保留一个：客户占比由历史数据得出，或直接写 share",
        ),
    },
    "E180": {
        "en": (
            "the customers that '{name}' hands over are not told by any sales",
            "give a history with a column of customers, or write the share: share: 40%",
        ),
        "zh": (
            "没有销售记录说明“{name}”交接的客户",
            "请提供含客户列的历史数据，或直接写占比：share: 40%",
        ),
    },
    "E181": {
        "en": (
            "'{name}' hands over more on {day} than they have then",
            "correct the shares of that day, which are of what they had before it",
        ),
        "zh": (
            "“{name}”在 {day} 交接的超过其当时拥有的",
            "请更正当日的占比：各项均以交接前所拥有的为基数",
        ),
    },
    "W171": {
        "en": (
            "'{name}' hands over customer '{customer}', who is not in the history",
            "write the name as in the history; otherwise nothing goes along",
        ),
        "zh": (
            "“{name}”交接的客户“{customer}”不在历史数据中",
            "请按历史数据中的写法填写；否则没有业绩随之转移",
        ),
    },
    "W172": {
        "en": (
            "nothing of the sales of '{name}' was with {customers}: the handover moves nothing",
            "write the share that goes along: share: 20%",
        ),
        "zh": (
            "“{name}”的业绩中没有与 {customers} 的成交，交接不会转移任何份额",
            "如有份额随之转移，请写明：share: 20%",
        ),
    },
    "W173": {
        "en": ("a handover on {day} lies after the year", "it counts from the next year on"),
        "zh": ("{day} 的交接在本年之后", "从下一年起计算"),
    },
}
