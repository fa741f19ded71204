"""Small stories of our own in several languages: id -> (language, headline, text)."""

from __future__ import annotations

FLOOD = {
    "flood-en": (
        "en",
        "River Sella floods the old town of Marvale, 412 people leave their homes",
        (
            "The river Sella rose to 6.83 metres on Tuesday night and flooded the old town of Marvale. Fire crews took "
            "412 people out of their homes, mayor Irina Kovalenko said. The railway to Dortmund is closed."
        ),
    ),
    "flood-de": (
        "de",
        "Sella überflutet die Altstadt von Marvale, 412 Menschen verlassen ihre Häuser",
        (
            "Der Fluss Sella stieg in der Nacht zum Mittwoch auf 6,83 Meter und überflutete die Altstadt von Marvale. "
            "Die Feuerwehr holte 412 Menschen aus ihren Häusern, sagte Bürgermeisterin Irina Kovalenko. Die Bahnstrecke nach "
            "Dortmund ist gesperrt."
        ),
    ),
    "flood-ru": (
        "ru",
        "Река Селла затопила старый город Марвале, 412 человек покинули дома",
        (
            "Во вторник ночью уровень реки Селла поднялся до 6,83 метра, вода затопила старый город Марвале. Пожарные "
            "вывели из домов 412 человек, сообщила мэр Ирина Коваленко. Железная дорога на Дортмунд закрыта."
        ),
    ),
    "flood-ar": (
        "ar",
        "نهر سيلا يغمر البلدة القديمة في مارفالي و412 شخصا يغادرون منازلهم",
        (
            "ارتفع منسوب نهر سيلا إلى 6.83 متر ليلة الثلاثاء وغمر البلدة القديمة في مارفالي. وأخرج رجال الإطفاء 412 شخصا "
            "من منازلهم، بحسب رئيسة البلدية إيرينا كوفالينكو. وأغلق خط السكة الحديد إلى دورتموند."
        ),
    ),
}
STRIKE = {
    "strike-en": (
        "en",
        "Nurses in Porto begin a three-day strike for higher pay",
        (
            "Some 2,300 nurses in Porto walked out on Friday for three days. Their union asks for 9 percent more pay; "
            "hospital director Rui Tavares called the demand impossible this year."
        ),
    ),
    "strike-es": (
        "es",
        "Las enfermeras de Oporto comienzan una huelga de tres días por mejores salarios",
        (
            "Unas 2.300 enfermeras de Oporto dejaron de trabajar el viernes durante tres días. Su sindicato pide un 9 por "
            "ciento más de sueldo; el director del hospital, Rui Tavares, dijo que este año es imposible."
        ),
    ),
}
OTHERS = {
    "chess-en": (
        "en",
        "Seventeen-year-old from Baku wins the city chess championship",
        "Leyla Aliyeva, 17, beat the defending champion in 54 moves and won the Baku city chess championship.",
    ),
    "comet-fr": (
        "fr",
        "Une comète visible à l'œil nu au-dessus des Alpes",
        "Les astronomes attendent pour dimanche une comète visible à l'œil nu au-dessus des Alpes, vers 5 h 40.",
    ),
    "quake-en": (
        "en",
        "Earthquake of magnitude 5.1 shakes the coast of Hokkaido",
        "An earthquake of magnitude 5.1 shook the coast of Hokkaido on Monday morning; nobody was hurt.",
    ),
}
