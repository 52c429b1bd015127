"""An entry is whole and ours, or it is a miss; nothing outside the folder is touched."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from derive.cache import place
from derive.cache.identity import Engine, versions
from derive.cache.store import Store, digest
from derive.errors import AuthoringError

KEY = digest("a key")


def entry_of(store: Store, key: str = KEY) -> Path:
    return store.folder / "entries-1" / key[:2] / f"{key[2:]}.json"


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "cache")


def test_what_was_written_is_read(store):
    value = {"verdict": "proved", "points": 64, "residual": None, "names": ["θ", "\ud800", "x"], "seconds": 0.125}
    assert store.read(KEY) is None
    assert store.write(KEY, value)
    assert store.read(KEY) == value
    assert Store(store.folder).read(KEY) == value


DAMAGE = [
    pytest.param(lambda data: b"", id="empty"),
    pytest.param(lambda data: data[: len(data) // 2], id="half written"),
    pytest.param(lambda data: data[:-1], id="the last byte is missing"),
    pytest.param(lambda data: data + b" ", id="a byte too many"),
    pytest.param(lambda data: data.replace(b"proved", b"refuted"), id="another verdict"),
    pytest.param(lambda data: data.replace(b"derive-cache 1", b"derive-cache 2"), id="another format"),
    pytest.param(lambda data: data.partition(b"\n")[2], id="no checksum"),
    pytest.param(lambda data: os.urandom(1000), id="noise"),
    pytest.param(lambda data: b"\n" * 1000, id="empty lines"),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_entry_is_a_miss_and_is_written_anew(store, damage):
    store.write(KEY, "proved")
    file = entry_of(store)
    file.write_bytes(damage(file.read_bytes()))
    assert store.read(KEY) is None
    assert store.write(KEY, "proved")
    assert store.read(KEY) == "proved"


def test_every_flipped_bit_is_noticed(store):
    store.write(KEY, {"verdict": "proved"})
    file = entry_of(store)
    data = file.read_bytes()
    for position in range(len(data)):
        for bit in (1, 32):
            flipped = bytearray(data)
            flipped[position] ^= bit
            file.write_bytes(flipped)
            assert store.read(KEY) is None


def test_an_entry_under_the_name_of_another_is_a_miss(store):
    store.write(KEY, "proved")
    other = digest("another key")
    entry_of(store, other).parent.mkdir(exist_ok=True)
    entry_of(store, other).write_bytes(entry_of(store).read_bytes())
    assert store.read(other) is None


def test_a_right_checksum_does_not_make_an_entry(store):
    import hashlib

    store.write(KEY, "proved")
    for body in (b"[]", b"null", b"{}", b"not json", b"[" * 100_000, json.dumps({"key": KEY}).encode()):
        head = b"derive-cache 1 " + hashlib.sha256(body).hexdigest().encode()
        entry_of(store).write_bytes(head + b"\n" + body)
        assert store.read(KEY) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_what_is_no_file_is_a_miss_and_nothing_waits_for_it(store, tmp_path):
    store.write(KEY, "proved")
    file = entry_of(store)
    elsewhere = tmp_path / "elsewhere"
    file.rename(elsewhere)
    file.symlink_to(elsewhere)
    assert store.read(KEY) is None
    file.unlink()
    os.mkfifo(file)
    assert store.read(KEY) is None
    file.unlink()
    file.mkdir()
    assert store.read(KEY) is None
    assert not store.write(KEY, "proved")


def test_clearing_touches_nothing_of_others(store, tmp_path):
    store.write(KEY, "proved")
    precious = [store.folder / "mine.txt", entry_of(store).parent / "mine.json", tmp_path / "outside"]
    outside = tmp_path / "folder"
    outside.mkdir()
    precious.append(outside / f"{'0' * 62}.json")
    for file in precious:
        file.write_text("precious")
    (store.folder / "entries-1" / "zz").symlink_to(outside, target_is_directory=True)
    entry_of(store, "f" * 64).parent.mkdir()
    entry_of(store, "f" * 64).symlink_to(tmp_path / "outside")
    assert store.clear().entries == 1
    assert store.size().entries == 0
    assert all(file.read_text() == "precious" for file in precious)


def test_the_folder_stays_within_its_bounds(tmp_path):
    store = Store(tmp_path, capacity=20_000)
    now = time.time()
    for i in range(50):
        key = digest(str(i))
        store.write(key, "x" * 1000)
        os.utime(entry_of(store, key), (now - 1000 + i, now - 1000 + i))
    store.prune()
    assert 10_000 < store.size().total <= 15_000
    kept = [i for i in range(50) if store.read(digest(str(i))) is not None]
    assert kept == list(range(50 - len(kept), 50))


def test_old_entries_and_abandoned_ones_go(store):
    for name in ("old", "new"):
        store.write(digest(name), name)
    old = entry_of(store, digest("old"))
    os.utime(old, (1, 1))
    unfinished = old.with_name(old.name + ".1-2.tmp")
    unfinished.write_text("half")
    os.utime(unfinished, (time.time() - 7200,) * 2)
    store.prune()
    assert store.read(digest("old")) is None
    assert store.read(digest("new")) == "new"
    assert not unfinished.exists()


def test_reading_keeps_an_entry_young(store):
    store.write(KEY, "proved")
    os.utime(entry_of(store), (time.time() - 30 * 86_400,) * 2)
    assert store.read(KEY) == "proved"
    assert time.time() - entry_of(store).stat().st_mtime < 1000


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path):
    (tmp_path / "file").write_text("no folder")
    store = Store(tmp_path / "file")
    assert not store.write(KEY, "proved")
    assert store.read(KEY) is None
    assert store.size().entries == 0
    assert store.clear().entries == 0


def test_many_writers_at_once_leave_whole_entries(tmp_path):
    code = (
        "import sys; from pathlib import Path; from derive.cache.store import Store, digest\n"
        "store = Store(Path(sys.argv[1]))\n"
        "for i in range(300):\n"
        "    store.write(digest(str(i % 7)), [i % 7] * 500)\n"
        "    value = store.read(digest(str(i % 7)))\n"
        "    assert value == [i % 7] * 500, value\n"
    )
    running = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    assert Store(tmp_path).size().entries == 7
    assert not list(tmp_path.rglob("*.tmp"))


PLACES = [
    pytest.param(None, {"HOME": "/home/me"}, "/home/me/.cache/derive", id="the home folder"),
    pytest.param(None, {"HOME": "/home/me", "XDG_CACHE_HOME": "/caches"}, "/caches/derive", id="XDG"),
    pytest.param(None, {"HOME": "/home/me", "XDG_CACHE_HOME": "here"}, "/home/me/.cache/derive", id="a relative XDG counts not"),
    pytest.param(None, {"HOME": "/home/me", "DERIVE_CACHE_DIR": "/there"}, "/there", id="the variable"),
    pytest.param("/mine", {"HOME": "/home/me", "DERIVE_CACHE_DIR": "/there"}, "/mine", id="the command line first"),
    pytest.param(None, {"HOME": "/home/me", "CI": "true"}, None, id="not in CI"),
    pytest.param(None, {"HOME": "/home/me", "CI": "false"}, "/home/me/.cache/derive", id="CI says no"),
    pytest.param(None, {"CI": "true", "DERIVE_CACHE_DIR": "/there"}, "/there", id="in CI when asked for by variable"),
    pytest.param("/mine", {"CI": "true"}, "/mine", id="in CI when asked for"),
    pytest.param(None, {"HOME": "/home/me", "DERIVE_NO_CACHE": "1", "DERIVE_CACHE_DIR": "/there"}, None, id="turned off"),
    pytest.param("/mine", {"DERIVE_NO_CACHE": "1"}, "/mine", id="turned off, but asked for"),
    pytest.param(None, {}, None, id="no home"),
]  # fmt: skip


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems have other places")
@pytest.mark.parametrize(("chosen", "variables", "folder"), PLACES)
def test_where_the_cache_is(chosen, variables, folder):
    found = place.folder(chosen, variables)
    assert (None if found is None else str(found)) == folder


def test_a_file_is_no_cache(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(AuthoringError, match="no folder"):
        place.folder(str(tmp_path / "file"), {})


def test_versions_are_those_of_the_metadata():
    from importlib import metadata

    names = ("sympy", "python-flint", "numpy", "mpmath")
    assert versions() == {"derive": versions()["derive"]} | {name: metadata.version(name) for name in names}


def test_the_name_of_the_engine_depends_on_its_sources(tmp_path, monkeypatch):
    from derive.cache import identity

    (tmp_path / "prove").mkdir()
    (tmp_path / "prove" / "a.py").write_text("answer = 1\n")
    monkeypatch.setattr(identity, "OURS", str(tmp_path))
    store = Store(tmp_path / "cache")
    first = Engine(store)
    assert first.is_current
    assert Engine(store).name == Engine().name == first.name
    (tmp_path / "prove" / "a.py").write_text("answer = 22\n")
    assert not first.is_current
    second = Engine(store)
    assert second.name == Engine().name != first.name
    (tmp_path / "prove" / "a.py").rename(tmp_path / "prove" / "b.py")
    assert Engine(store).name not in (first.name, second.name)


def test_sources_are_hashed_again_until_they_have_settled(tmp_path, monkeypatch):
    from derive.cache import identity

    monkeypatch.setattr(identity, "OURS", str(tmp_path / "src"))
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.py").write_text("answer = 1\n")
    store = Store(tmp_path / "cache")
    Engine(store)
    assert store.size().entries == 0
    os.utime(tmp_path / "src" / "a.py", (1_000_000_000, 1_000_000_000))
    Engine(store)
    assert store.size().entries == 1


def test_the_name_of_the_engine_depends_on_libraries_and_switches(monkeypatch):
    from derive.cache import identity

    names = {Engine().name}
    monkeypatch.setenv("SYMPY_GROUND_TYPES", "python")
    names.add(Engine().name)
    installed = dict(identity._folders())
    for name in ("sympy", "python_flint", "numpy", "mpmath"):
        monkeypatch.setattr(identity, "_folders", lambda name=name: installed | {name: ("9.9@elsewhere",)})
        names.add(Engine().name)
    assert len(names) == 6


def test_nothing_heavy_is_loaded():
    code = (
        "import derive.cache.run, derive.workers, derive.cli.check, derive.cli.listing, sys\n"
        "heavy = {'sympy', 'numpy', 'flint', 'mpmath', 'rich', 'multiprocessing', 'importlib.metadata', 'derive.pool'}\n"
        "print(sorted(heavy & set(sys.modules)))\n"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
