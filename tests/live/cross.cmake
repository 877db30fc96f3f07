# Runs one native live test with cross-compiled programs:
#
#     cmake -D LIVE_TEST=... -D COURSE=... -D PROGRAMS=... -D RUNNER=... -P cross.cmake -- --gtest_filter=...
foreach(needed IN ITEMS LIVE_TEST RUNNER)
    if(NOT EXISTS "${${needed}}")
        message(FATAL_ERROR
            "There is no ${${needed}}.\n"
            "These programs are driven by the native live test. Build that first:\n"
            "    cmake --preset asan && cmake --build --preset asan --target live_test")
    endif()
endforeach()

set(filter "")
math(EXPR last "${CMAKE_ARGC} - 1")
foreach(i RANGE ${last})
    if("${CMAKE_ARGV${i}}" MATCHES "^--gtest_filter=")
        set(filter "${CMAKE_ARGV${i}}")
    endif()
endforeach()

execute_process(
    COMMAND ${LIVE_TEST} --course ${COURSE} --programs ${PROGRAMS} --runner ${RUNNER} ${filter}
    RESULT_VARIABLE result)
if(NOT result EQUAL 0)
    message(FATAL_ERROR "The live test failed: ${result}")
endif()
