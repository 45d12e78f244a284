package org.ketwright.kernels;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A sequence of steps on an index of n bits, described once and run many times with new angles. A backend schedules a
 * plan when it first meets it (fusion, cache blocks, order of passes) and keeps that schedule with the plan. Nothing
 * here knows what a step means. Immutable; compared by identity.
 */
public final class Plan {

    /**
     * One step: a matrix family on some bits, applied where the control bits have their values.
     *
     * @param family the matrices; a fixed matrix has {@code slot} -1
     * @param slot index of the angle that drives the family, or -1 for none
     * @param bits the bits acted on, the first is the lowest bit of the matrix index
     * @param controls mask of the control bits, disjoint from {@code bits}
     * @param controlValues the value each control bit must have, a subset of {@code controls}
     */
    public record Step(MatrixFamily family, int slot, List<Integer> bits, long controls, long controlValues) {

        /** Copies the list of bits. */
        public Step {
            bits = List.copyOf(bits);
        }

        /**
         * Whether the step is the same matrix in every run.
         *
         * @return true if no angle drives it
         */
        public boolean isFixed() {
            return slot < 0;
        }
    }

    private final int bits;
    private final int slots;
    private final List<Step> steps;
    private final Map<Object, Schedule> schedules = new ConcurrentHashMap<>();

    private Plan(int bits, int slots, List<Step> steps) {
        this.bits = bits;
        this.slots = slots;
        this.steps = List.copyOf(steps);
    }

    /**
     * Starts a plan.
     *
     * @param bits number of index bits n, 1 to 62
     * @return an empty builder
     * @throws IllegalArgumentException if n is out of range
     */
    public static Builder on(int bits) {
        return new Builder(bits);
    }

    /**
     * Number of index bits.
     *
     * @return n
     */
    public int bits() {
        return bits;
    }

    /**
     * Number of angle slots: one more than the largest slot used.
     *
     * @return the number of angles a run needs
     */
    public int slots() {
        return slots;
    }

    /**
     * The steps in the order in which they act.
     *
     * @return an immutable list
     */
    public List<Step> steps() {
        return steps;
    }

    /**
     * The plan whose matrix is the transpose of this one's: steps reversed, each transposed. It takes a read-out back to
     * the start (the Heisenberg picture). Made on first use and kept.
     *
     * @return the transposed plan, with the same slots
     */
    public Plan transposed() {
        return schedule(Plan.class, Plan.class, () -> new Plan(bits, slots, steps.reversed().stream()
                .map(step -> new Step(step.family().transposed(), step.slot(), step.bits(), step.controls(),
                        step.controlValues()))
                .toList()));
    }

    /** The plan that undoes some consecutive steps, which are unitary; it has the same slots. */
    Plan undoing(int from, int to) {
        return new Plan(bits, slots, steps.subList(from, to).reversed().stream()
                .map(step -> new Step(step.family().adjoint(), step.slot(), step.bits(), step.controls(),
                        step.controlValues()))
                .toList());
    }

    /**
     * What a backend has worked out for this plan, kept as long as the plan lives. Working it out may ask for others.
     *
     * @param key names the backend and whatever else the schedule depends on
     * @param type class of the schedule
     * @param make computes it on first use
     * @param <T> class of the schedule
     * @return the schedule
     */
    public <T> T schedule(Object key, Class<T> type, Supplier<T> make) {
        return type.cast(schedules.computeIfAbsent(key, k -> new Schedule()).made(make));
    }

    /** Made within a lock of its own, not within that of the map, which lets nobody in twice. */
    private static final class Schedule {
        private @Nullable Object made;

        synchronized Object made(Supplier<?> make) {
            Object out = made;
            if (out == null) {
                out = make.get();
                made = out;
            }
            return out;
        }
    }

    /** Collects steps. */
    public static final class Builder {
        private final int bits;
        private int slots;
        private final List<Step> steps = new ArrayList<>();

        private Builder(int bits) {
            if (bits < 1 || bits > 62) {
                throw new IllegalArgumentException("a plan acts on 1 to 62 bits but was given " + bits);
            }
            this.bits = bits;
        }

        /**
         * Adds a fixed matrix.
         *
         * @param matrix the matrix
         * @param on the bits it acts on, lowest matrix bit first
         * @return this builder
         * @throws IllegalArgumentException if bits repeat, are out of range or do not fit the matrix
         */
        public Builder step(Matrix matrix, int... on) {
            return step(MatrixFamily.fixed(matrix), -1, 0, 0, on);
        }

        /**
         * Adds a matrix driven by an angle.
         *
         * @param family the matrices
         * @param slot index of the angle, 0 or more
         * @param on the bits it acts on, lowest matrix bit first
         * @return this builder
         * @throws IllegalArgumentException if bits repeat, are out of range or do not fit the family
         */
        public Builder step(MatrixFamily family, int slot, int... on) {
            return step(family, slot, 0, 0, on);
        }

        /**
         * Adds a controlled step.
         *
         * @param family the matrices
         * @param slot index of the angle, or -1 for a fixed matrix
         * @param controls mask of control bits
         * @param controlValues wanted values of the control bits
         * @param on the bits it acts on, lowest matrix bit first
         * @return this builder
         * @throws IllegalArgumentException if bits repeat, are out of range or do not fit the family
         */
        public Builder step(MatrixFamily family, int slot, long controls, long controlValues, int... on) {
            if (on.length != family.bits()) {
                throw new IllegalArgumentException(
                        "a matrix on " + family.bits() + " bits was given " + on.length + " bits");
            }
            long seen = controls;
            if (bits < 62 && controls >>> bits != 0 || (controlValues & ~controls) != 0) {
                throw new IllegalArgumentException("control bits must lie in 0.." + (bits - 1)
                        + " and their values within them but were " + controls + " and " + controlValues);
            }
            List<Integer> list = new ArrayList<>();
            for (int b : on) {
                if (b < 0 || b >= bits) {
                    throw new IllegalArgumentException("bits must lie in 0.." + (bits - 1) + " but one is " + b);
                }
                if ((seen >>> b & 1) != 0) {
                    throw new IllegalArgumentException("bits of a step must differ but " + b + " repeats");
                }
                seen |= 1L << b;
                list.add(b);
            }
            if (slot < -1) {
                throw new IllegalArgumentException("an angle slot is 0 or more, or -1 for none, but was " + slot);
            }
            slots = Math.max(slots, slot + 1);
            steps.add(new Step(family, slot, list, controls, controlValues));
            return this;
        }

        /**
         * The plan.
         *
         * @return an immutable plan of the steps so far
         */
        public Plan build() {
            return new Plan(bits, slots, steps);
        }
    }
}
