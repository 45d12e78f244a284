package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/**
 * Writes operations on a device's qubits in the gates that the device has: rz, sx, x and cx, ecr or cz. Exact, global
 * phases included; angles stay symbolic, as angles of rz alone. A gate that the device has is kept as it is.
 */
final class Translation {
    /** Rotations by less are left out. */
    private static final double TOLERANCE = 1e-13;
    private static final double HALF = Math.PI / 2;

    private final Calibration device;
    private final boolean isMerging;
    private final List<Operation> out = new ArrayList<>();
    private final Map<Integer, Matrix> pending = new HashMap<>();
    private final Map<Integer, Integer> lastRz = new HashMap<>();
    private double phase;

    private Translation(Calibration device, boolean isMerging) {
        this.device = device;
        this.isMerging = isMerging;
    }

    /**
     * Translates.
     *
     * @param device the device
     * @param operations on its qubits, two-qubit operations on coupled ones alone
     * @param isMerging whether one-qubit gates of different operations may become one
     * @return operations that the device has
     */
    static List<Operation> of(Calibration device, List<Operation> operations, boolean isMerging) {
        Translation t = new Translation(device, isMerging);
        operations.forEach(t::add);
        t.flush();
        double rest = Math.IEEEremainder(t.phase, 2 * Math.PI);
        if (Math.abs(rest) > 1e-15) {
            t.out.add(new Operation.Apply(Gate.GPHASE, List.of(), List.of(Angle.fixed(rest))));
        }
        return t.out;
    }

    private void add(Operation operation) {
        switch (operation) {
            case Operation.Apply a -> unitary(a);
            case Operation.Unitary u -> unitary(u);
            case Operation.Conditional c -> {
                other(c);
                out.removeLast();
                out.add(new Operation.Conditional(c.condition(), of(device, c.then(), isMerging),
                        of(device, c.otherwise(), isMerging)));
            }
            default -> other(operation);
        }
    }

    private void other(Operation operation) {
        for (int q : operation.qubitsTouched()) {
            flush(q);
            lastRz.remove(q);
        }
        out.add(operation);
    }

    private void unitary(Operation operation) {
        Operation.Apply own = isMerging && operation.qubitsTouched().size() < 2
                ? null
                : asDeviceGate(operation).orElse(null);
        if (own != null) {
            if (own.gate() == Gate.RZ) {
                rz(own.qubits().getFirst(), own.angles().getFirst());
            } else {
                other(own);
            }
            return;
        }
        for (Operation part : Expansion.of(operation)) {
            simple((Operation.Apply) part);
        }
        if (!isMerging) {
            operation.qubitsTouched().forEach(this::flush);
        }
    }

    /** The operation as one gate of the device. */
    private Optional<Operation.Apply> asDeviceGate(Operation operation) {
        if (!(operation instanceof Operation.Apply a) || !a.controls().isEmpty()) {
            return Optional.empty();
        }
        if (device.usable(a.gate().qasmName(), a.qubits().isEmpty() ? List.of(0) : a.qubits()).isPresent()) {
            return Optional.of(a);
        }
        return a.gate() == Gate.CZ && device.usable("cz", a.qubits().reversed()).isPresent()
                ? Optional.of(new Operation.Apply(Gate.CZ, a.qubits().reversed(), List.of()))
                : Optional.empty();
    }

    /** One-qubit gates wait; a CX lets them out. */
    private void simple(Operation.Apply a) {
        if (a.gate() == Gate.GPHASE) {
            phase(a.angles().getFirst());
        } else if (a.gate() == Gate.CX) {
            cx(a.qubits().get(0), a.qubits().get(1));
        } else {
            oneQubit(a);
        }
    }

