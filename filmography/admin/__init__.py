"""The editorial desk for the facts."""

from filmography.admin import films, images, organisations, people, reference, staff

__all__ = ["films", "images", "organisations", "people", "reference", "staff"]
