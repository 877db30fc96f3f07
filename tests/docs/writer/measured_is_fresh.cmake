# docs/tools/measured.json was measured of the lessons and solutions as they are now.
#
#   cmake -D SOURCE=<project> [-D MEASURED=<file>] -P measured_is_fresh.cmake
#
# A learner edits lessons/, so the lessons' untouched copies are compared: tool/originals.
cmake_minimum_required(VERSION 3.25)
include(${CMAKE_CURRENT_LIST_DIR}/../../../cmake/Course.cmake)
if(NOT MEASURED)
    set(MEASURED ${SOURCE}/docs/tools/measured.json)
endif()
file(READ ${MEASURED} measured)
out_of_step_course(course places ${SOURCE}/lessons/course.json)
set(stale "")
foreach(l IN LISTS places)
    string(JSON slug GET "${course}" lessons ${l} slug)
    out_of_step_file(file "${course}" ${l})
    set(lesson tool/originals/${slug}.cpp)
    set(repaired solutions/${file})
    foreach(which IN ITEMS lesson repaired)
        file(SHA256 ${SOURCE}/${${which}} now)
        string(JSON then ERROR_VARIABLE none GET "${measured}" lessons ${slug} sha256 ${which})
        if(NOT now STREQUAL then)
            list(APPEND stale ${${which}})
        endif()
    endforeach()
endforeach()
if(stale)
    list(JOIN stale "\n  " names)
    message(FATAL_ERROR "Changed since docs/tools/measured.json was written:\n  ${names}\n"
                        "Run node docs/tools/measure.mjs, and look at what it says now.")
endif()
