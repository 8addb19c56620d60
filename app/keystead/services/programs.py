"""The program that takes the place of a command (``system.become``)."""

from keystead.system.become import become as become
from keystead.system.become import program as program
