"""``risk``: the list of a year for people and for machines, under the rule or other terms."""

import json

import pytest

from quality_desktop.cli import main
from tests.sheets.results.district_files import long_rows, text_file

WEAK, NEAR, NEW, SINGLE, BACK, SILENT = (f"ОО-000{number}" for number in range(1, 7))
YEARS = {
    2024: {
        ("МА", 5, BACK): (4, 3, 2, 1),
        ("РУ", 5, BACK): (4, 3, 2, 1),
    },
    2025: {
        ("МА", 5, WEAK): (8, 9, 5, 2),
        ("РУ", 5, WEAK): (7, 8, 4, 1),
        ("МА", 5, NEAR): (5, 4, 2, 1),
        ("РУ", 5, NEAR): (9, 9, 5, 2),
        ("МА", 5, NEW): (2, 9, 6, 3),
        ("РУ", 5, NEW): (1, 9, 7, 3),
        ("МА", 5, SINGLE): (0, 6, 12, 7),
        ("МА", 5, BACK): (0, 6, 3, 1),
        ("РУ", 5, BACK): (0, 6, 3, 1),
        ("МА", 5, SILENT): (3, 4, 2, 1),
    },
    2026: {
        ("МА", 5, WEAK): (9, 9, 4, 2),
        ("РУ", 5, WEAK): (6, 8, 4, 2),
        ("МА", 5, NEAR): (3, 5, 3, 1),
        ("РУ", 5, NEAR): (7, 10, 6, 2),
        ("МА", 5, NEW): (6, 7, 4, 2),
        ("РУ", 5, NEW): (8, 7, 4, 1),
        ("МА", 5, SINGLE): (12, 6, 4, 3),
        ("МА", 5, BACK): (4, 3, 2, 1),
        ("РУ", 5, BACK): (4, 3, 2, 1),
    },
}
"""Pupils with the marks 2, 3, 4 and 5."""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """Made once: the command only reads, as a test below makes sure."""
    folder = tmp_path_factory.mktemp("risk")
    path = folder / "район.quality"
    rows = [long_rows({}, 2024)[0]]
    for year, world in YEARS.items():
        rows += long_rows(world, year)[1:]
    assert main(["new", str(path)]) == 0
    assert main(["results", "read", str(path), str(text_file(rows, folder))]) == 0
    return path


@pytest.fixture
def said(file, capsys):
    """Exit code, what was printed for machines, and the sentences."""

    def say(*arguments, year=2026):
        capsys.readouterr()
        code = main(["risk", str(file), "--year", str(year), *map(str, arguments), "--json"])
        captured = capsys.readouterr()
        data = json.loads(captured.out) if captured.out else None
        return code, data, captured.err.splitlines()

    return say


@pytest.fixture
def listed(said):
    """Codes of the schools in the list under some options."""

    def ask(*arguments):
        code, data, sentences = said(*arguments)
        assert (code, sentences) == (0, [])
        return [school["code"] for school in data["schools"] if school["included"]]

    return ask


def test_machines_get_every_school_with_its_reasons_and_who_decides(said):
    code, data, sentences = said()
    assert (code, sentences) == (0, [])
    assert set(data) == {"year", "rule", "schools", "dynamics", "totals"}
    assert data["year"] == 2026
    assert data["rule"] == {
        "key": "low-2025",
        "share": 30.0,
        "procedures": 2,
        "min_participants": 1,
        "strict": False,
        "repeat": "off",
    }
    schools = {school["code"]: school for school in data["schools"]}
    assert list(schools) == [WEAK, NEAR, NEW, SINGLE, BACK, SILENT]
    assert schools[WEAK] == {
        "code": WEAK,
        "name": WEAK,
        "included": True,
        "standing": "included",
        "reasons": [
            {
                "procedure": "ВПР",
                "grade": 5,
                "subject": subject,
                "low": low,
                "participants": participants,
                "share": share,
            }
            for subject, low, participants, share in (
                ("Математика", 9, 24, 37.5),
                ("Русский язык", 6, 20, 30.0),
            )
        ],
        "margin_pupils": 1,
    }
    assert (schools[NEAR]["included"], schools[NEAR]["margin_pupils"]) == (False, 2)
    # What is low is told even when the rule asks for two such works; nothing can decide then.
    assert [reason["share"] for reason in schools[SINGLE]["reasons"]] == [48.0]
    assert (schools[SINGLE]["standing"], schools[SINGLE]["margin_pupils"]) == ("outside", None)
    assert (schools[SILENT]["standing"], schools[SILENT]["included"]) == ("no_data", False)


