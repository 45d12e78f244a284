package org.ketwright.studies.store;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.ketwright.studies.Skips;

/** The store in a PostgreSQL database, where the environment variable KETWRIGHT_POSTGRESQL names one by JDBC address. */
class PostgresqlStoreTest extends StoreContract {
    private static final Optional<String> URL = Optional.ofNullable(System.getenv("KETWRIGHT_POSTGRESQL"));

    private int schemas;

    @BeforeEach
    void needsADatabase() throws IOException {
        Skips.unless(URL.isPresent(), "PostgresqlStore", "KETWRIGHT_POSTGRESQL names no database to test with");
    }

    @Override
    StoreLocation location() {
        String url = URL.orElseThrow();
        String schema = "ketwright_test_" + schemas++;
        try (Connection connection = DriverManager.getConnection(url); Statement s = connection.createStatement()) {
            s.execute("drop schema if exists " + schema + " cascade");
            s.execute("create schema " + schema);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return StoreLocation.of(url + (url.contains("?") ? "&" : "?") + "currentSchema=" + schema);
    }
}
