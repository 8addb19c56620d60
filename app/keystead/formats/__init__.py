"""Files in and out, one module a format.  May import: core and one named library a module."""
