"""The bundle: all files under one manifest and signature, and a check that finds whatever was done to it."""

import hashlib
import io
import json
import stat
import sys
import zipfile
from collections.abc import Callable

import pytest
from nacl.signing import SigningKey

from bot.negotiation.order.acts import MessageParty
from bot.records import (
    FORMATS,
    Broken,
    FormatUnavailable,
    NotARecord,
    VerifiedBundle,
    book_of,
    exports,
    signing,
    verify_bundle,
)
from bot.records import unpacking as limits
from bot.records.bundling import bundle_of
from bot.records.model import HeadInfo
from bot.text.words import Words
from tests.negotiation.rooms.stage import private_story
from tests.records import story

WORDS = Words()
SEED = bytes(range(32))
PUBLIC = bytes(SigningKey(SEED).verify_key)
SESSION = story.SESSION
Files = dict[str, bytes]
BOOK = book_of(story.agreed(), story.frame(), story.talk())


def made(seed: bytes | None = SEED) -> bytes:
    (file,) = exports(BOOK, WORDS, ["bundle"], seed=seed)
    assert file.name == f"{SESSION}-bundle.zip"
    return file.content


@pytest.fixture(scope="module")
def signed() -> bytes:
    return made()


@pytest.fixture(scope="module")
def unsigned() -> bytes:
    return made(None)


def files_of(bundle: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: Files) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def listed_anew(files: Files) -> Files:
    """The files under a manifest that was made to fit them, as somebody without the key would do."""
    manifest = json.loads(files["manifest.json"])
    manifest["files"] = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in files.items()
        if not name.startswith("manifest.")
    ]
    return {**files, "manifest.json": json.dumps(manifest).encode()}


def why(bundle: bytes, key: bytes | None = None) -> str:
    found = verify_bundle(bundle, key)
    assert isinstance(found, Broken), found
    return found.why


def test_a_bundle_holds_the_files_of_all_other_formats(signed: bytes) -> None:
    others = exports(BOOK, WORDS, [one for one in FORMATS if one != "bundle"])
    assert list(files_of(signed)) == ["manifest.json", "manifest.sig", *(file.name for file in others)]
    assert files_of(signed).items() >= {file.name: file.content for file in others}.items()


def test_the_same_record_and_key_give_the_same_bytes(signed: bytes, unsigned: bytes) -> None:
    assert made() == signed
    assert made(None) == unsigned


def test_an_intact_bundle_names_its_record_and_its_key(signed: bytes, unsigned: bytes) -> None:
    for bundle, key in ((signed, PUBLIC.hex()), (unsigned, None)):
        found = verify_bundle(bundle)
        assert isinstance(found, VerifiedBundle)
        assert found.public_key == key
        assert found.record.head == story.agreed()[-1].hash
        assert found.record.text_hash
        assert found.files == len(files_of(bundle)) - 1 - (key is not None)
    assert isinstance(verify_bundle(signed, PUBLIC), VerifiedBundle)


def test_a_session_without_agreement_is_bundled_too() -> None:
    (file,) = exports(book_of(story.open_ended(), story.frame()), WORDS, ["bundle"], seed=SEED)
    found = verify_bundle(file.content, PUBLIC)
    assert isinstance(found, VerifiedBundle)
    assert found.record.text_hash is None


def test_the_key_that_is_asked_for_must_have_signed(signed: bytes, unsigned: bytes) -> None:
    other = bytes(SigningKey(bytes(32)).verify_key)
    assert why(signed, other) == f"it is signed by the key {PUBLIC.hex()}, not by {other.hex()}"
    assert why(unsigned, PUBLIC) == f"it is signed by nobody, not by {PUBLIC.hex()}"


def test_whoever_has_not_the_key_cannot_make_a_bundle_anew(signed: bytes) -> None:
    files = files_of(signed)
    files[f"{SESSION}-transcript.md"] += b"Bo agreed to everything.\n"
    assert "was not signed with the key" in why(zipped(listed_anew(files)))
    files["manifest.sig"] = SigningKey(bytes(32)).sign(files["manifest.json"]).signature
    assert "was not signed with the key" in why(zipped(files))
    files["manifest.sig"] = b"short"
    assert "was not signed with the key" in why(zipped(files))


