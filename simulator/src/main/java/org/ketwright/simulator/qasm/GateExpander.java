package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Control;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.qasm.Statement.GateCall;
import org.ketwright.simulator.qasm.Statement.Modifier;
import org.ketwright.simulator.qasm.Symbol.Applicable;
import org.ketwright.simulator.qasm.Symbol.Defined;
import org.ketwright.simulator.qasm.Symbol.Given;
import org.ketwright.simulator.qasm.Symbol.ImpliedPhase;
import org.ketwright.simulator.qasm.Symbol.Known;
import org.ketwright.simulator.qasm.Symbol.Members;
import org.ketwright.simulator.qasm.Symbol.Native;

/** Turns gate calls into operations of the catalogue: broadcasts, modifies and expands definitions. */
final class GateExpander {
    private final Source source;
    private final Evaluator evaluator;
    private final Operands operands;
    private final Effort effort;

    GateExpander(Source source, Evaluator evaluator, Operands operands, Effort effort) {
        this.source = source;
        this.evaluator = evaluator;
        this.operands = operands;
        this.effort = effort;
    }

    /** Where operations go, and under which controls and in which direction they come. */
    private record Context(List<Operation> out, List<Control> controls, boolean inverse) {
    }

    /** A gate with its modifiers worked out: to which power, and which controls of which polarity come first. */
    private record Modified(Applicable gate, List<Angle> angles, double exponent, List<Boolean> polarities) {
    }

    /** Appends the operations of a gate call. */
    void apply(GateCall call, Scope scope, List<Operation> out) throws QasmException {
        apply(call, scope, new Context(out, List.of(), false));
    }

    /** The gate that a call names. */
    Applicable gate(GateCall call, Scope scope) throws QasmException {
        Symbol symbol = scope.find(call.gate());
        if (symbol instanceof Applicable applicable) {
            return applicable;
        }
        if (symbol == null) {
            throw source.unknown(call.position(), "gate", call.gate(), scope.names(s -> s instanceof Applicable));
        }
        throw source.error(call.position(), "a gate is needed but " + Source.quote(call.gate()) + " is a "
                + symbol.kind());
    }

    /** Checks the number of angles. */
    void requireAngles(GateCall call, Applicable gate) throws QasmException {
        if (call.arguments().size() != gate.parameters()) {
            throw source.error(call.position(), "gate " + Source.quote(call.gate()) + " takes "
                    + count(gate.parameters(), "angle") + " but " + was(call.arguments().size()) + " given");
        }
    }

    /** Checks the number of qubits. */
    void requireOperands(GateCall call, int wanted) throws QasmException {
        if (call.operands().size() != wanted) {
            throw source.error(call.position(), "gate " + Source.quote(call.gate())
                    + (call.modifiers().isEmpty() ? "" : " with its modifiers") + " acts on "
                    + count(wanted, "qubit") + " but " + was(call.operands().size()) + " given");
        }
    }

    private static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    private static String was(int number) {
        return number + (number == 1 ? " was" : " were");
    }

    private void apply(GateCall call, Scope scope, Context context) throws QasmException {
        Modified gate = modified(call, scope);
        requireOperands(call, gate.polarities.size() + gate.gate.arity());
        List<Members> members = new ArrayList<>();
        int width = 1;
        boolean broadcast = false;
        for (Expression operand : call.operands()) {
            Members m = operands.qubits(operand, scope);
            members.add(m);
            if (!m.scalar()) {
                if (broadcast && m.members().length != width) {
                    throw source.error(operand.position(),
                            "registers that a gate acts on together have the same size but have "
                                    + width + " and " + m.members().length + " qubits");
                }
                broadcast = true;
                width = m.members().length;
            }
        }
        for (int i = 0; i < width; i++) {
            int[] qubits = new int[members.size()];
            for (int k = 0; k < qubits.length; k++) {
                qubits[k] = members.get(k).members()[members.get(k).scalar() ? 0 : i];
            }
            effort.steps(call.position(), 1);
            requireDistinct(call, qubits);
            place(call.position(), gate, qubits, context);
        }
    }

    private void requireDistinct(GateCall call, int[] qubits) throws QasmException {
        if (qubits.length == 1 || qubits.length == 2 && qubits[0] != qubits[1]) {
            return;
        }
        Set<Integer> seen = new HashSet<>();
        for (int k = 0; k < qubits.length; k++) {
            if (!seen.add(qubits[k])) {
                throw source.error(call.operands().get(k).position(), "the qubits of gate " + Source.quote(call.gate())
                        + " must differ but qubit " + qubits[k] + " is given twice");
            }
        }
    }

