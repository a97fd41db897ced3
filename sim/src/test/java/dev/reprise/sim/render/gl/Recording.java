package dev.reprise.sim.render.gl;

import dev.reprise.sim.physics.WorldView;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a viewer asks for. */
final class Recording implements Playable {
    final List<String> calls = new ArrayList<>();

    @Override
    public void advance(double seconds) {
        calls.add("advance " + seconds);
    }

    @Override
    public void step() {
        calls.add("step");
    }

    @Override
    public WorldView world() {
        throw new UnsupportedOperationException("nothing is drawn");
    }

    @Override
    public List<String> lines() {
        return List.of();
    }

    @Override
    public void next() {
        calls.add("next");
    }

    @Override
    public void choose(int number) {
        calls.add("choose " + number);
    }
}
