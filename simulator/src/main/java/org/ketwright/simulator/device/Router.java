package org.ketwright.simulator.device;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.ketwright.simulator.Gate;
import org.ketwright.simulator.Operation;

/**
 * Inserts swaps so that every two-qubit operation acts on coupled qubits, chosen as in Li, Ding and Xie, "Tackling
 * the qubit mapping problem for NISQ-era quantum devices" (ASPLOS 2019), section 4: the swap that brings the waiting
 * gates and those after them closest together, with a decay that spreads swaps over qubits. The passes back and forth
 * that the paper uses to find a layout are left out; {@link Placement} finds it. A branch that depends on classical bits is routed by itself and leaves all qubits where they were.
 */
final class Router {
    private static final int LOOKAHEAD = 20;
    private static final double LOOKAHEAD_WEIGHT = 0.5;
    private static final double DECAY = 0.001;
    private static final int DECAY_SWAPS = 5;

    private final CouplingMap map;
    private final SplittableRandom random;
    private final int[] place;
    private final int[] holds;
    private final List<Operation> out = new ArrayList<>();
    private final List<Operation> inserted = new ArrayList<>();
    private final double[] decay;
    private int inBranches;

    /**
     * Where a circuit went.
     *
     * @param operations on the device's qubits, swaps included
     * @param end where each qubit of the circuit is at the end
     * @param swaps number of swaps
     */
    record Routed(List<Operation> operations, Layout end, int swaps) {
    }

    private Router(CouplingMap map, int[] place, SplittableRandom random) {
        this.map = map;
        this.place = place.clone();
        this.random = random;
        holds = new int[map.qubits()];
        Arrays.fill(holds, -1);
        for (int q = 0; q < place.length; q++) {
            holds[place[q]] = q;
        }
        decay = new double[map.qubits()];
    }

    /**
     * Routes operations of at most two qubits.
     *
     * @throws IllegalArgumentException if two qubits must meet that no couplings join
     */
    static Routed route(CouplingMap map, Layout start, List<Operation> operations, long seed) {
        Router router = new Router(map, start.physical().stream().mapToInt(q -> q).toArray(),
                new SplittableRandom(seed));
        router.run(operations);
        return new Routed(List.copyOf(router.out), new Layout(Arrays.stream(router.place).boxed().toList()),
                router.inserted.size() + router.inBranches);
    }

    private void run(List<Operation> operations) {
        Dependencies waiting = new Dependencies(operations);
        int since = 0;
        while (!waiting.isDone()) {
            if (release(waiting)) {
                since = 0;
                Arrays.fill(decay, 0);
                continue;
            }
            List<Operation> front = waiting.front();
            front.forEach(this::requireReachable);
            if (since > 3 * map.qubits() + 10) {
                walk(front.getFirst());
            } else {
                int[] best = bestSwap(front, waiting.next(LOOKAHEAD, Router::isPair));
                swap(best[0], best[1]);
                decay[best[0]] += DECAY;
                decay[best[1]] += DECAY;
            }
            if (++since % DECAY_SWAPS == 0) {
                Arrays.fill(decay, 0);
            }
        }
    }

    /** Lets out all operations that can act now. */
    private boolean release(Dependencies waiting) {
        boolean any = false;
        for (int i : waiting.ready()) {
            Operation o = waiting.operation(i);
            if (isPair(o) && !isCoupled(o)) {
                continue;
            }
            if (o instanceof Operation.Conditional c) {
                out.add(new Operation.Conditional(c.condition(), branch(c.then()), branch(c.otherwise())));
            } else {
                out.add(o.renumbered(q -> place[q], b -> b));
            }
            waiting.done(i);
            any = true;
        }
        return any;
    }

    private List<Operation> branch(List<Operation> operations) {
        Router inner = new Router(map, place, random.split());
        inner.run(operations);
        inner.out.addAll(inner.inserted.reversed());
        inBranches += 2 * inner.inserted.size() + inner.inBranches;
        return inner.out;
    }

    private static boolean isPair(Operation o) {
        return (o instanceof Operation.Apply || o instanceof Operation.Unitary) && o.qubitsTouched().size() == 2;
    }

    private int[] ends(Operation o) {
        return o.qubitsTouched().stream().mapToInt(q -> place[q]).toArray();
    }

    private boolean isCoupled(Operation o) {
        int[] e = ends(o);
        return map.isCoupled(e[0], e[1]);
    }

    private void requireReachable(Operation o) {
        int[] e = ends(o);
        if (!map.isReachable(e[0], e[1])) {
            throw new IllegalArgumentException("no couplings join qubits " + e[0] + " and " + e[1]
                    + " of the device, between which the circuit needs a gate; another layout may fit");
        }
    }

    private int[] bestSwap(List<Operation> front, List<Operation> after) {
        Set<Integer> busy = new TreeSet<>();
        front.forEach(o -> Arrays.stream(ends(o)).forEach(busy::add));
        double least = Double.POSITIVE_INFINITY;
        List<int[]> best = new ArrayList<>();
        for (int a : busy) {
            for (int b : map.neighbors(a)) {
                if (busy.contains(b) && b < a) {
                    continue;
                }
                exchange(a, b);
                double score = (1 + Math.max(decay[a], decay[b]))
                        * (mean(front) + LOOKAHEAD_WEIGHT * mean(after));
                exchange(a, b);
                if (score < least - 1e-9) {
                    best.clear();
                    least = score;
                }
                if (score < least + 1e-9) {
                    best.add(new int[] {a, b});
                }
            }
        }
        return best.get(random.nextInt(best.size()));
    }

    private double mean(List<Operation> operations) {
        double sum = 0;
        for (Operation o : operations) {
            int[] e = ends(o);
            sum += map.isReachable(e[0], e[1]) ? map.distance(e[0], e[1]) : map.qubits();
        }
        return operations.isEmpty() ? 0 : sum / operations.size();
    }

    /** Brings two qubits together along a shortest path, where looking ahead goes round in circles. */
    private void walk(Operation o) {
        int[] e = ends(o);
        int at = e[0];
        while (!map.isCoupled(at, e[1])) {
            int from = at;
            int next = map.neighbors(at).stream().filter(b -> map.distance(b, e[1]) < map.distance(from, e[1]))
                    .findFirst().orElseThrow();
            swap(at, next);
            at = next;
        }
    }

    private void swap(int a, int b) {
        Operation o = new Operation.Apply(Gate.SWAP, List.of(a, b), List.of());
        out.add(o);
        inserted.add(o);
        exchange(a, b);
    }

    private void exchange(int a, int b) {
        int p = holds[a];
        int q = holds[b];
        holds[a] = q;
        holds[b] = p;
        if (q >= 0) {
            place[q] = a;
        }
        if (p >= 0) {
            place[p] = b;
        }
    }
}
