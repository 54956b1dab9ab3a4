"""Drafts that are not, or not all, in English."""

from pathlib import Path

import pytest
from document_laws import check_laws
from word_builder import p, table, word_file

from contract_lint.errors import UnreadableFileError
from contract_lint.model import BlockKind
from contract_lint.read import read
from contract_lint.read.tongues import ENGLISH, language_of

GERMAN = (
    "Der Hersteller benachrichtigt den Auftraggeber unverzüglich über jede Abweichung von dem "
    "Verfahren und legt einen Bericht vor, der die Ursache sowie die getroffenen Maßnahmen nennt."
)
ENGLISH_TEXT = (
    "The Manufacturer shall notify the Client of each deviation from the process without delay "
    "and shall submit a report that names the cause and the measures that were taken."
)
PASSAGES = {
    ENGLISH: ENGLISH_TEXT,
    "German": GERMAN,
    "French": "Le fabricant informe le client sans délai de toute déviation et lui remet un rapport "
    "qui indique la cause de cette déviation ainsi que les mesures prises par les parties.",
    "Spanish": "El fabricante notificará al cliente sin demora cualquier desviación del proceso y "
    "presentará un informe con la causa de la misma y las medidas que se han tomado.",
    "Italian": "Il produttore informa senza indugio il cliente di ogni deviazione del processo e "
    "presenta una relazione che indica la causa della deviazione e le misure adottate dalle parti.",
    "Portuguese": "O fabricante notificará o cliente sem demora de qualquer desvio do processo e "
    "apresentará um relatório com a causa do desvio e as medidas que foram tomadas pela empresa.",
    "Dutch": "De fabrikant stelt de opdrachtgever onverwijld in kennis van elke afwijking van het "
    "proces en dient een verslag in met de oorzaak en de maatregelen die zijn genomen.",
    "Chinese or Japanese": "制造商应当立即将与工艺有关的每一项偏差通知客户并提交报告",
    "Japanese": "製造業者は、工程からの逸脱を直ちに顧客に通知しなければならない。",
    "a language in Cyrillic script": "Изготовитель незамедлительно уведомляет заказчика об отклонении.",
}  # fmt: skip


@pytest.mark.parametrize(("tongue", "text"), PASSAGES.items(), ids=list(PASSAGES))
def test_languages_are_told_apart(tongue: str, text: str) -> None:
    assert language_of(text) == tongue


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7.2 Notice",
        "Sanofi-Aventis Deutschland GmbH, Industriepark Höchst, Frankfurt am Main",
        "By: /s/ A. de la Cruz, Name: A. de la Cruz, Title: Director, S.A. de C.V.",
        "X X X 12 34 n/a (a) (b)",
    ],
)
def test_names_and_labels_are_in_no_language(text: str) -> None:
    assert language_of(text) in ("", ENGLISH)


