"""The sheet that tells a school how to fill the form."""

from __future__ import annotations

from collections.abc import Iterator

from quality_desktop.sheets.form_facts import FormFacts
from quality_desktop.sheets.form_validation import ABSENCES

INSTRUCTION_SHEET = "Как заполнить"


def instruction(facts: FormFacts) -> Iterator[str]:
    """Lines of the sheet."""
    yield facts.form.title
    yield f"{facts.school_name}. {facts.period}."
    yield ""
    yield "1. Впишите ответы в жёлтые ячейки листа «Форма». Остальные ячейки закрыты от случайной правки."
    yield "2. Ноль и пустая ячейка – разное: если учеников нет, впишите 0; если ответа нет, не ставьте 0."
    words = ", ".join(f"«{word}»" for word in ABSENCES)
    yield (
        f"3. Если числа нет, выберите причину в столбце «Почему нет числа»: {words}. Она относится ко "
        "всем пустым ячейкам строки. То же слово можно вписать в саму ячейку."
    )
    yield "4. Вписывайте только числа, без слов «чел.» и «%». Дробную часть отделяйте запятой."
    yield "5. Столбец «В прошлом году» – подсказка; «…» в нём значит, что ответа не было."
    yield (
        "6. Если число требует пояснения, напишите его в столбце «Примечание школы», а не в ячейке ответа."
    )
    yield "7. В конце листа впишите, кто заполнил форму, и телефон."
    yield (
        "8. Сохраните файл как книгу Excel (.xlsx) и отправьте его. Имя файла можно менять: форма "
        "узнаётся по содержимому. Не удаляйте строки и столбцы и не заполняйте чужую форму."
    )
    if facts.due is not None or facts.return_to:
        yield ""
        due = "" if facts.due is None else f" до {facts.due:%d.%m.%Y}"
        to = f" на {facts.return_to}" if facts.return_to else ""
        yield f"Вернуть{due}{to}."
    if facts.form.instruction.strip():
        yield ""
        yield from facts.form.instruction.strip().splitlines()
    if facts.form.source:
        yield ""
        yield f"Основание: {facts.form.source}"
    if facts.office:
        yield facts.office
