from __future__ import annotations

import pytest

from kgqa import InputError
from kgqa.data.demo.packages import load


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(InputError, match=r'no_such_package.*pip install "kgqa\[demo\]"'):
        load("no_such_package.part")
