"""The numbers: arrays and tables in, frozen results out. No records, no screen."""
