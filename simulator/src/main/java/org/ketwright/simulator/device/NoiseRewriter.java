package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.Circuit;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;
import org.ketwright.simulator.channel.Channel;
import org.ketwright.simulator.channel.ResidualZz;
import org.ketwright.simulator.channel.Strength;
import org.ketwright.simulator.channel.ThermalRelaxation;

/**
 * Writes the channels of a noise model between the operations of a schedule. Time runs from moment to moment: within
 * one, operations act in their middle, with the ZZ phases that gathered before; at its end stand the errors of the gates
 * that end with it and the relaxation of the qubits that idled.
 */
final class NoiseRewriter {
    private final NoiseModel model;
    private final Schedule schedule;
    private final List<Operation> out = new ArrayList<>();
    private final IdentityHashMap<Channel, String> labels;
    private final Set<Integer> scope;
    private final boolean[] isTouched;
    private final boolean[] isFinished;
    private final double until;
    private final Map<List<Integer>, Double> gathered = new LinkedHashMap<>();
    private final List<Operation.Measure> atTheEnd = new ArrayList<>();
    private final Set<Operation> finals;
    private final List<Timed> events;
    private final Misreadings misreadings;

    NoiseRewriter(NoiseModel model, Schedule schedule) {
        this(model, schedule, new IdentityHashMap<>(), range(schedule.circuit().qubits()),
                new boolean[schedule.circuit().qubits()], schedule.duration(), false);
    }

    private NoiseRewriter(NoiseModel model, Schedule schedule, IdentityHashMap<Channel, String> labels,
            Set<Integer> scope,
            boolean[] isTouched, double until, boolean isBranch) {
        this.model = model;
        this.schedule = schedule;
        this.labels = labels;
        this.scope = scope;
        this.isTouched = isTouched.clone();
        this.isFinished = new boolean[isTouched.length];
        this.until = until;
        finals = Collections.newSetFromMap(new IdentityHashMap<>());
        Circuit circuit = schedule.circuit();
        if (!isBranch) {
            finals(circuit);
        }
        events = new ArrayList<>(schedule.operations());
        events.sort(Comparator.comparingDouble(NoiseRewriter::time));
        misreadings = new Misreadings(model.readout(), schedule, events, finals);
        pairs();
    }

    /** Of measurements of one qubit that follow each other the last alone is final: each is misread by itself. */
    private void finals(Circuit circuit) {
        Set<Integer> measured = new TreeSet<>();
        BitSet last = circuit.finalMeasurements();
        for (int i = last.length() - 1; i >= 0; i = last.previousSetBit(i - 1)) {
            if (circuit.operations().get(i) instanceof Operation.Measure m && measured.add(m.qubit())) {
                finals.add(m);
            }
        }
    }

    NoisyCircuit run() {
        Circuit circuit = schedule.circuit();
        rewrite();
        return new NoisyCircuit(new Circuit(circuit.qubits(), circuit.clbits(), out), labels);
    }

    private List<Operation> rewrite() {
        int next = 0;
        for (Moment moment : moments()) {
            double now = moment.start();
            while (next < events.size() && isBefore(time(events.get(next)), moment.end())) {
                double time = Math.max(now, time(events.get(next)));
                gather(moment, time - now);
                now = time;
                act(events.get(next++));
            }
            gather(moment, moment.end() - now);
            end(moment);
        }
        while (next < events.size()) {
            act(events.get(next++));
        }
        List.copyOf(gathered.keySet()).forEach(this::release);
        measure();
        return out;
    }

    /** A branch that is shorter than the other one waits for it. */
    private List<Moment> moments() {
        List<Moment> all = new ArrayList<>(schedule.moments());
        double last = schedule.duration();
        if (until > last && !Schedule.isSame(until, last)) {
            all.add(new Moment(last, until - last, List.of(), List.copyOf(range(isTouched.length))));
        }
        return all;
    }

    /** When an operation acts: measurements at their start, gates in their middle. */
    private static double time(Timed t) {
        return t.operation() instanceof Operation.Measure || t.operation() instanceof Operation.Delay
                ? t.start()
                : t.middle();
    }

    private static boolean isBefore(double time, double end) {
        return time < end && !Schedule.isSame(time, end);
    }

