"""Runs, with their caches, artifacts and logs."""
