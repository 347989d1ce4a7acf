"""Moderation at the desk: the queue, a screen for each item, figures."""

from critiques.admin.moderation import admins

__all__ = ["admins"]
