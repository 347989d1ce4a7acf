"""Owns links that nobody can guess: made of a random salt and the site's secret key.

Only the hash of a link's secret is stored, to find what it leads to. The secret itself can be made
again from the salt, to be sent once more, but only by this site.
"""

import hashlib
import secrets

from django.utils.crypto import salted_hmac

SECRET_LENGTH = 64


def new_salt() -> str:
    return secrets.token_hex(16)


def secret_of(kind: str, salt: str) -> str:
    """256 bits in hexadecimal digits."""
    return salted_hmac(f"filmography.link.{kind}", salt, algorithm="sha256").hexdigest()


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
