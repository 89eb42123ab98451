package io.prego.conventions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.UUID;

/** Who may know whom. The modules' poms say it too; this also says it of packages and of what is called. */
@AnalyzeClasses(packages = "io.prego", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modules_know_only_what_the_design_allows = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("event-schemas")
            .definedBy("io.prego.event..", "io.prego.kernel..")
            .layer("folds")
            .definedBy("io.prego.fold..")
            .layer("sealing")
            .definedBy("io.prego.sealing..")
            .layer("event-log")
            .definedBy("io.prego.eventlog..")
            .layer("edge")
            .definedBy("io.prego.edge..")
            .layer("embedded")
            .definedBy("io.prego.embedded..")
            .layer("launch")
            .definedBy("io.prego.launch..")
            .layer("command-api")
            .definedBy("io.prego.command..")
            .layer("stream-processors")
            .definedBy("io.prego.stream..")
            .layer("projections")
            .definedBy("io.prego.projection..")
            .layer("query-api")
            .definedBy("io.prego.query..")
            .layer("compose")
            .definedBy("io.prego.compose..")
            .layer("torture")
            .definedBy("io.prego.torture..")
            .whereLayer("event-schemas")
            .mayNotAccessAnyLayer()
            .whereLayer("embedded")
            .mayNotAccessAnyLayer()
            .whereLayer("folds")
            .mayOnlyAccessLayers("event-schemas")
            .whereLayer("sealing")
            .mayOnlyAccessLayers("event-schemas")
            .whereLayer("event-log")
            .mayOnlyAccessLayers("event-schemas", "sealing")
            .whereLayer("edge")
            .mayOnlyAccessLayers("event-schemas")
            .whereLayer("launch")
            .mayOnlyAccessLayers("sealing", "edge")
            .whereLayer("command-api")
            .mayOnlyAccessLayers("event-schemas", "event-log", "sealing", "edge", "launch")
            .whereLayer("stream-processors")
            .mayOnlyAccessLayers("event-schemas", "folds", "sealing", "launch")
            .whereLayer("projections")
            .mayOnlyAccessLayers("event-schemas", "edge", "launch")
            .whereLayer("query-api")
            .mayOnlyAccessLayers("event-schemas", "folds", "sealing", "edge", "launch")
            .whereLayer("compose")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("torture")
            .mayNotBeAccessedByAnyLayer();

    @ArchTest
    static final ArchRule the_product_knows_no_benchmark =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.prego.benchmark..");

    @ArchTest
    static final ArchRule packages_form_no_cycle = slices().matching(
                    "io.prego.(eventlog|command|stream|projection|query|edge|fold|sealing|embedded|launch|compose|torture).(*)..")
            .namingSlices("$1.$2")
            .should()
            .beFreeOfCycles();

    @ArchTest
    static final ArchRule rules_and_folds_know_no_framework = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .or()
            .haveSimpleNameEndingWith("Rules")
            .and()
            .resideOutsideOfPackage("..handling..")
            .or()
            .resideInAPackage("io.prego.fold..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..",
                    "org.axonframework..",
                    "org.apache..",
                    "java.sql..",
                    "jakarta..",
                    "tools..");

    @ArchTest
    static final ArchRule rules_and_folds_ask_no_clock_and_no_dice = noClasses()
            .that()
            .haveSimpleNameEndingWith("Decider")
            .or()
            .haveSimpleNameEndingWith("Rules")
            .or()
            .haveSimpleNameEndingWith("Topology")
            .or()
            .resideInAPackage("io.prego.fold..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Instant.class, "now", Clock.class)
            .orShould()
            .callMethod(UUID.class, "randomUUID")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Random.class);

    @ArchTest
    static final ArchRule no_package_is_named_after_a_layer = noClasses()
            .should()
            .resideInAnyPackage(
                    "..controller..",
                    "..service..",
                    "..repository..",
                    "..dto..",
                    "..util..",
                    "..utils..",
                    "..common..",
                    "..config..",
                    "..impl..",
                    "..helper..",
                    "..manager..");

    @ArchTest
    static final ArchRule no_class_is_named_after_nothing =
            noClasses().should().haveNameMatching(".*(Service|Manager|Util|Utils|Helper|Impl|Dto|Controller)");

    @ArchTest
    static final ArchRule classes_are_final = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotAnnotatedWith(org.springframework.context.annotation.Configuration.class)
            .and()
            .areNotAnnotatedWith(org.springframework.boot.SpringBootConfiguration.class)
            .and()
            .areNotAnonymousClasses()
            .should(beFinalUnlessTheyAreExtended());

    private static ArchCondition<JavaClass> beFinalUnlessTheyAreExtended() {
        return new ArchCondition<>("be final, unless they are extended") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                var open = !type.getModifiers().contains(JavaModifier.FINAL)
                        && !type.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !type.isEnum()
                        && type.getSubclasses().isEmpty();
                if (open) {
                    events.add(
                            SimpleConditionEvent.violated(type, type.getFullName() + " is neither final nor extended"));
                }
            }
        };
    }
}
