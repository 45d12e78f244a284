// What a user of CuPy writes for the circuits of this folder: one thread holds some amplitudes, or one sample, in
// registers. C is double2 or float2, R double or float.

using Index = long long;
using Mask = unsigned long long;

__device__ inline void half_turns(double x, double* sin, double* cos) { sincospi(x, sin, cos); }
__device__ inline void half_turns(float x, float* sin, float* cos) { sincospif(x, sin, cos); }
__device__ inline void sine_cosine(double x, double* sin, double* cos) { sincos(x, sin, cos); }
__device__ inline void sine_cosine(float x, float* sin, float* cos) { sincosf(x, sin, cos); }

template <typename C>
__device__ inline C product(C a, C b) {
  return {a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x};
}

// a x + b y
template <typename C>
__device__ inline C combined(C a, C x, C b, C y) {
  return {a.x * x.x - a.y * x.y + b.x * y.x - b.y * y.y, a.x * x.y + a.y * x.x + b.x * y.y + b.y * y.x};
}

__device__ inline Index thread() { return blockIdx.x * static_cast<Index>(blockDim.x) + threadIdx.x; }

// The index with a 0 put in at a bit.
__device__ inline Index spread(Index i, int bit) { return i >> bit << (bit + 1) | (i & ((Index(1) << bit) - 1)); }

__device__ inline Index spread(Index i, int a, int b) { return spread(spread(i, min(a, b)), max(a, b)); }

// 2 x 2 matrices on K neighboring bits from the first on; then amplitudes change their sign once for each bit of signs
// where the index has a 1, and another in the next bit.
template <typename C, int K>
__global__ void rotate(C* state, const C* matrices, int first, Mask signs, Index threads) {
  const Index t = thread();
  if (t >= threads) {
    return;
  }
  const Index low = t & ((Index(1) << first) - 1);
  const Index base = (t - low) << K | low;
  C a[1 << K];
#pragma unroll
  for (int k = 0; k < 1 << K; k++) {
    a[k] = state[base + (static_cast<Index>(k) << first)];
  }
#pragma unroll
  for (int q = 0; q < K; q++) {
    const C m0 = matrices[4 * q], m1 = matrices[4 * q + 1], m2 = matrices[4 * q + 2], m3 = matrices[4 * q + 3];
#pragma unroll
    for (int k = 0; k < 1 << K; k++) {
      if (!(k >> q & 1)) {
        const C x = a[k], y = a[k | 1 << q];
        a[k] = combined(m0, x, m1, y);
        a[k | 1 << q] = combined(m2, x, m3, y);
      }
    }
  }
#pragma unroll
  for (int k = 0; k < 1 << K; k++) {
    const Mask i = base + (static_cast<Index>(k) << first);
    const int sign = __popcll(i & i >> 1 & signs) & 1 ? -1 : 1;
    state[i] = {sign * a[k].x, sign * a[k].y};
  }
}

// A factor where both bits are 1.
template <typename C>
__global__ void phase(C* state, int a, int b, double re, double im, Index threads) {
  const Index t = thread();
  if (t < threads) {
    const Index i = spread(t, a, b) | Index(1) << a | Index(1) << b;
    C factor;
    factor.x = re;
    factor.y = im;
    state[i] = product(state[i], factor);
  }
}

// Exchanges the amplitudes at two patterns of two bits: CX or SWAP.
template <typename C>
__global__ void exchange(C* state, int a, int b, Index from, Index to, Index threads) {
  const Index t = thread();
  if (t < threads) {
    const Index i = spread(t, a, b) | from, j = spread(t, a, b) | to;
    const C kept = state[i];
    state[i] = state[j];
    state[j] = kept;
  }
}

// H on a bit and every phase that the lower bits give it: one stage of the Fourier transform.
template <typename C, typename R>
__global__ void butterfly(C* state, int bit, Index threads) {
  const Index t = thread();
  if (t < threads) {
    const Index i = spread(t, bit), j = i | Index(1) << bit;
    const C x = state[i], y = state[j];
    const R half = R(0.70710678118654752440);
    C turn;
    half_turns(static_cast<R>(i & ((Index(1) << bit) - 1)) / static_cast<R>(Index(1) << bit), &turn.y, &turn.x);
    state[i] = {half * (x.x + y.x), half * (x.y + y.y)};
    state[j] = product(C{half * (x.x - y.x), half * (x.y - y.y)}, turn);
  }
}

// Every amplitude comes from where a linear map of its index says, given by the images of single bits. A thread moves
// eight.
template <typename C>
__global__ void permute(C* out, const C* in, const Index* images, int bits) {
  const Index t = thread(), stride = Index(1) << (bits - 3);
  if (t < stride) {
    Index from = 0;
    for (int b = 0; b < bits - 3; b++) {
      from ^= -(t >> b & 1) & images[b];
    }
    const Index x = images[bits - 3], y = images[bits - 2], z = images[bits - 1];
#pragma unroll
    for (int k = 0; k < 8; k++) {
      out[t + k * stride] = in[from ^ (k & 1 ? x : 0) ^ (k & 2 ? y : 0) ^ (k & 4 ? z : 0)];
    }
  }
}

