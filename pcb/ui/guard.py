"""The outermost layer: nothing reaches a page, a route or a socket without passing here.

NiceGUI accepts any Origin on its socket and takes a page's ``client_id`` for a proof of identity. So this guard asks,
of every HTTP request and of every message of every socket: is it addressed to us (Host), does it come from our own
pages (Origin, Sec-Fetch-Site), is somebody signed in, and is the page that it acts on theirs?

It also puts the security headers on every answer, and the nonce on the inline scripts of NiceGUI's template: on those
alone, found by their known first words, so that a script slipped into a page never receives it.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Callable, MutableMapping
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pcb.ui.sessions import Session, Sessions
from pcb.usecases.attachments import HEAVIEST, too_heavy

log = logging.getLogger("pcb.guard")

BODY_LIMIT = 1_000_000
UPLOAD = re.compile(r"/dossier/[0-9a-f]{32}/pieces/[^/]{1,120}/fichier|/formulaire(/essai)?")
"""The addresses that take a file, which may weigh more than the body of any other request."""
MESSAGE_LIMIT = 200_000
SAFE_METHODS = frozenset({"GET", "HEAD"})
PUBLIC = frozenset({"/", "/sante", "/connexion", "/connexion/code", "/premiere-visite", "/recuperation"}) | frozenset(
    {"/invitation", "/demonstration", "/favicon.ico"}
)
"""What may be asked without being signed in; everything else needs a session, new routes included."""
QUIET = "/session"
"""A GET asks whether the session still runs, and does not count as an action; a POST says that somebody is there."""
PRESENCE = re.compile(r"/dossier/[0-9a-f]{32}/presence")
"""What a page posts by itself: no action either."""
ENROLMENT = "/compte/double-verification"
ENROLLING = frozenset({ENROLMENT, "/deconnexion", "/verrouiller", QUIET})
"""All that somebody may ask for who must first set up the second factor, besides what is public."""
ASSETS = re.compile(r"/_nicegui/[\d.]+/(static|components|libraries|esm|resources)/")
SOCKET_EVENTS = frozenset({"event", "handshake", "ack", "javascript_response"})
"""What a page may say on its socket. ``log`` is left out: it writes what it is given in the server's journal."""

_MESSAGE = re.compile(r"42\d*(\[.*)", re.DOTALL)
_INLINE_SCRIPTS = (
    b'<script type="importmap">',
    b"<script>\n      addStyle =",
    b'<script type="module">\n      import * as Vue',
    b'<script type="module">\n      // Load DOMPurify',
)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # no-referrer would make browsers send « Origin: null » with our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}

STRICT_TRANSPORT = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}