    private void oneQubit(Operation.Apply a) {
        int q = a.qubits().getFirst();
        double[] fixed = new double[a.angles().size()];
        boolean isFixed = true;
        for (int i = 0; i < fixed.length; i++) {
            if (a.angles().get(i) instanceof Angle.Fixed f) {
                fixed[i] = f.radians();
            } else {
                isFixed = false;
            }
        }
        if (isFixed) {
            multiply(q, a.gate().matrix(fixed));
            return;
        }
        switch (a.gate()) {
            case RZ -> turn(q, a.angles().getFirst());
            case P -> shift(q, a.angles().getFirst());
            case RX -> {
                multiply(q, Gate.H.matrix());
                turn(q, a.angles().getFirst());
                multiply(q, Gate.H.matrix());
            }
            case RY -> turnY(q, a.angles().getFirst());
            case ROT -> {
                turn(q, a.angles().get(0));
                turnY(q, a.angles().get(1));
                turn(q, a.angles().get(2));
            }
            case U -> {
                shift(q, a.angles().get(2));
                turnY(q, a.angles().get(0));
                shift(q, a.angles().get(1));
            }
            case U2 -> {
                shift(q, a.angles().get(1));
                turnY(q, Angle.fixed(HALF));
                shift(q, a.angles().get(0));
            }
            case U0 -> {}
            default -> throw new IllegalStateException("no rule for one-qubit gate " + a.gate());
        }
    }

    private void turnY(int q, Angle angle) {
        multiply(q, Gate.H.matrix().times(Gate.SDG.matrix()));
        turn(q, angle);
        multiply(q, Gate.S.matrix().times(Gate.H.matrix()));
    }

    private void shift(int q, Angle angle) {
        turn(q, angle);
        phase(angle.times(0.5));
    }

    private void turn(int q, Angle angle) {
        if (angle instanceof Angle.Fixed f) {
            multiply(q, Gate.RZ.matrix(f.radians()));
        } else {
            flush(q);
            rz(q, angle);
        }
    }

    private void phase(Angle angle) {
        if (angle instanceof Angle.Fixed f) {
            phase += f.radians();
        } else {
            out.add(new Operation.Apply(Gate.GPHASE, List.of(), List.of(angle)));
        }
    }

    private void multiply(int q, Matrix later) {
        Matrix before = pending.get(q);
        pending.put(q, before == null ? later : later.times(before));
    }

    /** CX by the gate of the pair that has the least error. */
    private void cx(int control, int target) {
        GateCalibration gate = device.entangler(control, target)
                .orElseThrow(() -> new IllegalArgumentException("no two-qubit gate joins qubits " + control + " and "
                        + target + " of " + device.name()));
        boolean isTurned = gate.qubits().getFirst() != control;
        int c = isTurned ? target : control;
        int t = isTurned ? control : target;
        boolean isSymmetric = gate.gate().equals("cz");
        if (isTurned && !isSymmetric) {
            multiply(c, Gate.H.matrix());
            multiply(t, Gate.H.matrix());
        }
        switch (gate.gate()) {
            case "cx" -> entangle(Gate.CX, c, t);
            // CX = (RZ(pi/2) on the control, SX on the target) ECR (X on the control)
            case "ecr" -> {
                multiply(c, Gate.X.matrix());
                entangle(Gate.ECR, c, t);
                multiply(c, Gate.RZ.matrix(HALF));
                multiply(t, Gate.SX.matrix());
            }
            default -> {
                multiply(target, Gate.H.matrix());
                entangle(Gate.CZ, c, t);
                multiply(target, Gate.H.matrix());
            }
        }
        if (isTurned && !isSymmetric) {
            multiply(c, Gate.H.matrix());
            multiply(t, Gate.H.matrix());
        }
    }

    private void entangle(Gate gate, int first, int second) {
        other(new Operation.Apply(gate, List.of(first, second), List.of()));
    }

    private void flush() {
        pending.keySet().stream().sorted().toList().forEach(this::flush);
    }

