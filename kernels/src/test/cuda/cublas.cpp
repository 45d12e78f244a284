// The few calls of cuBLAS that the cuda backend makes, answered on the host by sums as in a textbook. It goes in the place
// of libcublas.so.12.
#include <complex>

typedef int Status;
typedef long long I64;

namespace {

int handles = 0;

// C = alpha A B + beta C, columns one after the other, neither factor transposed.
template <typename E>
Status multiply(int* handle, int transposeA, int transposeB, int rows, int columns, int inner, const E* alpha, const E* a,
        int lda, const E* b, int ldb, const E* beta, E* c, int ldc) {
    if (handle != &handles || transposeA != 0 || transposeB != 0 || lda < rows || ldb < inner || ldc < rows) {
        return 7;
    }
    for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
            E sum = 0;
            for (int k = 0; k < inner; k++) {
                sum += a[static_cast<I64>(k) * lda + row] * b[static_cast<I64>(column) * ldb + k];
            }
            E& out = c[static_cast<I64>(column) * ldc + row];
            out = *alpha * sum + (*beta == E(0) ? E(0) : *beta * out);
        }
    }
    return 0;
}

}  // namespace

#define MULTIPLY(NAME, TYPE)                                                                                     \
    Status NAME(int* handle, int ta, int tb, int m, int n, int k, const TYPE* alpha, const TYPE* a, int lda,     \
            const TYPE* b, int ldb, const TYPE* beta, TYPE* c, int ldc) {                                        \
        return multiply(handle, ta, tb, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);                           \
    }

extern "C" {

Status cublasCreate_v2(int** handle) {
    *handle = &handles;
    handles++;
    return 0;
}

Status cublasDestroy_v2(int* handle) {
    handles--;
    return handle == &handles ? 0 : 1;
}

Status cublasSetStream_v2(int* handle, void* stream) {
    return handle == &handles && stream != nullptr ? 0 : 1;
}

MULTIPLY(cublasZgemm_v2, std::complex<double>)
MULTIPLY(cublasCgemm_v2, std::complex<float>)
MULTIPLY(cublasDgemm_v2, double)
MULTIPLY(cublasSgemm_v2, float)

}  // extern "C"
