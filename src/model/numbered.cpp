#include "model/numbered.h"

namespace kontor {

Numbered::Numbered(Entity& entity, Label label)
    : number(entity, "number",
        {
            .label = label.en.empty() ? Label { "Number", "Номер" } : label,
            .unique = true,
            .searchable = true,
            .exact = true,
            .max = 40,
        })
{
    entity.traits.push_back("numbered");
}

}
