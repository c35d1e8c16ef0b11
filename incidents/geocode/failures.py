"""How an online geocoder fails, told apart by what follows.

ServiceError        it is down, slow or broken         → asked again, then this name is left
├─ RateLimited      it asks for fewer requests         → asked again after `retry_after` seconds
├─ Refused          our key, quota or User-Agent       → not asked again for a while
├─ Garbled          what came is no answer of its kind → this name is left
└─ Resting          it failed too often of late        → not asked now
"""

from __future__ import annotations

from incidents.errors import ServiceError


class Refused(ServiceError):
    """A service does not serve us: the key, the quota or how we name ourselves."""


class Garbled(ServiceError):
    """A service sent something else than what it is documented to answer."""


class Resting(ServiceError):
    """A service that failed too often is left alone; nothing was asked of it."""


def may_pass(failure: BaseException) -> bool:
    """Whether the same question may well be answered when it is asked once more."""
    return isinstance(failure, ServiceError) and not isinstance(
        failure, Refused | Garbled | Resting
    )
