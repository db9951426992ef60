"""What people call that which computes; what it is, `providers` knows."""

from typing import Final, Literal, get_args

Provider = Literal["auto", "cpu", "cuda", "coreml", "directml"]
"""What is asked for: the best that works, or one by name."""

PROVIDERS: Final[tuple[str, ...]] = get_args(Provider)
