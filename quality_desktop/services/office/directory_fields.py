"""Fields of every kind of the directory, in the order of its grid or form."""

from __future__ import annotations

from collections.abc import Mapping

from quality_desktop.domain.directory import (
    Letterhead,
    Municipality,
    Person,
    School,
    SchoolYear,
    Team,
    TeamMember,
    Unit,
)
from quality_desktop.services.field_values import Field, Kind, Word

_YES_NO = (
    Word(value=True, text="да", also=("д", "+", "1")),
    Word(value=False, text="нет", also=("н", "-", "0")),
)
_UNKNOWN = Word(value=None, text="")
_PHONE = Field(
    name="phone", title="Телефон", kind=Kind.PHONE, also=("тел.", "контактный телефон", "телефоны")
)
_EMAIL_FIELD = Field(
    name="email", title="Эл. почта", kind=Kind.EMAIL, hint="Например: imc@mail.ru",
    also=("e-mail", "email", "почта", "электронная почта", "адрес электронной почты"),
)  # fmt: skip
_ORGANISATION_NAMES = ("краткое наименование", "сокращённое наименование", "школа", "оо")

PEOPLE = (
    Field(name="surname", title="Фамилия", hint="Можно целиком: «Фамилия Имя Отчество»",
          also=("фио", "ф.и.о.", "фамилия, имя, отчество", "фамилия имя отчество", "сотрудник")),
    Field(name="given", title="Имя", hint="Имя или первая буква с точкой: «Л.»"),
    Field(name="patronymic", title="Отчество", hint="Отчество или первая буква с точкой: «И.»"),
    Field(name="gender", title="Пол", kind=Kind.CHOICE, hint="«м» или «ж»; без пола фамилия не склоняется",
          words=(Word(value="f", text="ж", also=("жен", "жен.", "женский")),
                 Word(value="m", text="м", also=("муж", "муж.", "мужской")), Word(value="", text=""))),
    Field(name="position", title="Должность", hint="В именительном падеже: «главный инспектор»"),
    Field(name="unit", title="Подразделение", kind=Kind.RECORD, refers=Unit.kind, also=("отдел",)),
    _PHONE,
    _EMAIL_FIELD,
    Field(name="is_active", title="Работает", kind=Kind.CHOICE, words=_YES_NO,
          hint="«нет» – выбыл: в новые документы не предлагается, в старых остаётся"),
    Field(name="note", title="Примечание"),
)  # fmt: skip

UNITS = (
    Field(name="short_name", title="Краткое название", hint="Так печатают таблицы: «ИМЦ»",
          also=("краткое наименование", "сокращение")),
    Field(name="name", title="Полное название", hint="В именительном падеже, как в предложении",
          also=("наименование", "название", "полное наименование")),
    Field(name="head", title="Руководитель", kind=Kind.RECORD, refers=Person.kind,
          also=("директор", "начальник")),
)  # fmt: skip

SCHOOLS = (
    Field(name="short_name", title="Краткое название", hint="Например: СОШ № 11", also=_ORGANISATION_NAMES),
    Field(name="full_name", title="Полное название",
          also=("наименование", "полное наименование", "название", "наименование оо")),
    Field(name="type", title="Вид", kind=Kind.CHOICE, refers="school.type", also=("тип", "вид организации")),
    Field(name="code", title="Код", hint="Код организации цифрами, нули впереди сохраняются",
          also=("код оо", "код организации", "логин")),
    Field(name="is_rural", title="Город/село", kind=Kind.CHOICE, also=("местность", "тип местности"),
          words=(Word(value=False, text="город", also=("г", "г.", "городская")),
                 Word(value=True, text="село", also=("с", "с.", "сельская")), _UNKNOWN)),
    Field(name="is_small", title="Малокомпл.", kind=Kind.CHOICE, words=(*_YES_NO, _UNKNOWN),
          hint="Малокомплектная школа: да или нет", also=("малокомплектная", "малокомплектность")),
    Field(name="head", title="Руководитель", kind=Kind.RECORD, refers=Person.kind,
          also=("директор", "фио директора", "фио руководителя")),
    Field(name="address", title="Адрес", also=("юридический адрес", "фактический адрес")),
    _PHONE,
    _EMAIL_FIELD,
    Field(name="site", title="Сайт", also=("адрес сайта", "официальный сайт")),
    Field(name="is_active", title="Действует", kind=Kind.CHOICE, words=_YES_NO,
          hint="«нет» – закрыта: в новые документы не предлагается"),
)  # fmt: skip

SCHOOL_YEARS = (
    Field(name="year", title="Уч. год", kind=Kind.SCHOOL_YEAR, hint="Например: 2025/26",
          also=("учебный год", "год")),
    Field(name="pupils", title="Учеников", kind=Kind.COUNT, also=("обучающихся", "число обучающихся")),
    Field(name="classes", title="Классов", kind=Kind.COUNT, also=("класс-комплектов",)),
    Field(name="teachers", title="Учителей", kind=Kind.COUNT, also=("педагогов",)),
    Field(name="note", title="Примечание"),
)  # fmt: skip

