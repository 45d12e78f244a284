package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.ketwright.simulator.Operation;

/** Which operations wait for which others, because they share a qubit or a classical bit. */
final class Dependencies {
    private final List<Operation> operations;
    private final List<List<Integer>> followers = new ArrayList<>();
    private final int[] missing;
    private final TreeSet<Integer> ready = new TreeSet<>();
    private final boolean[] isDone;
    private int first;

    Dependencies(List<Operation> operations) {
        this.operations = operations;
        missing = new int[operations.size()];
        isDone = new boolean[operations.size()];
        Map<Integer, Integer> last = new HashMap<>();
        for (int i = 0; i < operations.size(); i++) {
            followers.add(new ArrayList<>());
            TreeSet<Integer> before = new TreeSet<>();
            for (int wire : wires(operations.get(i))) {
                Integer previous = last.put(wire, i);
                if (previous != null) {
                    before.add(previous);
                }
            }
            for (int b : before) {
                followers.get(b).add(i);
            }
            missing[i] = before.size();
            if (missing[i] == 0) {
                ready.add(i);
            }
        }
    }

    /** Qubits as they are, classical bits as negative numbers. */
    static List<Integer> wires(Operation o) {
        List<Integer> all = new ArrayList<>(o.qubitsTouched());
        o.clbitsTouched().forEach(c -> all.add(-1 - c));
        return all;
    }

    boolean isDone() {
        return ready.isEmpty();
    }

    List<Integer> ready() {
        return List.copyOf(ready);
    }

    Operation operation(int i) {
        return operations.get(i);
    }

    List<Operation> front() {
        return ready.stream().map(operations::get).toList();
    }

    void done(int i) {
        ready.remove(i);
        isDone[i] = true;
        while (first < isDone.length && isDone[first]) {
            first++;
        }
        for (int f : followers.get(i)) {
            if (--missing[f] == 0) {
                ready.add(f);
            }
        }
    }

    /** The next operations of a kind that wait for others, in the order of the program. */
    List<Operation> next(int most, Predicate<Operation> kind) {
        List<Operation> all = new ArrayList<>();
        for (int i = first; i < operations.size() && all.size() < most; i++) {
            if (!isDone[i] && !ready.contains(i) && kind.test(operations.get(i))) {
                all.add(operations.get(i));
            }
        }
        return all;
    }
}
