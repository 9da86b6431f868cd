"""The text of a mail: cleaned, taken out of HTML, and parted from quotes and signature."""

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from mailparser_reply import EmailMessage

from lotsen.domain.mails import LONGEST_TEXT
from lotsen.imports.limits import MAILS, MailLimits

_NEVER: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe]"
)
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
_PRIVATE: Final = re.compile(r"[\ue000-\uf8ff]")
_BLANKS: Final = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
_GAPS: Final = re.compile(r"\n(?: ?\n){2,}")
_SEPARATOR: Final = re.compile(
    r"^-{2,} ?(?:Ursprüngliche|Weitergeleitete|Original) ?-?(?:Nachricht|Message) ?-{2,}$",
    re.MULTILINE | re.IGNORECASE,
)
_DROPPED: Final = ("script", "style", "head", "title", "template", "object", "iframe", "svg")
_BLOCKS: Final = (
    *("p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_BREAK, _PARAGRAPH, _BLOCK = "\x1c", "\x1d", "\x1e"
_MARKS: Final = re.compile(r"[ \x1c-\x1e]+")
"""Signs that count as blanks, so that none of a page's own is left where these are set."""

_TAG: Final = re.compile(r"<(/?)([a-z!?][a-z0-9]*)", re.IGNORECASE)
_ALONE: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "!", "?"})
"""Tags that are never closed."""

_LONGEST_LINE: Final = 200
"""Of lines that the library looks at; in longer ones no quote and no signature begins."""


def cleaned(text: str, longest: int = LONGEST_TEXT) -> str:
    """A text without signs that no keyboard types, with plain ends of lines, not longer than so."""
    text = text[: 4 * longest].replace("\r\n", "\n").replace("\r", "\n")
    text = _HALVES.sub("\ufffd", _NEVER.sub("", text))
    text = "\n".join(_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return _GAPS.sub("\n\n", text).strip()[:longest]


def one_line(text: str, longest: int = 300) -> str:
    """A text as one line: what comes in headers and names of files."""
    return " ".join(cleaned(text, 4 * longest).split())[:longest]


def from_html(markup: str, limits: MailLimits = MAILS) -> str:
    """The words of a page of HTML; nothing is fetched, and nothing of it is run."""
    soup = BeautifulSoup(_shortened(markup, limits), "html.parser")
    for tag in soup(_DROPPED):
        tag.decompose()
    for words in soup.find_all(string=True):
        if type(words) is NavigableString:
            words.replace_with(re.sub(r"\s+", " ", words))
        else:  # comments and what else nobody reads
            words.extract()
    for tag in soup("br"):
        tag.replace_with(_BREAK)
    for tag in soup(_BLOCKS):
        mark = _PARAGRAPH if tag.name == "p" else _BLOCK
        tag.insert_before(mark)
        tag.append(mark)
    return _MARKS.sub(_between, soup.get_text())


def _between(marks: re.Match[str]) -> str:
    """What stands between two words: a blank, a new line, or an empty line."""
    found = marks[0]
    if _PARAGRAPH in found or found.count(_BREAK) > 1:
        return "\n\n"
    return "\n" if _BLOCK in found or _BREAK in found else " "


def _shortened(markup: str, limits: MailLimits) -> str:
    """A page without comments, up to where its tags are too many or lie too deep.

    The reader takes a time that grows with the square of both, and of what is never closed.
    """
    markup = _without_comments(markup[: limits.html])
    markup = markup[: markup.rfind(">") + 1] + markup[markup.rfind(">") + 1 :].replace("<", " ")
    depth = 0
    for count, tag in enumerate(_TAG.finditer(markup)):
        if tag[2].lower() not in _ALONE:
            depth += -1 if tag[1] else 1
        if count > limits.tags or depth > limits.tags_open:
            return markup[: tag.start()]
    return markup


def _without_comments(markup: str) -> str:
    kept, place = [], 0
    while (start := markup.find("<!--", place)) >= 0:
        kept.append(markup[place:start])
        end = markup.find("-->", start + 4)
        if end < 0:
            return "".join(kept)
        place = end + 3
    return "".join([*kept, markup[place:]])


def parted(text: str) -> tuple[str, str]:
    """What the person wrote, and the signature; quotes of other mails are left out.

    Where nothing would be left, it is the whole text: somebody handed a mail on.
    """
    text = _PRIVATE.sub("", text)
    short, long_lines = _without_long_lines(text)
    mail = EmailMessage(text=short, languages=["de", "en"], keep_hyphen_lists=True)
    marks = [mail.HEADER_REGEX.search(mail.text), _SEPARATOR.search(mail.text)]
    end = min((mark.start() for mark in marks if mark), default=len(mail.text))
    own = "\n".join(line for line in mail.text[:end].split("\n") if not line.startswith(">"))
    signature = mail.SIGNATURE_REGEX.search(own)
    closing = signature.group() if signature else ""
    written = own[: signature.start()] if signature else own
    if not written.strip():
        written, closing = (own or mail.text), ""
    if not written.strip():
        written = mail.text
    return _restored(written, long_lines).strip(), _restored(closing, long_lines).strip()


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
