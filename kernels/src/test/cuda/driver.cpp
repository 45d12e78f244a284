// A driver that has no card: the calls that the cuda backend makes, answered by the kernels as compiled for the host, which
// are in the same library. It goes in the place of libcuda.so.1, so that everything between a backend and the driver is
// exercised as it is.
//
// KETWRIGHT_FAKE says what is wrong: no-start, no-card, old-driver, old-card, in-use, little-memory, no-compiler,
// second-module (for which there is no memory at first), launch (which fails, and so does all that follows), or nothing.
#include "../../main/cuda/portable.cuh"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>

#include <map>
#include <mutex>
#include <set>
#include <sstream>
#include <string>

typedef int Result;
typedef int (*Kernel)(I64, int, I64, int, const void*, I64);

enum {
    SUCCESS = 0,
    BAD_VALUE = 1,
    NO_MEMORY = 2,
    NO_DEVICE = 100,
    BAD_CONTEXT = 201,
    NO_BINARY = 209,
    IN_USE = 216,
    BAD_PTX = 218,
    NO_COMPILER = 221,
    OLD_PTX = 222,
    NOT_FOUND = 500,
    LAUNCH_FAILED = 719,
    UNKNOWN = 999
};

namespace {

const size_t MEMORY = static_cast<size_t>(2) << 30;

std::mutex mutex;
std::map<void*, size_t> taken;
size_t used = 0;
int streams = 0;
// The kernels that a module declares.
typedef std::set<std::string> Module;
std::set<Module*> modules;
int loads = 0;
// A kernel has failed: nothing but closing works any more.
bool broken = false;
bool retained = false;
thread_local bool current = false;

bool wrong(const char* what) {
    const char* fake = getenv("KETWRIGHT_FAKE");
    return fake != nullptr && std::string(fake) == what;
}

size_t room() {
    return wrong("little-memory") ? static_cast<size_t>(10) << 20 : MEMORY;
}

Result take(void** out, size_t bytes, bool onCard) {
    std::lock_guard<std::mutex> lock(mutex);
    if (!current || broken) {
        return broken ? LAUNCH_FAILED : BAD_CONTEXT;
    }
    if (onCard && used + bytes > room()) {
        return NO_MEMORY;
    }
    *out = malloc(bytes);
    memset(*out, 0xFF, bytes);
    taken[*out] = onCard ? bytes : 0;
    used += onCard ? bytes : 0;
    return SUCCESS;
}

Result give(void* at) {
    std::lock_guard<std::mutex> lock(mutex);
    const auto found = taken.find(at);
    if (found == taken.end() || broken) {
        return broken ? LAUNCH_FAILED : BAD_VALUE;
    }
    used -= found->second;
    taken.erase(found);
    free(at);
    return SUCCESS;
}

}  // namespace

