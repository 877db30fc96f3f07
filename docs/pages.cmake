# Makes the pages that Doxygen reads from the READMEs that people read where the files are, and the
# sidebar beside them. Run by the target `docs`:
#
#   cmake -D SOURCE=<project> -D OUTPUT=<folder> -D DOXYGEN=<program> -P pages.cmake
#
# A README keeps GitHub's Markdown. Here its title gets a label, and each of its relative links
# becomes a \ref to the page that was made from the file it points to. A link to nowhere is an error.
cmake_minimum_required(VERSION 3.25)

set(page_folder ${OUTPUT}/pages)
file(REMOVE_RECURSE ${page_folder} ${OUTPUT}/html)
file(MAKE_DIRECTORY ${page_folder})

# --- Which file becomes which page -----------------------------------------------------------------
# The order and the titles are those of lessons/course.json.
file(READ ${SOURCE}/lessons/course.json course)
string(JSON count LENGTH "${course}" lessons)
math(EXPR last "${count} - 1")
set(lessons "")
foreach(index RANGE ${last})
    string(JSON slug GET "${course}" lessons ${index} slug)
    string(JSON title GET "${course}" lessons ${index} title)
    string(REGEX MATCH "^[0-9]+" number ${slug})
    list(APPEND lessons ${slug})
    set(number_of_${slug} ${number})
    set(title_of_${slug} "${title}")
endforeach()
file(GLOB_RECURSE insides RELATIVE ${SOURCE}
     ${SOURCE}/winsock/README.md ${SOURCE}/tool/README.md ${SOURCE}/tests/README.md ${SOURCE}/docs/README.md)
list(FILTER insides EXCLUDE REGEX "/node_modules/")  # what the tests of the pages bring along
foreach(file IN ITEMS solutions/README.md lessons/README.md CONTRIBUTING.md)
    if(EXISTS ${SOURCE}/${file})
        list(PREPEND insides ${file})
    endif()
endforeach()

# label_of(path out): the label of the page made from a file or a folder; empty if there is none.
function(label_of path out)
    string(REGEX REPLACE "/+$" "" path "${path}")
    string(REGEX REPLACE "/README\\.md$" "" folder "${path}")
    if(folder MATCHES "^lessons/([0-9][^/]*)(/server\\.cpp)?$")
        set(label lesson_${CMAKE_MATCH_1})
    elseif(folder MATCHES "^solutions/([0-9][^/]*)(/server\\.cpp)?$")
        set(label solution_${CMAKE_MATCH_1})
    elseif(path MATCHES "^docs/pages/(.*)\\.md$")
        set(label ${CMAKE_MATCH_1})
        if(label STREQUAL "start")
            set(label index)
        endif()
    elseif(path STREQUAL "README.md" OR path STREQUAL "")
        set(label index)
    elseif(path MATCHES "^winsock/include/([a-z0-9]+)\\.h$")
        set(label ${CMAKE_MATCH_1}.h)
    elseif("${folder}/README.md" IN_LIST insides OR path IN_LIST insides)
        string(MAKE_C_IDENTIFIER "inside_${folder}" label)
    else()
        set(label "")
    endif()
    set(${out} "${label}" PARENT_SCOPE)
endfunction()

# with_refs(file text out): `text` of `file` with its relative links as references.
function(with_refs file text out)
    cmake_path(GET file PARENT_PATH folder)
    set(done "")
    while("${text}" MATCHES "\\]\\(([A-Za-z0-9_./-]+)(#[a-z0-9_-]+)?\\)")
        set(found "${CMAKE_MATCH_0}")
        set(target "${CMAKE_MATCH_1}")
        set(anchor "${CMAKE_MATCH_2}")
        string(FIND "${text}" "${found}" at)
        string(LENGTH "${found}" length)
        string(SUBSTRING "${text}" 0 ${at} before)
        math(EXPR at "${at} + ${length}")
        string(SUBSTRING "${text}" ${at} -1 text)
        cmake_path(SET path NORMALIZE "${folder}/${target}")
        string(REGEX REPLACE "^/" "" path "${path}")
        if(NOT EXISTS "${SOURCE}/${path}")
            message(SEND_ERROR "${file}: the link to ${target} leads nowhere")
        endif()
        label_of("${path}" label)
        if(label STREQUAL "how_it_behaves" AND anchor)
            string(SUBSTRING "${anchor}" 1 -1 label)
        endif()
        if(label STREQUAL "")
            # A file that is no page: its text stands without a link.
            string(APPEND done "${before}]")
            string(REGEX REPLACE "\\[([^][]*)\\]$" "\\1" done "${done}")
        else()
            string(APPEND done "${before}](@ref ${label})")
        endif()
    endwhile()
    set(${out} "${done}${text}" PARENT_SCOPE)
