#include "small_project.h"

#include "text_file.h"

SmallProject::SmallProject() {
    write("lessons/course.json", R"({
  "title": "A course",
  "chapters": { "A": "The only chapter" },
  "lessons": [
    { "number": "01", "slug": "01_first", "title": "First", "chapter": "A", "defect": "It answers 1.",
      "cwe": ["CWE-1"], "cert": [], "article": "Nowhere.", "hints": ["Look.", "Look at the number.", "It is 0."] }
  ]
})");
    write("lessons/01_first/README.md",
          "# 01 First {#lesson_01}\n\nOne sees `1`.\n\n## Questions to think about\n\n1. Why?\n");
    write("lessons/01_first/server.cpp", "// Says one.\nint main() { return 1; }\n");
    write("solutions/01_first/README.md",
          "# 01 First: the solution\n\nBack to [it](../../lessons/01_first).\n");
    write("solutions/01_first/server.cpp", "// Says nothing.\nint main() { return 0; }\n");
    write("README.md",
          "# A course\n\n## What each repair has repaired\n\n```\n           01\n          L S\n"
          "01 *Zero  X .\n```\n");
    write("docs/pages/start.md", "# A course {#mainpage}\n\n<!-- lessons -->\n");
    write("winsock/include/winsock2.h", "int recv(int s);\n");
    write("output/doxygen/layout.xml", "<doxygenlayout><navindex></navindex></doxygenlayout>\n");
    write("output/doxygen/header.html", "<html xmlns=\"x\"><head></head>\n");
}

out_of_step::Finished SmallProject::make_pages() const {
    return out_of_step::run_to_end({PAGE_WRITER, "pages", "--source", root().string(), "--output",
                                    (root() / "output").string(), "--witnesses",
                                    (root() / "output/witnesses").string()});
}

void SmallProject::write_search() const {
    const std::string folder = "output/html/search/";
    write(folder + "searchdata.js", searchdata("ar"));
    write(folder + "all_0.js",
          "var searchData=\n[\n  ['accept_0',['accept',['../winsock2_8h.html#a0',1,'winsock2.h']]]"
          "\n];\n");
    write(folder + "all_1.js",
          "var searchData=\n[\n  ['recv_0',['recv',['../winsock2_8h.html#a1',1,'winsock2.h']]],\n"
          "  ['rules_20of_20it_1',['Rules of it',['../rules.html',1,'']]]\n];\n");
    for (const std::string place : {"0", "1"}) {
        write(folder + "all_" + place + ".html",
              "<script src=\"all_" + place + ".js\"></script>\n");
    }
}

std::string SmallProject::searchdata(const std::string& letters) {
    return "var indexSectionsWithContent =\n{\n  0: \"" + letters +
           "\",\n  1: \"r\"\n};\n\nvar indexSectionNames =\n{\n  0: \"all\",\n  1: \"pages\"\n};"
           "\n";
}

out_of_step::Finished SmallProject::add_to_search() const {
    return out_of_step::run_to_end(
        {PAGE_WRITER, "search", "--output", (root() / "output").string()});
}

std::string SmallProject::made(const std::string& file) const {
    return pages::read_text(root() / "output", file);
}
