package org.ketwright.studies.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.ketwright.studies.Cell;
import org.ketwright.studies.Digests;
import org.ketwright.studies.FailureException;

/**
 * Durable results of the cells of one run: of one study at one preset, with one seed, settings, data and revision. Lives
 * in a SQLite file or a PostgreSQL database, over the same statements.
 *
 * <p>
 * Several processes may work on one store at once. Each claims one cell after another under a lease that it renews while
 * it works; cells of a process that died come back when the lease has run out, or at once if it ran on this machine. A
 * result counts when its transaction is committed, and each cell has one result, however often it was computed. Every
 * result carries a checksum; a damaged one counts as not computed.
 *
 * <p>
 * Safe for use by several threads. Every method throws {@link FailureException} if the database fails.
 */
public final class CellStore implements AutoCloseable {
    /** How long a claim holds without being renewed, in milliseconds. */
    public static final long LEASE_MILLIS = 60_000;

    private final StoreLocation where;
    private final Database database;
    private final LongSupplier clock;
    private final String owner = Owner.current().text();

    private CellStore(StoreLocation where, Connection connection, LongSupplier clock) {
        this.where = where;
        this.database = new Database(where, connection);
        this.clock = clock;
    }

    /**
     * How many cells are in each state.
     *
     * @param done have a result
     * @param running somebody works on them
     * @param todo wait
     * @param failed did not give a result when last tried
     */
    public record Counts(int done, int running, int todo, int failed) {

        /**
         * Number of cells.
         *
         * @return all of them
         */
        public int total() {
            return done + running + todo + failed;
        }
    }

    /**
     * Opens a store; creates its tables if there are none.
     *
     * @param where the file or database
     * @return the store; close it
     * @throws FailureException if it cannot be opened, is damaged, or was written by a newer version
     */
    public static CellStore open(StoreLocation where) {
        return open(where, System::currentTimeMillis);
    }

