"""Why a transition of a publication state is not made."""


class TransitionRefused(Exception):
    """The record is not, or no longer, in a state from which this can be done."""


class NotReady(TransitionRefused):
    """The record lacks something that readers need; the messages say what."""

    def __init__(self, obstacles: list[str]) -> None:
        super().__init__(" ".join(obstacles))
        self.obstacles = obstacles
