"""What a person wrote themselves: without the mails they quote and without their signature.

Both are found by the patterns of mail-parser-reply; what offices write beside them is added here
as one more of its languages. Which of the finds count is decided by what stands around them.
"""

import re
from typing import Final

from mailparser_reply import EmailMessage
from mailparser_reply.constants import MAIL_LANGUAGES

_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
_LONGEST_LINE: Final = 200
"""Of lines that the library looks at; in longer ones no quote and no signature begins."""

_HOW: Final = (
    r"(?:(?:freundl\.|freundlich\w*|herzlich\w*|sch(?:ö|oe|o\u0308)ne\w?|liebe\w?|viele\w?"
    r"|beste\w?|ganz|sonnig\w*|kollegial\w*|nette\w?),? (?:und )?){0,2}"
)
_THANKS: Final = r"(?:(?:\w+en Dank|Danke)(?: im Voraus)?,? (?:und )?)?"
_OFFICE: Final = "rathaus"
MAIL_LANGUAGES[_OFFICE] = {
    "wrote_header": (
        r"^(?:> ?)*Am [^\n]*(?:\n[^\n]*)?\bgeschrieben:$"
        r"|^(?!>)[^\n]{1,150} schrieb am [^\n]*:$"
        r"|^>>> ?[^\n]+>>>$"
    ),
    "signatures": [
        rf"{_THANKS}(?:mit )?{_HOW}Gr(?:ü|ue|u\u0308)(?:ß|ss)en?\b",
        rf"{_THANKS}(?:mit )?{_HOW}Gru(?:ß|ss)\b",
        r"Es gr(?:ü|ue)(?:ß|ss)t\b",
        r"\*(?:mit )?[\w ]{1,30} Gr(?:ü|ue)(?:ß|ss)en?\*",
        r"m\.? ?f\.? ?G\b\.?",
        r"(?:VG|LG|mkG)\b",
        r"Hochachtungsvoll\b",
        r"(?:Herz|Freund)lichst\b",
    ],
    "sent_from": (
        r"Von meinem (?:iPhone|iPad|Mac|Handy|Smartphone|Telefon|Samsung)"
        r"|Diese Nachricht wurde von meinem|Hol(?:en Sie sich|e dir) Outlook f"
    ),
}
_SEPARATOR: Final = re.compile(
    r"^-{2,} ?(?:Ursprüngliche|Weitergeleitete|Original|Forwarded) ?-?(?:Nachricht|Message)"
    r" ?-{2,}$",
    re.MULTILINE | re.IGNORECASE,
)
_FROM: Final = re.compile(r"^(?:> ?)*[* ]*(?:Von|From):", re.MULTILINE | re.IGNORECASE)
_WHEN: Final = re.compile(r"\d{1,2}[:.]\d{2}|@")
_QUOTE: Final = re.compile(r"\n*>[^\n]*(?:\n+>[^\n]*)*")
_RULE: Final = re.compile(r"\s*^_{5,}\s*\Z", re.MULTILINE)

_DELIMITER: Final = re.compile(r"--|__|[_-]{32,}")
_FOOT: Final = re.compile(r"(?:--|__)|(?:Gesendet|Sent|Get|Von|Diese|Hol(?:en)?)\b", re.IGNORECASE)
"""How lines begin that programs set below a closing."""

_AFTER_CLOSING: Final = re.compile(r"\w?(?:[ ,/–-]+(?:\w{1,2}\.|[\w'’-]+)){0,4}\W*")
"""What may follow a closing on its line: a name, or from where; no further sentence."""

_POSTSCRIPT: Final = re.compile(r"P\.? ?S\.?\b[.:]?", re.IGNORECASE)
_PROSE: Final = re.compile(r"[^\W\d_]{2,} (?=\S+ \S)")
_LONGEST_SHORT: Final = 60
_MOST_LINES: Final = 25
_NEAR: Final = 3
_SENTENCE: Final = 3


def parted(text: str) -> tuple[str, str]:
    """What the person wrote, and the signature; quotes of other mails are left out.

    Where nothing would be left, it is the whole text: somebody handed a mail on.
    """
    text = _PRIVATE.sub("", text)
    short, long_lines = _without_long_lines(text)
    mail = EmailMessage(text=short, languages=[_OFFICE, "de", "en"], keep_hyphen_lists=True)
    own = _unquoted(mail)
    written, closing = _signed(own, mail)
    if not written.strip():
        written, closing = (own.strip() or mail.text), ""
    return _restored(written, long_lines).strip(), _restored(closing, long_lines).strip()


