package dev.reprise.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The floor plan of docs/decisions/0001-floor-plan.md. */
@AnalyzeClasses(
        packages = "dev.reprise",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoJarsOfTests.class})
class ArchitectureTest {
    /** Leaves out other modules' tests, whose helpers the application's tests use. */
    static final class NoJarsOfTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule SIM_KNOWS_NOTHING_OF_OURS = noClasses()
            .that()
            .resideInAPackage("dev.reprise.sim..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.reprise.envs..", "dev.reprise.agents..", "dev.reprise.app..")
            .because("a simulator measures and moves; it has no word for a task, an agent or a run");

    @ArchTest
    static final ArchRule ENVS_KNOW_NO_AGENT = noClasses()
            .that()
            .resideInAPackage("dev.reprise.envs..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.reprise.agents..", "dev.reprise.app..")
            .because("an environment does not know who acts in it");

    @ArchTest
    static final ArchRule AGENTS_KNOW_THE_CONTRACT_ONLY = noClasses()
            .that()
            .resideInAPackage("dev.reprise.agents..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.reprise.sim..", "dev.reprise.app..", "dev.reprise.envs.task..", "dev.reprise.envs.planar..")
            .because("the same agent learns in a simulator, on a robot and in another process");

    @ArchTest
    static final ArchRule THE_CONTRACT_KNOWS_NO_SIMULATOR = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.reprise.envs.spec..",
                    "dev.reprise.envs.task..",
                    "dev.reprise.envs.check..",
                    "dev.reprise.envs.random..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.reprise.sim..", "dev.reprise.envs.planar..")
            .because("a robot's environment keeps the same contract without a simulator");

    @ArchTest
    static final ArchRule ROBOTS_KNOW_NO_PROTOCOL = noClasses()
            .that()
            .resideInAnyPackage("dev.reprise.envs.ros.robot..", "dev.reprise.envs.ros.safety..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.reprise.envs.ros.tcpros..",
                    "dev.reprise.envs.ros.api..",
                    "dev.reprise.envs.ros.xmlrpc..",
                    "dev.reprise.envs.ros.master..")
            .because("ROSJava speaks for the same robots, and ROS 2 may");

    @ArchTest
    static final ArchRule DL4J_IS_CAGED = noClasses()
            .that()
            .resideOutsideOfPackages("dev.reprise.agents.nn.dl4j..", "dev.reprise.agents.export..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.nd4j..", "org.deeplearning4j..")
            .because("a fused run must not load ND4J, and its arrays must not leak into the learner");

    @ArchTest
    static final ArchRule THE_APPLICATION_ALONE_KNOWS_FORMATS_AND_COMMANDS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.reprise.app..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..", "picocli..", "ch.qos.logback..", "org.snakeyaml..")
            .because("libraries take records and log through SLF4J");

    @ArchTest
    static final ArchRule NO_JAVA_SERIALIZATION = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream")
            .because("files from elsewhere must not run code");

    @ArchTest
    static final ArchRule CHANCE_HAS_A_NAME = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.Random")
            .orShould()
            .callMethod(Math.class, "random")
            .because("every random number comes from a named stream whose state is saved");

    @ArchTest
    static final ArchRule COMMANDS_ARE_ON_TOP = classes()
            .that()
            .resideInAPackage("dev.reprise.app.cli..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAPackage("dev.reprise.app.cli..")
            .because("nothing but the command line knows of the command line");

    @ArchTest
    static final ArchRule NO_CIRCLES_AMONG_PACKAGES =
            slices().matching("dev.reprise.(*).(*)..").should().beFreeOfCycles().because("data flows one way");
}
