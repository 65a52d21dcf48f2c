"""Import paths of the official SDK that scripts use."""
