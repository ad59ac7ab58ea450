#include "records/meta.h"

#include "base/json.h"
#include "base/problem.h"
#include "model/traits.h"
#include "records/action.h"
#include "records/field_meta.h"
#include "records/filter_binding.h"
#include "records/report.h"
#include "records/writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <unistd.h>

namespace kontor::records {

namespace {

struct HouseDepartment : Entity {
    HouseDepartment() : Entity("department", "departments", {}) { }
    Text name { *this, "name", { .required = true } };
};
struct HouseUser : Entity {
    HouseUser() : Entity("user", "users", {}) { }
    Text name { *this, "name", { .required = true } };
    Link department { *this, "department", "department" };
};
struct HousePipeline : Entity {
    HousePipeline() : Entity("pipeline", "pipelines", { .keyed = true, .hidden = true }) { }
    Text name { *this, "name", { .required = true } };
    Text key { *this, "key", { .required = true } };
};
struct HouseStage : Entity {
    HouseStage() : Entity("stage", "stages", { .keyed = true, .hidden = true }) { }
    Text name { *this, "name", { .required = true } };
    Text key { *this, "key", { .required = true } };
    Text colour { *this, "colour" };
    Link pipeline { *this, "pipeline", "pipeline", { .required = true } };
    Choice base_status { *this, "base_status", { { "open" }, { "won" }, { "lost" } } };
    Percent probability { *this, "probability" };
    Whole rot_days { *this, "rot_days" };
};
struct HouseDeal : Entity {
    HouseDeal()
        : Entity("deal", "deals",
            { .module = "deals",
                .label = { { "Deal", "Сделка" }, { "Deals", "Сделки" } },
                .icon = "coins",
                .list = { "name", "amount", "stage", "margin" },
                .views
                = { { .name = "board", .label = { "Pipeline", "Воронка" }, .kind = "board", .group_by = "stage" },
                    { .name = "rich", .filter = "margin > 10" } } })
    {
    }
    Owned owned { *this, false };
    Text name { *this, "name", { .label = { "Name", "Название" }, .searchable = true } };
    Link stage { *this, "stage", "stage", { .required = true, .default_value = "first()" } };
    Money amount { *this, "amount", { .min_value = "0" } };
    CurrencyField currency { *this, "currency", { .default_value = "EUR" } };
    Percent margin { *this, "margin", { .sensitive = true } };
    DayField closes_on { *this, "closes_on" };
    Choice lost_reason { *this, "lost_reason", { { "price", { "Price", "Цена" }, "orange" } },
        { .required_when = "stage = \"lost\"" } };
    Links people { *this, "people", "user", {}, { { "role", FieldType::choice, {}, { { "champion" } } } } };
    LongText notes { *this, "notes" };
};
struct HouseDealLine : Entity {
    HouseDealLine() : Entity("deal_line", "deal_lines", { .title = "text", .hidden = true }) { }
    LinesOf lines { *this, "deal", "lines" };
    Text text { *this, "text" };
};
struct LoseInput : Input {
    Choice lost_reason { *this, "lost_reason", { { "price", { "Price", "Цена" } } },
        { .label = { "Why?", "Почему?" }, .required = true } };
};

HouseDepartment const department;
HouseUser const user;
HousePipeline const pipeline;
HouseStage const stage;
HouseDeal const deal;
HouseDealLine const deal_line;
LoseInput const lose_input;

// A workspace with one pipeline of two stages, on SQLite.
class House {
public:
    House()
        : m_folder(std::filesystem::temp_directory_path() / ("kontor_meta_test_" + std::to_string(getpid())))
        , m_database(db::open("sqlite:" + (m_folder / "kontor.db").string(), { .syncs_to_disk = false }))
        , m_store(*m_database, filled(m_registry), m_clock)
    {
        m_store.migrate();
        m_store.load();
        m_store.write(Actor::system(), [](Transaction& transaction) {
            auto const sales
                = Writer::create(transaction, pipeline, { { pipeline.name, "Sales" }, { pipeline.key, "sales" } });
            Writer::create(transaction, stage,
                { { stage.name, "Offer" }, { stage.key, "offer" }, { stage.pipeline, sales.id },
                    { stage.colour, "blue" }, { stage.base_status, "open" },
                    { stage.probability, Decimal::from_whole(45) }, { stage.rot_days, std::int64_t { 14 } } });
            Writer::create(transaction, stage,
                { { stage.name, "Lost" }, { stage.key, "lost" }, { stage.pipeline, sales.id },
                    { stage.base_status, "lost" } });
        });
    }
    ~House()
    {
        auto error = std::error_code {};
        std::filesystem::remove_all(m_folder, error);
    }
    House(House const&) = delete;
    House& operator=(House const&) = delete;

