"""A bad rural network on the loopback: a TCP relay that can stall (hold every byte) or cut (drop and refuse)."""

from __future__ import annotations

import contextlib
import socket
import threading


class Link:
    """Relays ``port`` to ``target`` until told otherwise. ``stall()`` keeps connections open and silent; ``cut()``
    resets them and refuses new ones; ``restore()`` lets everything through again, what was held included."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._open = threading.Event()
        self._open.set()
        self._cut = False
        self._pairs: set[tuple[socket.socket, ...]] = set()
        self._lock = threading.Lock()
        self._closing = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stall(self) -> None:
        self._open.clear()

    def cut(self) -> None:
        with self._lock:
            self._cut = True
            pairs, self._pairs = self._pairs, set()
        for pair in pairs:
            _drop(*pair)

    def restore(self) -> None:
        with self._lock:
            self._cut = False
        self._open.set()

    def close(self) -> None:
        self._closing = True
        self.cut()
        self._open.set()
        self._listener.close()

    def _accept(self) -> None:
        while not self._closing:
            try:
                near, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._relay, args=(near,), daemon=True).start()

    def _relay(self, near: socket.socket) -> None:
        with self._lock:
            if self._cut:
                _drop(near)
                return
            self._pairs.add((near,))
        self._open.wait()
        with self._lock:
            if (near,) not in self._pairs:  # cut while it waited
                return
            self._pairs.discard((near,))
        try:
            far = socket.create_connection(("127.0.0.1", self._target), timeout=5)
        except OSError:
            _drop(near)
            return
        far.settimeout(None)
        with self._lock:
            self._pairs.add((near, far))
        back = threading.Thread(target=self._pump, args=(near, far), daemon=True)
        back.start()
        self._pump(far, near)
        back.join()
        with self._lock:
            self._pairs.discard((near, far))
        near.close()
        far.close()

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                self._open.wait()
                sink.sendall(data)
        except OSError:
            pass
        finally:
            with contextlib.suppress(OSError):
                sink.shutdown(socket.SHUT_WR)


def _drop(*sockets: socket.socket) -> None:
    for one in sockets:
        with contextlib.suppress(OSError):
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(OSError):
            one.close()
