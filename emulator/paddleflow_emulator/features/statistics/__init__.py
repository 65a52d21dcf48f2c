"""Statistics of jobs."""
