"""What the server does, by feature: each folder has all of one feature."""