def test_a_signature_that_was_taken_off_is_missed(signed: bytes) -> None:
    files = files_of(signed)
    signature = files.pop("manifest.sig")
    assert why(zipped(files)).startswith("manifest.sig: is missing")
    files["manifest.json"] = files["manifest.json"].replace(f'"{PUBLIC.hex()}"'.encode(), b"null")
    assert isinstance(verify_bundle(zipped(files)), VerifiedBundle), "which is why one asks for a key"
    assert why(zipped(files), PUBLIC).startswith("it is signed by nobody")
    assert "names no key" in why(zipped({**files, "manifest.sig": signature}))


def test_each_file_that_was_changed_taken_out_or_added_is_named(unsigned: bytes) -> None:
    files = files_of(unsigned)
    for name in files:
        if name == "manifest.json":
            continue
        assert why(zipped({**files, name: files[name] + b" "})).startswith(f"{name}: has {len(files[name]) + 1} bytes")
        flipped = bytes([files[name][0] ^ 1]) + files[name][1:]
        assert why(zipped({**files, name: flipped})).startswith(f"{name}: has the SHA-256 ")
        assert why(zipped({key: one for key, one in files.items() if key != name})) == f"{name}: is missing"
    assert why(zipped({**files, "extra.html": b"<p>"})) == "extra.html: is not in the manifest: added"


def changed_record(files: Files) -> None:
    name = f"{SESSION}-record.json"
    files[name] = files[name].replace(b"Too _little_ for us", b"Too _little_ for me")


def changed_text(files: Files) -> None:
    name = f"{SESSION}-agreed-text.json"
    files[name] = files[name].replace(b'"900202"', b'"900203"')


def no_text(files: Files) -> None:
    del files[f"{SESSION}-agreed-text.json"]


def no_record(files: Files) -> None:
    del files[f"{SESSION}-record.json"]


def other_record(files: Files) -> None:
    book = book_of(story.open_ended(), story.frame())
    files |= {file.name: file.content for file in exports(book, WORDS, ["json"])}
    del files[f"{SESSION}-agreed-text.json"]


def text_for_record(files: Files) -> None:
    files[f"{SESSION}-record.json"] = files[f"{SESSION}-agreed-text.json"]


@pytest.mark.parametrize(
    ("change", "begins", "seq"),
    [
        (changed_record, f"{SESSION}-record.json: its content has the hash", 17),
        (changed_text, f"{SESSION}-agreed-text.json: ", None),
        (no_text, f"{SESSION}-agreed-text.json: is missing, though", None),
        (no_record, f"{SESSION}-record.json: is missing", None),
        (other_record, f"{SESSION}-record.json: it is not the record that the manifest names", None),
        (text_for_record, f"{SESSION}-record.json: it is not the record that the manifest names", None),
    ],
)
def test_a_manifest_that_was_made_to_fit_does_not_hide_a_change(
    unsigned: bytes, change: Callable[[Files], None], begins: str, seq: int | None
) -> None:
    files = files_of(unsigned)
    change(files)
    found = verify_bundle(zipped(listed_anew(files)))
    assert isinstance(found, Broken)
    assert found.why.startswith(begins)
    assert found.seq == seq


def test_a_manifest_of_the_wrong_shape_is_told(unsigned: bytes) -> None:
    files = files_of(unsigned)
    manifest = json.loads(files["manifest.json"])
    for wrong, told in (
        ({**manifest, "version": 2}, "manifest.json: version"),
        ({**manifest, "more": 1}, "manifest.json: more"),
        ({**manifest, "files": [*manifest["files"], manifest["files"][0]]}, "manifest.json: a file is listed twice"),
    ):
        assert why(zipped({**files, "manifest.json": json.dumps(wrong).encode()})).startswith(told)


