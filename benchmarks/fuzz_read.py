"""Read damaged copies of real files: each is read, or refused in one line, and none takes long.

usage: python benchmarks/fuzz_read.py [FOLDER ...] [--inputs N] [--seed N] [--seconds S]

Files are taken in turn; in a copy, bytes are flipped, cut out, doubled or zeroed. Of a Word file,
also single parts are removed, cut off, swapped or have tags and attributes of their XML changed,
and the ZIP is closed again, so that the damage reaches the reader. Exit code 1 where a copy ends in
a traceback, hangs, or yields a document whose lines do not cover its text.
"""

import argparse
import random
import re
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import FrameType

from contract_lint.errors import UnreadableFileError
from contract_lint.model import Document
from contract_lint.read import SUFFIXES, read

FOLDERS = (
    "../shared/data/docx/contracts",
    "../shared/data/docx/edge",
    "../shared/data/pdf",
    "../shared/data/contracts/txt",
    "fixtures/deal",
    "fixtures/source",
)
INPUTS = 2_000
SECONDS = 30
LARGEST = 400_000  # bytes: a larger file is read a few times only
TAG = re.compile(rb"<(/?)(w:\w+)")
VALUE = re.compile(rb'w:val="([^"]*)"')
NAMES = [f"w:{name}".encode() for name in ("p", "r", "t", "tbl", "tr", "tc", "ins", "del", "sdt")]
VALUES = [b"-1", b"999999999999", b"", b"x", b"0", b"\xf0\x9f\x98\x80"]


class TooLongError(Exception):
    """A copy took more time than it may."""


def main() -> int:
    """Read the copies and print how they ended."""
    parser = argparse.ArgumentParser(description="Read damaged copies of real files.")
    parser.add_argument("folders", nargs="*", type=Path, default=[Path(each) for each in FOLDERS])
    parser.add_argument("--inputs", type=int, default=INPUTS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=int, default=SECONDS)
    options = parser.parse_args()
    files = [
        path
        for folder in options.folders
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in SUFFIXES and path.is_file()
    ]
    if not files:
        print("no file found", file=sys.stderr)
        return 2
    signal.signal(signal.SIGALRM, give_up)
    random_ = random.Random(options.seed)
    ends: Counter[str] = Counter()
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.inputs):
            source = pick(files, number, random_)
            copy = Path(folder) / f"copy{source.suffix}"
            copy.write_bytes(damage(source.read_bytes(), source.suffix.lower(), random_))
            start = time.perf_counter()
            end = attempt(copy, options.seconds)
            slowest = max(slowest, (time.perf_counter() - start, source.name))
            ends[f"{source.suffix.lower()[1:]} {end}"] += 1
            if end in ("traceback", "hang"):
                kept = Path(tempfile.gettempdir()) / f"fuzz-{options.seed}-{number}{source.suffix}"
                kept.write_bytes(copy.read_bytes())
                print(f"{end}: {source.name}, kept as {kept}")
    for name, count in sorted(ends.items()):
        print(f"{name:20} {count:5}")
    print(f"slowest {slowest[0]:.1f} s ({slowest[1]})")
    return int(any(name.endswith(("traceback", "hang")) for name in ends))


def give_up(_signal: int, _frame: FrameType | None) -> None:
    """Stop what takes too long."""
    raise TooLongError


def pick(files: list[Path], number: int, random_: random.Random) -> Path:
    """Take the files in turn, but large ones only now and then."""
    path = files[number % len(files)]
    while path.stat().st_size > LARGEST and random_.random() < 0.9:
        path = random_.choice(files)
    return path


def attempt(path: Path, seconds: int) -> str:
    """Read a file and say how that ended."""
    signal.alarm(seconds)
    try:
        check(read(path))
    except UnreadableFileError as error:
        return "refused" if "\n" not in str(error) else "traceback"
    except TooLongError:
        return "hang"
    except Exception:  # noqa: BLE001  (that is what we are looking for)
        traceback.print_exc()
        return "traceback"
    finally:
        signal.alarm(0)
    return "read"


def check(document: Document) -> None:
    """Raise AssertionError where lines, blocks and text do not agree."""
    assert "\n".join(document.quote(line.span) for line in document.lines) == document.text
    end = -1
    for block in document.blocks:
        assert end < block.span.start <= block.span.end <= len(document.text)
        end = block.span.end


def damage(data: bytes, suffix: str, random_: random.Random) -> bytes:
    """Return a damaged copy."""
    if suffix in (".docx", ".docm") and random_.random() < 0.85:
        return damage_parts(data, random_)
    return damage_bytes(data, random_)


def damage_bytes(data: bytes, random_: random.Random) -> bytes:
    """Flip, cut, double or zero some bytes."""
    changed = bytearray(data)
    for _ in range(random_.randint(1, 8)):
        if not changed:
            break
        at = random_.randrange(len(changed))
        length = random_.choice((1, 1, 4, 64, 1024))
        kind = random_.randrange(5)
        if kind == 0:
            changed[at] = random_.randrange(256)
        elif kind == 1:
            del changed[at : at + length]
        elif kind == 2:
            changed[at:at] = changed[at : at + length]
        elif kind == 3:
            changed[at : at + length] = bytes(len(changed[at : at + length]))
        elif random_.random() < 0.1:
            del changed[at:]
    return bytes(changed)


def damage_parts(data: bytes, random_: random.Random) -> bytes:
    """Damage the parts of a Word file and pack it again."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, RuntimeError):
        return damage_bytes(data, random_)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(random_.randint(1, 3)):
        likely = [name for name in names if "document" in name or "numbering" in name]
        name = random_.choice(likely if likely and random_.random() < 0.6 else names)
        change = random_.choice(PART_CHANGES)
        parts[name] = change(parts[name], random_)
        if random_.random() < 0.1:
            parts.pop(name)
            names.remove(name)
        if not names:
            break
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def rename_tags(data: bytes, random_: random.Random) -> bytes:
    """Give one kind of element the name of another, so that XML stays well formed."""
    found = sorted({match[2] for match in TAG.finditer(data)})
    if not found:
        return data
    old, new = random_.choice(found), random_.choice([*found, *NAMES])
    return re.sub(rb"(</?)" + re.escape(old) + rb"(?=[\s/>])", rb"\1" + new, data)


def change_values(data: bytes, random_: random.Random) -> bytes:
    """Put odd values into attributes."""
    share = random_.choice((0.01, 0.2, 1.0))
    return VALUE.sub(
        lambda match: (
            b'w:val="' + random_.choice(VALUES) + b'"' if random_.random() < share else match[0]
        ),
        data,
    )


def double_pieces(data: bytes, random_: random.Random) -> bytes:
    """Write a stretch between two tags twice."""
    ends = [match.start() for match in re.finditer(rb"<w:p[ >]", data)]
    if len(ends) < 2:
        return data
    first = random_.randrange(len(ends) - 1)
    stretch = data[ends[first] : ends[first + 1]]
    return data[: ends[first]] + stretch * random_.choice((1, 50)) + data[ends[first] :]


def cut_off(data: bytes, random_: random.Random) -> bytes:
    """Lose the end."""
    return data[: random_.randrange(len(data) + 1)]


PART_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    damage_bytes,
    rename_tags,
    rename_tags,
    change_values,
    change_values,
    double_pieces,
    cut_off,
)

if __name__ == "__main__":
    sys.exit(main())
