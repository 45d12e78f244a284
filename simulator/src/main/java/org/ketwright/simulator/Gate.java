package org.ketwright.simulator;

import static org.ketwright.simulator.Factor.driven;
import static org.ketwright.simulator.Factor.fixed;
import static org.ketwright.simulator.Matrices.globalPhase;
import static org.ketwright.simulator.Matrices.phaseShift;
import static org.ketwright.simulator.Matrices.rotation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ketwright.kernels.Matrix;
import org.ketwright.kernels.MatrixFamily;

/**
 * The catalogue of gates: one entry holds all that is known about a gate. Qubits are listed controls first, targets
 * after; the first listed qubit is the lowest bit of the matrix. Global phases are those of Qiskit's matrices.
 *
 * <p>
 * A gate is a product of factors on its targets, each driven by one parameter at most, all of them controlled by the
 * gate's controls. Matrices, generators, shift rules and the plan that a backend runs follow from the factors.
 */
public enum Gate {
    /** Does nothing. */
    ID("I", 0, 1, self(), names("id"), fixed(Matrices.I)),
    /** Does nothing for a time that is its parameter (qelib1). */
    U0("U0", 0, 1, negated(), names("u0"), driven(MatrixFamily.fixed(Matrices.I), 0)),
    /** Pauli X. */
    X("X", 0, 1, self(), names("x"), fixed(Matrices.X)),
    /** Pauli Y. */
    Y("Y", 0, 1, self(), names("y"), fixed(Matrices.Y)),
    /** Pauli Z. */
    Z("Z", 0, 1, self(), names("z"), fixed(Matrices.Z)),
    /** Hadamard. */
    H("H", 0, 1, self(), names("h"), fixed(Matrices.H)),
    /** diag(1, i). */
    S("S", 0, 1, to("SDG"), names("s"), fixed(Matrices.S)),
    /** diag(1, -i). */
    SDG("S†", 0, 1, to("S"), names("sdg"), fixed(Matrices.SDG)),
    /** diag(1, exp(i pi/4)). */
    T("T", 0, 1, to("TDG"), names("t"), fixed(Matrices.T)),
    /** diag(1, exp(-i pi/4)). */
    TDG("T†", 0, 1, to("T"), names("tdg"), fixed(Matrices.TDG)),
    /** Square root of X, with entries (1 ± i)/2. */
    SX("√X", 0, 1, to("SXDG"), names("sx"), fixed(Matrices.SX)),
    /** Inverse of {@link #SX}. */
    SXDG("√X†", 0, 1, to("SX"), names("sxdg"), fixed(Matrices.SXDG)),
    /** exp(-i t X / 2). */
    RX("RX", 0, 1, negated(), names("rx"), driven(rotation(Matrices.X), 0)),
    /** exp(-i t Y / 2). */
    RY("RY", 0, 1, negated(), names("ry"), driven(rotation(Matrices.Y), 0)),
    /** exp(-i t Z / 2). */
    RZ("RZ", 0, 1, negated(), names("rz"), driven(rotation(Matrices.Z), 0)),
    /** diag(1, exp(i t)). */
    P("P", 0, 1, negated(), names("p", "u1", "phase"), driven(phaseShift(), 0)),
    /** U(theta, phi, lambda) = P(phi) RY(theta) P(lambda), so that the upper left entry is cos(theta / 2). */
    U("U", 0, 1, reversed(0, 2, 1), names("u", "u3"), driven(phaseShift(), 2), driven(rotation(Matrices.Y), 0),
            driven(phaseShift(), 1)),
    /** U2(phi, lambda) = U(pi/2, phi, lambda). */
    U2("U2", 0, 1, inverse("U", a -> List.of(Angle.fixed(-Math.PI / 2), a.get(1).times(-1),
            a.get(0).times(-1))), names("u2"), driven(phaseShift(), 1),
            fixed(rotation(Matrices.Y).at(Math.PI / 2)), driven(phaseShift(), 0)),
    /** Rot(a, b, c) = RZ(c) RY(b) RZ(a): RZ(a) acts first, as in PennyLane. */
    ROT("Rot", 0, 1, reversed(2, 1, 0), names("rot"), driven(rotation(Matrices.Z), 0),
            driven(rotation(Matrices.Y), 1), driven(rotation(Matrices.Z), 2)),

