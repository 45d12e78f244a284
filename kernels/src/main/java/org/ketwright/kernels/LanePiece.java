package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A step while the compiler still moves it about: it knows the bits it touches and those it mixes. */
sealed interface LanePiece {

    /** Bits whose value matters to the piece. */
    int touched();

    /** Bits whose values it changes; on other touched bits it is block diagonal. */
    int mixed();

    /** Whether the order of the two does not matter. */
    default boolean commutesWith(LanePiece other) {
        return (touched() & other.mixed()) == 0 && (mixed() & other.touched()) == 0;
    }

    /**
     * 2 by 2 matrices on the rows where the touched bits have one of two patterns.
     *
     * @param touched bits
     * @param patterns pairs of values of the touched bits
     * @param turns the matrices so far
     */
    record Pair(int touched, int[] patterns, List<Turn> turns) implements LanePiece {

        Pair(int touched, int[] patterns, Turn turn) {
            this(touched, patterns, new ArrayList<>(List.of(turn)));
        }

        boolean fits(Pair other) {
            return touched == other.touched && Arrays.equals(patterns, other.patterns);
        }

        boolean isSingleBit() {
            return Integer.bitCount(touched) == 1;
        }

        boolean isDiagonal() {
            return turns.stream().allMatch(turn -> turn.kind() == Turn.Kind.DIAGONAL);
        }

        @Override
        public int mixed() {
            int mixed = 0;
            for (int i = 0; i < patterns.length; i += 2) {
                mixed |= patterns[i] ^ patterns[i + 1];
            }
            return isDiagonal() ? 0 : mixed;
        }
    }

    /**
     * A diagonal family on some bits, where control bits have their values.
     *
     * @param family the matrices
     * @param slot the angle that drives it, or -1
     * @param on the bits, lowest matrix bit first
     * @param controls control bits
     * @param values their values
     */
    record Factor(MatrixFamily family, int slot, int[] on, int controls, int values) {

        int touched() {
            int touched = controls;
            for (int bit : on) {
                touched |= 1 << bit;
            }
            return touched;
        }
    }

    /**
     * Diagonal families.
     *
     * @param factors the families
     */
    record Diagonal(List<Factor> factors) implements LanePiece {

        Diagonal(Factor factor) {
            this(new ArrayList<>(List.of(factor)));
        }

        @Override
        public int touched() {
            return factors.stream().mapToInt(Factor::touched).reduce(0, (a, b) -> a | b);
        }

        @Override
        public int mixed() {
            return 0;
        }
    }

    /**
     * A matrix on more than one bit.
     *
     * @param touched bits, controls included
     * @param mixed bits it acts on
     * @param patterns values of the touched bits, one for each row of the matrix
     * @param family the matrices
     * @param slot the angle that drives it, or -1
     */
    record Block(int touched, int mixed, int[] patterns, MatrixFamily family, int slot) implements LanePiece {
    }

    /**
     * Indices change places.
     *
     * @param on the bits, lowest matrix bit first
     * @param image where each value of those bits goes
     * @param controls control bits
     * @param values their values
     */
    record Move(int[] on, int[] image, int controls, int values) implements LanePiece {

        @Override
        public int touched() {
            int touched = controls;
            for (int bit : on) {
                touched |= 1 << bit;
            }
            return touched;
        }

        @Override
        public int mixed() {
            int mixed = 0;
            for (int from = 0; from < image.length; from++) {
                mixed |= spread(from ^ image[from], on);
            }
            return mixed;
        }

        /** Where an index goes. */
        int move(int index) {
            if ((index & controls) != values) {
                return index;
            }
            int packed = pack(index, on);
            return index & ~spread(image.length - 1, on) | spread(image[packed], on);
        }
    }

    /** The listed bits of an index, packed. */
    static int pack(int index, int[] on) {
        int packed = 0;
        for (int k = 0; k < on.length; k++) {
            packed |= (index >> on[k] & 1) << k;
        }
        return packed;
    }

    /** Packed bits at their places. */
    static int spread(int packed, int[] on) {
        int index = 0;
        for (int k = 0; k < on.length; k++) {
            index |= (packed >> k & 1) << on[k];
        }
        return index;
    }
}