extern "C" {

Result cuInit(unsigned) {
    return wrong("no-start") ? UNKNOWN : wrong("no-card") ? NO_DEVICE : SUCCESS;
}

Result cuDriverGetVersion(int* version) {
    *version = wrong("old-driver") ? 10020 : 12060;
    return SUCCESS;
}

Result cuDeviceGetCount(int* count) {
    *count = 1;
    return SUCCESS;
}

Result cuDeviceGet(int* device, int ordinal) {
    *device = ordinal;
    return ordinal == 0 ? SUCCESS : NO_DEVICE;
}

Result cuDeviceGetName(char* name, int length, int) {
    snprintf(name, length, "No Card");
    return SUCCESS;
}

Result cuDeviceGetAttribute(int* value, int attribute, int) {
    // Major and minor compute capability.
    *value = attribute == 75 ? (wrong("old-card") ? 6 : 9) : 0;
    return attribute == 75 || attribute == 76 ? SUCCESS : BAD_VALUE;
}

Result cuDeviceTotalMem_v2(size_t* bytes, int) {
    *bytes = MEMORY;
    return SUCCESS;
}

Result cuDevicePrimaryCtxRetain(void** context, int) {
    if (wrong("in-use")) {
        return IN_USE;
    }
    *context = &taken;
    retained = true;
    return SUCCESS;
}

Result cuDevicePrimaryCtxRelease_v2(int) {
    printf("driver: closed, %zu allocations, %d queues and %zu modules left\n", taken.size(), streams, modules.size());
    fflush(stdout);
    retained = false;
    return SUCCESS;
}

Result cuCtxSetCurrent(void* context) {
    current = retained && context == &taken;
    return current ? SUCCESS : BAD_CONTEXT;
}

// A module is a text: its version, and a line for each kernel. It must end in a zero.
Result cuModuleLoadData(Module** module, const void* image) {
    if (!current) {
        return BAD_CONTEXT;
    }
    if (wrong("old-driver") || wrong("no-compiler")) {
        return wrong("old-driver") ? OLD_PTX : NO_COMPILER;
    }
    if (wrong("old-card")) {
        return NO_BINARY;
    }
    loads++;
    if (wrong("second-module") && (loads == 2 || loads == 3)) {
        return NO_MEMORY;
    }
    std::istringstream text(static_cast<const char*>(image));
    std::string word;
    if (!(text >> word) || word != ".version") {
        return BAD_PTX;
    }
    Module* loaded = new Module();
    std::string all;
    while (text >> word) {
        if (word == ".entry" && text >> word) {
            loaded->insert(word.substr(0, word.find('(')));
            all += " " + word;
        }
    }
    std::lock_guard<std::mutex> lock(mutex);
    modules.insert(loaded);
    printf("driver: compiled%s\n", all.c_str());
    fflush(stdout);
    *module = loaded;
    return SUCCESS;
}

Result cuModuleUnload(Module* module) {
    std::lock_guard<std::mutex> lock(mutex);
    const bool isKnown = modules.erase(module) != 0;
    if (isKnown) {
        delete module;
    }
    return isKnown ? SUCCESS : BAD_VALUE;
}

Result cuModuleGetFunction(void** function, Module* module, const char* name) {
    std::lock_guard<std::mutex> lock(mutex);
    Dl_info here;
    if (modules.count(module) == 0 || dladdr(reinterpret_cast<void*>(&cuModuleUnload), &here) == 0) {
        return BAD_VALUE;
    }
    if (module->count(name) == 0) {
        return NOT_FOUND;
    }
    void* self = dlopen(here.dli_fname, RTLD_LAZY | RTLD_NOLOAD);
    *function = dlsym(self, name);
    return *function == nullptr ? NOT_FOUND : SUCCESS;
}

Result cuLaunchKernel(void* function, unsigned blocks, unsigned y, unsigned z, unsigned threads, unsigned ty,
        unsigned tz, unsigned shared, void*, void** parameters, void** extra) {
    if (!current || y * z * ty * tz != 1 || extra != nullptr) {
        return BAD_VALUE;
    }
    if (wrong("launch")) {
        broken = true;
        return LAUNCH_FAILED;
    }
    return reinterpret_cast<Kernel>(function)(blocks, static_cast<int>(threads), shared, 2, parameters[0], -1);
}

Result cuMemAlloc_v2(void** address, size_t bytes) {
    return bytes == 0 ? BAD_VALUE : take(address, bytes, true);
}

Result cuMemFree_v2(void* address) {
    return give(address);
}

Result cuMemAllocHost_v2(void** address, size_t bytes) {
    return take(address, bytes, false);
}

Result cuMemFreeHost(void* address) {
    return give(address);
}

Result cuMemGetInfo_v2(size_t* available, size_t* total) {
    *available = room() - used;
    *total = MEMORY;
    return current ? SUCCESS : BAD_CONTEXT;
}

Result cuMemcpyHtoDAsync_v2(void* to, const void* from, size_t bytes, void*) {
    memcpy(to, from, bytes);
    return SUCCESS;
}

Result cuMemcpyDtoHAsync_v2(void* to, const void* from, size_t bytes, void*) {
    memcpy(to, from, bytes);
    return SUCCESS;
}

Result cuMemcpyDtoDAsync_v2(void* to, const void* from, size_t bytes, void*) {
    memcpy(to, from, bytes);
    return SUCCESS;
}

Result cuStreamCreate(void** stream, unsigned) {
    std::lock_guard<std::mutex> lock(mutex);
    streams++;
    *stream = malloc(1);
    return SUCCESS;
}

Result cuStreamDestroy_v2(void* stream) {
    std::lock_guard<std::mutex> lock(mutex);
    streams--;
    free(stream);
    return SUCCESS;
}

Result cuStreamSynchronize(void*) {
    return broken ? LAUNCH_FAILED : SUCCESS;
}

Result cuGetErrorName(Result error, const char** name) {
    static const std::map<int, const char*> names = {{BAD_VALUE, "CUDA_ERROR_INVALID_VALUE"},
            {NO_MEMORY, "CUDA_ERROR_OUT_OF_MEMORY"}, {NO_DEVICE, "CUDA_ERROR_NO_DEVICE"},
            {BAD_CONTEXT, "CUDA_ERROR_INVALID_CONTEXT"}, {IN_USE, "CUDA_ERROR_CONTEXT_ALREADY_IN_USE"},
            {BAD_PTX, "CUDA_ERROR_INVALID_PTX"}, {NO_COMPILER, "CUDA_ERROR_JIT_COMPILER_NOT_FOUND"}, {OLD_PTX, "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"},
            {NO_BINARY, "CUDA_ERROR_NO_BINARY_FOR_GPU"},
            {NOT_FOUND, "CUDA_ERROR_NOT_FOUND"}, {LAUNCH_FAILED, "CUDA_ERROR_LAUNCH_FAILED"}, {UNKNOWN, "CUDA_ERROR_UNKNOWN"}};
    const auto found = names.find(error);
    *name = found == names.end() ? nullptr : found->second;
    return found == names.end() ? BAD_VALUE : SUCCESS;
}

Result cuGetErrorString(Result, const char** words) {
    *words = "the words of the driver";
    return SUCCESS;
}

}  // extern "C"