@pytest.mark.parametrize(
    "name",
    [
        "../up.txt",
        "/etc/passwd",
        "a/b.txt",
        "a\\b.txt",
        "C:x",
        "..",
        ".hidden",
        "folder/",
        "\u202etxt",
        "a" * 70 + "/",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(NotARecord, match=r"leads elsewhere or is no plain name"):
        verify_bundle(zipped({"manifest.json": b"{}", name: b"x"}))


def test_a_name_that_goes_on_after_a_null_character_is_refused() -> None:
    with pytest.raises(NotARecord, match="no plain name"):
        verify_bundle(zipped({"ab?cd": b"x"}).replace(b"ab?cd", b"ab\x00cd"))


def test_the_same_name_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", b"1")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a.txt", b"2")
    with pytest.raises(NotARecord, match="twice"):
        verify_bundle(out.getvalue())


def test_a_link_is_refused() -> None:
    out, info = io.BytesIO(), zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(info, b"/etc/passwd")
    with pytest.raises(NotARecord, match="a link"):
        verify_bundle(out.getvalue())


def test_what_is_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(2_000_000))
    monkeypatch.setattr(limits, "LARGEST_UNPACKED", 1_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    with pytest.raises(NotARecord, match="unpacked it is larger"):
        verify_bundle(out.getvalue())
    with pytest.raises(NotARecord, match="more than 1000 files"):
        verify_bundle(zipped({str(number): b"" for number in range(1_001)}))
    monkeypatch.setattr(limits, "LARGEST", 10)
    with pytest.raises(NotARecord, match="it is larger than"):
        verify_bundle(out.getvalue())


def test_a_file_that_unpacks_to_more_than_it_says_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", bytes(2_000_000))
    true, told = (2_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little")
    with pytest.raises(NotARecord, match="no whole ZIP file"):
        verify_bundle(out.getvalue().replace(true, told))


def test_a_bundle_cut_short_or_changed_anywhere_is_never_intact(signed: bytes) -> None:
    for at in range(0, len(signed), len(signed) // 60):
        for damaged in (signed[:at], signed[:at] + bytes([signed[at] ^ 0xFF]) + signed[at + 1 :]):
            try:
                found = verify_bundle(damaged, PUBLIC)
            except NotARecord:
                continue
            # A time or a mode in the ZIP's own tables may change without a word of the record being another one.
            assert isinstance(found, Broken) or files_of(damaged) == files_of(signed)


def test_what_is_no_bundle_is_told() -> None:
    with pytest.raises(NotARecord, match=r"no manifest\.json"):
        verify_bundle(zipped({"a.txt": b"x"}))
    with pytest.raises(NotARecord, match="no whole ZIP"):
        verify_bundle(b"PK nothing")


def test_keys_are_read_in_both_spellings_and_never_repeated() -> None:
    assert signing.key_of(SEED.hex()) == SEED
    assert signing.key_of(" AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n") == SEED
    assert signing.key_of("__79_Pv6-fj39vX08_Lx8O_u7ezr6uno5-bl5OPi4eA=") == bytes(range(255, 223, -1))
    for wrong in ("", "hush" * 3, "g" * 64, SEED.hex()[:-2], "é" * 44):
        with pytest.raises(ValueError, match="it is no key") as raised:
            signing.key_of(wrong)
        assert not wrong or wrong not in str(raised.value)


def test_without_the_package_signing_says_what_to_install(
    signed: bytes, unsigned: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nacl", None)
    monkeypatch.setitem(sys.modules, "nacl.signing", None)
    with pytest.raises(FormatUnavailable, match="PyNaCl"):
        bundle_of(SESSION, HeadInfo(seq=1, hash="00" * 32), {}, (), SEED)
    with pytest.raises(FormatUnavailable, match="PyNaCl"):
        verify_bundle(signed)
    assert isinstance(verify_bundle(unsigned), VerifiedBundle)


def test_a_format_that_cannot_be_made_is_named_in_the_manifest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    bundle = made(None)
    files = files_of(bundle)
    assert json.loads(files["manifest.json"])["left_out"] == [{"format": "pdf", "package": "typst"}]
    assert not [name for name in files if name.endswith(".pdf")]
    assert isinstance(verify_bundle(bundle), VerifiedBundle)


def test_no_word_that_is_not_for_the_reader_is_in_any_file() -> None:
    played = private_story()
    played.does("chair", MessageParty("NORD", "Patience, zephyr."))
    (file,) = exports(book_of(played.entries, played.frame), WORDS, ["bundle"], seed=SEED)
    for name, content in files_of(file.content).items():
        assert b"zephyr" not in content, name
    found = verify_bundle(file.content)
    assert isinstance(found, VerifiedBundle)
    assert found.record.withheld == 1
