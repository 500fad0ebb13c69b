"""In which order schools stand wherever nothing else orders them: «№ 2» before «№ 10»."""

from __future__ import annotations

from quality_desktop.domain.directory import School
from quality_desktop.domain.spelling import natural_key
from quality_desktop.services.forms.form_facts import school_name

SchoolOrder = tuple[tuple[tuple[int, int, str], ...], str, str]


def school_order(school: School) -> SchoolOrder:
    """By name, then by code; two schools of one name never change places."""
    return natural_key(school_name(school)), school.code, str(school.id)