    void read(Actor const& actor, std::function<void(Reading&)> const& work) { m_store.read(actor, work); }
    [[nodiscard]] Registry const& registry() const { return m_registry; }

    std::string document(Actor const& actor)
    {
        auto text = std::string {};
        read(actor, [&](Reading& reading) { text = meta(reading, m_registry); });
        return text;
    }
    Json of(Actor const& actor) { return std::get<Json>(parse_json(document(actor))); }

private:
    static Registry const& filled(Registry& registry)
    {
        for (auto const* entity :
            std::initializer_list<Entity const*> { &department, &user, &pipeline, &stage, &deal, &deal_line })
            registry.add(*entity);
        registry.action(deal,
            { .name = "lose", .label = { "Mark as lost", "Проиграна" }, .when = "stage = \"offer\"", .bulk = true },
            &lose_input, [](ActionCall&) { return ActionResult {}; });
        registry.action(deal, { .name = "burn", .label = { "Burn" }, .right = "delete" }, nullptr,
            [](ActionCall&) { return ActionResult {}; });
        registry.report(
            { "won_lost", { "Won and lost" }, &deal, { { .name = "period", .label = { "Period" }, .kind = "period" } },
                [](ReportCall&) { return ReportTable {}; } });
        return registry;
    }

    std::filesystem::path m_folder;
    std::unique_ptr<db::Database> m_database;
    Registry m_registry;
    FixedClock m_clock { Instant { 1'795'000'000'000 } };
    Store m_store;
};

House& house()
{
    static auto one = House {};
    return one;
}

Actor seller(std::map<std::string, Grant, std::less<>> more = {})
{
    auto role = std::make_shared<Role>();
    role->key = "account_manager";
    role->name = "Account manager";
    role->grants = std::move(more);
    auto all = Grant {};
    all.read = all.update = all.create = Level::own;
    role->grants.emplace("*", all);
    auto ana = Actor {};
    ana.user = Id { 5 };
    ana.name = "Ana Lima";
    ana.role = role;
    return ana;
}

Json const* by_name(Json const& list, std::string_view name)
{
    for (auto const& element : *list.as_array())
        if (*element.find("name")->as_string() == name)
            return &element;
    return nullptr;
}

Json const& entity_of(Json const& document, std::string_view name)
{
    auto const* found = by_name(*document.find("entities"), name);
    if (!found)
        throw std::runtime_error("meta has no such entity");
    return *found;
}

Json const& field_of(Json const& entity, std::string_view name)
{
    auto const* found = by_name(*entity.find("fields"), name);
    if (!found)
        throw std::runtime_error("meta has no such field");
    return *found;
}

std::string text_at(Json const& json, std::initializer_list<std::string_view> path)
{
    auto const* here = &json;
    for (auto name : path)
        if (here = here->find(name); !here)
            return "absent";
    return here->to_text();
}

}

TEST(meta, tells_what_an_entity_is_called_and_made_of)
{
    auto const document = house().of(seller());
    auto const& deals = entity_of(document, "deals");
    EXPECT_EQ(text_at(deals, { "label" }), R"({"one":"Deal","many":"Deals"})");
    EXPECT_EQ(text_at(deals, { "singular" }), "\"deal\"");
    EXPECT_EQ(text_at(deals, { "traits" }), R"(["owned"])");
    EXPECT_EQ(text_at(field_of(deals, "name"), { "type" }), "\"text\"");
    EXPECT_EQ(text_at(field_of(deals, "name"), { "max" }), "255");
    EXPECT_EQ(text_at(field_of(deals, "amount"), { "currency" }), "\"currency\"");
    EXPECT_EQ(text_at(field_of(deals, "amount"), { "base" }), "\"amount_base\"");
    EXPECT_EQ(text_at(field_of(deals, "amount"), { "min" }), "\"0\"");
    EXPECT_EQ(text_at(field_of(deals, "amount_base"), { "read_only" }), "true");
    EXPECT_EQ(text_at(field_of(deals, "amount_base"), { "write" }), "false");
    EXPECT_EQ(text_at(field_of(deals, "currency"), { "default" }), "\"EUR\"");
    EXPECT_EQ(text_at(field_of(deals, "stage"), { "default" }), "\"first\"");
    EXPECT_EQ(text_at(field_of(deals, "lost_reason"), { "required_when" }), R"("stage = \"lost\"")");
    EXPECT_EQ(text_at(field_of(deals, "people"), { "columns" }),
        R"([{"name":"role","type":"choice","label":"Role",)"
        R"("choices":[{"value":"champion","label":"Champion","colour":"grey"}]}])");
    EXPECT_EQ(text_at(field_of(deals, "created_at"), { "system" }), "true");
    EXPECT_EQ(by_name(*deals.find("fields"), "deleted_at"), nullptr);
}

TEST(meta, speaks_the_language_of_the_reader)
{
    auto ana = seller();
    ana.language = Language::ru;
    auto const document = house().of(ana);
    auto const& deals = entity_of(document, "deals");
    EXPECT_EQ(text_at(document, { "language" }), "\"ru\"");
    EXPECT_EQ(text_at(deals, { "label", "many" }), "\"Сделки\"");
    EXPECT_EQ(text_at(field_of(deals, "name"), { "label" }), "\"Название\"");
    EXPECT_EQ(text_at(field_of(deals, "lost_reason"), { "choices" }),
        R"([{"value":"price","label":"Цена","colour":"orange"}])");
    EXPECT_NE(meta_etag(house().document(ana)), meta_etag(house().document(seller())));
}

TEST(meta, a_short_administered_list_comes_as_choices)
{
    auto const document = house().of(seller());
    auto const* choices = field_of(entity_of(document, "deals"), "stage").find("choices");
    ASSERT_TRUE(choices && choices->as_array());
    ASSERT_EQ(choices->as_array()->size(), 2u);
    auto const& offer = choices->as_array()->at(1);
    EXPECT_EQ(text_at(offer, { "key" }), "\"offer\"");
    EXPECT_EQ(text_at(offer, { "label" }), "\"Offer\"");
    EXPECT_EQ(text_at(offer, { "colour" }), "\"blue\"");
    EXPECT_EQ(text_at(offer, { "status" }), "\"open\"");
    EXPECT_EQ(text_at(offer, { "probability" }), "\"45\"");
    EXPECT_EQ(text_at(offer, { "days_until_rot" }), "14");
    EXPECT_NE(text_at(offer, { "pipeline" }), "absent");
    EXPECT_EQ(text_at(choices->as_array()->at(0), { "key" }), "\"lost\"");
    EXPECT_EQ(text_at(choices->as_array()->at(0), { "probability" }), "absent");
}

TEST(meta, what_is_hidden_is_absent)
{
    auto ana = seller({ { "stages", Grant {} }, { "pipelines", Grant {} } });
    auto const document = house().of(ana);
    EXPECT_EQ(by_name(*document.find("entities"), "stages"), nullptr);
    auto const& deals = entity_of(document, "deals");
    EXPECT_EQ(by_name(*deals.find("fields"), "margin"), nullptr);
    EXPECT_EQ(text_at(field_of(deals, "stage"), { "choices" }), "absent");
    EXPECT_EQ(text_at(field_of(deals, "stage"), { "entity" }), "absent");
    EXPECT_EQ(by_name(*deals.find("actions"), "burn"), nullptr) << "nobody gave ana the right to delete";
    EXPECT_NE(by_name(*deals.find("actions"), "lose"), nullptr);
    for (auto const& view : *deals.find("views")->as_array())
        EXPECT_NE(*view.find("id")->as_string(), "v_rich") << "its filter asks for the margin";
    EXPECT_EQ(house().document(ana).find("margin"), std::string::npos);
}

TEST(meta, an_administrator_sees_all)
{
    auto const document = house().of(Actor::system());
    auto const& deals = entity_of(document, "deals");
    EXPECT_NE(by_name(*deals.find("fields"), "margin"), nullptr);
    EXPECT_NE(by_name(*deals.find("actions"), "burn"), nullptr);
    EXPECT_EQ(deals.find("views")->as_array()->size(), 2u);
    EXPECT_EQ(text_at(document, { "me", "administrator" }), "true");
}

TEST(meta, names_what_a_page_needs_to_draw_a_record)
{
    auto const document = house().of(seller());
    auto const& deals = entity_of(document, "deals");
    EXPECT_EQ(text_at(deals, { "roles", "title" }), "\"name\"");
    EXPECT_EQ(text_at(deals, { "roles", "status" }), "\"stage\"");
    EXPECT_EQ(text_at(deals, { "roles", "amount" }), "\"amount\"");
    EXPECT_EQ(text_at(deals, { "roles", "owner" }), "\"owner\"");
    EXPECT_EQ(text_at(deals, { "roles", "closes_on" }), "\"closes_on\"");
    EXPECT_EQ(text_at(deals, { "roles", "highlight" }), R"(["amount","stage"])");
    EXPECT_EQ(text_at(deals, { "lifecycle" }), R"({"field":"stage","moves":"any"})");
    EXPECT_EQ(text_at(deals, { "layouts", "form" }), R"(["name","stage"])");
    auto const layout = text_at(deals, { "layouts", "record" });
    EXPECT_NE(layout.find(R"({"widget":"stage_path"})"), std::string::npos);
    EXPECT_NE(layout.find(R"({"related":"lines"})"), std::string::npos);
    auto const* lines = by_name(*deals.find("relations"), "lines");
    ASSERT_TRUE(lines);
    EXPECT_EQ(text_at(*lines, { "entity" }), "\"deal_lines\"");
    EXPECT_EQ(text_at(*lines, { "lines" }), "true");
}

TEST(meta, actions_bring_their_input)
{
    auto const document = house().of(seller());
    auto const* lose = by_name(*entity_of(document, "deals").find("actions"), "lose");
    ASSERT_TRUE(lose);
    EXPECT_EQ(text_at(*lose, { "bulk" }), "true");
    EXPECT_EQ(text_at(*lose, { "input" }),
        R"([{"name":"lost_reason","type":"choice","label":"Why?","required":true,)"
        R"("choices":[{"value":"price","label":"Price","colour":"orange"}]}])")
        << "the choices are the field's own, as the workspace has them";
}

TEST(meta, tells_the_reader_about_himself)
{
    auto const document = house().of(seller());
    EXPECT_EQ(text_at(document, { "me", "title" }), "\"Ana Lima\"");
    EXPECT_EQ(text_at(document, { "me", "role", "key" }), "\"account_manager\"");
    EXPECT_EQ(text_at(entity_of(document, "deals"), { "permissions" }),
        R"({"read":"own","create":"own","update":"own","delete":"none","export":"none"})");
    EXPECT_EQ(text_at(document, { "reports" }),
        R"([{"name":"won_lost","label":"Won and lost","entity":"deals",)"
        R"("parameters":[{"name":"period","label":"Period","kind":"period"}]}])");
    EXPECT_EQ(text_at(document, { "limits", "page_size" }), "500");
}

TEST(meta, one_entity_is_the_same_as_in_the_whole)
{
    auto const ana = seller({ { "pipelines", Grant {} } });
    auto const document = house().of(ana);
    house().read(ana, [&](Reading& reading) {
        auto const one = meta_of(reading, house().registry(), reading.schema.of(deal));
        ASSERT_TRUE(one);
        EXPECT_EQ(*one, entity_of(document, "deals").to_text());
        EXPECT_EQ(meta_of(reading, house().registry(), reading.schema.of(pipeline)), std::nullopt);
    });
}

TEST(meta, the_etag_is_stable_and_follows_the_rights)
{
    auto const tag = meta_etag(house().document(seller()));
    EXPECT_EQ(tag, meta_etag(house().document(seller())));
    EXPECT_EQ(tag.size(), 12u);
    EXPECT_TRUE(tag.starts_with("\"m-"));
    auto no_create = Grant {};
    no_create.read = Level::own;
    EXPECT_NE(tag, meta_etag(house().document(seller({ { "deals", no_create } }))));
}

TEST(meta, every_operator_that_meta_names_is_taken_by_a_filter)
{
    house().read(Actor::system(), [&](Reading& reading) {
        auto const& entity = reading.schema.of(deal);
        auto const context = BindingContext { reading.schema, reading.actor, reading.now, 1, true };
        auto literal_of = [](FieldType type) -> std::string {
            switch (type) {
            case FieldType::whole:
            case FieldType::percent:
            case FieldType::money: return "1";
            case FieldType::day:
            case FieldType::instant: return "2026-11-23";
            case FieldType::choice: return "\"price\"";
            case FieldType::link:
            case FieldType::links: return "\"17\"";
            default: return "\"x\"";
            }
        };
        for (auto const* field : entity.fields) {
            for (auto symbol : filter_operators(field->type())) {
                auto filter = field->name() + " ";
                if (symbol == "null")
                    filter += "= null";
                else if (symbol == "IN")
                    filter += "IN (" + literal_of(field->type()) + ")";
                else
                    filter += std::string { symbol } + " " + literal_of(field->type());
                EXPECT_NO_THROW(bind_filter(filter, entity, context)) << filter;
            }
        }
    });
}

}
