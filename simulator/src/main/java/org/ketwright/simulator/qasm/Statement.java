package org.ketwright.simulator.qasm;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ketwright.kernels.Matrix;
import org.ketwright.simulator.qasm.Expression.Selection;

/** A statement as written. */
sealed interface Statement {

    /** Where it begins. */
    Position position();

    /** A name being declared. */
    record Declared(Position position, String text) {
    }

    /** The gates of a standard file. */
    record Include(Position position, String file) implements Statement {
    }

    /**
     * Qubits or bits.
     *
     * @param position where it begins
     * @param quantum whether they are qubits
     * @param name the name
     * @param size how many, or null for a single one without index
     * @param initial the first value of bits, or null
     * @param measured the qubits whose measurement sets the bits, or null
     */
    record Register(Position position, boolean quantum, Declared name, @Nullable Expression size,
            @Nullable Expression initial, @Nullable Expression measured) implements Statement {
    }

    /** A classical value known before the circuit runs; one that is not constant may be assigned again. */
    record Variable(Position position, boolean constant, Type type, Declared name, @Nullable Expression initial)
            implements
                Statement {
    }

    /** A new value for a variable or for bits; the operator is the assignment's, as in {@code +=}. */
    record Assignment(Position position, Expression target, String operator, Expression value) implements Statement {
    }

    /** A number that is given when the circuit runs. */
    record Input(Position position, boolean feature, Type type, Declared name) implements Statement {
    }

    /** Another name for qubits or bits, the parts one after the other. */
    record Alias(Position position, Declared name, List<Expression> parts) implements Statement {
    }

    /**
     * A gate built from other gates.
     *
     * @param position where it begins
     * @param name the name
     * @param parameters names of the angles
     * @param qubits names of the qubits
     * @param body what it does, or null for an opaque gate
     * @param text its tokens, separated by blanks
     */
    record GateDefinition(Position position, Declared name, List<Declared> parameters, List<Declared> qubits,
            @Nullable List<Statement> body, String text) implements Statement {
    }

    /** A gate given by its matrix. */
    record MatrixDefinition(Position position, Declared name, Matrix matrix) implements Statement {
    }

    /** A change to the gate that follows it. */
    record Modifier(Position position, Kind kind, @Nullable Expression argument) {

        /** What is changed. */
        enum Kind {
            /** Undo the gate. */
            INVERSE,
            /** Repeat the gate. */
            POWER,
            /** Act where a control qubit is one. */
            CONTROL,
            /** Act where a control qubit is zero. */
            NEGATIVE_CONTROL
        }
    }

    /** A gate applied to qubits; the outermost modifier comes first. */
    record GateCall(Position position, List<Modifier> modifiers, String gate, List<Expression> arguments,
            List<Expression> operands) implements Statement {
    }

    /** Qubits measured, into bits if a target is given. */
    record Measurement(Position position, Expression qubits, @Nullable Expression bits) implements Statement {
    }

    /** Qubits put into the state zero. */
    record Reset(Position position, Expression qubits) implements Statement {
    }

    /** A line that nothing is moved across, perhaps with a name; of all qubits if none are named. */
    record Barrier(Position position, List<Expression> qubits, String name) implements Statement {
    }

    /** Qubits named and left alone. */
    record Nop(Position position, List<Expression> qubits) implements Statement {
    }

    /** Waiting, on all qubits if none are named. */
    record Delay(Position position, Expression duration, List<Expression> qubits) implements Statement {
    }

    /** A choice made when the circuit runs, or before if it can be. */
    record If(Position position, Expression condition, List<Statement> then, List<Statement> otherwise)
            implements
                Statement {
    }

    /** A body repeated for each value. */
    record For(Position position, Type type, Declared variable, Selection values, List<Statement> body)
            implements
                Statement {
    }

    /** Statements with names of their own. */
    record Block(Position position, List<Statement> body) implements Statement {
    }

    /** The end of the program before the end of the file. */
    record End(Position position) implements Statement {
    }
}
