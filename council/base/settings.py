"""Settings from the environment. Each has a default that runs; a wrong value stops the start, loudly."""

import os
import secrets
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path

from council.base.door_settings import ProviderSettings, SmsSettings
from council.base.environment import WrongSetting
from council.base.environment import integer as _integer
from council.base.environment import switch as _switch

__all__ = ["Settings", "WrongSetting"]


@dataclass(frozen=True)
class Settings:
    """All that a machine may set. See README, “Settings”."""

    data_dir: Path
    database_url: str
    host: str = "127.0.0.1"
    port: int = 8000
    redis_url: str = ""
    public_url: str = ""
    trusted_proxies: str = ""
    demo: bool = False
    debug: bool = False
    name_mask: str = "stars"
    #: whether this server holds rehearsals; None: where no other process may answer
    rehearsals: bool | None = None
    #: text messages with sign-in codes; by default there are none
    sms: SmsSettings = SmsSettings()
    #: the street's own identity provider, if it has one
    provider: ProviderSettings | None = None

    @classmethod
    def from_environment(cls) -> "Settings":
        """Read the environment.

        Raises:
            WrongSetting: a value cannot be meant.
        """
        data_dir = Path(os.environ.get("DATA_DIR") or "var").resolve()
        public_url = os.environ.get("PUBLIC_URL", "").rstrip("/")
        if public_url and not public_url.startswith(("http://", "https://")):
            raise WrongSetting(f"PUBLIC_URL={public_url!r} must start with http:// or https://")
        return cls(
            host=os.environ.get("HOST") or "127.0.0.1",
            port=_integer("PORT", 8000),
            data_dir=data_dir,
            database_url=_database_url(data_dir),
            redis_url=os.environ.get("REDIS_URL", ""),
            public_url=public_url,
            trusted_proxies=_proxies(),
            demo=_switch("DEMO", True),
            debug=_switch("FLASK_DEBUG", False),
            name_mask=_name_mask(),
            rehearsals=_switch("REHEARSALS", True) if os.environ.get("REHEARSALS") else None,
            sms=SmsSettings.from_environment(),
            provider=ProviderSettings.from_environment(),
        )

    def secret_key(self) -> str:
        """The signing key, made once and kept in the data directory, readable by its owner only."""
        if given := os.environ.get("SECRET_KEY"):
            return given
        path = self.data_dir / "secret.key"
        self.data_dir.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text().strip()
        with os.fdopen(handle, "w") as file:
            file.write(key := secrets.token_hex(32))
        return key


def _name_mask() -> str:
    """`NAME_MASK`: how names are masked for the public, one style for the whole site."""
    style = os.environ.get("NAME_MASK", "") or "stars"
    if style not in {"stars", "middle"}:
        raise WrongSetting(f"NAME_MASK={style!r} is neither stars nor middle")
    return style


def _proxies() -> str:
    """`TRUSTED_PROXIES`: addresses or networks with commas between, `*` for all."""
    names = [name.strip() for name in os.environ.get("TRUSTED_PROXIES", "").split(",") if name.strip()]
    for name in names:
        try:
            if name != "*":
                ip_network(name, strict=False)
        except ValueError:
            raise WrongSetting(f"TRUSTED_PROXIES={name!r} is not an address such as 127.0.0.1") from None
    return ",".join(names)


def _database_url(data_dir: Path) -> str:
    """`DATABASE_URL`, with the driver that is installed; else a file in the data directory."""
    url = os.environ.get("DATABASE_URL", "")
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url[len(short) :]
    return url or f"sqlite:///{data_dir / 'yehua.db'}"
