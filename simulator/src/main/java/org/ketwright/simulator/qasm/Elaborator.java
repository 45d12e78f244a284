package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.ketwright.simulator.Angle;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.qasm.Expression.Name;
import org.ketwright.simulator.qasm.Statement.GateCall;
import org.ketwright.simulator.qasm.Symbol.Applicable;
import org.ketwright.simulator.qasm.Symbol.Defined;
import org.ketwright.simulator.qasm.Symbol.ImpliedPhase;
import org.ketwright.simulator.qasm.Symbol.Known;
import org.ketwright.simulator.qasm.Symbol.Members;
import org.ketwright.simulator.qasm.Symbol.Native;

/** Carries out statements: declares names, unrolls loops, and collects the operations of the circuit. */
final class Elaborator {
    private final Source source;
    private final boolean third;
    private final double secondsPerSample;
    private final Warnings warnings;
    private final Effort effort;
    private final Evaluator evaluator;
    private final Operands operands;
    private final GateExpander expander;
    private final GateChecker checker;
    private final ConditionReader conditions;
    private final Scope global = Scope.global();

    private final List<QasmProgram.Register> qubitRegisters = new ArrayList<>();
    private final List<QasmProgram.Register> bitRegisters = new ArrayList<>();
    private final List<String> inputs = new ArrayList<>();
    private final List<String> features = new ArrayList<>();
    private List<Operation> out = new ArrayList<>();
    private int qubits;
    private int bits;
    private int questions;
    private boolean ended;

    Elaborator(Source source, boolean third, double secondsPerSample, Warnings warnings) {
        this.source = source;
        this.third = third;
        this.secondsPerSample = secondsPerSample;
        this.warnings = warnings;
        this.effort = new Effort(source);
        this.evaluator = new Evaluator(source, third, warnings);
        this.operands = new Operands(source, evaluator, third, effort);
        this.expander = new GateExpander(source, evaluator, operands, effort);
        this.checker = new GateChecker(source, evaluator, expander);
        this.conditions = new ConditionReader(source, evaluator, operands, warnings);
        evaluator.functions().constants().forEach((name, value) -> global.define(name,
                new Known(new Value.Real(value), true, Type.Kind.FLOAT)));
        Library.builtIn(third).forEach(global::define);
    }

    /** Carries out a statement of the program itself. */
    void run(Statement statement) throws QasmException {
        if (!ended) {
            run(statement, global);
        }
    }

    /** The program, after its last statement. */
    QasmProgram finish(Position end) throws QasmException {
        if (qubits == 0) {
            throw source.error(end, "a program declares at least one qubit but this one declares none");
        }
        return new QasmProgram(third ? QasmVersion.THREE : QasmVersion.TWO, new Circuit(qubits, bits, out),
                qubitRegisters, bitRegisters, inputs, features, warnings.list());
    }

    private void run(List<Statement> body, Scope scope) throws QasmException {
        for (Statement statement : body) {
            if (!ended) {
                run(statement, scope);
            }
        }
    }

    private void run(Statement statement, Scope scope) throws QasmException {
        effort.steps(statement.position(), 1);
        switch (statement) {
            case GateCall call -> expander.apply(call, scope, out);
            case Statement.Measurement measurement -> measure(measurement, scope);
            case Statement.Reset reset -> {
                for (int q : operands.qubits(reset.qubits(), scope).members()) {
                    emit(reset.position(), new Operation.Reset(q));
                }
            }
            case Statement.Barrier barrier -> {
                List<Integer> on = operands.together(barrier.position(), barrier.qubits(), scope, qubits);
                if (!on.isEmpty()) {
                    emit(barrier.position(), new Operation.Wall(on, barrier.name()));
                }
            }
            case Statement.Delay delay -> delay(delay, scope);
            case Statement.Nop nop -> {
                for (Expression operand : nop.qubits()) {
                    operands.qubits(operand, scope);
                }
            }
            case Statement.If choice -> choose(choice, scope);
            case Statement.For loop -> repeat(loop, scope);
            case Statement.Block block -> run(block.body(), scope.block());
            case Statement.End end -> {
                if (questions > 0) {
                    throw source.unsupported(end.position(), "ending the program under a measured condition is");
                }
                ended = true;
            }
            case Statement.Register register -> declare(register, scope);
            case Statement.Variable variable -> declare(variable, scope);
            case Statement.Assignment assignment -> assign(assignment, scope);
            case Statement.Alias alias -> scope.declare(source, alias.name(), alias(alias, scope));
            case Statement.Include include -> include(include, scope);
            case Statement.Input input -> input(input, scope);
            case Statement.GateDefinition gate -> define(gate, scope);
            case Statement.MatrixDefinition gate -> define(gate, scope);
        }
    }

