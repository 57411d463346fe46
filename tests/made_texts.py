"""Made-up news to compare: sentences written for these tests, and texts drawn from a made-up vocabulary."""

import random

TITLE = "Буровики Жанаозена третий день не выходят на смену"
STORY = [
    "Около трёхсот буровиков подрядной организации в Жанаозене с четверга не выходят на смену.",
    "Рабочие требуют выплатить зарплату за два месяца и пересмотреть коэффициент за работу в пустыне.",
    "По словам собравшихся у конторы, руководство обещало рассчитаться ещё в начале ноября, но денег нет.",
    "Директор предприятия вышел к людям в полдень и попросил подождать до конца недели.",
    "Бригадир ответил ему, что ждать коллектив больше не намерен и вернётся к работе только после выплаты.",
    "В акимате города сообщили, что создана рабочая группа с участием инспекции труда и профсоюза.",
    "Инспектор уже запросил у компании расчётные ведомости и график погашения долга.",
    "Добыча на соседнем участке, как утверждают в компании, идёт в обычном режиме.",
]
OTHER = [
    "В Темиртау жители двух улиц жалуются на перебои с горячей водой с начала отопительного сезона.",
    "Специалисты коммунального предприятия нашли повреждение на участке теплотрассы возле старого рынка.",
    "Аварийная бригада рассчитывает закончить сварку трубы к вечеру пятницы, если не ударят морозы.",
    "Тем временем акимат распорядился подвозить воду в школу и поликлинику микрорайона.",
]
FOOTER = (
    "Напоминаем, что подписаться на наши новости можно в любом удобном мессенджере, а сообщить о проблеме "
    "в редакцию можно круглосуточно по телефону, указанному внизу страницы, имя заявителя мы не разглашаем."
)


def text_of(sentences):
    return "\n\n".join(sentences)


def made_text(words, seed):
    """A text of made-up words, different for each seed; two such texts share no run of words."""
    source = random.Random(seed)
    return " ".join(f"w{source.randrange(50_000)}" for _ in range(words))


def edited(text, share, seed):
    """The text with about `share` of its words changed in one stretch: a new lead, a cut, an added passage."""
    words, source = text.split(), random.Random(seed)
    count = round(len(words) * share)
    start = source.choice([0, len(words) - count, source.randrange(len(words) - count + 1)])
    put_in = made_text(source.randrange(count + 1), seed + 1_000_003).split()
    return " ".join(words[:start] + put_in + words[start + count :])
