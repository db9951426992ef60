"""What every suite hands back, and how it is shown."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Suite:
    """The outcome of one suite.

    Attributes:
        name: of the suite.
        subject: what was measured on.
        rows: figures by name, for each thing compared; the first row is what photosim does.
        targets: least figures of the first row.
        at_most: largest figures of the first row.
    """

    name: str
    subject: str
    rows: dict[str, dict[str, float]]
    targets: dict[str, float] = field(default_factory=dict)
    at_most: dict[str, float] = field(default_factory=dict)

    @property
    def misses(self) -> list[str]:
        """The targets that were not reached, in words."""
        ours = next(iter(self.rows.values()))
        short = [figure for figure, least in self.targets.items() if ours[figure] < least]
        over = [figure for figure, most in self.at_most.items() if ours[figure] > most]
        limits = self.targets | self.at_most
        return [f"{self.name}: {name} is {ours[name]:.3f}, the target is {limits[name]:.3f}" for name in short + over]

    def table(self) -> str:
        """A table for reading, the targets as its last line."""
        figures = list(next(iter(self.rows.values())))
        limits = self.targets | self.at_most
        lines = {**self.rows, **({"target": limits} if limits else {})}
        width = max(map(len, lines))
        head = f"{self.name}: {self.subject}\n{'':{width}}" + "".join(f"  {name:>8}" for name in figures)
        body = [
            f"{label:{width}}"
            + "".join(f"  {values[name]:8.3f}" if name in values else f"  {'':8}" for name in figures)
            for label, values in lines.items()
        ]
        return "\n".join([head, *body])

    def as_json(self) -> dict[str, object]:
        """The same for programs."""
        return {
            "subject": self.subject,
            "rows": self.rows,
            "targets": self.targets,
            "at_most": self.at_most,
            "misses": self.misses,
        }
