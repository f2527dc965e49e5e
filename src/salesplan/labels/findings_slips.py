"""What findings say about a profile that is well formed and hardly means what it says."""

from typing import Final

SLIPS: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E190": {
        "en": (
            "{field} is {value}, which is {percent}",
            "write it with its sign: {value}% if that is meant, or {percent}",
        ),
        "zh": (
            "{field} 为 {value}，即 {percent}",
            "请写明百分号：{value}%；如确为 {percent}，请照此书写",
        ),
    },
    "E191": {
        "en": (
            "{period} is {value} of the year: a part of it is less than 100%",
            "write a share such as 22%, or an amount without the sign",
        ),
        "zh": (
            "{period} 占全年 {value}：固定的部分须小于 100%",
            "请写占比（如 22%），或不带百分号的金额",
        ),
    },
    "E192": {
        "en": (
            "'{value}' is in another currency: the plan's is {currency}",
            "write the amount in {currency}, or correct currency",
        ),
        "zh": (
            "“{value}”是另一种货币，计划的货币是 {currency}",
            "请换算为 {currency}，或更正 currency",
        ),
    },
    "E193": {
        "en": (
            "{period} of '{metric}' is fixed at {value}, which is {part} of the goal of {goal}",
            "a share needs its sign: {value}%; an amount, write it in full",
        ),
        "zh": (
            "“{metric}”的 {period} 固定为 {value}，只占目标 {goal} 的 {part}",
            "如为占比，请写 {value}%；如为金额，请写全数",
        ),
    },
    "W193": {
        "en": (
            "{period} of '{metric}' is fixed at {value}, which is {part} of the goal of {goal}",
            "correct it if that is not meant; a share needs its sign, such as 22%",
        ),
        "zh": (
            "“{metric}”的 {period} 固定为 {value}，只占目标 {goal} 的 {part}",
            "如有误请更正；占比须带百分号，例如 22%",
        ),
    },
    "E194": {
        "en": (
            "line {line} has '{mark}', the mark as wide as a Chinese character",
            "write '{plain}' instead; inside of a text, put the text in quotes",
        ),
        "zh": (
            "第 {line} 行有全角标点「{mark}」",
            "请改用半角「{plain}」；如属于文字内容，请给该文字加英文引号",
        ),
    },
    "E195": {
        "en": (
            "line {line} has a blank as wide as a Chinese character",
            "indent with plain blanks, two for each step",
        ),
        "zh": ("第 {line} 行有全角空格", "请改用半角空格，每级缩进两个"),
    },
    "W194": {
        "en": (
            "'{value}' is one entry of the list, with the wide mark '{mark}' in it",
            "write '{plain}' between two entries; if it is one, put it in quotes",
        ),
        "zh": (
            "“{value}”是列表中的一项，其中有全角「{mark}」",
            "两项之间请用半角「{plain}」；如确为一项，请加英文引号",
        ),
    },
    "W195": {
        "en": (
            "'{metric}' is a metric of its own: nothing in the history counts for it",
            "if it is counted from the sales, write {known}; else add source: none",
        ),
        "zh": (
            "“{metric}”作为自定义指标处理，不使用销售历史",
            "如应取自销售数据，请写 {known}；否则请补上 source: none",
        ),
    },
    "E196": {
        "en": (
            "{field} is {value}: it is an amount, not a share",
            "write the amount; a share of the year's targets is '{share}', growth is '{growth}'",
        ),
        "zh": (
            "{field} 为 {value}：此处应为数额，而非占比",
            "请写数额；全年占比写作 {share}，增长写作 {growth}",
        ),
    },
    "E197": {
        "en": (
            "{field} of '{name}' is {value}, {part} of an even part of the goal ({even})",
            "write the amount in full; a share is '{share}'",
        ),
        "zh": (
            "“{name}”的 {field} 为 {value}，只占人均目标（{even}）的 {part}",
            "请写全数；如为占比，请写作 {share}",
        ),
    },
    "W197": {
        "en": (
            "{field} of '{name}' is {value}, {part} of an even part of the goal ({even})",
            "correct it if that is not meant; an amount is written in full, or as 600k or 6M",
        ),
        "zh": (
            "“{name}”的 {field} 为 {value}，只占人均目标（{even}）的 {part}",
            "如有误请更正；数额请写全数，或写明单位，例如 600万",
        ),
    },
}
