#include "app/demo/words/person_names.h"

#include "modules/platform/keys.h"

#include <algorithm>
#include <array>

namespace kontor::demo {

namespace {

constexpr std::array<std::string_view, 48> western_women = { "Elena", "Sofia", "Hannah", "Clara", "Ingrid", "Laura",
    "Marie", "Julia", "Emma", "Charlotte", "Nora", "Alice", "Greta", "Helen", "Ines", "Katharina", "Lena", "Margaret",
    "Nina", "Olivia", "Paula", "Rachel", "Sarah", "Teresa", "Ursula", "Vera", "Wendy", "Amelie", "Birgit", "Camille",
    "Diana", "Eva", "Frida", "Grace", "Heidi", "Isabel", "Johanna", "Karin", "Lucy", "Maja", "Naomi", "Petra", "Renate",
    "Susan", "Tanja", "Veronika", "Zoe", "Agnes" };
constexpr std::array<std::string_view, 48> western_men = { "Mark", "Thomas", "James", "Lukas", "Henrik", "Peter",
    "David", "Michael", "Oliver", "Daniel", "Erik", "Felix", "George", "Hugo", "Jonas", "Karl", "Liam", "Martin",
    "Niklas", "Otto", "Paul", "Robert", "Simon", "Tobias", "Victor", "William", "Adrian", "Benjamin", "Christian",
    "Dominik", "Edward", "Frank", "Gregor", "Harald", "Ian", "Jakob", "Kenneth", "Leon", "Matthias", "Nathan", "Oscar",
    "Philip", "Ralf", "Stefan", "Timothy", "Ulrich", "Vincent", "Walter" };
constexpr std::array<std::string_view, 160> western_surnames = { "Jensen", "Lindqvist", "Marsh", "Keller", "Brandt",
    "Hughes", "Novak", "Fischer", "Ellis", "Dubois", "Bergman", "Clarke", "Weber", "Moreau", "Hansen", "Walsh",
    "Schneider", "Virtanen", "de Vries", "Harrison", "Baumann", "Lambert", "Olsen", "Turner", "Vogel", "Garnier",
    "Korhonen", "Bennett", "Richter", "Jansen", "Foster", "Huber", "Rossi", "Lehmann", "Carter", "Nyberg", "Kowalski",
    "Graham", "Steiner", "Bakker", "Palmer", "Zimmermann", "Laurent", "Nielsen", "Sullivan", "Krause", "Makinen",
    "Shaw", "Gruber", "Visser", "Mercer", "Hofmann", "Roussel", "Dahl", "Porter", "Seidel", "Heikkinen", "Barnes",
    "Egger", "Mulder", "Quinn", "Albrecht", "Chevalier", "Holm", "Fletcher", "Winter", "Laine", "Spencer", "Moser",
    "Smit", "Doyle", "Kruger", "Fontaine", "Berg", "Hayes", "Sommer", "Niemi", "Whitfield", "Auer", "Bos", "Lawson",
    "Pohl", "Girard", "Strand", "Murray", "Franke", "Koskinen", "Ashton", "Brunner", "Dekker", "Preston", "Kuhn",
    "Renard", "Lund", "Bishop", "Arnold", "Salonen", "Granger", "Frei", "Peters", "Drake", "Ludwig", "Perrin", "Holmes",
    "Chandler", "Otto", "Rantanen", "Sinclair", "Wyss", "Kuiper", "Thornton", "Busch", "Marchand", "Solberg", "Webster",
    "Vogt", "Tuominen", "Crawford", "Zeller", "Postma", "Blackwell", "Haas", "Delacroix", "Eklund", "Whitaker", "Engel",
    "Saarinen", "Fairbanks", "Ammann", "Prins", "Stanton", "Jager", "Boucher", "Ekström", "Winslow", "Thiel", "Hakala",
    "Merrick", "Suter", "Kok", "Hollis", "Berger", "Leclerc", "Sandberg", "Prescott", "Horn", "Lehto", "Langley",
    "Bieri", "Schipper", "Ramsey", "Adler", "Noel", "Falk", "Kingsley", "Roth", "Peltonen", "Hawthorne", "Marti",
    "Brouwer" };

constexpr std::array<std::string_view, 36> russian_women = { "Анна", "Ольга", "Ирина", "Елена", "Наталья", "Мария",
    "Екатерина", "Светлана", "Татьяна", "Юлия", "Надежда", "Вера", "Людмила", "Галина", "Дарья", "Полина", "Ксения",
    "Марина", "Оксана", "Алина", "Валентина", "Виктория", "Евгения", "Лариса", "Любовь", "Маргарита", "Нина", "Раиса",
    "София", "Тамара", "Алла", "Вероника", "Диана", "Жанна", "Зоя", "Инна" };
constexpr std::array<std::string_view, 40> russian_men = { "Дмитрий", "Виктор", "Игорь", "Сергей", "Алексей", "Андрей",
    "Михаил", "Павел", "Николай", "Владимир", "Александр", "Евгений", "Максим", "Роман", "Олег", "Константин", "Артём",
    "Денис", "Юрий", "Георгий", "Антон", "Борис", "Вадим", "Валерий", "Василий", "Виталий", "Глеб", "Григорий", "Данил",
    "Егор", "Иван", "Кирилл", "Леонид", "Никита", "Пётр", "Руслан", "Степан", "Тимур", "Фёдор", "Ярослав" };
struct Patronymic {
    std::string_view of_man;
    std::string_view of_woman;
};
constexpr std::array patronymics = {
    Patronymic { "Иванович", "Ивановна" },
    Patronymic { "Сергеевич", "Сергеевна" },
    Patronymic { "Александрович", "Александровна" },
    Patronymic { "Николаевич", "Николаевна" },
    Patronymic { "Петрович", "Петровна" },
    Patronymic { "Андреевич", "Андреевна" },
    Patronymic { "Викторович", "Викторовна" },
    Patronymic { "Михайлович", "Михайловна" },
    Patronymic { "Владимирович", "Владимировна" },
    Patronymic { "Дмитриевич", "Дмитриевна" },
    Patronymic { "Юрьевич", "Юрьевна" },
    Patronymic { "Павлович", "Павловна" },
    Patronymic { "Олегович", "Олеговна" },
    Patronymic { "Евгеньевич", "Евгеньевна" },
    Patronymic { "Борисович", "Борисовна" },
    Patronymic { "Алексеевич", "Алексеевна" },
    Patronymic { "Григорьевич", "Григорьевна" },
    Patronymic { "Константинович", "Константиновна" },
    Patronymic { "Валерьевич", "Валерьевна" },
    Patronymic { "Романович", "Романовна" },
};
constexpr std::array<std::string_view, 160> russian_surnames = { "Орлов", "Ганин", "Соболев", "Марков", "Савченко",
    "Ахметов", "Лебедев", "Карпов", "Белов", "Кузнецов", "Морозов", "Волков", "Зайцев", "Павлов", "Семёнов", "Голубев",
    "Виноградов", "Богданов", "Воробьёв", "Фёдоров", "Михайлов", "Беляев", "Тарасов", "Комаров", "Киселёв", "Макаров",
    "Андреев", "Ковалёв", "Ильин", "Гусев", "Титов", "Кудрявцев", "Баранов", "Куликов", "Алексеев", "Степанов",
    "Яковлев", "Сорокин", "Сергеев", "Романов", "Захаров", "Борисов", "Королёв", "Герасимов", "Пономарёв", "Григорьев",
    "Лазарев", "Медведев", "Ершов", "Никитин", "Рябов", "Поляков", "Цветков", "Данилов", "Жуков", "Фролов", "Журавлёв",
    "Николаев", "Крылов", "Максимов", "Сидоров", "Осипов", "Белоусов", "Федотов", "Дорофеев", "Егоров", "Матвеев",
    "Бобров", "Дмитриев", "Калинин", "Анисимов", "Петухов", "Антонов", "Тимофеев", "Никифоров", "Веселов", "Филиппов",
    "Романенко", "Большаков", "Суханов", "Миронов", "Ширяев", "Александров", "Коновалов", "Шестаков", "Казаков",
    "Ефимов", "Денисов", "Громов", "Фомин", "Давыдов", "Мельников", "Щербаков", "Блинов", "Колесников", "Афанасьев",
    "Власов", "Маслов", "Исаков", "Тихонов", "Аксёнов", "Гаврилов", "Родионов", "Котов", "Горбунов", "Кудряшов",
    "Быков", "Зуев", "Третьяков", "Савельев", "Панов", "Рыбаков", "Суворов", "Абрамов", "Воронов", "Мухин", "Архипов",
    "Трофимов", "Мартынов", "Емельянов", "Горшков", "Чернов", "Овчинников", "Селезнёв", "Панфилов", "Копылов", "Михеев",
    "Галкин", "Назаров", "Лобанов", "Лукин", "Беляков", "Потапов", "Некрасов", "Хохлов", "Жданов", "Наумов", "Шилов",
    "Воронцов", "Ермаков", "Дроздов", "Игнатьев", "Савин", "Логинов", "Сафонов", "Капустин", "Кириллов", "Моисеев",
    "Елисеев", "Кошелев", "Костин", "Горбачёв", "Орехов", "Ефремов", "Исаев", "Евдокимов", "Калашников", "Кабанов",
    "Носков", "Юдин" };

std::string in_her_form(std::string_view surname)
{
    auto const text = std::string { surname };
    return text.ends_with("ов") || text.ends_with("ев") || text.ends_with("ёв") || text.ends_with("ин") ? text + "а"
                                                                                                        : text;
}

}

PersonWords person_of(Dice& dice, Language language)
{
    auto person = PersonWords {};
    person.is_female = dice.falls(45);
    if (language == Language::en) {
        person.first = person.is_female ? dice.one_of(western_women) : dice.one_of(western_men);
        person.last = dice.one_of(western_surnames);
        return person;
    }
    auto const& surname = dice.one_of(russian_surnames);
    auto const& patronymic = dice.one_of(patronymics);
    person.first = person.is_female ? dice.one_of(russian_women) : dice.one_of(russian_men);
    person.middle = person.is_female ? patronymic.of_woman : patronymic.of_man;
    person.last = person.is_female ? in_her_form(surname) : std::string { surname };
    return person;
}

PersonWords proprietor_of(std::uint64_t seed, std::uint64_t number)
{
    constexpr auto size = russian_surnames.size() * russian_men.size() * patronymics.size();
    auto const place = shuffled(number % size, size, seed);
    auto person = PersonWords {};
    person.last = russian_surnames[place % russian_surnames.size()];
    person.first = russian_men[place / russian_surnames.size() % russian_men.size()];
    person.middle = patronymics[place / russian_surnames.size() / russian_men.size()].of_man;
    return person;
}

std::span<std::string_view const> surnames_of(Language language)
{
    return language == Language::ru ? std::span<std::string_view const> { russian_surnames }
                                    : std::span<std::string_view const> { western_surnames };
}

std::string mail_name(PersonWords const& person)
{
    auto last = platform::key_from(person.last);
    std::ranges::replace(last, '_', '-');
    return platform::key_from(person.first).substr(0, 1) + "." + last;
}

}
