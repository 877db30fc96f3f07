# What the viewers show: for each lesson and each solution the judge's account of the first promise
# that the lesson breaks, made from the programs as they are.
#
# Sets out_of_step_witnesses to the files. Empty where there is no judge.
set(out_of_step_witnesses "")
if(NOT TARGET winsock_sim OR OUT_OF_STEP_SANITIZE MATCHES thread)  # as in tests/lessons
    return()
endif()
set(course_file ${PROJECT_SOURCE_DIR}/lessons/course.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${course_file})
file(READ ${course_file} course)
string(JSON lesson_count LENGTH "${course}" lessons)
math(EXPR last_lesson "${lesson_count} - 1")
foreach(place RANGE ${last_lesson})
    string(JSON slug GET "${course}" lessons ${place} slug)
    string(JSON promise GET "${course}" lessons ${place} triggers 0)
    foreach(kind IN ITEMS lesson solution)
        set(witness ${CMAKE_CURRENT_BINARY_DIR}/witnesses/${slug}.${kind}.json)
        set(program ${PROJECT_SOURCE_DIR}/${kind}s/${slug}/server.cpp)
        add_custom_command(
            OUTPUT ${witness}
            COMMAND judge_${slug} --module $<TARGET_FILE:${kind}_${slug}.zero> --source ${program}
                    --promise ${promise} --page ${witness}
            DEPENDS judge_${slug} winsock_sim ${kind}_${slug}.zero ${kind}_${slug}.garbage ${program}
            COMMENT "Watching ${kind} ${slug}"
            VERBATIM)
        list(APPEND out_of_step_witnesses ${witness})
    endforeach()
endforeach()
file(MAKE_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/witnesses)
