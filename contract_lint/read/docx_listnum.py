"""Number the fields that Word counts by itself: LISTNUM, AUTONUM, AUTONUMLGL, AUTONUMOUT."""

import re
from dataclasses import dataclass, field

from contract_lint.read.docx_counting import write_count

_LEVELS = 9
_SWITCH = re.compile(r"\\([ls])\s*(\d{1,4})", re.IGNORECASE)
_NAME = re.compile(r'LISTNUM\s+"?([^"\\\s]{1,40})', re.IGNORECASE)
_PLAIN = (
    ("decimal", "{})"), ("lowerLetter", "{})"), ("lowerRoman", "{})"),
    ("decimal", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"),
    ("decimal", "{}."), ("lowerLetter", "{}."), ("lowerRoman", "{}."),
)  # fmt: skip
_OUTLINE = (
    ("upperRoman", "{}."), ("upperLetter", "{}."), ("decimal", "{}."),
    ("lowerLetter", "{})"), ("decimal", "({})"), ("lowerLetter", "({})"),
    ("lowerRoman", "({})"), ("lowerLetter", "({})"), ("lowerRoman", "({})"),
)  # fmt: skip
_LEGAL = "legaldefault"
_OUTLINED = "outlinedefault"
_AUTOMATIC = {"AUTONUM": "autonum", "AUTONUMLGL": _LEGAL, "AUTONUMOUT": _OUTLINED}


@dataclass(slots=True)
class FieldNumbers:
    """The lists that fields count; `write` counts on, so fields must come in reading order."""

    _counters: dict[str, list[int]] = field(default_factory=dict)

    def write(self, instruction: str, level: int | None) -> str:
        """Return the number of a field in a paragraph of `level` (from 0; None without one).

        A LISTNUM field without a level of its own stands one level below its paragraph's number
        (ECMA-376 part 1, 17.16.5.34).
        """
        name, _, _ = instruction.strip().upper().partition(" ")
        switches = {switch.lower(): int(value) for switch, value in _SWITCH.findall(instruction)}
        if name in _AUTOMATIC:
            kind, own = f"{name.lower()} {_AUTOMATIC[name]}", level or 0
        else:
            named = _NAME.match(instruction.strip())
            kind = named[1].lower() if named else "numberdefault"
            own = switches["l"] - 1 if "l" in switches else 0 if level is None else level + 1
        own = min(max(own, 0), _LEVELS - 1)
        text = self._count(kind, own, switches.get("s"))
        return text.removesuffix(".") if "\\E" in instruction.upper() else text

    def _count(self, kind: str, level: int, start: int | None) -> str:
        counters = self._counters.setdefault(kind, [0] * _LEVELS)
        counters[level] = counters[level] + 1 if start is None else start
        counters[level + 1 :] = [0] * (_LEVELS - level - 1)
        if kind.endswith(_LEGAL):
            return "".join(f"{max(count, 1)}." for count in counters[: level + 1])
        if kind.endswith("autonum"):
            return f"{counters[level]}."
        shown, form = (_OUTLINE if kind.endswith(_OUTLINED) else _PLAIN)[level]
        return form.format(write_count(counters[level], shown))
