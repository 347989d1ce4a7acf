"""Owns how often a network may send something: counted in the database, which all processes share.

Addresses are never stored, only keyed hashes of their networks, and these for two days at most.
"""

import ipaddress
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

# Forgotten once a day what is older than the longest count: so nothing is kept for two days.
KEPT_FOR = timedelta(hours=24)


class NetworkTrace(models.Model):
    network = models.CharField(max_length=64)
    kind = models.CharField(max_length=20)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "network", "at"], name="networktrace_recent")]

    def __str__(self) -> str:
        return f"{self.kind}, {self.at:%Y-%m-%d %H:%M}"


def network_of(request: HttpRequest) -> str:
    """A keyed hash of the network that the request comes from."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUST_PROXY:
        # The last one was added by the proxy; those before it the sender may have made up.
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1].strip()
    return salted_hmac("filmography.network", _network(address), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(_without_port(address))
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    # One household has a whole network of this size.
    prefix = 64 if parsed.version == 6 else 32
    return str(ipaddress.ip_network((parsed, prefix), strict=False))


def _without_port(address: str) -> str:
    """Some proxies add one: 192.0.2.1:443, [2001:db8::1]:443."""
    has_port = address.startswith("[") or address.count(":") == 1
    return urlsplit(f"//{address}").hostname or "" if has_port else address


def note(kind: str, network: str) -> None:
    NetworkTrace.objects.create(kind=kind, network=network)


def is_over(kind: str, network: str, *, per_hour: int, per_day: int) -> bool:
    """Whether this network has sent as much of the kind as it may."""
    now = timezone.now()
    recent = NetworkTrace.objects.filter(kind=kind, network=network)
    return (
        recent.filter(at__gt=now - timedelta(hours=1)).count() >= per_hour
        or recent.filter(at__gt=now - timedelta(days=1)).count() >= per_day
    )


def forget_old() -> int:
    return NetworkTrace.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]
