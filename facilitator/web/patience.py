"""How long one connection may take, and how many there may be: uvicorn waits for ever for a line that never ends."""

import asyncio
from typing import Any, ClassVar

from uvicorn.protocols.http.h11_impl import H11Protocol


class PatientProtocol(H11Protocol):
    """A connection that is cut where an answer takes longer than it may, from the first byte asked to the last taken.

    Whoever sends a header a byte a minute, or reads so, is cut; so is who comes when the house is full.
    """

    seconds: ClassVar[float] = 30
    most: ClassVar[int] = 200
    _end: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a connection, and begin to count."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
            return
        self._count()

    def on_response_complete(self) -> None:
        """Count anew for the next answer."""
        super().on_response_complete()
        self._count()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
        self._stop()
        super().connection_lost(exc)

    def _count(self) -> None:
        self._stop()
        self._end = self.loop.call_later(self.seconds, self._cut)

    def _stop(self) -> None:
        if self._end is not None:
            self._end.cancel()
            self._end = None

    def _cut(self, *_: Any) -> None:
        self.transport.abort()
