#pragma once

#include "model/entity.h"

namespace kontor {

// The record has a number for papers: gap-free for each prefix and year, drawn in a stated state, never used again.
// records/numbering.h says when.
struct Numbered {
    explicit Numbered(Entity&, Label label = {});
    Text number;
};

}
