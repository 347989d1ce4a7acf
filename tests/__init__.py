"""Tests, mirrored by behaviour. Factories live in tests/factories.py."""
