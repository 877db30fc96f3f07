// Modules as ELF shared objects (Linux).

#include <dlfcn.h>
#include <link.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/history.h"
#include "sim/module.h"

namespace winsock::sim {

Module::Module(const std::string& path) : path_(std::filesystem::absolute(path).string()) {
    if (!std::filesystem::is_regular_file(path)) throw ModuleError("there is no module " + path);
    const std::string file_name = std::filesystem::path(path_).filename().string();
    program_name_ = file_name.substr(0, file_name.find('.'));
    std::ifstream file(path, std::ios::binary);
    if (!file) throw ModuleError("the module cannot be read: " + path);
    const std::string bytes((std::istreambuf_iterator<char>(file)), {});
    hash_ = hash_of(bytes);
    // Every handler calls this function of the C++ runtime.
    has_handlers_ = bytes.find("__cxa_begin_catch") != std::string::npos;

    // A second image of it would be the first one, with the globals that executions have left
    // there.
    if (void* const loaded = dlopen(path_.c_str(), RTLD_NOW | RTLD_NOLOAD)) {
        dlclose(loaded);
        throw ModuleError("the module is loaded already: " + path);
    }
    // Its static initialisers run now, and only now.
    ProgramMemory::instance().begin_loading();
    void* const handle = dlopen(path_.c_str(), RTLD_NOW | RTLD_LOCAL);
    heap_ = ProgramMemory::instance().end_loading();
    if (handle == nullptr)
        throw ModuleError("the module cannot be loaded: " + std::string(dlerror()));
    void* const symbol = dlsym(handle, "main");
    if (symbol == nullptr) throw ModuleError("the module has no main(): " + path);
    main_ = reinterpret_cast<Main>(symbol);
    Dl_info info{};
    dladdr(symbol, &info);
    base_ = reinterpret_cast<std::uintptr_t>(info.dli_fbase);
    save_writable_data();
}

// Every writable segment, without the part that the loader makes read-only after relocation.
void Module::save_writable_data() {
    struct Search {
        Module* module;
        std::uintptr_t base;
    } search{this, base_};
    dl_iterate_phdr(
        [](dl_phdr_info* info, std::size_t, void* data) {
            const auto& wanted = *static_cast<Search*>(data);
            if (info->dlpi_addr != wanted.base) return 0;
            std::uintptr_t read_only_end = 0;
            for (int i = 0; i < info->dlpi_phnum; ++i) {
                const ElfW(Phdr)& header = info->dlpi_phdr[i];
                if (header.p_type == PT_GNU_RELRO) {
                    read_only_end = wanted.base + header.p_vaddr + header.p_memsz;
                }
            }
            for (int i = 0; i < info->dlpi_phnum; ++i) {
                const ElfW(Phdr)& header = info->dlpi_phdr[i];
                if (header.p_type != PT_LOAD || (header.p_flags & PF_W) == 0) continue;
                const std::uintptr_t begin = wanted.base + header.p_vaddr;
                const std::uintptr_t end = begin + header.p_memsz;
                wanted.module->save(std::clamp(read_only_end, begin, end), end);
            }
            return 1;
        },
        &search);
}

// The red zones between a sanitizer's globals are a part of the segment: no check may look here.
#if defined(__GNUC__)
__attribute__((no_sanitize("address", "thread")))
#endif
static void
copy(unsigned char* to, const unsigned char* from, std::size_t size) {
    using Word = std::uint64_t;
    std::size_t done = 0;
    for (; done + sizeof(Word) <= size; done += sizeof(Word)) {
        Word word = 0;
        __builtin_memcpy(&word, from + done, sizeof word);
        __builtin_memcpy(to + done, &word, sizeof word);
        // Keeps the compiler from making this loop the memcpy that is checked.
        __asm__ volatile("" ::: "memory");
    }
    for (; done < size; ++done) to[done] = from[done];
}

void Module::save(std::uintptr_t begin, std::uintptr_t end) {
    if (begin == end) return;
    Saved saved{reinterpret_cast<unsigned char*>(begin), {}};
    saved.bytes.resize(end - begin);
    copy(saved.bytes.data(), saved.place, saved.bytes.size());
    saved_.push_back(std::move(saved));
}

void Module::put_back() const {
    for (const Saved& saved : saved_) copy(saved.place, saved.bytes.data(), saved.bytes.size());
    ProgramMemory::instance().put_back(heap_);
}

bool Module::has_data_at(const void* address) const {
    const auto* const place = static_cast<const unsigned char*>(address);
    return std::any_of(saved_.begin(), saved_.end(), [&](const Saved& saved) {
        return saved.place <= place && place < saved.place + saved.bytes.size();
    });
}

}  // namespace winsock::sim