endfunction()

# read_page(file label title_out text_out): the title and, with it, the text of a README as a page.
function(read_page file label title_out text_out)
    if(NOT EXISTS ${SOURCE}/${file})
        message(FATAL_ERROR "${file} is missing")
    endif()
    file(READ ${SOURCE}/${file} text)
    if(NOT "${text}" MATCHES "^# ([^\n]+)\n")
        message(FATAL_ERROR "${file} does not begin with a title")
    endif()
    set(title "${CMAKE_MATCH_1}")
    string(LENGTH "${CMAKE_MATCH_0}" length)
    string(SUBSTRING "${text}" ${length} -1 text)
    string(REGEX REPLACE " *{#[a-z0-9_]*}$" "" title "${title}")  # the label is given here
    with_refs(${file} "${text}" text)
    set(${title_out} "${title}" PARENT_SCOPE)
    set(${text_out} "# ${title} {#${label}}\n${text}" PARENT_SCOPE)
endfunction()

# A tab of the sidebar.
function(tab_for label title out)
    string(REPLACE "&" "&amp;" title "${title}")
    string(REPLACE "`" "" title "${title}")
    string(REPLACE "<" "&lt;" title "${title}")
    string(REPLACE "\"" "&quot;" title "${title}")
    set(${out} "      <tab type=\"user\" url=\"@ref ${label}\" title=\"${title}\"/>\n" PARENT_SCOPE)
endfunction()

# --- Lessons and solutions --------------------------------------------------------------------------
set(lesson_tabs "")
set(solution_tabs "")
set(course_map "| | what one sees |\n|---|---|\n")
set(solution_list "")
set(position 0)
foreach(slug IN LISTS lessons)
    set(number ${number_of_${slug}})
    read_page(lessons/${slug}/README.md lesson_${slug} title text)
    string(APPEND text "\n## The program {#lesson_${slug}_program}\n\n"
        "`lessons/${slug}/server.cpp`, as the course gives it to you.\n\n\\include lessons/${slug}/server.cpp\n\n")
    set(ways "")
    if(position GREATER 0)
        math(EXPR before "${position} - 1")
        list(GET lessons ${before} other)
        string(APPEND ways "\\ref lesson_${other} \"Previous lesson\" · ")
    endif()
    string(APPEND ways "\\ref index \"The course\"")
    math(EXPR position "${position} + 1")
    if(position LESS count)
        list(GET lessons ${position} other)
        string(APPEND ways " · \\ref lesson_${other} \"Next lesson\"")
    endif()
    file(WRITE ${page_folder}/lesson_${slug}.md "${text}\n${ways}\n")
    tab_for(lesson_${slug} "${number} ${title_of_${slug}}" tab)
    string(APPEND lesson_tabs "${tab}")
    string(APPEND course_map "| ${number} | \\ref lesson_${slug} \"${title_of_${slug}}\" |\n")
endforeach()

foreach(slug IN LISTS lessons)
    read_page(solutions/${slug}/README.md solution_${slug} title text)
    string(APPEND text "\n## The program {#solution_${slug}_program}\n\n`solutions/${slug}/server.cpp`\n\n"
        "\\include solutions/${slug}/server.cpp\n\n")
    string(APPEND text "\\ref lesson_${slug} \"Back to the lesson\"\n")
    file(WRITE ${page_folder}/solution_${slug}.md "${text}")
    tab_for(solution_${slug} "${number_of_${slug}} ${title_of_${slug}}" tab)
    string(APPEND solution_tabs "${tab}")
    string(APPEND solution_list "- \\ref solution_${slug} \"${number_of_${slug}} ${title_of_${slug}}\": ${title}\n")
