"""Invented events in many languages, for searching: nothing of this has happened, and no one else has written it."""

from __future__ import annotations

from generator.model.views import Text
from generator.search import IndexedArticle, IndexedEvent, Names, Shown, add_names, index_article
from generator.text.scripts import direction

# Event: of each article its id, language, source, day, title and paragraphs.
EVENTS = {
    "truce": [
        ("truce-en", "en", "harbour-post", "2026-03-02", "Oltania and Verrin agree on a ceasefire", "The two islands will stop firing on Tuesday at noon, their envoys said in the harbour of Porsk.", "Fishing boats may leave again. Envoy Lena Marwick called the ceasefire a first step; the blockade of the Narrow Sound is to end within a week."),
        ("truce-ar", "ar", "sahifat-al-marfa", "2026-03-02", "أولتانيا وفيرين تتفقان على وقف إطلاق النار", "أعلن المبعوثون في ميناء بورسك أنّ الجزيرتين ستوقفان القتال ظهر الثلاثاء.", "وقالت المبعوثة لينا مارويك إن الهدنةَ خطوة أولى، وإن الحصار سيُرفع خلال أسبوع."),
        ("truce-ru", "ru", "vestnik-gavani", "2026-03-02", "Олтания и Веррин договорились о перемирии", "Оба острова прекратят огонь во вторник в полдень, сообщили посланники в порту Порска.", "Посланница Лена Марвик назвала перемирие первым шагом. Ещё неделю продлится блокада пролива."),
        ("truce-uk", "uk", "portova-hazeta", "2026-03-02", "Олтанія та Веррін домовилися про перемир’я", "Обидва острови припинять вогонь у вівторок опівдні, повідомили посланці в порту Порська.", "Посланниця Лена Марвік назвала перемир’я першим кроком. Рибальські човни знову вийдуть у море."),
        ("truce-zh", "zh", "gangkou-ribao", "2026-03-03", "奥尔塔尼亚与韦林达成停火协议", "两岛使节在波尔斯克港宣布，双方将于周二中午停火。", "使节莉娜·马威克称，停火只是第一步，对海峡的封锁将在一周内解除。"),
        ("truce-ja", "ja", "minato-shimbun", "2026-03-03", "オルタニアとベリン、停戦で合意", "両島の特使はポルスク港で、火曜日の正午に戦闘を停止すると発表した。", "特使のリナ・マーウィック氏は停戦を第一歩と呼んだ。漁船は再び出港できる。"),
        ("truce-fr", "fr", "courrier-du-port", "2026-03-02", "L’Oltanie et Verrin conviennent d’une trêve", "Les deux îles cesseront le feu mardi à midi, ont annoncé leurs émissaires dans le port de Porsk.", "L’émissaire Lena Marwick a qualifié la trêve de premier pas. Les pêcheurs pourront reprendre la mer."),
        ("truce-de", "de", "hafenblatt", "2026-03-02", "Oltanien und Verrin einigen sich auf eine Waffenruhe", "Beide Inseln stellen am Dienstagmittag das Feuer ein, sagten ihre Gesandten im Hafen von Porsk.", "Die Gesandte Lena Marwick nannte die Waffenruhe einen ersten Schritt. Die Straße durch den Sund wird für Fischerboote geöffnet."),
        ("truce-es", "es", "diario-del-puerto", "2026-03-02", "Oltania y Verrin acuerdan un alto el fuego", "Las dos islas dejarán de disparar el martes a mediodía, dijeron sus enviados en el puerto de Porsk.", "La enviada Lena Marwick llamó a la tregua un primer paso. Mañana saldrán de nuevo los barcos de pesca."),
        ("truce-hi", "hi", "bandargah-samachar", "2026-03-03", "ओल्तानिया और वेरिन युद्धविराम पर सहमत", "दोनों द्वीपों के दूतों ने पोर्स्क बंदरगाह में कहा कि मंगलवार दोपहर से गोलीबारी रुकेगी।", "दूत लीना मारविक ने युद्धविराम को पहला क़दम बताया। मछुआरे फिर समुद्र में जा सकेंगे।"),
    ],
    "lighthouse": [
        ("lighthouse-en", "en", "harbour-post", "2026-02-11", "The lighthouse of Cape Tarn shines again", "After nine winters in the dark the keeper lit the lamp on Wednesday evening.", "Its lens, ground in 1871, was cleaned by hand with seventy litres of vinegar."),
        ("lighthouse-fr", "fr", "courrier-du-port", "2026-02-11", "Le phare du cap Tarn éclaire de nouveau", "Après neuf hivers dans le noir, le gardien a rallumé la lampe mercredi soir.", "Sa lentille, taillée en 1871, a été nettoyée à la main."),
        ("lighthouse-de", "de", "hafenblatt", "2026-02-12", "Der Leuchtturm am Kap Tarn brennt wieder", "Nach neun Wintern im Dunkeln hat der Wärter am Mittwochabend die Lampe entzündet.", "Die Linse wurde größtenteils von Hand gereinigt."),
    ],
    "tunnel": [
        ("tunnel-de", "de", "hafenblatt", "2026-01-20", "Im Graubergtunnel fährt der erste Zug", "Elf Jahre wurde gebohrt, jetzt dauert die Fahrt durch den Berg neun Minuten.", "Die Feuerwehr übte in der Nacht den Ernstfall."),
        ("tunnel-en", "en", "mountain-echo", "2026-01-20", "First train runs through the Grauberg tunnels", "Eleven years of drilling have cut the trip through the mountain to nine minutes.", "Ceaseless rain had flooded the southern portal twice."),
    ],
    "flood": [
        ("flood-ru", "ru", "vestnik-gavani", "2026-04-05", "На реке Сольве ждут паводка", "Жителей трёх деревень вывезут до выходных, сообщил штаб.", "Вода поднялась на два метра; моста больше нет."),
        ("flood-uk", "uk", "portova-hazeta", "2026-04-05", "Повінь на річці Сольві: людей вивозять", "Мешканців трьох сіл вивезуть до вихідних, повідомив штаб.", "Вода піднялася на два метри, під загрозою електростанція в Ґорихові."),
        ("flood-en", "en", "mountain-echo", "2026-04-06", "Villages on the Solva cleared before the flood", "People of three villages leave their homes before the weekend.", "The water has risen by two metres and has taken the bridge."),
    ],
    "quake": [
        ("quake-ja", "ja", "minato-shimbun", "2026-05-09", "白鳥島で地震、津波の心配なし", "午前六時ごろ、白鳥島で強い揺れを観測した。けが人はいない。", "ガラスの割れる音がしたと住民は話した。"),
        ("quake-zh", "zh", "gangkou-ribao", "2026-05-09", "白鸟岛发生地震，无海啸危险", "清晨六时许，白鸟岛震感强烈，没有人员受伤。", "消防队检查了港口的油库，没有发现火情。"),
        ("quake-en", "en", "harbour-post", "2026-05-09", "Earthquake shakes Swan Island, no tsunami", "The ground shook at six in the morning; nobody was hurt.", "Windows broke in the old town, and the fire brigade checked the tanks in the port."),
    ],
    "vote": [
        ("vote-hi", "hi", "bandargah-samachar", "2026-06-14", "सारंगपुर में चुनाव: महिलाओं की रिकॉर्ड भागीदारी", "रविवार के मतदान में पहली बार महिलाओं ने पुरुषों से ज़्यादा वोट डाले।", "मतगणना १५ जून को पूरी होगी।"),
        ("vote-en", "en", "mountain-echo", "2026-06-14", "More women than men vote in Sarangpur", "Sunday’s election was the first in which women outnumbered men at the polls.", "The count ends on 15 June."),
    ],
    "cup": [
        ("cup-es", "es", "diario-del-puerto", "2026-05-30", "El Rápido Peñalba gana la Copa en los penaltis", "El portero detuvo tres lanzamientos ante cuarenta mil aficionados.", "«Fue la noche de mi vida», dijo el guardameta Iñigo Sáez."),
        ("cup-fr", "fr", "courrier-du-port", "2026-05-31", "Le Rápido Peñalba remporte la Coupe aux tirs au but", "Le gardien a arrêté trois tirs devant quarante mille spectateurs.", "Un cœur vaillant, a résumé l’entraîneur."),
    ],
    "china": [
        ("china-ar", "ar", "sahifat-al-marfa", "2026-07-01", "وزيرة التجارة تزور الصين", "وقّعت الوزيرة اتفاقية لبناء السفن مع شركات صينية كبيرة.", "وستزداد الصادرات إلى اليابان والصين بنسبة ١٢ في المئة."),
        ("china-ar2", "ar", "al-jazira-al-khadra", "2026-07-01", "سفن جديدة تُبنى في ثلاث سنوات", "قالت الوزارة إن العمل يبدأ في الخريف، وبكين تموّل نصفه.", "وللصين خبرة طويلة في بناء السُّفُن."),
        ("china-zh", "zh", "gangkou-ribao", "2026-07-02", "贸易部长访华签署造船协议", "双方企业将合作建造十二艘货船，中国提供一半资金。", "首艘船预计三年后下水。"),
        ("china-en", "en", "harbour-post", "2026-07-01", "Trade minister signs shipbuilding deal in China", "Twelve freighters are to be built within three years.", "Beijing pays half of the price."),
    ],
    "library": [
        ("library-ar", "ar", "al-jazira-al-khadra", "2026-02-20", "مكتبةُ المدينة القديمة تفتح أبوابها", "تضمّ المكتبة أربعة آلاف مخطوطة رمّمها طلاب الجامعة.", "الدخول مجاني يوم الجمعة."),
    ],
    "strike": [
        ("strike-ko", "ko", "hangang-sinmun", "2026-08-03", "철도 노조, 파업을 끝내기로", "노조는 임금 협상이 타결되어 월요일부터 열차를 다시 운행한다고 밝혔다.", "승객들은 휴전을 반기는 분위기였다."),
    ],
    "rice": [
        ("rice-th", "th", "khao-thung-na", "2026-09-10", "ชาวนาเริ่มเก็บเกี่ยวข้าวหอมเร็วกว่าปกติ", "ฝนที่ตกน้อยทำให้ข้าวสุกเร็วขึ้นสองสัปดาห์", "ราคาข้าวในตลาดยังไม่เปลี่ยนแปลง"),
    ],
    "museum": [
        ("museum-el", "el", "nea-tou-limaniou", "2026-10-01", "Το μουσείο της Θάλασσας ανοίγει ξανά", "Οι επισκέπτες θα δουν τον παλιό φάρο και ξύλινα πλοία.", "Η είσοδος είναι ελεύθερη τους πρώτους μήνες."),
        ("museum-tr", "tr", "liman-postasi", "2026-10-02", "Deniz Müzesi yeniden açılıyor", "Ziyaretçiler eski gemileri ve İzgara Adası’nın haritalarını görecek.", "Giriş ilk aylarda ücretsiz."),
    ],
    "note": [
        ("note-en", "en", "", "", "Notes without a date", "A reader found a box of letters about the weather, the war and the price of fish.", "Nobody knows who wrote them."),
    ],
}  # fmt: skip

NAMES = {"flood-ru": ("Solva", "Сольва"), "china-zh": ("Чжунго", "Kina")}
"""Names that articles are found by though they do not write them so."""


def events():
    """Return the invented events as the index takes them in."""
    return tuple(
        IndexedEvent(
            ident,
            f"/e/{ident}/",
            Text(rows[0][4], rows[0][1], direction(rows[0][4])),
            tuple(
                IndexedArticle(
                    name,
                    lang,
                    source,
                    day,
                    add_names(index_article(Shown(f"/a/{name}/", title, tuple(text))), NAMES.get(name, ())),
                )
                for name, lang, source, day, title, *text in rows
            ),
        )
        for ident, rows in EVENTS.items()
    )


def names():
    """Return the names of their languages and sources."""
    rows = [row for rows in EVENTS.values() for row in rows]
    languages = {"ar": "العربية", "en": "English", "zh": "中文", "ru": "Русский"}
    return Names(languages, {row[2]: row[2].replace("-", " ").title() for row in rows if row[2]})
