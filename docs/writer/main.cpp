// Makes what Doxygen reads: see site.h.
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "course.h"
#include "site.h"

int main(int argc, char* argv[]) {
    CLI::App app("Makes the Doxygen input of the pages from the project.");
    std::string source;
    std::string output;
    std::string witnesses;
    app.add_option("--source", source, "The project")->required()->check(CLI::ExistingDirectory);
    app.add_option("--output", output, "Where the pages go; doxygen/ in it has Doxygen's own files")
        ->required();
    app.add_option("--witnesses", witnesses, "The folder with recorded executions")->required();
    CLI11_PARSE(app, argc, argv)
    try {
        pages::write_site(source, output, witnesses);
        return 0;
    } catch (const out_of_step::BrokenCourse& error) {
        std::cerr << "page_writer: lessons/course.json is broken: " << error.what() << '\n';
    } catch (const std::exception& error) {
        std::cerr << "page_writer: " << error.what() << '\n';
    }
    return 1;
}
