#include "app/demo/words/towns.h"

#include <array>

namespace kontor::demo {

namespace {

constexpr std::array eastern = {
    Town { "RU", { "Moscow", "Москва" }, { "Moscow", "Москва" }, "1", 6, "+7 495", "77", 55.7558, 37.6173 },
    Town { "RU", { "Saint Petersburg", "Санкт-Петербург" }, { "Saint Petersburg", "Санкт-Петербург" }, "19", 6,
        "+7 812", "78", 59.9343, 30.3351 },
    Town { "RU", { "Moscow", "Москва" }, { "Moscow", "Москва" }, "1", 6, "+7 499", "77", 55.7105, 37.5402 },
    Town { "RU", { "Yekaterinburg", "Екатеринбург" }, { "Sverdlovsk Region", "Свердловская область" }, "620", 6,
        "+7 343", "66", 56.8389, 60.6057 },
    Town { "RU", { "Novosibirsk", "Новосибирск" }, { "Novosibirsk Region", "Новосибирская область" }, "630", 6,
        "+7 383", "54", 55.0084, 82.9357 },
    Town { "RU", { "Kazan", "Казань" }, { "Tatarstan", "Республика Татарстан" }, "420", 6, "+7 843", "16", 55.7963,
        49.1088 },
    Town { "RU", { "Nizhny Novgorod", "Нижний Новгород" }, { "Nizhny Novgorod Region", "Нижегородская область" }, "603",
        6, "+7 831", "52", 56.2965, 43.9361 },
    Town { "RU", { "Chelyabinsk", "Челябинск" }, { "Chelyabinsk Region", "Челябинская область" }, "454", 6, "+7 351",
        "74", 55.1644, 61.4368 },
    Town { "RU", { "Samara", "Самара" }, { "Samara Region", "Самарская область" }, "443", 6, "+7 846", "63", 53.1959,
        50.1002 },
    Town { "RU", { "Rostov-on-Don", "Ростов-на-Дону" }, { "Rostov Region", "Ростовская область" }, "344", 6, "+7 863",
        "61", 47.2357, 39.7015 },
    Town {
        "RU", { "Perm", "Пермь" }, { "Perm Territory", "Пермский край" }, "614", 6, "+7 342", "59", 58.0105, 56.2502 },
    Town { "RU", { "Krasnodar", "Краснодар" }, { "Krasnodar Territory", "Краснодарский край" }, "350", 6, "+7 861",
        "23", 45.0355, 38.9753 },
    Town { "RU", { "Murmansk", "Мурманск" }, { "Murmansk Region", "Мурманская область" }, "183", 6, "+7 8152", "51",
        68.9585, 33.0827 },
    Town { "RU", { "Kaliningrad", "Калининград" }, { "Kaliningrad Region", "Калининградская область" }, "236", 6,
        "+7 4012", "39", 54.7104, 20.4522 },
    Town { "RU", { "Vladivostok", "Владивосток" }, { "Primorye", "Приморский край" }, "690", 6, "+7 423", "25", 43.1155,
        131.8855 },
    Town {
        "RU", { "Tula", "Тула" }, { "Tula Region", "Тульская область" }, "300", 6, "+7 4872", "71", 54.1931, 37.6173 },
};

constexpr std::array western = {
    Town { "DE", { "Berlin", "Берлин" }, { "Berlin", "Берлин" }, "10", 5, "+49 30", "", 52.5200, 13.4050 },
    Town { "GB", { "London", "Лондон" }, { "England", "Англия" }, "EC", 0, "+44 20", "", 51.5074, -0.1278 },
    Town { "DE", { "Hamburg", "Гамбург" }, { "Hamburg", "Гамбург" }, "20", 5, "+49 40", "", 53.5511, 9.9937 },
    Town { "US", { "Chicago", "Чикаго" }, { "Illinois", "Иллинойс" }, "606", 5, "+1 312", "", 41.8781, -87.6298 },
    Town { "DE", { "Munich", "Мюнхен" }, { "Bavaria", "Бавария" }, "80", 5, "+49 89", "", 48.1351, 11.5820 },
    Town { "GB", { "Leeds", "Лидс" }, { "England", "Англия" }, "LS", 0, "+44 113", "", 53.8008, -1.5491 },
    Town {
        "US", { "Boston", "Бостон" }, { "Massachusetts", "Массачусетс" }, "021", 5, "+1 617", "", 42.3601, -71.0589 },
    Town { "DE", { "Dortmund", "Дортмунд" }, { "North Rhine-Westphalia", "Северный Рейн — Вестфалия" }, "44", 5,
        "+49 231", "", 51.5136, 7.4653 },
    Town { "NL", { "Rotterdam", "Роттердам" }, { "South Holland", "Южная Голландия" }, "30", 4, "+31 10", "", 51.9244,
        4.4777 },
    Town { "AT", { "Vienna", "Вена" }, { "Vienna", "Вена" }, "10", 4, "+43 1", "", 48.2082, 16.3738 },
    Town { "CH", { "Zurich", "Цюрих" }, { "Zurich", "Цюрих" }, "80", 4, "+41 44", "", 47.3769, 8.5417 },
    Town { "FI", { "Helsinki", "Хельсинки" }, { "Uusimaa", "Уусимаа" }, "00", 5, "+358 9", "", 60.1699, 24.9384 },
    Town { "FR", { "Lyon", "Лион" }, { "Auvergne-Rhône-Alpes", "Овернь — Рона — Альпы" }, "690", 5, "+33 4", "",
        45.7640, 4.8357 },
    Town { "US", { "Houston", "Хьюстон" }, { "Texas", "Техас" }, "770", 5, "+1 713", "", 29.7604, -95.3698 },
    Town { "FR", { "Nantes", "Нант" }, { "Pays de la Loire", "Земли Луары" }, "440", 5, "+33 2", "", 47.2184, -1.5536 },
    Town { "NL", { "Eindhoven", "Эйндховен" }, { "North Brabant", "Северный Брабант" }, "56", 4, "+31 40", "", 51.4416,
        5.4697 },
    Town { "FI", { "Turku", "Турку" }, { "Southwest Finland", "Варсинайс-Суоми" }, "20", 5, "+358 2", "", 60.4518,
        22.2666 },
    Town { "GB", { "Glasgow", "Глазго" }, { "Scotland", "Шотландия" }, "G", 0, "+44 141", "", 55.8642, -4.2518 },
    Town { "CH", { "Geneva", "Женева" }, { "Geneva", "Женева" }, "12", 4, "+41 22", "", 46.2044, 6.1432 },
    Town { "AT", { "Linz", "Линц" }, { "Upper Austria", "Верхняя Австрия" }, "40", 4, "+43 732", "", 48.3069, 14.2858 },
};

constexpr std::array<std::string_view, 16> russian_streets = { "ул. Ленина", "пр. Мира", "ул. Гагарина",
    "Промышленная ул.", "ул. Садовая", "Заводское шоссе", "наб. Октябрьская", "ул. Пушкина", "Московский пр.",
    "ул. Чехова", "Складской пр.", "ул. Кирова", "Новая ул.", "ул. Маяковского", "Портовая ул.", "ул. Тимирязева" };
constexpr std::array<std::string_view, 10> german_streets = { "Hauptstraße", "Lindenallee", "Industriestraße",
    "Am Hafen", "Bahnhofstraße", "Goethestraße", "Werftweg", "Schillerplatz", "Gartenstraße", "Kanalufer" };
constexpr std::array<std::string_view, 10> english_streets = { "Mill Lane", "Victoria Road", "Foundry Street",
    "Harbour Way", "Station Road", "Park Avenue", "King Street", "Canal Side", "Maple Drive", "Market Square" };
constexpr std::array<std::string_view, 6> french_streets = { "rue de la Gare", "avenue des Alpes", "quai du Rhône",
    "rue Pasteur", "boulevard de l'Industrie", "place du Marché" };
constexpr std::array<std::string_view, 6> dutch_streets
    = { "Havenweg", "Kanaalstraat", "Stationsplein", "Industrielaan", "Molenstraat", "Parklaan" };
constexpr std::array<std::string_view, 5> finnish_streets
    = { "Satamakatu", "Tehtaankatu", "Asemakatu", "Puistokatu", "Rantatie" };

}

std::span<Town const> towns_of(Language language)
{
    return language == Language::ru ? std::span<Town const> { eastern } : std::span<Town const> { western };
}

std::span<std::string_view const> streets_of(std::string_view country)
{
    if (country == "RU")
        return russian_streets;
    if (country == "FR")
        return french_streets;
    if (country == "NL")
        return dutch_streets;
    if (country == "FI")
        return finnish_streets;
    return country == "GB" || country == "US" ? std::span<std::string_view const> { english_streets }
                                              : std::span<std::string_view const> { german_streets };
}

}
