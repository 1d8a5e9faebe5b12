"""A check is a sentence that must hold, and a function that tests it."""
import random
import traceback

from link import Gone, Silence
from session import Refused, Session

CHECKS = []


def check(sentence, slow=False, last=False):
    """Registers a check. A slow one waits for timers; the last ones lock the meter."""

    def register(function):
        CHECKS.append((sentence, function, slow, last))
        return function

    return register


class Trial:
    """One running check: opens sessions, and collects faults and notes."""

    def __init__(self, options):
        self.options = options
        self.sessions, self.problems, self.notes = [], [], []
        self.chance = random.Random(options.seed)

    def session(self, identity=0):
        one = Session(self.options.host, self.options.port, identity)
        self.sessions.append(one)
        return one

    def reader(self, size=8192, count=255):
        """A session that may read everything that is not secret."""
        return self.session().begin(self.options.read_password, size, count)

    def operator(self, size=8192, count=255):
        """A session that may write and operate."""
        return self.session().begin(self.options.operate_password, size, count)

    def expect(self, holds, sentence):
        if not holds:
            self.problems.append(sentence)
        return bool(holds)

    def code(self, answer, names, sentence):
        """The answer must be one of the named codes."""
        wanted = names.split()
        return self.expect(answer.name in wanted, f"{sentence}: {answer.name}, not {names}")

    def note(self, sentence):
        self.notes.append(sentence)

    def finish(self):
        for one in self.sessions:
            self.problems += one.faults
            one.close()


def run(sentence, function, options):
    """Result of one check, for print and JSON."""
    trial = Trial(options)
    try:
        function(trial)
    except (Silence, Gone, Refused) as error:
        trial.problems.append(f"{type(error).__name__}: {error}")
    except Exception:  # an answer of the meter broke this client: that is a finding
        trial.problems.append(traceback.format_exc(limit=-3))
    trial.finish()
    distinct = list(dict.fromkeys(trial.problems))
    return {"check": sentence, "good": not distinct, "problems": distinct, "notes": trial.notes}
