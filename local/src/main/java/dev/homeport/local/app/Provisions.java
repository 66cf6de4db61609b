package dev.homeport.local.app;

import dev.homeport.local.account.DemoAccount;
import dev.homeport.local.adapter.bouncycastle.CertificateAuthority;
import dev.homeport.local.adapter.file.PrivateFiles;
import dev.homeport.local.adapter.file.TokenKeyStore;
import dev.homeport.local.adapter.file.TokenSigner;
import dev.homeport.local.adapter.http.RestAccountDoor;
import dev.homeport.local.adapter.json.FleetContactsFile;
import dev.homeport.local.adapter.mariadb.DatabaseProvisioner;
import dev.homeport.local.adapter.mariadb.DatabaseSoftware;
import dev.homeport.local.adapter.mariadb.PackagedDatabase;
import dev.homeport.local.address.PortRole;
import dev.homeport.local.certificate.CertificateRequest;
import dev.homeport.local.certificate.ReissuePolicy;
import dev.homeport.local.contact.FleetContacts;
import dev.homeport.local.database.DatabaseSettings;
import dev.homeport.local.plan.FleetLayout;
import dev.homeport.local.plan.FleetPlan;
import dev.homeport.local.plan.PlannedProcess;
import dev.homeport.local.plan.ProgramCommands;
import dev.homeport.local.process.ProcessDefinition;
import dev.homeport.local.process.Readiness;
import dev.homeport.local.process.RestartPolicy;
import dev.homeport.local.process.StartRefusedException;
import dev.homeport.vocabulary.SiteId;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Puts everything in place that planned processes need before they start. For one thread. */
final class Provisions {

    private static final Duration READY_BOUND = Duration.ofMinutes(2);
    private static final Duration STOP_BOUND = Duration.ofSeconds(15);

    /** A process that refuses its configuration ends with this code; see sysexits. */
    private static final Set<Integer> FINAL_EXIT_CODES = Set.of(78);

    private final FleetPlan plan;
    private final ProgramCommands commands;
    private final SecureRandom chance;
    private final Consumer<String> note;

    private @Nullable TokenSigner tokens;

    Provisions(
            FleetPlan plan, ProgramCommands commands, SecureRandom chance, Consumer<String> note) {
        this.plan = plan;
        this.commands = commands;
        this.chance = chance;
        this.note = note;
    }

    void provideCertificates() throws IOException, GeneralSecurityException {
        var settings = plan.settings();
        var authority =
                CertificateAuthority.openOrCreate(
                        settings.authorityFolder(),
                        settings.fleet(),
                        ReissuePolicy.USUAL,
                        InstantSource.system(),
                        chance);
        for (var process : plan.processes()) {
            authority.provide(process.certificateRequest(), process.certificateFiles());
        }
        authority.provide(
                new CertificateRequest(settings.proxyIdentity(), Set.of()),
                settings.proxyCertificate());
        authority.provide(
                new CertificateRequest(settings.operatorIdentity(), Set.of()),
                settings.operatorCertificate());
        tokens =
                new TokenSigner(
                        settings.fleet(),
                        TokenKeyStore.openOrCreate(settings.tokenKeyFolder()),
                        InstantSource.system());
        PrivateFiles.write(
                settings.registrarTokenFile(),
                tokens.registrar("local", DemoAccounts.TOKEN_VALIDITY) + "\n");
        FleetContactsFile.write(settings.stateFolder(), FleetContacts.of(plan));
    }

