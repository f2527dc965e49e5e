"""What is said when there is nothing to analyse: message and hint for each code."""

from typing import Final

ANALYSING: Final[dict[str, dict[str, tuple[str, str]]]] = {
    "E500": {
        "en": (
            "there is no history to analyse",
            "name the files of past sales, or put them under history.files of the profile",
        ),
        "zh": (
            "没有可分析的销售历史",
            "请给出历史销售文件，或写在配置的 history.files 下",
        ),
    },
    "E501": {
        "en": (
            "none of the {read} rows can be used, so there is nothing to analyse",
            "see what is wrong with them: salesplan check FILE",
        ),
        "zh": (
            "读取的 {read} 行都无法采用，没有可分析的数据",
            "查看原因：salesplan check 文件",
        ),
    },
}
