# Doxygen gives the frames with search results neither a language nor a title, and no setting of its
# reaches them:
#
#   cmake -D SITE=<folder of the built site> -P search_frames.cmake
file(GLOB frames ${SITE}/search/*.html)
if(NOT frames)
    message(FATAL_ERROR "${SITE}/search has no frames with search results")
endif()
foreach(frame IN LISTS frames)
    file(READ ${frame} text)
    string(REPLACE "<html xmlns=" "<html lang=\"en\" xmlns=" text "${text}")
    string(REPLACE "<title></title>" "<title>Search results</title>" text "${text}")
    file(WRITE ${frame} "${text}")
endforeach()
