"""LibreOffice in German locale, as the towns have it, without a window."""

import subprocess
from collections.abc import Callable
from pathlib import Path

from tests.system import need

UTF8, CP1252 = 76, 1
GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop>
</item></oor:items>
"""


def converter(home: Path) -> Callable[..., bytes]:
    """Have LibreOffice write a file in another form; its settings live in `home`."""
    program = need("libreoffice")
    settings = home / "user" / "registrymodifications.xcu"
    settings.parent.mkdir()
    settings.write_text(GERMAN, encoding="utf-8")

    def run(path: Path, form: str, delimiter: str = ";") -> bytes:
        out = path.parent / "out"
        profile = f"-env:UserInstallation={home.as_uri()}"
        semicolon = f"--infilter=CSV:{ord(delimiter)},34,{UTF8},1"
        infilter = [semicolon] if path.suffix == ".csv" else []
        command = [program, profile, *infilter, "--headless", "--convert-to", form]
        command += ["--outdir", out, path]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (out / f"{path.stem}.{form.split(':', maxsplit=1)[0]}").read_bytes()

    return run
