package org.ketwright.classical.network;

/** Gradient descent with momentum. */
final class SgdUpdate implements Optimizer.Update {
    private final float rate;
    private final float momentum;
    private final float[] velocity;

    SgdUpdate(Optimizer.Sgd sgd, int size) {
        this.rate = (float) sgd.rate();
        this.momentum = (float) sgd.momentum();
        this.velocity = new float[size];
    }

    @Override
    public void apply(float[] parameters, float[] gradient) {
        for (int i = 0; i < parameters.length; i++) {
            velocity[i] = momentum * velocity[i] + gradient[i];
            parameters[i] -= rate * velocity[i];
        }
    }
}