// A filter: the product state of four pixels, the 16 x 16 unitary of the rest, the means of Z. Samples are innermost.
template <typename C, typename R>
__global__ void filter(const R* pixels, R* out, const C* unitary, Index samples) {
  const Index t = thread();
  if (t >= samples) {
    return;
  }
  R a[16] = {1};
#pragma unroll
  for (int q = 0; q < 4; q++) {
    R sin, cos;
    sine_cosine(pixels[q * samples + t] / 2, &sin, &cos);
#pragma unroll
    for (int k = 0; k < 8; k++) {
      if (k < 1 << q) {
        a[k | 1 << q] = a[k] * sin;
        a[k] *= cos;
      }
    }
  }
  R mean[4] = {0};
#pragma unroll
  for (int r = 0; r < 16; r++) {
    R re = 0, im = 0;
#pragma unroll
    for (int c = 0; c < 16; c++) {
      const C u = unitary[16 * r + c];
      re += u.x * a[c];
      im += u.y * a[c];
    }
    const R weight = re * re + im * im;
#pragma unroll
    for (int q = 0; q < 4; q++) {
      mean[q] += r >> q & 1 ? -weight : weight;
    }
  }
#pragma unroll
  for (int q = 0; q < 4; q++) {
    out[q * samples + t] = mean[q];
  }
}

// Polynomials of degree one in (1, cos, sin) of each of four pixels: 81 coefficients of the four outputs side by side,
// those of the first pixel innermost.
template <typename R>
__global__ void polynomial(const R* pixels, R* out, const R* coefficients, Index samples) {
  const Index t = thread();
  if (t >= samples) {
    return;
  }
  R factor[4][3];
#pragma unroll
  for (int q = 0; q < 4; q++) {
    factor[q][0] = 1;
    sine_cosine(pixels[q * samples + t], &factor[q][2], &factor[q][1]);
  }
  R sum[4] = {0};
#pragma unroll
  for (int high = 0; high < 9; high++) {
    const R outer = factor[3][high / 3] * factor[2][high % 3];
#pragma unroll
    for (int low = 0; low < 9; low++) {
      const R monomial = outer * factor[1][low / 3] * factor[0][low % 3];
#pragma unroll
      for (int q = 0; q < 4; q++) {
        sum[q] += coefficients[4 * (9 * high + low) + q] * monomial;
      }
    }
  }
#pragma unroll
  for (int q = 0; q < 4; q++) {
    out[q * samples + t] = sum[q];
  }
}

// A matrix of determinant 1, of which the other two entries are -conj(y) and conj(x); and its inverse.
template <typename C>
struct Rotation {
  C x, y;

  __device__ Rotation inverse() const { return {{x.x, -x.y}, {-y.x, -y.y}}; }

  // What an amplitude becomes, whose bit is given, with the one that differs in this bit.
  __device__ C apply(C own, C other, bool bit) const {
    return bit ? combined(C{x.x, -x.y}, own, C{-y.x, y.y}, other) : combined(x, own, y, other);
  }
};

template <typename C>
__device__ inline C exchanged(C a, int lanes) {
  return {__shfl_xor_sync(~0u, a.x, lanes), __shfl_xor_sync(~0u, a.y, lanes)};
}

// A state of eight qubits in a warp: the index is the lane times eight plus the register.
template <typename C>
__device__ inline void partners(const C* a, int qubit, int lane, C* out) {
#pragma unroll
  for (int k = 0; k < 8; k++) {
    out[k] = qubit < 3 ? a[k ^ (1 << qubit & 7)] : exchanged(a[k], 1 << qubit >> 3);
  }
}

template <typename C>
__device__ inline void rotated(C* a, const C* others, const Rotation<C>& m, int qubit, int lane) {
#pragma unroll
  for (int k = 0; k < 8; k++) {
    a[k] = m.apply(a[k], others[k], (lane << 3 | k) >> qubit & 1);
  }
}

template <typename C>
__device__ inline void ring(C* a, int lane) {
#pragma unroll
  for (int k = 0; k < 8; k++) {
    const int i = lane << 3 | k;
    const int sign = __popc(i & (i >> 1 | i << 7)) & 1 ? -1 : 1;
    a[k] = {sign * a[k].x, sign * a[k].y};
  }
}

// The lane's angles: those of the qubit that is a fourth of the lane.
template <typename R>
struct Turn {
  R sin[3], cos[3];

  __device__ Turn(const R* inputs, const R* offset, const R* scale, int layer, int lane, Index sample, Index samples) {
#pragma unroll
    for (int i = 0; i < 3; i++) {
      const int slot = 24 * layer + 3 * (lane >> 2) + i;
      sine_cosine((offset[slot] + scale[slot] * inputs[i * samples + sample]) / 2, &sin[i], &cos[i]);
    }
  }

