#include "app/demo/words/company_names.h"

#include "app/demo/dice.h"
#include "app/demo/words/person_names.h"
#include "base/check.h"
#include "modules/platform/keys.h"

#include <algorithm>
#include <array>

namespace kontor::demo {

namespace {

struct Trade {
    std::string_view word;
    std::string_view industry;
};

constexpr std::array<std::string_view, 100> western_stems = { "Nord", "Polar", "Baltic", "Orion", "Terra", "Meridian",
    "Aurora", "Helio", "Alpen", "Atlas", "Boreal", "Castor", "Delta", "Ember", "Falcon", "Granite", "Harbor", "Ivory",
    "Juno", "Kestrel", "Lumen", "Marlin", "Nova", "Onyx", "Pinnacle", "Quartz", "Raven", "Summit", "Titan", "Umbra",
    "Vega", "Westport", "Zenith", "Amber", "Beacon", "Cobalt", "Drava", "Elbe", "Fjord", "Garnet", "Hanse", "Iris",
    "Jasper", "Krona", "Lindgren", "Mistral", "Neptune", "Opal", "Phoenix", "Rhine", "Sable", "Tundra", "Unity",
    "Vista", "Wolfram", "Xenon", "Ypsilon", "Zephyr", "Arcadia", "Brook", "Cedar", "Danube", "Estuary", "Flint",
    "Glacier", "Heron", "Isar", "Jura", "Keystone", "Laurel", "Monarch", "Nimbus", "Oak", "Prism", "Quill", "Ridge",
    "Stellar", "Tidal", "Upland", "Vanguard", "Willow", "Argent", "Birch", "Cascade", "Dover", "Equinox", "Foxglove",
    "Gable", "Hawk", "Indigo", "Kepler", "Lark", "Magnet", "Northgate", "Osprey", "Pioneer", "Redwood", "Sierra",
    "Thistle", "Vertex" };
constexpr std::array western_trades = {
    Trade { "Foods", "food" },
    Trade { "Textiles", "manufacturing" },
    Trade { "Energy", "energy" },
    Trade { "Industries", "manufacturing" },
    Trade { "Retail Group", "retail" },
    Trade { "Logistics", "transport" },
    Trade { "Pharma", "medical" },
    Trade { "Chemicals", "chemicals" },
    Trade { "Software", "software" },
    Trade { "Systems", "technology" },
    Trade { "Construction", "construction" },
    Trade { "Telecom", "telecommunications" },
    Trade { "Capital", "finance" },
    Trade { "Dairy", "food" },
    Trade { "Automotive", "manufacturing" },
    Trade { "Machinery", "manufacturing" },
    Trade { "Shipping", "transport" },
    Trade { "Metals", "manufacturing" },
    Trade { "Packaging", "manufacturing" },
    Trade { "Robotics", "technology" },
    Trade { "Medical", "medical" },
    Trade { "Hotels", "hospitality" },
    Trade { "Media", "marketing" },
    Trade { "Estates", "real_estate" },
    Trade { "Mining", "mining" },
    Trade { "Farms", "agriculture" },
    Trade { "Trading", "wholesale" },
    Trade { "Insurance", "finance" },
    Trade { "Water", "energy" },
    Trade { "Paper", "manufacturing" },
    Trade { "Plastics", "chemicals" },
    Trade { "Electronics", "technology" },
    Trade { "Brewery", "food" },
    Trade { "Airlines", "transport" },
    Trade { "Glass", "manufacturing" },
    Trade { "Timber", "manufacturing" },
    Trade { "Studios", "entertainment" },
    Trade { "Facility Services", "services" },
    Trade { "Wholesale", "wholesale" },
    Trade { "Learning", "education" },
    Trade { "Staffing", "employment" },
    Trade { "Optics", "technology" },
    Trade { "Tools", "manufacturing" },
    Trade { "Cable", "telecommunications" },
    Trade { "Bakeries", "food" },
};

constexpr std::array<std::string_view, 96> russian_stems = { "Север", "Урал", "Гранит", "Балт", "Вектор", "Квант",
    "Атлант", "Сигма", "Волга", "Дельта", "Омега", "Байкал", "Онега", "Нева", "Двина", "Кама", "Тайга", "Полюс",
    "Меридиан", "Горизонт", "Маяк", "Факел", "Импульс", "Ритм", "Контур", "Спектр", "Кристалл", "Рубин", "Топаз",
    "Янтарь", "Алмаз", "Сапфир", "Кварц", "Титан", "Вольфрам", "Феникс", "Сокол", "Беркут", "Кречет", "Зенит", "Орбита",
    "Спутник", "Вымпел", "Штурвал", "Якорь", "Причал", "Фарватер", "Бриз", "Шторм", "Прибой", "Лад", "Родник", "Исток",
    "Кедр", "Дубрава", "Сосна", "Рассвет", "Восход", "Заря", "Луч", "Свет", "Сфера", "Призма", "Формат", "Ресурс",
    "Резерв", "Эталон", "Стандарт", "Баланс", "Вертикаль", "Магистраль", "Каскад", "Прогресс", "Старт", "Темп", "Форум",
    "Союз", "Альянс", "Паритет", "Радиус", "Тракт", "Мост", "Град", "Кремень", "Базальт", "Монолит", "Каркас", "Фрегат",
    "Норд", "Арктика", "Терра", "Альфа", "Гамма", "Пульсар", "Квазар", "Апогей" };
constexpr std::array russian_trades = {
    Trade { "пром", "manufacturing" },
    Trade { "строй", "construction" },
    Trade { "энерго", "energy" },
    Trade { "логистика", "transport" },
    Trade { "телеком", "telecommunications" },
    Trade { "агро", "agriculture" },
    Trade { "металл", "manufacturing" },
    Trade { "-маш", "manufacturing" },
    Trade { "-авто", "transport" },
    Trade { "-сервис", "services" },
    Trade { "химия", "chemicals" },
    Trade { "торг", "wholesale" },
    Trade { "фарм", "medical" },
    Trade { "софт", "software" },
    Trade { "монтаж", "construction" },
    Trade { "трейд", "wholesale" },
    Trade { "лес", "manufacturing" },
    Trade { "продукт", "food" },
    Trade { "-медиа", "marketing" },
    Trade { "проект", "services" },
    Trade { "транс", "transport" },
    Trade { "нефтехим", "chemicals" },
    Trade { "прибор", "technology" },
    Trade { "электро", "technology" },
    Trade { "пласт", "chemicals" },
    Trade { "текстиль", "manufacturing" },
    Trade { "молоко", "food" },
    Trade { "хлеб", "food" },
    Trade { "-инвест", "finance" },
    Trade { "-страхование", "finance" },
    Trade { "медтех", "medical" },
    Trade { "бетон", "construction" },
    Trade { "стекло", "manufacturing" },
    Trade { "руда", "mining" },
    Trade { "недвижимость", "real_estate" },
    Trade { "-отель", "hospitality" },
    Trade { "связь", "telecommunications" },
    Trade { "кабель", "technology" },
    Trade { "упаковка", "manufacturing" },
    Trade { "рыба", "food" },
    Trade { "-кадры", "employment" },
    Trade { "-ритейл", "retail" },
    Trade { "тара", "wholesale" },
    Trade { "вода", "energy" },
};
constexpr std::array<std::string_view, 32> adjectives = { "Северный", "Южный", "Уральский", "Балтийский", "Волжский",
    "Новый", "Первый", "Золотой", "Донской", "Сибирский", "Невский", "Большой", "Западный", "Восточный", "Единый",
    "Надёжный", "Полярный", "Русский", "Степной", "Морской", "Речной", "Горный", "Лесной", "Старый", "Белый", "Синий",
    "Красный", "Тихий", "Дальний", "Каспийский", "Ладожский", "Окский" };
constexpr std::array<std::string_view, 32> nouns
    = { "Вектор", "Мост", "Берег", "Ветер", "Маяк", "Причал", "Кедр", "Гранит", "Союз", "Альянс", "Формат", "Горизонт",
          "Град", "Меридиан", "Квартал", "Двор", "Стандарт", "Контур", "Ресурс", "Полюс", "Якорь", "Фарватер", "Исток",
          "Родник", "Рассвет", "Путь", "Порт", "Рубеж", "Ключ", "Компас", "Остров", "Парус" };

struct Form {
    std::string_view key;
    std::string_view written;
    std::string_view country;
    int weight;
};
constexpr std::array western_forms = {
    Form { "gmbh", "GmbH", "DE", 30 },
    Form { "ag", "AG", "DE", 10 },
    Form { "gmbh", "GmbH", "AT", 6 },
    Form { "ag", "AG", "CH", 7 },
    Form { "ltd", "Ltd", "GB", 16 },
    Form { "plc", "PLC", "GB", 4 },
    Form { "llc", "LLC", "US", 10 },
    Form { "inc", "Inc.", "US", 10 },
    Form { "corp", "Corp.", "US", 4 },
    Form { "sa", "SA", "FR", 6 },
    Form { "sa", "SA", "CH", 2 },
    Form { "bv", "BV", "NL", 8 },
    Form { "oy", "Oy", "FI", 6 },
};
constexpr std::array russian_forms = {
    Form { "ooo", "ООО", "RU", 68 },
    Form { "ao", "АО", "RU", 26 },
    Form { "pao", "ПАО", "RU", 6 },
};

Form const& form_in(Dice& dice, std::string_view country)
{
    auto const choose = [&](auto const& forms) -> Form const& {
        auto sum = 0;
        for (auto const& form : forms)
            sum += form.country == country ? form.weight : 0;
        check(sum > 0, "every country with a town has a legal form");
        auto drawn = dice.between(0, sum - 1);
        for (auto const& form : forms)
            if (form.country == country && (drawn -= form.weight) < 0)
                return form;
        return forms.front();
    };
    return country == "RU" ? choose(russian_forms) : choose(western_forms);
}

// Words without the form.
struct Stem {
    std::string text;
    std::string_view industry;
};

std::string joined(std::string_view stem, Trade const& trade, Language language)
{
    auto text = std::string { stem };
    if (language == Language::en)
        text += ' ';
    return text.append(trade.word);
}

// "Nord Textiles", "Гранитпром"
constexpr std::uint64_t plain_size(Language language)
{
    return language == Language::ru ? russian_stems.size() * russian_trades.size()
                                    : western_stems.size() * western_trades.size();
}
Stem plain(std::uint64_t place, Language language)
{
    auto const& trade = language == Language::ru ? russian_trades[place % russian_trades.size()]
                                                 : western_trades[place % western_trades.size()];
    auto const stem = language == Language::ru ? russian_stems[place / russian_trades.size()]
                                               : western_stems[place / western_trades.size()];
    return { joined(stem, trade, language), trade.industry };
}

// "Nord Atlas Logistics", "Урал-Вектор-Логистика": the two stems differ.
constexpr std::uint64_t double_size(Language language)
{
    return plain_size(language) * (language == Language::ru ? russian_stems.size() - 1 : western_stems.size() - 1);
}

std::string capitalised(std::string_view word)
{
    // Small Cyrillic letters from а to п and from р to я lie in two rows of UTF-8.
    auto text = std::string { word };
    auto const lead = static_cast<unsigned char>(text[0]), tail = static_cast<unsigned char>(text[1]);
    if (lead == 0xD0 && tail >= 0xB0) {
        text[1] = static_cast<char>(tail - 0x20);
    } else if (lead == 0xD1 && tail < 0x90) {
        text[0] = static_cast<char>(0xD0);
        text[1] = static_cast<char>(tail + 0x20);
    }
    return text;
}

Stem doubled(std::uint64_t place, Language language)
{
    auto const size = plain_size(language);
    if (language == Language::en) {
        auto const second = place % size / western_trades.size();
        auto first = place / size;
        first += first >= second ? 1 : 0;
        auto const& trade = western_trades[place % western_trades.size()];
        return { joined(std::string { western_stems[first] } + " " + std::string { western_stems[second] }, trade,
                     language),
            trade.industry };
    }
    auto const second = place % size / russian_trades.size();
    auto first = place / size;
    first += first >= second ? 1 : 0;
    auto const& trade = russian_trades[place % russian_trades.size()];
    auto const word = trade.word.starts_with('-') ? trade.word.substr(1) : trade.word;
    return { std::string { russian_stems[first] } + "-" + std::string { russian_stems[second] } + "-"
            + capitalised(word),
        trade.industry };
}

// "Северный Вектор-Логистика"; in the West firms of this kind are called by a town: "Hamburg Dairy Works".
constexpr std::uint64_t named_size = 32 * 32 * 44;
Stem named(std::uint64_t place, Language language)
{
    auto const first = place / 44 / 32, second = place / 44 % 32, third = place % 44;
    if (language == Language::ru) {
        auto const& trade = russian_trades[third];
        auto const word = trade.word.starts_with('-') ? trade.word.substr(1) : trade.word;
        return { std::string { adjectives[first] } + " " + std::string { nouns[second] } + "-" + capitalised(word),
            trade.industry };
    }
    static constexpr std::array<std::string_view, 8> houses
        = { "Works", "Partners", "Company", "Union", "Brothers", "Holding", "Alliance", "Collective" };
    auto const towns = towns_of(Language::en);
    auto const& trade = western_trades[third];
    auto const number = first * 32 + second; // towns and houses, and a stem once these are used up
    auto text = std::string { towns[number % towns.size()].name.en } + " ";
    if (auto const round = number / towns.size() / houses.size(); round > 0)
        text += std::string { western_stems[round] } + " ";
    text += std::string { trade.word } + " " + std::string { houses[number / towns.size() % houses.size()] };
    return { text, trade.industry };
}

// "Ellis & Marsh Logistics", "Карпов и Белов Логистика"
constexpr std::uint64_t partners_size = 160 * 159 * 44;
Stem partners(std::uint64_t place, Language language)
{
    auto const surnames = surnames_of(language);
    auto const second = place / 44 % 160;
    auto first = place / 44 / 160;
    first += first >= second ? 1 : 0;
    auto text = std::string { surnames[first] };
    text += language == Language::ru ? " и " : " & ";
    text += surnames[second];
    auto const& trade = language == Language::ru ? russian_trades[place % 44] : western_trades[place % 44];
    auto const word = trade.word.starts_with('-') ? trade.word.substr(1) : trade.word;
    return { text + (language == Language::ru ? "-" + capitalised(word) : " " + std::string { word }), trade.industry };
}

// Short names first; when a town has more firms than these can tell apart, longer ones. The four kinds take turns, and
// each number asks each kind at most once, so that no name comes twice.
Stem stem_of(CompanyQuestion const& question)
{
    auto const language = question.language;
    auto const number = question.number;
    auto dice = Dice { question.seed, { 0x6e616d65, number } };
    auto const wanted = dice.weighted({ 58, 12, 18, 12 });
    if (wanted == 0 && number < plain_size(language))
        return plain(shuffled(number, plain_size(language), question.seed), language);
    if (wanted == 2 && number < named_size)
        return named(shuffled(number, named_size, question.seed), language);
    if ((wanted == 1 || number % 2 == 0) && number < double_size(language))
        return doubled(shuffled(number, double_size(language), question.seed), language);
    return partners(shuffled(number % partners_size, partners_size, question.seed), language);
}

CompanyWords proprietor(CompanyQuestion const& question)
{
    auto const person = proprietor_of(question.seed, question.number);
    auto dice = Dice { question.seed, { 0x74726164, question.number } };
    auto words = CompanyWords {};
    words.stem = person.last + " " + person.first + " " + person.middle;
    words.name = "ИП " + words.stem;
    words.legal_name = "Индивидуальный предприниматель " + words.stem;
    words.form = "ip";
    words.industry = dice.one_of(russian_trades).industry;
    words.domain = domain_of("ip " + person.last + " " + std::to_string(question.number % 97));
    return words;
}

CompanyWords institution(CompanyQuestion const& question)
{
    static constexpr std::array<Label, 10> houses = {
        Label { "City Hospital", "Городская больница" },
        Label { "Technical School", "Технический лицей" },
        Label { "Municipal Waterworks", "Горводоканал" },
        Label { "Road Administration", "Дорожное управление" },
        Label { "District Council", "Администрация района" },
        Label { "Tram Depot", "Трамвайное депо" },
        Label { "Library Service", "Библиотечный центр" },
        Label { "Children's Clinic", "Детская поликлиника" },
        Label { "Fire Brigade", "Пожарная часть" },
        Label { "Housing Office", "Жилищное управление" },
    };
    auto const house = houses[question.number % houses.size()].in(question.language);
    auto const which = std::to_string(question.number / houses.size() + 1);
    auto const sign = question.language == Language::ru ? " № " : " No. ";
    auto words = CompanyWords {};
    words.stem = std::string { house } + sign + which;
    words.name = words.stem + ", " + std::string { question.town->name.in(question.language) };
    words.legal_name
        = question.language == Language::ru ? "Государственное учреждение «" + words.stem + "»" : words.name;
    words.form = "state";
    words.industry = "public_sector";
    words.domain = domain_of(words.name);
    return words;
}

CompanyWords with_form(std::string stem, std::string_view industry, Form const& form)
{
    auto words = CompanyWords {};
    words.name = stem + " " + std::string { form.written };
    words.legal_name = form.country == "RU" ? std::string { form.written } + " «" + stem + "»" : words.name;
    words.form = form.key;
    words.industry = industry;
    words.domain = domain_of(stem);
    words.stem = std::move(stem);
    return words;
}

}

CompanyWords company_of(CompanyQuestion const& question)
{
    if (question.kind == CompanyKind::proprietor)
        return proprietor(question);
    if (question.kind == CompanyKind::institution)
        return institution(question);
    auto dice = Dice { question.seed, { 0x666f726d, question.number } };
    auto stem = stem_of(question);
    return with_form(std::move(stem.text), stem.industry, form_in(dice, question.town->country));
}

CompanyWords daughter_of(CompanyWords const& head, CompanyQuestion const& question)
{
    auto dice = Dice { question.seed, { 0x666f726d, question.number } };
    auto const town = question.town->name.in(question.language);
    return with_form(head.stem + " " + std::string { town }, head.industry, form_in(dice, question.town->country));
}

std::string domain_of(std::string_view name)
{
    auto host = platform::key_from(name);
    std::ranges::replace(host, '_', '-');
    return host + ".example";
}

}
