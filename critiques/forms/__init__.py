"""Forms for people without an account. Each has a fixed list of fields; no other is looked at."""
