"""The pages of what is said about films, and those that read both apps."""
