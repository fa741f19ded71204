"""Languages: by script, by letters, by py3langid on enough text; declared ones only where the script agrees."""

from __future__ import annotations

import pytest

from generator.identify.languages import _OWN_WORDS, normalise_tag, tell_language

TEXTS = [
    (
        "en",
        "The town council agreed on Tuesday to repair the old bridge over the river before the winter begins, and asked the engineers to report back within a month.",
    ),
    (
        "de",
        "Der Stadtrat hat am Dienstag beschlossen, die alte Brücke über den Fluss noch vor dem Winter reparieren zu lassen, und die Ingenieure um einen Bericht gebeten.",
    ),
    (
        "fr",
        "Le conseil municipal a décidé mardi de faire réparer le vieux pont sur la rivière avant l'hiver et a demandé aux ingénieurs de remettre un rapport dans le mois.",
    ),
    (
        "es",
        "El ayuntamiento acordó el martes reparar el viejo puente sobre el río antes del invierno y pidió a los ingenieros que presenten un informe en el plazo de un mes.",
    ),
    (
        "pt",
        "A câmara municipal decidiu na terça-feira reparar a velha ponte sobre o rio antes do inverno e pediu aos engenheiros que apresentem um relatório dentro de um mês.",
    ),
    (
        "it",
        "Il consiglio comunale ha deciso martedì di riparare il vecchio ponte sul fiume prima dell'inverno e ha chiesto agli ingegneri di presentare una relazione entro un mese.",
    ),
    (
        "nl",
        "De gemeenteraad besloot dinsdag om de oude brug over de rivier nog voor de winter te laten herstellen en vroeg de ingenieurs om binnen een maand verslag uit te brengen.",
    ),
    (
        "pl",
        "Rada miasta postanowiła we wtorek naprawić stary most na rzece przed nadejściem zimy i poprosiła inżynierów o przedstawienie sprawozdania w ciągu miesiąca.",
    ),
    (
        "tr",
        "Belediye meclisi salı günü nehrin üzerindeki eski köprünün kış gelmeden onarılmasına karar verdi ve mühendislerden bir ay içinde rapor vermelerini istedi.",
    ),
    (
        "sv",
        "Kommunfullmäktige beslutade i tisdags att den gamla bron över floden ska lagas före vintern och bad ingenjörerna att lämna en rapport inom en månad.",
    ),
    (
        "id",
        "Dewan kota memutuskan pada hari Selasa untuk memperbaiki jembatan tua di atas sungai sebelum musim dingin dan meminta para insinyur melapor dalam waktu satu bulan.",
    ),
    (
        "vi",
        "Hội đồng thành phố hôm thứ Ba đã quyết định sửa chữa cây cầu cũ bắc qua sông trước mùa đông và yêu cầu các kỹ sư báo cáo lại trong vòng một tháng.",
    ),
    (
        "ru",
        "Городской совет во вторник решил отремонтировать старый мост через реку до наступления зимы и попросил инженеров представить отчёт в течение месяца.",
    ),
    (
        "uk",
        "Міська рада у вівторок вирішила відремонтувати старий міст через річку до настання зими та попросила інженерів подати звіт упродовж місяця.",
    ),
    (
        "bg",
        "Общинският съвет реши във вторник старият мост над реката да бъде поправен преди зимата и поиска от инженерите да представят доклад в рамките на един месец.",
    ),
    (
        "ar",
        "قرر مجلس المدينة يوم الثلاثاء إصلاح الجسر القديم فوق النهر قبل حلول الشتاء وطلب من المهندسين تقديم تقرير خلال شهر واحد",
    ),
    (
        "fa",
        "شورای شهر روز سه‌شنبه تصمیم گرفت پل قدیمی روی رودخانه را پیش از زمستان تعمیر کند و از مهندسان خواست ظرف یک ماه گزارش دهند",
    ),
    (
        "ur",
        "شہر کی کونسل نے منگل کو فیصلہ کیا کہ دریا پر پرانے پل کی سردیوں سے پہلے مرمت کی جائے گی اور انجینئروں سے ایک ماہ میں رپورٹ مانگی",
    ),
    ("he", "מועצת העיר החליטה ביום שלישי לתקן את הגשר הישן מעל הנהר לפני החורף"),
    (
        "hi",
        "नगर परिषद ने मंगलवार को नदी पर बने पुराने पुल की सर्दी से पहले मरम्मत कराने का फैसला किया और इंजीनियरों से एक महीने के भीतर रिपोर्ट देने को कहा है",
    ),
    ("zh", "市议会星期二决定在冬天到来之前修复河上的旧桥，并要求工程师在一个月内提交报告。"),
    ("ja", "市議会は火曜日、冬が来る前に川にかかる古い橋を修理することを決めた。"),
    ("ko", "시의회는 화요일 겨울이 오기 전에 강 위의 오래된 다리를 수리하기로 결정했다."),
    ("el", "Το δημοτικό συμβούλιο αποφάσισε την Τρίτη να επισκευάσει την παλιά γέφυρα."),
    ("th", "สภาเมืองตัดสินใจเมื่อวันอังคารให้ซ่อมสะพานเก่าข้ามแม่น้ำก่อนฤดูหนาว"),
    ("ka", "საკრებულომ სამშაბათს გადაწყვიტა ძველი ხიდის შეკეთება"),
]


