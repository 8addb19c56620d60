"""Where the files that come with the program lie, for the layers that may not ask system."""

from keystead.system.resources import resource as resource

__all__ = ["resource"]
