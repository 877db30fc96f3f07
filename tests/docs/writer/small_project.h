#pragma once

#include <string>

#include "../../test_folder.h"
#include "stage/child.h"

/// A project with one lesson.
class SmallProject : public TestFolder {
public:
    SmallProject();

    /// Runs page_writer on it, before Doxygen.
    out_of_step::Finished make_pages() const;
    /// A search with what begins with a or r, as Doxygen makes it, in the folder `output`.
    void write_search() const;
    /// Its searchdata.js with these letters.
    static std::string searchdata(const std::string& letters);
    /// Runs page_writer after Doxygen.
    out_of_step::Finished add_to_search() const;
    /// A page that it has made, from the folder `output`.
    std::string made(const std::string& file) const;
};
