// Makes what Doxygen reads, see site.h, and adds to its search, see search_words.h.
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "course.h"
#include "search_words.h"
#include "site.h"

int main(int argc, char* argv[]) {
    CLI::App app(
        "Makes the Doxygen input of the pages from the project, and adds to what it makes.");
    app.require_subcommand(1);
    std::string source;
    std::string output;
    std::string witnesses;
    std::string measured;
    CLI::App* before = app.add_subcommand("pages", "Before Doxygen: what it reads");
    before->add_option("--source", source, "The project")
        ->required()
        ->check(CLI::ExistingDirectory);
    before
        ->add_option("--output", output,
                     "Where the pages go; doxygen/ in it has Doxygen's own files")
        ->required();
    before->add_option("--witnesses", witnesses, "The folder with recorded executions")->required();
    before->add_option("--measured", measured, "The folder with what was measured here");
    CLI::App* after = app.add_subcommand(
        "search", "After Doxygen: its search finds each word of a title or a heading");
    after->add_option("--output", output, "Where the pages are, and html/ that Doxygen has made")
        ->required();
    CLI11_PARSE(app, argc, argv)
    try {
        if (before->parsed()) pages::write_site(source, output, witnesses, measured);
        if (after->parsed()) pages::add_search_words(output);
        return 0;
    } catch (const out_of_step::BrokenCourse& error) {
        std::cerr << "page_writer: lessons/course.json is broken: " << error.what() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "page_writer: " << error.what() << '\n';
    }
    return 1;
}
