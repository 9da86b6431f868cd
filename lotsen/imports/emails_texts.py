"""The text of a mail: cleaned, and taken out of HTML."""

import re
from typing import Final

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from lotsen.domain.mails import LONGEST_TEXT
from lotsen.imports.limits import MAILS, MailLimits

_NEVER: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069\ufeff\ufffe]"
)
_HALVES: Final = re.compile(r"[\ud800-\udfff]")
_BLANKS: Final = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u3000]+")
_GAPS: Final = re.compile(r"\n(?: ?\n){2,}")
_DROPPED: Final = ("script", "style", "head", "title", "template", "object", "iframe", "svg")
_BLOCKS: Final = (
    *("p", "div", "tr", "li", "ul", "ol", "table", "blockquote", "pre", "hr"),
    *("h1", "h2", "h3", "h4", "h5", "h6"),
)
_BREAK, _PARAGRAPH, _BLOCK, _QUOTED = "\x1c", "\x1d", "\x1e", "\x1f"
_MARKS: Final = re.compile(r"[ \x1c-\x1e]+")
"""Signs that count as blanks, so that none of a page's own is left where these are set."""

_TAG: Final = re.compile(r"<(/?)([a-z!?][a-z0-9]*)", re.IGNORECASE)
_ALONE: Final = frozenset({"br", "img", "hr", "meta", "link", "input", "col", "wbr", "!", "?"})
"""Tags that are never closed."""


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
    for tag in soup(_is_quote):
        if tag.find_parent(_is_quote) is None:
            tag.insert_before(_QUOTED)
            tag.insert_after(_QUOTED)
    return _with_quotes(_MARKS.sub(_between, soup.get_text()))


def _is_quote(tag: Tag) -> bool:
    """Whether a program quotes another mail here, as Thunderbird, Apple Mail and Gmail do."""
    return tag.name == "blockquote" and (
        tag.get("type") == "cite" or "gmail_quote" in (tag.get("class") or ())
    )


def _with_quotes(text: str) -> str:
    """The lines of quotes marked as mail programs mark them in plain text."""
    parts = text.split(_QUOTED)
    for place in range(1, len(parts), 2):
        parts[place] = "\n".join(f"> {line}" for line in parts[place].strip().split("\n"))
    return "\n".join(parts)


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
