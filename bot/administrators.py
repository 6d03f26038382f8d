"""Who may add papers and set up the bot, and in which workspace."""

from __future__ import annotations

from dataclasses import dataclass

from msgspec import Struct


class Administrator(Struct, frozen=True, kw_only=True):
    """A person by their member id; `team` is None where the bot serves one workspace alone."""

    person: str
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Administrators:
    """All administrators; a member id is one person's in one workspace only, so it counts there and nowhere else."""

    listed: tuple[Administrator, ...] = ()

    def may_act(self, team: str, person: str) -> bool:
        """Tell whether a person may add papers and set up the bot in a workspace."""
        return person in self.list_persons(team)

    def list_persons(self, team: str) -> tuple[str, ...]:
        """Return the member ids of those of a workspace, in the order of the setting."""
        return tuple(one.person for one in self.listed if one.team in (None, team))


def parse_administrators(raw: str) -> Administrators:
    """Read `U012AB3CD, T012AB3CD/U045EF6GH`.

    Raises:
        ValueError: says what it should be.
    """
    listed = []
    for word in dict.fromkeys(raw.replace(",", " ").split()):
        team, slash, person = word.rpartition("/")
        is_team = team.isalnum() and team.startswith("T") if slash else True
        if not is_team or not person.isalnum() or not person.startswith(("U", "W")):
            raise ValueError(
                "should be member ids of Slack, such as U012AB3CD, or T012AB3CD/U012AB3CD of a workspace, with commas "
                "between"
            )
        listed.append(Administrator(person=person, team=team or None))
    return Administrators(tuple(listed))
