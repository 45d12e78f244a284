package org.ketwright.simulator.qasm;

import java.util.List;
import org.ketwright.simulator.Condition;
import org.ketwright.simulator.Operation;

/** Questions about measured bits, asked one after the other until the answer is known. */
sealed interface Decision {
    /** The answer. */
    record Answer(boolean yes) implements Decision {
    }

    /** A question, and what to do after either answer to it. */
    record Question(Condition condition, Decision then, Decision otherwise) implements Decision {
    }

    /** The answer is yes without a question. */
    static Decision yes() {
        return new Answer(true);
    }

    /** The answer is no without a question. */
    static Decision no() {
        return new Answer(false);
    }

    /** Asks one question. */
    static Decision ask(Condition condition) {
        return new Question(condition, yes(), no());
    }

    /** This decision with its answers replaced by further decisions. */
    default Decision followed(Decision yes, Decision no) {
        return switch (this) {
            case Answer answer -> answer.yes ? yes : no;
            case Question(Condition c, Decision then, Decision otherwise) -> new Question(c, then.followed(yes, no),
                    otherwise.followed(yes, no));
        };
    }

    /** The opposite. */
    default Decision negated() {
        return this instanceof Question(Condition c, Decision then, Decision otherwise) && then.equals(yes())
                && otherwise.equals(no())
                        ? ask(new Condition(c.clbits(), c.value(), !c.equal()))
                        : followed(no(), yes());
    }

    /** How many questions are written down. */
    default int questions() {
        return switch (this) {
            case Answer answer -> 0;
            case Question q -> 1 + q.then.questions() + q.otherwise.questions();
        };
    }

    /** How many questions are asked at most. */
    default int depth() {
        return switch (this) {
            case Answer answer -> 0;
            case Question q -> 1 + Math.max(q.then.depth(), q.otherwise.depth());
        };
    }

    /** How often an answer is written down. */
    default int answers(boolean wanted) {
        return switch (this) {
            case Answer answer -> answer.yes == wanted ? 1 : 0;
            case Question q -> q.then.answers(wanted) + q.otherwise.answers(wanted);
        };
    }

    /** The operations that follow the answer. */
    default List<Operation> operations(List<Operation> yes, List<Operation> no) {
        return switch (this) {
            case Answer answer -> answer.yes ? yes : no;
            case Question q -> List.of(new Operation.Conditional(q.condition, q.then.operations(yes, no),
                    q.otherwise.operations(yes, no)));
        };
    }
}
