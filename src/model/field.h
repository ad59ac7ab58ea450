#pragma once

#include "base/language.h"
#include "model/value.h"

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kontor {

struct FieldSet;

enum class FieldType {
    text,
    long_text,
    rich_text,
    email,
    phone,
    url, // text with a folded companion column
    whole,
    duration, // int64
    number,
    percent,
    money, // Decimal
    day,
    instant,
    flag,
    choice,
    choices,
    link,
    links,
    any_link,
    file,
    address,
    json,
    currency,
};
std::string_view name_of(FieldType); // as on the wire: "long_text"
std::optional<FieldType> field_type_by_name(std::string_view);

// Text in both languages that lives as long as the process or the Schema that owns it.
struct OwnedLabel {
    std::string en;
    std::string ru;
    OwnedLabel() = default;
    OwnedLabel(Label label) : en(label.en), ru(label.ru) { }
    OwnedLabel(std::string english, std::string russian) : en(std::move(english)), ru(std::move(russian)) { }
    [[nodiscard]] std::string const& in(Language language) const
    {
        return language == Language::ru && !ru.empty() ? ru : en;
    }
};

struct ChoiceOption {
    std::string value;
    OwnedLabel label;
    std::string colour = "grey";
    bool is_retired = false;
};

// A declared choice: { "won", { "Won", "Выиграна" }, "green" }.
struct ChoiceDeclaration {
    std::string_view value;
    Label label {};
    std::string_view colour = "grey";
};

// What happens to a record when the record it links to goes to the bin.
enum class OnDelete { refuse, clear, cascade };

enum class RollUpFunction { sum, count, min, max };

// A stored value of the parent over its children: sum(deals.amount_base, status = "open").
struct RollUp {
    RollUpFunction function = RollUpFunction::count;
    std::string_view of {};    // the child entity's collection: "deals"
    std::string_view via {};   // the child's link to the parent: "account"
    std::string_view field {}; // what is summed; empty for count
    std::string_view where {}; // a filter over the child's own fields
};

struct FieldOptions {
    Label label {}; // default: the name with spaces
    Label help {};
    bool required = false;
    bool unique = false;     // among the records outside the bin
    bool searchable = false; // in search, and `q` of lists
    bool computed = false;   // written by rules and the engine only
    bool sensitive = false;  // hidden unless a role opens it
    bool personal = false;   // erasable, in the person's export
    bool exact = false;      // a code: import matches it exactly, not folded
    bool indexed = false;
    std::size_t max = 0;           // code points; 0 is the type's usual
    std::string_view min_value {}; // decimal text, inclusive
    std::string_view max_value {};
    std::string_view default_value {}; // a literal, or me(), now(), today(), first()
    std::string_view required_when {}; // a filter over the record, told to the page; a rule enforces it
    std::string_view formula {};       // over the record's own fields
    RollUp roll_up {};
    OnDelete on_delete = OnDelete::refuse;
    std::string_view currency {}; // money: the field that holds the currency
    bool open_choices = false;    // administrators may add, rename and hide values (MODEL.md: Choice+)
};

// What is known of one field: of a declaration for the life of the process, of a custom field for the life of its
// Schema.
struct FieldDefinition {
    std::string name;
    FieldType type = FieldType::text;
    OwnedLabel label;
    OwnedLabel help;
    bool required = false, unique = false, searchable = false, computed = false, sensitive = false, personal = false,
         exact = false;
    bool indexed = false, open_choices = false;
    bool is_custom = false;
    bool is_system = false;
    std::size_t max = 255;
    std::optional<Decimal> min_value, max_value;
    std::string default_value, required_when, formula;
    std::optional<RollUp> roll_up;
    OnDelete on_delete = OnDelete::refuse;
    std::string currency_field;
    std::vector<ChoiceOption> choices;
    std::string target;                   // link, links: the target entity's singular name
    std::vector<FieldDefinition> columns; // links that carry data
    std::string base_of;                  // `<field>_base`: the money field that it converts
};

// A field: the declaration, and the typed key into dynamic records. Its number is unique in the process and depends on
// the link order: it never reaches a file, a token or another process.
class Field {
public:
    Field(FieldSet& owner, std::string_view name, FieldType type, FieldOptions const& options);
    explicit Field(FieldDefinition definition); // a custom field
    // A declared field as one workspace has changed it (label, choices): the same key, so that typed access goes on
    // working.
    Field(Field const& declared, FieldDefinition changed);
    Field(Field const&) = delete;
    Field& operator=(Field const&) = delete;

    [[nodiscard]] std::string const& name() const { return m_definition.name; }
    [[nodiscard]] FieldType type() const { return m_definition.type; }
    [[nodiscard]] int number() const { return m_number; }
    [[nodiscard]] FieldDefinition const& definition() const { return m_definition; }

    [[nodiscard]] bool is_text() const; // has a folded companion
    [[nodiscard]] bool is_decimal() const;
    [[nodiscard]] bool is_stored() const { return m_definition.type != FieldType::links; }
    [[nodiscard]] bool is_read_only() const { return m_definition.computed || m_definition.is_system; }
    [[nodiscard]] ChoiceOption const* find_choice(std::string_view value) const;

    bool operator==(Field const& other) const { return m_number == other.m_number; }

protected:
    FieldDefinition m_definition;

private:
    int m_number;
};

// The column that keeps what `:`, order and ranges compare for a text field: "name_fold".
std::string fold_column(std::string_view field_name);
// What is kept there: the folding of API.md 4.5; of an e-mail its lower case, of a phone its digits.
std::string companion_of(FieldType, std::string_view text);

template<typename T> class TypedField : public Field {
public:
    using Type = T;
    using Field::Field;
};

struct Text : TypedField<std::string> {
    Text(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::text, options)
    {
    }
};
struct LongText : TypedField<std::string> {
    LongText(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::long_text, options)
    {
    }
};
struct RichText : TypedField<std::string> { // Markdown, sanitised when shown
    RichText(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::rich_text, options)
    {
    }
};
struct Email : TypedField<std::string> {
    Email(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::email, options)
    {
    }
};
struct Phone : TypedField<std::string> {
    Phone(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::phone, options)
    {
    }
};
struct Url : TypedField<std::string> {
    Url(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::url, options)
    {
    }
};
struct Whole : TypedField<std::int64_t> {
    Whole(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::whole, options)
    {
    }
};
struct Duration : TypedField<std::int64_t> { // seconds
    Duration(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::duration, options)
    {
    }
};
struct Number : TypedField<Decimal> {
    Number(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::number, options)
    {
    }
};
struct Percent : TypedField<Decimal> { // 12.5 is 12.5 %
    Percent(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::percent, options)
    {
    }
};
struct Money : TypedField<Decimal> { // in the currency of the field named by .currency, "currency" when not said
    Money(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::money, options)
    {
    }
};
struct DayField : TypedField<Day> {
    DayField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::day, options)
    {
    }
};
struct InstantField : TypedField<Instant> {
    InstantField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::instant, options)
    {
    }
};
struct Flag : TypedField<bool> {
    Flag(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::flag, options)
    {
    }
};
struct Choice : TypedField<std::string> {
    Choice(FieldSet& owner, std::string_view name, std::initializer_list<ChoiceDeclaration> choices,
        FieldOptions const& options = {});
};
struct Choices : TypedField<std::vector<std::string>> {
    Choices(FieldSet& owner, std::string_view name, std::initializer_list<ChoiceDeclaration> choices,
        FieldOptions const& options = {});
};
// To one record. The target is named by its header's object or, where that header cannot be included, by its singular
// name.
struct Link : TypedField<Id> {
    Link(FieldSet& owner, std::string_view name, FieldSet const& target, FieldOptions const& options = {});
    Link(FieldSet& owner, std::string_view name, std::string_view target, FieldOptions const& options = {});
};
struct LinkColumn {
    std::string_view name;
    FieldType type = FieldType::text;
    Label label {};
    std::vector<ChoiceDeclaration> choices {};
};
// To many records, kept in a table of its own: `<entities>__<name>`.
struct Links : TypedField<std::vector<Id>> {
    Links(FieldSet& owner, std::string_view name, std::string_view target, FieldOptions const& options = {},
        std::vector<LinkColumn> const& columns = {});
};
// To a record of any entity: two columns, `<name>` and `<name>_entity` (the collection).
struct AnyLink : TypedField<Id> {
    AnyLink(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::any_link, options)
    {
    }
};
struct FileField : TypedField<Id> {
    FileField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::file, options)
    {
    }
};
struct AddressField : TypedField<Address> {
    AddressField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::address, options)
    {
    }
};
struct JsonField : TypedField<JsonText> {
    JsonField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::json, options)
    {
    }
};
struct CurrencyField : TypedField<std::string> { // ISO 4217
    CurrencyField(FieldSet& owner, std::string_view name, FieldOptions const& options = {})
        : TypedField(owner, name, FieldType::currency, options)
    {
    }
};

}
