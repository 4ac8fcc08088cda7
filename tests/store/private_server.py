"""A PostgreSQL server of one's own: in a temporary folder, on loopback, for the tests and the benchmark."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

BIN = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda each: int(each.parent.name))
WHY_NOT = "no PostgreSQL server is installed (Debian: postgresql)"
MEMORY = "/dev/shm"  # noqa: S108 - the folder made in it is nobody else's
OWNER, PASSWORD = "owner", "owner's password"
_LIKE_A_SMALL_COMPUTER = {"max_connections": 120, "shared_buffers": "32MB", "unix_socket_directories": ""}


class PrivateServer:
    """A server that nobody else uses; it refuses to run as root, so then it runs as nobody."""

    def __init__(self, in_memory: bool = False) -> None:
        """`in_memory` keeps its files off the disk: quick, and safe but for a power cut."""
        place = MEMORY if in_memory and Path(MEMORY).is_dir() else None
        self.folder = Path(tempfile.mkdtemp(prefix="sacroread-server-", dir=place))
        self._as = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.geteuid() == 0 else {}
        secret = self.folder / "secret"
        secret.write_text(PASSWORD)
        if self._as:
            for each in (self.folder, secret):
                shutil.chown(each, "nobody", "nogroup")
        self.programs, self.port = BIN, _free_port()
        self._run(
            "initdb",
            "-D",
            "data",
            "-U",
            OWNER,
            "-A",
            "scram-sha-256",
            "--pwfile=secret",
            "-E",
            "UTF8",
            "-N",
            "--no-locale",
        )
        self.start()

    def _run(self, program: str, *words: str) -> None:
        command = [str(BIN / program), *words]
        with (self.folder / "said").open("wb") as said:
            subprocess.run(command, cwd=self.folder, stdout=said, stderr=said, check=True, **self._as)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {**_LIKE_A_SMALL_COMPUTER, "listen_addresses": "127.0.0.1", "port": self.port}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        self._run("pg_ctl", "start", "-D", "data", "-w", "-t", "60", "-l", "log", "-o", options)

    def start_again(self) -> None:
        """Start it where it does not run."""
        if not self._is_running():
            self.start()

    def _is_running(self) -> bool:
        return (self.folder / "data" / "postmaster.pid").exists()

    def stop(self, how: str = "fast") -> None:
        """Stop it: `fast`, `immediate`, or `kill`, as when the power fails."""
        if how != "kill":
            self._run("pg_ctl", "stop", "-D", "data", "-m", how, "-w", "-t", "60")
            return
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(first, signal.SIGKILL)
        for _ in range(3000):  # its children notice and end; a new one starts only then
            if not _is_alive(first) and not _has_children(self.folder):
                return
            time.sleep(0.01)

    def database(self, name: str) -> str:
        """Make an empty database; answer the owner's address of it."""
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self.address(name, OWNER, PASSWORD)

    def address(self, database: str, user: str, password: str) -> str:
        """The address of a study for a role; its folder is below the server's."""
        where = f"127.0.0.1:{self.port}/{database}"
        folder = self.folder / f"files-{user}"
        folder.mkdir(exist_ok=True)
        secret = password.replace(" ", "%20").replace("'", "%27")
        return f"postgresql+psycopg://{user}:{secret}@{where}?folder={folder}"

    def dsn(self, database: str, user: str = OWNER, password: str = PASSWORD) -> str:
        """What plain psycopg connects with."""
        return psycopg.conninfo.make_conninfo(
            host="127.0.0.1", port=self.port, dbname=database, user=user, password=password
        )

    def close(self) -> None:
        """Stop it and leave nothing behind."""
        if self._is_running():
            self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def _has_children(folder: Path) -> bool:
    """Whether a process still works in the data folder; Linux tells."""
    data = str(folder / "data")
    return any(_works_in(process, data) for process in Path("/proc").glob("[0-9]*"))


def _works_in(process: Path, folder: str) -> bool:
    try:
        return str((process / "cwd").readlink()) == folder
    except OSError:
        return False


def can_run() -> bool:
    """Whether a server is installed and can be run here."""
    return BIN is not None and sys.platform != "win32"
