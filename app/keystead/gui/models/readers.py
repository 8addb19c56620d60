"""What the export dialog calls each reader; the list itself is ``services.export.PROFILES``."""

from keystead.services.export import PROFILES

_WORDS = {
    "dotenv": ("dotenv, general", ".env"),
    "python-dotenv": ("python-dotenv", ".env"),
    "npm-dotenv": ("npm dotenv", ".env"),
    "node": ("Node", "--env-file"),
    "nextjs": ("Next.js", ".env.local"),
    "dotenvx": ("dotenvx", ".env"),
    "shell": ("Shell", "bash, zsh"),
    "systemd": ("systemd", "EnvironmentFile"),
    "docker": ("Docker", "--env-file"),
    "compose": ("Docker Compose", "env_file"),
    "direnv": ("direnv", "dotenv"),
    "ruby": ("Ruby, Rails", ".env"),
    "php": ("PHP, Laravel", ".env"),
    "go": ("Go godotenv", ".env"),
    "rust": ("Rust dotenvy", ".env"),
    "json": ("JSON", ".json"),
    "yaml": ("YAML", ".yaml"),
    "toml": ("TOML", ".toml"),
}


def words_of(profile: str) -> tuple[str, str]:
    """The name in the list, and the remark at its right."""
    return _WORDS.get(profile) or (PROFILES[profile].title, "")
