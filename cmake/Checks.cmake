# The project's own code, looked at without running it. Targets: format-check, format, tidy.
# Lessons are not tidied: their mistakes are the course, and a finding would give one away.
include_guard()

find_program(OUT_OF_STEP_CLANG_FORMAT NAMES clang-format-14 clang-format)
find_program(OUT_OF_STEP_CLANG_TIDY NAMES clang-tidy-14 clang-tidy)

file(GLOB_RECURSE formatted_files CONFIGURE_DEPENDS
     winsock/*.h winsock/*.cpp tool/*.h tool/*.cpp docs/*.h docs/*.cpp tests/*.h tests/*.cpp lessons/*.cpp solutions/*.cpp)
file(GLOB_RECURSE tidied_files CONFIGURE_DEPENDS winsock/*.cpp tool/*.cpp docs/*.cpp tests/*.cpp)
list(FILTER formatted_files EXCLUDE REGEX "/tool/originals/")  # the lessons once more
# What the tests judge are programs with mistakes, too.
list(FILTER tidied_files EXCLUDE REGEX
     "/tool/originals/|/tests/(course/attempts/|live/fixtures/|sim/[a-z]+/(servers|fixtures)/|sim/judge/hostile)")

if(OUT_OF_STEP_CLANG_FORMAT)
    add_custom_target(format-check
        COMMAND ${OUT_OF_STEP_CLANG_FORMAT} --dry-run -Werror ${formatted_files}
        COMMENT "Formatting" VERBATIM)
    add_custom_target(format
        COMMAND ${OUT_OF_STEP_CLANG_FORMAT} -i ${formatted_files}
        COMMENT "Formatting in place" VERBATIM)
endif()

# One stamp for each file, so that a second run looks only at what has changed.
if(OUT_OF_STEP_CLANG_TIDY)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS winsock/*.h tool/*.h docs/*.h tests/*.h)
    set(stamps "")
    foreach(file IN LISTS tidied_files)
        cmake_path(RELATIVE_PATH file BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE name)
        set(stamp ${CMAKE_BINARY_DIR}/tidy/${name}.stamp)
        cmake_path(GET stamp PARENT_PATH folder)
        file(MAKE_DIRECTORY ${folder})
        add_custom_command(OUTPUT ${stamp}
            COMMAND ${OUT_OF_STEP_CLANG_TIDY} --quiet -p ${CMAKE_BINARY_DIR}
                    --extra-arg=-Wno-unknown-warning-option ${file}
            COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
            DEPENDS ${file} ${headers} ${PROJECT_SOURCE_DIR}/.clang-tidy
            COMMENT "Tidy ${name}" VERBATIM)
        list(APPEND stamps ${stamp})
    endforeach()
    add_custom_target(tidy DEPENDS ${stamps})
endif()
