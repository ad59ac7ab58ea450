#include "api/files.h"

#include "api/records_api.h"
#include "api/server_api.h"
#include "base/check.h"
#include "base/crypto.h"
#include "base/utf8.h"
#include "records/audit.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <fstream>

namespace kontor::api {

namespace {

constexpr std::uint64_t file_limit = 100ULL * 1'048'576;

// What a browser may show by itself; everything else is an attachment.
constexpr std::array<std::string_view, 6> inline_types
    = { "image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf", "text/plain" };

std::string media_type_of(std::string_view head, std::string_view name)
{
    if (head.starts_with("\x89PNG\r\n"))
        return "image/png";
    if (head.starts_with("\xFF\xD8\xFF"))
        return "image/jpeg";
    if (head.starts_with("GIF87a") || head.starts_with("GIF89a"))
        return "image/gif";
    if (head.size() > 12 && head.starts_with("RIFF") && head.substr(8, 4) == "WEBP")
        return "image/webp";
    if (head.starts_with("%PDF-"))
        return "application/pdf";
    auto const ending = name.substr(std::min(name.rfind('.'), name.size()));
    static constexpr std::pair<std::string_view, std::string_view> by_ending[] = {
        { ".csv", "text/csv" },
        { ".txt", "text/plain" },
        { ".md", "text/markdown" },
        { ".json", "application/json" },
        { ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document" },
        { ".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
        { ".pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation" },
        { ".zip", "application/zip" },
    };
    for (auto const& [known, type] : by_ending)
        if (to_lower(ending) == known)
            return std::string { type };
    return "application/octet-stream";
}

std::string clean_name(std::string name)
{
    // A name is a name: no folders, no controls.
    auto const slash = name.find_last_of("/\\");
    if (slash != std::string::npos)
        name = name.substr(slash + 1);
    name = trim(name);
    if (name.empty() || name == "." || name == ".." || find_bad_utf8(name)
        || has_control_characters(name, LineBreaks::refused))
        throw Problem::bad_parameter("name", "Give the file a name: ?name=plan.pdf.");
    if (count_code_points(name) > 255)
        throw Problem::bad_parameter("name", "A file name has at most 255 characters.");
    return name;
}

struct Upload {
    FileStore::Stored stored;
    std::string name;
    std::string media_type;
};

Upload take_upload(Call const& call, FileStore const& files)
{
    auto const type = call.request.header("content-type");
    if (type.starts_with("text/plain") || type.starts_with("multipart/")
        || type.starts_with("application/x-www-form-urlencoded"))
        throw Problem::unsupported_media_type("Send the bytes of the file as application/octet-stream.");
    auto upload = Upload { {}, clean_name(call.text("name")), {} };
    auto head = std::string(512, '\0');
    if (call.request.spooled_body) {
        if (call.request.spooled_size > file_limit && !upload.name.ends_with(".csv"))
            throw Problem::body_too_large(static_cast<std::int64_t>(file_limit));
        auto file = std::ifstream { *call.request.spooled_body, std::ios::binary };
        file.read(head.data(), static_cast<std::streamsize>(head.size()));
        head.resize(static_cast<std::size_t>(file.gcount()));
        upload.stored = files.take(*call.request.spooled_body);
    } else {
        head = call.request.body.substr(0, 512);
        upload.stored = files.put(call.request.body);
    }
    upload.media_type = media_type_of(head, upload.name);
    return upload;
}

void set_by_name(Values& values, EntityInfo const& entity, std::string_view name, Value value)
{
    auto const* field = entity.find(name);
    check(field != nullptr, "a file has its fields");
    values.assignments.emplace_back(*field, std::move(value), 0);
}

Id insert_file(records::Transaction& transaction, Upload const& upload, EntityInfo const* about, Id record)
{
    auto const& entity = *transaction.schema().find("files");
    auto values = Values {};
    set_by_name(values, entity, "name", upload.name);
    set_by_name(values, entity, "content_hash", upload.stored.sha256);
    set_by_name(values, entity, "size_bytes", static_cast<std::int64_t>(upload.stored.size));
    set_by_name(values, entity, "media_type", upload.media_type);
    if (about) {
        set_by_name(values, entity, "about", record);
        values.assignments.back().any_entity = about->plural;
    }
    return records::Writer::create(transaction, entity, values, records::Writer::Authority::engine).id;
}

struct FileRow {
    std::string name, hash, media_type, about_entity;
    std::int64_t size = 0;
    Id id, about, created_by;
    Instant created_at;
};

std::optional<FileRow> load_file(db::Connection& connection, Id id)
{
    auto rows = connection.query(
        "select \"name\", \"content_hash\", \"media_type\", \"about_entity\", \"size_bytes\", \"about\", "
        "\"created_by\", \"created_at\" from \"files\" where \"id\" = ?1 and \"deleted_at\" is null",
        { id.value });
    if (!rows->next())
        return {};
    return FileRow { std::string { rows->text(0) }, std::string { rows->text(1) }, std::string { rows->text(2) },
        std::string { rows->text(3) }, rows->whole(4), id, Id { rows->whole(5) }, Id { rows->whole(6) },
        Instant { rows->whole(7) } };
}

// A file is seen by whoever sees the record it hangs on; before it hangs anywhere by who uploaded it.
FileRow demand_file(records::Reading& reading, Id id)
{
    auto const file = load_file(reading.connection, id);
    if (!file)
        throw Problem::not_found();
    if (file->about.is_empty()) {
        if (file->created_by != reading.actor.user && !reading.actor.is_administrator())
            throw Problem::not_found();
        return *file;
    }
    auto const* about = reading.schema.find(file->about_entity);
    if (!about || records::Reader { reading }.visible(*about, { file->about }).empty())
        throw Problem::not_found();
    return *file;
}

std::string describe(FileRow const& file)
{
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_object()
        .member("id", file.id)
        .member("name", file.name)
        .member("size", file.size)
        .member("type", file.media_type);
    json.member("sha256", file.hash).member("created_at", file.created_at.to_string()).end_object();
    return body;
}

void demand_record(records::Transaction& transaction, EntityInfo const& entity, Id id, records::Right right)
{
    auto const& actor = transaction.actor();
    if (!records::reaches(transaction.connection(), transaction.schema(), actor, entity, id, records::Right::read))
        throw Problem::not_found();
    if (!records::reaches(transaction.connection(), transaction.schema(), actor, entity, id, right))
        throw Problem::forbidden(fmt::format("You may not change this {}.", entity.label_one.en));
}

}

FileStore::FileStore(std::string folder) : m_folder(std::move(folder)), m_spool(m_folder + "/spool")
{
    std::filesystem::create_directories(m_spool);
}

std::string FileStore::path_of(std::string_view hash) const
{
    return fmt::format("{}/{}/{}", m_folder, hash.substr(0, 2), hash.substr(2));
}

FileStore::Stored FileStore::take(std::string const& path_of_spool) const
{
    auto sha = Sha256 {};
    auto size = std::uint64_t { 0 };
    {
        auto file = std::ifstream { path_of_spool, std::ios::binary };
        auto buffer = std::string(65'536, '\0');
        while (file.read(buffer.data(), static_cast<std::streamsize>(buffer.size())), file.gcount() > 0) {
            auto const count = static_cast<std::size_t>(file.gcount());
            sha.update(std::string_view { buffer }.substr(0, count));
            size += count;
        }
    }
    auto const stored = Stored { sha.finish_hex(), size };
    auto const path = path_of(stored.sha256);
    std::filesystem::create_directories(std::filesystem::path { path }.parent_path());
    // Synced before anybody is told: an acknowledged file survives a power cut like an acknowledged record.
    if (auto const descriptor = ::open(path_of_spool.c_str(), O_RDONLY | O_CLOEXEC); descriptor >= 0) {
        ::fsync(descriptor);
        ::close(descriptor);
    }
    std::filesystem::rename(path_of_spool, path);
    return stored;
}

FileStore::Stored FileStore::put(std::string_view bytes) const
{
    auto const path = fmt::format("{}/{}", m_spool, random_token(16));
    {
        auto file = std::ofstream { path, std::ios::binary };
        file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!file.flush())
            throw Problem::disk_full();
    }
    return take(path);
}

http::Response upload_file(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "name" });
    call.demand_scope("write");
    auto const upload = take_upload(call, rooms.files);
    return call.write([&](records::Transaction& transaction) {
        auto const id = insert_file(transaction, upload, nullptr, {});
        auto answer = Answer { 201, describe(*load_file(transaction.connection(), id)), {} };
        answer.headers.emplace_back("Location", fmt::format("/api/v1/files/{}", id.value));
        return answer;
    });
}

http::Response describe_file(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return call.read([&](records::Reading& reading) { return ok(describe(demand_file(reading, call.id()))); });
}

http::Response download_file(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "inline" });
    auto const is_inline = call.flag("inline");
    return call.read([&](records::Reading& reading) {
        auto const file = demand_file(reading, call.id());
        auto response = http::Response {};
        response.file = rooms.files.path_of(file.hash);
        response.file_size = static_cast<std::uint64_t>(file.size);
        auto const etag = "\"" + file.hash.substr(0, 32) + "\"";
        if (call.request.header("if-none-match") == etag) {
            response.file.reset();
            response.status = 304;
        }
        if (auto const range = call.request.header("range"); range.starts_with("bytes=") && response.status == 200) {
            auto first = std::uint64_t { 0 }, last = response.file_size ? response.file_size - 1 : 0;
            auto const text = range.substr(6);
            auto const dash = text.find('-');
            auto const number = [](std::string_view digits, std::uint64_t& out) {
                auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
                return error == std::errc {} && end == digits.data() + digits.size();
            };
            auto valid = dash != std::string_view::npos && text.find(',') == std::string_view::npos;
            if (valid && dash == 0) {
                auto tail = std::uint64_t { 0 };
                valid = number(text.substr(1), tail) && tail > 0;
                first = tail >= response.file_size ? 0 : response.file_size - tail;
            } else if (valid) {
                valid = number(text.substr(0, dash), first)
                    && (dash + 1 == text.size() || number(text.substr(dash + 1), last));
                last = std::min(last, response.file_size ? response.file_size - 1 : 0);
            }
            if (valid && (first >= response.file_size || first > last)) {
                auto refused = http::Response {};
                refused.status = 416;
                return std::move(refused.with_header("Content-Range", fmt::format("bytes */{}", response.file_size)));
            }
            if (valid) {
                response.status = 206;
                response.with_header("Content-Range", fmt::format("bytes {}-{}/{}", first, last, response.file_size));
                response.file_offset = first;
                response.file_size = last - first + 1;
            }
        }
        auto const shown = is_inline && std::ranges::find(inline_types, file.media_type) != inline_types.end();
        auto escaped = std::string {};
        for (auto c : file.name)
            escaped += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.'
                    || c == '-' || c == '_'
                ? std::string(1, c)
                : fmt::format("%{:02X}", static_cast<unsigned char>(c));
        response.with_header("Content-Type", file.media_type)
            .with_header("ETag", etag)
            .with_header("Accept-Ranges", "bytes");
        response.with_header(
            "Content-Disposition", fmt::format("{}; filename*=UTF-8''{}", shown ? "inline" : "attachment", escaped));
        response.with_header(
            "Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:");
        response.with_header("Cache-Control", "private, no-cache");
        return response;
    });
}

