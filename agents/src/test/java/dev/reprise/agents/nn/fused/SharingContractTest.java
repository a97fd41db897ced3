package dev.reprise.agents.nn.fused;

import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkContract;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.ParameterSharing.Heads;
import org.junit.jupiter.api.Nested;

/** The contract of networks for each way in which tasks share parameters. */
class SharingContractTest {
    private interface Modular extends NetworkContract {
        @Override
        default Network network(NetworkSpec spec) {
            return new ModularNetwork(spec, 1);
        }
    }

    @Nested
    class HardTest implements Modular {}

    @Nested
    class ColumnsTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.COLUMNS, 0, Conditioning.NONE, 1, Heads.PER_TASK);
        }
    }

    @Nested
    class ColumnsBehindASharedLayerTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.SOFT, 1, Conditioning.NONE, 1, Heads.PER_TASK);
        }
    }

    @Nested
    class CrossStitchTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.CROSS_STITCH, 0, Conditioning.NONE, 1, Heads.PER_TASK);
        }
    }

    @Nested
    class CrossStitchBehindSharedLayersTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.CROSS_STITCH, 2, Conditioning.FILM, 1, Heads.ONE);
        }
    }

    @Nested
    class FilmTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.HARD, 0, Conditioning.FILM, 1, Heads.PER_TASK);
        }
    }

    @Nested
    class FilmAndOneHeadTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.HARD, 0, Conditioning.FILM, 1, Heads.ONE);
        }
    }

    @Nested
    class EmbeddingInsteadOfHeadsTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.HARD, 0, Conditioning.FIRST_LAYER, 5, Heads.ONE);
        }
    }

    @Nested
    class EmbeddingBeforeColumnsTest implements Modular {
        @Override
        public ParameterSharing sharing() {
            return new ParameterSharing(Backbone.COLUMNS, 1, Conditioning.FIRST_LAYER, 20, Heads.PER_TASK);
        }
    }
}
