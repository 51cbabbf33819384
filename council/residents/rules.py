"""Pure decisions about people."""

from collections.abc import Collection


def common_path(paths: Collection[str]) -> str:
    """The path of the smallest place that holds all of these: `/1/4/` for `/1/4/9/` and `/1/4/7/`; empty for none."""
    steps = [path.strip("/").split("/") for path in paths]
    shared: list[str] = []
    for step in zip(*steps, strict=False):
        if len(set(step)) > 1:
            break
        shared.append(step[0])
    return f"/{'/'.join(shared)}/" if shared else ""
