package org.ketwright.simulator.qasm;

import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.Gate;

/** What a name stands for. */
sealed interface Symbol {

    /** How an error names the kind of symbol. */
    String kind();

    /**
     * Qubits or classical bits.
     *
     * @param quantum whether they are qubits
     * @param members their numbers in the circuit
     * @param scalar whether it is a single one that has no index
     */
    record Members(boolean quantum, int[] members, boolean scalar) implements Symbol {
        @Override
        public String kind() {
            return quantum ? scalar ? "qubit" : "quantum register" : scalar ? "bit" : "classical register";
        }
    }

    /** A value; only one that is not constant may be replaced. */
    record Known(Value value, boolean constant, Type.Kind type) implements Symbol {
        @Override
        public String kind() {
            return constant ? "constant" : "variable";
        }
    }

    /** A variable that has no value yet. */
    record Unset(Type.Kind type) implements Symbol {
        @Override
        public String kind() {
            return "variable without value";
        }
    }

    /** What may be applied to qubits. */
    sealed interface Applicable extends Symbol {

        /** Number of angles. */
        int parameters();

        /** Number of qubits. */
        int arity();

        /** How many definitions lie under it. */
        int depth();

        @Override
        default String kind() {
            return "gate";
        }
    }

    /** A gate of the catalogue, up to a phase that depends on its angles. */
    record Native(Gate gate, ImpliedPhase phase) implements Applicable {
        @Override
        public int parameters() {
            return gate.parameters();
        }

        @Override
        public int arity() {
            return gate.arity();
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** The phase by which a gate of OpenQASM differs from the one of the catalogue. */
    enum ImpliedPhase {
        /** None. */
        NONE,
        /** exp(i theta / 2), as the built-in U of OpenQASM 3 has. */
        HALF_THETA,
        /** exp(-i (phi + lambda) / 2) with the last two angles, as u2 and u3 of stdgates.inc have. */
        MINUS_HALF_PHI_LAMBDA
    }

    /** A gate known by its matrix. */
    record Given(Matrix matrix) implements Applicable {
        @Override
        public int parameters() {
            return 0;
        }

        @Override
        public int arity() {
            return matrix.bits();
        }

        @Override
        public int depth() {
            return 0;
        }
    }

    /** A gate of the program's own. */
    record Defined(Statement.GateDefinition definition, Scope scope, int depth) implements Applicable {
        @Override
        public int parameters() {
            return definition.parameters().size();
        }

        @Override
        public int arity() {
            return definition.qubits().size();
        }
    }
}