    /** Makes the accounts to try the fleet with; whatever goes wrong with one is only told. */
    List<DemoAccount> demoAccounts(Map<SiteId, String> handles, Duration bound)
            throws IOException, GeneralSecurityException, InterruptedException {
        var settings = plan.settings();
        var contacts = FleetContacts.of(plan);
        var registrar = Files.readString(settings.registrarTokenFile()).strip();
        try (var door = new RestAccountDoor(settings.authorityFile(), registrar);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var accounts =
                    new DemoAccounts(
                            settings.fleet(),
                            settings.accountFolder(),
                            door,
                            Objects.requireNonNull(tokens),
                            chance,
                            bound);
            var work = new ArrayList<Callable<Optional<DemoAccount>>>();
            contacts.sites()
                    .forEach((site, at) -> {
                        if (handles.containsKey(site) && at.access().isPresent()) {
                            work.add(() ->
                                    demoAccount(
                                            accounts, site, at.access().get(), handles.get(site)));
                        }
                    });
            var made = new ArrayList<DemoAccount>();
            for (var result : threads.invokeAll(work)) {
                result.resultNow().ifPresent(made::add);
            }
            return made;
        }
    }

    private Optional<DemoAccount> demoAccount(
            DemoAccounts accounts, SiteId site, URI access, String handle) {
        try {
            return Optional.of(accounts.provide(site, access, handle));
        } catch (IOException | GeneralSecurityException e) {
            note.accept("There is no account " + handle + " at " + site + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** Writes configuration files, provisions databases, and returns what is to be started. */
    List<ProcessDefinition> definitions()
            throws IOException, StartRefusedException, InterruptedException {
        var definitions = new ArrayList<ProcessDefinition>();
        var databases = new ArrayList<PlannedProcess>();
        for (var process : plan.started()) {
            if (process.program().equals(FleetLayout.DATABASE)) {
                databases.add(process);
            } else {
                PrivateFiles.createFolder(process.folder());
                PrivateFiles.write(process.configurationFile(), process.configurationText());
                definitionOf(process).ifPresent(definitions::add);
            }
        }
        if (!databases.isEmpty()) {
            definitions.addAll(provisioned(databases));
        }
        return definitions;
    }

    private Optional<ProcessDefinition> definitionOf(PlannedProcess process) {
        return commands.commandOf(process)
                .map(command ->
                        new ProcessDefinition(
                                process.name(),
                                command,
                                process.folder(),
                                process.environment(),
                                process.logFile(),
                                readinessOf(process),
                                RestartPolicy.USUAL.givingUpAfter(FINAL_EXIT_CODES),
                                STOP_BOUND,
                                process.stopOrder()));
    }

    private static Readiness readinessOf(PlannedProcess process) {
        var management =
                process.listensFor(PortRole.MANAGEMENT)
                        .orElseThrow(() ->
                                new IllegalArgumentException(
                                        "layout: "
                                                + process.name()
                                                + " has no management port; give it one"));
        return new Readiness.Answers(
                URI.create("http://" + management + "/health/ready"), READY_BOUND);
    }

    private List<ProcessDefinition> provisioned(List<PlannedProcess> databases)
            throws IOException, StartRefusedException, InterruptedException {
        var provisioner = new DatabaseProvisioner(software(), chance);
        var work =
                databases.stream()
                        .<Callable<ProcessDefinition>>map(process ->
                                () ->
                                        provisioner.provision(
                                                settingsOf(process),
                                                process.name(),
                                                process.logFile(),
                                                process.stopOrder()))
                        .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var definitions = new ArrayList<ProcessDefinition>();
            for (var result : threads.invokeAll(work)) {
                definitions.add(result.get());
            }
            return definitions;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case IOException cause -> throw cause;
                case StartRefusedException cause -> throw cause;
                case null, default -> throw new IOException("database: it could not be made", e);
            }
        }
    }

    private DatabaseSettings settingsOf(PlannedProcess process) {
        return new DatabaseSettings(
                plan.settings().fleet(),
                process.identity().site().orElseThrow(),
                process.listensFor(PortRole.DATABASE).orElseThrow(),
                process.folder());
    }

    private DatabaseSoftware software() throws IOException, InterruptedException {
        var installed = DatabaseSoftware.installed(System.getenv());
        if (installed.isPresent()) {
            return installed.get();
        }
        var repository =
                Optional.ofNullable(System.getProperty("maven.repo.local"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".m2", "repository"));
        var cache = plan.settings().stateFolder().resolve("database-server");
        return new PackagedDatabase(cache, repository).provide(note);
    }
}
