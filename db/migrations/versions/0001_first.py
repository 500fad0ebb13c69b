"""The first schema: all kinds of records and the change log.

Frozen: it says what version 1 was and knows nothing of the program's present tables.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0001"
down_revision = None

_NAMES = {
    "pk": "pk_%(table_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}


def upgrade() -> None:
    """Create the tables and sign the file."""
    metadata = sa.MetaData(naming_convention=_NAMES)
    _add_log(metadata)
    _add_kinds(metadata)
    _add_monitoring(metadata)
    _add_risk(metadata)
    _add_help(metadata)
    _add_papers(metadata)
    metadata.create_all(op.get_bind())
    if op.get_bind().dialect.name == "sqlite":
        op.execute("PRAGMA application_id = 1297043017")  # 0x4D4F4E49
        op.execute("PRAGMA user_version = 1")


def _add_log(metadata: sa.MetaData) -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    sa.Table(
        "tx",
        metadata,
        sa.Column("id", number, primary_key=True),
        sa.Column("uid", sa.LargeBinary(16), nullable=False),
        sa.Column("site", sa.LargeBinary(16), nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("wall_ms", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("target", sa.LargeBinary(16)),
    )
    sa.Table(
        "change",
        metadata,
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("row", sa.LargeBinary(16), nullable=False),
        sa.Column("col", sa.Integer, nullable=False),
        # BLOB has no affinity on SQLite: numbers and texts stay what they are
        sa.Column("val", sa.LargeBinary().with_variant(JSONB(), "postgresql")),
        sa.Column("parents", sa.LargeBinary),
        sa.Column("tx", number, nullable=False),
        sa.Index(None, "row", "col"),
        sqlite_with_rowid=False,
    )
    sa.Table(
        "site",
        metadata,
        sa.Column("id", sa.LargeBinary(16), primary_key=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
    )


def _kind(metadata: sa.MetaData, name: str, *columns: sa.Column[object]) -> None:
    key = sa.Column("id", sa.LargeBinary(16), primary_key=True)
    sa.Table(name, metadata, key, *columns, sqlite_with_rowid=False)


def _ref(name: str, target: str, *, required: bool = False) -> sa.Column[object]:
    key = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, sa.LargeBinary(16), key, nullable=not required)


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text, nullable=False)


def _number(name: str, *, required: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.BigInteger, nullable=not required)


def _flag(name: str, *, required: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Boolean, nullable=not required)


def _date(name: str, *, required: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Date, nullable=not required)


def _add_kinds(metadata: sa.MetaData) -> None:
    _kind(
        metadata,
        "municipality",
        _text("name"),
        _text("official_name"),
        _text("abbreviation"),
        _text("region"),
        _text("office_name"),
        _text("office_term"),
        _text("office_short"),
        _text("locality"),
        _text("address"),
        _text("phone"),
        _text("email"),
        _text("site"),
        _number("load_limit", required=False),
    )
    _kind(
        metadata,
        "letterhead",
        _text("name"),
        _text("layout"),
        _text("left_heading"),
        _text("right_heading"),
        _text("left_kind_word"),
        _text("right_kind_word"),
        _text("left_language"),
        _text("left_date_pattern"),
        _text("right_date_pattern"),
        _text("left_place"),
        _text("right_place"),
        _text("reference_data"),
        _text("left_reference_data"),
        _text("registration"),
    )
    _kind(
        metadata,
        "unit",
        _text("name"),
        _text("short_name"),
        _ref("head", "person"),
        _number("place"),
    )
    _kind(
        metadata,
        "person",
        _text("surname"),
        _text("given"),
        _text("patronymic"),
        _text("gender"),
        _text("position"),
        _ref("unit", "unit"),
        _text("phone"),
        _text("email"),
        _flag("is_active"),
        _text("note"),
    )
    _kind(
        metadata,
        "inflection",
        _text("scope"),
        _text("key"),
        _text("gender"),
        _text("case"),
        _text("form"),
        _flag("is_checked"),
    )
    _kind(
        metadata,
        "school",
        _text("code"),
        _text("short_name"),
        _text("full_name"),
        _text("type"),
        _text("address"),
        _flag("is_rural", required=False),
        _flag("is_small", required=False),
        _ref("head", "person"),
        _text("phone"),
        _text("email"),
        _text("site"),
        _flag("is_active"),
    )
    _kind(
        metadata,
        "school_year",
        _ref("school", "school", required=True),
        _number("year"),
        _number("pupils", required=False),
        _number("classes", required=False),
        _number("teachers", required=False),
        _text("note"),
    )
    _kind(
        metadata,
        "team",
        _text("title"),
        _text("act_title"),
        _text("act_number"),
        _date("act_date"),
    )
    _kind(
        metadata,
        "team_member",
        _ref("team", "team", required=True),
        _ref("person", "person", required=True),
        _text("role"),
        _text("practice"),
        _number("place"),
    )
    _kind(
        metadata,
        "edition",
        _text("code"),
        _text("title"),
        _date("since"),
        _text("source"),
        _text("certainty"),
        _flag("is_current"),
    )
    _kind(
        metadata,
        "direction_group",
        _ref("edition", "edition", required=True),
        _text("code"),
        _text("title"),
        _text("quality_of"),
        _number("place"),
    )
    _kind(
        metadata,
        "direction",
        _ref("group", "direction_group", required=True),
        _text("code"),
        _text("title"),
        _text("track"),
        _number("place"),
    )
    _kind(
        metadata,
        "direction_link",
        _ref("earlier", "direction", required=True),
        _ref("later", "direction", required=True),
        _text("note"),
    )
    _kind(
        metadata,
        "assignment",
        _ref("direction", "direction"),
        _text("role"),
        _ref("person", "person"),
        _ref("unit", "unit"),
        _number("place"),
    )
    _kind(
        metadata,
        "stage",
        _number("number"),
        _text("title"),
    )
    _kind(
        metadata,
        "position",
        _ref("stage", "stage", required=True),
        _number("number"),
        _text("title"),
        _flag("in_short_track"),
        _text("source"),
    )
    _kind(
        metadata,
        "card_row",
        _ref("stage", "stage", required=True),
        _ref("direction", "direction"),
        _text("structure"),
        _text("actions"),
        _text("coordinator"),
        _text("executors"),
        _text("operator"),
    )
    _kind(
        metadata,
        "progress",
        _ref("direction", "direction", required=True),
        _ref("position", "position", required=True),
        _number("year"),
        _text("status"),
        _date("due"),
        _date("done"),
        _text("note"),
    )
    _kind(
        metadata,
        "evidence",
        _ref("progress", "progress", required=True),
        _text("form"),
        _text("title"),
        _text("locator"),
        _date("dated"),
        _text("number"),
        _text("publishing"),
        _date("published_on"),
        _text("address"),
        _date("checked_on"),
        _date("handed_over"),
    )
    _kind(
        metadata,
        "programme",
        _ref("direction", "direction", required=True),
        _number("year", required=False),
        _text("note"),
    )
    _kind(
        metadata,
        "goal",
        _ref("programme", "programme", required=True),
        _number("number"),
        _text("text"),
    )
    _kind(
        metadata,
        "task",
        _ref("programme", "programme", required=True),
        _number("number"),
        _text("text"),
    )
    _kind(
        metadata,
        "collection_method",
        _ref("programme", "programme", required=True),
        _text("name"),
        _text("text"),
        _number("place"),
    )
    _kind(
        metadata,
        "activity_line",
        _ref("programme", "programme", required=True),
        _number("number"),
        _text("title"),
    )
    _kind(
        metadata,
        "indicator",
        _ref("line", "activity_line", required=True),
        _text("heading"),
        _text("title"),
        _text("criteria"),
        _text("methods"),
        _text("responsible"),
        _number("place"),
    )
    _kind(
        metadata,
        "paper",
        _text("form"),
        _text("number"),
        _date("dated"),
        _ref("letterhead", "letterhead"),
        _ref("edition", "edition"),
        _ref("signatory", "person"),
        _ref("supervisor", "person"),
        _ref("controller", "person"),
        _ref("executor", "person"),
        _flag("is_certified_copy"),
        _text("copy_mark"),
        _ref("certifier", "person"),
        _date("certified_on"),
        _text("subject"),
        _text("status"),
        _text("reply_number"),
        _date("reply_dated"),
        _date("answer_due"),
        _ref("roadmap", "roadmap"),
        _flag("is_facsimile"),
        _text("note"),
    )
    _kind(
        metadata,
        "appendix",
        _ref("paper", "paper", required=True),
        _number("number"),
        _text("content"),
        _ref("programme", "programme"),
        _ref("roadmap", "roadmap"),
        _ref("team", "team"),
        _text("title"),
        _text("text"),
    )
    _kind(
        metadata,
        "paper_deadline",
        _ref("paper", "paper", required=True),
        _text("code"),
        _date("due", required=True),
        _text("title"),
        _text("responsible"),
    )
    _kind(
        metadata,
        "clause_edit",
        _ref("paper", "paper", required=True),
        _text("clause"),
        _text("text"),
        _text("composed"),
        _flag("is_struck"),
    )


def _add_monitoring(metadata: sa.MetaData) -> None:
    _kind(
        metadata,
        "exam_procedure",
        _text("code"),
        _text("title"),
        _text("short_title"),
        _text("aliases"),
        _text("source"),
        _number("place"),
    )
    _kind(
        metadata,
        "subject",
        _text("code"),
        _text("title"),
        _text("short_title"),
        _text("aliases"),
        _number("place"),
    )
    _kind(
        metadata,
        "form",
        _text("code"),
        _text("title"),
        _number("version"),
        _ref("direction", "direction"),
        _text("instruction"),
        _text("source"),
        _text("certainty"),
        _number("since", required=False),
        _number("until", required=False),
        _number("place"),
        _flag("is_for_schools"),
    )
    _kind(
        metadata,
        "data_element",
        _ref("form", "form", required=True),
        _text("code"),
        _text("procedure"),
        _text("subject"),
        _number("grade", required=False),
        _text("title"),
        _text("short_title"),
        _text("group"),
        _text("hint"),
        _text("type"),
        _number("decimals"),
        _text("unit"),
        _text("options"),
        _number("lowest", required=False),
        _number("highest", required=False),
        _flag("is_required"),
        _text("derived_from"),
        _number("since", required=False),
        _number("until", required=False),
        _number("place"),
    )
    _kind(
        metadata,
        "check_rule",
        _ref("form", "form", required=True),
        _text("left"),
        _text("relation"),
        _text("right"),
        _text("sentence"),
        _flag("is_hard"),
        _number("place"),
    )
    _kind(
        metadata,
        "collection",
        _ref("form", "form", required=True),
        _number("year"),
        _date("due"),
        _text("note"),
    )
    _kind(
        metadata,
        "submission",
        _ref("collection", "collection", required=True),
        _ref("school", "school", required=True),
        _date("received"),
        _text("file_name"),
        _text("fingerprint"),
        _text("sender"),
        _flag("is_expected"),
        _text("note"),
    )
    _kind(
        metadata,
        "value",
        _ref("element", "data_element", required=True),
        _ref("school", "school", required=True),
        _number("year"),
        _number("digits", required=False),
        _number("decimals"),
        _text("text"),
        _text("absence"),
        _text("origin"),
        _text("note"),
    )
    _kind(
        metadata,
        "acceptance",
        _number("year"),
        _ref("school", "school", required=True),
        _text("check"),
        _text("fingerprint"),
        _text("reason"),
        _text("author"),
        _date("accepted"),
    )
    _kind(
        metadata,
        "calculation",
        _ref("indicator", "indicator"),
        _text("code"),
        _text("title"),
        _text("type"),
        _text("numerator"),
        _text("denominator"),
        _number("factor"),
        _number("decimals"),
        _text("unit"),
        _text("polarity"),
        _text("aggregate"),
        _text("condition"),
        _number("since", required=False),
        _number("until", required=False),
        _text("source"),
        _text("certainty"),
        _text("note"),
        _number("place"),
    )
    _kind(
        metadata,
        "band",
        _ref("calculation", "calculation", required=True),
        _text("lower"),
        _text("upper"),
        _text("title"),
        _text("tone"),
        _text("level"),
        _text("source"),
        _number("place"),
    )
    _kind(
        metadata,
        "target",
        _ref("calculation", "calculation", required=True),
        _number("year"),
        _text("figure"),
        _text("source"),
    )
    _kind(
        metadata,
        "exam_result",
        _text("procedure"),
        _number("year"),
        _text("subject"),
        _number("grade"),
        _ref("school", "school", required=True),
        _number("participants", required=False),
        _number("two", required=False),
        _number("three", required=False),
        _number("four", required=False),
        _number("five", required=False),
        _number("lowered", required=False),
        _number("confirmed", required=False),
        _number("raised", required=False),
        _number("below", required=False),
        _number("high", required=False),
        _number("full", required=False),
        _number("mean_hundredths", required=False),
        _number("max_score", required=False),
        _text("scores"),
        _text("tasks"),
        _text("layout"),
        _text("source"),
        _text("note"),
    )
    _kind(
        metadata,
        "name_match",
        _text("written"),
        _text("shown"),
        _ref("school", "school"),
    )
    _kind(
        metadata,
        "column_mapping",
        _text("headings"),
        _text("title"),
        _text("meaning"),
        _text("constants"),
    )


def _add_risk(metadata: sa.MetaData) -> None:
    _kind(
        metadata,
        "risk_rule",
        _text("code"),
        _text("title"),
        _text("edition"),
        _text("wording"),
        _text("share"),
        _flag("is_strict"),
        _number("procedures"),
        _text("repeat"),
        _number("min_participants"),
        _number("since", required=False),
        _number("until", required=False),
        _text("source"),
        _text("certainty"),
        _flag("is_current"),
        _number("place"),
    )
    _kind(
        metadata,
        "risk_criterion",
        _ref("rule", "risk_rule", required=True),
        _text("procedure"),
        _text("subject"),
        _number("grade", required=False),
        _text("figure"),
        _text("share"),
        _number("place"),
    )
    _kind(
        metadata,
        "risk_list",
        _text("type"),
        _number("year"),
        _ref("rule", "risk_rule"),
        _text("terms"),
        _text("status"),
        _date("made"),
        _date("comments_due"),
        _text("fingerprint"),
        _text("act_title"),
        _text("act_number"),
        _date("act_date"),
        _text("note"),
    )
    _kind(
        metadata,
        "risk_entry",
        _ref("list", "risk_list", required=True),
        _ref("school", "school", required=True),
        _text("standing"),
        _text("reasons"),
        _number("margin", required=False),
        _flag("is_listed"),
        _text("decision"),
        _text("comment"),
        _date("commented"),
    )


def _add_help(metadata: sa.MetaData) -> None:
    _kind(
        metadata,
        "norm",
        _text("code"),
        _text("figure"),
        _text("unit"),
        _text("title"),
        _number("since", required=False),
        _number("until", required=False),
        _text("source"),
        _text("certainty"),
        _flag("is_own"),
        _number("place"),
    )
    _kind(
        metadata,
        "context_index",
        _text("code"),
        _text("title"),
        _text("standardisation"),
        _text("missing"),
        _text("share"),
        _number("since", required=False),
        _number("until", required=False),
        _text("source"),
        _text("certainty"),
        _flag("is_current"),
        _number("place"),
    )
    _kind(
        metadata,
        "context_component",
        _ref("index", "context_index", required=True),
        _text("calculation"),
        _text("title"),
        _text("weight"),
        _flag("is_higher_worse"),
        _number("place"),
    )
    _kind(
        metadata,
        "risk_factor",
        _text("code"),
        _text("title"),
        _text("source"),
        _text("certainty"),
        _number("place"),
    )
    _kind(
        metadata,
        "factor_sign",
        _ref("factor", "risk_factor", required=True),
        _text("calculation"),
        _text("relation"),
        _text("bound"),
        _text("significance"),
        _text("source"),
        _number("place"),
    )
    _kind(
        metadata,
        "factor_measure",
        _ref("factor", "risk_factor", required=True),
        _text("level"),
        _text("text"),
        _text("source"),
        _number("place"),
    )
    _kind(
        metadata,
        "school_factor",
        _ref("school", "school", required=True),
        _number("year"),
        _ref("factor", "risk_factor", required=True),
        _text("significance"),
        _text("note"),
    )
    _kind(
        metadata,
        "recommendation_template",
        _text("code"),
        _ref("factor", "risk_factor"),
        _text("sign"),
        _text("relation"),
        _text("bound"),
        _text("level"),
        _text("text"),
        _text("source"),
        _text("certainty"),
        _number("place"),
    )
    _kind(
        metadata,
        "recommendation",
        _ref("school", "school", required=True),
        _number("year"),
        _ref("template", "recommendation_template"),
        _text("work"),
        _text("level"),
        _text("text"),
        _text("composed"),
        _text("cited"),
        _text("status"),
        _date("sent"),
        _date("acknowledged"),
        _date("due"),
        _date("done"),
        _text("proof"),
        _flag("is_struck"),
        _number("place"),
    )
    _kind(
        metadata,
        "school_distance",
        _ref("first", "school", required=True),
        _ref("second", "school", required=True),
        _number("metres"),
    )
    _kind(
        metadata,
        "partnership",
        _number("year"),
        _ref("school", "school", required=True),
        _ref("partner", "school", required=True),
        _text("subject"),
        _flag("is_manual"),
        _text("explanation"),
        _date("plan_due"),
        _date("plan_received"),
        _date("approved"),
        _text("note"),
    )
    _kind(
        metadata,
        "plan_step",
        _ref("partnership", "partnership", required=True),
        _text("title"),
        _text("dates"),
        _text("responsible"),
        _text("expected"),
        _number("place"),
    )
    _kind(
        metadata,
        "measure",
        _text("title"),
        _ref("factor", "risk_factor"),
        _text("calculation"),
        _text("procedure"),
        _text("subject"),
        _number("grade", required=False),
        _date("starts"),
        _date("ends"),
        _text("responsible"),
        _text("source"),
        _text("note"),
        _number("place"),
    )
    _kind(
        metadata,
        "measure_school",
        _ref("measure", "measure", required=True),
        _ref("school", "school", required=True),
        _text("note"),
    )


def _add_papers(metadata: sa.MetaData) -> None:
    _kind(
        metadata,
        "roadmap",
        _text("title"),
        _number("year"),
        _ref("direction", "direction"),
        _text("columns"),
        _text("note"),
        _number("place"),
    )
    _kind(
        metadata,
        "roadmap_section",
        _ref("roadmap", "roadmap", required=True),
        _text("title"),
        _number("place"),
    )
    _kind(
        metadata,
        "roadmap_row",
        _ref("roadmap", "roadmap", required=True),
        _ref("section", "roadmap_section"),
        _text("number"),
        _text("title"),
        _text("participants"),
        _text("executors"),
        _text("co_executors"),
        _text("dates"),
        _text("expected"),
        _text("progress"),
        _date("done_on"),
        _text("progress_note"),
        _text("proof"),
        _ref("source", "roadmap_row"),
        _number("place"),
    )
    _kind(
        metadata,
        "paper_kind",
        _text("code"),
        _text("title"),
        _text("family"),
        _text("based_on"),
        _text("kind_word"),
        _text("heading"),
        _text("addressee"),
        _text("greeting"),
        _text("distribution"),
        _flag("has_letterhead"),
        _flag("is_signed"),
        _number("place"),
        _text("executor"),
        _text("appendix_mark"),
    )
    _kind(
        metadata,
        "paper_part",
        _ref("paper_kind", "paper_kind"),
        _ref("paper", "paper"),
        _text("key"),
        _ref("parent", "paper_part"),
        _text("style"),
        _text("text"),
        _text("condition"),
        _text("each"),
        _text("cells"),
        _text("widths"),
        _number("place"),
    )
    _kind(
        metadata,
        "paper_field",
        _ref("paper", "paper", required=True),
        _text("code"),
        _text("title"),
        _text("text"),
    )
    _kind(
        metadata,
        "paper_party",
        _ref("paper", "paper", required=True),
        _text("code"),
        _text("title"),
        _ref("person", "person"),
        _ref("unit", "unit"),
    )
    _kind(
        metadata,
        "number_pattern",
        _text("family"),
        _text("pattern"),
        _number("first"),
        _flag("is_yearly"),
    )
    _kind(
        metadata,
        "paper_addressee",
        _ref("paper", "paper", required=True),
        _ref("school", "school"),
        _ref("unit", "unit"),
        _ref("person", "person"),
        _text("name"),
        _date("sent_on"),
        _text("channel"),
        _date("answered_on"),
        _text("answer_number"),
        _date("reminded_on"),
        _text("note"),
        _number("place"),
    )
    _kind(
        metadata,
        "incoming_paper",
        _text("number"),
        _date("received_on"),
        _text("sender"),
        _text("sender_number"),
        _date("sender_dated"),
        _text("subject"),
        _ref("answers", "paper"),
        _ref("addressee", "paper_addressee"),
        _ref("answer", "paper"),
        _date("due"),
        _ref("executor", "person"),
        _text("status"),
        _text("note"),
    )
    _kind(
        metadata,
        "paper_link",
        _ref("paper", "paper", required=True),
        _ref("earlier", "paper", required=True),
        _text("relation"),
    )
    _kind(
        metadata,
        "issued_paper",
        _ref("paper", "paper", required=True),
        _text("tree"),
        _text("fingerprint"),
        _date("issued_on"),
        _text("cause"),
    )
    _kind(
        metadata,
        "stored_file",
        _text("name"),
        _number("size"),
        _text("fingerprint"),
        _text("content"),
    )
    _kind(
        metadata,
        "attachment",
        _ref("file", "stored_file", required=True),
        _text("title"),
        _ref("paper", "paper"),
        _ref("addressee", "paper_addressee"),
        _ref("incoming", "incoming_paper"),
        _ref("evidence", "evidence"),
        _ref("row", "roadmap_row"),
        _number("place"),
    )
    _kind(
        metadata,
        "deadline_mark",
        _text("source"),
        _date("done_on"),
        _date("postponed_to"),
        _ref("responsible", "person"),
        _text("note"),
        _date("postponed_from"),
    )
    _kind(
        metadata,
        "holiday",
        _date("day", required=True),
        _flag("is_working"),
        _text("title"),
        _text("document"),
    )
