"""What axe-core finds wrong in Streamlit itself, by rule: where, and why we cannot mend it.

A finding that is not here is ours. The list is empty, and should it have to grow, it stays short.
"""

KNOWN: dict[str, dict[str, str]] = {}
