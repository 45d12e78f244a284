package org.ketwright.studies.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.ketwright.studies.FailureException;

/** One connection used by one thread at a time; whatever it throws has become a {@link FailureException}. */
final class Database implements AutoCloseable {
    private final StoreLocation where;
    private final Connection connection;

    Database(StoreLocation where, Connection connection) {
        this.where = where;
        this.connection = connection;
    }

    /** Something done with the connection. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws SQLException;
    }

    /** Looks at the current row. */
    @FunctionalInterface
    interface RowVisitor {
        void visit(ResultSet row) throws SQLException;
    }

    synchronized <T> T run(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw StoreFailures.of(where, e);
        }
    }

    /** All or nothing; when this returns, it is on the disk. */
    synchronized <T> T transaction(Work<T> work) {
        return run(() -> {
            connection.setAutoCommit(false);
            try {
                T result = work.run();
                connection.commit();
                connection.setAutoCommit(true);
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        });
    }

    /** Runs a statement that changes rows; gives their number. */
    int execute(String sql, Object... values) throws SQLException {
        try (PreparedStatement s = prepare(sql, values)) {
            return s.executeUpdate();
        }
    }

    PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement s = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            s.setObject(i + 1, values[i]);
        }
        return s;
    }

    void eachRow(String sql, RowVisitor visitor) throws SQLException {
        try (Statement s = connection.createStatement(); ResultSet rows = s.executeQuery(sql)) {
            while (rows.next()) {
                visitor.visit(rows);
            }
        }
    }

    Connection connection() {
        return connection;
    }

    @Override
    public synchronized void close() {
        run(() -> {
            connection.close();
            return where;
        });
    }

    /** Leaves the transaction, which the database may have left by itself. */
    private void rollBack(Exception reason) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }
}
