"""Making what people install: bundle, then the installer of the system at hand.

Standard library only.  ``build`` is the entry; the recipes that it follows lie in packaging/.
"""