    /** X on the second qubit where the first is 1. */
    CX("⊕", 1, 1, self(), names("cx", "CX"), fixed(Matrices.X)),
    /** Controlled Y. */
    CY("Y", 1, 1, self(), names("cy"), fixed(Matrices.Y)),
    /** Controlled Z. */
    CZ("Z", 1, 1, self(), names("cz"), fixed(Matrices.Z)),
    /** Controlled H. */
    CH("H", 1, 1, self(), names("ch"), fixed(Matrices.H)),
    /** Controlled S. */
    CS("S", 1, 1, to("CSDG"), names("cs"), fixed(Matrices.S)),
    /** Inverse of {@link #CS}. */
    CSDG("S†", 1, 1, to("CS"), names("csdg"), fixed(Matrices.SDG)),
    /** Controlled square root of X. */
    CSX("√X", 1, 1, to("CSXDG"), names("csx"), fixed(Matrices.SX)),
    /** Inverse of {@link #CSX}. */
    CSXDG("√X†", 1, 1, to("CSX"), names("csxdg"), fixed(Matrices.SXDG)),
    /** Controlled {@link #P}. */
    CP("P", 1, 1, negated(), names("cp", "cu1", "cphase"), driven(phaseShift(), 0)),
    /** Controlled {@link #RX}. */
    CRX("RX", 1, 1, negated(), names("crx"), driven(rotation(Matrices.X), 0)),
    /** Controlled {@link #RY}. */
    CRY("RY", 1, 1, negated(), names("cry"), driven(rotation(Matrices.Y), 0)),
    /** Controlled {@link #RZ}. */
    CRZ("RZ", 1, 1, negated(), names("crz"), driven(rotation(Matrices.Z), 0)),
    /** Controlled {@link #U} with a phase: CU(theta, phi, lambda, gamma) controls exp(i gamma) U(theta, phi, lambda). */
    CU("U", 1, 1, reversed(0, 2, 1, 3), names("cu"), driven(globalPhase(), 3), driven(phaseShift(), 2),
            driven(rotation(Matrices.Y), 0), driven(phaseShift(), 1)),
    /** Controlled {@link #U}. */
    CU3("U", 1, 1, reversed(0, 2, 1), names("cu3"), driven(phaseShift(), 2), driven(rotation(Matrices.Y), 0),
            driven(phaseShift(), 1)),
    /** Exchanges two qubits. */
    SWAP("×", 0, 2, self(), names("swap"), fixed(Matrices.SWAP)),
    /** Exchanges two qubits and multiplies |01> and |10> by i. */
    ISWAP("iSWAP", 0, 2, to("ISWAPDG"), names("iswap"), fixed(Matrices.ISWAP)),
    /** Inverse of {@link #ISWAP}. */
    ISWAPDG("iSWAP†", 0, 2, to("ISWAP"), names("iswapdg"), fixed(Matrices.ISWAP.adjoint())),
    /** Echoed cross-resonance gate (IX - XY) / sqrt(2) with Y on the first qubit. */
    ECR("ECR", 0, 2, self(), names("ecr"), fixed(Matrices.ECR)),
    /** exp(-i t XX / 2). */
    RXX("RXX", 0, 2, negated(), names("rxx"), driven(rotation(Matrices.XX), 0)),
    /** exp(-i t YY / 2). */
    RYY("RYY", 0, 2, negated(), names("ryy"), driven(rotation(Matrices.YY), 0)),
    /** exp(-i t ZZ / 2). */
    RZZ("RZZ", 0, 2, negated(), names("rzz"), driven(rotation(Matrices.ZZ), 0)),
    /** exp(-i t ZX / 2) with Z on the first and X on the second qubit. */
    RZX("RZX", 0, 2, negated(), names("rzx"), driven(rotation(Matrices.ZX), 0)),