TEAM_MEMBERS = (
    Field(name="person", title="Участник", kind=Kind.RECORD, refers=Person.kind, also=("фио", "ф.и.о.")),
    Field(name="role", title="В каком качестве", kind=Kind.CHOICE, refers="team_member.role", also=("роль",)),
    Field(name="practice", title="Лучшая практика ВСОКО организации", hint="Коротко: что за практика и где",
          also=("практика", "практика всоко")),
)  # fmt: skip

TEAM = (
    Field(name="title", title="Название команды", hint="Муниципальная команда по качеству образования"),
    Field(name="act_title", title="Каким актом утверждена", hint="Например: приказ Управления образования"),
    Field(name="act_number", title="Номер акта"),
    Field(name="act_date", title="Дата акта", kind=Kind.DATE, hint="Например: 05.07.2021"),
)  # fmt: skip

MUNICIPALITY = (
    Field(name="name", title="Район (округ, город)", hint="Например: Заречный район"),
    Field(name="official_name", title="Название по уставу",
          hint="Например: муниципальный район Заречный район"),
    Field(name="abbreviation", title="Сокращение", hint="Например: МР Заречный район"),
    Field(name="region", title="Регион", hint="Например: Республика Башкортостан"),
    Field(name="office_name", title="Управление образования полностью",
          hint="Как в предложении: Управление образования муниципального района …"),
    Field(name="office_term", title="Как называют дальше по тексту", hint="Например: Управление образования"),
    Field(name="office_short", title="Краткое название с формой",
          hint="Например: МКУ УО МР Заречный район"),
    Field(name="locality", title="Где издаются документы", hint="Например: г. Заречный"),
    Field(name="address", title="Адрес"),
    _PHONE,
    _EMAIL_FIELD,
    Field(name="site", title="Сайт"),
    Field(name="load_limit", title="Предел нагрузки, направлений", kind=Kind.LIMIT,
          hint="Сколько направлений может вести один человек; пусто – без предела"),
)  # fmt: skip

LETTERHEAD = (
    Field(name="name", title="Название бланка"),
    Field(name="layout", title="Вид бланка", kind=Kind.CHOICE,
          words=(Word(value="two_language", text="на двух языках"),
                 Word(value="single", text="на одном языке"),
                 Word(value="corner", text="угловой"),
                 Word(value="corner_two_language", text="для писем, на двух языках"))),
    Field(name="right_heading", title="Организация по-русски", kind=Kind.LINES,
          hint="Строки печатаются так, как набраны"),
    Field(name="left_heading", title="Организация на втором языке", kind=Kind.LINES,
          hint="Строки печатаются так, как набраны"),
    Field(name="right_kind_word", title="Слово «приказ» по-русски", hint="ПРИКАЗ"),
    Field(name="left_kind_word", title="Слово «приказ» на втором языке", hint="БОЙОРОҠ"),
    Field(name="right_place", title="Место издания по-русски", hint="Например: г. Заречный"),
    Field(name="left_place", title="Место издания на втором языке", hint="Например: Ишембай к."),
    Field(name="right_date_pattern", title="Вид даты по-русски", kind=Kind.PATTERN,
          hint="{day:02} – день, {month} – месяц словом, {month_number:02} – числом, {year} – год"),
    Field(name="left_date_pattern", title="Вид даты на втором языке", kind=Kind.PATTERN,
          hint="{day:02} – день, {month} – месяц, {year} – год"),
    Field(name="left_language", title="Второй язык", kind=Kind.CHOICE, refers="letterhead.left_language"),
    Field(name="reference_data", title="Справочные данные", kind=Kind.LINES,
          hint="Адрес, телефоны, реквизиты: печатаются на угловом бланке"),
    Field(name="left_reference_data", title="Они же на втором языке", kind=Kind.LINES,
          hint="Адрес, телефоны, реквизиты: печатаются под названием на втором языке"),
    Field(name="registration", title="Дата и номер письма", kind=Kind.LINES,
          hint="Пусто – «{dated:numeric} № {number}», в ответе еще «на № {reply} от {reply.dated:numeric}»"),
)  # fmt: skip

FIELDS: Mapping[str, tuple[Field, ...]] = {
    Person.kind: PEOPLE,
    Unit.kind: UNITS,
    School.kind: SCHOOLS,
    SchoolYear.kind: SCHOOL_YEARS,
    TeamMember.kind: TEAM_MEMBERS,
    Team.kind: TEAM,
    Municipality.kind: MUNICIPALITY,
    Letterhead.kind: LETTERHEAD,
}
"""Fields of every kind of the directory, in the order of its grid or form."""
