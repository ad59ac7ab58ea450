#pragma once

#include "records/change.h"
#include "records/store.h"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// The append-only trail: table kontor_audit, one row for each record that a write touched.
//   id, change, at, actor, via, address, request_id, event (created updated removed restored purged action:<name>
//   imported read exported signed_in ...), entity (collection), record, title, account (for the account's timeline),
//   changes (JSON:
//   [{"field","from","to"}] with values as on the wire, links as {"id","title"}), batch (null until sealed), seal (row
//   hash).
// Also the timeline, history, revert and undo, which read it.
void write_audit(Transaction&, Change const&, std::string_view event, std::string changes_json);
void write_audit(Transaction&, std::string_view event, std::string_view entity, Id record, std::string_view title,
    std::string changes_json);

// [{"field": ..., "from": ..., "to": ...}] of what differs between before and after; "[]" when nothing does.
std::string describe_changes(Transaction&, Change const&);

// Seals what is not sealed yet: a Merkle root over the rows of a batch, the roots chained with HMAC-SHA256 under the
// key in the data folder (table kontor_audit_batch: id, first, last, count, root, chain, sealed_at). Returns how many
// rows.
std::size_t seal_audit(Store&);
// Empty when nothing was altered; else the first sentence that names the bad row or batch.
std::vector<std::string> verify_audit(Store&);

struct HistoryQuery {
    std::string field;
    int page_size = 50;
    std::string page_token;
};
std::string history(Reading&, EntityInfo const&, Id, HistoryQuery const&);

struct TimelineQuery {
    std::vector<std::string> kinds;
    std::string q;
    bool upcoming = false;
    int page_size = 50;
    std::string page_token;
};
std::string timeline(Reading&, EntityInfo const&, Id, TimelineQuery const&);

// Sets the values from before that change, through the ordinary write.
Record revert(Transaction&, EntityInfo const&, Id, Id change, std::vector<std::string> const& fields);

// Takes a whole change back, for its maker within 24 hours (administrators: any); throws Problem `changed_since` with
// the records when anything that it touched has changed meanwhile. Returns how many records.
std::size_t undo(Transaction&, Id change);

// The same, record by record: what has changed since (by changes other than the `ignored` ones) is left and named in
// `left`.
std::size_t undo_unchanged(
    Transaction&, Id change, std::set<Id> const& ignored, std::vector<std::pair<std::string, Id>>& left);

}