    private void act(Timed t) {
        Operation o = t.operation();
        switch (o) {
            case Operation.Wall w -> out.add(o);
            case Operation.Delay d -> out.add(o);
            case Operation.Noise n -> throw hasNoise();
            case Operation.Misread m -> throw hasNoise();
            case Operation.Measure m -> {
                if (finals.contains(o)) {
                    release(m.qubit());
                    isFinished[m.qubit()] = true;
                    atTheEnd.add(m);
                } else {
                    disturb(o);
                    misread(misreadings.after(t));
                }
            }
            case Operation.Conditional c -> {
                disturb(o);
                out.removeLast();
                out.add(new Operation.Conditional(c.condition(), branch(c, c.then(), t.duration()),
                        branch(c, c.otherwise(), t.duration())));
            }
            case Operation.Apply a -> {
                if (a.gate() == Gate.RZ || a.gate() == Gate.GPHASE) {
                    a.qubits().forEach(q -> isTouched[q] = true);
                    out.add(o);
                } else {
                    disturb(o);
                }
                if (Schedule.isSame(t.duration(), 0)) {
                    gateNoise(t);
                }
            }
            case Operation.Unitary u -> disturb(o);
            case Operation.Reset r -> {
                disturb(o);
                if (Schedule.isSame(t.duration(), 0)) {
                    gateNoise(t);
                }
            }
        }
    }

    /** An operation that phases do not commute with: those that gathered come first. */
    private void disturb(Operation o) {
        for (int q : o.qubitsTouched()) {
            release(q);
            isTouched[q] = true;
        }
        out.add(o);
    }

    private static IllegalArgumentException hasNoise() {
        return new IllegalArgumentException("noise is added to circuits without noise, but this one has some");
    }

    private List<Operation> branch(Operation.Conditional whole, List<Operation> operations, double duration) {
        if (operations.isEmpty() && duration == 0) {
            return List.of();
        }
        Circuit circuit = schedule.circuit();
        Schedule inner = Schedule.of(new Circuit(circuit.qubits(), circuit.clbits(), operations), schedule.qubits(),
                schedule.lengths(), Schedule.Policy.ASAP);
        return new NoiseRewriter(model, inner, labels, whole.qubitsTouched(), isTouched, duration, true).rewrite();
    }

    private void pairs() {
        Crosstalk crosstalk = model.crosstalk();
        if (crosstalk != null) {
            for (List<Integer> pair : crosstalk.among(schedule.qubits())) {
                int a = schedule.qubits().indexOf(pair.get(0));
                int b = schedule.qubits().indexOf(pair.get(1));
                if (scope.contains(a) && scope.contains(b)) {
                    gathered.put(List.of(a, b), 0.0);
                }
            }
        }
    }

    /** Lets time pass for the phases of pairs. */
    private void gather(Moment moment, double seconds) {
        Crosstalk crosstalk = model.crosstalk();
        if (crosstalk == null || seconds <= 0) {
            return;
        }
        for (Map.Entry<List<Integer>, Double> e : gathered.entrySet()) {
            int a = e.getKey().get(0);
            int b = e.getKey().get(1);
            if (isTouched[a] && isTouched[b] && !isFinished[a] && !isFinished[b]
                    && isActive(crosstalk, moment, a, b)) {
                e.setValue(e.getValue() + seconds);
            }
        }
    }

    private static boolean isActive(Crosstalk crosstalk, Moment moment, int a, int b) {
        boolean isInGate = false;
        for (Timed t : moment.running()) {
            Set<Integer> on = t.operation().qubitsTouched();
            boolean hasA = on.contains(a);
            boolean hasB = on.contains(b);
            if (hasA && hasB) {
                return false;
            }
            if ((hasA || hasB) && t.operation() instanceof Operation.Apply gate && gate.qubits().size() == 2) {
                isInGate = true;
                boolean isEchoing = gate.gate() == Gate.CX || gate.gate() == Gate.ECR;
                int control = gate.qubits().getFirst();
                if (crosstalk.isEchoed() && isEchoing && (control == a || control == b)) {
                    return false;
                }
            }
        }
        return isInGate || !crosstalk.isDuringGatesOnly();
    }

    private void release(int qubit) {
        for (List<Integer> pair : List.copyOf(gathered.keySet())) {
            if (pair.contains(qubit)) {
                release(pair);
            }
        }
    }

    private void release(List<Integer> pair) {
        Crosstalk crosstalk = model.crosstalk();
        Double seconds = gathered.get(pair);
        if (crosstalk == null || seconds == null || seconds == 0) {
            return;
        }
        gathered.put(pair, 0.0);
        List<Integer> device = List.of(device(pair.get(0)), device(pair.get(1)));
        List<Integer> sorted = device.get(0) < device.get(1) ? device : device.reversed();
        Double rate = crosstalk.rates().get(sorted);
        if (rate != null && rate != 0) {
            add(new ResidualZz(rate, seconds), pair, "zz " + sorted.get(0) + "," + sorted.get(1));
        }
    }

    private void end(Moment moment) {
        for (Timed t : moment.running()) {
            if (Schedule.isSame(t.end(), moment.end())) {
                gateNoise(t);
            }
        }
        IdleNoise idle = model.idle();
        if (idle == null) {
            return;
        }
        for (int q : moment.idle()) {
            if (scope.contains(q) && !isFinished[q] && (isTouched[q] || !idle.leavesZero(device(q)))) {
                idle.of(device(q), moment.duration()).ifPresent(r -> {
                    release(q);
                    add(r, List.of(q), "qubit " + device(q));
                });
            }
        }
    }

