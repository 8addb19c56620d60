"""What dev.py is made of: the virtual environment, system packages and the lock.

Standard library only, Python 3.11 or newer; nothing here is part of the program.
"""