    /** Toffoli gate. */
    CCX("⊕", 2, 1, self(), names("ccx"), fixed(Matrices.X)),
    /** Doubly controlled Z. */
    CCZ("Z", 2, 1, self(), names("ccz"), fixed(Matrices.Z)),
    /** Fredkin gate: controlled {@link #SWAP}. */
    CSWAP("×", 1, 2, self(), names("cswap"), fixed(Matrices.SWAP)),
    /** Toffoli gate up to relative phases (Margolus). */
    RCCX("RCCX", 0, 3, self(), names("rccx"), fixed(Matrices.RCCX)),
    /** X with three controls. */
    C3X("⊕", 3, 1, self(), names("c3x"), fixed(Matrices.X)),
    /** Square root of X with three controls. */
    C3SX("√X", 3, 1, to("C3SXDG"), names("c3sqrtx", "c3sx"), fixed(Matrices.SX)),
    /** Inverse of {@link #C3SX}. */
    C3SXDG("√X†", 3, 1, to("C3SX"), names("c3sxdg"), fixed(Matrices.SXDG)),
    /** X with three controls up to relative phases. */
    RC3X("RC3X", 0, 4, to("RC3XDG"), names("rc3x", "rcccx"), fixed(Matrices.RC3X)),
    /** Inverse of {@link #RC3X}. */
    RC3XDG("RC3X†", 0, 4, to("RC3X"), names("rc3xdg"), fixed(Matrices.RC3X.adjoint())),
    /** X with four controls. */
    C4X("⊕", 4, 1, self(), names("c4x"), fixed(Matrices.X)),

    /** The global phase exp(i t), on no qubits. */
    GPHASE("phase", 0, 0, negated(), names("gphase"), driven(globalPhase(), 0));

