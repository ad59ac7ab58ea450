#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace kontor::records {

// What a statement's text says of what it reads and changes.
struct StatementShape {
    enum class Kind {
        select,    // and nothing else: asked again, it says the same until one of its tables changes
        lock,      // a select that locks rows
        change,    // insert, update, delete
        savepoint, // begun or released
        rollback,
        other,
    };
    Kind kind = Kind::other;
    std::size_t changed_table = 0;   // by table_key(); of a change or lock
    std::vector<std::size_t> tables; // after from and join
    std::vector<std::size_t> words;  // all names in it, sorted: a table that it reads is among them
    int id_parameter = -1;           // it reads, locks or changes only the row of this id; from 0

    [[nodiscard]] bool mentions(std::size_t table) const;
};

std::size_t table_key(std::string_view table);

// Looked at once per text and thread.
std::shared_ptr<StatementShape const> shape_of(std::string_view sql);

}
