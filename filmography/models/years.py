"""Which years a film or an award can have."""

from django.core.validators import MaxValueValidator, MinValueValidator

FIRST_YEAR, LAST_YEAR = 1870, 2100


def year_validators() -> list:
    message = f"Write a year from {FIRST_YEAR} to {LAST_YEAR}."
    return [MinValueValidator(FIRST_YEAR, message), MaxValueValidator(LAST_YEAR, message)]
