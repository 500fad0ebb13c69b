"""The password around a package: opened whole or not at all."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quality_desktop.exchange.refusing import Reason, RefusedError
from quality_desktop.exchange.sealing import CHUNK_BYTES, MAGIC, seal, unseal

CHEAP = 14
PASSWORD = "якорь мост дуб река снег"
HEAD = 52
TAG = 16


def redigested(body: bytes) -> bytes:
    """What somebody would write who knows the format but not the password."""
    return body + hashlib.sha256(body).digest()


@pytest.fixture(scope="module")
def plain() -> bytes:
    return bytes(range(256)) * (3 * CHUNK_BYTES // 256) + b"end"


@pytest.fixture(scope="module")
def sealed(plain) -> bytes:
    return seal(plain, PASSWORD, cost=CHEAP)


@settings(max_examples=6)
@given(size=st.sampled_from([0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1]))
def test_what_was_sealed_comes_out(size):
    content = b"x" * size
    assert unseal(seal(content, PASSWORD, cost=CHEAP), PASSWORD) == content


@pytest.mark.parametrize(
    "typed",
    ["Якорь  мост-дуб река снег", "ЯКОРЬ МОСТ ДУБ РЕКА СНЕГ", " якорь мост дуб река снег\n"],
)
def test_a_passphrase_may_be_typed_as_people_do(sealed, plain, typed):
    assert unseal(sealed, typed) == plain


def test_nothing_of_the_content_can_be_read_outside(sealed, plain):
    assert plain[:64] not in sealed
    assert sealed.startswith(MAGIC)


def test_a_wrong_password_is_told_apart_from_damage(sealed):
    with pytest.raises(RefusedError, match="пароль не подходит") as refused:
        unseal(sealed, "якорь мост дуб река лето")
    assert refused.value.reason is Reason.WRONG_PASSWORD


@pytest.mark.parametrize("password", [None, ""])
def test_a_missing_password_is_asked_for(sealed, password):
    with pytest.raises(RefusedError, match="введите пароль") as refused:
        unseal(sealed, password)
    assert refused.value.reason is Reason.NEEDS_PASSWORD


def test_damage_is_told_without_a_password(sealed):
    spoilt = bytearray(sealed)
    spoilt[len(spoilt) // 2] ^= 1
    with pytest.raises(RefusedError, match="повреждён"):
        unseal(bytes(spoilt), None)


@pytest.mark.parametrize("kept", [10, HEAD, HEAD + 40, -1, -32])
def test_a_package_cut_short_is_damage(sealed, kept):
    with pytest.raises(RefusedError, match="повреждён"):
        unseal(sealed[:kept], PASSWORD)


def test_chunks_in_another_order_are_refused(sealed):
    size = CHUNK_BYTES + TAG
    head, first, second, rest = (
        sealed[:HEAD],
        sealed[HEAD : HEAD + size],
        sealed[HEAD + size : HEAD + 2 * size],
        sealed[HEAD + 2 * size : -32],
    )
    with pytest.raises(RefusedError, match="подменены или переставлены"):
        unseal(redigested(head + second + first + rest), PASSWORD)


def test_a_whole_chunk_less_at_the_end_is_refused(sealed):
    with pytest.raises(RefusedError, match="подменены или переставлены"):
        unseal(redigested(sealed[: HEAD + 2 * (CHUNK_BYTES + TAG)]), PASSWORD)


@pytest.mark.parametrize("place", [8, 9, 10])
@pytest.mark.parametrize("value", [18, 40, 255])
def test_parameters_that_would_eat_all_memory_are_refused_at_once(sealed, place, value):
    hostile = bytearray(sealed[:-32])
    hostile[place] = value
    with pytest.raises(RefusedError, match="неоправданно много памяти"):
        unseal(redigested(bytes(hostile)), PASSWORD)


def test_another_header_with_the_same_chunks_is_refused(sealed):
    changed = bytearray(sealed[:-32])
    changed[30] ^= 1  # of the nonces' beginning
    with pytest.raises(RefusedError):
        unseal(redigested(bytes(changed)), PASSWORD)
