"""Runs Gradus on an example, and sorts what it says."""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# A referee's complaint that is no fault: the author's numbers have no result.
NOT_FINITE = re.compile(r"is infinite: |is not a number: ")
NOT_SMOOTH = re.compile(r"finite differences do not confirm")


@dataclass
class Said:
    """The report, or why there is none."""

    report: dict | None = None
    error: str = ""
    code: int = 0


class Gradus:
    def __init__(self, program, seconds=20):
        self.program, self.seconds = str(Path(program).resolve()), seconds
        self.folder = tempfile.TemporaryDirectory(prefix="gradus-referee-")
        self.root = Path(self.folder.name)
        (self.root / "Examples").mkdir()

    def functions(self):
        """The names that the catalogue lists."""
        lines = subprocess.run(
            [self.program, "list", "functions"], capture_output=True, text=True, check=True
        ).stdout.splitlines()
        return [line.split()[0] for line in lines]

    def work(self, example):
        (self.root / "Examples/referee.yaml").write_text(example.yaml())
        command = [self.program, "work", "referee", "--format", "json", "-C", str(self.root)]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=self.seconds)
        except subprocess.TimeoutExpired:
            return Said(error=f"no answer within {self.seconds} s", code=-1)
        error = ended.stderr.decode(errors="replace")
        if ended.returncode not in (0, 1) or not ended.stdout:
                # Of a crash, what led to it; not the registers.
            error = error.split("\n\nRegisters:")[0]
            return Said(error=error or f"ended with {ended.returncode}", code=ended.returncode)
        return Said(json.loads(ended.stdout), error, ended.returncode)


def kind_of(error):
    """An error without what differs between examples: names, numbers, places."""
    if "*** Signal" in error or "Fatal error" in error:
        # The function that gave up: what called it differs between builds.
        functions = re.findall(r"\d  ?(?:specialized |static |closure #\d+ in )*([\w.]+)\(", error)
        return "crash in " + next((f for f in functions if f != "_assertionFailure"), "?")
    line = next((l for l in error.splitlines() if "error" in l), error.strip()[:200])
    line = re.sub(r"^.*?error: ", "", line)
    line = re.sub(r"\(.*?: a bug in Gradus", "(...): a bug in Gradus", line)
    line = re.sub(r"d\w+/d\w+|∂\w+/∂\w+|^\w+(?= cannot be derived)|index \w+"
                  r"|(?<=for which )\w+|^\w+(?= does not depend)|(?<=depend on )\w+", "…", line)
    return re.sub(r"'[^']*'|\[[\d,]+\]|-?\d[\d.e+-]*", "…", line)