@pytest.mark.parametrize(("tag", "text"), TEXTS)
def test_a_text_tells_its_language(tag, text):
    """A paragraph is enough to tell a language from its neighbours of the same script."""
    assert tell_language(text).tag == tag


@pytest.mark.parametrize(("tag", "text"), TEXTS)
def test_a_wrong_declaration_does_not_stand_against_the_text(tag, text):
    """Pages of a multilingual site often declare its main language on all of them; the text decides."""
    wrong = "de" if tag == "en" else "en"
    assert tell_language(text, [(wrong, "html lang")]).tag == tag


@pytest.mark.parametrize(
    ("text", "declared", "tag"),
    [
        ("Bridge closed", [], "und"),
        ("Bridge closed", [("en-GB", "html lang")], "en"),
        ("Bridge closed", [("ar", "html lang"), ("en", "feed language")], "en"),
        ("Мост закрыт", [("en", "html lang")], "und"),
        ("Мост закрыт", [("ru_RU", "og:locale")], "ru"),
        ("جسر", [("fa", "html lang")], "fa"),
        ("桥梁关闭", [("zh-Hant-TW", "html lang")], "zh-Hant"),
        ("桥梁关闭", [], "zh"),
        ("2023 - 2024", [], "und"),
        ("2023 - 2024", [("fr", "html lang")], "fr"),
        ("", [], "und"),
    ],
)
def test_short_texts_fall_back_to_what_is_declared(text, declared, tag):
    """Too little text tells nothing: the declared language counts where its script is the text's, else none does."""
    assert tell_language(text, declared).tag == tag


@pytest.mark.parametrize(
    ("value", "tag"),
    [
        ("en_US", "en"),
        ("pt-BR", "pt"),
        ("zh-hant-tw", "zh-Hant"),
        ("sr-Latn", "sr-Latn"),
        ("iw", "he"),
        ("no", "nb"),
        ("nb-NO", "nb"),
        ("ru_RU.UTF-8", "ru"),
        ("en, fr", "en"),
        ("english language", None),
        ("", None),
        ("und", None),
        ("<script>", None),
    ],
)
def test_tags_are_normalised(value, tag):
    """Tags as pages write them become BCP 47; what is no tag is none."""
    assert normalise_tag(value) == tag


def test_quoted_letters_of_a_neighbour_do_not_tell():
    """A Russian text that names a Ukrainian paper stays Russian; an Arabic one with a Persian name stays Arabic."""
    russian = "Городской совет во вторник решил отремонтировать старый мост через реку, сообщила газета «Київ вечірній» со ссылкой на инженеров, объяснивших задержку."
    arabic = "قرر مجلس المدينة يوم الثلاثاء إصلاح الجسر القديم فوق النهر قبل حلول الشتاء كما قال المهندس پرویز خلال مؤتمر صحفي عقد في المدينة أمس وحضره عدد كبير من السكان"
    assert (tell_language(russian).tag, tell_language(arabic).tag) == ("ru", "ar")


def test_small_words_belong_to_one_language():
    """No word is listed for two languages: else one of the two would lose it without notice."""
    words = [word for listed in _OWN_WORDS.values() for word in listed.split()]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "The ferry that was to leave with the evening tide has been tied up, and they said there would be no other."),
        ("de", "Die Fähre ist am Abend nicht mit der Flut ausgelaufen, und auch für den Morgen wurde eine Fahrt abgesagt."),
        ("fr", "Le bac est resté dans le port avec une avarie, et ces voyageurs sont partis sur un autre, dont l'équipage a été payé pour cette nuit."),
    ],
)  # fmt: skip
def test_small_words_tell(tag, text):
    """Four small words that only one language has tell it, without asking a model."""
    assert tell_language(text).basis == f"small words that only {tag} has"
    assert tell_language(text).tag == tag


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("sk", "Mestská rada v utorok rozhodla, že starý most cez rieku dá opraviť ešte pred zimou, a požiadala inžinierov, aby do mesiaca predložili správu o jeho stave."),
        ("cs", "Městská rada v úterý rozhodla, že starý most přes řeku nechá opravit ještě před zimou, a požádala inženýry, aby do měsíce předložili zprávu o jeho stavu."),
        ("az", "Şəhər şurası çərşənbə axşamı çay üzərindəki köhnə körpünün qışdan əvvəl təmir edilməsi barədə qərar verdi və mühəndislərdən bir ay ərzində hesabat istədi."),
        ("nb", "Bystyret vedtok tirsdag at den gamle broen over elva skal settes i stand før vinteren, og ba ingeniørene om å legge fram en rapport innen en måned."),
        ("ca", "L'ajuntament va acordar dimarts reparar el vell pont sobre el riu abans de l'hivern i va demanar als enginyers que presentin un informe en el termini d'un mes."),
    ],
)  # fmt: skip
def test_neighbours_of_a_language_keep_their_own(tag, text):
    """Slovak is not Polish, Azerbaijani not Turkish, Norwegian not Swedish, Catalan not Spanish: no small words tell."""
    assert tell_language(text).tag == tag
