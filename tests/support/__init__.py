"""What tests share: clocks, displays, a session bus with a keyring, pictures, the tour."""
