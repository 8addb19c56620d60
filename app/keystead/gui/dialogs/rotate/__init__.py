"""The assistant that rotates a key: new value, places, check, end of the overlap."""
