package org.ketwright.simulator.qasm;

import java.util.ArrayList;
import java.util.List;
import org.ketwright.simulator.qasm.Expression.Selection;
import org.ketwright.simulator.qasm.Value.Whole;

/**
 * What the variable of a loop runs over.
 *
 * @param listed the values of a set, or empty for a range
 * @param first the first of a range
 * @param step from one of a range to the next
 * @param count how many there are
 */
record LoopValues(List<Value> listed, long first, long step, long count) {

    /** The values of a loop. */
    static LoopValues of(Source source, Evaluator evaluator, Statement.For loop, Scope scope) throws QasmException {
        if (loop.values() instanceof Selection.Listed set) {
            List<Value> listed = new ArrayList<>();
            for (Expression value : set.indices()) {
                listed.add(evaluator.convert(value.position(), loop.type(), evaluator.value(value, scope), false,
                        scope));
            }
            return new LoopValues(List.copyOf(listed), 0, 0, listed.size());
        }
        if (!(loop.values() instanceof Selection.Range range) || range.start() == null || range.stop() == null) {
            throw source.error(loop.position(), "the range of a loop gives its first and its last value");
        }
        if (loop.type().kind() != Type.Kind.INT && loop.type().kind() != Type.Kind.UINT) {
            throw source.error(loop.position(),
                    "the variable of a loop over a range is an int or uint but was declared "
                            + loop.type().kind().word());
        }
        long first = evaluator.whole(range.start(), scope);
        long last = evaluator.whole(range.stop(), scope);
        long step = range.step() == null ? 1 : evaluator.whole(range.step(), scope);
        if (step == 0) {
            throw source.error(range.position(), "the step of a range must not be 0");
        }
        if (step > 0 ? first > last : first < last) {
            return new LoopValues(List.of(), first, step, 0);
        }
        long span = last - first;
        if ((span < 0) != (step < 0) && span != 0 || span / step >= Limits.STEPS) {
            throw source.error(range.position(), "a loop makes at most " + Limits.STEPS + " rounds but " + first
                    + " to "
                    + last + " in steps of " + step + " are more");
        }
        for (long end : new long[] {first, first + span / step * step}) {
            evaluator.convert(range.position(), loop.type(), new Whole(end), false, scope);
        }
        return new LoopValues(List.of(), first, step, span / step + 1);
    }

    /** The value in a round. */
    Value get(long round) {
        return listed.isEmpty() ? new Whole(first + round * step) : listed.get((int) round);
    }
}