    private void place(Position position, Modified gate, int[] qubits, Context context) throws QasmException {
        List<Control> controls = new ArrayList<>(context.controls);
        int extra = gate.polarities.size();
        for (int k = 0; k < extra; k++) {
            controls.add(new Control(qubits[k], gate.polarities.get(k)));
        }
        if (controls.size() > Limits.CONTROLS) {
            throw source.error(position, "a gate has at most " + Limits.CONTROLS + " controls but " + controls.size()
                    + " were given");
        }
        List<Integer> targets = new ArrayList<>();
        for (int k = extra; k < qubits.length; k++) {
            targets.add(qubits[k]);
        }
        expand(position, gate, targets, new Context(context.out, List.copyOf(controls), context.inverse));
    }

    private Modified modified(GateCall call, Scope scope) throws QasmException {
        Applicable gate = gate(call, scope);
        requireAngles(call, gate);
        List<Angle> angles = new ArrayList<>();
        for (Expression argument : call.arguments()) {
            angles.add(Numeric.angle(source, argument.position(), evaluator.value(argument, scope)));
        }
        double exponent = 1;
        List<Boolean> polarities = new ArrayList<>();
        for (Modifier modifier : call.modifiers().reversed()) {
            switch (modifier.kind()) {
                case INVERSE -> {
                    if (exponent == 1 && gate instanceof Native n && n.phase() == ImpliedPhase.NONE) {
                        // Of a gate that is its own inverse, fractional powers of the inverse are those of the gate.
                        angles = new ArrayList<>(n.gate().inverseAngles(angles));
                        gate = new Native(n.gate().inverse(), ImpliedPhase.NONE);
                    } else {
                        exponent = -exponent;
                    }
                }
                case POWER -> exponent = power(modifier, exponent, gate, scope);
                case CONTROL, NEGATIVE_CONTROL -> {
                    int n = controls(modifier, scope);
                    for (int i = 0; i < n; i++) {
                        polarities.add(0, modifier.kind() == Modifier.Kind.CONTROL);
                    }
                }
            }
        }
        return new Modified(gate, List.copyOf(angles), exponent, List.copyOf(polarities));
    }

    /** How many controls a modifier adds. */
    int controls(Modifier modifier, Scope scope) throws QasmException {
        if (modifier.argument() == null) {
            return 1;
        }
        long n = evaluator.count(modifier.argument(), scope, "the number of controls");
        if (n < 1 || n > Limits.CONTROLS) {
            throw source.error(modifier.argument().position(), "a modifier adds 1 to " + Limits.CONTROLS
                    + " controls but " + n + " were given");
        }
        return (int) n;
    }

    private double power(Modifier modifier, double sofar, Applicable gate, Scope scope) throws QasmException {
        Expression argument = modifier.argument();
        if (argument == null) {
            throw source.error(modifier.position(), "a power needs an exponent but none was given");
        }
        double exponent = Numeric.real(source, argument.position(), evaluator.value(argument, scope));
        boolean scales = gate instanceof Native n && Powers.multipliesAngle(n.gate());
        if (exponent != Math.rint(exponent) && sofar != 1 && !scales) {
            throw source.unsupported(modifier.position(), "a fractional power of a power is");
        }
        double product = sofar * exponent;
        if (Math.abs(product) > Limits.STEPS) {
            throw source.error(argument.position(), "an exponent is at most " + Limits.STEPS + " in size but was "
                    + product);
        }
        return product;
    }

    private void expand(Position position, Modified modified, List<Integer> qubits, Context context)
            throws QasmException {
        double exponent = context.inverse ? -modified.exponent : modified.exponent;
        switch (modified.gate) {
            case Native n -> {
                expand(position, n.gate(), modified.angles, exponent, qubits, context);
                impliedPhase(position, n, modified.angles, exponent, context);
            }
            case Given given -> {
                Operation once = new Operation.Unitary(exponent < 0 ? given.matrix().adjoint() : given.matrix(), qubits,
                        context.controls);
                for (long i = rounds(position, exponent); i > 0; i--) {
                    emit(position, once, context);
                }
            }
            case Defined defined -> {
                if (defined.definition().body() == null) {
                    throw source.unsupported(position, "applying the opaque gate "
                            + Source.quote(defined.definition().name().text()) + " is");
                }
                for (long i = rounds(position, exponent); i > 0; i--) {
                    body(defined, modified.angles, qubits, new Context(context.out, context.controls, exponent < 0));
                }
            }
        }
    }

