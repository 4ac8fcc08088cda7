"""How long a reader has really looked at a case: not while the picture is hidden, not while nobody moves."""

from dataclasses import dataclass, replace

IDLE_SECONDS = 60.0  # after the last sign of life the clock runs on for so long, then it stands


@dataclass(frozen=True)
class ActiveTime:
    """`seconds` until the last sign of life at `since` (of a monotonic clock; None: nothing is looked at)."""

    seconds: float = 0.0
    since: float | None = None

    def at(self, now: float) -> float:
        """Return the seconds until now."""
        return self.seconds if self.since is None else self.seconds + min(now - self.since, IDLE_SECONDS)

    def is_running(self, now: float) -> bool:
        """Say whether the clock runs: the picture is looked at, and the last sign of life is not long ago."""
        return self.since is not None and now - self.since < IDLE_SECONDS

    def looked(self, now: float) -> "ActiveTime":
        """Count a sign of life: the clock runs from here."""
        return ActiveTime(self.at(now), now)

    def looked_away(self, now: float) -> "ActiveTime":
        """Stop the clock until the next sign of life."""
        return replace(self, seconds=self.at(now), since=None)
