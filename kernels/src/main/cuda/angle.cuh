// Sines and cosines.
#pragma once

#include "number.cuh"

DEVICE void sineCosine(double angle, double& sine, double& cosine) {
    sine = sin(angle);
    cosine = cos(angle);
}

// In single precision: the angle, which is exact in double precision, loses its nearest multiple of pi/2 there, and what
// is left, at most pi/4, goes into the series of both functions. The multiple says which is which, and their signs.
DEVICE void sineCosine(double angle, float& sine, float& cosine) {
    if (!(fabs(angle) <= 1e5)) {
        sine = static_cast<float>(sin(angle));
        cosine = static_cast<float>(cos(angle));
        return;
    }
    const double quarters = rint(angle * 0.6366197723675814);
    const float r = static_cast<float>(fma(-quarters, 1.5707963267948966, angle));
    const int turn = static_cast<int>(quarters);
    const float z = r * r;
    const float s = r + r * z * (-1.6666667e-1f + z * (8.3333333e-3f + z * (-1.9841270e-4f + z * 2.7557319e-6f)));
    const float c = 1 + z * (-0.5f + z * (4.1666667e-2f + z * (-1.3888889e-3f + z * 2.4801587e-5f)));
    const float first = (turn & 1) != 0 ? c : s;
    const float second = (turn & 1) != 0 ? s : c;
    sine = (turn & 2) != 0 ? -first : first;
    cosine = ((turn + 1) & 2) != 0 ? -second : second;
}