@pytest.mark.parametrize("suffix", [".txt", ".md", ".docx"])
def test_a_draft_without_english_is_refused(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"vertrag{suffix}"
    paragraphs = ["Rahmenvertrag", f"1. {GERMAN}", f"2. {GERMAN}"]
    if suffix == ".docx":
        word_file(path, "".join(map(p, paragraphs)))
    else:
        path.write_text("\n\n".join(paragraphs), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="is in German; only contracts in English"):
        read(path)


def test_passages_in_another_language_are_set_apart_and_named(tmp_path: Path) -> None:
    path = tmp_path / "msa.txt"
    path.write_text(f"1. {ENGLISH_TEXT}\n\n1. {GERMAN}\n\n{GERMAN}\n\n2. {ENGLISH_TEXT}\n", "utf-8")
    document = read(path)
    check_laws(document)
    kinds = [block.kind for block in document.blocks]
    assert kinds == ["paragraph", "aside", "aside", "paragraph"]
    assert document.notes == ("only the English text was checked; German in lines 3-5",)
    assert dict(document.omitted)["words in German"] > 40


def test_a_short_foreign_passage_is_left_where_it_is(tmp_path: Path) -> None:
    path = tmp_path / "msa.txt"
    path.write_text(f"1. {ENGLISH_TEXT}\n\nDie Parteien und der Vertrag von Basel\n", "utf-8")
    document = read(path)
    assert not document.notes and BlockKind.ASIDE not in {b.kind for b in document.blocks}


def test_columns_in_two_languages_are_read_one_after_the_other(tmp_path: Path) -> None:
    rows = [[f"{number}. {ENGLISH_TEXT}", f"{number}. {GERMAN}"] for number in (1, 2, 3)]
    document = read(word_file(tmp_path / "msa.docx", p("AGREEMENT") + table(*rows)))
    check_laws(document)
    assert not document.tables
    english = [b for b in document.blocks if b.kind is not BlockKind.ASIDE]
    assert [document.quote(b.span)[:7] for b in english] == [
        "AGREEME",
        "1. The ",
        "2. The ",
        "3. The ",
    ]
    assert "German in lines 3-7" in document.notes[0]


@pytest.mark.parametrize(
    ("suffix", "translation"),
    [
        (".txt", GERMAN),
        (".md", PASSAGES["French"]),
        (".txt", PASSAGES["Chinese or Japanese"]),
        (".docx", GERMAN),
    ],
)
def test_languages_may_change_from_line_to_line(
    tmp_path: Path, suffix: str, translation: str
) -> None:
    path = tmp_path / f"msa{suffix}"
    lines = [line for _ in range(3) for line in (ENGLISH_TEXT, translation)]
    if suffix == ".docx":
        word_file(path, "".join(map(p, lines)))
    else:
        path.write_text("\n".join(lines), "utf-8")
    document = read(path)
    check_laws(document)
    assert [block.kind for block in document.blocks] == ["paragraph", "aside"] * 3


def test_a_short_translation_is_known_by_its_number_and_its_letters(tmp_path: Path) -> None:
    path = tmp_path / "msa.txt"
    lines = ["1. Quality", "1. Sicherung", f"1.1 {ENGLISH_TEXT}", f"1.1 {GERMAN}"]
    lines += ["1.2 Fees are paid yearly.", "1.2 Die Vergütung wird jährlich gezahlt."]
    path.write_text("\n\n".join(lines), "utf-8")
    kinds = [block.kind for block in read(path).blocks]
    assert kinds == ["paragraph", "aside"] * 3


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_another_language_in_the_same_line_is_named_and_stays(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"msa{suffix}"
    rows = [f"| {number}. {ENGLISH_TEXT} | {number}. {GERMAN} |" for number in (1, 2)]
    path.write_text("\n".join(["| English | Deutsch |", "|---|---|", *rows]), "utf-8")
    document = read(path)
    check_laws(document)
    assert BlockKind.ASIDE not in {block.kind for block in document.blocks}
    assert document.notes[0].startswith("German stands beside English in lines 3-4")


def test_english_beside_more_of_another_language_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "msa.txt"
    path.write_text("\n\n".join(f"{n}. {ENGLISH_TEXT} / {GERMAN} {GERMAN}" for n in (1, 2)))
    document = read(path)
    assert [block.kind for block in document.blocks] == ["paragraph"] * 2
    assert "German stands beside English in lines 1-3" in document.notes[0]


def test_columns_in_four_languages_have_their_headings_told_apart(tmp_path: Path) -> None:
    others = [GERMAN, PASSAGES["French"], PASSAGES["Chinese or Japanese"]]
    heads = ["Notices", "Mitteilungen", "Notifications", "通知"]
    path = word_file(tmp_path / "msa.docx", table(heads, [ENGLISH_TEXT, *others]))
    document = read(path)
    check_laws(document)
    kept = [block for block in document.blocks if block.kind is not BlockKind.ASIDE]
    assert [document.quote(block.span) for block in kept] == ["Notices", ENGLISH_TEXT]
