"""The editorial desk for what is said about films."""

from critiques.admin import annotations, excerpts, films, lists, moderation, sources, themes

__all__ = ["annotations", "excerpts", "films", "lists", "moderation", "sources", "themes"]