    private void measure(Statement.Measurement measurement, Scope scope) throws QasmException {
        Members from = operands.qubits(measurement.qubits(), scope);
        if (measurement.bits() == null) {
            throw source.unsupported(measurement.position(), "a measurement whose result goes nowhere is");
        }
        measure(measurement.position(), from, operands.bits(measurement.bits(), scope));
    }

    private void measure(Position position, Members from, Members into) throws QasmException {
        if (from.members().length != into.members().length) {
            throw source.error(position, "a measurement needs as many bits as qubits but was given "
                    + from.members().length + " qubits and " + into.members().length + " bits");
        }
        for (int i = 0; i < from.members().length; i++) {
            emit(position, new Operation.Measure(from.members()[i], into.members()[i]));
        }
    }

    private void delay(Statement.Delay delay, Scope scope) throws QasmException {
        Position position = delay.duration().position();
        Value value = evaluator.value(delay.duration(), scope);
        if (!(value instanceof Value.Duration duration)) {
            throw source.error(position, "a delay lasts a duration such as 100ns but was given a " + value.kind());
        }
        if (duration.samples() && Double.isNaN(secondsPerSample)) {
            throw source.unsupported(position,
                    "a duration in dt without a device that tells its length, rather than in s, ms, us or ns, is");
        }
        double seconds = duration.samples() ? duration.amount() * secondsPerSample : duration.amount();
        if (!(seconds >= 0 && Double.isFinite(seconds))) {
            throw source.error(position, "a delay lasts 0 seconds or more but was given " + seconds);
        }
        List<Integer> on = operands.together(delay.position(), delay.qubits(), scope, qubits);
        if (!on.isEmpty()) {
            emit(delay.position(), new Operation.Delay(seconds, on));
        }
    }

    private void choose(Statement.If choice, Scope scope) throws QasmException {
        Decision decision = conditions.read(choice.condition(), scope);
        if (decision instanceof Decision.Answer(boolean yes)) {
            run(yes ? choice.then() : choice.otherwise(), scope.block());
            return;
        }
        questions += decision.depth();
        if (questions > Limits.NESTING) {
            throw source.error(choice.position(), "questions about measured bits nest at most " + Limits.NESTING
                    + " deep but more were given");
        }
        List<Operation> outside = out;
        List<Operation> then = branch(choice.position(), choice.then(), scope, decision.answers(true));
        List<Operation> otherwise = branch(choice.position(), choice.otherwise(), scope, decision.answers(false));
        out = outside;
        questions -= decision.depth();
        for (Operation operation : decision.operations(then, otherwise)) {
            emit(choice.position(), operation);
        }
    }

    /** The operations of a branch, counted as often as they are written down. */
    private List<Operation> branch(Position position, List<Statement> body, Scope scope, int copies)
            throws QasmException {
        long before = effort.operations();
        out = new ArrayList<>();
        run(body, scope.block());
        effort.operations(position, (effort.operations() - before) * Math.max(0, copies - 1));
        return List.copyOf(out);
    }

    private void repeat(Statement.For loop, Scope scope) throws QasmException {
        LoopValues values = LoopValues.of(source, evaluator, loop, scope);
        for (long i = 0; i < values.count() && !ended; i++) {
            effort.steps(loop.position(), 1);
            Scope round = scope.block();
            round.declare(source, loop.variable(), new Known(values.get(i), false, loop.type().kind()));
            run(loop.body(), round);
        }
    }

