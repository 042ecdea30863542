"""`python bot.py key`: a new key to sign bundles with."""

import secrets
import sys

from bot.config import PREFIX
from bot.records.signing import BYTES, public_key
from bot.records.unavailable import FormatUnavailable


def make_key() -> int:
    """Print a new secret key and its public one: 0 done, 2 a package is missing. Nothing is kept."""
    seed = secrets.token_bytes(BYTES)
    try:
        public = public_key(seed)
    except FormatUnavailable as error:
        print(f"No key can be made: {error}", file=sys.stderr)
        return 2
    print(f"{PREFIX}SIGNING_KEY={seed.hex()}")
    print(f"public key  {public.hex()}")
    print("Keep the first line secret, in the settings of the bot: whoever has it can sign in your name.")
    print("Publish the public key where your readers know you; they check with: verify FILE --key PUBLICKEY.")
    return 0
