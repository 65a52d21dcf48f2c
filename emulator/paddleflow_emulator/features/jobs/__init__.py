"""Jobs: those of steps and single ones."""
