"""What the figures of a round hold for whom: no more than the pages of that person show."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from lotsen.db.candidates import ShortlistMarkRow
from lotsen.domain.people import Role
from lotsen.domain.phases import Phase
from lotsen.usecases import nominations, overview, round_profile
from lotsen.usecases.nominations import Naming
from tests.makers import COORDINATOR, LEADER, LEADERSHIP, NOON
