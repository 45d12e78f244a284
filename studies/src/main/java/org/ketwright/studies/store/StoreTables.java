package org.ketwright.studies.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.ketwright.studies.FailureException;

/** The tables of a store: how they are opened, created and recognized. */
final class StoreTables {
    /** Raised whenever the tables change. */
    static final int SCHEMA = 1;

    private StoreTables() {
    }

    static Connection connect(StoreLocation where) throws SQLException {
        Connection connection = DriverManager.getConnection(where.url());
        if (where.isFile()) {
            try (Statement s = connection.createStatement()) {
                s.execute("pragma busy_timeout=20000");
                s.execute("pragma journal_mode=wal");
                s.execute("pragma synchronous=full");
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        }
        return connection;
    }

    /** Creates the tables in a new store; refuses one whose tables this program does not know. */
    static void prepare(Connection connection, StoreLocation where) throws SQLException {
        if (!exists(connection)) {
            connection.setAutoCommit(false);
            try {
                create(connection);
                connection.commit();
            } catch (SQLException e) {
                connection.rollback();
                // Another process may have been faster.
                if (!exists(connection)) {
                    throw e;
                }
            } finally {
                connection.setAutoCommit(true);
            }
        }
        requireKnownSchema(connection, where);
    }

    private static boolean exists(Connection connection) throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, connection.getSchema(), "meta", null)) {
            return tables.next();
        }
    }

    private static void create(Connection connection) throws SQLException {
        try (Statement s = connection.createStatement()) {
            s.execute("create table if not exists cell (id text primary key, position integer not null,"
                    + " kind text not null, parameters text not null, state text not null, owner text,"
                    + " lease bigint not null, tries integer not null, error text)");
            s.execute("create table if not exists result (id text primary key, value text not null,"
                    + " seconds double precision not null, code text not null, checksum text not null)");
            s.execute("create table if not exists meta (name text primary key, value text not null)");
            s.execute("insert into meta (name, value) values ('schema', '" + SCHEMA + "') on conflict do nothing");
        }
    }

    private static void requireKnownSchema(Connection connection, StoreLocation where) throws SQLException {
        String text = meta(connection, "schema").orElse("none");
        int schema;
        try {
            schema = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw StoreFailures.damaged(where, "its version is \"" + text + "\"", e);
        }
        if (schema > SCHEMA) {
            throw FailureException.input("store " + where + ": written by a newer version of ketwright (schema "
                    + schema + ", this one knows " + SCHEMA + "); use that version, or another output folder");
        }
        if (schema < SCHEMA) {
            throw StoreFailures.damaged(where, "there is no schema " + schema, null);
        }
    }

    static Optional<String> meta(Connection connection, String name) throws SQLException {
        try (PreparedStatement s = connection.prepareStatement("select value from meta where name = ?")) {
            s.setString(1, name);
            try (ResultSet rows = s.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        }
    }

    /** Asks the database whether its file is sound; a server looks after that itself. */
    static void requireSound(Connection connection, StoreLocation where) throws SQLException {
        if (!where.isFile()) {
            return;
        }
        try (Statement s = connection.createStatement();
                ResultSet rows = s.executeQuery("pragma integrity_check(1)")) {
            String answer = rows.next() ? rows.getString(1) : "";
            if (!answer.equals("ok")) {
                throw StoreFailures.damaged(where, answer.lines().findFirst().orElse("no answer"), null);
            }
        }
    }
}
