"""The record as one PDF that is both PDF/A-2a, for the archive, and PDF/UA-1, for everybody.

Texts reach the template as data and are never read as markup. A sign that no font of the
document has would be an empty box, which neither standard allows: it is named by its number.
So is one that is not seen and changes how others read, like those that turn the direction.

Typst works in a process of its own: within ours it would keep what it once set, which is texts
about people, and some 100 MB of memory for each record.
"""

import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

HOME: Final = Path(__file__).parents[2]
FOLDER: Final = Path(__file__).parent / "vermerk"
STANDARDS: Final[Sequence[Literal["a-2a", "ua-1"]]] = ("a-2a", "ua-1")
_KNOWN: Final = frozenset(map(chr, range(0x20, 0x7F))) | frozenset(map(chr, range(0xA1, 0x180)))
_ALSO: Final = frozenset("\n–—“”„…·•›→−€")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
_PROBE: Final = (
    '#set document(title: "x")\n#set text(lang: "de", font: "Libertinus Serif")\n= x\n'
    "#sys.inputs.sign"
)


def record_pdf(data: Mapping[str, Any], moment: datetime) -> bytes:
    """The document; the same data and moment give the same bytes."""
    order = json.dumps({"data": data, "moment": int(moment.timestamp())}).encode()
    done = subprocess.run(  # our own program, and no word of it comes from outside
        [sys.executable, "-m", "lotsen.export.record_pdf"],
        input=order,
        capture_output=True,
        check=True,
        cwd=HOME,
    )
    return done.stdout


def _set(order: bytes) -> bytes:
    """Carry an order out, in the process of its own."""
    asked = json.loads(order)
    spoken = json.dumps(_each_text(asked["data"], _written), ensure_ascii=False)
    template = (FOLDER / "vermerk.typ").read_bytes()
    return _compiled(template, {"data": spoken}, asked["moment"])


def _compiled(source: bytes, inputs: dict[str, str], moment: int | None) -> bytes:
    compiler = typst.Compiler(root=FOLDER, ignore_system_fonts=True, font_paths=_fonts())
    content = compiler.compile(
        input=source,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=[*STANDARDS],
        timestamp=moment,
    )
    assert isinstance(content, bytes)
    return content


@cache
def _fonts() -> typst.Fonts:
    """The free fonts that come with Typst: the same document on every machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)


def _each_text(value: Any, change: Callable[[str], str]) -> Any:
    """The same data with every text changed."""
    match value:
        case str():
            return change(value)
        case Mapping():
            return {key: _each_text(each, change) for key, each in value.items()}
        case list() | tuple():
            return [_each_text(each, change) for each in value]
        case _:
            return value


def _written(text: str) -> str:
    """A text in signs that the fonts have: composed, and what is missing named by number."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    if _KNOWN.issuperset(plain):
        return plain
    return "".join(_sign(sign) for sign in plain.replace("\t", " "))


def _sign(sign: str) -> str:
    unseen = unicodedata.category(sign) in _UNSEEN
    if sign in _KNOWN or sign in _ALSO or (not unseen and _has(sign)):
        return sign
    return f"[U+{ord(sign):04X}]"


@cache
def _has(sign: str) -> bool:
    """Whether the fonts have this sign; tried out, for Typst tells it in no other way."""
    try:
        _compiled(_PROBE.encode(), {"sign": f"a{sign}a"}, None)
    except typst.TypstError:
        return False
    return True


if __name__ == "__main__":
    sys.stdout.buffer.write(_set(sys.stdin.buffer.read()))
