#include "frame.h"

#include <fmt/format.h>

#include "escape.h"
#include "wrong_page.h"

namespace pages {

namespace {

std::string tabs(const std::vector<Tab>& entries) {
    std::string written;
    for (const Tab& tab : entries) {
        std::string title;
        for (const char c : tab.title) {
            if (c != '`') title += c;
        }
        written += fmt::format("      <tab type=\"user\" url=\"@ref {}\" title=\"{}\"/>\n",
                               tab.label, html(title));
    }
    return written;
}

std::size_t place_of(const std::string& what, const std::string& text, const char* file) {
    const std::size_t at = text.find(what);
    if (at == std::string::npos) {
        throw WrongPage(
            fmt::format("Doxygen's {} has no {}: was it made by Doxygen 1.9.4?", file, what));
    }
    return at;
}

}  // namespace

std::string layout_with(const Sidebar& sidebar, const std::string& layout) {
    const std::size_t from = place_of("<navindex>", layout, "layout");
    const std::size_t to = place_of("</navindex>", layout, "layout");
    return layout.substr(0, from) +
           fmt::format(R"(<navindex>
    <tab type="mainpage" visible="yes" title="Start"/>
    <tab type="usergroup" title="The course" url="@ref course_map">
{}    </tab>
    <tab type="usergroup" title="Solutions" url="@ref solutions">
{}    </tab>
    <tab type="user" url="@ref matrix" title="What each repair has repaired"/>
    <tab type="user" url="@ref how_it_behaves" title="How WSAEventSelect behaves"/>
    <tab type="user" url="@ref inside_the_simulator" title="Inside the simulator"/>
    <tab type="user" url="@ref tools" title="What your tools will not find"/>
    <tab type="user" url="@ref glossary" title="Glossary"/>
    <tab type="files" visible="yes" title="Winsock, as offered here">
      <tab type="filelist" visible="yes" title="Headers" intro=""/>
      <tab type="globals" visible="yes" title="All names" intro=""/>
    </tab>
    <tab type="usergroup" title="Inside" url="@ref inside">
{}    </tab>
  )",
                       tabs(sidebar.lessons), tabs(sidebar.solutions), tabs(sidebar.insides)) +
           layout.substr(to);
}

std::string header_with_switch(std::string header) {
    header.insert(
        place_of("</head>", header, "header"),
        R"(<script type="text/javascript" src="$relpath^doxygen-awesome-darkmode-toggle.js"></script>
<script type="text/javascript" src="$relpath^doxygen-awesome-fragment-copy-button.js"></script>
<script type="text/javascript" src="$relpath^out_of_step.js"></script>
<script type="text/javascript">
DoxygenAwesomeDarkModeToggle.init();
DoxygenAwesomeFragmentCopyButton.init();
</script>
)");
    header.insert(place_of("<html xmlns=", header, "header") + 5, " lang=\"en\"");
    return header;
}

}  // namespace pages
