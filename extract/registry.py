"""The only reader of ``ontology/*.yaml`` and ``lang/*/*.yaml``; a fault names file and key.

``lexicon(language, name, Model)`` reads one lexicon into the pydantic model of the module that uses it;
``extract.relations.ontology()`` reads all relation files with it. Both are cached: files are read once, at first use.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

ROOT = Path(__file__).parent
LANGUAGES = ("en", "fr")


class RegistryError(ValueError):
    """A YAML file that says something it may not; the message names file and key."""


class Strict(BaseModel):
    """Base of all models read from YAML: an unknown key is an error, values do not change."""

    model_config = ConfigDict(extra="forbid", frozen=True)


M = TypeVar("M", bound=BaseModel)


class _UniqueKeys(yaml.SafeLoader):
    """YAML lets a key stand twice and keeps the last silently: here an error. "on", "no" and days are plain words."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - the loader's own protocol
        first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":bool", ":timestamp"))]
        for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key, _ in node.value:
        name = loader.construct_object(key)
        if name in seen:
            raise yaml.constructor.ConstructorError(None, None, f"duplicate key {name!r}", key.start_mark)
        seen.add(name)
    return yaml.SafeLoader.construct_mapping(loader, node, deep=True)


_UniqueKeys.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))
_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read(path: Path, model: type[M]) -> M:
    """One YAML file as ``model``; RegistryError names the file and each wrong key."""
    try:
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)  # a SafeLoader
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RegistryError(f"{path}: {error}") from error
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'file'}: {e['msg']}" for e in error.errors())
        raise RegistryError(f"{path}: {faults}") from None


@cache
def lexicon(language: str, name: str, model: type[M]) -> M:
    """``lang/<language>/<name>.yaml`` as ``model``."""
    return read(ROOT / "lang" / language / f"{name}.yaml", model)
