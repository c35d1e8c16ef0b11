"""What is read, and what is not, in Russian, Ukrainian, French, Spanish and Arabic."""

from __future__ import annotations

import pytest

TOLD = [
    ("ru", "На шахте в Караганде рванул метан.", "explosion"),
    ("ru", "В Алма-Ате шахтеры объявили бессрочную забастовку.", "protest"),
    ("ru", "Автобус в Алма-Ате столкнулся с грузовиком.", "accident"),
    ("ru", "Из-за аварии город остался без света.", "shutdown"),
    ("ru", "В Алма-Ате неизвестные перебили окна и витрины.", "vandalism"),
    ("ru", "Активиста в Алма-Ате затолкали в микроавтобус и увезли.", "abduction"),
    ("ru", "Река вышла из берегов.", "disaster"),
    ("ru", "В Алма-Ате полиция погрузила в автозаки сорок человек.", "arrest"),
    ("uk", "У Києві спалахнув торговельний центр.", "fire"),
    ("uk", "Маршрутка у Києві злетіла в кювет.", "accident"),
    ("uk", "Безпілотники поцілили в елеватор у Києві.", "shelling"),
    ("uk", "Без струму лишилися 40 тисяч родин.", "shutdown"),
    ("uk", "Перевізники перегородили в'їзд до міста.", "disruption"),
    ("uk", "Поліція забрала до відділку чотирьох водіїв.", "arrest"),
    ("fr", "À Lyon, des milliers de personnes ont battu le pavé.", "protest"),
    ("fr", "Un orage de grêle a arraché des toitures à Lyon.", "disaster"),
    ("fr", "À Lyon, un immeuble s'est affaissé lundi.", "accident"),
    ("fr", "La panne a plongé 12 000 foyers de Lyon dans le noir.", "shutdown"),
    ("fr", "Le bâtiment est parti en fumée à Lyon.", "fire"),
    ("fr", "Des vitrines ont été brisées à Lyon.", "vandalism"),
    ("es", "Una moto bomba fue activada; la onda expansiva hirió a cinco en Madrid.", "explosion"),
    ("es", "Los vecinos de Madrid cortaron la avenida principal.", "disruption"),
    ("es", "Una lancha se fue a pique frente a Madrid.", "accident"),
    ("es", "Un deslizamiento sepultó tres viviendas en Madrid.", "disaster"),
    ("es", "Forzaron la persiana de un autoservicio y se llevaron bebidas.", "looting"),
    ("es", "Quedaron demorados ocho mayores en Madrid.", "arrest"),
    ("ar", "شب حريق هائل في ألماتي.", "fire"),
    ("ar", "أصابت قذيفة هاون منزلا في ألماتي.", "shelling"),
    ("ar", "اقتاد مسلحون السائق إلى مكان مجهول في ألماتي.", "abduction"),
    ("ar", "دارت معارك ضارية في ألماتي.", "clash"),
]

NOT_TOLD = [
    ("ru", "Суд приговорил к двенадцати годам мужчину, который поджёг школу."),
    ("ru", "Зал взорвался овациями."),
    ("ru", "«Спартак» разгромил гостей со счетом 5:0."),
    ("ru", "Рубль обвалился на два процента."),
    ("ru", "По статистике, число пожаров за год сократилось на треть."),
    ("ru", "Фильм рассказывает о похищении учителя."),
    ("ru", "Звонок о взрыве оказался ложным."),
    ("ru", "Художник не боится штурмовать вершины."),
    ("uk", "Повітряні сили попередили про загрозу ударів дронів."),
    ("uk", "Опозиція штурмувала трибуну запитаннями."),
    ("uk", "До річниці трагедії містяни принесли квіти жертвам вибуху."),
    ("uk", "Поліція торік зареєструвала 212 пожеж."),
    ("uk", "Рятувальники гасили умовну пожежу на навчаннях."),
    ("uk", "Якби не дощ, спека могла б спричинити пожежу."),
    ("fr", "Personne n'a été tué à Lyon."),
    ("fr", "Le prix du cacao a explosé à Lyon."),
    ("fr", "À Lyon, les lecteurs ont pris d'assaut le stand des polars."),
    ("fr", "Le procès du tireur s'est ouvert ; il encourt la perpétuité pour assassinat."),
    ("fr", "Les pompiers de Lyon ont joué une prise d'otages fictive."),
    ("fr", "L'alerte à la bombe à Lyon n'était qu'un canular."),
    ("fr", "Une marche blanche est prévue samedi à Lyon."),
    ("es", "La policía de Madrid realizó un simulacro de secuestro."),
    ("es", "Una avalancha de turistas llegó a Madrid."),
    ("es", "El Melgar acribilló 4-0 al Cienciano."),
    ("es", "Un tribunal condenó a perpetua al sicario que mató a un comerciante."),
    ("es", "De registrarse una erupción, serían evacuadas mil familias."),
    ("es", "El peso se hundió tras las elecciones."),
    ("ar", "حذرت السلطات من هجمات جديدة في ألماتي."),
    ("ar", "قتل الفريق المباراة بهدفين."),
    ("ar", "أحبطت القوات مخططا لتفجير في ألماتي."),
    ("ar", "تمرين يحاكي حريقا في مصنع في ألماتي."),
    ("ar", "حكمت محكمة بالسجن عشرين عاما على متهم باغتيال ضابط."),
]


@pytest.mark.parametrize(("language", "text", "kind"), TOLD)
def test_common_ways_of_telling_an_incident_are_read(read, language, text, kind):
    assert kind in {claim.kind for claim in read(text, language)}


@pytest.mark.parametrize(("language", "text"), NOT_TOLD)
def test_common_traps_tell_of_no_incident(read, language, text):
    assert [claim.kind for claim in read(text, language)] == []