    /** Opens a store that tells the time by another clock, in milliseconds since 1970. */
    static CellStore open(StoreLocation where, LongSupplier clock) {
        try {
            Connection connection = StoreTables.connect(where);
            try {
                StoreTables.requireSound(connection, where);
                StoreTables.prepare(connection, where);
                return new CellStore(where, connection, clock);
            } catch (SQLException | FailureException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw StoreFailures.of(where, e);
        }
    }

    /**
     * What the store belongs to.
     *
     * @return the text given to {@link #adopt}, or empty if the store is new
     * @throws FailureException if it is damaged
     */
    public Optional<String> identity() {
        return database.run(this::readIdentity);
    }

    /**
     * Makes a new store belong to a run, and brings any store in order: adds missing cells, gives up claims of dead
     * processes, and drops damaged results so that they are computed again.
     *
     * @param identity canonical text that says what the store belongs to
     * @param cells content address to cell, in the order of the study
     * @return one line for each thing that was repaired
     * @throws IllegalArgumentException if the store belongs to another run; then nothing is changed
     */
    public List<String> adopt(String identity, Map<String, Cell> cells) {
        List<String> repaired = database.transaction(() -> {
            String insert = "insert into meta (name, value) values (?, ?) on conflict do nothing";
            database.execute(insert, "identity", identity);
            database.execute(insert, "identity-checksum", Digests.sha256(identity));
            // Before anything is dropped: to another run all of this one's results would be unknown.
            if (!readIdentity().equals(Optional.of(identity))) {
                throw new IllegalArgumentException("store " + where + " belongs to another run");
            }
            addCells(cells);
            return drop(damaged(cells.keySet()), cells);
        });
        releaseDead();
        return repaired;
    }

    /**
     * Takes a cell to work on.
     *
     * @return its address, or empty if none waits; others may still be working
     */
    public Optional<String> claim() {
        return database.run(() -> {
            String lock = where.isFile() ? "" : " for update skip locked";
            long now = clock.getAsLong();
            String sql = "update cell set state = 'running', owner = ?, lease = ?, tries = tries + 1, error = null"
                    + " where id = (select id from cell where state = 'todo' or (state = 'running' and lease < ?)"
                    + " order by position limit 1" + lock + ") returning id";
            try (PreparedStatement s = database.prepare(sql, owner, now + LEASE_MILLIS, now);
                    ResultSet rows = s.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        });
    }

    /** Renews all claims of this store; call it more often than {@link #LEASE_MILLIS}. */
    public void renew() {
        update("update cell set lease = ? where state = 'running' and owner = ?", clock.getAsLong() + LEASE_MILLIS,
                owner);
    }

    /** Gives all claims of this store back, so that others need not wait for the lease. */
    public void release() {
        update("update cell set state = 'todo' where state = 'running' and owner = ?", owner);
    }

    /** Lets failed cells be tried again. */
    public void retryFailed() {
        update("update cell set state = 'todo' where state = 'failed'");
    }

    /**
     * Keeps a result. When this returns, it is on the disk.
     *
     * @param result the result
     * @return whether it is new; false if somebody else was faster
     */
    public boolean finish(StoredResult result) {
        return database.transaction(() -> {
            boolean isNew = database.execute(
                    "insert into result (id, value, seconds, code, checksum) values (?, ?, ?, ?, ?)"
                            + " on conflict do nothing", result.id(), result.value(), result.seconds(), result.code(),
                    result.checksum()) == 1;
            database.execute("update cell set state = 'done', owner = null, error = null where id = ?", result.id());
            return isNew;
        });
    }

    /**
     * Notes that a cell failed.
     *
     * @param id its address
     * @param error why, in one line
     */
    public void fail(String id, String error) {
        update("update cell set state = 'failed', error = ? where id = ? and state = 'running' and owner = ?", error,
                id, owner);
    }

    /**
     * All sound results.
     *
     * @return address to result
     */
    public Map<String, StoredResult> results() {
        return database.run(() -> {
            Map<String, StoredResult> results = new LinkedHashMap<>();
            eachResult((result, isSound) -> {
                if (isSound) {
                    results.put(result.id(), result);
                }
            });
            return results;
        });
    }

    /**
     * Cells that failed.
     *
     * @return address to why
     */
    public Map<String, String> failures() {
        return database.run(() -> {
            Map<String, String> failures = new LinkedHashMap<>();
            database.eachRow("select id, error from cell where state = 'failed'",
                    row -> failures.put(row.getString(1), String.valueOf(row.getString(2))));
            return failures;
        });
    }

    /**
     * How far the run is.
     *
     * @return how many cells are in each state
     */
    public Counts counts() {
        return database.run(() -> {
            Map<String, Integer> counts = new LinkedHashMap<>();
            database.eachRow("select state, count(*) from cell group by state",
                    row -> counts.put(row.getString(1), row.getInt(2)));
            return new Counts(counts.getOrDefault("done", 0), counts.getOrDefault("running", 0),
                    counts.getOrDefault("todo", 0), counts.getOrDefault("failed", 0));
        });
    }

    /**
     * Notes a fact about the run, such as the machine it ran on; a later note of the same name replaces it.
     *
     * @param name what the fact is about
     * @param value the fact
     */
    public void note(String name, String value) {
        update("insert into meta (name, value) values (?, ?) on conflict (name) do update set value = excluded.value",
                "note-" + name, value);
    }

    /**
     * A fact noted before.
     *
     * @param name what the fact is about
     * @return the fact, or empty
     */
    public Optional<String> note(String name) {
        return database.run(() -> StoreTables.meta(database.connection(), "note-" + name));
    }

    /**
     * Where the store lives.
     *
     * @return file or address
     */
    public StoreLocation location() {
        return where;
    }

    /** Closes the connection; claims that were not finished stay until their lease runs out. */
    @Override
    public void close() {
        database.close();
    }

    private Optional<String> readIdentity() throws SQLException {
        Optional<String> identity = StoreTables.meta(database.connection(), "identity");
        Optional<String> checksum = StoreTables.meta(database.connection(), "identity-checksum");
        if (!identity.map(Digests::sha256).equals(checksum)) {
            throw StoreFailures.damaged(where, "it no longer says which run it belongs to", null);
        }
        return identity;
    }

    private void addCells(Map<String, Cell> cells) throws SQLException {
        try (PreparedStatement s = database.prepare("insert into cell (id, position, kind, parameters,"
                + " state, lease, tries) values (?, ?, ?, ?, 'todo', 0, 0) on conflict do nothing")) {
            int position = 0;
            for (Map.Entry<String, Cell> entry : cells.entrySet()) {
                s.setString(1, entry.getKey());
                s.setInt(2, position++);
                s.setString(3, entry.getValue().kind());
                s.setString(4, entry.getValue().parameters());
                s.addBatch();
            }
            s.executeBatch();
        }
    }

    /** Addresses of results that fail their checksum or belong to no cell. */
    private List<String> damaged(Set<String> known) throws SQLException {
        List<String> damaged = new ArrayList<>();
        eachResult((result, isSound) -> {
            if (!isSound || !known.contains(result.id())) {
                damaged.add(result.id());
            }
        });
        return damaged;
    }

    private List<String> drop(List<String> damaged, Map<String, Cell> cells) throws SQLException {
        List<String> lines = new ArrayList<>();
        for (String id : damaged) {
            database.execute("delete from result where id = ?", id);
            Cell cell = cells.get(id);
            lines.add("store " + where + ": the result of " + (cell == null ? "an unknown cell" : "cell " + cell)
                    + " was damaged and is computed again");
        }
        List<String> unknown = new ArrayList<>();
        database.eachRow("select id from cell", row -> unknown.add(row.getString(1)));
        unknown.removeAll(cells.keySet());
        for (String id : unknown) {
            database.execute("delete from cell where id = ?", id);
            lines.add("store " + where + ": dropped a damaged entry that names no cell");
        }
        // What is done is decided by the results alone, whatever the state says.
        database.execute("update cell set state = 'done' where id in (select id from result)");
        database.execute("update cell set state = 'todo', lease = 0 where id not in (select id from result)"
                + " and state not in ('todo', 'running', 'failed')");
        return lines;
    }

    private void releaseDead() {
        database.run(() -> {
            List<String> dead = new ArrayList<>();
            database.eachRow("select distinct owner from cell where state = 'running'", row -> {
                String text = String.valueOf(row.getString(1));
                if (Owner.parse(text).map(Owner::isDead).orElse(true)) {
                    dead.add(text);
                }
            });
            for (String text : dead) {
                database.execute(
                        "update cell set state = 'todo' where state = 'running' and (owner = ? or owner is null)",
                        text);
            }
            return dead;
        });
    }

    private void eachResult(ResultVisitor visitor) throws SQLException {
        database.eachRow("select id, value, seconds, code, checksum from result", row -> {
            StoredResult result = new StoredResult(row.getString(1), row.getString(2), row.getDouble(3),
                    row.getString(4));
            visitor.visit(result, result.checksum().equals(row.getString(5)));
        });
    }

    private void update(String sql, Object... values) {
        database.run(() -> database.execute(sql, values));
    }

    @FunctionalInterface
    private interface ResultVisitor {
        void visit(StoredResult result, boolean isSound) throws SQLException;
    }
}
