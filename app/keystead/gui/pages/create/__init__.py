"""The four steps of making a vault, after mock-up 03; may import what gui may."""
