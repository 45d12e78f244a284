package org.ketwright.classical.attack;

import org.jspecify.annotations.Nullable;

import org.ketwright.classical.Classifier.Bounds;

/** Projection onto a hyperplane within the pixel range, the smallest in the l-infinity norm. */
final class BoxProjection {
    private BoxProjection() {}

    /**
     * Smallest displacement that leads from a point to {@code <w, v> = b}: every coordinate moves by the same amount, or
     * to its wall if that is nearer. If even all walls do not suffice, every coordinate goes to its wall.
     *
     * @param w normal of the plane
     * @param b offset of the plane
     * @param point where to start, within the range
     * @param clip range of coordinates, or null for none
     * @return the displacement
     */
    static double[] onto(float[] w, double b, float[] point, @Nullable Bounds clip) {
        int n = w.length;
        double excess = -b;
        for (int i = 0; i < n; i++) {
            excess += (double) w[i] * point[i];
        }
        // Seen from the other side, the plane lies where the product must fall.
        double side = excess < 0 ? -1 : 1;
        excess = Math.abs(excess);
        double[] room = new double[n];
        for (int i = 0; i < n; i++) {
            double down = side * w[i];
            room[i] = clip == null
                    ? Double.POSITIVE_INFINITY
                    : Math.max(0, down > 0 ? (double) point[i] - clip.low() : (double) clip.high() - point[i]);
        }
        double move = move(w, room, excess);
        double[] displacement = new double[n];
        for (int i = 0; i < n; i++) {
            displacement[i] = -Math.signum(side * w[i]) * Math.min(move, room[i]);
        }
        return displacement;
    }

    /**
     * Smallest move with sum of |w_i| min(move, room_i) = excess, by Newton's method: the sum is concave and made of
     * straight pieces, so the moves rise to the solution and reach it exactly.
     */
    private static double move(float[] w, double[] room, double excess) {
        double move = 0;
        while (true) {
            double held = 0;
            double free = 0;
            double farthest = 0;
            for (int i = 0; i < w.length; i++) {
                double weight = Math.abs(w[i]);
                if (room[i] <= move) {
                    held += weight * room[i];
                    farthest = weight == 0 ? farthest : Math.max(farthest, room[i]);
                } else {
                    free += weight;
                }
            }
            if (free == 0) {
                return farthest;
            }
            double next = (excess - held) / free;
            // Ends on numbers that are none, too.
            if (!(next > move)) {
                return move;
            }
            move = next;
        }
    }
}