def test_machines_get_who_moved_and_the_district_as_a_share_of_pupils(said):
    _, data, _ = said()
    assert data["dynamics"] == {
        "compared": True,
        "entered": [NEW, BACK],  # a school that returned has entered as well
        "left": [NEAR],
        "stayed": [WEAK],
        "returned": [BACK],
        "unknown": [],
    }
    low = sum(marks[0] for marks in YEARS[2026].values())
    participants = sum(sum(marks) for marks in YEARS[2026].values())
    assert data["totals"] == {
        "schools": 6,
        "included": 3,
        "no_data": 1,
        "low": low,
        "participants": participants,
        "share": round(100 * low / participants, 2),
        "min_participants": 1,
        "works_counted": sum(map(bool, map(sum, YEARS[2026].values()))),
        "works_left_out": 0,
        "low_left_out": 0,
        "participants_left_out": 0,
        "schools_without_counted_works": 0,
    }


def test_people_get_the_reasons_in_words(file, capsys):
    capsys.readouterr()
    assert main(["risk", str(file), "--year", "2026"]) == 0
    first, *lines = capsys.readouterr().out.replace("\xa0", " ").replace("\u202f", " ").splitlines()
    assert first.startswith("Школы с низкими результатами, 2026 год (не менее 30 % участников")
    assert lines[:4] == [
        WEAK,
        "  ВПР, математика, 5 класс, 2026: 9 из 24 = 37,5 % ≥ 30 %",
        "  ВПР, русский язык, 5 класс, 2026: 6 из 20 = 30,0 % ≥ 30 %",
        "  до границы отбора: 1 ученик",
    ]
    assert lines[-1].startswith(
        "В списке 3 из 6 школ, без данных – 1; по району 59 из 165 = 35,8 %"
    )


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), [WEAK, NEW, BACK]),
        (("--share", "25"), [WEAK, NEAR, NEW, BACK]),
        (("--share", "31,6"), [BACK]),
        (("--strict",), [NEW, BACK]),
        (("--strict", "--share", "40"), []),
        (("--procedures", 1), [WEAK, NEW, SINGLE, BACK]),
        (("--procedures", 3), []),
        (("--min-participants", 11), [WEAK, NEW]),
        (("--repeat", "and"), [WEAK]),
        (("--repeat", "or"), [WEAK, NEW, BACK]),
        (("--repeat", "or", "--procedures", 3), [WEAK]),
        (("--rule", "municipal-2021", "--share", "30"), [WEAK, NEW, BACK]),
    ],
)
def test_every_option_changes_what_it_names(listed, options, expected):
    assert listed(*options) == expected


def test_the_terms_that_were_used_are_told(said):
    options = ("--share", "27,5", "--procedures", 3, "--min-participants", 10, "--strict")
    _, data, _ = said(*options, "--repeat", "or")
    assert data["rule"] == {
        "key": "low-2025",
        "share": 27.5,
        "procedures": 3,
        "min_participants": 10,
        "strict": True,
        "repeat": "or",
    }


def test_asking_writes_nothing(said, file):
    before = {path: path.read_bytes() for path in file.parent.iterdir()}
    said("--share", "25")
    assert {path: path.read_bytes() for path in file.parent.iterdir()} == before


def test_a_year_without_results_is_refused_and_names_the_years_there_are(said):
    code, data, sentences = said(year=2020)
    assert code == 1
    assert sentences == ["Результатов за 2020 год в файле нет: есть за 2024, 2025, 2026."]
    assert {school["standing"] for school in data["schools"]} == {"no_data"}
    assert data["totals"]["share"] is None
    assert data["dynamics"]["compared"] is False


def test_in_the_first_year_nobody_has_entered_for_it_is_compared_with_nothing(said):
    _, data, _ = said(year=2024)
    assert data["totals"]["included"] > 0
    assert data["dynamics"].pop("compared") is False
    assert set(map(tuple, data["dynamics"].values())) == {()}


@pytest.mark.parametrize(
    ("options", "word"),
    [
        (("--share", "абв"), "«абв»"),
        (("--share", "130"), "от 0 до 100"),
        (("--procedures", 0), "не меньше 1"),
        (("--min-participants", 0), "не меньше 1"),
        (("--rule", "нет-такого"), "low-2025, municipal-2021"),
        (("--rule", "municipal-2021"), "не задан порог"),
    ],
)
def test_terms_that_cannot_be_are_refused_by_one_sentence(said, options, word):
    code, data, sentences = said(*options)
    assert (code, data["ok"], len(sentences)) == (1, False, 1)
    assert word in sentences[0]
    assert data["error"] in sentences[0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--year", "2026", "--repeat", "иногда"], "нет такого: 'иногда'"),
        (["--year", "скоро"], "--year: не целое число: 'скоро'"),
        ([], "не указано: --year"),
    ],
)
def test_a_command_that_is_written_wrong_ends_with_the_usage(file, capsys, arguments, sentence):
    capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(["risk", str(file), *arguments])
    assert ended.value.code == 2
    assert sentence in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path, capsys):
    assert main(["risk", str(tmp_path / "нет.quality"), "--year", "2026", "--json"]) == 1
    captured = capsys.readouterr()
    assert json.loads(captured.out)["ok"] is False
    assert "нет.quality" in captured.err
