#include "app/demo/dossier.h"

#include "base/check.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace kontor::demo {

namespace {

// Each kind of question has dice of its own.
enum Topic : std::uint64_t { of_client = 1, of_opening, of_contact, of_deal, of_talks, of_plan, of_enquiry };

Dice dice_for(World const& world, Topic topic, std::uint64_t number, std::uint64_t part = 0)
{
    return Dice { world.options.seed, { topic, number, part } };
}

// Clients come in packs: the first of each may have daughters among the others.
constexpr std::uint64_t pack_size = 11;

Language language_of(World const& world, Dice& dice)
{
    auto const is_russian = dice.falls(55);
    return world.options.language.value_or(is_russian ? Language::ru : Language::en);
}

// Most of the house was there when the books begin; the rest came by and by, lately more.
int opening_of(World const& world, std::uint64_t number)
{
    if (number == 0)
        return history_days - 1;
    auto dice = dice_for(world, of_opening, number);
    if (dice.falls(45))
        return static_cast<int>(dice.between(history_days - 40, history_days - 1));
    auto const share = dice.share();
    return static_cast<int>(share * share * (history_days - 45)) + 2;
}

std::size_t owner_for(World const& world, Dice& dice, bool is_key)
{
    auto sum = 0;
    auto const share_of = [&](Colleague const& one) { return is_key && !one.takes_key_clients ? 0 : one.share; };
    for (auto const& one : world.house.people)
        sum += share_of(one);
    auto drawn = dice.between(0, sum - 1);
    for (std::size_t i = 0; i < world.house.people.size(); ++i)
        if ((drawn -= share_of(world.house.people[i])) < 0)
            return i;
    return manager;
}

void choose_size(Dice& dice, ClientFacts& client)
{
    static constexpr std::array<std::string_view, 4> segments = { "small", "medium", "large", "government" };
    static constexpr std::array<std::string_view, 4> tiers = { "strategic", "key", "growth", "standard" };
    auto const segment = dice.weighted({ 44, 36, 13, 7 });
    client.segment = segments[segment];
    client.tier = tiers[segment == 0 ? dice.weighted({ 0, 1, 15, 84 })
            : segment == 1           ? dice.weighted({ 1, 8, 32, 59 })
                                     : dice.weighted({ 14, 30, 30, 26 })];
    static constexpr std::array<double, 4> medians = { 22, 160, 1'900, 420 };
    client.employees = std::clamp(static_cast<int>(dice.log_normal(medians[segment], 0.7)), 1, 90'000);
    if (segment == 0 && client.language == Language::ru && dice.falls(16))
        client.kind = CompanyKind::proprietor;
    if (segment == 3)
        client.kind = CompanyKind::institution;
    if (client.kind == CompanyKind::proprietor)
        client.employees = static_cast<int>(dice.between(1, 12));
}

void choose_town(World const& world, Dice& dice, ClientFacts& client)
{
    // One firm in eight is at home in the other world: a name of one alphabet, a form of the other.
    auto const wanders = dice.falls(12) && !world.options.language && client.kind == CompanyKind::firm;
    auto const is_russian = (client.language == Language::ru) != wanders;
    auto const towns = towns_of(is_russian ? Language::ru : Language::en);
    // The first towns of the list are the large ones.
    auto const place = std::min(dice.share(), dice.share());
    client.town = &towns[static_cast<std::size_t>(place * static_cast<double>(towns.size()))];
}

void choose_fate(World const& world, Dice& dice, ClientFacts& client)
{
    auto const was_there = client.opened > history_days - 45;
    static constexpr std::array<std::string_view, 3> statuses = { "client", "prospect", "suspect" };
    client.first_status = statuses[was_there ? dice.weighted({ 60, 30, 10 }) : dice.weighted({ 0, 65, 35 })];
    auto const leaves = client.first_status == "client" ? dice.falls(6) : dice.falls(7);
    if (leaves && !client.is_key() && client.opened > 120)
        client.ended = static_cast<int>(dice.between(15, client.opened - 60));
    if (world.is_crowded) {
        client.contact_count = client.kind == CompanyKind::proprietor ? 1 : 2;
        client.deal_count = 1;
        return;
    }
    client.contact_count = static_cast<int>(client.tier == "strategic" ? dice.between(5, 7)
            : client.tier == "key"                                     ? dice.between(3, 6)
            : client.segment == "small"                                ? dice.between(1, 2)
                                                                       : dice.between(1, 4));
    if (client.kind == CompanyKind::proprietor)
        client.contact_count = 1;
    client.deal_count = static_cast<int>(client.tier == "strategic" ? dice.between(4, 7)
            : client.tier == "key"                                  ? dice.between(2, 5)
            : client.tier == "growth"                               ? dice.between(1, 4)
                                                                    : dice.between(0, 3));
    if (client.first_status == "suspect")
        client.deal_count = std::min(client.deal_count, 1);
}

// The client that everybody knows: large, old, and the manager's own.
void make_first(ClientFacts& client)
{
    client.kind = CompanyKind::firm;
    client.segment = "large";
    client.tier = "strategic";
    client.first_status = "client";
    client.owner = manager;
    client.town = &towns_of(client.language)[1];
    client.employees = 2'400;
    client.contact_count = std::max(client.contact_count, 4);
    client.deal_count = std::max(client.deal_count, 5);
    client.ended.reset();
}

void make_daughter(World const& world, ClientFacts& client, std::uint64_t head_number)
{
    auto const head = client_facts(world, head_number);
    client.parent = head_number;
    client.language = head.language;
    if (client.kind == CompanyKind::proprietor)
        client.contact_count = 2;
    client.kind = CompanyKind::firm;
    client.owner = head.owner;
    client.opened = std::min(client.opened, head.opened);
    client.branch_kind = client.number % 2 == 0 ? "subsidiary" : "branch";
    auto const towns = towns_of(head.language);
    client.town = &towns[(head_number / pack_size + client.number % pack_size) % towns.size()];
    client.ended.reset();
    if (client.segment == "government")
        client.segment = "medium";
}

}

ClientFacts client_facts(World const& world, std::uint64_t number)
{
    auto client = ClientFacts {};
    auto dice = dice_for(world, of_client, number);
    client.number = number;
    client.language = language_of(world, dice);
    if (number == 0)
        client.language = world.options.language.value_or(Language::ru);
    client.opened = opening_of(world, number);
    choose_size(dice, client);
    auto const place = number % pack_size;
    auto const is_head = place == 0, is_daughter = (place == 4 || place == 7) && dice.falls(60);
    if (is_head && client.kind != CompanyKind::firm) {
        client.kind = CompanyKind::firm;
        client.segment = "medium";
        client.employees = 240;
    }
    choose_town(world, dice, client);
    client.owner = owner_for(world, dice, client.is_key());
    choose_fate(world, dice, client);
    if (is_head) {
        client.branch_kind = "head_office";
        client.ended.reset();
    }
    if (number == 0)
        make_first(client);
    else if (is_daughter)
        make_daughter(world, client, number - place);
    if (client.ended && *client.ended >= client.opened - 30)
        client.ended.reset();
    return client;
}

CompanyWords client_words(World const& world, ClientFacts const& client)
{
    auto question = CompanyQuestion { world.options.seed, client.number, client.language, client.kind, client.town };
    if (client.parent) {
        auto const head = client_facts(world, *client.parent);
        return daughter_of(client_words(world, head), question);
    }
    auto words = company_of(question);
    if (client.number == 0) {
        auto const is_russian = client.language == Language::ru;
        words.stem = is_russian ? "Северный Вектор-Логистика" : "Nordvektor Logistics";
        words.name = is_russian ? "Северный Вектор-Логистика АО" : "Nordvektor Logistics Ltd";
        words.legal_name = is_russian ? "АО «Северный Вектор-Логистика»" : words.name;
        words.form = is_russian ? "ao" : "ltd";
        words.industry = "transport";
        words.domain = is_russian ? "severvector.example" : "nordvektor.example";
    }
    return words;
}

namespace {

struct Job {
    Label title;
    Label unit;
    std::string_view level;
    std::string_view buying_role;
    int decision_power;
};
// In the order in which one gets to know them: who decides, who buys, who uses.
constexpr std::array jobs = {
    Job { { "Managing director", "Генеральный директор" }, { "Management", "Руководство" }, "executive",
        "decision_maker", 5 },
    Job {
        { "Head of procurement", "Руководитель закупок" }, { "Procurement", "Отдел закупок" }, "head", "champion", 3 },
    Job { { "Chief financial officer", "Финансовый директор" }, { "Finance", "Финансы" }, "executive", "economic_buyer",
        4 },
    Job { { "Technical director", "Технический директор" }, { "Engineering", "Техническая дирекция" }, "executive",
        "blocker", 4 },
    Job { { "Operations manager", "Начальник производства" }, { "Production", "Производство" }, "head", "user", 2 },
    Job { { "Lawyer", "Юрист" }, { "Legal", "Юридический отдел" }, "specialist", "legal", 2 },
    Job { { "Chief engineer", "Главный инженер" }, { "Engineering", "Техническая дирекция" }, "head", "influencer", 3 },
    Job { { "Buyer", "Специалист по закупкам" }, { "Procurement", "Отдел закупок" }, "specialist", "gatekeeper", 1 },
    Job {
        { "Energy manager", "Главный энергетик" }, { "Engineering", "Техническая дирекция" }, "specialist", "user", 2 },
    Job { { "Deputy director", "Заместитель директора" }, { "Management", "Руководство" }, "executive", "approver", 4 },
};

}

ContactFacts contact_facts(World const& world, ClientFacts const& client, int contact)
{
    auto dice = dice_for(world, of_contact, client.number, static_cast<std::uint64_t>(contact));
    auto facts = ContactFacts {};
    // Where both languages are spoken, one in seven has a name of the other.
    auto const wanders = dice.falls(14) && !world.options.language;
    facts.language = (client.language == Language::ru) != wanders ? Language::ru : Language::en;
    facts.person = person_of(dice, facts.language);
    // Everybody of a client has another job; small ones have a boss and a buyer.
    auto const first
        = contact == 0 ? std::size_t { 0 } : static_cast<std::size_t>(contact + (client.employees > 400 ? 0 : 4));
    auto const& job = jobs[client.number == 0 ? static_cast<std::size_t>(contact) % jobs.size() : first % jobs.size()];
    facts.title = job.title.in(client.language);
    facts.unit = job.unit.in(client.language);
    facts.level = job.level;
    facts.buying_role = job.buying_role;
    facts.decision_power = job.decision_power;
    static constexpr std::array<std::string_view, 5> attitudes
        = { "hostile", "sceptic", "neutral", "supporter", "advocate" };
    facts.attitude = job.buying_role == "champion" ? attitudes[dice.falls(70) ? 4 : 3]
        : job.buying_role == "blocker"             ? attitudes[dice.falls(30) ? 0 : 1]
                                                   : attitudes[dice.weighted({ 2, 14, 44, 30, 10 })];
    facts.reports_to_first = contact > 0;
    if (contact == 0 && client.kind == CompanyKind::proprietor) {
        facts.language = Language::ru;
        facts.person = proprietor_of(world.options.seed, client.number);
        facts.title = "Индивидуальный предприниматель";
    }
    if (client.number == 0 && contact < 4) {
        struct Known {
            Label first;
            Label middle;
            Label last;
            bool is_female;
        };
        static constexpr std::array known = {
            Known { { "Elena", "Елена" }, { "", "Игоревна" }, { "Markova", "Маркова" }, true },
            Known { { "Dmitri", "Дмитрий" }, { "", "Сергеевич" }, { "Orlov", "Орлов" }, false },
            Known { { "Irina", "Ирина" }, { "", "Павловна" }, { "Sobol", "Соболь" }, true },
            Known { { "Viktor", "Виктор" }, { "", "Андреевич" }, { "Ganin", "Ганин" }, false },
        };
        auto const& one = known[static_cast<std::size_t>(contact)];
        facts.language = client.language;
        facts.person = { std::string { one.first.in(client.language) },
            client.language == Language::ru ? std::string { one.middle.ru } : std::string {},
            std::string { one.last.in(client.language) }, one.is_female };
    }
    return facts;
}

std::size_t some_goods(World const& world, Dice& dice)
{
    return static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(world.house.goods_count) - 1));
}

