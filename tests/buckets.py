"""A server on this machine that speaks as S3 does, for archives in a bucket."""

import importlib.util
import socket
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError

HOST = "127.0.0.1"
START_S = 60  # a busy machine needs some ten seconds
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # never by way of a proxy


def installed() -> bool:
    """True if there is a server to start."""
    return bool(importlib.util.find_spec("moto") and importlib.util.find_spec("flask"))


@contextmanager
def server() -> Iterator[str]:
    """The address of a running server, ended afterwards."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([sys.executable, "-m", "moto.server", "-H", HOST, "-p", str(port)],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://{HOST}:{port}"
        _await(address, process)
        yield address
    finally:
        process.terminate()
        process.wait()


def made(address: str) -> str:
    """The name of a new bucket."""
    name = f"b{uuid.uuid4().hex}"
    with OPENER.open(urllib.request.Request(f"{address}/{name}", method="PUT")):
        return name


def variables(address: str) -> dict[str, str]:
    """What the environment must hold for an archive in one of its buckets."""
    return {"AWS_ENDPOINT_URL": address, "AWS_ENDPOINT": address, "AWS_ALLOW_HTTP": "true",
            "AWS_REGION": "us-east-1", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_EC2_METADATA_DISABLED": "true", "NO_PROXY": HOST, "no_proxy": HOST}


def _await(address: str, process: subprocess.Popen) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        try:
            OPENER.open(address).close()
            return
        except (URLError, ConnectionError):
            if process.poll() is not None:
                break
            time.sleep(0.2)
    raise RuntimeError(f"The server at {address} did not start.")
