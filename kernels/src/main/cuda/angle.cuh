// Sines and cosines. The functions of the toolkit do the same with a call, and values kept over it, for large angles; here
// only those beyond 2^45 are left to them.
#pragma once

#include "number.cuh"

#define FAR 3.5e13

// An angle without its nearest multiple of pi/2, at most pi/4 by rounding, and that multiple modulo 4. pi/2 is the sum of
// two numbers, so that nothing is lost as long as the multiple is far below 2^53.
DEVICE double reduced(double angle, int& quarter) {
    const double quarters = rint(angle * 0.63661977236758134308);
    quarter = static_cast<int>(quarters - 4 * rint(quarters / 4)) & 3;
    return fma(-quarters, 6.1232339957367658e-17, fma(-quarters, 1.5707963267948966, angle));
}

// The sine or cosine of an angle from those of what is left of it.
template <typename R>
DEVICE void turnedBy(int quarter, R s, R c, R& sine, R& cosine) {
    const R first = (quarter & 1) != 0 ? c : s;
    const R second = (quarter & 1) != 0 ? s : c;
    sine = (quarter & 2) != 0 ? -first : first;
    cosine = ((quarter + 1) & 2) != 0 ? -second : second;
}

// The series of both functions up to where terms are below rounding.
DEVICE void sineCosine(double angle, double& sine, double& cosine) {
    if (!(fabs(angle) <= FAR)) {
        sine = sin(angle);
        cosine = cos(angle);
        return;
    }
    int quarter;
    const double r = reduced(angle, quarter);
    const double z = r * r;
    double s = 1 / 355687428096000.0;
    s = fma(s, z, -1 / 1307674368000.0);
    s = fma(s, z, 1 / 6227020800.0);
    s = fma(s, z, -1 / 39916800.0);
    s = fma(s, z, 1 / 362880.0);
    s = fma(s, z, -1 / 5040.0);
    s = fma(s, z, 1 / 120.0);
    s = fma(s, z, -1 / 6.0);
    double c = 1 / 20922789888000.0;
    c = fma(c, z, -1 / 87178291200.0);
    c = fma(c, z, 1 / 479001600.0);
    c = fma(c, z, -1 / 3628800.0);
    c = fma(c, z, 1 / 40320.0);
    c = fma(c, z, -1 / 720.0);
    c = fma(c, z, 1 / 24.0);
    c = fma(c, z, -0.5);
    turnedBy(quarter, fma(r * z, s, r), fma(c, z, 1.0), sine, cosine);
}

// In single precision the angle is reduced in double precision.
DEVICE void sineCosine(double angle, float& sine, float& cosine) {
    if (!(fabs(angle) <= FAR)) {
        sine = static_cast<float>(sin(angle));
        cosine = static_cast<float>(cos(angle));
        return;
    }
    int quarter;
    const float r = static_cast<float>(reduced(angle, quarter));
    const float z = r * r;
    const float s = r + r * z * (-1.6666667e-1f + z * (8.3333333e-3f + z * (-1.9841270e-4f + z * 2.7557319e-6f)));
    const float c = 1 + z * (-0.5f + z * (4.1666667e-2f + z * (-1.3888889e-3f + z * 2.4801587e-5f)));
    turnedBy(quarter, s, c, sine, cosine);
}
