#include "model/choices.h"

#include <algorithm>

namespace kontor {

std::vector<ChoiceOption> merge_choices(std::vector<ChoiceOption> const& present, std::vector<ChoiceOption> const& sent)
{
    auto merged = sent;
    for (auto const& choice : present)
        if (std::ranges::find(sent, choice.value, &ChoiceOption::value) == sent.end())
            merged.push_back(choice);
    return merged;
}

}
