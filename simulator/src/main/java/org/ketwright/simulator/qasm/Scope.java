package org.ketwright.simulator.qasm;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ketwright.simulator.qasm.Statement.Declared;

/** The names that are known at a place, those of the surrounding block included. */
final class Scope {
    private final @Nullable Scope parent;
    private final boolean gate;
    private final Map<String, Symbol> symbols = new HashMap<>();

    private Scope(@Nullable Scope parent, boolean gate) {
        this.parent = parent;
        this.gate = gate;
    }

    /** The names of the whole program. */
    static Scope global() {
        return new Scope(null, false);
    }

    /** A block inside this scope. */
    Scope block() {
        return new Scope(this, false);
    }

    /** The body of a gate: of the names around it, it sees gates and constants alone. */
    Scope gateBody() {
        return new Scope(this, true);
    }

    /** Whether this scope is the whole program's. */
    boolean isGlobal() {
        return parent == null;
    }

    /** What a name stands for, or null. */
    @Nullable
    Symbol find(String name) {
        boolean constantsOnly = false;
        for (Scope scope = this; scope != null; scope = scope.parent) {
            Symbol symbol = scope.symbols.get(name);
            if (symbol != null) {
                return constantsOnly && !isConstant(symbol) ? null : symbol;
            }
            constantsOnly |= scope.gate;
        }
        return null;
    }

    /** Makes a name known. */
    void declare(Source source, Declared name, Symbol symbol) throws QasmException {
        Symbol old = symbols.get(name.text());
        if (old != null) {
            throw source.error(name.position(), "a name is declared once but " + Source.quote(name.text())
                    + " is already a " + old.kind());
        }
        symbols.put(name.text(), symbol);
    }

    /** Makes a name known, or known anew. */
    void define(String name, Symbol symbol) {
        symbols.put(name, symbol);
    }

    /** Gives a variable a new value where it was declared. */
    void assign(String name, Symbol symbol) {
        for (Scope scope = this; scope != null; scope = scope.parent) {
            if (scope.symbols.containsKey(name)) {
                scope.symbols.put(name, symbol);
                return;
            }
        }
    }

    /** Visible names whose symbols satisfy a condition. */
    Collection<String> names(Predicate<Symbol> wanted) {
        TreeSet<String> names = new TreeSet<>();
        boolean constantsOnly = false;
        for (Scope scope = this; scope != null; scope = scope.parent) {
            boolean only = constantsOnly;
            scope.symbols.forEach((name, symbol) -> {
                if (wanted.test(symbol) && (!only || isConstant(symbol))) {
                    names.add(name);
                }
            });
            constantsOnly |= scope.gate;
        }
        return names;
    }

    private static boolean isConstant(Symbol symbol) {
        return symbol instanceof Symbol.Applicable || symbol instanceof Symbol.Known known && known.constant();
    }
}