    private void declare(Statement.Register register, Scope scope) throws QasmException {
        if (register.quantum()) {
            requireGlobal(register.position(), scope, "qubits are");
        }
        long size = register.size() == null ? 1 : size(register.size(), scope);
        int most = register.quantum() ? Limits.QUBITS : Limits.BITS;
        int first = register.quantum() ? qubits : bits;
        String what = register.quantum() ? "qubit" : "bit";
        if (size < 1) {
            throw source.error(register.position(), "a register has at least one " + what + " but "
                    + Source.quote(register.name().text()) + " was given " + size);
        }
        if (size > most - first) {
            throw source.error(register.position(), "a program has at most " + most + " " + what + "s but " + size
                    + " more than " + first + " were given");
        }
        int[] members = new int[(int) size];
        for (int i = 0; i < size; i++) {
            members[i] = first + i;
        }
        Members symbol = new Members(register.quantum(), members, register.size() == null);
        Members measured = register.measured() == null ? null : operands.qubits(register.measured(), scope);
        scope.declare(source, register.name(), symbol);
        QasmProgram.Register named = new QasmProgram.Register(register.name().text(), first, (int) size);
        if (register.quantum()) {
            qubits += (int) size;
            qubitRegisters.add(named);
            return;
        }
        bits += (int) size;
        bitRegisters.add(named);
        if (measured != null) {
            measure(register.position(), measured, symbol);
        } else if (register.initial() != null) {
            requireZero(register.initial(), symbol, scope);
        }
    }

    private long size(Expression size, Scope scope) throws QasmException {
        return size instanceof Expression.Literal(Position position, Value.Whole whole)
                ? whole.number()
                : evaluator.count(size, scope, "the size of a register");
    }

    private void requireZero(Expression initial, Members symbol, Scope scope) throws QasmException {
        Value value = evaluator.value(initial, scope);
        if (value instanceof Value.Bits b && (symbol.scalar() || b.width() != symbol.members().length)) {
            throw source.error(initial.position(), "a bit string is as long as the register it is for but has "
                    + b.width() + " digits for " + symbol.members().length + " bits");
        }
        if (Numeric.whole(source, initial.position(), value) != 0) {
            throw source.unsupported(initial.position(), "a classical bit that starts as 1 is");
        }
    }

    private void declare(Statement.Variable variable, Scope scope) throws QasmException {
        if (variable.initial() == null) {
            scope.declare(source, variable.name(), new Symbol.Unset(variable.type().kind()));
            return;
        }
        Position position = variable.initial().position();
        Value value = evaluator.convert(position, variable.type(), evaluator.value(variable.initial(), scope), false,
                scope);
        if (variable.constant() && value instanceof Value.Symbolic) {
            throw source.error(position, "a constant does not depend on an input");
        }
        scope.declare(source, variable.name(), new Known(value, variable.constant(), variable.type().kind()));
    }

    private void assign(Statement.Assignment assignment, Scope scope) throws QasmException {
        Position position = assignment.position();
        if (operands.measured(assignment.target(), scope) != null) {
            throw source.unsupported(position, "giving classical bits a value that is no measurement is");
        }
        if (!(assignment.target() instanceof Name name)) {
            throw source.unsupported(position, "assigning to a part of a variable is");
        }
        Symbol symbol = scope.find(name.text());
        Type.Kind type = symbol instanceof Known known && !known.constant()
                ? known.type()
                : symbol instanceof Symbol.Unset unset ? unset.type() : null;
        if (symbol == null) {
            throw source.unknown(position, "the variable", name.text(), scope.names(s -> s instanceof Known));
        }
        if (type == null) {
            throw source.error(position, "a variable can be assigned but " + Source.quote(name.text()) + " is a "
                    + symbol.kind());
        }
        if (questions > 0) {
            throw source.unsupported(position, "assigning a variable under a measured condition is");
        }
        Value value = evaluator.value(assignment.value(), scope);
        String operator = assignment.operator();
        if (operator.length() > 1) {
            value = Numeric.binary(source, assignment.value().position(), operator.substring(0, operator.length() - 1),
                    evaluator.value(name, scope), value);
        }
        Value converted = evaluator.convert(assignment.value().position(), new Type(type, null), value, false, scope);
        scope.assign(name.text(), new Known(converted, false, type));
    }

