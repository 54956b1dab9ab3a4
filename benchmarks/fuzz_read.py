"""Read mutated contract files: none may end in a traceback, hang, or take memory without end.

usage: python benchmarks/fuzz_read.py [--data FOLDER] [--suffix .pdf] [--count N] [--seed N]

Takes real files below the data folder (by default `../shared/data` beside the checkout), damages
copies of them (bytes flipped, stretches removed, doubled or replaced by zeros, the end cut off, and,
in PDF files, numbers of objects exchanged and lengths changed; in Word files, parts removed and XML
cut), and reads each in a worker process. A file is read, or refused with one line; anything else is
printed with its recipe and its bytes are kept in the folder that is named at the end.
"""

import argparse
import io
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
SUFFIXES = (".pdf", ".docx", ".md", ".txt")
LARGEST = 600_000  # bytes of a file to start from
SECONDS = 30  # for one file
MEMORY = 2 << 30  # bytes

WORKER = """
import sys
from pathlib import Path
from contract_lint.errors import UnreadableFileError
from contract_lint.read import read
for line in sys.stdin:
    try:
        document = read(Path(line.strip()))
        assert "\\n".join(document.quote(one.span) for one in document.lines) == document.text
        print("read", flush=True)
    except UnreadableFileError as error:
        print("broken" if "\\n" in str(error) else "refused", flush=True)
    except Exception as error:
        print("traceback", type(error).__name__, str(error)[:150].replace("\\n", " "), flush=True)
"""

Damage = Callable[[bytes, random.Random], bytes]


def flip(data: bytes, chance: random.Random) -> bytes:
    """Change single bytes."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 5, 50, 500))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def remove(data: bytes, chance: random.Random) -> bytes:
    """Take a stretch out."""
    start, length = _stretch(data, chance)
    return data[:start] + data[start + length :]


def double(data: bytes, chance: random.Random) -> bytes:
    """Write a stretch twice."""
    start, length = _stretch(data, chance)
    return data[: start + length] + data[start:]


def zero(data: bytes, chance: random.Random) -> bytes:
    """Replace a stretch by zeros."""
    start, length = _stretch(data, chance)
    return data[:start] + bytes(length) + data[start + length :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut the end off."""
    return data[: chance.randrange(1, len(data))]


def renumber(data: bytes, chance: random.Random) -> bytes:
    """Change numbers: of objects, lengths, counts and places."""
    share = chance.choice((0.001, 0.01, 0.1))

    def other(match: re.Match[bytes]) -> bytes:
        if chance.random() > share:
            return match[0]
        return str(chance.choice((0, 1, 2, 7, 65_535, 2**31 - 1, -1, int(match[0]) + 1))).encode()

    return re.sub(rb"(?<![\w.])\d{1,9}(?= (?:\d+ )?(?:R|obj|/|n|>>))", other, data)


def unpack(data: bytes, chance: random.Random) -> bytes:
    """Damage or remove one part of a Word file."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        victim = chance.choice(source.namelist())
        for name in source.namelist():
            part = source.read(name)
            if name != victim:
                target.writestr(name, part)
            elif chance.random() < 0.8 and part:
                target.writestr(name, chance.choice(GENERAL)(part, chance))
    return packed.getvalue()


def untag(data: bytes, chance: random.Random) -> bytes:
    """Take whole tags out of one part of a Word file, or write them twice."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w") as target:
        victim = chance.choice([name for name in source.namelist() if name.endswith(".xml")])
        for name in source.namelist():
            part = source.read(name)
            if name == victim:
                pieces = re.split(rb"(<[^>]*>)", part)
                for _ in range(chance.choice((1, 3, 10))):
                    pieces[chance.randrange(len(pieces))] *= chance.choice((0, 2))
                part = b"".join(pieces)
            target.writestr(name, part)
    return packed.getvalue()


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data))
    return start, min(chance.choice((1, 20, 500, 20_000)), len(data) - start)


GENERAL: tuple[Damage, ...] = (flip, remove, double, zero, cut)
OWN: dict[str, tuple[Damage, ...]] = {
    ".pdf": (renumber, renumber, renumber),
    ".docx": (unpack, unpack, untag, untag),
}


class Worker:
    """A process that reads files, started anew when one brings it down."""

    def __init__(self) -> None:
        self.process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> str:
        """Return what became of the file: one word, or more where it went wrong."""
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                preexec_fn=limit,
            )
        process = self.process
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        answer = process.stdout.readline().strip()
        if answer:
            return answer
        code = process.wait()
        return "hang" if -code in HANGS else f"crash {code}"

    def stop(self) -> None:
        """End the process."""
        if self.process is not None:
            self.process.kill()


HANGS = (signal.SIGKILL, signal.SIGXCPU)


def limit() -> None:
    """Give the worker some memory and no more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def mutants(paths: list[Path], count: int, seed: int) -> Iterator[tuple[str, str, bytes]]:
    """Yield a recipe, a suffix and damaged bytes."""
    chance = random.Random(seed)
    for number in range(count):
        path = chance.choice(paths)
        suffix = path.suffix.lower()
        data = path.read_bytes()
        names = []
        for _ in range(chance.choice((1, 1, 2))):
            damage = chance.choice((*GENERAL, *OWN.get(suffix, ())))
            names.append(damage.__name__)
            try:
                data = damage(data, chance) or b" "
            except (zipfile.BadZipFile, KeyError, NotImplementedError, OSError, EOFError):
                break
        yield f"#{number} {' '.join(names)} {path.name}", suffix, data


def main() -> int:
    """Read the mutants and count what became of them."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--suffix", action="append", choices=SUFFIXES)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    wanted = options.suffix or SUFFIXES
    paths = sorted(
        path
        for path in options.data.rglob("*")
        if path.suffix.lower() in wanted and path.stat().st_size < LARGEST
    )
    if not paths:
        print(f"no file below {options.data}; name the folder with --data", file=sys.stderr)
        return 2
    kept = Path(tempfile.mkdtemp(prefix="fuzz-read-"))
    ends: Counter[str] = Counter()
    slowest = (0.0, "")
    worker = Worker()
    for recipe, suffix, data in mutants(paths, options.count, options.seed):
        path = kept / f"mutant{suffix}"
        path.write_bytes(data)
        start = time.perf_counter()
        answer = read_in_time(worker, path)
        seconds = time.perf_counter() - start
        slowest = max(slowest, (seconds, recipe))
        ends[answer.split()[0]] += 1
        if answer not in ("read", "refused"):
            print(f"{answer}: {recipe} ({seconds:.1f} s)", flush=True)
            path.rename(kept / f"{recipe.split()[0][1:]}{suffix}")
    print(", ".join(f"{name} {count}" for name, count in sorted(ends.items())))
    print(f"slowest {slowest[0]:.1f} s: {slowest[1]}")
    (kept / "mutant.pdf").unlink(missing_ok=True)
    wrong = ends.total() - ends["read"] - ends["refused"]
    if wrong:
        print(f"{wrong} went wrong; their bytes are in {kept}")
    return int(wrong > 0)


def read_in_time(worker: Worker, path: Path) -> str:
    """Read a file and end the worker when it takes too long."""
    timer = threading.Timer(SECONDS, worker.stop)
    timer.start()
    try:
        return worker.read(path)
    finally:
        timer.cancel()


if __name__ == "__main__":
    sys.exit(main())
