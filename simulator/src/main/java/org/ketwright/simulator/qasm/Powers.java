package org.ketwright.simulator.qasm;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Gate;

/**
 * Powers of gates by a closed form. Of a rotation or phase by an angle, the power multiplies the angle; of a gate
 * without angles, it is the principal one: each eigenvalue exp(i a) with -pi &lt; a &lt;= pi becomes exp(i k a).
 */
final class Powers {

    /**
     * A gate that a power consists of.
     *
     * @param gate the gate
     * @param angles its angles
     * @param on which qubits of the original gate it acts on
     * @param under which qubits of the original gate control it
     */
    record Piece(Gate gate, List<Angle> angles, List<Integer> on, List<Integer> under) {
    }

    /** What a gate is on its targets: the power that one of four gates must be raised to. */
    private record Root(Gate gate, double exponent) {
    }

    private static final Map<Gate, Root> ROOTS = new EnumMap<>(Map.ofEntries(entry(Gate.X, Gate.X, 1),
            entry(Gate.SX, Gate.X, 0.5), entry(Gate.SXDG, Gate.X, -0.5), entry(Gate.Y, Gate.Y, 1),
            entry(Gate.Z, Gate.Z, 1), entry(Gate.S, Gate.Z, 0.5), entry(Gate.SDG, Gate.Z, -0.5),
            entry(Gate.T, Gate.Z, 0.25), entry(Gate.TDG, Gate.Z, -0.25), entry(Gate.H, Gate.H, 1),
            entry(Gate.CX, Gate.X, 1), entry(Gate.CY, Gate.Y, 1), entry(Gate.CZ, Gate.Z, 1),
            entry(Gate.CH, Gate.H, 1), entry(Gate.CS, Gate.Z, 0.5), entry(Gate.CSDG, Gate.Z, -0.5),
            entry(Gate.CSX, Gate.X, 0.5), entry(Gate.CSXDG, Gate.X, -0.5), entry(Gate.CCX, Gate.X, 1),
            entry(Gate.CCZ, Gate.Z, 1), entry(Gate.C3X, Gate.X, 1), entry(Gate.C3SX, Gate.X, 0.5),
            entry(Gate.C3SXDG, Gate.X, -0.5), entry(Gate.C4X, Gate.X, 1), entry(Gate.SWAP, Gate.SWAP, 1),
            entry(Gate.CSWAP, Gate.SWAP, 1), entry(Gate.ISWAP, Gate.ISWAP, 1), entry(Gate.ISWAPDG, Gate.ISWAP, -1)));

    private Powers() {
    }

    private static Map.Entry<Gate, Root> entry(Gate gate, Gate root, double exponent) {
        return Map.entry(gate, new Root(root, exponent));
    }

    /** Whether a power of the gate multiplies its angle. */
    static boolean multipliesAngle(Gate gate) {
        return switch (gate) {
            case RX, RY, RZ, P, CP, CRX, CRY, CRZ, RXX, RYY, RZZ, RZX, GPHASE -> true;
            default -> false;
        };
    }

    /** The power of a gate, or null if no closed form is known. */
    static @Nullable List<Piece> of(Gate gate, List<Angle> angles, double exponent) {
        List<Integer> all = IntStream.range(0, gate.arity()).boxed().toList();
        if (gate == Gate.ID || gate == Gate.U0) {
            return List.of(new Piece(gate, angles, all, List.of()));
        }
        if (multipliesAngle(gate)) {
            return List.of(new Piece(gate, List.of(angles.get(0).times(exponent)), all, List.of()));
        }
        Root root = ROOTS.get(gate);
        if (root == null) {
            return null;
        }
        List<Integer> controls = all.subList(0, gate.controls());
        List<Integer> targets = all.subList(gate.controls(), gate.arity());
        double turn = Math.PI * root.exponent * exponent;
        return switch (root.gate) {
            case X -> List.of(piece(Gate.RX, turn, targets, controls), piece(Gate.GPHASE, turn / 2, List.of(),
                    controls));
            case Y -> List.of(piece(Gate.RY, turn, targets, controls), piece(Gate.GPHASE, turn / 2, List.of(),
                    controls));
            case Z -> List.of(piece(Gate.P, turn, targets, controls));
            case H -> List.of(piece(Gate.RY, -Math.PI / 4, targets, List.of()), piece(Gate.P, turn, targets, controls),
                    piece(Gate.RY, Math.PI / 4, targets, List.of()));
            case SWAP -> swap(turn, targets.get(0), targets.get(1), controls);
            default -> List.of(piece(Gate.RXX, -turn / 2, targets, controls),
                    piece(Gate.RYY, -turn / 2, targets, controls));
        };
    }

    /** A swap is a CX between two others, so that its power is the power of that one between them. */
    private static List<Piece> swap(double turn, int first, int second, List<Integer> controls) {
        Piece around = new Piece(Gate.CX, List.of(), List.of(first, second), List.of());
        List<Integer> under = IntStream.concat(controls.stream().mapToInt(Integer::intValue), IntStream.of(second))
                .boxed().toList();
        return List.of(around, piece(Gate.RX, turn, List.of(first), under),
                piece(Gate.GPHASE, turn / 2, List.of(), under), around);
    }

    private static Piece piece(Gate gate, double angle, List<Integer> on, List<Integer> under) {
        return new Piece(gate, List.of(Angle.fixed(angle)), on, under);
    }
}