namespace {

double usual_amount(World const& world, ClientFacts const& client)
{
    auto const base = client.segment == "small" ? 4'200.0
        : client.segment == "medium"            ? 19'000.0
        : client.segment == "large"             ? 86'000.0
                                                : 47'000.0;
    auto const factor = client.tier == "strategic" ? 2.4
        : client.tier == "key"                     ? 1.6
        : client.tier == "growth"                  ? 1.0
                                                   : 0.7;
    return base * factor * world.house.price_level;
}

// Two digits that count and zeros, as people estimate.
double rounded(double amount)
{
    auto const unit = std::pow(10.0, std::max(0.0, std::floor(std::log10(amount)) - 1.0));
    return std::max(unit, std::round(amount / unit) * unit);
}

void choose_lines(World const& world, Dice& dice, DealFacts& facts)
{
    auto const count = dice.weighted({ 30, 34, 24, 12 }); // three in ten are only estimated
    for (std::size_t i = 0; i < count; ++i) {
        auto const wanted = facts.amount / static_cast<double>(count);
        for (auto attempt = 0; attempt < 12; ++attempt) {
            auto const article
                = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(world.house.articles.size()) - 1));
            auto const quantity = wanted / world.house.articles[article].price;
            auto const is_new = std::ranges::find(facts.lines, article, &DealLine::article) == facts.lines.end();
            if (!is_new || quantity < 0.5 || quantity > 400)
                continue;
            facts.lines.push_back({ article, std::max(1, static_cast<int>(std::lround(quantity))),
                dice.falls(35) ? static_cast<int>(dice.between(2, 12)) : 0 });
            break;
        }
    }
    auto const main = std::ranges::find_if(
        facts.lines, [&](DealLine const& line) { return line.article < world.house.goods_count; });
    if (main != facts.lines.end())
        facts.article = main->article;
}

