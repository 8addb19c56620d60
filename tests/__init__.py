"""Everything that is asked of Keystead; CONTRIBUTING.md says what each folder holds."""