http::Response attach_file(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "name" });
    auto const& entity = call.entity();
    auto const id = call.id();
    if (!call.request.parameter("name")) {
        // An upload that is there already, by its id: {"file": "9"}.
        auto text = call.request.body;
        if (call.request.spooled_body) {
            auto file = std::ifstream { *call.request.spooled_body, std::ios::binary };
            text.assign(std::istreambuf_iterator<char> { file }, {});
        }
        auto const parsed = parse_json(text);
        if (auto const* error = std::get_if<JsonError>(&parsed))
            throw Problem::malformed_json(*error);
        auto const* member = std::get<Json>(parsed).find("file");
        auto const file_id = member && member->as_string() ? Id::parse(*member->as_string()) : std::nullopt;
        if (!file_id)
            throw Problem::invalid("file", "required", "Name the upload: {\"file\": \"9\"}.");
        return call.write([&](records::Transaction& transaction) {
            demand_record(transaction, entity, id, records::Right::update);
            auto const file = load_file(transaction.connection(), *file_id);
            if (!file || file->created_by != call.actor.user || !file->about.is_empty())
                throw Problem::invalid("file", "no_such_record", "There is no such upload.");
            auto values = Values {};
            set_by_name(values, *transaction.schema().find("files"), "about", id);
            values.assignments.back().any_entity = entity.plural;
            records::Writer::update(transaction, *transaction.schema().find("files"), *file_id, values, {},
                records::Writer::Authority::engine);
            return Answer { 201, describe(*load_file(transaction.connection(), *file_id)), {} };
        });
    }
    // Rights first: nobody fills the disk with files for a record that he cannot change.
    (void)call.read([&](records::Reading& reading) {
        if (records::Reader { reading }.visible(entity, { id }).empty())
            throw Problem::not_found();
        return http::Response {};
    });
    auto const upload = take_upload(call, rooms.files);
    return call.write([&](records::Transaction& transaction) {
        demand_record(transaction, entity, id, records::Right::update);
        auto const file = insert_file(transaction, upload, &entity, id);
        return Answer { 201, describe(*load_file(transaction.connection(), file)), {} };
    });
}