// Where the deal goes, stage by stage, until it is decided or today is reached.
void walk(World const& world, Dice& dice, DealFacts& facts, int started)
{
    auto const& stages = facts.process->open;
    auto const speed = dice.log_normal(0.75, 0.3);
    auto const gets_stuck_in
        = dice.falls(14) ? static_cast<std::size_t>(dice.between(1, static_cast<std::int64_t>(stages.size()))) : 0;
    // About two in five deals are won, however many stages there are.
    auto const loses_percent
        = static_cast<int>(100.0 * (1.0 - std::pow(0.41, 1.0 / static_cast<double>(stages.size()))));
    auto hoped = started;
    for (auto const& stage : stages)
        hoped -= static_cast<int>(stage.rot_days * 0.9);
    hoped -= static_cast<int>(dice.between(-5, 25));
    auto day = static_cast<double>(started);
    for (std::size_t stage = 0;; ++stage) {
        facts.steps.push_back({ static_cast<int>(day), stage, hoped });
        if (dice.falls(22))
            hoped -= static_cast<int>(dice.between(7, 35));
        auto stay = dice.log_normal(stages[stage].rot_days * 0.8, 0.5) * speed + 1;
        if (stage + 1 == gets_stuck_in) {
            stay *= 5;
            facts.is_stuck = true;
        }
        day -= stay;
        if (day < 0)
            break;
        if (dice.falls(loses_percent)) {
            facts.ending = DealFacts::Ending::lost;
            break;
        }
        if (stage + 1 == stages.size()) {
            facts.ending = DealFacts::Ending::won;
            break;
        }
    }
    facts.ended = std::max(0, static_cast<int>(day));
    if (facts.ending != DealFacts::Ending::open) {
        facts.is_stuck = false;
    } else if (auto& last = facts.steps.back(); last.closes >= 0 && !dice.falls(12)) {
        // Who still works on it has looked at the day; one in eight has not.
        last.closes = -static_cast<int>(dice.between(3, 75));
    }
    if (world.is_crowded && facts.steps.size() > 1) {
        auto last = facts.steps.back();
        facts.steps.erase(facts.steps.begin() + 1, facts.steps.end());
        if (facts.ending == DealFacts::Ending::open)
            facts.steps.push_back(last);
    }
}

}