    private void gateNoise(Timed t) {
        GateNoise gates = model.gates();
        if (gates == null || !(t.operation() instanceof Operation.Apply || t.operation() instanceof Operation.Reset)) {
            return;
        }
        Crosstalk.Named gate = named(t.operation());
        GateError error = gates.of(gate.name(), gate.qubits()).orElse(null);
        OptionalDouble worse = worse(gate, t);
        if (worse.isPresent()) {
            if (!(error instanceof GateError.Calibrated calibrated)) {
                throw new IllegalArgumentException("the error of " + gate.name() + " " + gate.qubits()
                        + " while another gate runs needs a calibrated error of the gate, but the model has none");
            }
            error = calibrated.withError(worse.getAsDouble());
        }
        if (error == null) {
            return;
        }
        List<GateError.Part> parts = error.parts();
        List<Integer> qubits = qubits(t.operation());
        if (!parts.isEmpty()) {
            qubits.forEach(this::release);
        }
        for (int i = 0; i < parts.size(); i++) {
            GateError.Part part = parts.get(i);
            requireWithin(gate, part, qubits.size());
            List<Integer> on = part.on().stream().map(qubits::get).toList();
            add(part.channel(), on, switch (error) {
                case GateError.Given given -> gate.name() + " " + join(gate.qubits()) + " part " + i;
                case GateError.Calibrated calibrated -> part.channel() instanceof ThermalRelaxation
                        ? "qubit " + device(on.getFirst())
                        : gate.name() + " " + join(gate.qubits());
            });
        }
    }

    private static void requireWithin(Crosstalk.Named gate, GateError.Part part, int arity) {
        if (part.on().stream().anyMatch(i -> i < 0 || i >= arity)) {
            throw new IllegalArgumentException("gate " + gate.name() + " has qubits 0 to " + (arity - 1)
                    + " but its " + part.channel().name() + " was given " + part.on());
        }
    }

    /** The error of a gate while others run, if the model knows one. */
    private OptionalDouble worse(Crosstalk.Named gate, Timed t) {
        Crosstalk crosstalk = model.crosstalk();
        if (crosstalk == null || crosstalk.simultaneous().isEmpty()) {
            return OptionalDouble.empty();
        }
        List<Crosstalk.Named> others = schedule.operations().stream()
                .filter(o -> isBefore(o.start(), t.end()) && isBefore(t.start(), o.end()))
                .filter(o -> Collections.disjoint(o.operation().qubitsTouched(), t.operation().qubitsTouched()))
                .filter(o -> o.operation() instanceof Operation.Apply)
                .map(o -> named(o.operation())).toList();
        return crosstalk.error(gate, others);
    }

    /** A gate or a reset. */
    private Crosstalk.Named named(Operation o) {
        String name = o instanceof Operation.Apply a
                ? "c-".repeat(a.controls().size()) + a.gate().qasmName()
                : "reset";
        return new Crosstalk.Named(name, qubits(o).stream().map(this::device).toList());
    }

    /** The qubits of a gate, further controls left out, or of a reset. */
    private static List<Integer> qubits(Operation o) {
        return o instanceof Operation.Apply a ? a.qubits() : List.copyOf(o.qubitsTouched());
    }

    /** After measurements that are not the last what the qubits are is right; what is read of them may not be. */
    private void misread(Misreadings.@Nullable Together together) {
        if (together != null) {
            labels.put(together.misread().error(), label(together.group()));
            out.add(together.misread());
        }
    }

    /** Final measurements, with their errors before them, so that expectation values have them too. */
    private void measure() {
        for (ReadoutNoise.Group group : misreadings.atTheEnd()) {
            add(misreadings.error(group), misreadings.present(group), label(group));
        }
        out.addAll(atTheEnd);
    }

    private static String label(ReadoutNoise.Group group) {
        return "readout " + join(group.qubits());
    }

    private void add(Channel channel, List<Integer> on, String label) {
        String known = labels.get(channel);
        // What a model states for all qubits is one object: each of its numbers is one of its own on each of them.
        Channel own = known == null || known.equals(label)
                ? channel
                : channel.withStrengths(channel.strengths().stream().mapToDouble(Strength::value).toArray());
        labels.put(own, label);
        out.add(new Operation.Noise(own, on));
    }

    private int device(int qubit) {
        return schedule.qubits().get(qubit);
    }

    private static String join(List<Integer> qubits) {
        return String.join(",", qubits.stream().map(String::valueOf).toList());
    }

    private static Set<Integer> range(int count) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            all.add(i);
        }
        return all;
    }
}