def _unquoted(mail: EmailMessage) -> str:
    """The text without quotes: each one to its last marked line, else to the end.

    Whoever answers below a quote marks its lines, for nobody could tell the two apart.
    """
    text: str = mail.text
    marks = [*mail.HEADER_REGEX.finditer(text), *_SEPARATOR.finditer(text)]
    kept, place = [], 0
    for mark in sorted(marks, key=lambda mark: int(mark.start())):
        quote = _QUOTE.match(text, mark.end())
        if mark.start() < place or not _is_head(mark[0], is_marked=quote is not None):
            continue
        kept.append(_RULE.sub("\n", text[place : mark.start()]))
        place = len(text) if quote is None else quote.end()
    kept.append(text[place:])
    return "\n".join(line for line in "\n".join(kept).split("\n") if not line.startswith(">"))


def _is_head(found: str, *, is_marked: bool) -> bool:
    """Whether a find stands over a quote, and is not a sentence or a heading of the person."""
    words = found.strip().casefold()
    if words.startswith((">>>", "--")) or _FROM.search(found):
        return True
    wrote = words.endswith((":", ":*")) and any(
        verb in words for verb in ("schrieb", "geschrieben", "wrote")
    )
    return wrote and (is_marked or _WHEN.search(found) is not None)


def _signed(own: str, mail: EmailMessage) -> tuple[str, str]:
    """The text up to the last closing, and what follows; a postscript belongs to the text."""
    lines = own.split("\n")
    start = _closing_of(lines, mail)
    if start is None:
        return own, ""
    written, signature = lines[:start], list[str]()
    is_postscript = False
    for line in lines[start:]:
        if _POSTSCRIPT.match(line):
            is_postscript = True
            written.append("")
        elif not line or _DELIMITER.fullmatch(line):
            is_postscript = False
        (written if is_postscript else signature).append(line)
    return "\n".join(written), "\n".join(signature)


def _closing_of(lines: list[str], mail: EmailMessage) -> int | None:
    """The line on which the signature begins: the last closing, or what lies close above it."""
    filled = [place for place, line in enumerate(lines) if line]
    starts = [
        count
        for count in range(max(1, len(filled) - 1 - _MOST_LINES), len(filled))
        if _is_closing(lines[filled[count]], mail)
        and (count + 1 == len(filled) or _is_signed(lines[filled[count + 1]]))
    ]
    if not starts:
        return None
    closings = [count for count in starts if not _FOOT.match(lines[filled[count]])]
    first = (closings or starts)[-1]
    for count in reversed(starts):
        if 0 < first - count <= _NEAR:
            first = count
    return filled[first]


def _is_closing(line: str, mail: EmailMessage) -> bool:
    """Whether a line is a closing, and nothing but one."""
    if _DELIMITER.fullmatch(line):
        return True
    found = mail.SIGNATURE_REGEX.match(f"\n{line}", 1) if len(line) <= _LONGEST_SHORT else None
    return bool(found and _AFTER_CLOSING.fullmatch(line[len(found[2]) :]))


def _is_signed(line: str) -> bool:
    """Whether a line may follow a closing: a name or a postscript, but no sentence that goes on."""
    if _POSTSCRIPT.match(line):
        return True
    if len(line) > _LONGEST_SHORT or _PRIVATE.search(line):
        return False
    ends = line.endswith((".", "!", "?", ":")) and len(line.split()) >= _SENTENCE
    return not (ends or (line[0].islower() and _PROSE.match(line)))


def _without_long_lines(text: str) -> tuple[str, list[str]]:
    """Long lines are handed to the library as one sign: its patterns take long over them."""
    kept: list[str] = []
    lines = text.split("\n")
    for place, line in enumerate(lines):
        if len(line) > _LONGEST_LINE:
            lines[place] = f"\ue000{len(kept)}\ue001"
            kept.append(line)
    return "\n".join(lines), kept


def _restored(text: str, long_lines: list[str]) -> str:
    return re.sub(r"\ue000(\d+)\ue001", lambda found: long_lines[int(found[1])], text)
