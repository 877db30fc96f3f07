# What the viewers show: for each lesson and each solution the judge's account of the first promise
# that the lesson breaks, made from the programs as they are.
#
# Sets out_of_step_witnesses to the files; the target docs_witnesses makes them. Empty where there is
# no judge.
set(out_of_step_witnesses "")
out_of_step_course(course places)
if(NOT TARGET winsock_sim OR OUT_OF_STEP_SANITIZE MATCHES thread)  # as in tests/lessons
    set(places "")
endif()
foreach(place IN LISTS places)
    string(JSON slug GET "${course}" lessons ${place} slug)
    out_of_step_file(file "${course}" ${place})
    string(JSON promise GET "${course}" lessons ${place} triggers 0)
    foreach(kind IN ITEMS lesson solution)
        set(witness ${CMAKE_CURRENT_BINARY_DIR}/witnesses/${slug}.${kind}.json)
        set(program ${PROJECT_SOURCE_DIR}/${kind}s/${file})
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
add_custom_target(docs_witnesses DEPENDS ${out_of_step_witnesses})
