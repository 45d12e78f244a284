package org.ketwright.studies.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Who works on a cell: one opened store of one process.
 *
 * @param host name of the machine
 * @param process process number
 * @param started when the process started, in milliseconds since 1970, or 0 if the system does not say
 * @param token distinguishes stores opened by one process
 */
record Owner(String host, long process, long started, String token) {

    /** The current process. */
    static Owner current() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(hostName(), self.pid(), startOf(self), UUID.randomUUID().toString());
    }

    /** Reads what {@link #text} wrote. */
    static Optional<Owner> parse(String text) {
        String[] parts = text.split("\\|", -1);
        try {
            return parts.length == 4
                    ? Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]), parts[3]))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    String text() {
        return host + "|" + process + "|" + started + "|" + token;
    }

    /** Whether this owner ran on our machine and is certainly gone. */
    boolean isDead() {
        if (!host.equals(hostName())) {
            return false;
        }
        Optional<ProcessHandle> handle = ProcessHandle.of(process);
        return handle.isEmpty() || !handle.get().isAlive()
                || started != 0 && startOf(handle.get()) != 0 && startOf(handle.get()) != started;
    }

    private static long startOf(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName().replace('|', '_');
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
