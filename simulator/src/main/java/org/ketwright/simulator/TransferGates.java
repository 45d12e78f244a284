package org.ketwright.simulator;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.channel.Paulis;

/**
 * Gates as steps on vectors in the Pauli basis. Fixed gates on few qubits become one transfer matrix. An angle drives
 * exp(-i t G) under controls; as G is a sum of Pauli strings that commute, and a control is (1 ± Z) / 2, this is exactly
 * a product of Pauli rotations, each of one frequency.
 */
final class TransferGates {
    /** Gates on more qubits than this are taken apart. */
    private static final int WHOLE = 3;

    private final TransferSteps steps;

    TransferGates(TransferSteps steps) {
        this.steps = steps;
    }

    void add(Operation.Apply a) {
        Gate gate = a.gate();
        List<Control> controls = new ArrayList<>();
        a.qubits().subList(0, gate.controls()).forEach(q -> controls.add(Control.on(q)));
        controls.addAll(a.controls());
        List<Integer> targets = a.qubits().subList(gate.controls(), gate.arity());
        if (a.angles().stream().allMatch(x -> x instanceof Angle.Fixed)) {
            double[] angles = a.angles().stream().mapToDouble(x -> ((Angle.Fixed) x).radians()).toArray();
            Matrix whole = Matrix.identity(targets.size());
            for (Factor f : gate.factors()) {
                Matrix m = f.family().at(f.parameter() < 0 ? 0 : angles[f.parameter()]);
                whole = Matrices.embed(m, f.on(), targets.size()).times(whole);
            }
            fixed(whole, targets, controls);
            return;
        }
        for (Factor f : gate.factors()) {
            List<Integer> on = f.on().stream().map(targets::get).toList();
            Angle angle = f.parameter() < 0 ? Angle.fixed(0) : a.angles().get(f.parameter());
            if (angle instanceof Angle.Fixed number) {
                fixed(f.family().at(number.radians()), on, controls);
            } else if (f.family().frequency() != 0) {
                driven(f, on, controls, angle);
            }
        }
    }

    void add(Operation.Unitary u) {
        fixed(u.matrix(), u.qubits(), u.controls());
    }

    private void driven(Factor factor, List<Integer> on, List<Control> controls, Angle angle) {
        Matrix generator = factor.generator();
        int size = 1 << 2 * on.size();
        for (int p = 0; p < size; p++) {
            double weight = weight(generator, Paulis.label(p, on.size()));
            if (weight != 0) {
                // exp(-i t w P) is a rotation by 2 w t.
                underControls(Paulis.label(p, on.size()), on, controls, angle.times(2 * weight));
            }
        }
    }

    /** The rotation where controls have their values: one rotation for each set of controls that get a Z. */
    private void underControls(String label, List<Integer> on, List<Control> controls, Angle angle) {
        int count = controls.size();
        List<Integer> all = new ArrayList<>(on);
        controls.forEach(c -> all.add(c.qubit()));
        for (int set = 0; set < 1 << count; set++) {
            double sign = Math.scalb(1.0, -count);
            StringBuilder letters = new StringBuilder(label);
            for (int c = 0; c < count; c++) {
                boolean z = (set >> c & 1) != 0;
                letters.append(z ? 'Z' : 'I');
                sign = z && controls.get(c).on() ? -sign : sign;
            }
            steps.rotation(letters.toString(), all, angle.times(sign));
        }
    }

    private void fixed(Matrix matrix, List<Integer> on, List<Control> controls) {
        if (matrix.bits() == 0) {
            if (!controls.isEmpty()) {
                phase(Math.atan2(matrix.im(0, 0), matrix.re(0, 0)), controls);
            }
            return;
        }
        if (controls.isEmpty() || on.size() + controls.size() <= WHOLE) {
            int values = 0;
            List<Integer> all = new ArrayList<>();
            for (int c = 0; c < controls.size(); c++) {
                values |= controls.get(c).on() ? 1 << c : 0;
                all.add(controls.get(c).qubit());
            }
            all.addAll(on);
            steps.unitary(Matrices.controlled(matrix, controls.size(), values), all);
            return;
        }
        // U = V D adjoint(V): only the diagonal D needs the controls, and it is a product of rotations about Z strings.
        UnitarySpectrum spectrum = UnitarySpectrum.of(matrix);
        steps.unitary(spectrum.vectors().adjoint(), on);
        for (int p = 0; p < matrix.dimension(); p++) {
            double weight = 0;
            StringBuilder label = new StringBuilder();
            for (int j = 0; j < matrix.dimension(); j++) {
                weight += (Integer.bitCount(j & p) % 2 == 0 ? 1 : -1) * spectrum.phases()[j] / matrix.dimension();
            }
            for (int b = 0; b < matrix.bits(); b++) {
                label.append((p >> b & 1) != 0 ? 'Z' : 'I');
            }
            // exp(i w Z) is a rotation by -2 w.
            underControls(label.toString(), on, controls, Angle.fixed(-2 * weight));
        }
        steps.unitary(spectrum.vectors(), on);
    }

    private void phase(double angle, List<Control> controls) {
        underControls("", List.of(), controls, Angle.fixed(-2 * angle));
    }

    /** Tr(P G) / 2^k, exactly 0 where it is a rounding error. */
    static double weight(Matrix generator, String label) {
        Matrix p = Matrix.identity(0);
        for (int q = 0; q < label.length(); q++) {
            p = Matrices.kron(switch (label.charAt(q)) {
                case 'X' -> Matrices.X;
                case 'Y' -> Matrices.Y;
                case 'Z' -> Matrices.Z;
                default -> Matrices.I;
            }, p);
        }
        Matrix product = p.times(generator);
        double sum = 0;
        for (int i = 0; i < product.dimension(); i++) {
            sum += product.re(i, i);
        }
        double weight = sum / product.dimension();
        return Math.abs(weight) < 1e-15 ? 0 : weight;
    }
}
