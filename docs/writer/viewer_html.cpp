#include "viewer_html.h"

namespace pages {

std::string viewer_html(const std::filesystem::path& /*witness_file*/) { return ""; }

}  // namespace pages
