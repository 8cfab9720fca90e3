"""Tables are made by subject, when they are asked for; all of them are found."""

import subprocess
import sys
from importlib import import_module

import pytest

from facilitator.storage import tables
from tests.conftest import ROOT


def test_every_table_is_named_with_its_subject():
    named = sorted(name for names in tables.TABLES_OF.values() for name in names)
    assert named == sorted(tables.metadata.tables)


@pytest.mark.parametrize("subject", tables.TABLES_OF)
def test_a_table_is_that_of_its_module(subject):
    module = import_module(f"facilitator.storage.tables.{subject}")
    for name in tables.TABLES_OF[subject]:
        if name != subject:  # the module ``book`` hides its table
            assert getattr(tables, name) is getattr(module, name) is tables.metadata.tables[name]


def test_asking_for_one_table_makes_those_of_its_subject_alone():
    script = (
        "from facilitator.storage.tables import person; from facilitator.storage.tables.base import metadata;"
        "print(*sorted(metadata.tables))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["contact_choice", "enrolment", "person", "person_away"]


def test_a_table_that_is_not_there_is_said_to_be_missing():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = tables.nothing