DealFacts deal_facts(World const& world, ClientFacts const& client, int deal)
{
    auto dice = dice_for(world, of_deal, client.number, static_cast<std::uint64_t>(deal));
    auto facts = DealFacts {};
    facts.process = client.segment == "government" && dice.falls(70) ? &world.house.tender : &world.house.sale;
    facts.name = dice.one_of(deal_names());
    static constexpr std::array<std::string_view, 5> kinds_of_client
        = { "repeat", "expansion", "renewal", "cross_sale", "project" };
    facts.kind = client.first_status == "client" || deal > 1 ? kinds_of_client[dice.weighted({ 40, 20, 18, 12, 10 })]
        : dice.falls(85)                                     ? "new"
                                                             : "project";
    facts.amount = rounded(dice.log_normal(usual_amount(world, client), 0.85));
    // What it is about costs no more than the whole.
    for (auto attempt = 0; attempt < 6; ++attempt) {
        facts.article = some_goods(world, dice);
        if (world.house.articles[facts.article].price <= facts.amount)
            break;
    }
    if (!world.is_crowded)
        choose_lines(world, dice, facts);
    // Half of what there is began lately: then the board has something in every stage.
    auto const latest = client.ended ? *client.ended + 90 : 0;
    auto const earliest = std::max(latest, dice.falls(52) ? std::min(client.opened, 95) : client.opened);
    auto const started = static_cast<int>(dice.between(std::min(latest, earliest), earliest));
    walk(world, dice, facts, std::min(started, client.opened));
    if (client.ended && facts.ending == DealFacts::Ending::open) {
        facts.ending = DealFacts::Ending::lost;
        facts.ended = *client.ended + 1;
    }
    if (client.ended)
        facts.ended = std::max(facts.ended, *client.ended + 1);
    if (facts.ending == DealFacts::Ending::won && client.ended && client.first_status != "client")
        facts.ending = DealFacts::Ending::lost; // whoever is rejected had bought nothing
    // A deal that was decided was not moved afterwards.
    if (facts.ending != DealFacts::Ending::open)
        while (facts.steps.size() > 1 && facts.steps.back().day < facts.ended)
            facts.steps.pop_back();
    check(facts.started() >= facts.ended || facts.ending == DealFacts::Ending::open, "a deal ends after it began");
    return facts;
}