    private static final Map<String, Gate> BY_NAME = Arrays.stream(values())
            .flatMap(g -> g.qasmNames.stream().map(n -> Map.entry(n, g)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String symbol;
    private final int controls;
    private final int targets;
    private final int parameters;
    private final List<String> qasmNames;
    private final List<Factor> factors;
    private final Inversion inversion;

    Gate(String symbol, int controls, int targets, Inversion inversion, List<String> qasmNames, Factor... factors) {
        this.symbol = symbol;
        this.controls = controls;
        this.targets = targets;
        this.qasmNames = qasmNames;
        this.factors = List.of(factors);
        this.inversion = inversion;
        this.parameters = 1 + Stream.of(factors).mapToInt(Factor::parameter).max().orElse(-1);
    }

    /**
     * The gate of a name.
     *
     * @param name a name in OpenQASM, case matters
     * @return the gate, or empty if the catalogue has none of that name
     */
    public static Optional<Gate> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /**
     * All names, for suggestions.
     *
     * @return every OpenQASM name of every gate
     */
    public static List<String> allNames() {
        return BY_NAME.keySet().stream().sorted().toList();
    }

    /**
     * The name in OpenQASM.
     *
     * @return the first of {@link #qasmNames()}
     */
    public String qasmName() {
        return qasmNames.get(0);
    }

    /**
     * The names in OpenQASM: of qelib1.inc, of stdgates.inc, or, where neither has the gate, of our own.
     *
     * @return one or more names
     */
    public List<String> qasmNames() {
        return qasmNames;
    }

    /**
     * What drawings show on the targets.
     *
     * @return a short text
     */
    public String symbol() {
        return symbol;
    }

    /**
     * Number of qubits.
     *
     * @return controls and targets together; 0 for a global phase
     */
    public int arity() {
        return controls + targets;
    }

    /**
     * Number of controls, which are the first of the gate's qubits.
     *
     * @return 0 to 4
     */
    public int controls() {
        return controls;
    }

    /**
     * Number of angles.
     *
     * @return 0 to 4
     */
    public int parameters() {
        return parameters;
    }

    /**
     * The unitary matrix, on {@link #arity()} bits, the first qubit the lowest bit.
     *
     * @param angles radians, one for each parameter
     * @return the matrix
     * @throws IllegalArgumentException if the number of angles is wrong
     */
    public Matrix matrix(double... angles) {
        requireAngles(angles.length);
        Matrix product = Matrix.identity(targets);
        for (Factor f : factors) {
            Matrix m = f.family().at(f.parameter() < 0 ? 0 : angles[f.parameter()]);
            product = Matrices.embed(m, f.on(), targets).times(product);
        }
        return Matrices.controlled(product, controls, allControls(), 1);
    }

    /**
     * The Hermitian matrix G for which the factor that a parameter drives is exp(-i t G), on {@link #arity()} bits.
     * Where the gate has one parameter and no fixed factor the whole gate is exp(-i t G).
     *
     * @param parameter parameter, 0-based
     * @return the generator
     * @throws IllegalArgumentException if there is no such parameter
     */
    public Matrix generator(int parameter) {
        Factor f = factorOf(parameter);
        Matrix onTargets = Matrices.embed(f.generator(), f.on(), targets);
        return Matrices.controlled(onTargets, controls, allControls(), 0);
    }

    /**
     * The shift rule for a parameter.
     *
     * @param parameter parameter, 0-based
     * @param furtherControls number of controls besides those of the gate
     * @return the rule
     * @throws IllegalArgumentException if there is no such parameter
     */
    public ShiftRule shiftRule(int parameter, int furtherControls) {
        double[] spectrum = Spectra.ofHermitian(factorOf(parameter).generator());
        boolean controlled = controls + furtherControls > 0;
        return ShiftRule.ofSpectrum(
                controlled ? Arrays.copyOf(spectrum, spectrum.length + 1) : spectrum);
    }

    /**
     * The inverse, on the same qubits, of this gate at some angles: the gate; its angles are
     * {@link #inverseAngles(List)}.
     *
     * @return a gate of as many qubits
     */
    public Gate inverse() {
        return inversion.gate().apply(this);
    }

    /**
     * The angles of the inverse.
     *
     * @param angles angles of this gate
     * @return angles for {@link #inverse()}
     * @throws IllegalArgumentException if the number of angles is wrong
     */
    public List<Angle> inverseAngles(List<Angle> angles) {
        requireAngles(angles.size());
        return inversion.angles().apply(angles);
    }

    List<Factor> factors() {
        return factors;
    }

    void requireAngles(int given) {
        if (given != parameters) {
            throw new IllegalArgumentException(
                    "gate " + qasmName() + " takes " + parameters + " angles but was given " + given);
        }
    }

    private Factor factorOf(int parameter) {
        return factors.stream().filter(f -> f.parameter() == parameter && parameter >= 0).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("gate " + qasmName() + " has parameters 0 to "
                        + (parameters - 1) + " but was asked for " + parameter));
    }

    private int allControls() {
        return (1 << controls) - 1;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which gate undoes a gate, and how its angles follow. */
    private record Inversion(UnaryOperator<Gate> gate, Function<List<Angle>, List<Angle>> angles) {
    }

    private static Inversion self() {
        return new Inversion(g -> g, a -> a);
    }

    private static Inversion negated() {
        return new Inversion(g -> g, a -> a.stream().map(x -> x.times(-1)).toList());
    }

    private static Inversion reversed(int... order) {
        return new Inversion(g -> g,
                a -> IntStream.of(order).mapToObj(i -> a.get(i).times(-1)).toList());
    }

    private static Inversion to(String gate) {
        return inverse(gate, a -> a);
    }

    private static Inversion inverse(String gate, Function<List<Angle>, List<Angle>> angles) {
        return new Inversion(g -> valueOf(gate), angles);
    }

    private static List<String> names(String... names) {
        return List.of(names);
    }
}
