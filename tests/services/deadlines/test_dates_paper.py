"""The printed list of dates: a long name of a plan is cut in the rows and stands whole under them."""

from datetime import date

from docx import Document

from quality_desktop import paths
from quality_desktop.domain.controlled_dates import ControlledDate
from quality_desktop.domain.directory import Municipality
from quality_desktop.domain.records import new_id
from quality_desktop.services.deadlines import dates_paper
from quality_desktop.services.deadlines.dates_view import DatesView
from quality_desktop.services.deadlines.work_calendar import work_calendar
from quality_desktop.services.paperwork.printing import Folders

BUNDLED = paths.bundled()
FOLDERS = Folders(
    wording=BUNDLED.wording,
    reference=BUNDLED.reference,
    language=BUNDLED.language,
    fonts=BUNDLED.fonts,
)
BEGINNING = "Дорожная карта межмуниципального взаимодействия участников сети "
PLAN = f"{BEGINNING}и школ по повышению качества образования на 2026 год"


def item(number: int, origin: str) -> ControlledDate:
    return ControlledDate(
        source=f"test:{number}",
        what=f"Дело {number}",
        who="школы",
        due=date(2026, 5, number),
        origin=origin,
        group="Планы и сроки",
    )


def written(store, folder, *origins):
    with store.work("Муниципалитет") as work:
        work.put(Municipality(id=new_id(), name="Лесной район", office_name="отдел образования"))
        work.commit()
    items = tuple(item(number, origin) for number, origin in enumerate(origins, start=1))
    view = DatesView(
        today=date(2026, 5, 2),
        items=items,
        calendar=work_calendar(store=store, reference=BUNDLED.reference),
    )
    made = dates_paper.write(store=store, view=view, items=items, folder=folder, folders=FOLDERS)
    document = Document(str(made.files[0]))
    [table] = document.tables
    cells = [plain(row.cells[4].text) for row in table.rows[1:]]
    return cells, [plain(one.text) for one in document.paragraphs]


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u00ad", "")


def test_a_long_origin_is_cut_in_the_rows_and_whole_under_the_table(empty_district, tmp_path):
    cells, texts = written(empty_district, tmp_path, PLAN, "Приказ № 5", PLAN)
    short = "Дорожная карта межмуниципального взаимодействия участников…"
    assert cells == [short, "Приказ № 5", short]
    assert f"Основание «{short}» – {PLAN}." in texts
    assert "Всего сроков: 3. Не выполнено: 3, из них просрочено: 1." in texts


def test_long_origins_that_would_look_alike_stay_whole(empty_district, tmp_path):
    other = f"{BEGINNING}и библиотек на 2026 год"
    cells, texts = written(empty_district, tmp_path, PLAN, other)
    assert cells == [PLAN, other]
    assert not any(text.startswith("Основание") for text in texts)


def test_a_long_origin_without_spaces_is_cut_inside_a_word(empty_district, tmp_path):
    """A name of a file, an address: «…» alone would say nothing of where the date comes from."""
    name = "План_" + "работы_методического_объединения_" * 3
    late = f"К {name}"
    dashes = "– " * 40 + "план"
    cells, texts = written(empty_district, tmp_path, name, late, dashes)
    shown = [f"{name[:60]}…", f"{late[:60]}…"]
    assert cells == [*shown, f"{dashes[:60].rstrip()}…"]
    assert f"Основание «{shown[0]}» – {name}." in texts
