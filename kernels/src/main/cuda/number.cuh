// Elements of vectors and matrices: complex or real, in double or single precision, behind the same few functions.
#pragma once

#include "portable.cuh"

template <typename R>
struct alignas(2 * sizeof(R)) Complex {
    R re;
    R im;
};

// The real type of an element, whether it has an imaginary part, and the bits of the number of amplitudes that a thread
// holds in registers.
template <typename E>
struct Traits;

template <>
struct Traits<double> {
    typedef double Real;
    static const bool isComplex = false;
    static const int registerBits = 4;
};

template <>
struct Traits<float> {
    typedef float Real;
    static const bool isComplex = false;
    static const int registerBits = 4;
};

template <typename R>
struct Traits<Complex<R> > {
    typedef R Real;
    static const bool isComplex = true;
    static const int registerBits = sizeof(R) == 8 ? 3 : 4;
};

DEVICE void make(double re, double, double& out) {
    out = re;
}

DEVICE void make(double re, double, float& out) {
    out = static_cast<float>(re);
}

template <typename R>
DEVICE void make(double re, double im, Complex<R>& out) {
    out.re = static_cast<R>(re);
    out.im = static_cast<R>(im);
}

template <typename E>
DEVICE E element(double re, double im) {
    E out;
    make(re, im, out);
    return out;
}

DEVICE double re(double v) {
    return v;
}

DEVICE double im(double) {
    return 0;
}

template <typename R>
DEVICE double re(const Complex<R>& v) {
    return v.re;
}

template <typename R>
DEVICE double im(const Complex<R>& v) {
    return v.im;
}

DEVICE double conjugate(double v) {
    return v;
}

DEVICE float conjugate(float v) {
    return v;
}

template <typename R>
DEVICE Complex<R> conjugate(const Complex<R>& v) {
    const Complex<R> out = {v.re, -v.im};
    return out;
}

// a * b + sum; in an order in which a compiler for cards makes one operation of each product and its sum.
DEVICE double times(double a, double b, double sum) {
    return a * b + sum;
}

DEVICE float times(float a, float b, float sum) {
    return a * b + sum;
}

template <typename R>
DEVICE Complex<R> times(const Complex<R>& a, const Complex<R>& b, const Complex<R>& sum) {
    const Complex<R> out = {sum.re + a.re * b.re - a.im * b.im, sum.im + a.re * b.im + a.im * b.re};
    return out;
}

DEVICE double times(double a, double b) {
    return a * b;
}

DEVICE float times(float a, float b) {
    return a * b;
}

template <typename R>
DEVICE Complex<R> times(const Complex<R>& a, const Complex<R>& b) {
    const Complex<R> out = {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    return out;
}

// With a real factor.
template <typename R>
DEVICE Complex<R> times(R a, const Complex<R>& b) {
    const Complex<R> out = {a * b.re, a * b.im};
    return out;
}

template <typename R>
DEVICE Complex<R> times(R a, const Complex<R>& b, const Complex<R>& sum) {
    const Complex<R> out = {sum.re + a * b.re, sum.im + a * b.im};
    return out;
}

// The real part of conj(a) * b, in double precision.
DEVICE double dot(double a, double b) {
    return a * b;
}

template <typename R>
DEVICE double dot(const Complex<R>& a, const Complex<R>& b) {
    return static_cast<double>(a.re) * b.re + static_cast<double>(a.im) * b.im;
}

// The same plus a sum, in the precision of the elements.
template <typename R>
DEVICE R dot(R a, R b, R sum) {
    return a * b + sum;
}

template <typename R>
DEVICE R dot(const Complex<R>& a, const Complex<R>& b, R sum) {
    return a.re * b.re + (a.im * b.im + sum);
}
