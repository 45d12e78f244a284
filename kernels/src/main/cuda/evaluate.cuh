// Numbers of the steps that angles drive.
#pragma once

#include "angle.cuh"

// Entries of the form constant + cos(frequency t) cosine + sin(frequency t) sine, where t = offset, or
// offset + scale * values[column * count + sample].
struct Drive {
    // Where the constant, cosine and sine parts begin, one after the other, as (real, imaginary) pairs.
    I64 parts;
    I64 entries;
    double frequency;
    double offset;
    double scale;
    I64 column;
    // Where the numbers go.
    I64 numbers;
    // Samples with numbers of their own: the batch, or 1 where all have the same.
    I64 samples;
};

template <typename E>
struct EvaluateArguments {
    const Drive* drives;
    I64 driveCount;
    const double* parts;
    const double* values;
    I64 count;
    E* numbers;
};

// Block b does drive b mod driveCount and 256 samples from (b / driveCount) * 256; a thread does one sample. The angle
// is reduced in double precision whatever the elements are. Entry e of sample s is numbers[drive.numbers + e * samples
// + s].
template <typename E>
DEVICE void evaluate(const Block& block, const EvaluateArguments<E>& a) {
    const Drive& drive = a.drives[block.index % a.driveCount];
    const I64 first = block.index / a.driveCount * block.threads;
    block.each([&](int thread) {
        const I64 sample = first + thread;
        if (sample >= drive.samples) {
            return;
        }
        const double angle = drive.column < 0
                ? drive.offset
                : drive.offset + drive.scale * a.values[drive.column * a.count + sample];
        double c;
        double s;
        sineCosine(drive.frequency * angle, s, c);
        const double* constant = a.parts + drive.parts;
        const double* cosine = constant + 2 * drive.entries;
        const double* sine = cosine + 2 * drive.entries;
        for (I64 e = 0; e < drive.entries; e++) {
            const I64 to = e * drive.samples + sample;
            const double cr = cosine[2 * e];
            const double ci = cosine[2 * e + 1];
            const double sr = sine[2 * e];
            const double si = sine[2 * e + 1];
            a.numbers[drive.numbers + to] =
                    element<E>(constant[2 * e] + c * cr + s * sr, constant[2 * e + 1] + c * ci + s * si);
        }
    });
}
