#pragma once

#include "model/entity.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

namespace records {
class Change;
class Transaction;
class ActionCall;
class ReportCall;
class TodayCall;
struct ActionResult;
struct ReportTable;
}

using Rule = std::function<void(records::Change&)>;

enum class Moment {
    before_save, // may set, reject, warn
    after_save,  // the record is written; further writes go through the same Transaction
    before_remove,
    after_remove,
};

// A named thing that a person can do to a record beyond editing it.
struct ActionDeclaration {
    std::string_view name;
    Label label {};
    std::string_view icon = "bolt";
    std::string_view when {};          // a filter over the record: in which states it is offered
    std::string_view right = "update"; // the level of this grant is needed unless the role names the action
    bool confirm = false;
    bool bulk = false;
    bool undoable = true;
    std::string_view style {}; // "primary", "danger"
};

struct Action {
    Entity const* entity;
    ActionDeclaration declaration;
    Input const* input; // may be null
    std::function<records::ActionResult(records::ActionCall&)> run;
};

struct ReportParameter {
    std::string_view name;
    Label label {};
    std::string_view kind = "text"; // period, choice, link, whole
    std::string_view default_value {};
    std::vector<std::string_view> choices {};
};

struct Report {
    std::string_view name;
    Label label {};
    Entity const* entity; // whose records are counted: the right to read it is the right to the report
    std::vector<ReportParameter> parameters;
    std::function<records::ReportTable(records::ReportCall&)> run;
};

// A rule of Today (MODEL.md D): adds cards for the reader.
struct TodayRule {
    std::string_view name; // "T10"
    Entity const* entity;
    std::function<void(records::TodayCall&)> run;
};

// Records that a new workspace begins with: roles, stages, segments. Run once, in the order of registration, as the
// system.
struct Seed {
    std::string_view name;
    std::function<void(records::Transaction&)> run;
};

// All that the modules declare. Filled once at start by app/modules.cpp, then const.
class Registry {
public:
    void add(Entity const&);
    void add(Extension const&);
    void rule(Entity const&, Moment, std::string_view name, Rule);
    void action(
        Entity const&, ActionDeclaration, Input const*, std::function<records::ActionResult(records::ActionCall&)>);
    void report(Report);
    void today(TodayRule);
    void seed(Seed);

    // Checks every name once: link targets, roll-ups, layouts, titles. Throws std::runtime_error with a sentence.
    void check_names() const;

    struct NamedRule {
        std::string name;
        Rule run;
    };
    [[nodiscard]] std::vector<Entity const*> const& entities() const { return m_entities; }
    [[nodiscard]] std::vector<Extension const*> const& extensions() const { return m_extensions; }
    [[nodiscard]] std::vector<NamedRule> const& rules(std::string_view entity_singular, Moment) const;
    [[nodiscard]] std::vector<Action> const& actions() const { return m_actions; }
    [[nodiscard]] Action const* find_action(std::string_view entity_singular, std::string_view action) const;
    [[nodiscard]] std::vector<Report> const& reports() const { return m_reports; }
    [[nodiscard]] std::vector<TodayRule> const& today_rules() const { return m_today_rules; }
    [[nodiscard]] std::vector<Seed> const& seeds() const { return m_seeds; }
    [[nodiscard]] Entity const* find(std::string_view singular) const;

private:
    struct RuleSet {
        std::string entity;
        Moment moment;
        std::vector<NamedRule> rules;
    };
    std::vector<Entity const*> m_entities;
    std::vector<Extension const*> m_extensions;
    std::vector<RuleSet> m_rules;
    std::vector<Action> m_actions;
    std::vector<Report> m_reports;
    std::vector<TodayRule> m_today_rules;
    std::vector<Seed> m_seeds;
};

}