    private Members alias(Statement.Alias alias, Scope scope) throws QasmException {
        List<Integer> all = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        Members first = operands.members(alias.parts().get(0), scope);
        for (Expression part : alias.parts()) {
            Members members = operands.members(part, scope);
            if (members.quantum() != first.quantum()) {
                throw source.error(part.position(), "an alias joins qubits or bits but not both");
            }
            effort.steps(part.position(), members.members().length);
            for (int member : members.members()) {
                if (!seen.add(member)) {
                    throw source.error(part.position(), "a register is not joined with a part of itself");
                }
                all.add(member);
            }
        }
        return new Members(first.quantum(), all.stream().mapToInt(Integer::intValue).toArray(),
                first.scalar() && alias.parts().size() == 1);
    }

    private void include(Statement.Include include, Scope scope) throws QasmException {
        requireGlobal(include.position(), scope, "files are included");
        String known = third ? Library.STDGATES : Library.QELIB1;
        if (!include.file().equals(known)) {
            throw source.error(include.position(), "the file that may be included is " + Source.quote(known) + " but "
                    + Source.quote(include.file()) + " was given; files are not read");
        }
        for (Map.Entry<String, Native> entry : Library.standard(third).entrySet()) {
            Symbol old = global.find(entry.getKey());
            if (old instanceof Applicable && Library.mayBeRedefined(entry.getKey(), third)) {
                continue;
            }
            if (old != null) {
                throw source.error(include.position(), Source.quote(known) + " defines the gate "
                        + Source.quote(entry.getKey()) + " but that name is already a " + old.kind());
            }
            global.define(entry.getKey(), entry.getValue());
        }
    }

    private void input(Statement.Input input, Scope scope) throws QasmException {
        requireGlobal(input.position(), scope, "inputs are");
        List<String> list = input.feature() ? features : inputs;
        Angle angle = input.feature() ? Angle.feature(list.size()) : Angle.parameter(list.size());
        scope.declare(source, input.name(), new Known(new Value.Symbolic(angle), false, Type.Kind.ANGLE));
        list.add(input.name().text());
    }

    private void define(Statement.GateDefinition gate, Scope scope) throws QasmException {
        requireGlobal(gate.position(), scope, "gates are");
        int depth = checker.check(gate, scope);
        Gate recognized = Definitions.recognized(gate, third);
        define(gate.name(), recognized != null
                ? new Native(recognized, ImpliedPhase.NONE)
                : new Defined(gate, scope, depth));
    }

    private void define(Statement.MatrixDefinition gate, Scope scope) throws QasmException {
        requireGlobal(gate.position(), scope, "gates are");
        try {
            new Operation.Unitary(gate.matrix(), IntStream.range(0, gate.matrix().bits()).boxed().toList());
        } catch (IllegalArgumentException e) {
            throw source.error(gate.position(), "a gate is given by a unitary matrix: " + e.getMessage());
        }
        define(gate.name(), new Symbol.Given(gate.matrix()));
    }

    private void define(Statement.Declared name, Applicable gate) throws QasmException {
        if (Library.mayBeRedefined(name.text(), third)
                && global.find(name.text()) instanceof Native old && Library.standard(third).containsValue(old)) {
            global.define(name.text(), gate);
        } else {
            global.declare(source, name, gate);
        }
    }

    private void requireGlobal(Position position, Scope scope, String what) throws QasmException {
        if (!scope.isGlobal()) {
            throw source.error(position, what + " declared outside blocks, at the level of the whole program");
        }
    }

    private void emit(Position position, Operation operation) throws QasmException {
        effort.operations(position, 1);
        out.add(operation);
    }
}
