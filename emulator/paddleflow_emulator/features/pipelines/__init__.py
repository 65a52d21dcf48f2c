"""Stored pipelines and their versions."""
