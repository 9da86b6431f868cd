"""What axe-core finds wrong in Streamlit itself, by rule: where, and why we cannot mend it.

A finding that is not here is ours. The list is short, and should it have to grow, it stays so.
A place is a CSS selector; what lies within it is not looked at under that rule.
"""

SECTIONS = "on phones, the menu nests the lists of its sections in a list without entries"

KNOWN: dict[str, dict[str, str]] = {
    "list": {'[data-testid="stSidebarNav"]': SECTIONS},
    "listitem": {'[data-testid="stSidebarNav"]': SECTIONS},
}
