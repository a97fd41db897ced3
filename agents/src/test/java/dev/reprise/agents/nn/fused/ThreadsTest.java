package dev.reprise.agents.nn.fused;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.agents.nn.Activation;
import dev.reprise.agents.nn.Network;
import dev.reprise.agents.nn.NetworkSample;
import dev.reprise.agents.nn.NetworkSpec;
import dev.reprise.agents.nn.ParameterSharing;
import dev.reprise.agents.nn.ParameterSharing.Backbone;
import dev.reprise.agents.nn.ParameterSharing.Conditioning;
import dev.reprise.agents.nn.RowGroups;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class ThreadsTest {
    @Test
    void anyNumberOfThreadsGivesTheSameBits() {
        NetworkSpec spec = NetworkSample.spec(43, List.of(96, 130), Activation.RELU, 8, 5);
        RowGroups groups = new RowGroups();
        for (int head = 0; head < 5; head++) {
            groups.add(head, 31 + 20 * head);
        }
        NetworkSample sample = NetworkSample.of(spec, groups, 3);
        NetworkSample.Result expected = sample.run(new FusedNetwork(spec, 1));
        for (int threads = 2; threads <= 5; threads++) {
            Network network = new FusedNetwork(spec, threads);
            for (int repetition = 0; repetition < 20; repetition++) {
                NetworkSample.Result found = sample.run(network);
                assertArrayEquals(expected.output(), found.output());
                assertArrayEquals(expected.gradient(), found.gradient());
                assertArrayEquals(expected.inputGradient(), found.inputGradient());
            }
        }
    }

    @Test
    void anyNumberOfThreadsGivesTheSameBitsWhereColumnsMix() {
        ParameterSharing sharing =
                new ParameterSharing(Backbone.CROSS_STITCH, 1, Conditioning.FILM, 1, ParameterSharing.Heads.PER_TASK);
        NetworkSpec spec =
                NetworkSample.shared(NetworkSample.spec(43, List.of(96, 130), Activation.RELU, 8, 3), sharing);
        RowGroups groups = new RowGroups();
        for (int head = 0; head < 3; head++) {
            groups.add(head, 51 + 20 * head);
        }
        NetworkSample sample = NetworkSample.of(spec, groups, 3);
        NetworkSample.Result expected = sample.run(new ModularNetwork(spec, 1));
        for (int threads = 2; threads <= 4; threads++) {
            NetworkSample.Result found = sample.run(new ModularNetwork(spec, threads));
            assertArrayEquals(expected.output(), found.output());
            assertArrayEquals(expected.gradient(), found.gradient());
            assertArrayEquals(expected.inputGradient(), found.inputGradient());
        }
    }

    @Test
    void everyItemOfEveryJobIsDoneOnce() {
        Team team = Team.of(4);
        for (int round = 0; round < 20_000; round++) {
            int items = 1 + round % 17;
            AtomicIntegerArray done = new AtomicIntegerArray(items);
            team.run((item, worker) -> done.incrementAndGet(item), items);
            for (int item = 0; item < items; item++) {
                assertEquals(1, done.get(item));
            }
        }
    }

    @Test
    void workersThatSleepAreWoken() throws InterruptedException {
        Team team = Team.of(3);
        for (int round = 0; round < 5; round++) {
            Thread.sleep(20);
            AtomicIntegerArray done = new AtomicIntegerArray(50);
            team.run((item, worker) -> done.incrementAndGet(item), 50);
            for (int item = 0; item < 50; item++) {
                assertEquals(1, done.get(item));
            }
        }
    }

    @Test
    void aFailureInAnyThreadReachesTheCaller() {
        Team team = Team.of(4);
        for (int bad = 0; bad < 8; bad++) {
            int failing = bad;
            IllegalStateException thrown = assertThrows(
                    IllegalStateException.class,
                    () -> team.run(
                            (item, worker) -> {
                                if (item == failing) {
                                    throw new IllegalStateException("item " + item);
                                }
                            },
                            8));
            assertEquals("item " + failing, thrown.getMessage());
        }
    }
}
