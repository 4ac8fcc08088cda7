"""The second reader asked for every case of a study that nobody reads any more.

What was not computed cannot leak: a case is asked for once no read of it is missing that the answer could
influence. Repeats are not waited for, because nothing on a desk shows a prediction during one.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, wait
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sacroread.coordination import ended_cases
from sacroread.errors import SacroReadError
from sacroread.intake import Refused, sources_of
from sacroread.second_reader.bundle import stated
from sacroread.second_reader.opinion import Opinion, Question, quality_flag
from sacroread.store.store import Store
from sacroread.study.events import Event, EventKind
from sacroread.study.model import Condition, Draft

CANCEL_SECONDS = 0.2  # between two looks at whether somebody still wants the answer
AHEAD = 2  # questions that lie with the child, so that it never waits
Submit = Callable[[Question, str], "Future[Opinion]"]
Step = Callable[[float, str], None]  # the share that is done, what comes next; what it raises ends the work


@dataclass(frozen=True)
class Asked:
    """What came of asking: how many predictions were kept, what was refused, and how many cases are left."""

    given: int
    refused: tuple[Refused, ...]
    left: int


def questions(store: Store, bundle: Path) -> tuple[Question, ...]:
    """Return what the second reader is still to be asked: ended cases without a prediction of this bundle.

    A case is shown to it as the first unaided read presented it, with what that one says against its
    quality; where there is none, as a whole.

    Raises:
        SacroReadError: the bundle cannot be read.
    """
    _, sha256 = stated(bundle)
    kept = {each.case_id for each in store.predictions() if each.bundle_sha256 == sha256}
    sources, seen = sources_of(store), _first_drafts(store)
    wanted = [case_id for case_id in ended_cases(store) if case_id not in kept]
    drafts = {case_id: seen.get(case_id, Draft()) for case_id in wanted}
    return tuple(
        Question(bundle, case_id, sources[case_id], draft.presentation, quality_flag=quality_flag(draft))
        for case_id, draft in drafts.items()
    )


def ask(store: Store, wanted: Sequence[Question], submit: Submit, step: Step, now: datetime) -> Asked:
    """Ask the second reader and keep each prediction as it comes; where `step` ends the work, those stay."""
    given, refused = 0, []
    try:
        for question, answer in _answers(wanted, submit, step):
            try:
                store.save_prediction(answer.result().prediction)
                given += 1
            except SacroReadError as error:
                refused.append(Refused(question.source.file, str(error)))
    except CancelledError:
        pass  # what was kept stays; the answer says how many are left
    finally:
        store.note(Event(EventKind.IMPORT, now, detail=f"{given} predictions of the second reader"))
    return Asked(given, tuple(refused), len(wanted) - given - len(refused))


def _answers(
    wanted: Sequence[Question], submit: Submit, step: Step
) -> Iterator[tuple[Question, "Future[Opinion]"]]:
    """Yield each question with its answer, in order, while the child works on the next."""
    waiting, asked = deque(wanted), deque[tuple[Question, "Future[Opinion]"]]()
    for number in range(len(wanted)):
        while waiting and len(asked) < AHEAD:
            question = waiting.popleft()
            asked.append((question, submit(question, question.source.file.name)))
        question, answer = asked.popleft()
        step(number / len(wanted), f"{number + 1} of {len(wanted)}")
        while not answer.done():
            wait([answer], timeout=CANCEL_SECONDS)
            step(number / len(wanted), f"{number + 1} of {len(wanted)}")
        yield question, answer


def _first_drafts(store: Store) -> dict[str, Draft]:
    found: dict[str, Draft] = {}
    for read in store.reads():
        if read.condition is Condition.UNAIDED and not read.repeat:
            found.setdefault(read.case_id, read.draft)
    return found
