"""What an AppTest shows: which of it is read as Markdown, and which words stand there at all."""

from streamlit.testing.v1 import AppTest

TYPED = "**Ada** :red[x] <b>y</b> [z](javascript:1) $a$ `k` # h"
"""What somebody types who wants to be seen: each sign would mean something in Markdown."""

READ_AS_MARKDOWN = (
    *("title", "header", "subheader", "markdown", "caption"),
    *("info", "warning", "error", "success"),
)


def read_as_markdown(page: AppTest) -> list[str]:
    """Everything in which Streamlit would see Markdown, colours or HTML."""
    values = [element.value for kind in READ_AS_MARKDOWN for element in getattr(page, kind)]
    labels = [element.label for kind in ("button", "expander") for element in getattr(page, kind)]
    cells = [str(cell) for table in page.table for cell in table.value.to_numpy().ravel()]
    names = [str(name) for table in page.table for name in table.value.columns]
    return [*values, *labels, *cells, *names]


def words(page: AppTest) -> str:
    """Everything that a person reads, without the escapes of Markdown."""
    plain = [element.value for element in page.text]
    grids = [str(cell) for grid in page.dataframe for cell in grid.value.to_numpy().ravel()]
    options = [option for box in page.selectbox for option in box.options]
    said = "\n".join([*read_as_markdown(page), *plain, *grids, *options])
    return said.replace("\\", "").replace(":small[]", "")  # keeps an address from being a link


def labels(page: AppTest) -> list[str]:
    """What stands on the buttons."""
    return [each.label for each in page.button]


def button(page: AppTest, label: str):
    """The one button with this label."""
    (found,) = [each for each in page.button if each.label == label]
    return found
