"""What the public sends, on its way in: what is meant by it, whether it may, what is said back."""
