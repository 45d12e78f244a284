package org.ketwright.kernels;

/** The numbers of one run of a plan: what its terms are at these angles. */
final class SweepValues {
    private final Angles angles;
    private final Samples samples;
    private final int sample;
    /** Angle of each phase, tangent of half the angle of each turn. */
    private final double[] numbers;
    private final DenseValue[] matrices;
    private long flips;
    private double factorRe = 1;
    private double factorIm;

    /**
     * A matrix, and how the state's index differs from the parities.
     *
     * @param entries row-major, real and imaginary parts in turn
     * @param flips bits of the matrix index that are flipped
     * @param controls wanted parities of the control bits
     */
    record DenseValue(double[] entries, int flips, int controls) {
    }

    SweepValues(Angles angles, Samples samples, int sample, int terms, long flips) {
        this.angles = angles;
        this.samples = samples;
        this.sample = sample;
        this.numbers = new double[terms];
        this.matrices = new DenseValue[terms];
        this.flips = flips;
    }

    double number(int term) {
        return numbers[term];
    }

    DenseValue matrix(int term) {
        return matrices[term];
    }

    void matrix(int term, DenseValue value) {
        matrices[term] = value;
    }

    /** Bits of the state's index that differ from their parities. */
    long flips() {
        return flips;
    }

    void flips(long value) {
        flips = value;
    }

    /** Factor of all amplitudes. */
    double factorRe() {
        return factorRe;
    }

    double factorIm() {
        return factorIm;
    }

    void multiply(double re, double im) {
        double t = factorRe * re - factorIm * im;
        factorIm = factorRe * im + factorIm * re;
        factorRe = t;
    }

    /** Multiplies all amplitudes by exp(i angle). */
    void phase(double angle) {
        if (angle != 0) {
            multiply(Math.cos(angle), Math.sin(angle));
        }
    }

    /** Adds exp(-i angle Z / 2), Z the sign of the parity of some bits of the state's index. */
    void addPhase(int term, long bits, double angle) {
        if (term >= 0) {
            numbers[term] += SweepSpan.parity(flips & bits) != 0 ? -angle : angle;
        }
    }

    /**
     * Sets exp(-i angle P / 2), P = i^y X Z with an odd number y of bits in both masks. A half angle beyond 45 degrees
     * is split into a half turn, which only renames indices, and the rest, so that tangents stay below one.
     *
     * @param before phase term on {@code signs} that acts just before the turn
     * @param term the turn
     * @param flipped bits of X
     * @param signs bits of Z
     * @param angle radians
     */
    void turn(int before, int term, long flipped, long signs, double angle) {
        double rest = Math.IEEEremainder(angle, 4 * Math.PI);
        if (Math.abs(rest) > Math.PI) {
            phase(Math.PI);
            rest -= Math.copySign(2 * Math.PI, rest);
        }
        int count = Long.bitCount(flipped & signs);
        if (Math.abs(rest) > Math.PI / 2 && before >= 0) {
            double half = Math.copySign(Math.PI, rest);
            addPhase(before, signs, Math.PI);
            phase(Math.PI / 2 + count * Math.PI / 2 - half / 2);
            flips ^= flipped;
            rest -= half;
        }
        if (term < 0) {
            return;
        }
        boolean negative = (count & 3) == 3 ^ SweepSpan.parity(flips & signs) != 0;
        double tangent = Math.tan(rest / 2);
        numbers[term] = negative ? -tangent : tangent;
    }

    /** The entries of a step at its angle: real and imaginary parts in turn, row-major. */
    double[] entries(Plan.Step step) {
        Matrix constant = step.family().constant();
        double[] out = constant.toArray();
        if (step.isFixed()) {
            add(out, 1, step.family().cosine());
            return out;
        }
        double t = step.family().frequency() * angles.at(step.slot(), samples, sample);
        add(out, Math.cos(t), step.family().cosine());
        add(out, Math.sin(t), step.family().sine());
        return out;
    }

    private static void add(double[] out, double scale, Matrix matrix) {
        double[] entries = matrix.toArray();
        for (int i = 0; i < out.length; i++) {
            out[i] += scale * entries[i];
        }
    }
}
