package org.ketwright.simulator.device;

/**
 * Where a calibration comes from.
 *
 * @param source who published it, or the file
 * @param date when it was measured, as the source writes it; may be empty
 * @param license under which terms it may be passed on; may be empty
 */
public record Origin(String source, String date, String license) {
}
