"""Quantities as people type them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from llmprep.answers.asked import UnreadableAnswer
from llmprep.answers.quantity import read, shown


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("0.5 MiB", "KiB", 512),
        ("512 KiB", "KiB", 512),
        ("5.2e5 bytes", "byte", 520_000),
        ("1,024", "", 1024),
        ("2^20", "", 2**20),
        ("1.5 * 10^9", "", 1.5e9),
        ("~3 GB", "GB", 3),
        ("12%", "%", 12),
        ("12%", "", 0.12),
        ("3.2 million", "", 3.2e6),
        ("16k", "", 16_000),
        ("1/8", "", 0.125),
        ("1 000 000", "", 10**6),
        ("2,77", "", 2.77),
        ("0,512", "", 0.512),
        ("7B", "parameter", 7 * 10**9),
        ("70 B params", "parameters", 7 * 10**10),
        (".5", "", 0.5),
        ("312 TFLOP/s", "TFLOPS", 312),
        ("312 TFLOPS", "TFLOP/s", 312),
        ("20 tok/s", "tokens/s", 20),
        ("50 ms", "second", 0.05),
        ("$3.20", "dollar", 3.2),
        ("32 cents", "dollars", 0.32),
        ("$2/hour", "dollar/hour", 2),
        ("400 Gb/s", "GB/s", 50),
        ("5 x 10⁹", "", 5 * 10**9),
        ("12 heads", "", 12),
        ("8 images", "images", 8),
        ("10 GPU-hours", "gpu_hour", 10),
        ("3 TB per second", "GB/s", 3000),
        ("16 Gbit", "GB", 2),
        ("128 KiB per token", "KiB", 128),
        ("128 KiB", "KiB/token", 128),
        ("4 KiB per layer", "KiB", 4),
        ("4x", "", 4),
        ("-4", "", -4),
        ("B = 32", "", 32),
        ("5 MB", "MiB", 5e6 / 2**20),
        ("2 hours", "min", 120),
        ("(3 + 5) * 2", "", 16),
        ("10⁻³", "", 0.001),
    ],
)
def test_the_value_is_read_in_the_unit_asked_for(typed: str, unit: str, value: float) -> None:
    assert read(typed, unit)[0] == pytest.approx(value, rel=1e-12)


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("abc", ""),
        ("", ""),
        ("3 or 4", ""),
        ("3-4 GB", "GB"),
        ("12 GiB", ""),
        ("3 s", "GiB"),
        ("16G", "GiB"),
        ("512 K", "KiB"),
        ("5 *", ""),
        ("9^9^9^9", ""),
        ("1e999", ""),
        ("5 blurbs", "GB"),
        ("3 images", "tokens"),
        ("between 2 and 3", ""),
        ("1.234.567", ""),
        ("3 tokens", "images"),
        ("1/0", ""),
        ("5 MB/s", "MB"),
        ("3m", "second"),
        ("__import__('os')", ""),
    ],
)
def test_what_is_no_such_quantity_is_asked_again(typed: str, unit: str) -> None:
    with pytest.raises(UnreadableAnswer) as caught:
        read(typed, unit)
    assert len(caught.value.message) > 10


def test_a_missing_unit_is_the_one_asked_for_and_is_said() -> None:
    assert read("512", "KiB") == (512, ("No unit given: read as KiB.",))
    assert read("512", "") == (512, ())


def test_decimal_and_binary_megabytes_differ() -> None:
    assert read("1 MiB", "byte")[0] == 1_048_576
    assert read("1 MB", "byte")[0] == 1_000_000


@given(n=st.integers(0, 10**12))
def test_a_shown_whole_number_reads_back(n: int) -> None:
    assert read(shown(n), "")[0] == n


@given(x=st.floats(1e-30, 1e30))
def test_a_shown_number_reads_back_to_four_digits(x: float) -> None:
    assert read(shown(x), "")[0] == pytest.approx(x, rel=6e-4)


@given(n=st.integers(1, 10**6), prefix=st.sampled_from(["Ki", "Mi", "Gi", "k", "M", "G"]))
def test_units_convert_there_and_back(n: int, prefix: str) -> None:
    there = read(f"{n} {prefix}B", "byte")[0]
    assert read(f"{there!r} bytes", f"{prefix}B")[0] == pytest.approx(n)


@given(text=st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        value, _ = read(text, "MiB")
    except UnreadableAnswer:
        return
    assert isinstance(value, int | float)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (524288, "524,288"),
        (0.5, "0.5"),
        (1234.56, "1,235"),
        (6.3e23, "6.3e23"),
        (2 / 3, "0.6667"),
        (1.234e-5, "1.234e-5"),
    ],
)
def test_numbers_are_shown_to_four_digits(value: float, text: str) -> None:
    assert shown(value) == text


def test_pint_is_loaded_only_to_convert() -> None:
    code = (
        "import sys; from llmprep.answers.quantity import read\n"
        "read('5 GB', 'GB'); read('5', 's'); print('pint' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
