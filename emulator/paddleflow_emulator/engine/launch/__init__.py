"""How a job becomes a process or a container, with its mounts."""
