"""Figures of a made-up district, one of each kind."""

from fractions import Fraction

from quality_desktop.charts.figures import (
    Bar,
    BeforeAfter,
    Corner,
    Distribution,
    Flow,
    FlowState,
    FlowStream,
    HeatCell,
    HeatRow,
    HeatTable,
    IntervalBars,
    Pair,
    PairGroup,
    QuadrantPoint,
    Quadrants,
    Scale,
    ScoreBorder,
)
from quality_desktop.domain.figures import wilson

NAMES = (
    "СОШ № 1",
    "СОШ № 3",
    "Гимназия № 1",
    "Лицей № 12",
    "СОШ с. Петровское имени героя Советского Союза А.В. Александрова",
    "ООШ с. Верхнеиткулово",
    "СОШ с. Кулгунино",
    "БГИ имени Ахметзаки Валиди",
    "СОШ с. Ҡинйәбулат",
    "СОШ № 11",
    "СОШ № 16",
    "СОШ № 18",
)
PROCEDURES = (
    "ОГЭ русский язык",
    "ОГЭ математика",
    "ЕГЭ математика базовая",
    "ВПР русский язык 5 класс",
    "ВПР математика 5 класс",
    "ВПР математика 8 класс",
)


def heat(rows: int = len(NAMES), columns: int = len(PROCEDURES)) -> HeatTable:
    """Shares that run through all darknesses; some cells without data."""
    made = []
    for row in range(rows):
        cells = []
        for column in range(columns):
            low, total = (row * 5 + column * 7) % 19, 19 + (row * 3 + column) % 9
            share = None if (row + column * 2) % 11 == 3 else Fraction(low, total)
            cells.append(HeatCell(value=share, is_marked=bool(share and 10 * low >= 3 * total)))
        marked = sum(cell.is_marked for cell in cells) >= 4
        name = NAMES[row % len(NAMES)]
        made.append(HeatRow(label=name, cells=tuple(cells), is_marked=marked))
    titles = tuple(PROCEDURES[number % len(PROCEDURES)] for number in range(columns))
    return HeatTable(
        title="В каких школах низкие результаты повторяются от процедуры к процедуре, 2025 год",
        columns=titles,
        rows=tuple(made),
        marked_words="доля отметки «2» не ниже 30 %",
        row_words="в списке",
        note="Доля участников с отметкой «2».",
    )


def plane(count: int = 24) -> Quadrants:
    """Schools in all corners."""
    points = []
    for number in range(count):
        x, y = Fraction(number * 37 % 61 - 30, 10), Fraction(number * 23 % 59, 100)
        side = "right" if x >= Fraction(1, 2) else "left"
        corner: dict[tuple[bool, str], Corner] = {
            (True, "right"): "top-right",
            (True, "left"): "top-left",
            (False, "right"): "bottom-right",
            (False, "left"): "bottom-left",
        }
        name = NAMES[number % len(NAMES)]
        label = name if number < len(NAMES) else f"{name} (филиал)"
        point = QuadrantPoint(label=label, x=x, y=y, corner=corner[y >= Fraction(3, 10), side])
        points.append(point)
    return Quadrants(
        title="Где низкий результат не объясняется условиями: 2025 год",
        x_title="Индекс социального неблагополучия →",
        y_title="Доля отметок «2» ↑",
        x_border=Fraction(1, 2),
        y_border=Fraction(3, 10),
        names={
            "top-left": "ШНОР",
            "top-right": "ШНОР и ШНСУ",
            "bottom-left": "Прочие",
            "bottom-right": "Резильентные",
        },
        points=tuple(points),
        missing=3,
        note="Индекс – собственный показатель управления образования.",
    )


def movement() -> Flow:
    """Three years, three states."""
    counts = {
        0: {
            ("in", "in"): 5,
            ("in", "out"): 3,
            ("out", "in"): 2,
            ("out", "out"): 30,
            ("none", "out"): 2,
            ("none", "none"): 1,
            ("in", "none"): 1,
        },
        1: {
            ("in", "in"): 4,
            ("in", "out"): 3,
            ("out", "in"): 1,
            ("out", "out"): 33,
            ("out", "none"): 1,
            ("none", "none"): 2,
        },
    }
    return Flow(
        title="За два года список покинули шесть школ, вошли три",
        years=("2023", "2024", "2025"),
        states=(
            FlowState(key="in", title="В списке", face="strong"),
            FlowState(key="out", title="Не в списке", face="light"),
            FlowState(key="none", title="Нет данных", face="empty"),
        ),
        streams=tuple(
            FlowStream(start=year, source=source, target=target, count=count)
            for year, moves in counts.items()
            for (source, target), count in moves.items()
        ),
    )


def shares() -> IntervalBars:
    """Shares of small and large schools."""
    bars = []
    for number, name in enumerate(NAMES):
        low, total = (number * 5) % 13 + number % 3, 14 + number * 9 % 31
        bars.append(
            Bar(
                label=name,
                value=Fraction(low, total),
                interval=wilson(low, total),
                text=f"{low} из {total}",
                is_marked=10 * low >= 3 * total,
            )
        )
    bars.append(Bar(label="ООШ с. Нижнеарметово", value=None))
    return IntervalBars(
        title="Выше районной доли уверенно только три школы",
        bars=tuple(bars),
        reference=Fraction(213, 1000),
        reference_words="район",
        marked_words="не ниже 30 %",
        note="ОГЭ, математика, 2025 год. Чем меньше участников, тем шире интервал.",
    )


def effect() -> BeforeAfter:
    """A measure and similar schools without it."""

    def pair(name: str, before: tuple[int, int], after: tuple[int, int]) -> Pair:
        return Pair(
            label=name,
            before=Fraction(*before),
            after=Fraction(*after),
            before_interval=wilson(*before),
            after_interval=wilson(*after),
        )

    return BeforeAfter(
        title="Помогла ли мера: доля отметок «2» до и после неё",
        before_words="2024 год",
        after_words="2025 год",
        groups=(
            PairGroup(
                title="С мерой",
                pairs=(
                    pair("СОШ № 1", (12, 30), (5, 32)),
                    pair("СОШ с. Петровское имени А.В. Александрова", (9, 21), (8, 22)),
                    Pair(label="ООШ с. Верхнеиткулово", before=Fraction(2, 5), after=None),
                ),
            ),
            PairGroup(
                title="Похожие школы без меры",
                pairs=(pair("СОШ № 11", (10, 28), (11, 27)), pair("СОШ № 16", (8, 25), (7, 26))),
            ),
        ),
        scale=Scale(decimals=1),
        note="Интервал 95 % показывает, насколько можно доверять доле при таком числе участников.",
    )


def scores() -> Distribution:
    """A jump at the border of «3»."""
    counts = (1, 2, 4, 6, 7, 5, 2, 0, 24, 18, 15, 12, 9, 9, 14, 8, 6, 5, 3, 2, 2, 1)
    smooth = (1, 2, 4, 6, 8, 9, 10, 11, 12, 13, 13, 12, 11, 10, 9, 7, 6, 5, 3, 2, 1, 1)
    return Distribution(
        title="Скачок на границе отметки «3»: повод проверить",
        counts=counts,
        borders=(
            ScoreBorder(score=0, mark="2"),
            ScoreBorder(score=8, mark="3"),
            ScoreBorder(score=14, mark="4"),
            ScoreBorder(score=18, mark="5"),
        ),
        expected=tuple(Fraction(number) for number in smooth),
        expected_words="как в районе",
        pointed=frozenset({8}),
        pointed_words="повод проверить",
        note="ОГЭ, математика, 2025 год, 155 участников.",
    )
