"""Appendices of an order: the responsibility matrix, the technological card, a programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from quality_desktop.documents.cells import cell_paragraphs as cell_paragraphs
from quality_desktop.documents.clauses import DASH
from quality_desktop.documents.facts import (
    AppendixFacts,
    CardAppendix,
    LineFacts,
    MatrixAppendix,
    OrderFacts,
    ProgrammeAppendix,
    ProgrammeFacts,
    RoadmapAppendix,
    TeamAppendix,
    TextAppendix,
)
from quality_desktop.documents.free_text import team_table, text_blocks
from quality_desktop.documents.model import (
    AppendixMark,
    Block,
    Cell,
    Paragraph,
    Row,
    Run,
    Section,
    StyleName,
    Table,
    plain,
)
from quality_desktop.documents.roadmap import roadmap_section
from quality_desktop.documents.speech import Speech
from quality_desktop.documents.template import Values
from quality_desktop.documents.vocabulary import appendix_values, programme_values
from quality_desktop.documents.wording import (
    ColumnWording,
    OrderWording,
    ProgrammeWording,
    TableWording,
)
from quality_desktop.domain import responsibility
from quality_desktop.domain.cycle import CardRow
from quality_desktop.domain.programme import CollectionMethod, Indicator
from quality_desktop.language.cases import Case
from quality_desktop.language.typography import glued, single_spaced


@dataclass(frozen=True, slots=True, kw_only=True)
class Appendices:
    """Composes the appendices of one order."""

    facts: OrderFacts
    wording: OrderWording
    values: Values
    speech: Speech

    def sections(self) -> tuple[Section, ...]:
        """One section for every appendix, in order."""
        return tuple(
            self._section(number, appendix)
            for number, appendix in enumerate(self.facts.appendices, start=1)
        )

    def _section(self, number: int, appendix: AppendixFacts) -> Section:
        words, values = self.wording.matrix, self.values
        match appendix:
            case RoadmapAppendix(roadmap=roadmap, title=own):
                facts = replace(roadmap, title=own or roadmap.title)
                return roadmap_section(facts, mark=self._mark(number))
            case TeamAppendix(title=title, members=members):
                return self._portrait(number, title, [team_table(members, self.speech)])
            case TextAppendix(title=title, text=text):
                return self._portrait(number, title, text_blocks(text))
            case MatrixAppendix():
                blocks: list[Block] = [self._matrix(words)]
            case CardAppendix(rows=rows):
                words = self.wording.card
                blocks = [card_table(rows, words)]
            case ProgrammeAppendix(programme=programme):
                words = self.wording.programme.table
                values = self.values.inside(programme_values(number, programme))
                blocks = programme_blocks(programme, self.wording.programme)
            case _:
                assert_never(appendix)
        title = glued(single_spaced(words.title.render(values)))
        return Section(
            orientation=words.orientation,
            blocks=(
                AppendixMark(lines=self._mark(number)),
                Paragraph(style="appendix-title", runs=plain(title)),
                *blocks,
            ),
        )

    def _portrait(self, number: int, title: str, blocks: Sequence[Block]) -> Section:
        titles = (glued(single_spaced(line)) for line in title.splitlines())
        return Section(
            orientation="portrait",
            blocks=(
                AppendixMark(lines=self._mark(number)),
                *(
                    Paragraph(style="appendix-title", runs=plain(line))
                    for line in filter(None, titles)
                ),
                *blocks,
            ),
        )

    def _mark(self, number: int) -> tuple[str, ...]:
        mark = self.values.inside(appendix_values(number))
        texts = (line.render(mark).split("\n") for line in self.wording.appendix_mark)
        lines = (glued(single_spaced(line)) for text in texts for line in text)
        return tuple(line for line in lines if line)

    def _matrix(self, words: TableWording) -> Table:
        rows: list[Row] = []
        for block in self.facts.matrix.blocks:
            if not block.lines:
                continue
            title = glued(f"{block.group.code}. {block.group.title}")
            group = Paragraph(style="cell-group", runs=plain(title))
            rows.append(
                Row(
                    cells=(Cell(paragraphs=(group,), column_span=len(words.columns)),),
                    is_group=True,
                )
            )
            rows.extend(self._matrix_row(line, words) for line in block.lines)
        return _table(words, rows)

    def _matrix_row(self, line: responsibility.Line, words: TableWording) -> Row:
        texts = {
            "number": line.direction.code,
            "direction": line.direction.title,
            "coordinator": self._who(line.coordinator),
            "executors": self._who(line.executors),
            "operator": self._who(line.operator),
        }
        return _row(words.columns, texts)

    def _who(self, cell: responsibility.Cell) -> str:
        return ", ".join(self._party(assignment) for assignment in cell.assignments)

    def _party(self, assignment: responsibility.Assignment) -> str:
        unit = self.facts.unit(assignment.unit)
        person = self.facts.person(assignment.person)
        short = "" if unit is None else unit.short_name or unit.name
        name = "" if person is None else self.speech.name(person, Case.NOM)
        # A unit with the person who answers for it: «ГРЦПИ (Гомзова Е.Б.)».
        return f"{short} ({name})" if short and name else short or name


def card_table(rows: Sequence[tuple[int, CardRow]], words: TableWording) -> Table:
    """The technological card: one row for a stage."""
    return _table(
        words,
        [
            _row(
                words.columns,
                {
                    "number": str(number),
                    "structure": row.structure,
                    "actions": row.actions,
                    "coordinator": row.coordinator,
                    "executors": row.executors,
                    "operator": row.operator,
                },
            )
            for number, row in rows
        ],
    )


def programme_blocks(programme: ProgrammeFacts, words: ProgrammeWording) -> list[Block]:
    """Goals, tasks, ways of collecting and the table of indicators; an empty part has no heading."""
    blocks: list[Block] = []
    for heading, listed in (
        (words.goals, [_numbered(goal.number, goal.text) for goal in programme.goals]),
        (words.tasks, [_numbered(task.number, task.text) for task in programme.tasks]),
        (words.methods, [_method(method) for method in programme.methods]),
    ):
        if listed:
            blocks.append(Paragraph(style="subheading", runs=plain(heading)))
            blocks.extend(listed)
    if programme.lines:
        rows = [row for line in programme.lines for row in _line_rows(line, words.table.columns)]
        blocks.append(_table(words.table, rows))
    return blocks


def _table(words: TableWording, rows: Sequence[Row]) -> Table:
    head = tuple(
        Cell(paragraphs=(Paragraph(style="cell-head", runs=plain(glued(column.title))),))
        for column in words.columns
    )
    return Table(
        widths=tuple(column.width for column in words.columns),
        header=(Row(cells=head),),
        rows=tuple(rows),
    )


def _row(columns: Sequence[ColumnWording], texts: Mapping[str, str]) -> Row:
    return Row(cells=tuple(_cell(column.key, texts[column.key]) for column in columns))


def _cell(column: str, text: str, row_span: int = 1) -> Cell:
    style: StyleName = "cell-centre" if column == "number" else "cell"
    return Cell(paragraphs=cell_paragraphs(text, style), row_span=row_span)


def _line_rows(facts: LineFacts, columns: Sequence[ColumnWording]) -> list[Row]:
    span = max(len(facts.indicators), 1)
    own = {"number": f"{facts.line.number}.", "line": facts.line.title}
    rows: list[Row] = []
    for place, indicator in enumerate(facts.indicators or (None,)):
        texts = own | _indicator_texts(indicator)
        cells = [
            _cell(column.key, texts[column.key], span if column.key in own else 1)
            for column in columns
            if place == 0 or column.key not in own
        ]
        rows.append(Row(cells=tuple(cells)))
    return rows


def _indicator_texts(indicator: Indicator | None) -> dict[str, str]:
    if indicator is None:
        return dict.fromkeys(("indicator", "criteria", "methods", "responsible"), "")
    return {
        "indicator": "\n".join(part for part in (indicator.heading, indicator.title) if part),
        "criteria": indicator.criteria,
        "methods": indicator.methods,
        "responsible": indicator.responsible,
    }


def _numbered(number: int, text: str) -> Paragraph:
    return Paragraph(style="list", mark=f"{number}.", runs=plain(glued(text)))


def _method(method: CollectionMethod) -> Paragraph:
    """«РИС ГИА – …»; where the text names the system again, its name is bold."""
    name = glued(method.name)
    text = glued(
        f"{method.name} {DASH} {method.text}" if name and method.text else name + method.text
    )
    if not name:
        return Paragraph(style="body", runs=plain(text))
    lead, *parts = text.removeprefix(name).split(name)
    runs = [Run(name + lead)]
    for part in parts:
        runs.append(Run(name, is_bold=True))
        if part:
            runs.append(Run(part))
    return Paragraph(style="body", runs=tuple(runs))
