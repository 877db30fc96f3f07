# Writes what the figures of a lesson that measures say into the page of its solution, between
# <!-- measured --> and <!-- /measured -->, or whatever MARK is, and their plot beside them.
#
#   cmake -D RUNNER=<twelve_hundred> -D FIGURES=<folder> -D PAGE=<README.md> -D MARK=measured -P into_page.cmake
execute_process(COMMAND ${RUNNER} --redraw ${FIGURES}/figures.csv --output ${FIGURES}
    OUTPUT_VARIABLE said COMMAND_ERROR_IS_FATAL ANY)
string(STRIP "${said}" said)
file(READ ${PAGE} page)
string(FIND "${page}" "<!-- ${MARK} -->" begin)
string(FIND "${page}" "<!-- /${MARK} -->" end)
if(begin EQUAL -1 OR end LESS begin)
    message(FATAL_ERROR "${PAGE} has no place for what was measured")
endif()
string(SUBSTRING "${page}" 0 ${begin} before)
string(SUBSTRING "${page}" ${end} -1 after)
file(WRITE ${PAGE} "${before}<!-- ${MARK} -->\n```text\n${said}\n```\n${after}")
