"""A second reader of the vault format; it shares no code with the program."""
