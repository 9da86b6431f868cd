"""Whether the chain of the audit log holds, in plain words."""

from collections.abc import Callable, Mapping
from typing import Final

from lotsen.domain.audit_chain import ChainFault, ChainState
from lotsen.i18n import _, formats


def state(state: ChainState) -> str:
    """What a look through the chain found, as one or two sentences."""
    if state.broken is not None:
        number = formats.number(state.broken.number, decimals=0)
        return fault(state.broken.fault, number)
    if not state.end.number:
        return _("Das Protokoll ist noch leer.")
    return _(
        "Die Kette ist geschlossen: {count} Einträge, keiner verändert und keiner entfernt.",
        count=formats.number(state.end.number, decimals=0),
    )


def fault(fault: ChainFault, number: str) -> str:
    """What is wrong, and with which line."""
    return _SENTENCES[fault](number)


_SENTENCES: Final[Mapping[ChainFault, Callable[[str], str]]] = {
    ChainFault.LINE_CHANGED: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: "
        "Er wurde verändert, nachdem er geschrieben war.",
        number=number,
    ),
    ChainFault.LINE_MISSING: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: Er fehlt. "
        "Jemand hat ihn entfernt oder ihm eine andere Nummer gegeben.",
        number=number,
    ),
    ChainFault.LINE_INSERTED: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: Er wurde an Lotsen vorbei eingefügt.",
        number=number,
    ),
    ChainFault.LINE_OUT_OF_PLACE: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: Er folgt nicht auf den Eintrag "
        "davor. Einer von beiden wurde ausgetauscht, eingefügt oder neu geschrieben.",
        number=number,
    ),
    ChainFault.TAIL_MISSING: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: "
        "Er und alle, die ihm folgten, fehlen. Das Ende wurde abgeschnitten.",
        number=number,
    ),
    ChainFault.HEAD_DIFFERS: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}, dem letzten: "
        "Lotsen hat sich ein anderes Ende der Kette gemerkt.",
        number=number,
    ),
    ChainFault.ANCHOR_DIFFERS: lambda number: _(
        "Die Kette ist gebrochen bei Eintrag {number}: Die notierte Prüfmarke ist eine "
        "andere. Er oder ein Eintrag davor wurde neu geschrieben.",
        number=number,
    ),
}
