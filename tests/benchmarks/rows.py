"""One measured figure beside another, and whether it meets its target."""

from dataclasses import dataclass
from typing import Any, Literal


@dataclass(frozen=True, slots=True)
class Target:
    """What a row must reach.

    Attributes:
        relation: how the figure must stand to `value`.
        value: the limit itself counts as met.
        of: which figure counts: `ours`, or `ratio` = ours / other.
    """

    relation: Literal["<=", ">="]
    value: float
    of: Literal["ours", "ratio"] = "ours"

    def met(self, figure: float) -> bool:
        """Whether a figure reaches it."""
        return figure <= self.value if self.relation == "<=" else figure >= self.value


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table.

    Attributes:
        measure: what was measured.
        ours: photosim's figure.
        unit: of both figures.
        other: what it is compared with, None if there is nothing.
        other_name: what that is.
        target: None for a row that only informs.
        note: how it was measured, where that is not plain.
    """

    measure: str
    ours: float
    unit: str
    other: float | None = None
    other_name: str = ""
    target: Target | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Ours / other."""
        return self.ours / self.other if self.other else None

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None without one."""
        if self.target is None:
            return None
        figure = self.ours if self.target.of == "ours" else self.ratio
        return figure is not None and self.target.met(figure)

    def as_json(self) -> dict[str, Any]:
        """All of it, for `results.json`."""
        target = self.target and {"of": self.target.of, "relation": self.target.relation, "value": self.target.value}
        return {
            "measure": self.measure,
            "ours": self.ours,
            "unit": self.unit,
            "other": self.other,
            "other_name": self.other_name,
            "ratio": self.ratio,
            "target": target,
            "met": self.met,
            "note": self.note,
        }


def figure(value: float) -> str:
    """Three significant digits, thousands separated."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(rows: list[Row]) -> str:
    """Rows as text in columns."""
    lines = [("measure", "ours", "the other", "ratio", "target", "met?")]
    for row in rows:
        target = row.target
        lines.append(
            (
                row.measure,
                f"{figure(row.ours)} {row.unit}".strip(),
                "" if row.other is None else f"{figure(row.other)} {row.unit} ({row.other_name})".replace("  ", " "),
                "" if row.ratio is None else f"{row.ratio:.3g}",
                "" if target is None else f"{target.of} {target.relation} {target.value:,g}",
                {True: "yes", False: "NO", None: ""}[row.met],
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    texts = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([texts[0], "-" * len(texts[0]), *texts[1:]])
