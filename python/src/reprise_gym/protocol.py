"""Frames between a server of environments and its client: docs/python.md has the format in words.

Everything is little-endian. A frame is a length (u32, of what follows), a type (u8) and a payload. Nothing is read
before its length has been checked against a bound.
"""

from __future__ import annotations

import socket
import struct
import time

VERSION = 1
TOKEN_BYTES = 32
#: Of a frame's type and payload together.
MOST_BYTES = 1 << 20
MOST_ENVIRONMENTS = 1024

HELLO = 0x01
RESET = 0x02
STEP = 0x03
CLOSE = 0x04
SPEC = 0x81
OBSERVATIONS = 0x82
STEPS = 0x83

TERMINATED = 1
TRUNCATED = 2
SUCCESS = 4
ABORTED = 8

_HEAD = struct.Struct("<IB")


class ProtocolError(Exception):
    """The other side broke the protocol."""


def token_of(text: str) -> bytes | None:
    """The token that hexadecimal digits stand for; None when they are none."""
    try:
        token = bytes.fromhex(text)
    except ValueError:
        return None
    return token if len(token) == TOKEN_BYTES else None


class Channel:
    """Frames over a socket. One buffer for each direction, which grow to the bound at most."""

    def __init__(self, connection: socket.socket, most: int = MOST_BYTES) -> None:
        self._connection = connection
        self._most = most
        self._incoming = bytearray(4096)
        self._have = 0
        self._used = 0

    def receive(self, due: float | None = None) -> tuple[int, memoryview] | None:
        """The next frame's type and payload, which holds until the next call; None when the other side is gone.

        Args:
            due: when the whole of it has to be here, in seconds of ``time.monotonic``; None for no end.

        Raises:
            ProtocolError: when it is none, or too late.
        """
        self._forget()
        while self._have < 5:
            if not self._more(due):
                if self._have:
                    raise ProtocolError("the connection ended inside a frame")
                return None
        length, kind = _HEAD.unpack_from(self._incoming)
        if not 1 <= length <= self._most:
            raise ProtocolError(f"a frame has 1 to {self._most} bytes, not {length}")
        whole = 4 + length
        if whole > len(self._incoming):
            # Not extended: the last payload may still be looked at.
            larger = bytearray(whole)
            larger[: self._have] = self._incoming[: self._have]
            self._incoming = larger
        while self._have < whole:
            if not self._more(due):
                raise ProtocolError("the connection ended inside a frame")
        self._used = whole
        return kind, memoryview(self._incoming)[5:whole]

    def _forget(self) -> None:
        left = self._have - self._used
        if left and self._used:
            self._incoming[:left] = self._incoming[self._used : self._have]
        self._have = left
        self._used = 0

    def _more(self, due: float | None) -> bool:
        if due is not None:
            # Never 0, which would mean not to wait at all.
            self._connection.settimeout(max(1e-3, due - time.monotonic()))
        try:
            with memoryview(self._incoming) as whole:
                count = self._connection.recv_into(whole[self._have :])
        except TimeoutError as error:
            raise ProtocolError("nothing came in time") from error
        self._have += count
        return count > 0

    def send(self, kind: int, payload: bytes | bytearray) -> None:
        """Sends a frame."""
        length = 1 + len(payload)
        if length > self._most:
            raise ProtocolError(f"a frame has 1 to {self._most} bytes, not {length}")
        self._connection.sendall(_HEAD.pack(length, kind) + payload)


class Writer:
    """Puts a payload together."""

    def __init__(self) -> None:
        self._parts = bytearray()

    def number(self, form: str, *values: float) -> Writer:
        """Numbers in one of struct's forms."""
        self._parts += struct.pack("<" + form, *values)
        return self

    def text(self, value: str) -> Writer:
        """At most 65 535 bytes of UTF-8 behind their length."""
        data = value.encode()[:65535]
        self._parts += struct.pack("<H", len(data)) + data
        return self

    def bytes(self) -> bytes:
        """What has been written."""
        return bytes(self._parts)
