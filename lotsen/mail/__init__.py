"""Letters: what Lotsen writes to people, and how it reaches them."""
