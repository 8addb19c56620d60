"""A daemon that records what `docker run` asks for, so that no engine is needed."""

import json
import os
import socketserver
import subprocess
import tempfile
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import ClassVar

from tests.real.tools import program

TIMEOUT = 60  # seconds


class _Handler(BaseHTTPRequestHandler):
    """The four requests of `docker run -d` (Engine API 1.41)."""

    recorded: ClassVar[list[dict[str, object]]]
    protocol_version = "HTTP/1.1"

    def address_string(self) -> str:
        return "unix"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass

    def _answer(self, status: int, body: object = None) -> None:
        data = b"" if body is None else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Api-Version", "1.41")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def do_HEAD(self) -> None:
        self._answer(200)

    def do_GET(self) -> None:
        self._answer(200, {"ApiVersion": "1.41", "Version": "20.10.0", "Os": "linux"})

    def do_POST(self) -> None:
        body = self._body()
        if "/containers/create" in self.path:
            self.recorded.append(json.loads(body))
            self._answer(201, {"Id": "0" * 64, "Warnings": []})
        else:
            self._answer(204)

    def _body(self) -> bytes:
        """The request's body; the docker client sends it in chunks."""
        if self.headers.get("Transfer-Encoding", "") != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts: list[bytes] = []
        while size := int(self.rfile.readline(), 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True


def docker_run(texts: Sequence[str]) -> list[dict[str, str] | None]:
    """What `docker run --env-file` gives a container, per file; None where it fails."""
    with tempfile.TemporaryDirectory(prefix="ks-docker-") as folder:
        recorded: list[dict[str, object]] = []
        handler = type("_Recorder", (_Handler,), {"recorded": recorded})
        with _Server(f"{folder}/d.sock", handler) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                return [_run(Path(folder), text, recorded) for text in texts]
            finally:
                server.shutdown()
                thread.join()


def _run(folder: Path, text: str, recorded: list[dict[str, object]]) -> dict[str, str] | None:
    recorded.clear()
    path = folder / "docker.env"
    path.write_bytes(text.encode())
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "DOCKER_CONFIG": str(folder),
        "DOCKER_HOST": f"unix://{folder}/d.sock",
    }
    command = [program("docker"), "run", "-d", "--env-file", str(path), "image"]
    done = subprocess.run(
        command, env=environment, capture_output=True, timeout=TIMEOUT, check=False
    )
    if not recorded:
        # 125: docker itself failed, here on the file.
        assert done.returncode == 125, done.stderr.decode()
        return None
    assert done.returncode == 0, done.stderr.decode()
    pairs = recorded[0]["Env"] or []
    assert isinstance(pairs, list)
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)
