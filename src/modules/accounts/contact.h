#pragma once

#include "model/entity.h"
#include "model/traits.h"
#include "modules/accounts/choices.h"

namespace kontor::accounts {

// A person at one or more clients. The person stays when the job changes: jobs are positions, and `account` and `title`
// here are those of the main one. Writing them here writes that position.
struct Contact : Entity {
    Contact();

    Text name { *this, "name", { .label = { "Name", "ФИО" }, .searchable = true, .personal = true } };
    Text first_name { *this, "first_name", { .label = { "First name", "Имя" }, .personal = true, .max = 100 } };
    Text middle_name { *this, "middle_name", { .label = { "Middle name", "Отчество" }, .personal = true, .max = 100 } };
    Text last_name { *this, "last_name", { .label = { "Last name", "Фамилия" }, .personal = true, .max = 100 } };
    Choice salutation { *this, "salutation",
        {
            { "mr", { "Mr", "Г-н" } },
            { "mrs", { "Mrs", "Г-жа" } },
            { "ms", { "Ms", "Г-жа (Ms)" } },
            { "dr", { "Dr", "Д-р" } },
            { "prof", { "Prof.", "Проф." } },
        },
        { .label = { "Salutation", "Обращение" }, .personal = true, .open_choices = true } };
    Choice gender { *this, "gender",
        {
            { "female", { "Female", "Женский" } },
            { "male", { "Male", "Мужской" } },
            { "unknown", { "Unknown", "Не указан" } },
        },
        { .label = { "Gender", "Пол" }, .personal = true } };
    // Whoever writes or calls is recognised by these: an enquiry must not read all contacts.
    Email email { *this, "email",
        { .label = { "E-mail", "Почта" }, .searchable = true, .personal = true, .indexed = true } };
    Phone phone { *this, "phone",
        { .label = { "Phone", "Телефон" }, .searchable = true, .personal = true, .indexed = true } };
    Phone mobile { *this, "mobile",
        { .label = { "Mobile", "Мобильный" }, .searchable = true, .personal = true, .indexed = true } };
    Text messenger { *this, "messenger", { .label = { "Messenger", "Мессенджер" }, .personal = true } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Компания" }, .indexed = true, .on_delete = OnDelete::clear } };
    Text title { *this, "title", { .label = { "Job title", "Должность" }, .searchable = true } };
    Choice language { *this, "language", languages,
        { .label = { "Language", "Язык общения" }, .personal = true, .open_choices = true } };
    Text country { *this, "country",
        { .label = { "Country", "Страна" }, .help = { "Two letters: DE.", "Две буквы: RU." }, .max = 2 } };
    Text birthday { *this, "birthday",
        { .label = { "Birthday", "День рождения" },
            .help = { "Month and day without the year: 04-27.", "Месяц и день без года: 04-27." },
            .personal = true,
            .max = 5 } };
    LongText etiquette { *this, "etiquette",
        { .label = { "Etiquette", "Этикет и особенности" },
            .help = { "Manners, culture, subjects to avoid.", "Манеры, культура, чего не касаться." },
            .sensitive = true,
            .personal = true } };
    LongText interests { *this, "interests",
        { .label = { "Personal interests", "Личные интересы" }, .sensitive = true, .personal = true } };
    Choice preferred_channel { *this, "preferred_channel",
        {
            { "phone", { "Phone", "Телефон" } },
            { "email", { "E-mail", "Почта" } },
            { "visit", { "Visit", "Визит" } },
            { "messenger", { "Messenger", "Мессенджер" } },
            { "letter", { "Letter", "Письмо" } },
        },
        { .label = { "Preferred channel", "Предпочтительный канал" } } };
    Text best_time { *this, "best_time", { .label = { "Best time", "Удобное время" } } };
    Flag do_not_contact { *this, "do_not_contact", { .label = { "Do not contact", "Не беспокоить" } } };
    InstantField last_contact_at { *this, "last_contact_at",
        { .label = { "Last contact", "Последний контакт" }, .computed = true } };
    Flag left_company { *this, "left_company",
        { .label = { "Left the company", "Ушёл из компании" }, .computed = true, .default_value = "false" } };
    LongText owner_note { *this, "owner_note",
        { .label = { "Notes on the person", "Заметки о человеке" }, .sensitive = true, .personal = true } };
    Owned owned { *this };
    OfAccount of_account { *this };
    Timeline timeline { *this };
    Documents documents { *this };
    Commented commented { *this };
    Tagged tagged { *this };
};

inline Contact const contact;

}
