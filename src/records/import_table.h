#pragma once

#include "base/csv.h"
#include "records/import_mapping.h"

#include <cstdint>
#include <fstream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace kontor::records {

struct ImportCell {
    std::string text;
    bool was_quoted = false;
};

struct ImportRow {
    std::size_t line = 0;
    std::vector<ImportCell> cells;
    std::string fault;    // why the row could not be read; empty when it could
    bool is_last = false; // nothing can be read after this fault
};

// A file of rows: encoding and delimiter guessed where the mapping says auto, the header read. Holds a row at a time.
// The central bank's XML of reference rates is read as rows of exchange_rates.
class ImportTable {
public:
    // Throws Problem when the file cannot be read as a table at all.
    ImportTable(std::string const& path, ImportMapping const&);

    [[nodiscard]] std::vector<std::string> const& headers() const { return m_headers; }
    [[nodiscard]] std::string_view encoding() const;
    [[nodiscard]] std::string const& delimiter() const { return m_format.delimiter; }
    [[nodiscard]] char decimal() const { return m_decimal; }
    std::optional<ImportRow> next();
    [[nodiscard]] std::uint64_t bytes_read() const { return m_bytes_read; }
    [[nodiscard]] std::uint64_t size() const { return m_size; }

private:
    void read_reference_rates();

    std::ifstream m_file;
    std::uint64_t m_size = 0, m_bytes_read = 0;
    Encoding m_encoding = Encoding::utf8;
    std::unique_ptr<Decoder> m_decoder;
    CsvFormat m_format;
    std::unique_ptr<CsvReader> m_reader;
    std::vector<std::string> m_headers;
    std::optional<std::size_t> m_unquoted; // the column that surplus cells of a row belong to
    std::optional<ImportRow> m_first;      // without a header the first row is data
    char m_decimal = '.';
    bool m_is_over = false;
};

}
