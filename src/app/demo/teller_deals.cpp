#include "app/demo/teller.h"
#include "app/demo/telling.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "records/writer.h"

#include <algorithm>
#include <array>
#include <memory>

namespace kontor::demo {

using deals::deal;
using deals::deal_contact;
using records::Writer;

namespace {

Dice dice_of(World const& world, ClientFacts const& client, int number, std::uint64_t topic)
{
    return Dice { world.options.seed, { 0x6465616c, topic, client.number, static_cast<std::uint64_t>(number) } };
}

LinksEdit goods_of(World const& world, DealFacts const& facts)
{
    auto edit = LinksEdit { &deal.products };
    for (auto const& line : facts.lines) {
        auto const& article = world.house.articles[line.article];
        auto tied_article = LinkedRecord { article.id };
        tied_article.data.emplace_back("quantity", Decimal::from_whole(line.quantity));
        tied_article.data.emplace_back("price", whole_money(article.price));
        if (line.discount_percent > 0)
            tied_article.data.emplace_back("discount_percent", Decimal::from_whole(line.discount_percent));
        edit.add.push_back(std::move(tied_article));
    }
    return edit;
}

}

void Teller::begin_deal(Slice& slice, ClientFacts const& client, int number)
{
    auto dice = dice_of(m_world, client, number, 1);
    auto const facts = deal_facts(m_world, client, number);
    auto const& step = facts.steps.front();
    auto const telling = Telling { client.language, contact_facts(m_world, client, 0).person.whole(),
        m_world.house.articles[facts.article].name, client.town->name.in(client.language),
        std::to_string(dice.between(2, 24)), {} };
    auto values = Values { { deal.name, telling(facts.name) }, { deal.account, client_in(slice, client.number) },
        { deal.pipeline, facts.process->pipeline }, { deal.stage, facts.process->open[step.stage].id },
        { deal.kind, text(facts.kind) }, { deal.closes_on, m_history.today().plus_days(-step.closes) } };
    if (auto const source = m_world.house.sources.find(dice.falls(60) ? "own_base" : "web");
        source != m_world.house.sources.end())
        values.set(deal.source, source->second);
    if (dice.falls(55) && !m_world.is_crowded)
        values.set(deal.need_summary, telling(dice.one_of(needs())))
            .set(deal.value_for_client, telling(dice.one_of(values_for_client())));
    if (dice.falls(m_world.is_crowded ? 10 : 45))
        values.set(deal.competitors, text(dice.one_of(rivals(client.language))));
    if (facts.lines.empty())
        values.set(deal.amount, whole_money(facts.amount));
    else
        values.links.push_back(goods_of(m_world, facts));
    // The one who decides, and whoever else has his say.
    auto participants = LinesEdit { &slice.transaction.schema().of(deal_contact), false };
    auto const count = m_world.is_crowded ? static_cast<int>(dice.between(0, 1))
                                          : std::min(client.contact_count, static_cast<int>(dice.between(1, 4)));
    for (auto i = 0; i < count; ++i)
        participants.edits.push_back({ {},
            std::make_shared<Values>(
                Values { { deal_contact.contact, contact_in(slice, client, i) }, { deal_contact.is_main, i == 0 } }) });
    if (count > 0)
        values.lines.push_back(std::move(participants));
    auto const made = Writer::create(slice.transaction, deal, values);
    slice.deals.push_back({ m_shelves.deals_before[client.number] + static_cast<std::uint32_t>(number), made.id });
}

void Teller::move_deal(Slice& slice, ClientFacts const& client, int number, int step_number)
{
    auto const facts = deal_facts(m_world, client, number);
    auto const& step = facts.steps[static_cast<std::size_t>(step_number)];
    Writer::update(slice.transaction, slice.transaction.schema().of(deal), deal_in(slice, client, number),
        { { deal.stage, facts.process->open[step.stage].id },
            { deal.closes_on, m_history.today().plus_days(-step.closes) } },
        {}, Writer::Authority::engine);
}

void Teller::end_deal(Slice& slice, ClientFacts const& client, int number)
{
    auto dice = dice_of(m_world, client, number, 2);
    auto const facts = deal_facts(m_world, client, number);
    auto values = Values {};
    if (facts.ending == DealFacts::Ending::won) {
        static constexpr std::array<std::string_view, 8> reasons
            = { "quality", "relationship", "price", "service", "benefit", "term", "functionality", "information" };
        values.set(deal.stage, facts.process->won)
            .set(deal.won_reason, text(reasons[dice.weighted({ 22, 18, 16, 14, 12, 8, 6, 4 })]));
    } else {
        static constexpr std::array<std::string_view, 9> reasons = { "price", "incumbent_stayed", "no_budget",
            "no_decision", "term", "functionality", "conditions", "not_qualified", "we_withdrew" };
        auto const reason = reasons[dice.weighted({ 30, 18, 14, 12, 9, 6, 5, 4, 2 })];
        values.set(deal.stage, facts.process->lost).set(deal.lost_reason, text(reason));
        auto const has_winner
            = reason == "price" || reason == "term" || reason == "functionality" || reason == "conditions";
        if (has_winner)
            values.set(deal.lost_to, text(dice.one_of(rivals(client.language))));
        if (reason == "price" && dice.falls(60))
            values.set(deal.lost_price, whole_money(facts.amount * (0.82 + 0.14 * dice.share())));
        if (dice.falls(m_world.is_crowded ? 10 : 45))
            values.set(deal.lost_note, text(dice.one_of(loss_notes()).in(client.language)));
    }
    Writer::update(slice.transaction, slice.transaction.schema().of(deal), deal_in(slice, client, number), values, {},
        Writer::Authority::engine);
}

}
