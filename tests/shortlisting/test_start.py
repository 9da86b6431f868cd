"""Lotsen starts without its solver: it is loaded when the first proposal is asked for."""

import subprocess
import sys

PROGRAM = """
import sys
import lotsen.export.delivery, lotsen.usecases.proposal
print(sorted({"highspy", "scipy"} & set(sys.modules)))
"""
SOLVE = """
import numpy
from lotsen.shortlisting.problem import Problem
from lotsen.shortlisting.solve import solve
print(solve(Problem(values=numpy.arange(3.0), places=1)).chosen.tolist())
"""


def said(program):
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def test_solver_is_not_loaded_at_the_start():
    assert said(PROGRAM) == "[]\n"


def test_solver_writes_nothing_into_the_output():
    assert said(SOLVE) == "[2]\n"