    /** Writes what waits on a qubit as rz, sx, rz, sx, rz, with as few sx as possible. */
    private void flush(int q) {
        Matrix m = pending.remove(q);
        if (m == null) {
            return;
        }
        double[] euler = Euler.angles(m);
        double theta = euler[0];
        double phi = euler[1];
        double lambda = euler[2];
        Matrix written;
        if (Math.abs(Math.sin(theta / 2)) < TOLERANCE) {
            written = turned(q, phi + lambda, null);
        } else if (Math.abs(Math.cos(theta / 2)) < TOLERANCE) {
            // U(pi, phi, lambda) = RZ(phi) X RZ(lambda + pi), up to a phase
            written = turned(q, lambda + Math.PI, null);
            written = turned(q, phi, pulse(q, Gate.X).times(written));
        } else if (Math.abs(theta - HALF) < TOLERANCE) {
            written = turned(q, lambda - HALF, null);
            written = turned(q, phi + HALF, pulse(q, Gate.SX).times(written));
        } else {
            written = turned(q, lambda, null);
            written = turned(q, theta + Math.PI, pulse(q, Gate.SX).times(written));
            written = turned(q, phi + Math.PI, pulse(q, Gate.SX).times(written));
        }
        phase += phaseBetween(m, written);
    }

    private Matrix turned(int q, double radians, @Nullable Matrix before) {
        // RZ(2 pi) = -1, which the global phase takes.
        double within = Math.IEEEremainder(radians, 2 * Math.PI);
        if (Math.abs(within) >= TOLERANCE) {
            rz(q, Angle.fixed(within));
        }
        Matrix turn = Math.abs(within) >= TOLERANCE ? Gate.RZ.matrix(within) : Matrix.identity(1);
        return before == null ? turn : turn.times(before);
    }

    private Matrix pulse(int q, Gate gate) {
        if (device.usable(gate.qasmName(), List.of(q)).isEmpty()) {
            if (gate == Gate.X && device.usable("sx", List.of(q)).isPresent()) {
                return pulse(q, Gate.SX).times(pulse(q, Gate.SX));
            }
            throw new IllegalArgumentException(device.name() + " has no usable " + gate.qasmName() + " on qubit " + q
                    + "; circuits are translated to rz, sx and x");
        }
        lastRz.remove(q);
        out.add(new Operation.Apply(gate, List.of(q), List.of()));
        return gate.matrix();
    }

    /** Adds a rotation; one that follows another becomes one with it, where one angle can say both. */
    private void rz(int q, Angle angle) {
        flush(q);
        Integer at = lastRz.get(q);
        if (at != null && out.get(at) instanceof Operation.Apply before) {
            Angle sum = sum(before.angles().getFirst(), angle);
            if (sum != null) {
                out.set(at, new Operation.Apply(Gate.RZ, List.of(q), List.of(sum)));
                return;
            }
        }
        lastRz.put(q, out.size());
        out.add(new Operation.Apply(Gate.RZ, List.of(q), List.of(angle)));
    }

    private static @Nullable Angle sum(Angle a, Angle b) {
        return switch (a) {
            case Angle.Fixed x -> b instanceof Angle.Fixed y
                    ? Angle.fixed(x.radians() + y.radians())
                    : b instanceof Angle.Weighted ? null : sum(b, a);
            case Angle.Parameter x -> b instanceof Angle.Fixed y
                    ? new Angle.Parameter(x.index(), x.scale(), x.offset() + y.radians())
                    : b instanceof Angle.Parameter y && y.index() == x.index()
                            ? new Angle.Parameter(x.index(), x.scale() + y.scale(), x.offset() + y.offset())
                            : null;
            case Angle.Feature x -> b instanceof Angle.Fixed y
                    ? new Angle.Feature(x.index(), x.scale(), x.offset() + y.radians())
                    : b instanceof Angle.Feature y && y.index() == x.index()
                            ? new Angle.Feature(x.index(), x.scale() + y.scale(), x.offset() + y.offset())
                            : null;
            case Angle.Weighted x -> null;
        };
    }

    /** The angle g for which a = exp(i g) b. */
    private static double phaseBetween(Matrix a, Matrix b) {
        double re = 0;
        double im = 0;
        for (int r = 0; r < 2; r++) {
            for (int c = 0; c < 2; c++) {
                re += a.re(r, c) * b.re(r, c) + a.im(r, c) * b.im(r, c);
                im += a.im(r, c) * b.re(r, c) - a.re(r, c) * b.im(r, c);
            }
        }
        return Math.atan2(im, re);
    }
}
