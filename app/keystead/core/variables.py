"""Names of variables that say how programs start, rather than what they work with.

A vault is shared: whoever may write a key could have other people's programs load a library
or run a script by its name alone ("Environment variables", ld.so(8), dyld(1), bash(1), and the
manuals of the interpreters).
"""

from typing import Final

_WORDS: Final = """
PATH IFS ENV BASH_ENV SHELLOPTS PROMPT_COMMAND CDPATH GCONV_PATH NLSPATH LOCPATH HOSTALIASES
EDITOR VISUAL PAGER BROWSER SHELL HOME COMSPEC PATHEXT SYSTEMROOT
NODE_OPTIONS NODE_PATH PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONINSPECT PERL5LIB PERL5OPT
RUBYLIB RUBYOPT JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS CLASSPATH GIT_SSH
GIT_SSH_COMMAND GIT_EXTERNAL_DIFF GIT_PAGER GIT_EDITOR GIT_CONFIG_GLOBAL
"""
_NAMES: Final = frozenset(_WORDS.split())
_BEGINNINGS: Final = ("LD_", "DYLD_", "BASH_FUNC_", "KEYSTEAD_", "GLIBC_")


def steers_programs(name: str) -> bool:
    """Whether a variable of this name says how programs start; case does not count, as it
    does not on Windows."""
    plain = name.upper()
    return plain in _NAMES or plain.startswith(_BEGINNINGS)
