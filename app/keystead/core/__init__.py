"""What a key is; pure, no input or output.  May import: the standard library, msgspec."""
