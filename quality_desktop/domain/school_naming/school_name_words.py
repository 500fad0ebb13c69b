"""Words of Russian school names that do not single a school out, in folded spelling."""

from __future__ import annotations


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEGAL_ABBREVIATIONS = _listed(
    "мбоу мкоу маоу моу моау мобу гбоу гкоу гаоу гоу чоу ноу ано оу ооу фгкоу гооу моку гоау "
    "мбу мку мау оо мбнг мбг фгбоу фгоу фгаоу кгбоу кгкоу кгаоу огбоу огкоу огаоу гобу гоку "
    "оано анпоо аноо оаноо ночу"
)

_MUNICIPAL, _STATE, _FEDERAL, _PRIVATE = "municipal", "state", "federal", "private"

FOUNDERS: tuple[tuple[str, str], ...] = (
    (r"\bфг[бка]?оу\b|\bфедеральн\w* государ", _FEDERAL),
    (
        (
            r"\b(?:чоу|ноу|ночу|ано|оано|анпоо|аноо|оаноо|чу|чоо)\b|\bнегосударственн"
            r"|\bчастн\w+ (?:\w+ )?\w*(?:разователь|ательн|учрежд)\w*"
            r"|\bавтономн\w+ некоммерч|\bнекоммерч\w+ (?:\w+ )*организац"
        ),
        _PRIVATE,
    ),
    (
        (
            r"\b(?:к|о)?г[бка]оу\b|\bгоу\b|\bгооу\b|\bгоау\b|\bгобу\b|\bгоку\b"
            r"|\b(?:краев|областн|республиканск)\w+ государ"
            r"|\bгосуда\w*ственн\w+ (?:бюдж|казен|автон|обще|област|краев|республ|образовательн|учрежд)"
        ),
        _STATE,
    ),
    (
        (
            r"\bм(?:[бка]?оу|о[бка]у)\b"
            r"|\bмуниципальн\w+ (?:бюдж|казен|автон|общеоб|образовательн|учрежд)"
        ),
        _MUNICIPAL,
    ),
)
"""Whose a school is, by its legal form; the first pattern that is found counts. Municipal schools
change theirs («МОУ», «МБОУ», «МКОУ», «МАОУ») and stay what they are; schools of two founders are two."""

OTHER_FOUNDERS = {_STATE: "гос", _FEDERAL: "фед", _PRIVATE: "част"}
"""Founders that are told in the key of a name."""

LEGAL_WORDS = _listed(
    "муниципальное муниципальная муниципального бюджетное бюджетная бюджетного казенное казенная "
    "казенного автономное автономная автономного государственное государственная государственного "
    "областное краевое республиканское частное негосударственное общеобразовательное общеобразовательная "
    "общеобразовательного образовательное образовательная образовательного учреждение учреждения "
    "организация организации некоммерческая федеральное"
)
"""Long words are compared with their typos too: «общеоразовательное», «госудаственное»."""

LOCALITY_WORDS = _listed(
    "с село села селе д дер деревня деревни п пос поселок поселка г гор город города ст станица "
    "станицы станции станция х хутор хутора пгт рп р аул аула кишлак слобода слободы разъезд "
    "разъезда ж местечко выселок"
)

SETTLEMENTS = {
    word: each[0]
    for each in (
        ("с", "село", "села", "селе"),
        ("д", "дер", "деревня", "деревни"),
        ("п", "пос", "поселок", "поселка", "пгт", "рп"),
        ("г", "гор", "город", "города"),
        ("х", "хутор", "хутора"),
        ("аул", "аула"),
    )
    for word in each
}
"""Sorts of places that are never the same: a village and a hamlet of one name are two places."""

CITY_WORDS = _listed("г гор город города")

DISTRICT_WORDS = _listed(
    "муниципальный муниципальная муниципального муниципальное муниципальном "
    "район района районе "
    "округ округа округе мр го мо городской городского городское образование образования "
    "сельский сельское поселение поселения сельсовет сельсовета"
)

REGION_WORDS = _listed(
    "республика республики республике респ область области обл край края крае автономный рб рт рф "
    "россии федерации российской"
)

SORT_WORDS = _listed(
    "уиоп углубленным углубленного изучением изучения отдельных предмета предметов профильными "
    "низкими высокими результатами овз шнор сельская городская опорная базовая частная "
    "государственная муниципальная малокомплектная малочисленная коррекционная пилотная ресурсная "
    "инновационная национальная русская обычная группа группы дети детей учащиеся ученики "
    "обучающиеся выпускники филиалы интервал среднем среднее остальные прочие другие без всех "
    "дошкольное дошкольная дошкольные отделение отделения очная заочная заочное очно вечерняя"
)
"""Words of a sort of schools or of pupils, not of one school: «СОШ с УИОП», «Опорная школа»."""

KINDS: tuple[tuple[str, str], ...] = (
    (
        (
            r"\bвсош\b|\bвечерн\w* (?:\(сменн\w*\) )?(?:обще\w* )?школ\w*|\bо\(с\)ош\b"
            r"|\bвечерн\w* (?:\(сменн\w*\) )?[со]ош\b"
        ),
        "evening",
    ),
    (r"\bшколы?-интернат\w*|\bинтернат\w*", "boarding"),
    (r"\bнш-дс\b|\bначальн\w* школ\w*\s?-\s?детск\w* сад\w*", "primary_with_kindergarten"),
    (r"\bсош\b|\bсредн\w* (?:обще\w*разователь\w* |обще\w*ательн\w* )?школ\w*|\bсш\b", "secondary"),
    (r"\bоош\b|\bосновн\w* (?:обще\w*разователь\w* |обще\w*ательн\w* )?школ\w*|\bош\b", "basic"),
    (r"\bнош\b|\bначальн\w* (?:обще\w*разователь\w* |обще\w*ательн\w* )?школ\w*|\bнш\b", "primary"),
    (r"\bгимнази\w*", "gymnasium"),
    (r"\bлице\w*", "lyceum"),
    (r"\bкадетск\w*", "cadet"),
    (r"\bцентр\w* образован\w*", "centre"),
    (r"\bшкол\w*", "school"),
)
"""How names call a kind of school; the first pattern that is found counts. The word «школа» alone
says no kind and agrees with every one."""

ENDINGS = frozenset(
    frozenset(pair.split("/"))
    for pair in _listed(
        "о/а а/ы а/и я/и /а /я й/я ь/я ь/и ое/ого ее/его ая/ой яя/ей ий/ого ый/ого ой/ого ий/его "
        "и/ов ы/ов и/ы е/я и/ок и/ /ы"
    )
)
"""Endings of the nominative and the genitive of one word."""


def same_word(a: str, b: str) -> bool:
    """True for equal words and for two cases of one word: «Кинзебулатово», «Кинзебулатова»."""
    if a == b:
        return True
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return any(
        start >= 2 and frozenset((a[start:], b[start:])) in ENDINGS
        for start in (shared, shared - 1)
    )
