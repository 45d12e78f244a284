package org.ketwright.simulator.channel;

/**
 * One number that says how strong a channel is, or what it is like.
 *
 * @param name its name, unique within the channel
 * @param value its value, in the unit that the channel states
 */
public record Strength(String name, double value) {
}
