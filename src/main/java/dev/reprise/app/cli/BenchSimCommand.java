package dev.reprise.app.cli;

import dev.reprise.app.UserException;
import dev.reprise.app.view.PictureRates;
import dev.reprise.app.view.Programme;
import dev.reprise.envs.workbench.WorkbenchRates;
import dev.reprise.envs.workbench.WorkbenchRates.Rate;
import dev.reprise.envs.workbench.WorkbenchSuite;
import dev.reprise.sim.physics.PhysicsEngine;
import dev.reprise.sim.physics.mujoco.MujocoEngine;
import dev.reprise.sim.physics.physx.PhysxEngine;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "bench-sim",
        description = "Measures the workbench's physics, environment and pictures on this machine.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExample:%n",
        footer = "  reprise bench-sim --seconds 2 --rounds 1")
@SuppressWarnings("NullAway.Init") // fields are set by picocli
final class BenchSimCommand implements Callable<Integer> {
    @Option(names = "--seconds", paramLabel = "N", defaultValue = "5", description = "Per figure; default: 5.")
    private double seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "3", description = "In turns; default: 3.")
    private int rounds;

    @Override
    public Integer call() {
        if (!(seconds > 0) || rounds < 1) {
            throw new UserException("--seconds must be above 0 and --rounds at least 1");
        }
        PhysicsEngine physx = new PhysxEngine();
        Optional<MujocoEngine> mujoco = MujocoEngine.find();
        WorkbenchSuite suite = new WorkbenchSuite.Dense();
        Programme experts = Programme.ofExperts(suite.name(), 0);
        int threads = Runtime.getRuntime().availableProcessors();
        System.out.println(physx.description());
        System.out.println(mujoco.map(MujocoEngine::description).orElse("no MuJoCo installed: not compared"));
        System.out.printf("%-44s %12s %14s %12s%n", "", "per second", "per CPU second", "bytes each");
        for (int round = 1; round <= rounds; round++) {
            print("physics, PhysX", WorkbenchRates.physics(physx, seconds));
            mujoco.ifPresent(engine -> print("physics, MuJoCo", WorkbenchRates.physics(engine, seconds)));
            Rate one = WorkbenchRates.control(suite, seconds);
            print("control steps, one environment", one);
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %11.1f%%%n",
                    "of them beyond the physics",
                    100 * WorkbenchRates.overhead(suite, seconds));
            double two = WorkbenchRates.together(suite, 2, seconds);
            System.out.printf(
                    Locale.ROOT,
                    "%-44s %12.0f   %.2f times one%n",
                    "control steps, two environments in two threads",
                    two,
                    two / one.stepsPerSecond());
            PictureRates.Rates alone = PictureRates.measure(experts, 1, seconds);
            print("pictures, one thread", alone.drawn());
            print("MP4, one thread", alone.recorded());
            if (threads > 1) {
                PictureRates.Rates shared = PictureRates.measure(experts, threads, seconds);
                print("pictures, " + threads + " threads", shared.drawn().perSecond());
                print("MP4, " + threads + " threads", shared.recorded().perSecond());
            }
        }
        return 0;
    }

    private static void print(String what, PictureRates.Rate rate) {
        System.out.printf(Locale.ROOT, "%-44s %12.1f %14.1f%n", sized(what), rate.perSecond(), rate.perCpuSecond());
    }

    private static void print(String what, double perSecond) {
        System.out.printf(Locale.ROOT, "%-44s %12.1f%n", sized(what), perSecond);
    }

    private static String sized(String what) {
        return PictureRates.WIDTH + " x " + PictureRates.HEIGHT + " " + what;
    }

    private static void print(String what, Rate rate) {
        System.out.printf(
                Locale.ROOT,
                "%-44s %12.0f %14.0f %12.0f%n",
                what,
                rate.stepsPerSecond(),
                rate.stepsPerCpuSecond(),
                rate.bytesPerStep());
    }
}
