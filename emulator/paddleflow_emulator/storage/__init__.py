"""What the server keeps: its folder, its database, and its log files."""