    private long rounds(Position position, double exponent) throws QasmException {
        if (exponent != Math.rint(exponent)) {
            throw source.unsupported(position, "a fractional power of this gate is");
        }
        return (long) Math.abs(exponent);
    }

    private void expand(Position position, Gate gate, List<Angle> angles, double exponent, List<Integer> qubits,
            Context context) throws QasmException {
        if (exponent == 1) {
            emit(position, new Operation.Apply(gate, qubits, angles, context.controls), context);
            return;
        }
        if (exponent == 0) {
            return;
        }
        Operation inverse = new Operation.Apply(gate.inverse(), qubits, gate.inverseAngles(angles), context.controls);
        if (exponent == -1) {
            emit(position, inverse, context);
            return;
        }
        List<Powers.Piece> pieces = Powers.of(gate, angles, exponent);
        if (pieces == null) {
            Operation once = exponent < 0 ? inverse : new Operation.Apply(gate, qubits, angles, context.controls);
            for (long i = rounds(position, exponent); i > 0; i--) {
                emit(position, once, context);
            }
            return;
        }
        for (Powers.Piece piece : pieces) {
            List<Control> controls = new ArrayList<>(context.controls);
            piece.under().forEach(k -> controls.add(Control.on(qubits.get(k))));
            emit(position, new Operation.Apply(piece.gate(), piece.on().stream().map(qubits::get).toList(),
                    piece.angles(), controls), context);
        }
    }

    /** The phase by which the language's gate differs from ours; without a control nobody can tell. */
    private void impliedPhase(Position position, Native gate, List<Angle> angles, double exponent, Context context)
            throws QasmException {
        if (gate.phase() == ImpliedPhase.NONE || context.controls.isEmpty()) {
            return;
        }
        boolean theta = gate.phase() == ImpliedPhase.HALF_THETA;
        List<Angle> parts = theta ? angles.subList(0, 1) : angles.subList(angles.size() - 2, angles.size());
        double factor = (theta ? 0.5 : -0.5) * exponent;
        for (Angle part : parts) {
            if (!part.equals(Angle.fixed(0))) {
                emit(position, new Operation.Apply(Gate.GPHASE, List.of(), List.of(part.times(factor)),
                        context.controls), context);
            }
        }
    }

    private void body(Defined gate, List<Angle> angles, List<Integer> qubits, Context context) throws QasmException {
        effort.steps(gate.definition().position(), 1);
        Scope scope = gate.scope().gateBody();
        for (int i = 0; i < angles.size(); i++) {
            Value value = angles.get(i) instanceof Angle.Fixed(double radians)
                    ? new Value.Real(radians)
                    : new Value.Symbolic(angles.get(i));
            scope.define(gate.definition().parameters().get(i).text(), new Known(value, true, Type.Kind.ANGLE));
        }
        for (int i = 0; i < qubits.size(); i++) {
            scope.define(gate.definition().qubits().get(i).text(),
                    new Members(true, new int[] {qubits.get(i)}, true));
        }
        List<Statement> body = gate.definition().body();
        run(body == null ? List.of() : body, scope, qubits, context);
    }

    private void run(List<Statement> body, Scope scope, List<Integer> all, Context context) throws QasmException {
        for (Statement statement : context.inverse ? body.reversed() : body) {
            effort.steps(statement.position(), 1);
            switch (statement) {
                case GateCall call -> apply(call, scope, context);
                case Statement.Barrier barrier -> {
                    List<Integer> named = operands.together(barrier.position(), barrier.qubits(), scope, 0);
                    emit(barrier.position(), new Operation.Wall(named.isEmpty() ? all : named), context);
                }
                case Statement.Block block -> run(block.body(), scope.block(), all, context);
                case Statement.For loop -> {
                    LoopValues values = LoopValues.of(source, evaluator, loop, scope);
                    for (long i = 0; i < values.count(); i++) {
                        effort.steps(loop.position(), 1);
                        Scope round = scope.block();
                        Value value = values.get(context.inverse ? values.count() - 1 - i : i);
                        round.declare(source, loop.variable(), new Known(value, true, loop.type().kind()));
                        run(loop.body(), round, all, context);
                    }
                }
                default -> effort.steps(statement.position(), 1);
            }
        }
    }

    private void emit(Position position, Operation operation, Context context) throws QasmException {
        effort.operations(position, 1);
        context.out.add(operation);
    }
}
