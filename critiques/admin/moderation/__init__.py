"""Moderation at the desk: the queue, a screen for each item, figures."""

from critiques.admin.moderation import desk, replies

__all__ = ["desk", "replies"]
