"""A small form of two groups that has every type of answer, and the facts of its workbook."""

from datetime import date
from pathlib import Path

from quality_desktop.domain.collection.monitoring import DataElement, Form, ValueType
from quality_desktop.domain.records import Id, natural_id
from quality_desktop.sheets.form_facts import FormFacts

FORM = Form(
    id=natural_id("form", "test"),
    code="vpr_results",
    title="Результаты ВПР и условия обучения",
    version=2,
    instruction="Данные – на 1 октября.\nОтвечает заместитель директора.",
    source="Приказ № 1048",
)
SCHOOL = natural_id("school", "3")
MUNICIPALITY = natural_id("municipality", "1")


def element(code: str, **about) -> DataElement:
    """An element of the form; its id follows from its code and dimensions."""
    key = (code, about.get("procedure", ""), about.get("subject", ""), about.get("grade"))
    return DataElement(
        id=natural_id("data_element", FORM.code, *key),
        form=FORM.id,
        code=code,
        **{"title": code, **about},
    )


def marks() -> list[DataElement]:
    """Five quantities × two subjects × two grades: a block of five rows."""
    titles = {
        "vpr_taken": "число участников ВПР",
        "vpr_two": "число обучающихся, получивших отметку «2»",
        "vpr_three": "число обучающихся, получивших отметку «3»",
        "vpr_four": "число обучающихся, получивших отметку «4»",
        "vpr_five": "число обучающихся, получивших отметку «5»",
    }
    return [
        element(
            code,
            procedure="vpr",
            subject=subject,
            grade=grade,
            title=title,
            group="ВПР",
            unit="чел.",
            place=place,
        )
        for place, (subject, grade, (code, title)) in enumerate(
            (subject, grade, each)
            for subject in ("math", "russian")
            for grade in (5, 8)
            for each in titles.items()
        )
    ]


def conditions() -> list[DataElement]:
    """One element of every type."""
    return [
        element("pupils", title="всего обучающихся", group="Условия", unit="чел.", highest=5000),
        element(
            "workload",
            title="средняя нагрузка учителя",
            group="Условия",
            type=ValueType.DECIMAL.value,
            decimals=2,
            unit="ч",
        ),
        element(
            "has_plan",
            title="есть план работы с одарёнными детьми",
            group="Условия",
            type=ValueType.YES_NO.value,
        ),
        element(
            "shift",
            title="сменность",
            group="Условия",
            type=ValueType.CHOICE.value,
            options="одна смена\nдве смены\nиное, указать в примечании",
        ),
        element(
            "practice",
            title="лучшая практика",
            group="Условия",
            type=ValueType.TEXT.value,
            is_required=False,
            hint="коротко, не больше трёх предложений",
        ),
    ]


def elements() -> list[DataElement]:
    """All elements in the order of the form."""
    return [*marks(), *conditions()]


def facts(**changes) -> FormFacts:
    """Facts of the workbook of one school."""
    asked = changes.pop("elements", elements())
    words = {"math": "математика", "russian": "русский язык"}
    about = {
        "form": FORM,
        "year": 2025,
        "period": "2025/26 учебный год",
        "school": SCHOOL,
        "school_code": "0203",
        "school_name": "МБОУ СОШ № 3 с. Кинзебулатово",
        "municipality": MUNICIPALITY,
        "municipality_name": "Ишимбайский район",
        "office": "МКУ УО МР Ишимбайский район",
        "due": date(2025, 12, 15),
        "return_to": "uo@example.ru",
        "dimensions": {
            each.id: f"{words[each.subject]}, {each.grade} класс" for each in asked if each.subject
        },
    }
    return FormFacts(elements=asked, **{**about, **changes})


def saved(folder: Path, content: bytes, name: str = "Форма.xlsx") -> Path:
    """The workbook as a file."""
    path = folder / name
    path.write_bytes(content)
    return path


def ids(found: list[DataElement]) -> dict[str, Id]:
    """Ids by code, for elements without dimensions."""
    return {each.code: each.id for each in found if not each.subject}
