#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/accounts/choices.h"

namespace kontor::accounts {

// A legal entity, institution, sole proprietor or branch that buys, may buy or bought from us.
struct Account : Entity {
    Account();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text legal_name { *this, "legal_name", { .label = { "Legal name", "Полное наименование" }, .searchable = true } };
    Choice legal_form { *this, "legal_form",
        {
            { "ooo", { "OOO", "ООО" } },
            { "ao", { "AO", "АО" } },
            { "pao", { "PAO", "ПАО" } },
            { "ip", { "IP", "ИП" } },
            { "gmbh", { "GmbH", "GmbH" } },
            { "ag", { "AG", "AG" } },
            { "ltd", { "Ltd", "Ltd" } },
            { "plc", { "PLC", "PLC" } },
            { "llc", { "LLC", "LLC" } },
            { "inc", { "Inc.", "Inc." } },
            { "corp", { "Corp.", "Corp." } },
            { "sa", { "SA", "SA" } },
            { "bv", { "BV", "BV" } },
            { "oy", { "Oy", "Oy" } },
            { "state", { "State institution", "Госучреждение" } },
        },
        { .label = { "Legal form", "Организационно-правовая форма" }, .open_choices = true } };
    Choice kind { *this, "kind",
        {
            { "corporate", { "Corporate", "Корпоративный" }, "indigo" },
            { "sole_proprietor", { "Sole proprietor", "Индивидуальный предприниматель" }, "cyan" },
            { "reseller", { "Reseller", "Посредник" }, "orange" },
            { "retail", { "Retail", "Розничный" }, "grey" },
        },
        { .label = { "Kind", "Вид контрагента" }, .required = true, .default_value = "corporate" } };
    Link segment { *this, "segment", "segment", { .label = { "Segment", "Сегмент" }, .indexed = true } };
    Choice tier { *this, "tier",
        {
            { "strategic", { "Strategic", "Стратегический" }, "red" },
            { "key", { "Key", "Ключевой" }, "orange" },
            { "growth", { "Growth", "Развиваемый" }, "teal" },
            { "standard", { "Standard", "Обычный" }, "grey" },
        },
        { .label = { "Tier", "Категория клиента" }, .default_value = "standard", .open_choices = true } };
    Lifecycle lifecycle { *this,
        {
            { "suspect", { "Suspect", "Предполагаемый" }, "grey" },
            { "prospect", { "Prospect", "Потенциальный" }, "blue" },
            { "client", { "Client", "Клиент" }, "green" },
            { "former_client", { "Former client", "Бывший клиент" }, "orange" },
            { "rejected", { "Rejected", "Отклонён" }, "red" },
        },
        {
            { "suspect", "prospect" },
            { "suspect", "client" },
            { "prospect", "client" },
            { "client", "former_client" },
            { "former_client", "client" },
            { "suspect", "rejected" },
            { "prospect", "rejected" },
            { "client", "rejected" },
            { "former_client", "rejected" },
            { "rejected", "suspect" },
        },
        "suspect" };
    Choice industry { *this, "industry",
        {
            { "manufacturing", { "Manufacturing", "Промышленность" } },
            { "energy", { "Energy", "Энергетика" } },
            { "construction", { "Construction", "Строительство" } },
            { "transport", { "Transport", "Транспорт" } },
            { "retail", { "Retail", "Розничная торговля" } },
            { "wholesale", { "Wholesale", "Оптовая торговля" } },
            { "food", { "Food", "Пищевая промышленность" } },
            { "agriculture", { "Agriculture", "Сельское хозяйство" } },
            { "technology", { "Technology", "Технологии" } },
            { "software", { "Software", "Программное обеспечение" } },
            { "telecommunications", { "Telecommunications", "Связь" } },
            { "finance", { "Finance", "Финансы" } },
            { "medical", { "Medical", "Медицина" } },
            { "education", { "Education", "Образование" } },
            { "entertainment", { "Entertainment", "Развлечения" } },
            { "marketing", { "Marketing", "Маркетинг" } },
            { "employment", { "Employment", "Подбор персонала" } },
            { "services", { "Services", "Услуги" } },
            { "hospitality", { "Hospitality", "Гостиницы и питание" } },
            { "real_estate", { "Real estate", "Недвижимость" } },
            { "mining", { "Mining", "Добыча" } },
            { "chemicals", { "Chemicals", "Химия" } },
            { "public_sector", { "Public sector", "Государственный сектор" } },
            { "other", { "Other", "Прочее" } },
        },
        { .label = { "Industry", "Отрасль" }, .indexed = true, .open_choices = true } };
    Text industry_code { *this, "industry_code",
        { .label = { "Industry code", "Код отрасли" }, .help = { "NACE or OKVED.", "ОКВЭД или NACE." }, .max = 20 } };
    Text country { *this, "country",
        { .label = { "Country", "Страна" }, .help = { "Two letters: DE.", "Две буквы: RU." }, .max = 2 } };
    Text tax_number { *this, "tax_number",
        { .label = { "Tax number", "ИНН" }, .searchable = true, .exact = true, .indexed = true, .max = 40 } };
    Text tax_branch_code { *this, "tax_branch_code",
        { .label = { "Tax branch code", "КПП" }, .exact = true, .max = 20 } };
    Text registration_number { *this, "registration_number",
        { .label = { "Registration number", "ОГРН (рег. номер)" }, .searchable = true, .exact = true, .max = 40 } };
    Text vat_number { *this, "vat_number", { .label = { "VAT number", "НДС-номер" }, .exact = true, .max = 40 } };
    Text lei { *this, "lei", { .label = { "LEI", "LEI" }, .unique = true, .exact = true, .max = 20 } };
    DayField founded_on { *this, "founded_on", { .label = { "Founded", "Дата регистрации" } } };
    Whole employees { *this, "employees", { .label = { "Employees", "Численность" }, .min_value = "0" } };
    Money annual_revenue { *this, "annual_revenue", { .label = { "Annual revenue", "Годовая выручка" } } };
    Percent state_share_percent { *this, "state_share_percent",
        { .label = { "State share", "Доля государства" }, .min_value = "0", .max_value = "100" } };
    Link parent { *this, "parent", *this,
        { .label = { "Parent company", "Головная организация" }, .on_delete = OnDelete::clear } };
    Choice branch_kind { *this, "branch_kind",
        {
            { "head_office", { "Head office", "Головной офис" } },
            { "subsidiary", { "Subsidiary", "Дочерняя компания" } },
            { "branch", { "Branch", "Филиал" } },
            { "store", { "Store", "Магазин" } },
            { "agency", { "Agency", "Представительство" } },
            { "unit", { "Unit", "Подразделение" } },
        },
        { .label = { "Place in the group", "Вид подразделения" } } };
    Phone phone { *this, "phone", { .label = { "Phone", "Телефон" }, .searchable = true } };
    Email email { *this, "email", { .label = { "E-mail", "Почта" }, .searchable = true } };
    Phone fax { *this, "fax", { .label = { "Fax", "Факс" } } };
    Url website { *this, "website", { .label = { "Website", "Сайт" }, .searchable = true } };
    AddressField legal_address { *this, "legal_address", { .label = { "Legal address", "Юр. адрес" } } };
    AddressField postal_address { *this, "postal_address", { .label = { "Postal address", "Почтовый адрес" } } };
    Number latitude { *this, "latitude", { .label = { "Latitude", "Широта" }, .min_value = "-90", .max_value = "90" } };
    Number longitude { *this, "longitude",
        { .label = { "Longitude", "Долгота" }, .min_value = "-180", .max_value = "180" } };
    Choice language { *this, "language", languages, { .label = { "Language", "Язык" }, .open_choices = true } };
    CurrencyField currency { *this, "currency", { .label = { "Currency", "Валюта" }, .default_value = "workspace()" } };
    Text delivery_terms { *this, "delivery_terms",
        { .label = { "Delivery terms", "Условия поставки" }, .help = { "Incoterms.", "Инкотермс." } } };
    Money credit_limit { *this, "credit_limit",
        { .label = { "Credit limit", "Кредитный лимит" }, .sensitive = true, .min_value = "0" } };
    Flag credit_hold { *this, "credit_hold", { .label = { "Credit hold", "Стоп-отгрузка" }, .sensitive = true } };
    Link source { *this, "source", "lead_source", { .label = { "Source", "Источник" } } };
    Text source_detail { *this, "source_detail", { .label = { "Source detail", "Уточнение источника" } } };
    AnyLink referred_by { *this, "referred_by", { .label = { "Referred by", "Кто рекомендовал" } } };
    Whole contact_cadence_days { *this, "contact_cadence_days",
        { .label = { "Contact rhythm, days", "Ритм контактов, дней" },
            .help = { "Empty: by tier, from 14 days for strategic to 60 for standard clients.",
                "Пусто: по категории, от 14 дней для стратегических до 60 для обычных." },
            .min_value = "1",
            .max_value = "1000" } };
    InstantField last_contact_at { *this, "last_contact_at",
        { .label = { "Last contact", "Последний контакт" },
            .roll_up = { RollUpFunction::max, "activities", "account", "completed_at", "status = \"done\"" } } };
    DayField contact_due_on { *this, "contact_due_on",
        { .label = { "Contact due", "Связаться до" }, .computed = true, .indexed = true } };
    Text next_step { *this, "next_step", { .label = { "Next step", "Следующий шаг" }, .computed = true } };
    DayField next_step_on { *this, "next_step_on",
        { .label = { "Next step on", "Дата шага" },
            .roll_up = { RollUpFunction::min, "activities", "account", "planned_on", "status = \"planned\"" } } };
    DayField became_client_on { *this, "became_client_on",
        { .label = { "Client since", "Клиент с" }, .computed = true } };
    Money open_deal_amount { *this, "open_deal_amount",
        { .label = { "In work", "В работе" },
            .default_value = "0",
            .roll_up = { RollUpFunction::sum, "deals", "account", "amount_base", "status = \"open\"" },
            .currency = "workspace()" } };
    LongText description { *this, "description", { .label = { "About", "О клиенте" }, .searchable = true } };
    Choice former_reason { *this, "former_reason",
        {
            { "competitor", { "Competitor", "Конкурент" } },
            { "price", { "Price", "Цена" } },
            { "service", { "Service", "Сервис" } },
            { "closed_down", { "Closed down", "Закрылся" } },
            { "insolvent", { "Insolvent", "Неплатёжеспособен" } },
            { "we_ended", { "We ended it", "Прекратили мы" } },
            { "no_need", { "No need", "Нет потребности" } },
        },
        { .label = { "Why they left", "Причина ухода" },
            .required_when = "status = \"former_client\"",
            .open_choices = true } };
    Text rejected_reason { *this, "rejected_reason",
        { .label = { "Why rejected", "Причина отказа" }, .required_when = "status = \"rejected\"" } };
    Owned owned { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
    Tagged tagged { *this };
};

inline Account const account;

}
