"""Which mailbox the town has; apart from the reading of it, which takes long to load."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class ImapAccount:
    """The town's mailbox; the way to it is always encrypted."""

    host: str
    port: int
    user: str
    password: str = field(default="", repr=False)
    folder: str = "INBOX"
    ca_file: str | None = None

    @property
    def place(self) -> str:
        """Whose mailbox it is, and which folder of it."""
        return f"{self.user}, {self.folder}"
