#include "app/demo/words/phrases.h"

#include <algorithm>
#include <array>

namespace kontor::demo {

namespace {

constexpr std::array meeting_list = {
    Meeting { "call", "acquaint", { "First call to {contact}", "Первый звонок: {contact}" },
        { "Reached {contact}: they buy once a quarter, the present supplier is slow. Asked for a short presentation.",
            "{contact}: закупают раз в квартал, нынешний поставщик медленный. Просит короткую презентацию." },
        "reached", 12 },
    Meeting { "call", "inform", { "Call about the delivery date", "Звонок о сроке поставки" },
        { "Confirmed week {number}. {contact} wants a tracking link once the truck leaves.",
            "Подтвердили неделю {number}. {contact} просит ссылку на отслеживание после отгрузки." },
        "agreed", 6 },
    Meeting { "call", "", { "Call back {contact}", "Перезвонить: {contact}" },
        { "No answer, left a message with the secretary.", "Не отвечает, оставили сообщение секретарю." },
        "not_reached", 2 },
    Meeting { "call", "negotiate", { "Call with the procurement lead", "Звонок руководителю закупок" },
        { "Budget confirmed. The technical director wants a reference visit before approval; a rival is 4 % lower but "
          "without round-the-clock support.",
            "Бюджет подтверждён. Технический директор хочет референс-визит до согласования; конкурент дешевле на 4 %, "
            "но без поддержки 24/7." },
        "agreed", 24 },
    Meeting { "call", "study_need", { "What will they need next year?", "Что понадобится в следующем году?" },
        { "They plan a second line in {town}. {contact} sends the volumes by the end of the month.",
            "Планируют вторую линию: {town}. {contact} пришлёт объёмы до конца месяца." },
        "agreed", 18 },
    Meeting { "call", "settle", { "Call about the late parcel", "Звонок о задержанной посылке" },
        { "Apologised, sent a courier. {contact} is calm, wants it in writing.",
            "Извинились, отправили курьера. {contact} спокойно реагирует, просит письмо." },
        "agreed", 9 },
    Meeting { "call", "", { "Is the offer understood?", "Всё ли понятно в предложении?" },
        { "Asked to postpone: the committee meets on the {number}th.",
            "Просят подождать: комитет собирается {number}-го числа." },
        "postponed", 7 },
    Meeting { "meeting", "present", { "Product demo", "Демонстрация продукта" },
        { "Eight people came. The engineers liked {product}; the buyer asked about payment in instalments.",
            "Пришли восемь человек. Инженерам понравился «{product}»; закупщик спросил про рассрочку." },
        "agreed", 60 },
    Meeting { "meeting", "review", { "Quarterly business review", "Квартальный обзор" },
        { "Availability was 99.4 %, two late deliveries explained. They want the report monthly.",
            "Доступность 99,4 %, две задержки объяснили. Просят отчёт ежемесячно." },
        "agreed", 90 },
    Meeting { "meeting", "study_need", { "Interview with the engineers", "Интервью с инженерами" },
        { "Three requirements are a must: protocol, temperature range, spare parts within 24 hours.",
            "Три обязательных требования: протокол, температурный диапазон, запчасти за 24 часа." },
        "agreed", 75 },
    Meeting { "meeting", "acquaint", { "Intro to the technical director", "Знакомство с техническим директором" },
        { "A sceptic, but fair: show numbers, no slogans. Agreed on a trial in {town}.",
            "Скептик, но честный: цифры вместо лозунгов. Договорились об испытаниях ({town})." },
        "agreed", 45 },
    Meeting { "negotiation", "negotiate", { "Price talks", "Переговоры о цене" },
        { "They ask for 9 %, we left at 5 % against a two-year term. {contact} takes it to the board.",
            "Просят 9 %, мы остановились на 5 % при договоре на два года. {contact} выносит на правление." },
        "postponed", 90 },
    Meeting { "negotiation", "sign", { "Contract clauses", "Обсуждение условий договора" },
        { "Penalties limited to 10 %, delivery terms as ours. The lawyer sends the final text.",
            "Штрафы ограничили 10 %, условия поставки наши. Юрист пришлёт итоговый текст." },
        "agreed", 120 },
    Meeting { "visit", "study_need", { "Site visit, {town}", "Выезд на площадку, {town}" },
        { "Saw the old cabinets: eleven years, no spares. Photos are in the file.",
            "Осмотрели старые шкафы: одиннадцать лет, запчастей нет. Фото в файле." },
        "agreed", 180 },
    Meeting { "visit", "thank", { "Thank-you visit", "Визит благодарности" },
        { "Brought the anniversary plate. {contact} offers to be a reference.",
            "Вручили памятный знак. {contact} готов быть референсом." },
        "agreed", 40 },
    Meeting { "presentation", "present", { "Presentation for the board", "Презентация для правления" },
        { "The finance director asked for the payback by years. Otherwise a green light.",
            "Финансовый директор просит окупаемость по годам. В остальном — добро." },
        "agreed", 50 },
    Meeting { "letter", "inform",
        { "Letter: new prices from next quarter", "Письмо: новые цены со следующего квартала" },
        { "Sent with the comparison; no objections so far.", "Отправлено со сравнением; возражений пока нет." }, "",
        15 },
    Meeting { "letter", "present", { "Reply: revised price matrix", "Ответ: обновлённая ценовая матрица" },
        { "The matrix covers all {number} requirements. Two open points: the delivery term for lot 3 and the penalty "
          "clause.",
            "Матрица закрывает все требования ({number}). Два открытых вопроса: срок по лоту 3 и пункт о штрафах." },
        "", 20 },
    Meeting { "lunch", "review", { "Lunch with {contact}", "Обед: {contact}" },
        { "A reorganisation in spring: purchasing moves to the holding. Meet the new head early.",
            "Весной реорганизация: закупки уходят в холдинг. Познакомиться с новым руководителем заранее." },
        "", 70 },
    Meeting { "executive_meeting", "executive", { "Executives meet", "Встреча руководителей" },
        { "Both directors agreed on a yearly plan; a joint press release in autumn.",
            "Директора согласовали годовой план; осенью — совместный пресс-релиз." },
        "agreed", 90 },
    Meeting { "call", "sign", { "Ready to sign?", "Готовы подписать?" },
        { "Refused for now: the headquarters froze spending until the new year.",
            "Пока отказ: головной офис заморозил расходы до нового года." },
        "refused", 11 },
    Meeting { "meeting", "review", { "Kick-off of the project", "Установочная встреча проекта" },
        { "Plan agreed, weekly calls on Tuesdays, {contact} leads on their side.",
            "План согласован, созвоны по вторникам, со стороны клиента ведёт {contact}." },
        "agreed", 60 },
};

constexpr std::array task_list = {
    Meeting { "task", "", { "Send contract draft", "Отправить проект договора" },
        { "Sent, with the annex on spare parts.", "Отправлен, с приложением о запчастях." }, "", 30 },
    Meeting { "task", "", { "Revise price offer", "Обновить ценовое предложение" },
        { "New version with two variants.", "Новая версия с двумя вариантами." }, "", 45 },
    Meeting { "task", "", { "Update the account plan", "Обновить план по клиенту" },
        { "Goals for two quarters are in.", "Цели на два квартала внесены." }, "", 40 },
    Meeting { "task", "",
        { "Approve discount {number} % for {account}", "Согласовать скидку {number} % для {account}" },
        { "Approved with a minimum quantity.", "Согласовано при минимальном объёме." }, "", 10 },
    Meeting { "task", "", { "Collect tender documents", "Собрать документы на тендер" },
        { "Certificates and references are complete.", "Сертификаты и отзывы собраны." }, "", 60 },
    Meeting { "task", "", { "Prepare the reference list", "Подготовить список референсов" },
        { "Five projects of the same industry.", "Пять проектов из той же отрасли." }, "", 35 },
    Meeting { "task", "", { "Check the credit limit", "Проверить кредитный лимит" },
        { "Finance sees no objection.", "Финансовый отдел не возражает." }, "", 15 },
    Meeting { "task", "", { "Calculate the payback", "Посчитать окупаемость" },
        { "Nineteen months at their energy price.", "Девятнадцать месяцев при их цене энергии." }, "", 50 },
    Meeting { "task", "", { "Order a sample of {product}", "Заказать образец: {product}" },
        { "The sample leaves on Monday.", "Образец уходит в понедельник." }, "", 15 },
    Meeting { "task", "", { "Call back {contact} about lot {number}", "Перезвонить: {contact}, лот {number}" },
        { "Done; they extend the deadline by a week.", "Сделано; срок продлевают на неделю." }, "", 10 },
    Meeting { "task", "", { "Ask the technicians for the delivery term", "Уточнить у техников срок поставки" },
        { "Six weeks, four with a surcharge.", "Шесть недель, четыре с доплатой." }, "", 10 },
    Meeting { "task", "", { "Send minutes of the meeting", "Отправить протокол встречи" },
        { "Sent to all participants.", "Отправлен всем участникам." }, "", 20 },
    Meeting { "task", "", { "Book the hall for the seminar", "Забронировать зал для семинара" },
        { "Booked for forty people.", "Забронировано на сорок человек." }, "", 15 },
    Meeting { "task", "", { "Clarify who signs", "Выяснить, кто подписывает" },
        { "The deputy director, by power of attorney.", "Заместитель директора, по доверенности." }, "", 10 },
};

constexpr std::array agenda_list = {
    Label { "Agenda: service results, volumes for the first quarter, a second site in {town}.",
        "Повестка: итоги сервиса, объёмы на первый квартал, вторая площадка ({town})." },
    Label { "1. What changed since the last meeting\n2. {product}: questions of the engineers\n3. Next steps",
        "1. Что изменилось с прошлой встречи\n2. «{product}»: вопросы инженеров\n3. Следующие шаги" },
    Label { "Bring: price matrix, two references, the trial plan.",
        "Взять с собой: ценовую матрицу, два отзыва, план испытаний." },
    Label { "{contact} invites the finance director for the last half hour.",
        "{contact} приглашает финансового директора на последние полчаса." },
};

constexpr std::array note_list = {
    Label { "Decides by total cost, not by price: show five years.",
        "Решают по полной стоимости, а не по цене: показывать пять лет." },
    Label {
        "The gate closes at 16:00; register the car a day before.", "Проходная до 16:00; машину заявлять за день." },
    Label { "{contact} prefers calls before ten in the morning.", "{contact}: звонить лучше до десяти утра." },
    Label { "The contract with their present supplier ends in spring.\n\nStart three months earlier.",
        "Договор с нынешним поставщиком заканчивается весной.\n\nНачать за три месяца." },
    Label { "They pay on the 25th, whatever the invoice says.", "Платят 25-го числа, что бы ни стояло в счёте." },
    Label { "A new warehouse in {town} opens next year: cables, cabinets, service.",
        "В следующем году открывают склад ({town}): кабели, шкафы, сервис." },
    Label { "Likes **{product}**, fears the change of the control system.",
        "Нравится **{product}**, опасаются смены системы управления." },
    Label { "Holding rules: orders above a limit need two signatures and a comparison of three offers.",
        "Правила холдинга: выше лимита — две подписи и сравнение трёх предложений." },
    Label { "Ask for a reference after the first year without failures.",
        "Попросить отзыв после первого года без отказов." },
    Label { "The last audit praised our documents; their quality head is on our side.",
        "На аудите похвалили наши документы; руководитель качества за нас." },
};

constexpr std::array question_list = {
    Label { "May we give 7 % here? They take two years at once.", "Можем дать 7 %? Берут сразу на два года." },
    Label {
        "Please look over the clauses before I send them.", "Посмотри, пожалуйста, пункты договора перед отправкой." },
    Label { "Who of us knows their new technical director?", "Кто у нас знаком с их новым техническим директором?" },
    Label {
        "They ask for you at the next meeting, can you come?", "Просят, чтобы на следующей встрече были вы. Сможете?" },
    Label { "The rival was there yesterday with a demo unit.", "Вчера там был конкурент с демонстрационным стендом." },
};

constexpr std::array comment_list = {
    Label { "Stock is reserved until Friday.", "Товар в резерве до пятницы." },
    Label { "Finance has no objection to 45 days.", "Финансовый отдел согласен на 45 дней." },
    Label { "The drawings are in the file.", "Чертежи в файле." },
    Label { "Delivered complete, signed by the warehouse.", "Доставлено полностью, склад подписал." },
    Label { "Moved the call to Thursday, {contact} is travelling.",
        "Звонок перенесли на четверг, {contact} в командировке." },
    Label { "Good work, keep the pace!", "Отличная работа, так держать!" },
};

constexpr std::array deal_list = {
    Label { "Annual supply agreement", "Годовой договор поставки" },
    Label { "{product}: first delivery", "{product}: первая поставка" },
    Label { "Modernisation of line {number}", "Модернизация линии {number}" },
    Label { "Tender: framework lot {number}", "Тендер: рамочный лот {number}" },
    Label { "Service contract, {town}", "Сервисный договор, {town}" },
    Label { "Pilot: {product}", "Пилот: {product}" },
    Label { "Spare parts for {number} months", "Запчасти на {number} мес." },
    Label { "Equipment for hall {number}", "Оборудование цеха {number}" },
    Label { "Energy saving, {town}", "Энергосбережение, {town}" },
    Label { "Training of {number} operators", "Обучение операторов: {number} чел." },
    Label { "Replacement of control system {number}", "Замена системы управления {number}" },
    Label { "Second site: {town}", "Вторая площадка: {town}" },
    Label { "Renewal of the service contract", "Продление сервисного договора" },
    Label { "Extension: {product}", "Расширение: {product}" },
    Label { "Automation of the warehouse, {town}", "Автоматизация склада, {town}" },
    Label { "Urgent order: {product}", "Срочный заказ: {product}" },
    Label { "Boiler house {number}: pumps and valves", "Котельная {number}: насосы и арматура" },
    Label { "Laboratory, {town}", "Лаборатория, {town}" },
    Label { "{product}, {number} pieces", "{product}, {number} шт." },
    Label { "Framework contract for {number} months", "Рамочный договор на {number} мес." },
    Label { "Remote monitoring of {number} sites", "Удалённый мониторинг: {number} объектов" },
    Label { "Cooling of line {number}", "Охлаждение линии {number}" },
    Label { "Dispatch room, {town}", "Диспетчерская, {town}" },
    Label { "Trial run: {product}", "Пробная эксплуатация: {product}" },
};

constexpr std::array need_list = {
    Label { "The old equipment stands still twice a month; each hour costs them more than our service a year.",
        "Старое оборудование стоит два раза в месяц; час простоя дороже нашего годового сервиса." },
    Label { "Energy costs must fall by a tenth within two years.",
        "Расходы на энергию надо снизить на десятую часть за два года." },
    Label { "They want one supplier for both sites instead of five.",
        "Хотят одного поставщика на обе площадки вместо пяти." },
    Label { "A new regulation asks for measured values every minute.", "Новые требования: измерения каждую минуту." },
    Label { "The second shift has nobody who can repair; remote help is wanted.",
        "Во второй смене некому чинить; нужна удалённая помощь." },
    Label { "Spare parts take eight weeks at the present supplier.",
        "У нынешнего поставщика запчасти идут восемь недель." },
};

constexpr std::array value_list = {
    Label { "Pays for itself in {number} months at the present price of energy.",
        "Окупается за {number} мес. при нынешней цене энергии." },
    Label { "One contact for delivery, start-up and service.", "Один контакт на поставку, пуск и сервис." },
    Label {
        "No stop of production: the change fits into a weekend.", "Без остановки производства: замена за выходные." },
    Label { "Spare parts from the local stock within a day.", "Запчасти с местного склада за сутки." },
};

constexpr std::array loss_list = {
    Label { "We came late: the specification was already written around the rival.",
        "Пришли поздно: задание уже написано под конкурента." },
    Label { "The difference was 6 %, and nobody had spoken to the finance director.",
        "Разница 6 %, а с финансовым директором никто не говорил." },
    Label { "The project is postponed until the headquarters decides.", "Проект отложен до решения головного офиса." },
    Label { "Delivery in ten weeks was too long for them.", "Срок десять недель их не устроил." },
};

constexpr std::array enquiry_list = {
    Question { { "Price for {product}", "Цена: {product}" },
        { "Please send your price and delivery time for {number} pieces of {product}, delivered to {town}.",
            "Прошу прислать цену и срок на {number} шт.: {product}, доставка — {town}." } },
    Question { { "Service in {town}", "Сервис: {town}" },
        { "Do you also serve equipment of other makers? We have {number} pumps of different age.",
            "Обслуживаете ли вы оборудование других производителей? У нас {number} насосов разного возраста." } },
    Question { { "Replacement for an old controller", "Замена старого контроллера" },
        { "Ours is no longer made. Which of yours fits, and who moves the programs?",
            "Наш снят с производства. Какой подойдёт и кто перенесёт программы?" } },
    Question { { "Request from the exhibition", "Запрос после выставки" },
        { "We talked at your stand about {product}. Please call me.",
            "Говорили у вашего стенда про «{product}». Перезвоните, пожалуйста." } },
    Question { { "Training dates", "Даты обучения" },
        { "When is the next course for operators? We would send {number} people.",
            "Когда ближайший курс для операторов? Отправили бы {number} человек." } },
    Question { { "Dealership", "Дилерство" },
        { "We sell equipment in {town} and look for a partner.", "Продаём оборудование ({town}), ищем партнёра." } },
    Question { { "Urgent: pump out of order", "Срочно: насос вышел из строя" },
        { "The line stands. Do you have anything comparable in stock?", "Линия стоит. Есть ли на складе аналог?" } },
    Question { { "Invitation to tender", "Приглашение к тендеру" },
        { "Please confirm by the {number}th that you will take part; documents on request.",
            "Просим подтвердить участие до {number}-го числа; документы по запросу." } },
    Question { { "Advertising offer", "Рекламное предложение" },
        { "We place your advertisement in {number} magazines at half the price.",
            "Разместим вашу рекламу в {number} журналах за полцены." },
        true },
    Question { { "Measuring instruments for the laboratory", "Приборы для лаборатории" },
        { "We equip a laboratory by summer and compare three suppliers.",
            "Оснащаем лабораторию к лету, сравниваем трёх поставщиков." } },
};

constexpr std::array story_list = {
    Label { "A family firm in the second generation; buys carefully, stays long.",
        "Семейная компания во втором поколении; покупают осторожно, остаются надолго." },
    Label { "Two sites, the larger one in {town}. Growing by a tenth a year.",
        "Две площадки, основная — {town}. Растут на десятую часть в год." },
    Label { "Part of a holding since last year; purchasing is being centralised.",
        "С прошлого года в составе холдинга; закупки централизуются." },
    Label { "Known in the industry for strict acceptance tests.", "Известны в отрасли строгой приёмкой." },
    Label { "Came to us from a rival after a failed delivery.", "Пришли от конкурента после сорванной поставки." },
    Label {
        "Builds a new hall; equipment is chosen this year.", "Строят новый цех; оборудование выбирают в этом году." },
    Label {
        "Seasonal business: quiet in summer, orders in October.", "Сезонный бизнес: летом тихо, заказы в октябре." },
    Label { "Exports two thirds; documents in two languages.", "Две трети на экспорт; документы на двух языках." },
};

constexpr std::array<std::string_view, 8> western_rivals = { "Nordline Automation", "Baltech", "Kessel & Rohr",
    "Primaflow", "Delta Drives", "Ostara Systems", "Linwood Controls", "Rhenus Technik" };
constexpr std::array<std::string_view, 8> russian_rivals = { "ТехИмпульс", "Промресурс-М", "Балтех", "Насосмаш-Юг",
    "Автоматика Плюс", "Энергоприбор", "Сервис-Контакт", "Волгаконтроль" };

std::string_view name_in(Names const& names, std::string_view word)
{
    if (word == "contact")
        return names.contact;
    if (word == "account")
        return names.account;
    if (word == "product")
        return names.product;
    return word == "town" ? names.town : names.number;
}

}

std::span<Meeting const> calls_and_meetings() { return meeting_list; }
std::span<Meeting const> tasks() { return task_list; }
std::span<Label const> agendas() { return agenda_list; }
std::span<Label const> notes() { return note_list; }
std::span<Label const> questions_to_colleague() { return question_list; }
std::span<Label const> comments() { return comment_list; }
std::span<Label const> deal_names() { return deal_list; }
std::span<Label const> needs() { return need_list; }
std::span<Label const> values_for_client() { return value_list; }
std::span<Label const> loss_notes() { return loss_list; }
std::span<Question const> enquiries() { return enquiry_list; }
std::span<Label const> company_stories() { return story_list; }

std::span<std::string_view const> rivals(Language language)
{
    return language == Language::ru ? std::span<std::string_view const> { russian_rivals }
                                    : std::span<std::string_view const> { western_rivals };
}

std::string told(Label label, Language language, Names const& names)
{
    auto const text = label.in(language);
    auto out = std::string {};
    for (auto begin = std::size_t { 0 }; begin < text.size();) {
        auto const open = std::min(text.find('{', begin), text.size());
        out += text.substr(begin, open - begin);
        auto const close = text.find('}', open);
        if (close == std::string_view::npos)
            break;
        out += name_in(names, text.substr(open + 1, close - open - 1));
        begin = close + 1;
    }
    return out;
}

}