endforeach()
file(WRITE ${page_folder}/solutions.md
    "# Solutions {#solutions}\n\nEach page says why its repair is right, and what looks right but is not. "
    "Open one when your own repair passes, or when you have had enough.\n\n${solution_list}")

# --- Inside -------------------------------------------------------------------------------------------
set(inside_tabs "")
set(inside_list "")
foreach(file IN LISTS insides)
    label_of(${file} label)
    read_page(${file} ${label} title text)
    file(WRITE ${page_folder}/${label}.md "${text}")
    string(REGEX REPLACE "/README\\.md$" "" folder "${file}")
    tab_for(${label} "${folder}" tab)
    string(APPEND inside_tabs "${tab}")
    string(APPEND inside_list "- \\ref ${label} \"${folder}\": ${title}\n")
endforeach()
file(WRITE ${page_folder}/inside.md
    "# Inside {#inside}\n\nHow the project is built, one page per folder: what lives there, and what may include "
    "what.\n\n${inside_list}")

# --- Written pages ------------------------------------------------------------------------------------
file(GLOB written RELATIVE ${SOURCE} ${SOURCE}/docs/pages/*.md)
foreach(file IN LISTS written)
    cmake_path(GET file FILENAME name)
    file(READ ${SOURCE}/${file} text)
    with_refs(${file} "${text}" text)
    string(REPLACE "<!-- lessons -->" "${course_map}" text "${text}")
    file(WRITE ${page_folder}/${name} "${text}")
endforeach()

# --- The sidebar ----------------------------------------------------------------------------------------
execute_process(COMMAND ${DOXYGEN} -l ${OUTPUT}/layout.xml COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(READ ${OUTPUT}/layout.xml layout)
string(FIND "${layout}" "<navindex>" from)
string(FIND "${layout}" "</navindex>" to)
string(SUBSTRING "${layout}" 0 ${from} before)
string(SUBSTRING "${layout}" ${to} -1 after)
file(WRITE ${OUTPUT}/layout.xml "${before}<navindex>
    <tab type=\"mainpage\" visible=\"yes\" title=\"Start\"/>
    <tab type=\"usergroup\" title=\"The course\" url=\"@ref course_map\">
${lesson_tabs}    </tab>
    <tab type=\"usergroup\" title=\"Solutions\" url=\"@ref solutions\">
${solution_tabs}    </tab>
    <tab type=\"user\" url=\"@ref how_it_behaves\" title=\"How WSAEventSelect behaves\"/>
    <tab type=\"files\" visible=\"yes\" title=\"Winsock, as offered here\">
      <tab type=\"filelist\" visible=\"yes\" title=\"Headers\" intro=\"\"/>
      <tab type=\"globals\" visible=\"yes\" title=\"All names\" intro=\"\"/>
    </tab>
    <tab type=\"usergroup\" title=\"Inside\" url=\"@ref inside\">
${inside_tabs}    </tab>
  ${after}")

# --- The frame of each page: Doxygen's own, with the switch for light and dark ------------------------
execute_process(COMMAND ${DOXYGEN} -w html ${OUTPUT}/header.html ${OUTPUT}/footer.html ${OUTPUT}/doxygen.css
                COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
file(READ ${OUTPUT}/header.html header)
string(REPLACE "</head>" "<script type=\"text/javascript\" src=\"$relpath^doxygen-awesome-darkmode-toggle.js\"></script>
<script type=\"text/javascript\" src=\"$relpath^doxygen-awesome-fragment-copy-button.js\"></script>
<script type=\"text/javascript\" src=\"$relpath^out_of_step.js\"></script>
<script type=\"text/javascript\">
DoxygenAwesomeDarkModeToggle.init();
DoxygenAwesomeFragmentCopyButton.init();
</script>
</head>" header "${header}")
string(REPLACE "<html xmlns=" "<html lang=\"en\" xmlns=" header "${header}")
file(WRITE ${OUTPUT}/header.html "${header}")
