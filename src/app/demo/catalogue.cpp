#include "app/demo/house.h"
#include "modules/catalog/product.h"
#include "modules/catalog/product_family.h"
#include "records/writer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace kontor::demo {

using catalog::product;
using catalog::product_family;
using records::Transaction;
using records::Writer;

namespace {

struct Family {
    std::string_view key;
    std::string_view parent;
    Label name;
};
constexpr std::array families = {
    Family { "equipment", "", { "Equipment", "Оборудование" } },
    Family { "drives", "equipment", { "Drives and motors", "Приводы и двигатели" } },
    Family { "pumps", "equipment", { "Pumps and valves", "Насосы и арматура" } },
    Family { "control", "equipment", { "Control systems", "Системы управления" } },
    Family { "sensors", "equipment", { "Sensors and instruments", "Датчики и приборы" } },
    Family { "parts", "equipment", { "Spare parts", "Запасные части" } },
    Family { "services", "", { "Services", "Услуги" } },
    Family { "software", "services", { "Software", "Программное обеспечение" } },
    Family { "maintenance", "services", { "Maintenance", "Обслуживание" } },
};

struct Goods {
    std::string_view sku;
    Label name;
    std::string_view kind;
    std::string_view family;
    std::string_view unit;
    double price; // in euros
    int lead_days;
    int warranty_months;
    int released_days_ago;
    std::string_view status = "active";
};
constexpr std::array goods = {
    Goods { "DR-110", { "Frequency drive FD-11", "Преобразователь частоты ПЧ-11" }, "goods", "drives", "piece", 1'240,
        14, 36, 900 },
    Goods { "DR-550", { "Frequency drive FD-55", "Преобразователь частоты ПЧ-55" }, "goods", "drives", "piece", 4'850,
        21, 36, 700 },
    Goods { "MT-075", { "Motor M-75", "Электродвигатель М-75" }, "goods", "drives", "piece", 690, 10, 24, 1'500 },
    Goods { "MT-450", { "Motor M-450", "Электродвигатель М-450" }, "goods", "drives", "piece", 3'400, 28, 24, 1'500 },
    Goods { "PU-020", { "Circulation pump CP-20", "Циркуляционный насос ЦН-20" }, "goods", "pumps", "piece", 480, 7, 24,
        1'200 },
    Goods { "PU-200", { "Centrifugal pump CP-200", "Центробежный насос ЦН-200" }, "goods", "pumps", "piece", 5'900, 35,
        24, 800 },
    Goods { "PU-900", { "Pumping station PS-900", "Насосная станция НС-900" }, "bundle", "pumps", "set", 48'000, 70, 24,
        420 },
    Goods { "VA-050", { "Ball valve V-50", "Шаровой кран К-50" }, "goods", "pumps", "piece", 64, 3, 12, 2'000 },
    Goods { "VA-300", { "Control valve V-300", "Регулирующий клапан КР-300" }, "goods", "pumps", "piece", 1'980, 21, 24,
        1'000 },
    Goods { "CT-100", { "Controller C-100", "Контроллер К-100" }, "goods", "control", "piece", 1'150, 14, 36, 1'100,
        "phase_out" },
    Goods { "CT-200", { "Controller C-200", "Контроллер К-200" }, "goods", "control", "piece", 1'690, 14, 36, 60 },
    Goods { "CT-800", { "Control cabinet CC-8", "Шкаф управления ШУ-8" }, "goods", "control", "piece", 12'400, 42, 24,
        500 },
    Goods { "CT-900", { "Turnkey line control", "Система управления линией под ключ" }, "work", "control", "set",
        96'000, 120, 24, 300 },
    Goods { "CT-050", { "Operator panel P-7", "Панель оператора П-7" }, "goods", "control", "piece", 720, 10, 24, 640 },
    Goods { "SE-010", { "Temperature sensor T-10", "Датчик температуры Т-10" }, "goods", "sensors", "piece", 38, 2, 12,
        1'800 },
    Goods {
        "SE-020", { "Pressure sensor PS-20", "Датчик давления Д-20" }, "goods", "sensors", "piece", 145, 5, 18, 1'600 },
    Goods { "SE-300", { "Flow meter F-300", "Расходомер Р-300" }, "goods", "sensors", "piece", 2'350, 21, 24, 240 },
    Goods { "SE-700", { "Energy meter E-7", "Счётчик энергии Э-7" }, "goods", "sensors", "piece", 410, 7, 36, 380 },
    Goods { "SE-900", { "Laboratory analyser L-9", "Лабораторный анализатор Л-9" }, "goods", "sensors", "piece", 17'500,
        56, 24, 150 },
    Goods { "SP-001", { "Seal kit", "Комплект уплотнений" }, "goods", "parts", "set", 52, 2, 6, 2'000 },
    Goods { "SP-014", { "Bearing set", "Комплект подшипников" }, "goods", "parts", "set", 118, 3, 6, 2'000 },
    Goods { "SP-100", { "Spare parts package for a year", "Годовой пакет запчастей" }, "bundle", "parts", "set", 3'900,
        7, 12, 700 },
    Goods { "SW-010", { "Dispatcher, workplace", "Диспетчер, рабочее место" }, "subscription", "software", "year",
        1'320, 0, 0, 900 },
    Goods { "SW-020", { "Energy report", "Энергоотчёт" }, "subscription", "software", "year", 2'400, 0, 0, 45 },
    Goods { "SW-001", { "Dispatcher 4, workplace", "Диспетчер 4, рабочее место" }, "subscription", "software", "year",
        980, 0, 0, 2'100, "ended" },
    Goods { "SV-100", { "Service contract, basic", "Сервисный договор «Базовый»" }, "service", "maintenance", "year",
        6'800, 0, 0, 1'400 },
    Goods { "SV-300", { "Service contract, round the clock", "Сервисный договор «24/7»" }, "service", "maintenance",
        "year", 18'500, 0, 0, 600 },
    Goods { "SV-010", { "Engineer on site", "Выезд инженера" }, "work", "maintenance", "day", 780, 5, 0, 1'700 },
    Goods { "SV-020", { "Training of operators", "Обучение операторов" }, "service", "maintenance", "day", 1'150, 14, 0,
        1'300 },
    Goods {
        "SV-050", { "Extended warranty", "Расширенная гарантия" }, "warranty", "maintenance", "year", 890, 0, 12, 800 },
    Goods { "SE-950", { "Vibration monitor V-5", "Виброконтроль В-5" }, "goods", "sensors", "piece", 3'100, 28, 24, -40,
        "planned" },
};

constexpr Label selling_points
    = { "- Starts up in a day\n- Fits the cabinets of the last ten years\n- Spares from stock",
          "- Пуск за один день\n- Подходит к шкафам последних десяти лет\n- Запчасти со склада" };

Id add_family(Transaction& transaction, Family const& family, Language language)
{
    if (auto const here = find_by(transaction, product_family, product_family.key, std::string { family.key });
        !here.is_empty())
        return here;
    auto values = Values { { product_family.name, std::string { family.name.in(language) } },
        { product_family.key, std::string { family.key } } };
    if (!family.parent.empty())
        values.set(product_family.parent,
            find_by(transaction, product_family, product_family.key, std::string { family.parent }));
    return Writer::create(transaction, product_family, values).id;
}

Decimal money(double amount) { return Decimal::from_whole(std::llround(amount)); }

// Prices are round in every currency.
double price_of(Goods const& one, double level)
{
    auto const price = one.price * level;
    return price < 100 ? std::round(price) : std::round(price / 10) * 10;
}

Id add_goods(Transaction& transaction, Goods const& one, Language language, double level, Day today)
{
    if (auto const here = find_by(transaction, product, product.sku, std::string { one.sku }); !here.is_empty())
        return here;
    auto const price = price_of(one, level);
    auto values = Values { { product.name, std::string { one.name.in(language) } },
        { product.sku, std::string { one.sku } }, { product.kind, std::string { one.kind } },
        { product.product_family,
            find_by(transaction, product_family, product_family.key, std::string { one.family }) },
        { product.list_price, money(price) }, { product.cost, money(price * 0.62) },
        { product.min_margin_percent, Decimal::from_whole(18) },
        { product.lifecycle.status, std::string { one.status } }, { product.manufacturer, "Kontor Technik" },
        { product.summary, std::string { one.name.in(language) } } };
    values.assignments.emplace_back(product.unit, Key { std::string { one.unit } });
    if (one.lead_days > 0)
        values.set(product.lead_days, one.lead_days);
    if (one.warranty_months > 0)
        values.set(product.warranty_months, one.warranty_months);
    if (one.kind == "goods")
        values.set(product.selling_points, std::string { selling_points.in(language) });
    values.set(product.released_on, today.plus_days(-one.released_days_ago));
    return Writer::create(transaction, product, values).id;
}

}

void add_catalogue(History& history, Language language, House& house)
{
    history.write(house.people[manager].actor, [&](Transaction& transaction) {
        house.articles.clear();
        for (auto const& family : families)
            add_family(transaction, family, language);
        for (auto const& one : goods) {
            auto const id = add_goods(transaction, one, language, house.price_level, history.today());
            if (one.status == "active")
                house.articles.push_back({ id, std::string { one.name.in(language) }, price_of(one, house.price_level),
                    one.kind == "goods" || one.kind == "bundle" });
        }
        auto const services = std::ranges::stable_partition(house.articles, std::identity {}, &Article::is_goods);
        house.goods_count = house.articles.size() - services.size();
        auto const old = find_by(transaction, product, product.sku, "CT-100");
        Writer::update(transaction, transaction.schema().of(product), old,
            { { product.successor, find_by(transaction, product, product.sku, "CT-200") } }, {},
            Writer::Authority::engine);
    });
}

}
