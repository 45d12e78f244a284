package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Angles;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;
import org.ketwright.kernels.Plan;
import org.ketwright.kernels.Readout;

/**
 * A unitary circuit as a plan of small matrices. Fixed angles become fixed matrices; every other angle of every factor
 * becomes a slot of its own.
 *
 * @param plan the steps
 * @param slots what drives each slot of the plan
 */
record Lowering(Plan plan, List<Slot> slots) {

    /**
     * What drives a slot, and how expectation values depend on it.
     *
     * @param angle the angle
     * @param gate the gate it belongs to
     * @param parameter which parameter of the gate it is
     * @param furtherControls number of controls besides those of the gate
     */
    record Slot(Angle angle, Gate gate, int parameter, int furtherControls) {
        ShiftRule shiftRule() {
            return gate.shiftRule(parameter, furtherControls);
        }
    }

    /** Lowers operations of which each is unitary. */
    static Lowering of(int qubits, List<Operation> operations) {
        if (qubits > PauliString.MAX_QUBITS) {
            throw new IllegalArgumentException(
                    "a state vector has at most " + PauliString.MAX_QUBITS + " qubits but the circuit has " + qubits);
        }
        Plan.Builder plan = Plan.on(qubits);
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < operations.size(); i++) {
            switch (operations.get(i)) {
                case Operation.Apply a -> lower(a, plan, slots);
                case Operation.Unitary u -> plan.step(MatrixFamily.fixed(u.matrix()), -1, mask(u.controls(), false),
                        mask(u.controls(), true), toArray(u.qubits()));
                case Operation.Delay d -> {}
                case Operation.Wall w -> {}
                case Operation.Measure m -> throw notUnitary(i, m);
                case Operation.Reset r -> throw notUnitary(i, r);
                case Operation.Conditional c -> throw notUnitary(i, c);
                case Operation.Noise n -> throw Requirements.noisy(n);
                case Operation.Misread m -> throw Requirements.noisy(m);
            }
        }
        return new Lowering(plan.build(), List.copyOf(slots));
    }

    /** The value of every slot, as a function of the features. */
    Angles angles(double[] parameters) {
        return angles(driven(), parameters);
    }

    /** The angle of every slot. */
    List<Angle> driven() {
        return slots.stream().map(Slot::angle).toList();
    }

    /** The values of angles, as a function of the features. */
    static Angles angles(List<Angle> driven, double[] parameters) {
        int n = driven.size();
        double[] offset = new double[n];
        double[] scale = new double[n];
        int[] column = new int[n];
        for (int i = 0; i < n; i++) {
            column[i] = -1;
            switch (driven.get(i).bind(parameters)) {
                case Angle.Fixed f -> offset[i] = f.radians();
                case Angle.Feature f -> {
                    offset[i] = f.offset();
                    scale[i] = f.scale();
                    column[i] = f.index();
                }
                case Angle.Parameter p -> throw new IllegalStateException("a bound angle has no parameter: " + p);
                case Angle.Weighted w -> throw new IllegalStateException("a bound angle has no parameter: " + w);
            }
        }
        return new Angles(offset, scale, column);
    }

    /** What reads the expectation values of observables. */
    static Readout readout(List<Observable> observables) {
        return new Readout(observables.stream().map(o -> o.terms().stream()
                .map(t -> new Readout.Term(t.coefficient(), t.pauli().x(), t.pauli().z())).toList()).toList());
    }

    private static void lower(Operation.Apply a, Plan.Builder plan, List<Slot> slots) {
        Gate gate = a.gate();
        long own = 0;
        for (int c = 0; c < gate.controls(); c++) {
            own |= 1L << a.qubits().get(c);
        }
        long controls = own | mask(a.controls(), false);
        long values = own | mask(a.controls(), true);
        for (Factor f : gate.factors()) {
            MatrixFamily family = f.family();
            int slot = -1;
            if (f.parameter() >= 0) {
                Angle angle = a.angles().get(f.parameter());
                if (angle instanceof Angle.Fixed fixed) {
                    family = MatrixFamily.fixed(family.at(fixed.radians()));
                } else if (family.frequency() != 0) {
                    slot = slots.size();
                    slots.add(new Slot(angle, gate, f.parameter(), a.controls().size()));
                }
            }
            if (slot < 0 && family.at(0).equals(Matrix.identity(family.bits()))) {
                continue;
            }
            int[] bits = f.on().stream().mapToInt(t -> a.qubits().get(gate.controls() + t)).toArray();
            if (family.bits() == 0) {
                lowerPhase(family, slot, controls, values, plan);
            } else {
                plan.step(family, slot, controls, values, bits);
            }
        }
    }

    /** A phase acts on no bit: one of its controls becomes the bit, or any bit where there is no control. */
    private static void lowerPhase(MatrixFamily phase, int slot, long controls, long values, Plan.Builder plan) {
        long bit = controls == 0 ? 1 : Long.lowestOneBit(controls);
        boolean onZero = controls == 0 || (values & bit) == 0;
        boolean onOne = controls == 0 || (values & bit) != 0;
        MatrixFamily lifted = new MatrixFamily(diagonal(phase.constant(), onZero, onOne, 1),
                diagonal(phase.cosine(), onZero, onOne, 0), diagonal(phase.sine(), onZero, onOne, 0),
                phase.frequency());
        plan.step(lifted, slot, controls & ~bit, values & ~bit, Long.numberOfTrailingZeros(bit));
    }

    private static Matrix diagonal(Matrix number, boolean onZero, boolean onOne, double elsewhere) {
        double re = number.re(0, 0);
        double im = number.im(0, 0);
        return Matrix.of(1, onZero ? re : elsewhere, onZero ? im : 0, 0, 0, 0, 0, onOne ? re : elsewhere,
                onOne ? im : 0);
    }

    private static long mask(List<Control> controls, boolean onlyOn) {
        return controls.stream().filter(c -> c.on() || !onlyOn).mapToLong(c -> 1L << c.qubit()).sum();
    }

    private static int[] toArray(List<Integer> numbers) {
        return numbers.stream().mapToInt(n -> n).toArray();
    }

    private static IllegalArgumentException notUnitary(int at, Operation o) {
        return new IllegalArgumentException("a batch of pure states runs circuits without measurement, reset and"
                + " condition only, but operation " + at + " is " + o);
    }
}