def content_security_policy(nonce: str | None = None) -> str:
    """The policy of a NiceGUI page (with its nonce), or of a plain page (no script but our own files)."""
    script = f"'self' 'nonce-{nonce}' 'unsafe-eval'" if nonce else "'self'"
    style = "'self' 'unsafe-inline'" if nonce else "'self'"
    return (
        f"default-src 'self'; script-src {script}; style-src {style}; img-src 'self' data:; font-src 'self' data:; "
        "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    )


class TooLarge(HTTPException):
    """The body of a request passes the limit."""

    def __init__(self) -> None:
        super().__init__(413)


class Guard:
    """ASGI middleware; see the module."""

    def __init__(
        self,
        app: ASGIApp,
        sessions: Sessions,
        *,
        hosts: frozenset[str],
        cookie: Callable[[Scope], str],
        proxy: Callable[[Scope], None],
        attach: Callable[[Scope, Session], None],
        owner_of: Callable[[str], Session | None],
        error_page: Callable[[int], str],
    ) -> None:
        """``cookie`` names the cookie of a request; ``proxy`` corrects who asks, where a trusted one says it;
        ``attach`` records the session in the scope; ``owner_of`` tells whose page a ``client_id`` is."""
        self.app = app
        self._sessions = sessions
        self._hosts = hosts
        self._cookie = cookie
        self._proxy = proxy
        self._attach = attach
        self._owner_of = owner_of
        self._error_page = error_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._proxy(scope)
        answer = _Answer(send, scope["path"], scope["scheme"] == "https")
        headers = Headers(scope=scope)
        refusal = self._refusal(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        scope["headers"] = [pair for pair in scope["headers"] if not pair[0].startswith(b"x-forwarded-")]
        try:
            await self.app(scope, _limited(receive, limit_of(scope["path"])), answer)
        except TooLarge:
            await self._failed(413, scope, receive, answer)
        except Exception as error:  # the last wall: the text of an error may hold facts of a case, so it is not logged
            log.error("%s", describe(error))
            await self._failed(500, scope, receive, answer)

    def _refusal(self, scope: Scope, headers: Headers) -> ASGIApp | None:
        """The answer to a request that may not go on; ``None`` when it may."""
        path, method = scope["path"], scope["method"]
        if not self._known_host(headers):
            return Response("Adresse inconnue.", 421, media_type="text/plain; charset=utf-8")
        if method not in SAFE_METHODS and not _same_origin(headers):
            return Response("Requête refusée.", 403, media_type="text/plain; charset=utf-8")
        if _foreign_embedding(headers):
            return Response("Requête refusée.", 403, media_type="text/plain; charset=utf-8")
        announced = int(headers.get("content-length") or 0)
        if announced > limit_of(path):
            return self._page(413, headers, str(too_heavy(announced)) if UPLOAD.fullmatch(path) else "")
        if path.startswith("/_nicegui") and not ASSETS.match(path):
            return self._page(404, headers)
        session = self._session(scope, headers)
        if session is not None:
            self._attach(scope, session)
            if session.must_enrol and path not in ENROLLING | PUBLIC and not path.startswith("/static/"):
                return self._enrol_first(headers)
            quiet = (path, method) == (QUIET, "GET") or PRESENCE.fullmatch(path)
            if not quiet and not path.startswith(("/_nicegui/", "/static/")):
                self._sessions.touch(session)
        elif path not in PUBLIC and not path.startswith("/static/"):
            return self._sign_in_first(scope, headers)
        return None

    def _sign_in_first(self, scope: Scope, headers: Headers) -> ASGIApp:
        if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
            return RedirectResponse(f"/connexion?suite={quote(scope['path'], safe='')}", 303)
        return JSONResponse({"sentence": "La session est terminée\u202f: entrez à nouveau votre mot de passe."}, 401)

    def _enrol_first(self, headers: Headers) -> ASGIApp:
        if "text/html" in headers.get("accept", ""):
            return RedirectResponse(ENROLMENT, 303)
        return JSONResponse({"sentence": "Activez d’abord la double vérification."}, 403)

    async def _failed(self, status: int, scope: Scope, receive: Receive, answer: _Answer) -> None:
        if not answer.started:
            await self._page(status, Headers(scope=scope))(scope, receive, answer)

    def _page(self, status: int, headers: Headers, sentence: str = "") -> Response:
        if "text/html" in headers.get("accept", ""):
            return HTMLResponse(self._error_page(status), status)
        return JSONResponse({"sentence": sentence or "La demande n’a pas pu être traitée."}, status)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        self._proxy(scope)
        headers = Headers(scope=scope)
        session = self._session(scope, headers)
        asked = re.search(rb"(?:^|&)client_id=([\w-]+)", scope.get("query_string", b""))
        page = asked.group(1).decode() if asked else ""
        allowed = (
            scope["path"].startswith("/_nicegui_ws/")
            and self._known_host(headers)
            and _same_origin(headers, origin_required=True)
            and session is not None
            and not session.must_enrol
            and self._owner_of(page) in (session, None)
        )
        if not allowed or session is None:
            await receive()
            await send({"type": "websocket.close", "code": 4403})
            return

        async def checked_receive() -> Message:
            while True:
                message = await receive()
                if message["type"] != "websocket.receive":
                    return message
                if not self._sessions.alive(session) or not self._acceptable(message, session):
                    await send({"type": "websocket.close", "code": 4401})
                    return {"type": "websocket.disconnect", "code": 4401}
                if not (message.get("text") or "").startswith('42["log"'):
                    return message

        try:
            await self.app(scope, checked_receive, send)
        except Exception as error:  # same last wall as for HTTP
            log.error("%s", describe(error))

    def _acceptable(self, message: MutableMapping[str, Any], session: Session) -> bool:
        """Whether a message is one that a page of this very session may send."""
        text = message.get("text")
        if not isinstance(text, str) or len(text) > MESSAGE_LIMIT:
            return False
        found = _MESSAGE.fullmatch(text)
        if found is None:
            return not text.startswith("4") or text[:2] in ("40", "41")  # connect, disconnect, pings
        try:
            name, *arguments = json.loads(found.group(1))
            pages = {str(argument["client_id"]) for argument in arguments}
        except (ValueError, TypeError, KeyError):
            return False
        if any(self._owner_of(page) not in (session, None) for page in pages):
            return False
        if name == "event":
            self._sessions.touch(session)
        return name in SOCKET_EVENTS or name == "log"

    def _session(self, scope: Scope, headers: Headers) -> Session | None:
        return self._sessions.find(cookie_parser(headers.get("cookie", "")).get(self._cookie(scope)))

    def _known_host(self, headers: Headers) -> bool:
        try:
            return urlsplit(f"//{headers.get('host', '')}").hostname in self._hosts
        except ValueError:
            return False


class _Answer:
    """The ``send`` of an HTTP answer: adds the headers, and the nonce to NiceGUI pages."""

    def __init__(self, send: Send, path: str, secure: bool) -> None:
        self._send = send
        self._headers = {**HEADERS, **(STRICT_TRANSPORT if secure else {})}
        self._cached = path.startswith(("/_nicegui/", "/static/"))
        self._page: Message | None = None
        self._body = b""
        self.started = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            headers = MutableHeaders(raw=message.setdefault("headers", []))
            headers.update(self._headers)
            if not self._cached or message["status"] >= 400:
                headers["Cache-Control"] = "no-store"
            if headers.get("x-nicegui-content") == "page":
                self._page = message
                return
            headers["Content-Security-Policy"] = content_security_policy()
        elif message["type"] == "http.response.body" and self._page is not None:
            self._body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_page(self._page, self._body)
            return
        await self._send(message)

    async def _send_page(self, start: Message, body: bytes) -> None:
        nonce = secrets.token_urlsafe(18)
        body = with_nonce(body, nonce)
        headers = MutableHeaders(raw=start["headers"])
        headers["Content-Security-Policy"] = content_security_policy(nonce)
        headers["Content-Length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body})


def with_nonce(page: bytes, nonce: str) -> bytes:
    """The page with the nonce on the first occurrence of each inline script of NiceGUI's template, and no other."""
    for script in _INLINE_SCRIPTS:
        page = page.replace(script, script.replace(b"<script", b'<script nonce="' + nonce.encode() + b'"', 1), 1)
    return page


def describe(error: BaseException) -> str:
    """An error for the journal: its class and where it was raised, never its text (it may quote a case)."""
    trace = error.__traceback__
    places = []
    while trace is not None:
        places.append(f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} {' > '.join(places[-6:])}"


def _same_origin(headers: Headers, *, origin_required: bool = False) -> bool:
    """Whether the browser says that one of our own pages asks. No sign at all is a refusal."""
    origin = headers.get("origin")
    if origin is not None:
        try:
            return urlsplit(origin).netloc == headers.get("host") and urlsplit(origin).scheme in ("http", "https")
        except ValueError:  # « http://[ »
            return False
    return not origin_required and headers.get("sec-fetch-site") == "same-origin"


def _foreign_embedding(headers: Headers) -> bool:
    """A foreign page that pulls one of our answers as a script, a picture or a frame."""
    foreign = headers.get("sec-fetch-site") in ("cross-site", "same-site")
    top = headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest", "document") == "document"
    return foreign and not top


def limit_of(path: str) -> int:
    """How many bytes the body of a request to that address may have."""
    return HEAVIEST if UPLOAD.fullmatch(path) else BODY_LIMIT


def _limited(receive: Receive, limit: int) -> Receive:
    """A ``receive`` that stops a body longer than the limit, announced or not."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLarge
        return message

    return counted
