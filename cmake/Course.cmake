# What CMake has to know of lessons/course.json. For scripts, too: it needs no project.
include_guard()

# out_of_step_course(json places [file]): the text of lessons/course.json, and the places in there of
# the lessons that have a program: not of one that only measures. CMake runs again when it changes.
function(out_of_step_course json places)
    set(file ${PROJECT_SOURCE_DIR}/lessons/course.json)
    if(ARGC GREATER 2)
        set(file ${ARGV2})
    endif()
    if(NOT CMAKE_SCRIPT_MODE_FILE)
        set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
    endif()
    file(READ ${file} text)
    string(JSON count LENGTH "${text}" lessons)
    math(EXPR last "${count} - 1")
    set(found "")
    foreach(place RANGE ${last})
        string(JSON kind ERROR_VARIABLE none GET "${text}" lessons ${place} kind)
        if(NOT kind STREQUAL "measure")
            list(APPEND found ${place})
        endif()
    endforeach()
    set(${json} "${text}" PARENT_SCOPE)
    set(${places} ${found} PARENT_SCOPE)
endfunction()

# out_of_step_file(file json place): the file of the lesson in this place, and of its solution, from
# lessons/ and from solutions/: NN_slug/server.cpp, or client.cpp if the list says so.
function(out_of_step_file file json place)
    string(JSON slug GET "${json}" lessons ${place} slug)
    string(JSON program ERROR_VARIABLE none GET "${json}" lessons ${place} program)
    if(none)
        set(program server)
    endif()
    set(${file} ${slug}/${program}.cpp PARENT_SCOPE)
endfunction()
