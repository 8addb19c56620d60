"""Published test vectors, and own ones of the same kind."""
