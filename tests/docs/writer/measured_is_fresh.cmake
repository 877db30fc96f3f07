# docs/tools/measured.json was measured of the lessons and solutions as they are now.
#
#   cmake -D SOURCE=<project> [-D MEASURED=<file>] -P measured_is_fresh.cmake
#
# A learner edits lessons/, so the lessons' untouched copies are compared: tool/originals.
cmake_minimum_required(VERSION 3.25)
if(NOT MEASURED)
    set(MEASURED ${SOURCE}/docs/tools/measured.json)
endif()
file(READ ${MEASURED} measured)
file(READ ${SOURCE}/lessons/course.json course)
string(JSON count LENGTH "${course}" lessons)
math(EXPR last "${count} - 1")
set(stale "")
foreach(l RANGE ${last})
    string(JSON kind ERROR_VARIABLE none GET "${course}" lessons ${l} kind)
    if(kind STREQUAL "measure")
        continue()  # it has no program
    endif()
    string(JSON slug GET "${course}" lessons ${l} slug)
    set(lesson tool/originals/${slug}.cpp)
    set(repaired solutions/${slug}/server.cpp)
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
