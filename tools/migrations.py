"""Whether the migrations, taken from empty, lead to the tables that the code expects."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Migrate an empty database, then ask Alembic for differences."""
    with tempfile.TemporaryDirectory(prefix="lotsen-") as folder:
        url = f"sqlite:///{Path(folder) / 'fresh.db'}"
        for verb in (["upgrade", "head"], ["check"]):
            command = [sys.executable, "-m", "alembic", *verb]
            environ = os.environ | {"LOTSEN_DATABASE_URL": url}
            done = subprocess.run(command, check=False, env=environ)
            if done.returncode:
                return done.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