namespace {

int cadence_of(ClientFacts const& client)
{
    return client.tier == "strategic" ? 14 : client.tier == "key" ? 21 : client.tier == "growth" ? 30 : 60;
}

std::optional<int> deal_of(std::vector<DealFacts> const& deals, int day)
{
    for (std::size_t i = 0; i < deals.size(); ++i)
        if (deals[i].is_open_on(day) && !(deals[i].is_stuck && day < deals[i].steps.back().day))
            return static_cast<int>(i);
    return {};
}

}

std::vector<TalkFacts> talks(World const& world, ClientFacts const& client, std::vector<DealFacts> const& deals)
{
    auto dice = dice_for(world, of_talks, client.number);
    auto list = std::vector<TalkFacts> {};
    if (world.is_crowded && !dice.falls(60))
        return list;
    auto const cadence = cadence_of(client);
    auto const most = world.is_crowded ? 1 : client.is_key() ? 16 : client.tier == "growth" ? 10 : 6;
    auto const until = client.ended.value_or(0);
    // Most are seen in time; some have been forgotten for twice as long as they should be.
    auto const neglect = dice.falls(14) ? 1.2 + dice.share() : dice.share() * 0.95;
    auto day = std::max(1.0, cadence * neglect) + until;
    auto const subjects = calls_and_meetings().size() + tasks().size();
    while (day <= client.opened && static_cast<int>(list.size()) < most) {
        auto talk = TalkFacts {};
        talk.day = static_cast<int>(day);
        talk.subject = dice.falls(78)
            ? static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(calls_and_meetings().size()) - 1))
            : static_cast<std::size_t>(dice.between(
                static_cast<std::int64_t>(calls_and_meetings().size()), static_cast<std::int64_t>(subjects) - 1));
        talk.contact = static_cast<int>(dice.between(0, client.contact_count - 1));
        if (dice.falls(72))
            talk.deal = deal_of(deals, talk.day);
        list.push_back(talk);
        day += cadence * (0.4 + 1.1 * dice.share());
    }
    return list;
}

