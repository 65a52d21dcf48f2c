"""File systems, with their links and caches."""
