"""One file a resource, in the manual's order: its Info classes and its operations."""
