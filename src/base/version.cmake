# Makes the source file behind base/version.h. Included by CMakeLists.txt, and run by every build as a script, because
# the commit changes without any source file changing; the file is only touched when its text would differ.

if(NOT CMAKE_SCRIPT_MODE_FILE)
    set(version_source "${CMAKE_BINARY_DIR}/generated/base/version.cpp")
    add_custom_target(kontor_version
        COMMAND ${CMAKE_COMMAND} -DVERSION=${PROJECT_VERSION} -DOUTPUT=${version_source} -DFOLDER=${CMAKE_SOURCE_DIR}
            -P ${CMAKE_CURRENT_LIST_FILE}
        BYPRODUCTS "${version_source}"
        VERBATIM)
    return()
endif()

set(commit "unknown")
execute_process(COMMAND git -C "${FOLDER}" rev-parse --short=12 HEAD
    OUTPUT_VARIABLE told OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
if(NOT failed)
    set(commit "${told}")
endif()
set(text "#include \"base/version.h\"

namespace kontor {

std::string_view const version = \"${VERSION}\";
std::string_view const commit = \"${commit}\";

}
")
set(before "")
if(EXISTS "${OUTPUT}")
    file(READ "${OUTPUT}" before)
endif()
if(NOT "${text}" STREQUAL "${before}")
    file(WRITE "${OUTPUT}" "${text}")
endif()
