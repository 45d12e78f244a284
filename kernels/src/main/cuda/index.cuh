// Index arithmetic. Bit 0 is the lowest. Positions of up to eight bits are packed into one word, 8 bits each, the
// first in the lowest byte.
#pragma once

#include "portable.cuh"

DEVICE int position(I64 packed, int i) {
    return static_cast<int>(packed >> (8 * i)) & 0xFF;
}

// The number `rest` with a zero put in at each listed position, ascending: what lies below the position stays, what
// lies at it or above moves up by one. All indices whose listed bits are zero are spread(0), spread(1), ...
DEVICE I64 spread(I64 rest, I64 ascending, int count) {
    for (int i = 0; i < count; i++) {
        const int at = position(ascending, i);
        rest = (rest >> at << (at + 1)) | (rest & ((static_cast<I64>(1) << at) - 1));
    }
    return rest;
}

// The lowest bits of `packed` at the places of the ones of a mask, lowest first: deposit(., m) runs through all
// indices whose ones lie within m, in ascending order.
DEVICE I64 deposit(I64 packed, I64 mask) {
    I64 out = 0;
    // A run of neighboring ones at a time.
    while (mask != 0 && packed != 0) {
        const int at = lowestOne(mask);
        const int length = lowestOne(~(mask >> at));
        const I64 run = (static_cast<I64>(1) << length) - 1;
        out |= (packed & run) << at;
        packed >>= length;
        mask &= ~(run << at);
    }
    return out;
}

// 1 where the number of ones is odd.
DEVICE int parity(I64 bits) {
    U64 b = static_cast<U64>(bits);
    b ^= b >> 32;
    b ^= b >> 16;
    b ^= b >> 8;
    b ^= b >> 4;
    return static_cast<int>(0x6996 >> (b & 15) & 1);
}
