"""Which keys belong to which action: a profile, and what this user changed in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sacroread.ui.keymap import KEYS
from sacroread.ui.profiles import PROFILES

_OF_THE_KEY_MAP = {key.name: key.shortcuts for key in KEYS}


@dataclass(frozen=True)
class Bindings:
    """The keys in force. Shortcuts are written as Qt's portable text, such as `Ctrl+Z`.

    A profile that is no longer there counts as SacroRead's own; what is said about an unknown action is
    kept for the version that knows it.
    """

    profile: str = "SacroRead"
    own: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def shortcuts(self, name: str) -> tuple[str, ...]:
        """Return the shortcuts of an action."""
        return self.own.get(name, self.of_profile(name))

    def of_profile(self, name: str) -> tuple[str, ...]:
        """Return the shortcuts that the profile gives an action."""
        return PROFILES.get(self.profile, {}).get(name, _OF_THE_KEY_MAP[name])

    def owners(self, shortcut: str) -> tuple[str, ...]:
        """Return the actions that a shortcut belongs to; more than one is a conflict, and then none acts."""
        return tuple(key.name for key in KEYS if shortcut in self.shortcuts(key.name))

    @property
    def conflicts(self) -> Mapping[str, tuple[str, ...]]:
        """The shortcuts that belong to more than one action, with these actions."""
        given = {shortcut for key in KEYS for shortcut in self.shortcuts(key.name)}
        found = {shortcut: self.owners(shortcut) for shortcut in sorted(given)}
        return {shortcut: owners for shortcut, owners in found.items() if len(owners) > 1}

    def bound(self, name: str, shortcuts: tuple[str, ...]) -> "Bindings":
        """Give an action other shortcuts, and take them from nobody."""
        own = {**self.own, name: tuple(dict.fromkeys(shortcuts))}
        if own[name] == self.of_profile(name):
            del own[name]
        return replace(self, own=own)

    def taken_over(self, name: str, shortcut: str) -> "Bindings":
        """Give an action a shortcut more, and take it from whoever has it."""
        freed = self
        for owner in self.owners(shortcut):
            freed = freed.bound(owner, tuple(each for each in freed.shortcuts(owner) if each != shortcut))
        return freed.bound(name, (*freed.shortcuts(name), shortcut))
