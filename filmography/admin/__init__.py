"""The editorial desk for the facts."""

from filmography.admin import films, organisations, people, reference, staff

__all__ = ["films", "organisations", "people", "reference", "staff"]
