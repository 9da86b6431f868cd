"""What a page may load and where it may send: from here and to here alone (CSP)."""

import base64
import hashlib
import re
from collections.abc import Iterable

_SCRIPT = re.compile(rb"<script>(.*?)</script>", re.DOTALL)
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


def of_streamlit(page: bytes) -> str:
    """The policy of Streamlit's page; its widgets write their own styles as they go."""
    return (
        f"default-src 'self'; script-src 'self' {_hashes(_SCRIPT.findall(page))}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
        "media-src 'self' blob:; connect-src 'self'; worker-src 'self' blob:; frame-src 'self'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
    )


def of_form(page: bytes) -> str:
    """The policy of a page of ours before the gate: no script at all."""
    return (
        f"default-src 'none'; style-src 'self' {_hashes(_STYLE.findall(page))}; font-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _hashes(texts: Iterable[bytes]) -> str:
    digests = (base64.b64encode(hashlib.sha256(text).digest()).decode() for text in texts)
    return " ".join(f"'sha256-{digest}'" for digest in digests)
