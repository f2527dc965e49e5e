"""What a YAML parser stumbles over, in Chinese; it speaks English alone."""

from __future__ import annotations

import re
from typing import Final

_REASONS: Final = (
    (r"could not find expected ':'", "缺少冒号"),
    (r"expected (?P<wanted>'.*'), but (?:got|found) '?<.*", "缺少 {wanted}"),
    (r"expected (?P<wanted>'.*'), but (?:got|found) (?P<found>.+)", "应为 {wanted}，却是 {found}"),
    (r"expected <block end>.*", "缩进与上文不一致"),
    (r"sequence entries are not allowed here", "此处不能开始列表"),
    (r"found character (?P<found>'.*') that cannot start any token", "不能以 {found} 开头"),
    (r"found undefined alias (?P<found>'.*')", "没有名为 {found} 的锚点"),
    (r"found unknown escape character (?P<found>'.*')", "未知的转义字符 {found}"),
    (r"(?:found duplicate|expected .*) anchor.*", "锚点有误"),
    (r"special characters are not allowed|.*control characters.*", "含有不可见的控制字符"),
)
_OTHERWISE: Final = "语法不符"


def yaml_reason(problem: str) -> str:
    """A parser's problem in Chinese.

    >>> yaml_reason("expected ',' or '}', but got ':'")
    "应为 ',' 或 '}'，却是 ':'"
    """
    for shape, said in _REASONS:
        if found := re.fullmatch(shape, problem):
            words = {name: word.replace(" or ", " 或 ") for name, word in found.groupdict().items()}
            return said.format(**words)
    return _OTHERWISE
