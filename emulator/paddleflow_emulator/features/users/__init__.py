"""Users, logins and grants."""
