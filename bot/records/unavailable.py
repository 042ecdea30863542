"""The one error of a format that this installation cannot make."""


class FormatUnavailable(Exception):  # noqa: N818  # named for what it says
    """A format needs a package that is not installed; `package` is its name."""

    def __init__(self, format_: str, package: str) -> None:
        super().__init__(f"{format_} needs the package {package}: install parley[exports]")
        self.format, self.package = format_, package