http::Response list_files(Call const& call, Rooms&)
{
    call.allow_parameters({});
    auto const& entity = call.entity();
    auto const id = call.id();
    return call.read([&](records::Reading& reading) {
        if (records::Reader { reading }.visible(entity, { id }).empty())
            throw Problem::not_found();
        auto ids = std::vector<Id> {};
        {
            auto rows
                = reading.connection.query("select \"id\" from \"files\" where \"about\" = ?1 and \"about_entity\" = "
                                           "?2 and \"deleted_at\" is null order by \"id\" desc limit 500",
                    { id.value, entity.plural });
            while (rows->next())
                ids.emplace_back(rows->whole(0));
        }
        auto body = std::string { "{\"items\":[" };
        for (std::size_t i = 0; i < ids.size(); ++i)
            body += (i ? "," : "") + describe(*load_file(reading.connection, ids[i]));
        return ok(body + "],\"next_page_token\":null}");
    });
}

http::Response detach_file(Call const& call, Rooms&)
{
    auto const& entity = call.entity();
    auto const id = call.id();
    auto const file_id = call.id("file");
    return call.write([&](records::Transaction& transaction) {
        demand_record(transaction, entity, id, records::Right::update);
        auto const file = load_file(transaction.connection(), file_id);
        if (!file || file->about != id || file->about_entity != entity.plural)
            throw Problem::not_found();
        records::Writer::remove(
            transaction, *transaction.schema().find("files"), file_id, {}, records::Writer::Authority::engine);
        return Answer { 200, describe(*file), {} };
    });
}

std::string readable_file(records::Reading& reading, FileStore const& files, Id file)
{
    return files.path_of(demand_file(reading, file).hash);
}

}