  // RZ RY RZ of the lane's own qubit.
  template <typename C>
  __device__ Rotation<C> rotation() const {
    return {{cos[1] * (cos[0] * cos[2] - sin[0] * sin[2]), -cos[1] * (sin[0] * cos[2] + cos[0] * sin[2])},
            {-sin[1] * (cos[0] * cos[2] + sin[0] * sin[2]), -sin[1] * (sin[0] * cos[2] - cos[0] * sin[2])}};
  }
};

template <typename C>
__device__ inline Rotation<C> of_qubit(const Rotation<C>& own, int qubit) {
  const int lane = 4 * qubit;
  return {{__shfl_sync(~0u, own.x.x, lane), __shfl_sync(~0u, own.x.y, lane)},
          {__shfl_sync(~0u, own.y.x, lane), __shfl_sync(~0u, own.y.y, lane)}};
}

// Sums over the warp: the lane gets those three of the qubit that is a fourth of it.
template <typename R>
__device__ inline void reduce(R (*sums)[3], int lane) {
#pragma unroll
  for (int half = 4; half > 0; half /= 2) {
    const bool upper = lane & 4 * half;
#pragma unroll
    for (int q = 0; q < half; q++) {
#pragma unroll
      for (int i = 0; i < 3; i++) {
        const R sent = upper ? sums[q][i] : sums[q + half][i];
        const R kept = upper ? sums[q + half][i] : sums[q][i];
        sums[q][i] = kept + __shfl_xor_sync(~0u, sent, 4 * half);
      }
    }
  }
#pragma unroll
  for (int lanes = 2; lanes > 0; lanes /= 2) {
#pragma unroll
    for (int i = 0; i < 3; i++) {
      sums[0][i] += __shfl_xor_sync(~0u, sums[0][i], lanes);
    }
  }
}

// Derivatives of the sum of Z of the lowest four qubits with respect to every angle of a re-upload circuit, by the
// adjoint method, a warp for each sample: there, with the observables as co-state, and back, undoing both. The
// inner products of the co-state with X, Y and Z on the state, after a rotation, give the derivatives of its angles.
template <typename C, typename R>
__global__ void __launch_bounds__(128)
    pullback(const R* inputs, const R* offset, const R* scale, R* gradient, int layers, Index samples) {
  const int lane = threadIdx.x & 31;
  const Index sample = thread() >> 5;
  if (sample >= samples) {
    return;
  }
  C state[8], costate[8], others[8], coothers[8];
#pragma unroll
  for (int k = 0; k < 8; k++) {
    state[k] = {R(lane == 0 && k == 0), 0};
  }
  for (int layer = 0; layer < layers; layer++) {
    const Turn<R> turn(inputs, offset, scale, layer, lane, sample, samples);
    const Rotation<C> own = turn.template rotation<C>();
#pragma unroll
    for (int qubit = 0; qubit < 8; qubit++) {
      partners(state, qubit, lane, others);
      rotated(state, others, of_qubit(own, qubit), qubit, lane);
    }
    ring(state, lane);
  }
#pragma unroll
  for (int k = 0; k < 8; k++) {
    const R sum = 4 - 2 * __popc((lane << 3 | k) & 15);
    costate[k] = {sum * state[k].x, sum * state[k].y};
  }
  for (int layer = layers - 1; layer >= 0; layer--) {
    ring(state, lane);
    ring(costate, lane);
    const Turn<R> turn(inputs, offset, scale, layer, lane, sample, samples);
    const Rotation<C> own = turn.template rotation<C>();
    R sums[8][3] = {};
#pragma unroll
    for (int qubit = 0; qubit < 8; qubit++) {
      partners(state, qubit, lane, others);
      partners(costate, qubit, lane, coothers);
#pragma unroll
      for (int k = 0; k < 8; k++) {
        const int sign = (lane << 3 | k) >> qubit & 1 ? -1 : 1;
        const C a = costate[k], x = others[k], z = state[k];
        sums[qubit][0] += a.x * x.y - a.y * x.x;
        sums[qubit][1] -= sign * (a.x * x.x + a.y * x.y);
        sums[qubit][2] += sign * (a.x * z.y - a.y * z.x);
      }
      const Rotation<C> back = of_qubit(own, qubit).inverse();
      rotated(state, others, back, qubit, lane);
      rotated(costate, coothers, back, qubit, lane);
    }
    reduce(sums, lane);
    if ((lane & 3) == 0) {
      const R sin_b = 2 * turn.sin[1] * turn.cos[1], cos_b = 1 - 2 * turn.sin[1] * turn.sin[1];
      const R sin_c = 2 * turn.sin[2] * turn.cos[2], cos_c = 1 - 2 * turn.sin[2] * turn.sin[2];
      R* const out = gradient + (sample * layers + layer) * 24 + 3 * (lane >> 2);
      out[0] = sums[0][2] * cos_b + sin_b * (sums[0][0] * cos_c + sums[0][1] * sin_c);
      out[1] = sums[0][1] * cos_c - sums[0][0] * sin_c;
      out[2] = sums[0][2];
    }
  }
}
