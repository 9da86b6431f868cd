"""Files that people bring, turned into checked rows or findings. No records, no screen."""
