"""The list of people who take part in the selection, with their roles."""

import pandas as pd

from lotsen.domain.files import FileKind
from lotsen.imports.checks import Checks, Parsed
from lotsen.imports.duplicates import PERSON_TWICE, first_places, note_duplicates
from lotsen.imports.frames import object_column, text_column, usable
from lotsen.imports.names import read_names
from lotsen.imports.values import digits, email, line, roles, salutation


def parse_people(checks: Checks) -> Parsed:
    """Read people; who is named twice with the same words counts once."""
    is_blank = checks.require("email")
    names = read_names(checks)
    addresses = checks.read("email", email)
    frame = pd.DataFrame(
        {
            "salutation": text_column(checks.read("salutation", salutation)),
            **{field: pd.array(texts, dtype="str") for field, texts in names.items()},
            "email": text_column(addresses),
            "phone": text_column(checks.read("phone", digits)),
            "department": text_column(checks.read("department", line)),
            "function": text_column(checks.read("function", line)),
            "roles": object_column(checks.read("roles", roles, blank=())),
        }
    )
    first = first_places(addresses.as_array(), ~(is_blank | addresses.bad))
    repeated = note_duplicates(checks, first, frame, "email", PERSON_TWICE)
    return checks.parsed(FileKind.PEOPLE, usable(checks, frame, without=repeated))
