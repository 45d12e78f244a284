package org.ketwright.classical.network;

/** All of Adam in one pass over the parameters. */
final class AdamUpdate implements Optimizer.Update {
    private final Optimizer.Adam adam;
    private final float[] mean;
    private final float[] square;
    private int steps;

    AdamUpdate(Optimizer.Adam adam, int size) {
        this.adam = adam;
        this.mean = new float[size];
        this.square = new float[size];
    }

    @Override
    public void apply(float[] parameters, float[] gradient) {
        steps++;
        float length = (float) (adam.rate() / (1 - Math.pow(adam.beta1(), steps)));
        float scale = (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), steps)));
        update(parameters, gradient, mean, square, (float) adam.beta1(), (float) (1 - adam.beta1()),
                (float) adam.beta2(), (float) (1 - adam.beta2()), length, scale, (float) adam.tolerance());
    }

    /** Parameters and locals only, so that the loop becomes vector instructions. */
    private static void update(float[] p, float[] g, float[] m, float[] v, float keep1, float take1, float keep2,
            float take2, float length, float scale, float tolerance) {
        for (int i = 0; i < p.length; i++) {
            float gi = g[i];
            float mi = keep1 * m[i] + take1 * gi;
            float vi = keep2 * v[i] + take2 * gi * gi;
            m[i] = mi;
            v[i] = vi;
            p[i] -= length * mi / ((float) Math.sqrt(vi) * scale + tolerance);
        }
    }
}