std::optional<PlanFacts> plan(World const& world, ClientFacts const& client, std::vector<DealFacts> const& deals)
{
    auto dice = dice_for(world, of_plan, client.number);
    if (client.ended)
        return {};
    auto facts = PlanFacts {};
    auto const open
        = std::ranges::find_if(deals, [](DealFacts const& one) { return one.ending == DealFacts::Ending::open; });
    auto const percent = open != deals.end() && !open->is_stuck ? 78 : client.is_key() ? 55 : 20;
    if (!dice.falls(world.is_crowded ? percent / 3 : percent))
        return {};
    if (open != deals.end())
        facts.deal = static_cast<int>(open - deals.begin());
    auto const when = dice.weighted({ 9, 10, 42, 39 });
    facts.day = static_cast<int>(when == 0 ? 0
            : when == 1                    ? dice.between(1, 12)
            : when == 2                    ? -dice.between(1, 7)
                                           : -dice.between(8, 40));
    auto const begins = std::min(client.opened, open != deals.end() ? open->steps.back().day : client.opened);
    if (facts.day > begins)
        facts.day = -3;
    facts.made = std::min(begins, std::max(facts.day, 0) + static_cast<int>(dice.between(1, 9)));
    auto const is_task = dice.falls(35) || facts.day > 0;
    auto const first = is_task ? calls_and_meetings().size() : 0;
    auto const last = (is_task ? calls_and_meetings().size() + tasks().size() : calls_and_meetings().size()) - 1;
    facts.subject
        = static_cast<std::size_t>(dice.between(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last)));
    facts.contact = static_cast<int>(dice.between(0, client.contact_count - 1));
    return facts;
}

Meeting const& meeting_of(std::size_t subject)
{
    auto const first = calls_and_meetings();
    return subject < first.size() ? first[subject] : tasks()[subject - first.size()];
}

EnquiryFacts enquiry_facts(World const& world, std::uint64_t number)
{
    auto dice = dice_for(world, of_enquiry, number);
    auto facts = EnquiryFacts {};
    facts.number = number;
    facts.language = language_of(world, dice);
    facts.received = static_cast<int>(dice.falls(38) ? dice.between(0, 6) : dice.between(3, 400));
    facts.article = some_goods(world, dice);
    facts.question = static_cast<std::size_t>(dice.between(0, static_cast<std::int64_t>(enquiries().size()) - 1));
    facts.owner = owner_for(world, dice, false);
    static constexpr std::array<std::string_view, 7> channels
        = { "web_form", "email", "phone", "event", "referral", "chat", "visit" };
    facts.channel = channels[dice.weighted({ 34, 26, 20, 8, 5, 4, 3 })];
    facts.came_by_phone = facts.channel == "phone" || facts.channel == "visit";
    using State = EnquiryFacts::State;
    if (facts.received <= 1)
        facts.state = dice.falls(65) ? State::fresh : State::working;
    else if (facts.received <= 6)
        facts.state = dice.falls(20) ? State::fresh : dice.falls(60) ? State::working : State::dismissed;
    else
        facts.state = dice.falls(4) ? State::working : dice.falls(58) ? State::qualified : State::dismissed;
    if (enquiries()[facts.question].is_spam && facts.state == State::qualified)
        facts.state = State::dismissed;
    facts.decided = std::max(0, facts.received - static_cast<int>(dice.between(1, 5)));
    if (facts.state != State::qualified)
        return facts;
    // Nobody is found among the first few that were clients then: it came to nothing.
    for (auto attempt = 0; attempt < 6 && !facts.client; ++attempt) {
        auto const candidate = static_cast<std::uint64_t>(dice.between(0, world.options.accounts - 1));
        if (opening_of(world, candidate) > facts.decided + 8 && candidate % pack_size != 4
            && candidate % pack_size != 7)
            facts.client = candidate;
    }
    if (!facts.client)
        facts.state = State::dismissed;
    return facts;
}

std::uint64_t enquiry_count(World const& world)
{
    auto const accounts = static_cast<std::uint64_t>(world.options.accounts);
    return world.is_crowded ? accounts / 20 : std::max<std::uint64_t>(24, accounts * 2 / 5);
}

}
