#include "api/problem_language.h"

#include "base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::api {

namespace {

struct Sentence {
    std::string_view code;
    std::string_view russian; // # stands for the first number of the English sentence
};

constexpr std::array field_sentences {
    Sentence { "required", "Заполните это поле." },
    Sentence { "unknown_field", "Такого поля нет." },
    Sentence { "read_only", "Это поле нельзя изменить." },
    Sentence { "wrong_type", "Значение другого вида, чем нужно." },
    Sentence { "duplicate_field", "Поле названо дважды." },
    Sentence { "too_long", "Слишком длинно: не более # знаков." },
    Sentence { "too_short", "Слишком коротко: не менее # знаков." },
    Sentence { "too_small", "Не меньше #." },
    Sentence { "too_large", "Слишком много: не более #." },
    Sentence { "too_many", "Слишком много: не более #." },
    Sentence { "bad_format", "Значение записано не так." },
    Sentence { "bad_characters", "В тексте есть недопустимые знаки." },
    Sentence { "bad_decimal", "Число записывается до 15 цифр перед точкой и до 4 после неё." },
    Sentence { "no_such_day", "Такого дня нет." },
    Sentence { "no_such_choice", "Выберите значение из списка." },
    Sentence { "no_such_record", "Такой записи нет." },
    Sentence { "no_such_field", "Такого поля нет." },
    Sentence { "not_unique", "Такое значение уже есть." },
    Sentence { "wrong_currency", "Другая валюта, чем в документе." },
    Sentence { "wrong_password", "Это не нынешний пароль." },
    Sentence { "ambiguous", "Подходит несколько записей." },
    Sentence { "cycle", "Получился бы круг." },
    Sentence { "formula_syntax", "Формула записана с ошибкой." },
    Sentence { "cannot_convert", "Значения нельзя преобразовать." },
    Sentence { "link_ended", "Ссылка уже использована или устарела. Попросите у администратора новую." },
    Sentence { "not_allowed_move", "Так состояние менять нельзя." },
};

constexpr std::array titles {
    Sentence { "malformed_json", "Запрос не читается" },
    Sentence { "bad_utf8", "Запрос не в UTF-8" },
    Sentence { "too_deep", "Запрос вложен слишком глубоко" },
    Sentence { "bad_request", "Запрос составлен неверно" },
    Sentence { "bad_parameter", "Неверный параметр" },
    Sentence { "unknown_parameter", "Неизвестный параметр" },
    Sentence { "not_signed_in", "Вход не выполнен" },
    Sentence { "session_ended", "Сеанс закончился" },
    Sentence { "sign_in_failed", "Войти не удалось" },
    Sentence { "forbidden", "Нет прав" },
    Sentence { "scope_missing", "У токена нет такого права" },
    Sentence { "cross_site", "Запрос с другого сайта" },
    Sentence { "step_up_required", "Подтвердите, что это вы" },
    Sentence { "reading_stopped", "Чтение остановлено" },
    Sentence { "export_limit_reached", "Выгрузок на сегодня больше нет" },
    Sentence { "not_found", "Не найдено" },
    Sentence { "in_bin", "Запись в корзине" },
    Sentence { "not_in_this_state", "Сейчас это невозможно" },
    Sentence { "in_use", "Ещё используется" },
    Sentence { "changed_since", "С тех пор изменилось" },
    Sentence { "count_changed", "Число записей изменилось" },
    Sentence { "version_conflict", "Запись тем временем изменили" },
    Sentence { "invalid", "Некоторые значения не подходят" },
    Sentence { "body_too_large", "Слишком большой запрос" },
    Sentence { "internal", "Что-то пошло не так" },
    Sentence { "overloaded", "Сервер занят" },
    Sentence { "disk_full", "Диск заполнен" },
    Sentence { "too_many_attempts", "Слишком много попыток" },
};

constexpr std::array details {
    Sentence { "malformed_json", "Тело запроса — не правильный JSON." },
    Sentence { "bad_utf8", "Тело запроса не в кодировке UTF-8." },
    Sentence { "too_deep", "Тело запроса вложено слишком глубоко." },
    Sentence { "not_signed_in", "Сначала войдите." },
    Sentence { "session_ended", "Сеанс закончился. Войдите снова." },
    Sentence { "sign_in_failed", "Неверная почта или пароль." },
    Sentence { "forbidden", "На это у вас нет прав." },
    Sentence { "scope_missing", "У этого токена нет нужного права." },
    Sentence { "cross_site", "Этот запрос пришёл с другого сайта." },
    Sentence { "not_found", "Такой записи нет." },
    Sentence { "in_bin", "Эта запись в корзине." },
    Sentence { "method_not_allowed", "Так сюда обращаться нельзя." },
    Sentence { "not_in_this_state", "В нынешнем состоянии записи это невозможно." },
    Sentence { "in_use", "На эту запись ещё ссылаются другие." },
    Sentence { "changed_since", "С тех пор что-то изменилось; ничего не отменено." },
    Sentence { "count_changed", "Записей стало другое число; ничего не сделано." },
    Sentence { "version_conflict", "Запись тем временем изменил кто-то другой." },
    Sentence { "idempotency_in_progress", "Первый такой запрос ещё выполняется." },
    Sentence { "idempotency_key_reused", "Этот ключ уже использован для другого запроса." },
    Sentence { "last_administrator", "Должен остаться хотя бы один администратор." },
    Sentence { "cannot_convert", "Значения нельзя преобразовать." },
    Sentence { "body_too_large", "Запрос слишком велик." },
    Sentence { "too_many_attempts", "Слишком много попыток. Подождите немного." },
    Sentence { "too_many_requests", "Слишком много запросов. Подождите немного." },
    Sentence { "internal", "На нашей стороне что-то пошло не так." },
    Sentence { "overloaded", "Сейчас слишком много работы. Повторите через минуту." },
    Sentence { "deadline", "Это заняло слишком много времени и было остановлено." },
    Sentence { "storage_read_only", "Хранилище сейчас доступно только для чтения." },
    Sentence { "outcome_unknown", "Связь прервалась во время сохранения. Повторите запрос с тем же ключом." },
    Sentence { "disk_full", "Диск заполнен. Пока не освободится место, записать ничего нельзя." },
    Sentence { "not_unique", "Такое значение только что использовал кто-то другой." },
    Sentence { "export_needs_job", "Выгрузка слишком велика: запустите её как задание." },
};

bool has_cyrillic(std::string_view text)
{
    return std::ranges::any_of(text, [](char c) { return c == '\xD0' || c == '\xD1'; });
}

std::string first_number(std::string_view text)
{
    auto const begin = std::ranges::find_if(text, [](char c) { return c >= '0' && c <= '9'; });
    auto const end
        = std::find_if(begin, text.end(), [](char c) { return (c < '0' || c > '9') && c != ',' && c != '.'; });
    auto number = std::string { begin, end };
    while (number.ends_with('.') || number.ends_with(','))
        number.pop_back();
    return number;
}

// Nothing when the sentence needs a number that the English one does not have.
template<std::size_t Count>
std::string spoken(std::array<Sentence, Count> const& sentences, std::string_view code, std::string_view english)
{
    auto const found = std::ranges::find(sentences, code, &Sentence::code);
    if (found == sentences.end())
        return {};
    auto text = std::string { found->russian };
    if (auto const at = text.find('#'); at != std::string::npos) {
        auto const number = first_number(english);
        if (number.empty())
            return {};
        text.replace(at, 1, number);
    }
    return text;
}

std::string text_of(Json const& json, std::string_view key)
{
    auto const* member = json.find(key);
    return member && member->as_string() ? *member->as_string() : std::string {};
}

// "Исправьте 1 поле", "2 поля", "5 полей".
std::string attention(std::size_t count)
{
    auto const last = count % 10, last_two = count % 100;
    auto const* word = last == 1 && last_two != 11                   ? "поле"
        : last >= 2 && last <= 4 && (last_two < 12 || last_two > 14) ? "поля"
                                                                     : "полей";
    return fmt::format("Исправьте {} {}.", count, word);
}

Json translated_faults(JsonArray const& faults)
{
    auto translated = JsonArray {};
    for (auto fault : faults) {
        auto const message = text_of(fault, "message");
        if (!has_cyrillic(message))
            if (auto sentence = spoken(field_sentences, text_of(fault, "code"), message); !sentence.empty())
                fault.set("message", std::move(sentence));
        translated.push_back(std::move(fault));
    }
    return translated;
}

}

std::string problem_in(Language language, std::string problem_json)
{
    auto parsed = parse_json(problem_json);
    auto* problem = std::get_if<Json>(&parsed);
    if (language != Language::ru || !problem)
        return problem_json;
    auto const code = text_of(*problem, "code");
    if (auto title = spoken(titles, code, {}); !title.empty())
        problem->set("title", std::move(title));
    auto const detail = text_of(*problem, "detail");
    auto const* faults = problem->find("fields");
    if (faults && faults->as_array()) {
        auto translated = translated_faults(*faults->as_array());
        problem->set("detail", attention(faults->as_array()->size()));
        problem->set("fields", std::move(translated));
    } else if (!has_cyrillic(detail)) {
        if (auto sentence = spoken(details, code, detail); !sentence.empty())
            problem->set("detail", std::move(sentence));
    }
    return problem->to_text();
}

}
