"""E-mail on its way out: letters as messages, and the dialogue with the town's mail server."""
