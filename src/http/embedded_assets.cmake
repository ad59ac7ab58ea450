# The page as a part of the program. Included by CMakeLists.txt; gives embedded_assets_sources. Without a built page a
# placeholder takes its place.

find_program(NODE_PROGRAM node REQUIRED)
set(embedded_assets_folder "${CMAKE_BINARY_DIR}/generated/http")
set(embedded_assets_sources
    "${embedded_assets_folder}/embedded_assets.cpp" "${embedded_assets_folder}/embedded_assets.S")
file(GLOB_RECURSE page_files CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/ui/dist/*")
add_custom_command(
    OUTPUT ${embedded_assets_sources}
    COMMAND "${NODE_PROGRAM}" "${CMAKE_CURRENT_LIST_DIR}/embed_assets.mjs"
        "${CMAKE_SOURCE_DIR}/ui/dist" "${embedded_assets_folder}"
    DEPENDS "${CMAKE_CURRENT_LIST_DIR}/embed_assets.mjs" ${page_files}
    COMMENT "Putting the page into the program"
    VERBATIM)
